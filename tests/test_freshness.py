"""A verification grows old on the days that the site has chosen, and only a verification counts."""

from __future__ import annotations

from datetime import date

import pytest

from maillage import freshness
from maillage.model import Seuils


@pytest.mark.parametrize(
    ("today", "level"),
    [
        (date(2026, 1, 31), "a-jour"),
        (date(2026, 7, 30), "a-jour"),
        (date(2026, 7, 31), "a-surveiller"),
        (date(2027, 1, 30), "a-surveiller"),
        (date(2027, 1, 31), "a-verifier"),
        (date(2027, 7, 30), "a-verifier"),
        (date(2027, 7, 31), "a-actualiser"),
        (date(2035, 1, 1), "a-actualiser"),
    ],
)
def test_each_threshold_is_reached_on_its_day_and_not_before(today: date, level: str) -> None:
    assert freshness.level(date(2026, 1, 31), today, Seuils()) == level


def test_a_record_that_nobody_has_verified_is_not_up_to_date() -> None:
    assert freshness.level("jamais", date(2026, 1, 31), Seuils()) == "jamais"


def test_the_thresholds_are_those_of_the_site() -> None:
    hurried = Seuils(a_surveiller_mois=1, a_verifier_mois=2, a_actualiser_mois=3)
    assert freshness.level(date(2026, 1, 1), date(2026, 2, 1), hurried) == "a-surveiller"
    assert "moins de 1 mois" in freshness.rungs(hurried)[0].definition


def test_a_month_that_is_shorter_ends_on_its_last_day() -> None:
    assert freshness.months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert freshness.months_after(date(2023, 8, 31), 6) == date(2024, 2, 29)


def test_every_level_has_a_word_and_a_definition() -> None:
    assert {rung.code for rung in freshness.rungs(Seuils())} == set(freshness.LABELS)
    assert all(rung.libelle and rung.definition for rung in freshness.rungs(Seuils()))
