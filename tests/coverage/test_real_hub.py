"""The figures of a real hub agree with plain loops, to the last person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from maillage import contract, parse, records
from maillage import territory as geography
from maillage.coverage import ANY_VENUE, Mesh, Question, Report, World, best_communes, measured, widest
from maillage.exchange.importer import import_file
from maillage.model import Commune, ContactSite, Lieu, Placed, Position, Site, TerritoireSite
from maillage.positions import place, places

TODAY = date(2026, 3, 1)
REGION = "27"


@pytest.fixture(scope="module")
def world(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The real directory of a region, every EPCI but two looked at."""
    into = tmp_path_factory.mktemp("hub") / "directory"
    mapping = Path(__file__).parent.parent / "exchange" / "mapping-bourgogne-franche-comte.yml"
    france = geography.load()
    table = real_data / "hub-bourgogne-franche-comte-2023.csv"
    import_file(table, mapping, into, france, contract.load_nomenclature(), TODAY)
    lieux = tuple(sorted(_read(into), key=lambda lieu: lieu.id))
    placed: dict[str, Placed] = {}
    for lieu in lieux:
        for key, adresse, written in places(lieu):
            if found := place(adresse, written, None, france):
                placed[key] = found
    chosen = TerritoireSite(regions=(REGION,))
    sirens = sorted({one.epci for one in geography.communes_of(france, chosen) if one.epci})
    return World(
        lieux=lieux,
        positions=placed,
        territory=france,
        nomenclature=contract.load_nomenclature(),
        site=Site(
            slug="hub",
            titre="Hub",
            adresse_publique="https://hub.example/",
            territoire=TerritoireSite(regions=(REGION,), recenses=tuple(sirens[2:])),
            contact=ContactSite(nom="Hub", courriel="hub@hub.example"),
        ),
        today=TODAY,
        mairies_supposees=geography.supposed_mairies(),
    )


def _read(folder: Path) -> Iterator[Lieu]:
    for path in folder.glob("*/*.yml"):
        record = records.read_file(path, path.name)
        assert isinstance(record, records.Record)
        yield parse.lieu(record.data)


@pytest.fixture(scope="module")
def told(world: World) -> Report:
    return measured(Mesh(world))


Level = tuple[Any, str]


def _value(of: Report, where: Level, question: Question, indicator: str, seuil_km: float | None = None) -> float | None:
    return of.figure(where[0], where[1], indicator, question, seuil_km=seuil_km).valeur


def plain(world: World, wanted: Callable[[Lieu], bool]) -> dict[Level, dict[str, Any]]:
    """The figures of the venues that are as wanted, by loops over everything."""
    france, seuils = world.territory, world.site.seuils
    here = [
        (world.positions[key].position, france.anciens_codes.get(adresse.code_insee, adresse.code_insee), lieu)
        for lieu in world.lieux
        if lieu.statut == "ouvert" and wanted(lieu)
        for key, adresse, _ in places(lieu)
    ]
    found: dict[Level, dict[str, Any]] = defaultdict(
        lambda: {"near": 0, "far": 0, "people": 0, "lieux": set(), "communes": set(), "km": []}
    )
    for commune in france.communes.values():
        if commune.region != REGION or commune.epci not in world.site.territoire.recenses:
            continue
        kilometre = _nearest(commune, [position for position, _, _ in here])
        for level in _levels(commune):
            total = found[level]
            people = commune.population or 0
            total["people"] += people
            total["near"] += people if kilometre <= seuils.proche_km else 0
            total["far"] += people if kilometre <= seuils.loin_km else 0
            total["km"].append((kilometre, people))
    for _, code, lieu in here:
        commune = france.communes[code]
        if commune.region == REGION and commune.epci in world.site.territoire.recenses:
            for level in _levels(commune):
                found[level]["lieux"].add(lieu.id)
                found[level]["communes"].add(code)
    return found


def _levels(commune: Commune) -> tuple[Level, ...]:
    return ("hub", "hub"), ("departement", commune.departement), ("epci", commune.epci or "")


def _nearest(commune: Commune, positions: list[Position]) -> float:
    if commune.mairie is None:
        return float("inf")
    town = commune.mairie
    # A degree of latitude is 111.2 km: nothing beyond the band can be nearer than what is in it.
    for degrees in (0.3, 180.0):
        band = [one for one in positions if abs(one.latitude - town.latitude) <= degrees]
        best = min((geography.distance_km(town, one) for one in band), default=float("inf"))
        if best <= degrees * 111:
            return best
    return best


def _quantile(kilometres: list[tuple[float, int]], share: float) -> float:
    wanted, reached = share * sum(people for _, people in kilometres), 0
    for kilometre, people in sorted(kilometres):
        reached += people
        if people and reached >= wanted:
            return kilometre
    raise AssertionError("nobody")


QUESTIONS: dict[str, tuple[Question, Callable[[Lieu], bool]]] = {
    "any venue": (ANY_VENUE, lambda _: True),
    "repair": (
        Question(genre="service", code="reparation"),
        lambda lieu: any("reparation" in service.service for service in lieu.services),
    ),
    "without appointment": (Question(genre="lieu", acces="sans-rdv"), lambda lieu: "sans-rdv" in lieu.acces),
    "APTIC": (Question(genre="label", code="aptic"), lambda lieu: any(one.label == "aptic" for one in lieu.labels)),
}


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_plain_loops_find_the_same_people_venues_and_communes(told: Report, world: World, name: str) -> None:
    question, wanted = QUESTIONS[name]
    # Help given only at a distance or at home is not a place to go to.
    elsewhere = {"a-distance", "a-domicile"}

    def on_the_spot(lieu: Lieu) -> bool:
        how = set(lieu.modalites_accompagnement)
        return wanted(lieu) and not (how and how <= elsewhere) and "pas-de-public" not in lieu.modalites_acces

    expected = plain(world, on_the_spot)
    compared = 0
    for area in told.areas:
        if not area.recense:
            continue
        total = expected[area.niveau, area.code]
        value = partial(_value, told, (area.niveau, area.code), question)

        assert value("personnes_a_portee", seuil_km=2.5) == total["near"]
        assert value("personnes_a_portee", seuil_km=10.0) == total["far"]
        assert value("personnes_au_dela", seuil_km=10.0) == total["people"] - total["far"]
        assert value("fiches") == len(total["lieux"])
        assert value("communes_pourvues") == len(total["communes"])
        for share, indicator in ((0.5, "distance_mediane"), (0.9, "distance_p90"), (1.0, "distance_maximale")):
            assert value(indicator) == pytest.approx(_quantile(total["km"], share), abs=2e-5), area
        compared += 1
    assert compared > 100


def test_people_within_and_beyond_are_everybody_at_every_level(told: Report) -> None:
    communes = [
        one
        for one in told.mesh.areas.communes
        if told.mesh.areas.recense[told.mesh.areas.rank_of_commune[one.code_insee]]
    ]
    everybody: dict[Level, int] = defaultdict(int)
    for commune in communes:
        for level in _levels(commune):
            everybody[level] += commune.population or 0
    looked = [area for area in told.areas if area.recense]
    for question in widest(told.world.nomenclature):
        sums: dict[str, float] = defaultdict(float)
        for area in looked:
            for seuil in (2.5, 10.0):
                within = told.figure(area.niveau, area.code, "personnes_a_portee", question, seuil_km=seuil)
                beyond = told.figure(area.niveau, area.code, "personnes_au_dela", question, seuil_km=seuil)
                assert within.valeur is not None
                assert beyond.valeur is not None
                assert within.valeur + beyond.valeur == everybody[area.niveau, area.code] == within.denominateur
                assert within.au_moins is not None
                assert within.au_plus is not None
                assert within.au_moins <= within.valeur <= within.au_plus
                sums[f"{area.niveau} {seuil}"] += within.valeur
        # An EPCI across a border is one area, each département has its own communes of it: all sum to the hub.
        for seuil in (2.5, 10.0):
            assert sums[f"epci {seuil}"] == sums[f"departement {seuil}"] == sums[f"hub {seuil}"]


def test_the_best_commune_is_the_best_of_all_tried_one_by_one(told: Report, world: World) -> None:
    question = Question(genre="label", code="aptic")
    mesh = told.mesh
    area = max((one for one in told.areas if one.niveau == "epci" and one.recense), key=lambda one: one.communes)
    first = best_communes(mesh, "epci", area.code, question, 10.0)[0]
    kilometre = mesh.answer(question).reach.kilometres
    inside = [
        (commune, commune.mairie)
        for rank, commune in enumerate(mesh.areas.communes)
        if commune.epci == area.code and commune.mairie and not kilometre[rank] <= 10.0
    ]
    gains = {
        candidate.code_insee: sum(
            commune.population or 0 for commune, town in inside if geography.distance_km(town, candidate.mairie) <= 10.0
        )
        for candidate in mesh.areas.communes
        if candidate.epci == area.code and candidate.mairie
    }
    assert (first.gain, first.code_insee) == (
        max(gains.values()),
        min(code for code, gain in gains.items() if gain == max(gains.values())),
    )
    assert len(world.lieux) == 697
