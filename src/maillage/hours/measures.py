"""Figures drawn from a schedule: hours, days and half-days of an ordinary week."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import lru_cache

from maillage.hours.expression import Slot
from maillage.hours.timetable import Day, Schedule, usual

_NOON = 13 * 60
_ENOUGH = 60
_WEEKS = 52


def weekly_minutes(hours: Schedule) -> float | None:
    """Return the minutes of opening of an average week, None where any of its days is unknown.

    The average is over 52 weeks from the first day of the window, or fewer if it is shorter: a venue open every
    second week has half the minutes. Public holidays and closures count as the ordinary days they fall on; what is
    not sure does not count.
    """
    return _sum(_averages(hours, _minutes))


def days_open_per_week(hours: Schedule) -> float | None:
    """Return the number of days with a sure slot in an average week (that of `weekly_minutes`), None where unknown."""
    return _sum(_averages(hours, lambda slots: float(_open(slots))))


def is_complete(hours: Schedule) -> bool:
    """Return whether nothing is unknown of the ordinary days: no day without an answer, no slot that may not be one."""
    weeks = [hours.semaine_impaire, hours.semaine_paire]
    weeks += [week for season in hours.saisons for week in (season.semaine_impaire, season.semaine_paire)]
    days = [day for week in weeks for day in week]
    days += [special.slots for special in hours.exceptions.values() if not special.ferie]
    return all(day is not None and all(slot.sure for slot in day) for day in days)


def half_days(hours: Schedule, *, at_most: bool = False) -> tuple[float | None, ...]:
    """Return the share of weeks in which each of the 14 half-days is open, Monday morning first, Sunday evening last.

    A half-day is open when a sure slot makes it, see `halves`; `at_most` counts the slots that are not sure too. 1.0 is
    every week, 0.5 every second week, about 0.25 once a month; None is unknown. The weeks are those of
    `weekly_minutes`.
    """

    def measure(part: int) -> Callable[[Day], float]:
        return lambda slots: float(bool(halves(slots)[part]) if at_most else _open(halves(slots)[part]))

    mornings, afternoons = (_averages(hours, measure(part)) for part in range(2))
    return tuple(share for both in zip(mornings, afternoons, strict=True) for share in both)


@lru_cache(maxsize=65536)
def halves(day: Day) -> tuple[Day, Day]:
    """Return the slots that make the morning of a day and those that make its afternoon.

    The morning ends and the afternoon, evening included, begins at 13:00. A slot makes a half-day when an hour of it at
    least, or most of it, is there: one may make both, and is whole in each; none is lost. As much on both sides is the
    morning. Slots that are not sure are kept, and judged apart; None is unknown.
    """
    if day is None:
        return None, None
    return tuple(filter(_in_the_morning, day)), tuple(filter(_in_the_afternoon, day))


def _in_the_morning(slot: Slot) -> bool:
    before, after = _sides(slot)
    return before > 0 and (before >= _ENOUGH or before >= after)


def _in_the_afternoon(slot: Slot) -> bool:
    before, after = _sides(slot)
    return after >= _ENOUGH or after > before


def _sides(slot: Slot) -> tuple[int, int]:
    """Return the minutes of a slot before and after the middle of the day."""
    return max(0, min(slot.end, _NOON) - slot.start), max(0, slot.end - max(slot.start, _NOON))


def _open(slots: Day) -> bool:
    return any(slot.sure for slot in slots or ())


def _averages(hours: Schedule, measure: Callable[[Day], float]) -> list[float | None]:
    """Return the mean of a measure for each weekday, each ISO parity having the same weight."""
    regular = not hours.saisons and all(special.ferie for special in hours.exceptions.values())
    samples: list[tuple[Sequence[Day], Sequence[Day]]]
    if regular:
        both = zip(hours.semaine_impaire, hours.semaine_paire, strict=True)
        samples = [((odd,), (even,)) for odd, even in both]
    else:
        samples = [(odd, even) for odd, even in _every_day(hours)]
    return [
        None
        if None in odd or None in even
        else (sum(map(measure, odd)) / len(odd) + sum(map(measure, even)) / len(even)) / 2
        for odd, even in samples
    ]


def _every_day(hours: Schedule) -> list[tuple[list[Day], list[Day]]]:
    found: list[tuple[list[Day], list[Day]]] = [([], []) for _ in range(7)]
    for number in range(min(_WEEKS * 7, (hours.au - hours.du).days + 1)):
        day = hours.du + timedelta(days=number)
        special = hours.exceptions.get(day)
        slots = special.slots if special and not special.ferie else usual(hours, day)
        _, week, weekday = day.isocalendar()
        found[weekday - 1][0 if week % 2 else 1].append(slots)
    for odd, even in found:
        # A window of less than a fortnight has seen only one of the two weeks.
        odd.extend(even if not odd else ())
        even.extend(odd if not even else ())
    return found


def _minutes(slots: Day) -> float:
    """Return the minutes of sure slots, those that overlap counted once."""
    total, reached = 0, 0
    for slot in slots or ():
        if slot.sure:
            total += max(0, slot.end - max(slot.start, reached))
            reached = max(reached, slot.end)
    return float(total)


def _sum(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
