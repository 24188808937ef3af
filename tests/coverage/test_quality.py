"""What is old, what nobody has said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from maillage.coverage import Report, report
from maillage.model import Service


def hub(of: Report, name: str, **more: Any) -> Any:
    return of.figure("hub", "essai", name, None, **more)


@pytest.mark.parametrize(
    ("verified", "level"),
    [
        (date(2026, 11, 21), "a-jour"),
        (date(2026, 5, 22), "a-jour"),
        (date(2026, 5, 21), "a-surveiller"),
        (date(2025, 11, 22), "a-surveiller"),
        (date(2025, 11, 21), "a-verifier"),
        (date(2025, 5, 22), "a-verifier"),
        (date(2025, 5, 21), "a-actualiser"),
        ("jamais", "jamais"),
    ],
)
def test_the_age_of_a_verification_on_both_sides_of_each_threshold(
    make_world: Any, make_lieu: Any, verified: Any, level: str
) -> None:
    told = report(make_world(make_lieu("a", verifie_le=verified)))
    levels = ("a-jour", "a-surveiller", "a-verifier", "a-actualiser", "jamais")
    assert [hub(told, "verification", detail=code).valeur for code in levels] == [
        float(code == level) for code in levels
    ]
    assert hub(told, "verification", detail=level).denominateur == 1


def test_the_share_of_the_unknown_for_each_fact(make_world: Any, make_lieu: Any) -> None:
    told = report(
        make_world(
            make_lieu("a", horaires="Mo 09:00-12:00", services=[Service(service=("imprimer",), acces=("sans-rdv",))]),
            make_lieu("b", typologies=("NON_RENSEIGNE",), statut="suspendu"),
            make_lieu("c", typologies=("NON_RENSEIGNE",)),
        )
    )
    for fact in ("horaires", "acces", "services", "typologies"):
        found = hub(told, "non_renseigne", detail=fact)
        assert (fact, found.valeur, found.denominateur) == (fact, 1, 2)
    assert hub(told, "non_renseigne", detail="langues").valeur == 2


def test_a_bus_whose_stops_have_hours_says_its_hours(make_world: Any, make_bus: Any) -> None:
    told = report(
        make_world(make_bus("bus", [("35001", 0, "Mo 09:00-12:00")]), make_bus("autre", [("35001", 0, None)]))
    )
    assert hub(told, "non_renseigne", detail="horaires").valeur == 1


def test_venues_one_does_not_go_to_are_counted_apart(make_world: Any, make_lieu: Any) -> None:
    told = report(make_world(make_lieu("a", modalites_accompagnement=("a-distance",)), make_lieu("b")))
    assert hub(told, "lieux_a_distance").valeur == 1
    assert hub(told, "lieux_ouverts").valeur == 2


def test_a_venue_at_the_town_hall_for_want_of_better_is_said(make_world: Any, make_lieu: Any) -> None:
    told = report(make_world(make_lieu("a", position=None), make_lieu("b")))
    assert hub(told, "positions_approximatives").valeur == 1
