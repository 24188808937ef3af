"""The booklet of a territory, for a prison or a shelter without internet: it stands alone once it is printed.

Venues have a number, and everything else leads to it: needs, half-days, communes. Nothing leads to a page number, which
no browser knows in advance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from maillage.model import Commune, Draft, Lieu, Page
from maillage.pages import acronyms, addresses, signs, words
from maillage.pages.context import Context, Link, by_name
from maillage.pages.neighbourhood import Neighbourhood
from maillage.pages.on_paper import OnPaper
from maillage.pages.semaine import dates, half_day_name
from maillage.pages.slots import HALF_DAYS, Slots
from maillage.pages.templating import compact, macro, template

_NEAREST = 3
# From so many venues on, each part begins on a sheet of its own and has its name at the head of each page.
_LONG = 30
_LICENCE = "Licence Ouverte 2.0"


@dataclass(frozen=True, slots=True)
class Printer:
    """What all booklets of a site are made with."""

    context: Context
    neighbourhood: Neighbourhood
    slots: Slots
    on_paper: OnPaper


@dataclass(frozen=True, slots=True)
class Numbered:
    """A venue under its number; `fiche` is HTML."""

    numero: int
    lieu: Lieu
    fiche: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The venues of a commune, and the numbers of those that only stop there and are told elsewhere."""

    titre: str
    lieux: tuple[Numbered, ...]
    passages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A service, and the venues that declare it with the signs of how one gets in, as HTML."""

    libelle: str
    lieux: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A venue in a half-day of the booklet; `lieu` and `entree` are HTML."""

    numero: int
    lieu: str
    heures: str
    entree: str


@dataclass(frozen=True, slots=True)
class Near:
    """A commune: the numbers of its own venues, and the nearest elsewhere with their distance."""

    commune: str
    ici: tuple[int, ...]
    proches: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """A near venue that the booklet does not tell: enough to call it."""

    repere: str
    nom: str
    commune: str
    telephone: str | None


def pages(context: Context, neighbourhood: Neighbourhood, slots: Slots) -> Iterator[Draft]:
    """Yield the booklet of each intercommunality and of each département."""
    printer = Printer(context, neighbourhood, slots, OnPaper(context=context))
    territory = context.catalogue.territory
    for siren in context.selection.epci:
        communes = context.communes_by_epci.get(siren, ())
        url = addresses.epci(siren)
        yield _draft(printer, territory.epci[siren].nom, url, communes)
    for code in context.selection.departements:
        communes = context.communes_by_departement.get(code, ())
        url = addresses.departement(code)
        yield _draft(printer, territory.departements[code].nom, url, communes)


def _draft(printer: Printer, nom: str, territoire: str, communes: Sequence[Commune]) -> Draft:
    make = partial(_page, printer, nom, territoire, communes)
    made_of = partial(printer.neighbourhood.states_about, communes, _NEAREST)
    return Draft(addresses.livret(territoire), make, made_of=made_of)


def _page(printer: Printer, nom: str, territoire: str, communes: Sequence[Commune]) -> Page:
    context = printer.context
    url = addresses.livret(territoire)
    chapters = tuple(_chapters(printer, communes))
    venues = [each for chapter in chapters for each in chapter.lieux]
    numbers = {each.lieu.id: each.numero for each in venues}
    nearest, outside = _nearest(printer, communes, numbers)
    needs = tuple(_needs(printer, venues))
    title = f"Livret des lieux{words.NBSP}: {nom}"
    parts = {
        "besoins": needs,
        "chapitres": chapters,
        "grille": tuple(_grid(printer, communes, numbers)),
        "proches": nearest,
        "voisins": outside,
        "suspendus": _suspended(context, communes),
    }
    told = " ".join((nom, *(each.lieu.nom + each.fiche for each in venues), *(o.nom for o in outside), _names(needs)))
    body = template("livret").render(
        context.frame(url, title),
        **parts,
        **dates(context, printer.slots),
        nom=nom,
        chemin=(Link(nom, territoire),),
        long=len(venues) >= _LONG,
        lieux=len(venues),
        communes=len(communes),
        sans_service=tuple(each.numero for each in venues if not context.offers[each.lieu.id]),
        services_declares=sum(len(shelf.besoins) for shelf in needs),
        services=len(context.catalogue.nomenclature.services),
        cle=signs.access(context),
        sigles=acronyms.used(told),
        sources=Counter(each.lieu.source for each in venues).most_common(),
        jamais=sum(each.lieu.verifie_le == "jamais" for each in venues),
        millesimes=context.catalogue.territory.millesimes,
        licence=_LICENCE,
    )
    return Page(
        url=url,
        title=title,
        description=f"{nom}{words.NBSP}: tous les lieux, leurs horaires et leurs conditions,"
        " à imprimer pour qui n’a pas internet.",
        body=compact(body),
        head=_running(f"{nom}, livret des lieux, données du {words.day(context.today)}"),
    )


@dataclass(frozen=True, slots=True)
class Shelf:
    """A theme and the services of it that somebody declares."""

    libelle: str
    besoins: tuple[Need, ...]


def _names(shelves: Iterable[Shelf]) -> str:
    return " ".join(need.libelle for shelf in shelves for need in shelf.besoins)


def _running(text: str) -> str:
    """Return the style that writes a text at the foot of each page; every character of it is escaped for CSS."""
    escaped = "".join(sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in text)
    return f'<style>:root{{--mg-livret:"{escaped}"}}</style>'


def _chapters(printer: Printer, communes: Iterable[Commune]) -> Iterator[Chapter]:
    """Yield the venues commune by commune, numbered in this order, then those that help from elsewhere."""
    context = printer.context
    numbers: dict[str, int] = {}

    def numbered(lieu: Lieu) -> Numbered:
        numbers[lieu.id] = len(numbers) + 1
        return Numbered(numbers[lieu.id], lieu, printer.on_paper.of(lieu))

    reaching: dict[str, Lieu] = {}
    for commune in communes:
        here = [lieu for lieu in context.lieux_by_commune.get(commune.code_insee, ()) if lieu.statut == "ouvert"]
        passing = tuple(numbers[lieu.id] for lieu in here if lieu.id in numbers)
        if here:
            yield Chapter(commune.nom, tuple(numbered(lieu) for lieu in here if lieu.id not in numbers), passing)
        reaching |= {lieu.id: lieu for lieu in context.reaching(commune)}
    away = sorted((lieu for lieu in reaching.values() if lieu.id not in numbers), key=by_name)
    if away:
        yield Chapter("D’ailleurs, à distance ou à domicile", tuple(map(numbered, away)))


def _needs(printer: Printer, venues: Iterable[Numbered]) -> Iterator[Shelf]:
    """Yield each theme with the services declared, in the order of the nomenclature."""
    context = printer.context
    nomenclature = context.catalogue.nomenclature
    found: dict[str, dict[int, dict[str, None]]] = {}
    for each in venues:
        for offer in context.offers[each.lieu.id]:
            for code in offer.codes:
                access = found.setdefault(code, {}).setdefault(each.numero, {})
                access |= dict.fromkeys(offer.service.acces or each.lieu.acces)
    shelves: dict[str, list[Need]] = {}
    for code, entry in nomenclature.services.items():
        if code in found:
            lieux = tuple((numero, printer.on_paper.sign(access)) for numero, access in sorted(found[code].items()))
            shelves.setdefault(entry.theme, []).append(Need(entry.libelle, lieux))
    for theme in nomenclature.themes.values():
        if theme.code in shelves:
            yield Shelf(theme.libelle, tuple(shelves[theme.code]))


def _grid(
    printer: Printer, communes: Iterable[Commune], numbers: Mapping[str, int]
) -> Iterator[tuple[str, tuple[tuple[str, tuple[Open, ...]], ...]]]:
    """Yield each half-day with the venues that are open, by dimension, those of which less is known last."""
    names = signs.dimensions(printer.context)
    places = [place for place in printer.slots.at(communes) if place.lieu.id in numbers and any(place.demi_journees)]
    write = macro("ouvert", of="_livret")
    written = [write(numbers[place.lieu.id], place.lieu.nom, place.etape) for place in places]
    for rank, code in enumerate(HALF_DAYS):
        found: dict[str, list[Open]] = {name: [] for name in (*names.values(), "")}
        for place, name in zip(places, written, strict=True):
            for line in place.demi_journees[rank]:
                hours = f"{line.heures} {line.quand}" if line.quand else line.heures
                entry = Open(numbers[place.lieu.id], name, hours, printer.on_paper.sign(line.acces))
                for dimension in [names[each] for each in line.dimensions] if line.connu else [""]:
                    found[dimension].append(entry)
        shown = tuple((name, tuple(sorted(found[name], key=lambda each: each.numero))) for name in found if found[name])
        yield half_day_name(code), shown


def _nearest(
    printer: Printer, communes: Iterable[Commune], numbers: Mapping[str, int]
) -> tuple[tuple[Near, ...], tuple[Outside, ...]]:
    """Return each commune with its venues and the nearest ones, and those of them that lie outside."""
    context = printer.context
    outside: dict[str, Outside] = {}
    found = []
    for commune in communes:
        near = []
        for each in printer.neighbourhood.around(commune, _NEAREST):
            lieu = each.chose.lieu
            if lieu.id not in numbers and lieu.id not in outside:
                mark = f"V{len(outside) + 1}"
                outside[lieu.id] = Outside(mark, lieu.nom, each.chose.nom_commune, lieu.telephone)
            near.append((str(numbers.get(lieu.id) or outside[lieu.id].repere), each.km))
        here = context.lieux_by_commune.get(commune.code_insee, ())
        own = tuple(sorted(numbers[lieu.id] for lieu in here if lieu.id in numbers))
        found.append(Near(commune.nom, own, tuple(near)))
    return tuple(found), tuple(outside.values())


def _suspended(context: Context, communes: Iterable[Commune]) -> tuple[tuple[str, str, str | None], ...]:
    found = {
        lieu.id: (lieu.nom, commune.nom, lieu.telephone)
        for commune in communes
        for lieu in context.lieux_by_commune.get(commune.code_insee, ())
        if lieu.statut == "suspendu"
    }
    return tuple(found.values())
