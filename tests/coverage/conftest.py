"""A country of four communes, small enough to be counted by hand.

On one meridian, 111.195 km to a degree: A (1,000 people), B (500) 2.49 km north of A, C (200) 10.01 km north of A, and
D (300) 30 km north of A. A and D are in the EPCI "un", across the border of two départements; B is in "deux" and C in
"trois".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from maillage import contract
from maillage.coverage import World
from maillage.model import (
    Adresse,
    Commune,
    ContactSite,
    Departement,
    Epci,
    Etape,
    Itinerance,
    Lieu,
    Millesime,
    Placed,
    Position,
    Region,
    Service,
    Seuils,
    Site,
    TerritoireSite,
    Territory,
)
from maillage.positions import place, places

TODAY = date(2026, 11, 21)
KM_PER_DEGREE = 6371.0088 * 3.141592653589793 / 180

TOWNS = {
    "35001": ("A", 1000, "un", "35", 0.0),
    "35002": ("B", 500, "deux", "35", 2.49),
    "35003": ("C", 200, "trois", "35", 10.01),
    "22004": ("D", 300, "un", "22", 30.0),
}

WorldMaker = Callable[..., World]
LieuMaker = Callable[..., Lieu]


def north(kilometres: float) -> Position:
    """The point so far north of A."""
    return Position(latitude=48.0 + kilometres / KM_PER_DEGREE, longitude=-2.0)


def country(towns: Mapping[str, tuple[str, int, str, str, float]] = TOWNS) -> Territory:
    communes = {
        code: Commune(
            code_insee=code,
            nom=nom,
            codes_postaux=(f"{code[:2]}000",),
            population=people,
            epci=epci or None,
            departement=departement,
            region="53",
            mairie=north(kilometres),
        )
        for code, (nom, people, epci, departement, kilometres) in towns.items()
    }
    sirens = sorted({commune.epci for commune in communes.values() if commune.epci})
    return Territory(
        communes=communes,
        epci={
            siren: Epci(
                siren=siren,
                nom=f"Communauté {siren}",
                nature="CC",
                population=sum(one.population or 0 for one in communes.values() if one.epci == siren),
                communes=tuple(code for code, one in communes.items() if one.epci == siren),
                departements=tuple(sorted({one.departement for one in communes.values() if one.epci == siren})),
            )
            for siren in sirens
        },
        departements={code: Departement(code=code, nom=f"Département {code}", region="53") for code in ("22", "35")},
        regions={"53": Region(code="53", nom="Région")},
        anciens_codes={"35099": "35001"},
        millesimes=(Millesime(nom="Populations municipales", annee="2023", source="INSEE", licence="LO"),),
    )


@pytest.fixture(scope="session")
def france() -> Territory:
    """The four communes."""
    return country()


@pytest.fixture(scope="session")
def make_france() -> Callable[..., Territory]:
    """A function that makes a country of other communes: name, people, EPCI, département, kilometres north of A."""
    return country


@pytest.fixture(scope="session")
def make_lieu() -> LieuMaker:
    """A function that makes a venue at so many kilometres north of A, in a commune, with services."""

    def make(identifier: str, km: float = 0.0, commune: str = "35001", **facts: Any) -> Lieu:
        facts.setdefault("adresse", Adresse(code_postal="35000", commune=commune, code_insee=commune))
        facts.setdefault("position", north(km))
        return Lieu(
            id=identifier,
            nom=facts.pop("nom", identifier),
            typologies=facts.pop("typologies", ("BIB",)),
            source="essai",
            verifie_le=facts.pop("verifie_le", TODAY),
            services=tuple(_service(one) for one in facts.pop("services", ())),
            **facts,
        )

    return make


@pytest.fixture(scope="session")
def make_bus(make_lieu: LieuMaker) -> LieuMaker:
    """A function that makes a venue that only stops: each stop is a commune, its kilometres and its hours."""

    def make(identifier: str, stops: Sequence[tuple[str, float, str | None]], **facts: Any) -> Lieu:
        etapes = tuple(
            Etape(
                id=f"arret-{number}",
                nom=f"Arrêt {number}",
                adresse=Adresse(code_postal="35000", commune=commune, code_insee=commune),
                position=north(km),
                horaires=hours,
            )
            for number, (commune, km, hours) in enumerate(stops)
        )
        return make_lieu(identifier, adresse=None, position=None, itinerance=Itinerance(etapes=etapes), **facts)

    return make


@pytest.fixture(scope="session")
def make_world() -> WorldMaker:
    """A function that makes a world of venues; every EPCI is looked at unless said otherwise."""

    def make(
        *lieux: Lieu,
        recenses: Sequence[str] = ("un", "deux", "trois"),
        territory: Territory | None = None,
        seuils: Seuils | None = None,
        territoire: TerritoireSite | None = None,
        today: date = TODAY,
    ) -> World:
        france = territory or country()
        placed: dict[str, Placed] = {}
        for lieu in lieux:
            for key, adresse, written in places(lieu):
                if found := place(adresse, written, None, france):
                    placed[key] = found
        chosen = territoire or TerritoireSite(regions=("53",))
        return World(
            lieux=lieux,
            positions=placed,
            territory=france,
            nomenclature=contract.load_nomenclature(),
            site=Site(
                slug="essai",
                titre="Hub d’essai",
                adresse_publique="https://essai.example/",
                territoire=replace(chosen, recenses=tuple(recenses)),
                contact=ContactSite(nom="Essai", courriel="essai@hub.example"),
                seuils=seuils or Seuils(),
            ),
            today=today,
        )

    return make


def _service(given: Any) -> Service:
    if isinstance(given, Service):
        return given
    if isinstance(given, str):
        return Service(service=(given,))
    codes, facts = given
    return Service(service=(codes,) if isinstance(codes, str) else tuple(codes), **facts)
