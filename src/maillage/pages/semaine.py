"""The weekly grid of an intercommunality: who is open on which half-day, for what, and how one gets in.

The 14 half-days are those that coverage counts. The evening is part of the afternoon, and is said where there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from maillage import hours
from maillage.model import Draft, Epci, Page
from maillage.pages import addresses, beside_grid, signs, words
from maillage.pages.context import Context, Link
from maillage.pages.slots import HALF_DAYS, Line, Place, Slots
from maillage.pages.templating import compact, macro, template
from maillage.territory import neighbours

_PARTS = {"matin": "matin", "apres-midi": "après-midi"}
_IN_GRID = ("connu", "service-inconnu")


@dataclass(frozen=True, slots=True)
class Cell:
    """A half-day: the entries whose hours are those of a service, then those of which less is known, as HTML."""

    code: str
    nom: str
    connus: tuple[str, ...]
    inconnus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A day and its two half-days."""

    jour: str
    demi_journees: tuple[Cell, Cell]


def pages(context: Context, slots: Slots) -> Iterator[Draft]:
    """Yield the grid of each intercommunality."""
    for siren in context.selection.epci:
        epci = context.catalogue.territory.epci[siren]
        made_of = partial(context.states_about, context.communes_by_epci.get(siren, ()))
        yield Draft(addresses.semaine(addresses.epci(siren)), partial(_page, context, slots, epci), made_of=made_of)


def half_day_name(code: str) -> str:
    """Return the name of a half-day: "mercredi après-midi"."""
    day, part = code.split("-", 1)
    return f"{day} {_PARTS[part]}"


def dates(context: Context, slots: Slots) -> dict[str, object]:
    """Return which weeks a grid tells, for its template."""
    monday = context.today - timedelta(days=context.today.weekday())
    return {
        "jusqu_au": words.day(slots.until),
        "lundi": words.day(monday),
        "parite": hours.parity_in_words(monday),
        "numero": monday.isocalendar().week,
    }


def head(url: str, style: str) -> str:
    """Return the HTML that brings a style sheet of the package to a page."""
    return f'<link rel="stylesheet" href="{addresses.up(url)}{addresses.ASSETS}{style}">'


def _page(context: Context, slots: Slots, epci: Epci) -> Page:
    url = addresses.semaine(addresses.epci(epci.siren))
    territory = context.catalogue.territory
    communes = context.communes_by_epci.get(epci.siren, ())
    places = slots.at(communes)
    title = f"{epci.nom}{words.NBSP}: la semaine"
    body = template("semaine").render(
        context.frame(url, title),
        **dates(context, slots),
        nom=epci.nom,
        chemin=(Link(epci.nom, addresses.epci(epci.siren)),),
        recense=context.recense(epci.siren),
        total=len(places),
        connus=sum(place.etat == "connu" for place in places),
        services_inconnus=sum(place.etat == "service-inconnu" for place in places),
        seulement_ailleurs=sum(place.etat == "ailleurs" for place in places),
        jours=_rows(context, places, addresses.up(url)),
        cle=signs.access(context),
        dimensions=context.catalogue.nomenclature.dimensions,
        cote=beside_grid.beside(context, places, communes),
        voisines=tuple(
            Link(territory.epci[siren].nom, addresses.semaine(addresses.epci(siren)))
            for siren in neighbours(epci.siren)
            if siren in context.selection.epci
        ),
    )
    return Page(
        url=url,
        title=title,
        description=f"{epci.nom}{words.NBSP}: qui est ouvert quelle demi-journée, pour quoi, avec ou sans rendez-vous.",
        body=compact(body),
        head=head(url, "semaine.css"),
    )


def _rows(context: Context, places: Sequence[Place], racine: str) -> tuple[Row, ...]:
    shown = [place for place in places if place.etat in _IN_GRID]
    write = partial(macro("entree", of="_semaine"), racine, signs.dimensions(context), signs.access(context))
    cells = [_cell(write, shown, rank) for rank in range(len(HALF_DAYS))]
    return tuple(Row(day, (cells[2 * rank], cells[2 * rank + 1])) for rank, day in enumerate(hours.DAYS))


def _cell(write: Callable[..., str], places: Sequence[Place], rank: int) -> Cell:
    known: list[str] = []
    unknown: list[str] = []
    for place in places:
        lines = place.demi_journees[rank]
        for found, which in ((known, True), (unknown, False)):
            alike = [line for line in lines if line.connu is which]
            if alike:
                found.append(write(place, alike, _shared(alike)))
    return Cell(HALF_DAYS[rank], half_day_name(HALF_DAYS[rank]), tuple(known), tuple(unknown))


def _shared(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the closures that all lines have, which are said once for the place."""
    return tuple(each for each in lines[0].sauf if all(each in line.sauf for line in lines))
