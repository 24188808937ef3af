"""Two files for one venue are found by two independent signals, and neighbours are left in peace."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.checks import Card, relate, twins
from maillage.checks.subject import Directory
from maillage.model import Position
from maillage.positions import Geocode
from maillage.records import Mark, Where

HERE = Position(latitude=48.2, longitude=-2.05)


def away(metres: float, from_: Position = HERE) -> Position:
    """A point some metres to the east."""
    degrees = metres / (111_195 * cos(radians(from_.latitude)))
    return Position(latitude=from_.latitude, longitude=from_.longitude + degrees)


def card(identifier: str, **changes: object) -> Card:
    """A venue of which only the name is known, or what the test adds."""
    base = Card(
        path=f"directory/35/{identifier}.yml",
        id=identifier,
        nom=identifier,
        typologies=("NON_RENSEIGNE",),
        statut="ouvert",
        commune="35184",
        nom_commune="Montauban-de-Bretagne",
        voie=None,
        requete=None,
        position=None,
        telephone=None,
        pivot=None,
        hote=None,
        remplace_par=(),
        source=None,
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # a factory with overrides


def reasons(*cards: Card, distinct: frozenset[frozenset[str]] = frozenset()) -> list[str]:
    """Why each pair is told, in the order of paths."""
    by_id = {one.id: (one,) for one in cards}
    positions = {one.id: one.position for one in cards if one.position}
    directory = Directory(cards=cards, by_id=by_id, positions=positions, distinct=distinct)
    return [twin.reason for twin in twins.find(directory)]


def _anywhere(_path: str, _where: Where) -> Mark:
    return Mark(2, 1)


NAMED = {"nom": "Espace numérique des Halles"}
PHONE = {"telephone": "0261910001"}
NUMBER = {"pivot": "21350184400013"}
STREET = {"voie": "4 rue du pre"}


@pytest.mark.parametrize(
    ("signals", "reason"),
    [
        (NAMED | PHONE, "même téléphone, nom à 100 %"),
        (NAMED | NUMBER, "même numéro SIRET ou RNA, nom à 100 %"),
        (NAMED | STREET, "même adresse, nom à 100 %"),
        (PHONE | NUMBER, "même téléphone, même numéro SIRET ou RNA, noms différents"),
        (PHONE | STREET, "même téléphone, même adresse, noms différents"),
        (NUMBER | STREET, "même numéro SIRET ou RNA, même adresse, noms différents"),
    ],
)
def test_two_signals_are_enough_and_are_said(signals: dict[str, object], reason: str) -> None:
    assert reasons(card("xyz", **signals), card("abc", **signals)) == [reason]


@pytest.mark.parametrize("signal", [NAMED, PHONE, NUMBER, STREET])
def test_one_signal_is_not_enough(signal: dict[str, object]) -> None:
    assert reasons(card("xyz", **signal), card("abc", **signal)) == []


def test_address_and_distance_are_one_signal() -> None:
    library = card("mediatheque", typologies=("BIB",), position=HERE, **STREET)
    desk = card("france-services", typologies=("RFS",), position=HERE, **STREET)
    assert reasons(library, desk) == []


def test_neighbours_of_different_kinds_behind_one_switchboard_are_two_venues() -> None:
    library = card("mediatheque", typologies=("BIB",), position=HERE, **STREET, **PHONE)
    desk = card("france-services", typologies=("RFS",), position=HERE, **STREET, **PHONE)
    assert reasons(library, desk) == []
    assert reasons(library, replace(desk, typologies=("BIB", "RFS"))) == [
        "même téléphone, même adresse, 0 m, noms différents"
    ]


def test_missing_coordinates_are_missing_and_not_equal() -> None:
    assert reasons(card("a", nom="Le Phare"), card("b", nom="Le Phare")) == []
    assert reasons(card("a", nom="Le Phare", position=HERE), card("b", nom="Le Phare")) == []
    assert reasons(card("a", nom="Le Phare", position=HERE), card("b", nom="Le Phare", position=away(38))) == [
        "38 m, nom à 100 %"
    ]


@pytest.mark.parametrize(("metres", "found"), [(0, True), (59, True), (61, False), (500, False)])
def test_sixty_metres_is_the_same_place(metres: float, found: bool) -> None:
    pair = card("a", nom="Le Phare", position=HERE), card("b", nom="Le Phare", position=away(metres))
    assert bool(reasons(*pair)) is found


@given(st.floats(41.0, 51.4), st.floats(-5.2, 9.6), st.floats(0, 59))
def test_neighbours_are_found_wherever_the_grid_cuts(latitude: float, longitude: float, metres: float) -> None:
    here = Position(latitude=latitude, longitude=longitude)
    north = Position(latitude=latitude + metres / 111_195, longitude=longitude)
    for there in (away(metres, here), away(-metres, here), north):
        assert reasons(card("a", nom="Le Phare", position=here), card("b", nom="Le Phare", position=there))


def test_a_border_of_communes_between_two_files_hides_nothing() -> None:
    there = card("b", nom="Le Phare", position=away(20), commune="35197", nom_commune="Médréac")
    assert reasons(card("a", nom="Le Phare", position=HERE), there) == ["20 m, nom à 100 %"]


@pytest.mark.parametrize(
    "apart",
    [
        {"position": away(5000)},
        {"commune": "35297", "nom_commune": "Saint-Méen-le-Grand"},
    ],
)
def test_antennas_of_one_network_are_several_venues(apart: dict[str, object]) -> None:
    shared = PHONE | NUMBER | {"nom": "PIMMS Médiation"}
    assert reasons(card("a", position=HERE, **shared), card("b", **(shared | apart))) == []


def test_a_venue_and_its_host_are_two_venues() -> None:
    shared = PHONE | STREET
    assert reasons(card("mairie", **shared), card("epn", hote="mairie", **shared)) == []
    assert reasons(card("cyber", hote="mairie", **shared), card("epn", hote="mairie", **shared)) == []


def test_a_closed_venue_is_history() -> None:
    assert reasons(card("a", statut="ferme", **PHONE, **NAMED), card("b", **PHONE, **NAMED)) == []


def test_what_somebody_has_declared_different_is_not_told_again() -> None:
    pair = card("a", **PHONE, **NAMED), card("b", **PHONE, **NAMED)
    assert reasons(*pair, distinct=frozenset({frozenset({"b", "a"})})) == []
    assert reasons(*pair, distinct=frozenset({frozenset({"b", "c"})})) != []


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("Médiathèque de Montauban-de-Bretagne", "MEDIATHEQUE MUNICIPALE DE MONTAUBAN DE BRETAGNE", True),
        ("PIMMS Médiation", "PIMMS Médiation du Grand Pays", True),
        ("Médiathèque", "Mairie de Montauban-de-Bretagne", False),
        ("Mairie de Montauban-de-Bretagne", "Médiathèque de Montauban-de-Bretagne", False),
        ("Maison France services", "Maison des jeunes", False),
    ],
)
def test_names_are_compared_by_the_words_that_tell_them_apart(first: str, second: str, alike: bool) -> None:
    likeness = twins.alike(card("a", nom=first), card("b", nom=second))
    assert (likeness >= twins.NAME_ALIKE) is alike


def test_the_side_that_is_looked_at_is_the_one_that_is_told() -> None:
    pair = [card("a", **PHONE, **NAMED), card("b", **PHONE, **NAMED)]
    told = {}
    for only in (None, {"directory/35/a.yml"}, {"directory/35/z.yml"}):
        found = relate(pair, marks=_anywhere, lock={}, only=only)
        told[str(only)] = [problem.path for problem in found]
    assert list(told.values()) == [["directory/35/b.yml"], ["directory/35/a.yml"], []]


def test_a_geocoded_position_counts_while_it_is_that_of_the_address() -> None:
    asked = "4 rue du Pré 35360 Montauban-de-Bretagne"
    pair = [card(name, nom="Le Phare", requete=asked) for name in ("a", "b")]
    lock = {
        name: Geocode(requete=asked, latitude=48.2, longitude=-2.05, score=0.9, le="2026-01-01") for name in ("a", "b")
    }

    def count(lock: dict[str, Geocode]) -> int:
        return len(list(relate(pair, marks=_anywhere, lock=lock)))

    assert count(lock) == 1
    assert count(lock | {"a": replace(lock["a"], requete="une autre rue")}) == 0


def test_a_switchboard_of_a_thousand_venues_is_not_a_million_comparisons() -> None:
    cards = [card(f"lieu-{number:04}", position=away(number * 10), **PHONE) for number in range(1000)]
    directory = Directory(cards=cards, by_id={}, positions={one.id: HERE for one in cards}, distinct=frozenset())
    pairs = set(twins._candidates(cards, directory))
    assert len(pairs) < 25_000
