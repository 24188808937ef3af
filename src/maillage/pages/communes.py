"""The page of a commune: what is there, what comes there, and what is nearest, whatever the borders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from maillage.model import Commune, Draft, Lieu, Page
from maillage.pages import addresses, opening, words
from maillage.pages.cards import Cards
from maillage.pages.context import Context, Link
from maillage.pages.neighbourhood import Neighbourhood
from maillage.pages.templating import compact, template

# Beyond this many communes the index leads to the départements, which list their own.
_TOO_MANY = 1000
_NEAREST = 10
_TITLE = "Chercher par commune"


@dataclass(frozen=True, slots=True)
class Stop:
    """The stop of an itinerant venue in the commune."""

    lieu: str
    id: str
    nom: str
    horaires: str | None
    telephone: str | None


@dataclass(frozen=True, slots=True)
class Nearby:
    """A venue of another commune, with its distance in kilometres."""

    km: float
    commune: str
    etape: str | None
    approximatif: bool
    carte: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The communes under one letter, each with its number of venues."""

    lettre: str
    communes: tuple[tuple[Link, int], ...]


def pages(context: Context, cards: Cards, neighbourhood: Neighbourhood) -> Iterator[Draft]:
    """Yield the index of communes and the page of each commune of the territory."""
    yield Draft(addresses.COMMUNES, partial(_index, context), title=_TITLE, made_of=context.state_of_all)
    for commune in context.selection.communes.values():
        url = addresses.commune(commune.code_insee)
        made_of = partial(neighbourhood.states_about, (commune,), _NEAREST)
        yield Draft(url, partial(_page, context, cards, neighbourhood, commune), made_of=made_of)


def letters(context: Context, communes: tuple[Commune, ...]) -> tuple[Letter, ...]:
    """Return communes by first letter, with their number of venues that have not closed."""
    found: dict[str, list[tuple[Link, int]]] = {}
    for commune in sorted(communes, key=lambda each: (words.sorting(each.nom), each.code_insee)):
        link = Link(commune.nom, addresses.commune(commune.code_insee))
        count = len(context.lieux_by_commune.get(commune.code_insee, ()))
        found.setdefault(words.sorting(commune.nom)[:1].upper(), []).append((link, count))
    return tuple(Letter(letter, tuple(items)) for letter, items in found.items())


def _index(context: Context) -> Page:
    url = addresses.COMMUNES
    communes = tuple(context.selection.communes.values())
    many = len(communes) > _TOO_MANY
    body = template("communes").render(
        context.frame(url, "Par commune"),
        total=len(communes),
        avec=sum(1 for commune in communes if commune.code_insee in context.lieux_by_commune),
        lettres=() if many else letters(context, communes),
        departements=context.departement_links if many else (),
    )
    return Page(
        url=url,
        title=_TITLE,
        description="Toutes les communes du territoire, avec leurs lieux et les plus proches.",
        body=compact(body),
    )


def _page(context: Context, cards: Cards, neighbourhood: Neighbourhood, commune: Commune) -> Page:
    url = addresses.commune(commune.code_insee)
    racine = addresses.up(url)
    here = context.lieux_by_commune.get(commune.code_insee, ())
    settled = tuple(lieu for lieu in here if _stands_in(context, lieu, commune))
    stops = tuple(stop for lieu in here for stop in _stops(context, lieu, commune))
    shown = {lieu.id for lieu in here}
    epci = context.catalogue.territory.epci.get(commune.epci) if commune.epci else None
    body = template("commune").render(
        context.frame(url, commune.nom),
        commune=commune,
        chemin=context.trail(commune)[:-1],
        epci=Link(epci.nom, addresses.epci(epci.siren)) if epci else None,
        recense=context.recense(commune.epci),
        lieux=tuple(cards.of(lieu, racine) for lieu in settled),
        etapes=stops,
        a_distance=tuple(cards.of(lieu, racine) for lieu in context.reaching(commune) if lieu.id not in shown),
        proches=tuple(
            Nearby(
                near.km,
                near.chose.nom_commune,
                near.chose.etape,
                near.chose.approximatif,
                cards.of(near.chose.lieu, racine),
            )
            for near in neighbourhood.around(commune, _NEAREST)
        ),
        millesimes=context.catalogue.territory.millesimes,
    )
    return Page(
        url=url,
        title=f"{commune.nom}\N{NO-BREAK SPACE}: où trouver de l’aide",
        description=f"{commune.nom}\N{NO-BREAK SPACE}: {words.count(len(settled), 'lieu', 'lieux')}"
        f" dans la commune, {words.count(len(stops), 'passage')}, et les lieux les plus proches.",
        body=compact(body),
    )


def _stands_in(context: Context, lieu: Lieu, commune: Commune) -> bool:
    if lieu.adresse is None:
        return False
    own = context.commune(lieu.adresse)
    return own is not None and own.code_insee == commune.code_insee


def _stops(context: Context, lieu: Lieu, commune: Commune) -> Iterator[Stop]:
    for etape in lieu.itinerance.etapes if lieu.itinerance else ():
        own = context.commune(etape.adresse)
        if own and own.code_insee == commune.code_insee:
            week = opening.opening(etape.horaires, lieu.fermetures, context.today, commune.departement)
            yield Stop(lieu.nom, lieu.id, etape.nom, opening.in_one_line(week) or None, lieu.telephone)
