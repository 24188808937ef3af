"""The week of several timetables, joined quickly or day by day, is the same week."""

from __future__ import annotations

from datetime import date

import pytest

from maillage import hours
from maillage.coverage.opening import State, Weeks

TODAY = date(2026, 11, 21)
TEXTS = [
    "Mo-Fr 09:00-12:00",
    "Mo-Fr 11:00-14:00; PH off",
    "week 01-53/2 We 14:00-20:00",
    "Sa 10:00-12:00; PH off",
    "Mo 09:00-12:00 unknown",
    "Jul-Aug off; Tu 14:00-18:00",
    "Th[1] 14:00-17:00",
]


@pytest.mark.parametrize("first", TEXTS)
@pytest.mark.parametrize("second", TEXTS)
def test_joined_week_by_week_or_day_by_day(first: str, second: str) -> None:
    window = hours.horizon(TODAY)
    slow = hours.merge([hours.schedule(text, (), *window) for text in (first, second)])
    week = Weeks(TODAY).of(frozenset([first, second]))
    assert week.minutes == pytest.approx(hours.weekly_minutes(slow))
    shares = zip(hours.half_days(slow), hours.half_days(slow, at_most=True), strict=True)
    assert week.demi_journees == tuple(
        State.OUI if least is not None and least >= 0.5 else State.INCONNU if most is None or most >= 0.5 else State.NON
        for least, most in shares
    )
    assert week.complet is hours.is_complete(slow) is ("unknown" not in f"{first} {second}")


def test_no_text_is_an_unknown_week() -> None:
    week = Weeks(TODAY).of(frozenset())
    assert week.minutes is None
    assert set(week.demi_journees) == {State.INCONNU}
    assert week.soir_ou_samedi is State.INCONNU
