"""A small world for the pages: four communes of two départements, and venues that a test makes as it needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

from maillage import contract, pages
from maillage.catalogue import Catalogue, assemble, select
from maillage.coverage import Figure
from maillage.model import (
    Adresse,
    Asset,
    Commune,
    ContactSite,
    Departement,
    Depot,
    Draft,
    Epci,
    HubFiles,
    LateAsset,
    Lieu,
    Millesime,
    Page,
    Position,
    Region,
    Site,
    TerritoireSite,
    Territory,
)
from maillage.nomenclature import Nomenclature
from maillage.pages import lieu as venues
from maillage.pages.context import Context

TODAY = date(2026, 11, 21)
MEEN, GAEL, MERDRIGNAC, LOIN = "35297", "35117", "22147", "22999"
PAYS, VOISIN = "200038990", "999999999"


def commune(code: str, name: str, epci: str, latitude: float, longitude: float, population: int | None) -> Commune:
    """One commune; its département is read in its code."""
    return Commune(
        code_insee=code,
        nom=name,
        codes_postaux=(f"{code[:2]}290",),
        population=population,
        epci=epci,
        departement=code[:2],
        region="53",
        mairie=Position(latitude=latitude, longitude=longitude),
    )


COMMUNES = {
    each.code_insee: each
    for each in (
        commune(MEEN, "Saint-Méen", PAYS, 48.187, -2.190, 4653),
        commune(GAEL, "Gaël", PAYS, 48.132, -2.223, 1613),
        commune(MERDRIGNAC, "Merdrignac", VOISIN, 48.195, -2.415, 2800),
        commune(LOIN, "Loin", VOISIN, 48.600, -3.300, None),
    )
}


def epci(siren: str, name: str) -> Epci:
    """One EPCI with the communes that name it."""
    own = tuple(code for code, each in COMMUNES.items() if each.epci == siren)
    return Epci(
        siren=siren, nom=name, nature="CC", population=None, communes=own, departements=tuple({c[:2] for c in own})
    )


TERRITORY = Territory(
    communes=COMMUNES,
    epci={PAYS: epci(PAYS, "Pays de Méen"), VOISIN: epci(VOISIN, "Pays voisin")},
    departements={
        "22": Departement(code="22", nom="Côtes-d’Armor", region="53"),
        "35": Departement(code="35", nom="Ille-et-Vilaine", region="53"),
    },
    regions={"53": Region(code="53", nom="Bretagne")},
    anciens_codes={},
    millesimes=(Millesime(nom="Communes", annee="2026", source="INSEE", licence="Licence Ouverte 2.0"),),
)

SITE = Site(
    slug="essai",
    titre="Annuaire d’essai",
    adresse_publique="https://essai.example/",
    territoire=TerritoireSite(epci=(PAYS, VOISIN), recenses=(PAYS,)),
    contact=ContactSite(nom="Hub d’essai", courriel="hub@essai.example", telephone="02 61 91 00 99"),
    depot=Depot(modifier="https://forge.example/edit/{chemin}", signaler="https://forge.example/issues/new?title={id}"),
)


def adresse(code: str = MEEN, voie: str | None = "1 rue de l’Essai") -> Adresse:
    """An address in one of the communes of the world."""
    return Adresse(voie=voie, code_postal=f"{code[:2]}290", commune=COMMUNES[code].nom, code_insee=code)


def lieu(identifier: str = "essai", **facts: Any) -> Lieu:
    """A venue that says as little as a file may, and what the test adds."""
    least: dict[str, Any] = {
        "nom": "Lieu d’essai",
        "typologies": ("BIB",),
        "adresse": adresse(),
        "source": "Hub d’essai",
        "verifie_le": date(2026, 11, 1),
    }
    return Lieu(id=identifier, **(least | facts))


def catalogue(lieux: Iterable[Lieu], nomenclature: Nomenclature) -> Catalogue:
    """The catalogue of some venues, each placed at its town hall."""
    pairs = ((f"directory/35/{each.id}.yml", each) for each in lieux)
    return assemble(pairs, {}, nomenclature, TERRITORY)


def drafts(
    *lieux: Lieu,
    site: Site = SITE,
    today: date = TODAY,
    nomenclature: Nomenclature | None = None,
    hub_files: HubFiles = HubFiles(),  # noqa: B008 (frozen)
) -> tuple[dict[str, Draft], dict[str, Asset | LateAsset]]:
    """The pages of a site by address, none made yet, and its files."""
    known = catalogue(lieux, nomenclature or contract.load_nomenclature())
    made, assets = pages.render(known, site, today, selection=select(known, site), hub_files=hub_files)
    return {draft.url: draft for draft in made}, {asset.url: asset for asset in assets}


def render(
    *lieux: Lieu, site: Site = SITE, today: date = TODAY
) -> tuple[dict[str, Page], dict[str, Asset | LateAsset]]:
    """All the pages of a site by address, and its files."""
    made, assets = drafts(*lieux, site=site, today=today)
    of_site = {url: draft.make() for url, draft in made.items()}
    return of_site, assets | {asset.url: asset for page in of_site.values() for asset in page.assets}


def page_at(
    url: str, *lieux: Lieu, site: Site = SITE, today: date = TODAY, nomenclature: Nomenclature | None = None
) -> Page:
    """One page of a site."""
    return drafts(*lieux, site=site, today=today, nomenclature=nomenclature)[0][url].make()


def venue_page(made: Lieu, *others: Lieu, site: Site = SITE, today: date = TODAY) -> Page:
    """The page of a venue, without the rest of the site."""
    known = catalogue((made, *others), contract.load_nomenclature())
    context = Context(catalogue=known, site=site, today=today, selection=select(known, site))
    return venues.page(context, made)


def page_of(made: Lieu, *others: Lieu, site: Site = SITE, today: date = TODAY) -> Reading:
    """What a reader finds on the page of a venue."""
    return Reading(venue_page(made, *others, site=site, today=today).body)


def figure(valeur: float | None, **facts: Any) -> Figure:
    """A figure of coverage that has a value and little else."""
    base: dict[str, Any] = dict.fromkeys(("question", "seuil_km", "numerateur", "denominateur", "au_moins", "au_plus"))
    named = {"niveau": "epci", "code": "1", "nom": "A", "indicateur": "x", "detail": "", "unite": "", "millesime": ""}
    return Figure(**(base | named | {"valeur": valeur, "recense": True} | facts))


def demonstration(site: Site = SITE) -> Site:
    """The same site, whose venues are invented."""
    return replace(site, demonstration="oui")


class Reading(HTMLParser):
    """What a browser makes of a page: its tags, links, headings, facts, and the text under each heading."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[tuple[int, str]] = []
        self.facts: list[tuple[str, str]] = []
        self._texts: list[tuple[str, str]] = []
        self._kind = ""
        self._in_script = False
        self.feed(body)
        self.close()
        self.text = even("".join(text for _, text in self._texts))
        self.links = [attributes["href"] for tag, attributes in self.tags if tag == "a" and "href" in attributes]
        self.ids = [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._in_script = tag == "script"
        if re.fullmatch(r"h[1-6]", tag):
            self._kind = tag
            self.headings.append((int(tag[1]), ""))
        elif tag in ("dt", "dd"):
            self._kind = tag
            if tag == "dt":
                self.facts.append(("", ""))

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False
        if tag == self._kind:
            self._kind = ""
        if tag in ("p", "li", "dd", "dt", "td", "th", "div", "h1", "h2", "h3", "h4", "caption", "summary", "br"):
            self._texts.append(("", "\n"))

    def handle_data(self, data: str) -> None:
        if self._in_script:
            return
        heading = self.headings[-1][1] if self.headings else ""
        if self._kind.startswith("h"):
            level, said = self.headings[-1]
            self.headings[-1] = (level, even(said + data))
        elif self._kind == "dt":
            name, value = self.facts[-1]
            self.facts[-1] = (even(name + data), value)
        elif self._kind == "dd":
            name, value = self.facts[-1]
            self.facts[-1] = (name, even(f"{value} {data}"))
        self._texts.append((heading, data))

    def section(self, heading: str) -> str:
        """The text from a heading to the next one, whatever their levels."""
        return even("".join(text for under, text in self._texts if under == heading))

    def fact(self, name: str) -> str:
        """The value of the first fact of that name."""
        return next(value for said, value in self.facts if said == name)


def even(text: str) -> str:
    """A text with one ordinary space wherever there is any."""
    return " ".join(text.split())
