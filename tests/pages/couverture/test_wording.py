"""Figures in words: an interval is one, and no percentage rounds to a lie."""

from __future__ import annotations

import pytest

from maillage.coverage import HALF_DAYS
from maillage.pages.couverture.wording import away, between, half_days, hours, listed, people, percent, share, within
from small_world import even, figure


@pytest.mark.parametrize(
    ("part", "everything", "expected"),
    [
        (0, 10, "0 %"),
        (10, 10, "100 %"),
        (5, 10, "50 %"),
        (1, 1000, "moins de 1 %"),
        (999, 1000, "plus de 99 %"),
        (0, 0, "sur 0"),
    ],
)
def test_all_is_a_hundred_nothing_is_zero_and_nothing_else_is(part: float, everything: float, expected: str) -> None:
    assert even(percent(part, everything)) == expected


def test_an_interval_is_written_only_where_something_is_unknown() -> None:
    assert between(figure(12)) == "12"
    assert between(figure(12, au_moins=12, au_plus=12)) == "12"
    assert between(figure(12, au_moins=12, au_plus=14)) == "12 à 14"
    assert between(figure(None)) == "non renseigné"


def test_people_have_their_share() -> None:
    assert even(people(figure(500, denominateur=1000))) == "500 (50 %)"
    assert even(people(figure(500, denominateur=1000, au_moins=500, au_plus=1000))) == "500 à 1 000 (50 à 100 %)"
    assert even(people(figure(1, denominateur=1000, au_moins=1, au_plus=40))) == "1 à 40 (moins de 1 % à 4 %)"
    assert people(figure(None)) == "non renseigné"
    assert even(share(figure(1, denominateur=10, au_moins=1, au_plus=2))) == "10 à 20 %"
    assert even(share(figure(0, denominateur=0))) == "sur 0"


def test_hours_that_nobody_knows_are_not_zero() -> None:
    none, one, perhaps = figure(0), figure(1), figure(0, au_moins=0, au_plus=4)
    assert hours(figure(0), figure(3), one) == "non renseigné"
    assert hours(figure(0), figure(0), none) == "0"
    assert hours(figure(0), figure(0), perhaps) == "non renseigné"
    assert hours(figure(12.5), figure(3), perhaps) == "12,5"


def test_a_few_hundred_metres_are_less_than_a_kilometre() -> None:
    assert even(within(0.2)) == "moins de 1 km"
    assert even(within(3.14)) == "3,2 km ou moins"
    assert even(within(3.2)) == "3,2 km ou moins"
    assert even(away(0.0)) == "moins de 1 km"
    assert even(away(12.0, 2.5, 10)) == "12 km"


def test_a_distance_just_beyond_a_threshold_does_not_seem_within() -> None:
    assert even(away(10.04, 2.5, 10)) == "un peu plus de 10 km"
    assert even(away(10.0, 2.5, 10)) == "10 km"
    assert even(away(9.96, 2.5, 10)) == "10 km"
    assert even(away(2.54, 2.5, 10)) == "un peu plus de 2,5 km"


def test_half_days_are_said_as_people_say_them() -> None:
    assert (
        half_days(("samedi-apres-midi", "dimanche-matin", "dimanche-apres-midi"))
        == "le samedi après-midi et le dimanche"
    )
    assert half_days(("lundi-matin",)) == "le lundi matin"
    assert half_days(()) == ""
    assert half_days(HALF_DAYS).startswith("le lundi, le mardi")


def test_a_long_list_says_how_many_it_leaves_out() -> None:
    assert listed(("A", "B"), 3, "commune") == "A et B"
    assert even(listed("ABCD", 3, "commune")) == "A, B, C et 1 autre commune"
    assert even(listed("ABCDE", 3, "commune")) == "A, B, C et 2 autres communes"
