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
from maillage.coverage import ANY_SERVICE, ANY_VENUE, Mesh, Question, Report, World, best_communes, measured, widest
from maillage.exchange.importer import import_file
from maillage.model import Commune, ContactSite, Lieu, Placed, Position, Service, Site, TerritoireSite
from maillage.positions import place, places

TODAY = date(2026, 11, 21)
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module", params=["hub", "demonstration"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The real directory of a region, every EPCI but two looked at; and the demonstration, which declares more."""
    france = geography.load()
    if request.param == "demonstration":
        lieux = tuple(sorted(_read(ROOT / "directory"), key=lambda lieu: lieu.id))
        record = records.read_file(ROOT / "sites" / "demonstration.yml", "demonstration.yml")
        assert isinstance(record, records.Record)
        site = parse.site(record.data)
    else:
        real_data: Path = request.getfixturevalue("real_data")
        into = tmp_path_factory.mktemp("hub") / "directory"
        mapping = ROOT / "tests" / "exchange" / "mapping-bourgogne-franche-comte.yml"
        table = real_data / "hub-bourgogne-franche-comte-2023.csv"
        import_file(table, mapping, into, france, contract.load_nomenclature(), TODAY)
        lieux = tuple(sorted(_read(into), key=lambda lieu: lieu.id))
        sirens = sorted(
            {one.epci for one in geography.communes_of(france, TerritoireSite(regions=("27",))) if one.epci}
        )
        site = Site(
            slug="hub",
            titre="Hub",
            adresse_publique="https://hub.example/",
            territoire=TerritoireSite(regions=("27",), recenses=tuple(sirens[2:])),
            contact=ContactSite(nom="Hub", courriel="hub@hub.example"),
        )
    placed: dict[str, Placed] = {}
    for lieu in lieux:
        for key, adresse, written in places(lieu):
            if found := place(adresse, written, None, france):
                placed[key] = found
    return World(
        lieux=lieux,
        positions=placed,
        territory=france,
        nomenclature=contract.load_nomenclature(),
        site=site,
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
    france, seuils, slug = world.territory, world.site.seuils, world.site.slug
    inside = {one.code_insee for one in geography.communes_of(france, world.site.territoire)}
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
        if commune.code_insee not in inside or commune.epci not in world.site.territoire.recenses:
            continue
        kilometre = _nearest(commune, [position for position, _, _ in here])
        for level in _levels(commune, slug):
            total = found[level]
            people = commune.population or 0
            total["people"] += people
            total["near"] += people if kilometre <= seuils.proche_km else 0
            total["far"] += people if kilometre <= seuils.loin_km else 0
            total["km"].append((kilometre, people))
    for _, code, lieu in here:
        commune = france.communes[code]
        if code in inside and commune.epci in world.site.territoire.recenses:
            for level in _levels(commune, slug):
                found[level]["lieux"].add(lieu.id)
                found[level]["communes"].add(code)
    return found


def _levels(commune: Commune, slug: str) -> tuple[Level, ...]:
    return ("hub", slug), ("departement", commune.departement), ("epci", commune.epci or "")


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


# -- what a venue answers, read again from the words of the method: neither rows nor tables

State = int
NO, MAYBE, YES = 0, 1, 2


def received(lieu: Lieu, service: Service | None = None) -> bool:
    """Whether one goes there: help given only at a distance or at home is not a place to go to."""
    how = set((service.modalites_accompagnement if service else ()) or lieu.modalites_accompagnement)
    contact = (service.modalites_acces if service else ()) or lieu.modalites_acces
    return not (how and how <= {"a-distance", "a-domicile"}) and "pas-de-public" not in contact


def does(world: World, lieu: Lieu, wanted: Callable[[str], bool], acces: str = "") -> State:
    """Whether a venue declares a service as wanted, with an access, today."""
    services = world.nomenclature.services
    refused = {code for one in lieu.services_exclus for code in one.service}
    if not lieu.services:
        could = received(lieu) and any(wanted(code) for code in services if code not in refused)
        return MAYBE if could and enters((), lieu.acces, acces) != NO else NO
    best = NO
    for entry in lieu.services:
        over = entry.valide_au is not None and entry.valide_au < TODAY
        to_come = entry.valide_du is not None and entry.valide_du > TODAY
        done = [code for code in entry.service if code not in refused]
        if over or to_come or not done or not received(lieu, entry):
            continue
        shared = {value for code in done if services[code].general for value in services[code].national}
        near = [one.code for one in services.values() if shared & set(one.national) and one.code not in refused]
        subject = YES if any(map(wanted, done)) else MAYBE if any(map(wanted, near)) else NO
        best = max(best, min(subject, enters(entry.acces, lieu.acces, acces)))
    return best


def enters(own: tuple[str, ...], of_venue: tuple[str, ...], acces: str) -> State:
    """Whether an entry takes people in a way: its own word, else the only word of its venue."""
    if not acces:
        return YES
    said = own or of_venue
    if not said:
        return MAYBE
    if acces not in said:
        return NO
    return YES if own or len(of_venue) == 1 else MAYBE


def labelled(lieu: Lieu, code: str) -> State:
    held = any(
        one.label == code and (one.fin is None or one.fin >= TODAY) and (one.debut is None or one.debut <= TODAY)
        for one in lieu.labels
    )
    return NO if not received(lieu) else YES if held else NO if lieu.labels else MAYBE


DIMENSIONS = ("acces", "demarches", "apprentissage", "equipement")
Reader = Callable[[World, Lieu], State]


def of_dimension(code: str, acces: str) -> Reader:
    def read(world: World, lieu: Lieu) -> State:
        return does(world, lieu, lambda one: world.nomenclature.services[one].dimension == code, acces)

    return read


QUESTIONS: dict[str, tuple[Question, Reader]] = {
    "any venue": (ANY_VENUE, lambda _, lieu: YES if received(lieu) else NO),
    "any service": (ANY_SERVICE, lambda world, lieu: does(world, lieu, lambda _: True)),
    "repair": (
        Question(genre="service", code="reparation"),
        lambda world, lieu: does(world, lieu, lambda code: code == "reparation"),
    ),
    "CAF": (
        Question(genre="service", code="caf-demarches"),
        lambda world, lieu: does(world, lieu, lambda code: code == "caf-demarches"),
    ),
    "APTIC": (Question(genre="label", code="aptic"), lambda _, lieu: labelled(lieu, "aptic")),
    **{
        f"{code}, {acces or 'any access'}": (
            Question(genre="dimension", code=code, acces=acces),
            of_dimension(code, acces),
        )
        for code in DIMENSIONS
        for acces in ("", "sans-rdv", "sur-rdv", "sur-orientation")
    },
}


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_plain_loops_find_the_same_people_venues_and_communes(told: Report, world: World, name: str) -> None:
    question, reads = QUESTIONS[name]
    expected = plain(world, lambda lieu: reads(world, lieu) == YES)
    at_best = plain(world, lambda lieu: reads(world, lieu) >= MAYBE)
    compared = 0
    for area in told.areas:
        if not area.recense:
            continue
        where: Level = (area.niveau, area.code)
        total, most = expected[where], at_best[where]
        value = partial(_value, told, where, question)
        for seuil, key in ((2.5, "near"), (10.0, "far")):
            found = told.figure(*where, "personnes_a_portee", question, seuil_km=seuil)
            assert (found.valeur, found.au_plus) == (total[key], most[key]), area
            beyond = told.figure(*where, "personnes_au_dela", question, seuil_km=seuil)
            assert (beyond.valeur, beyond.au_moins) == (total["people"] - total[key], total["people"] - most[key])
        for indicator, key in (("fiches", "lieux"), ("communes_pourvues", "communes")):
            counted = told.figure(*where, indicator, question)
            assert (counted.valeur, counted.au_plus) == (len(total[key]), len(most[key])), (area, indicator)
        for share, indicator in ((0.5, "distance_mediane"), (0.9, "distance_p90"), (1.0, "distance_maximale")):
            kilometre = _quantile(total["km"], share)
            assert value(indicator) == (None if kilometre == float("inf") else pytest.approx(kilometre, abs=2e-5)), area
        compared += 1
    assert compared > 8


def test_people_within_and_beyond_are_everybody_at_every_level(told: Report) -> None:
    communes = [
        one
        for one in told.mesh.areas.communes
        if told.mesh.areas.recense[told.mesh.areas.rank_of_commune[one.code_insee]]
    ]
    everybody: dict[Level, int] = defaultdict(int)
    for commune in communes:
        for level in _levels(commune, told.world.site.slug):
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
    assert len(world.lieux) in (697, len(list((ROOT / "directory").glob("*/*.yml"))))
