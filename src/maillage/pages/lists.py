"""The lists of all venues: those that are open, and those that have closed and keep their page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from maillage import freshness
from maillage.catalogue import communes_of_lieu
from maillage.model import Draft, Lieu, Page
from maillage.pages import addresses, words
from maillage.pages.context import Context, Link, by_name
from maillage.pages.templating import compact, template

# Beyond this many venues the list leads to the départements, which hold their own.
_TOO_MANY = 1500


@dataclass(frozen=True, slots=True)
class Line:
    """A venue in one line."""

    lien: Link
    types: str
    suspendu: bool
    niveau: freshness.Code
    niveau_libelle: str


@dataclass(frozen=True, slots=True)
class Rank:
    """The venues of one commune."""

    commune: Link
    lieux: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """A closed venue, since when, and what replaces it."""

    lien: Link
    date: str | None
    remplacants: tuple[Link, ...]


_ALL, _CLOSED = "Tous les lieux", "Lieux fermés"


def pages(context: Context) -> Iterator[Draft]:
    """Yield the list of venues and the list of closed ones."""
    yield Draft(addresses.LIEUX, partial(_all, context), title=_ALL, made_of=context.state_of_all)
    yield Draft(addresses.LIEUX_FERMES, partial(_closed, context), title=_CLOSED, made_of=context.state_of_all)


def _all(context: Context) -> Page:
    url = addresses.LIEUX
    many = len(context.open_lieux) > _TOO_MANY
    body = template("lieux").render(
        context.frame(url, "Tous les lieux"),
        ouverts=len(context.open_lieux),
        fermes=len(context.closed_lieux),
        rangs=() if many else _ranks(context),
        departements=context.departement_links if many else (),
        autour=() if many else tuple(_line(context, lieu) for lieu in _around(context)),
    )
    return Page(
        url=url,
        title=_ALL,
        description="Tous les lieux du territoire, commune par commune.",
        body=compact(body),
    )


def _closed(context: Context) -> Page:
    url = addresses.LIEUX_FERMES
    lieux = sorted(context.closed_lieux, key=by_name)
    body = template("lieux_fermes").render(
        context.frame(url, "Les lieux fermés"), fermes=tuple(_ended(context, lieu) for lieu in lieux)
    )
    return Page(
        url=url,
        title=_CLOSED,
        description="Les lieux qui ont fermé, et ceux qui les remplacent.",
        body=compact(body),
    )


def _ranks(context: Context) -> tuple[Rank, ...]:
    found: dict[str, list[Lieu]] = {}
    for lieu in context.open_lieux:
        for code in communes_of_lieu(lieu, context.catalogue.territory):
            if code in context.selection.communes:
                found.setdefault(code, []).append(lieu)
                break
    communes = [context.selection.communes[code] for code in found]
    return tuple(
        Rank(
            Link(commune.nom, addresses.commune(commune.code_insee)),
            tuple(_line(context, lieu) for lieu in sorted(found[commune.code_insee], key=by_name)),
        )
        for commune in sorted(communes, key=lambda each: (words.sorting(each.nom), each.code_insee))
    )


def _around(context: Context) -> list[Lieu]:
    outside = (context.catalogue.lieux[identifier] for identifier in context.selection.autour)
    return sorted((lieu for lieu in outside if lieu.statut != "ferme"), key=by_name)


def _line(context: Context, lieu: Lieu) -> Line:
    level = context.level(lieu)
    return Line(
        lien=Link(lieu.nom, addresses.lieu(lieu.id)),
        types=" · ".join(context.labels("typologies", (t for t in lieu.typologies if t != "NON_RENSEIGNE"))),
        suspendu=lieu.statut == "suspendu",
        niveau=level,
        niveau_libelle=freshness.LABELS[level],
    )


def _ended(context: Context, lieu: Lieu) -> Ended:
    fermeture = lieu.fermeture
    return Ended(
        lien=Link(lieu.nom, addresses.lieu(lieu.id)),
        date=words.day(fermeture.date) if fermeture and fermeture.date else None,
        remplacants=tuple(context.lieu_link(each) for each in fermeture.remplace_par) if fermeture else (),
    )
