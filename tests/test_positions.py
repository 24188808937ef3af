"""The best known position of a venue, and the lock that remembers the answers."""

from __future__ import annotations

from maillage import positions, territory
from maillage.model import Adresse, Etape, Itinerance, Lieu, Position, Problem
from maillage.positions import Geocode

ADRESSE = Adresse(voie="1 rue X", code_postal="35290", commune="Saint-Méen-le-Grand", code_insee="35297")
HERE = Position(latitude=48.19, longitude=-2.19)
KNOWN = Geocode(requete="1 rue X 35290 Saint-Méen-le-Grand", latitude=48.2, longitude=-2.2, score=0.9, le="2026-01-01")


def test_a_position_written_by_hand_wins() -> None:
    placed = positions.place(ADRESSE, HERE, KNOWN, territory.load())
    assert placed
    assert (placed.position, placed.precision) == (HERE, "saisie")


def test_a_geocoded_address_comes_next() -> None:
    placed = positions.place(ADRESSE, None, KNOWN, territory.load())
    assert placed
    assert (placed.position.latitude, placed.precision, placed.score) == (48.2, "adresse", 0.9)


def test_a_changed_address_no_longer_has_the_position_of_the_old_one() -> None:
    moved = Adresse(voie="2 rue X", code_postal="35290", commune="Saint-Méen-le-Grand", code_insee="35297")
    placed = positions.place(moved, None, KNOWN, territory.load())
    assert placed
    assert placed.precision == "mairie"
    assert placed.position == territory.load().communes["35297"].mairie


def test_an_unknown_commune_has_no_position() -> None:
    nowhere = Adresse(code_postal="00000", commune="Nulle-Part", code_insee="00000")
    assert positions.place(nowhere, None, None, territory.load()) is None


def test_every_stop_of_an_itinerant_venue_has_its_own_key() -> None:
    stops = tuple(Etape(id=f"e{n}", nom=f"Étape {n}", adresse=ADRESSE) for n in (1, 2))
    bus = Lieu(
        id="bus", nom="Bus", typologies=("ENM",), itinerance=Itinerance(etapes=stops), source="x", verifie_le="jamais"
    )
    assert [key for key, _, _ in positions.places(bus)] == ["bus/e1", "bus/e2"]


def test_the_lock_is_written_and_read_back_sorted_by_place() -> None:
    content = positions.write_lock({"b": KNOWN, "a": KNOWN})
    assert positions.read_lock(content, "x") == {"a": KNOWN, "b": KNOWN}
    assert content.index(b'"a"') < content.index(b'"b"')
    assert content == positions.write_lock({"a": KNOWN, "b": KNOWN})


def test_an_unreadable_lock_is_one_problem_and_says_what_to_do() -> None:
    for content in (b"", b"[]", b'{"version": 9, "lieux": {}}', b'{"version": 1, "lieux": {"a": {}}}'):
        problem = positions.read_lock(content, "directory/geocodes.json")
        assert isinstance(problem, Problem)
        assert "maillage geocode" in problem.hint
