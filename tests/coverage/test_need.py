"""Need beside offer: the two-way table of what a hub brings and of what is declared near."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.coverage import Mesh, Question, cross
from maillage.model import Need

DEMARCHES = Question(genre="dimension", code="demarches")


def need_of(niveau: Any, **values: float) -> Need:
    return Need(code="besoin", libelle="Besoin", source="essai", millesime="2022", niveau=niveau, valeurs=values)


def test_a_strong_need_beyond_reach_is_a_double_deficit(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(make_world(make_lieu("a", services=["caf-demarches"])))
    values = {"35001": 30.0, "35002": 10.0, "35003": 12.0, "22004": 40.0}
    crossing = cross(mesh, need_of("commune", **values), DEMARCHES)
    assert crossing.bornes == (12.0, 30.0)
    told = {one.nom: (one.besoin, one.portee, one.double) for one in crossing.territoires}
    assert told == {
        "A": ("fort", "proche", False),
        "B": ("faible", "proche", False),
        "C": ("moyen", "au-dela", False),
        "D": ("fort", "au-dela", True),
    }
    assert [(one.code, one.personnes_au_dela) for one in crossing.doubles] == [("22004", 300)]


def test_a_territory_without_a_value_has_no_need_said(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(make_world(make_lieu("a", services=["caf-demarches"])))
    crossing = cross(mesh, need_of("commune", **{"35001": 1.0, "35002": 2.0, "35003": 3.0}), DEMARCHES)
    assert {one.nom: one.besoin for one in crossing.territoires} == {
        "A": "faible",
        "B": "moyen",
        "C": "fort",
        "D": None,
    }


@pytest.mark.parametrize("values", [{"35001": 5.0, "35002": 5.0, "35003": 5.0}, {"35001": 5.0}, {}])
def test_values_that_cannot_be_parted_make_no_strong_need(make_world: Any, make_lieu: Any, values: Any) -> None:
    crossing = cross(Mesh(make_world(make_lieu("a"))), need_of("commune", **values), DEMARCHES)
    assert crossing.bornes is None
    assert crossing.doubles == ()


def test_the_lowest_value_is_never_a_strong_need(make_world: Any, make_lieu: Any) -> None:
    values = {"35001": 0.0, "35002": 0.0, "35003": 0.0, "22004": 5.0}
    crossing = cross(Mesh(make_world(make_lieu("a"))), need_of("commune", **values), DEMARCHES)
    assert [one.nom for one in crossing.territoires if one.besoin == "fort"] == ["D"]


def test_epci_are_crossed_by_the_share_of_their_people(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(make_world(make_lieu("a", services=["caf-demarches"])))
    crossing = cross(mesh, need_of("epci", un=1.0, deux=2.0, trois=3.0), DEMARCHES)
    # Beyond 10 km: 500 of 2,000 in the hub (25 %), 300 of 1,300 in "un" (23 %), all of "trois".
    assert {one.code: (one.portee, one.personnes_au_dela, one.double) for one in crossing.territoires} == {
        "deux": ("proche", 0, False),
        "trois": ("au-dela", 200, True),
        "un": ("proche", 300, False),
    }


def test_a_territory_nobody_has_looked_at_is_not_crossed(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(make_world(make_lieu("a"), recenses=("un",)))
    assert {one.nom for one in cross(mesh, need_of("commune"), DEMARCHES).territoires} == {"A", "D"}
