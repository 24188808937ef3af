"""Slots are written in one way, and a day of which nothing is known is neither open nor closed."""

from __future__ import annotations

from maillage.exchange.week_values import Rule, merged, value_of, week_value


def test_a_week_keeps_its_unclear_days_unknown() -> None:
    assert week_value({0: (), 1: ((540, 720),)}, {0, 1, 6}) == "Tu 09:00-12:00; Mo,Su unknown"
    assert week_value({0: ()}, {0}) is None


def test_slots_that_touch_are_one() -> None:
    assert merged([(720, 1020), (540, 720), (1080, 1140)]) == ((540, 1020), (1080, 1140))


def test_days_come_before_alternate_weeks_and_days_of_the_month() -> None:
    morning = ((540, 720),)
    rules = [Rule(2, morning, nth=(1, 3)), Rule(1, morning, parity="paire"), Rule(0, morning)]
    assert value_of(rules, closed_on_holidays=True) == (
        "Mo 09:00-12:00; We[1,3] 09:00-12:00; week 02-52/2 Tu 09:00-12:00; PH off"
    )


def test_all_hours_of_all_days_are_one_word() -> None:
    assert value_of([Rule(day, ((0, 1440),)) for day in range(7)]) == "24/7"
