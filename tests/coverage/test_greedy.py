"""Where one more would help, chosen by hand."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.coverage import Mesh, Question, best_communes, best_half_days
from maillage.model import Seuils, TerritoireSite

DEMARCHES = Question(genre="dimension", code="demarches")
SANS_RDV = Question(genre="dimension", code="demarches", acces="sans-rdv")


def test_the_first_choice_brings_the_most_people_and_each_next_one_what_is_left(
    make_world: Any, make_lieu: Any
) -> None:
    mesh = Mesh(make_world(make_lieu("vide", services=["wifi"])))
    found = best_communes(mesh, "hub", "essai", DEMARCHES, 10)
    # B reaches A (2.49 km) and C (7.52 km): 1,700 people; then D alone.
    assert [(one.rang, one.nom, one.gain, one.au_dela) for one in found] == [(1, "B", 1700, 300), (2, "D", 300, 0)]


def test_those_who_have_it_already_are_not_a_gain(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(make_world(make_lieu("a", services=["caf-demarches"])))
    assert [(one.nom, one.gain, one.au_dela) for one in best_communes(mesh, "hub", "essai", DEMARCHES, 10)] == [
        ("D", 300, 200),
        ("B", 200, 0),
    ]
    # Without the access asked, nobody has it.
    assert best_communes(mesh, "hub", "essai", SANS_RDV, 10)[0].gain == 1700


def test_an_area_counts_its_own_people_only(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(make_world(make_lieu("vide", services=["wifi"])))
    assert [(one.nom, one.gain) for one in best_communes(mesh, "epci", "un", DEMARCHES, 10)] == [
        ("A", 1000),
        ("D", 300),
    ]
    assert [(one.nom, one.gain) for one in best_communes(mesh, "departement", "22", DEMARCHES, 10)] == [("D", 300)]


def test_at_most_as_many_as_asked_and_none_where_nobody_has_looked(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(make_world(make_lieu("vide", services=["wifi"]), recenses=("un",)))
    assert len(best_communes(mesh, "hub", "essai", DEMARCHES, 10, choices=1)) == 1
    assert best_communes(mesh, "epci", "deux", DEMARCHES, 10) == ()


def test_a_tie_goes_to_the_smaller_code(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(make_world(make_lieu("vide", services=["wifi"])))
    # With 2.5 km, A and B reach each other: the same 1,500 people.
    assert best_communes(mesh, "hub", "essai", DEMARCHES, 2.5)[0].code_insee == "35001"


def test_the_hosts_that_could_take_it_are_in_the_directory(make_world: Any, make_lieu: Any) -> None:
    venues = [
        make_lieu("mairie-b", 2.49, "35002", typologies=("MUNI",), services=["wifi"]),
        make_lieu("bib-b", 2.49, "35002", typologies=("BIB",), services=["wifi"]),
        make_lieu("asso-b", 2.49, "35002", typologies=("ASSO",), services=["wifi"]),
        make_lieu("ferme-b", 2.49, "35002", typologies=("BIB",), statut="ferme"),
        make_lieu("bib-a", typologies=("BIB",), services=["wifi"]),
    ]
    assert best_communes(Mesh(make_world(*venues)), "hub", "essai", DEMARCHES, 10)[0].hotes == ("bib-b", "mairie-b")


def test_one_more_half_day(make_world: Any, make_lieu: Any) -> None:
    venues = [
        make_lieu("a", services=[("caf-demarches", {"horaires": "Mo 09:00-12:00"})]),
        make_lieu("c", 10.01, "35003", services=[("caf-demarches", {"horaires": "Tu 09:00-12:00"})]),
        make_lieu("d", 30, "22004", services=["caf-demarches"]),
        make_lieu("w", 2.49, "35002", services=["wifi"]),
    ]
    mesh = Mesh(make_world(*venues))
    found = best_half_days(mesh, "hub", "essai", DEMARCHES, "mardi-matin", 10)
    # On Tuesday mornings C is open: B and C have it. A would add 1,000 people, D 300; W does not help with procedures.
    assert [(one.lieu, one.gain, one.au_dela) for one in found] == [("a", 1000, 300), ("d", 300, 0)]


@pytest.mark.parametrize("half_day", ["lundi-matin", "dimanche-apres-midi"])
def test_nobody_to_ask_for_one_more_half_day(make_world: Any, make_lieu: Any, half_day: str) -> None:
    mesh = Mesh(make_world(make_lieu("w", services=["wifi"])))
    assert best_half_days(mesh, "hub", "essai", DEMARCHES, half_day, 10) == ()


def test_a_site_of_one_commune(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(
        make_world(
            make_lieu("w", services=["wifi"]), territoire=TerritoireSite(communes=("35002",)), seuils=Seuils(loin_km=5)
        )
    )
    assert [(one.nom, one.gain) for one in best_communes(mesh, "hub", "essai", DEMARCHES, 5)] == [("B", 500)]
