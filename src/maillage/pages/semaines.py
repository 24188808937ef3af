"""The half-days of a département: how many places are open in each intercommunality, and the way to its grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from maillage import hours
from maillage.model import Draft, Page
from maillage.pages import addresses, words
from maillage.pages.context import Context, Link
from maillage.pages.semaine import dates, half_day_name, head
from maillage.pages.slots import HALF_DAYS, Place, Slots
from maillage.pages.templating import compact, template


@dataclass(frozen=True, slots=True)
class Count:
    """How many places give a service on a half-day, and how many are open with less said of them."""

    nom: str
    connus: int
    inconnus: int


@dataclass(frozen=True, slots=True)
class Row:
    """An intercommunality: its places, those without any hours, and its 14 half-days."""

    lien: Link
    lieux: int
    sans_horaires: int
    demi_journees: tuple[Count, ...]


def pages(context: Context, slots: Slots) -> Iterator[Draft]:
    """Yield the table of each département."""
    for code in context.selection.departements:
        made_of = partial(context.states_about, context.communes_by_departement.get(code, ()))
        yield Draft(
            addresses.semaine(addresses.departement(code)), partial(_page, context, slots, code), made_of=made_of
        )


def _page(context: Context, slots: Slots, code: str) -> Page:
    departement = context.catalogue.territory.departements[code]
    url = addresses.semaine(addresses.departement(code))
    title = f"{departement.nom}{words.NBSP}: la semaine"
    body = template("semaines").render(
        context.frame(url, title),
        **dates(context, slots),
        nom=departement.nom,
        chemin=(
            Link("Départements", addresses.DEPARTEMENTS),
            Link(departement.nom, addresses.departement(code)),
        ),
        jours=hours.DAYS,
        lignes=tuple(_rows(context, slots, code)),
    )
    return Page(
        url=url,
        title=title,
        description=f"{departement.nom}{words.NBSP}: combien de lieux sont ouverts chaque demi-journée,"
        " intercommunalité par intercommunalité.",
        body=compact(body),
        head=head(url, "semaine.css"),
    )


def _rows(context: Context, slots: Slots, departement: str) -> Iterator[Row]:
    territory = context.catalogue.territory
    communes = context.communes_by_departement.get(departement, ())
    for siren in sorted({commune.epci for commune in communes if commune.epci}, key=lambda each: _name(context, each)):
        places = slots.at(commune for commune in communes if commune.epci == siren)
        yield Row(
            lien=Link(territory.epci[siren].nom, addresses.semaine(addresses.epci(siren))),
            lieux=len(places),
            sans_horaires=sum(place.etat == "horaires-inconnus" for place in places),
            demi_journees=tuple(_count(places, rank) for rank in range(len(HALF_DAYS))),
        )


def _name(context: Context, siren: str) -> str:
    return words.sorting(context.catalogue.territory.epci[siren].nom)


def _count(places: Sequence[Place], rank: int) -> Count:
    of_half_day = [place.demi_journees[rank] for place in places if place.demi_journees[rank]]
    known = sum(any(line.connu for line in lines) for lines in of_half_day)
    return Count(half_day_name(HALF_DAYS[rank]), known, len(of_half_day) - known)
