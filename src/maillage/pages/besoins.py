"""The pages of needs: who declares it, how one gets in, and an honest answer when nobody does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from maillage.catalogue import communes_of_lieu
from maillage.model import Draft, Lieu, Page, nothing_else
from maillage.nomenclature import Retired, ServiceEntry
from maillage.offers import Offer
from maillage.pages import addresses, words
from maillage.pages.cards import Cards
from maillage.pages.context import Context, Link
from maillage.pages.templating import compact, template

# Beyond this many entries, a need has one page for each département: a list of thousands helps nobody.
_TOO_MANY = 400
_TITLE = "Chercher par besoin"


@dataclass(frozen=True, slots=True)
class Rank:
    """The entries of one commune, as HTML."""

    commune: str
    cartes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """The entries of one EPCI, by commune; `lieux` counts venues, not entries."""

    ancre: str
    nom: str
    lieux: int
    communes: tuple[Rank, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """A service and how many venues of the territory declare it today."""

    code: str
    libelle: str
    synonymes: str
    lieux: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """A theme and its services."""

    code: str
    libelle: str
    definition: str
    besoins: tuple[Need, ...]


def pages(context: Context, cards: Cards) -> Iterator[Draft]:
    """Yield the list of needs, the page of each, and those of the codes that are no longer used."""
    yield Draft(addresses.BESOINS, partial(_index, context), title=_TITLE, made_of=context.state_of_all)
    for entry in context.catalogue.nomenclature.services.values():
        yield from _of_need(context, cards, entry)
    for retired in context.catalogue.nomenclature.services_retires.values():
        yield Draft(addresses.besoin(retired.code), partial(_of_retired, context, retired), made_of=nothing_else)


def shelves(context: Context) -> tuple[Shelf, ...]:
    """Return all the needs by theme, in the order of the nomenclature, with their number of venues."""
    nomenclature = context.catalogue.nomenclature
    by_theme: dict[str, list[Need]] = {}
    for entry in nomenclature.services.values():
        by_theme.setdefault(entry.theme, []).append(
            Need(entry.code, entry.libelle, ", ".join(entry.synonymes), len(declaring(context, entry.code)))
        )
    return tuple(
        Shelf(theme.code, theme.libelle, theme.definition, tuple(by_theme[theme.code]))
        for theme in nomenclature.themes.values()
        if theme.code in by_theme
    )


def declaring(context: Context, code: str) -> frozenset[str]:
    """Return the ids of the venues of the territory, open today, that declare a service today."""
    return frozenset(
        offer.lieu.id
        for offer in context.offers_by_need.get(code, ())
        if not offer.a_venir and offer.lieu.statut == "ouvert" and offer.lieu.id in context.inside
    )


def _index(context: Context) -> Page:
    url = addresses.BESOINS
    title = "De quoi la personne a-t-elle besoin ?"
    body = template("besoins").render(
        context.frame(url, title), rayons=shelves(context), ouverts=len(context.open_lieux)
    )
    return Page(
        url=url,
        title=_TITLE,
        description="Tous les besoins, par sujet, avec le nombre de lieux qui déclarent y répondre.",
        body=compact(body),
    )


def _of_need(context: Context, cards: Cards, entry: ServiceEntry) -> Iterator[Draft]:
    offers = context.offers_by_need.get(entry.code, [])
    here = [offer for offer in offers if offer.lieu.id in context.inside]
    if len(here) <= _TOO_MANY:
        make = partial(_page, context, cards, entry, offers, None, ())
        yield Draft(addresses.besoin(entry.code), make, made_of=partial(_made_of, context, offers))
        return
    by_departement: dict[str, list[Offer]] = {}
    for offer in here:
        for code in sorted(_departements(context, offer.lieu)):
            by_departement.setdefault(code, []).append(offer)
    names = context.catalogue.territory.departements
    parts = tuple(
        (Link(names[code].nom, addresses.besoin(entry.code, code)), len({offer.lieu.id for offer in of_departement}))
        for code, of_departement in sorted(by_departement.items())
    )
    make = partial(_page, context, cards, entry, offers, None, parts)
    yield Draft(addresses.besoin(entry.code), make, made_of=partial(_made_of, context, offers))
    for code, of_departement in sorted(by_departement.items()):
        url = addresses.besoin(entry.code, code)
        make = partial(_page, context, cards, entry, of_departement, code, ())
        yield Draft(url, make, made_of=partial(_made_of, context, of_departement))


def _made_of(context: Context, offers: Iterable[Offer]) -> object:
    """Return the venues that declare a service, and how many could or say nothing."""
    declaring = {offer.lieu.id: offer.lieu for offer in offers}
    return context.states(declaring.values()), len(context.open_lieux), len(context.silent_lieux)


def _page(
    context: Context,
    cards: Cards,
    entry: ServiceEntry,
    offers: Sequence[Offer],
    departement: str | None,
    parts: tuple[tuple[Link, int], ...],
) -> Page:
    url = addresses.besoin(entry.code, departement)
    frame = context.frame(url, entry.libelle)
    racine = addresses.up(url)
    nomenclature = context.catalogue.nomenclature
    now = [offer for offer in offers if offer.lieu.statut == "ouvert"]
    here = [offer for offer in now if offer.lieu.id in context.inside]
    around = [offer for offer in now if offer.lieu.id not in context.inside]
    suspended = [offer for offer in offers if offer.lieu.statut == "suspendu"]
    declared = frozenset(offer.lieu.id for offer in here if not offer.a_venir)
    place = context.catalogue.territory.departements[departement].nom if departement else None
    zones = () if parts else _zones(context, cards, here, racine, departement)
    body = template("besoin").render(
        frame,
        besoin=entry,
        chemin=(Link("Besoins", addresses.BESOINS),)
        + ((Link(entry.libelle, addresses.besoin(entry.code)),) if departement else ()),
        theme=context.label("themes", entry.theme),
        dimension=nomenclature.dimensions.get(entry.dimension),
        ou=place,
        lieux=len(declared),
        ouverts=len(context.open_lieux),
        muets=len(context.silent_lieux),
        zones=zones,
        parties=parts,
        autour=() if parts else tuple(cards.of_need(offer, racine) for offer in around),
        suspendus=tuple(cards.of_need(offer, racine) for offer in suspended),
        connexes=tuple(
            Link(nomenclature.services[code].libelle, addresses.besoin(code))
            for code in entry.connexes
            if code in nomenclature.services
        ),
    )
    title = f"{entry.libelle}, {place}" if place else entry.libelle
    found = words.count(len(declared), "lieu le déclare", "lieux le déclarent")
    return Page(
        url=url,
        title=title,
        description=words.first_sentence([f"{title}\N{NO-BREAK SPACE}: {found}.", entry.definition], 300),
        body=compact(body),
    )


def _zones(
    context: Context, cards: Cards, offers: Iterable[Offer], racine: str, departement: str | None
) -> tuple[Zone, ...]:
    """Return entries by EPCI, then by commune; a venue that moves is once in each EPCI where it stops."""
    territory = context.catalogue.territory
    found: dict[tuple[str, str], dict[str, list[Offer]]] = {}
    for offer in offers:
        seen = set()
        for code in communes_of_lieu(offer.lieu, territory):
            commune = context.selection.communes.get(code)
            if commune is None or (departement and commune.departement != departement) or commune.epci in seen:
                continue
            seen.add(commune.epci)
            epci = territory.epci.get(commune.epci) if commune.epci else None
            zone = (epci.nom, epci.siren) if epci else ("Hors intercommunalité", "aucune")
            found.setdefault(zone, {}).setdefault(commune.nom, []).append(offer)
    return tuple(
        Zone(
            ancre=f"epci-{siren}",
            nom=nom,
            lieux=len({offer.lieu.id for of_commune in communes.values() for offer in of_commune}),
            communes=tuple(
                Rank(commune, tuple(cards.of_need(offer, racine) for offer in of_commune))
                for commune, of_commune in sorted(communes.items(), key=lambda item: words.sorting(item[0]))
            ),
        )
        for (nom, siren), communes in sorted(found.items(), key=lambda item: words.sorting(item[0][0]))
    )


def _departements(context: Context, lieu: Lieu) -> set[str]:
    codes = communes_of_lieu(lieu, context.catalogue.territory)
    return {context.selection.communes[code].departement for code in codes if code in context.selection.communes}


def _of_retired(context: Context, retired: Retired) -> Page:
    url = addresses.besoin(retired.code)
    services = context.catalogue.nomenclature.services
    body = template("besoin_retire").render(
        context.frame(url, retired.libelle),
        libelle=retired.libelle,
        chemin=(Link("Besoins", addresses.BESOINS),),
        remplace_par=tuple(
            Link(services[code].libelle, addresses.besoin(code)) for code in retired.remplace_par if code in services
        ),
    )
    return Page(
        url=url,
        title=retired.libelle,
        description=f"{retired.libelle}\N{NO-BREAK SPACE}: ce besoin est maintenant rangé ailleurs.",
        body=compact(body),
        head='<meta name="robots" content="noindex">',
        indexed=False,
    )
