"""The ordinary week of some opening hours, worked out once for all the venues that share them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from typing import Final

from maillage import hours

HALF_DAYS: Final = tuple(
    f"{day}-{part}"
    for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    for part in ("matin", "apres-midi")
)
"""The 14 half-days of `hours.half_days`, in its order."""

OPEN_SHARE: Final = 0.5
"""A half-day counts as open when it is so at least every second week."""

_SATURDAY: Final = (10, 11)
_EVENING: Final = 18 * 60
_SHORTEST_EVENING: Final = 30


class State(IntEnum):
    """What is known of a fact; the greater of two is what is known of "one or the other"."""

    NON = 0
    INCONNU = 1
    OUI = 2


@dataclass(frozen=True, slots=True)
class Week:
    """Hours drawn from one or several timetables open in turn.

    `minutes` are those that are known of an average week, None where a day has no answer; `complet` says that there
    are no others. `demi_journees` says of each of the 14 half-days whether it is open at least every second week;
    `soir_ou_samedi` whether a weekday evening (thirty minutes after 18:00) or a Saturday half-day is.
    """

    minutes: float | None
    complet: bool
    demi_journees: tuple[State, ...]
    soir_ou_samedi: State


UNKNOWN_WEEK: Final = Week(None, False, (State.INCONNU,) * len(HALF_DAYS), State.INCONNU)


class Weeks:
    """The weeks of `opening_hours` expressions over the window of a day; the same expression is read once."""

    def __init__(self, today: date) -> None:
        self._window = hours.horizon(today)
        self._found: dict[frozenset[str], Week] = {}

    def of(self, texts: frozenset[str]) -> Week:
        """Return the week during which at least one of some expressions is open; unknown for none."""
        found = self._found.get(texts)
        if found is None:
            found = self._found[texts] = self._read(sorted(texts)) if texts else UNKNOWN_WEEK
        return found

    def _read(self, texts: Sequence[str]) -> Week:
        # Public holidays do not change an ordinary week: the département that knows a few more is not needed.
        schedule = _together([hours.schedule(text, (), *self._window) for text in texts])
        if not schedule.connu:
            return UNKNOWN_WEEK
        complete = hours.is_complete(schedule)
        least = hours.half_days(schedule)
        most = least if complete else hours.half_days(schedule, at_most=True)
        halves = tuple(map(_often, least, most))
        late = max(_evenings(schedule), *(halves[rank] for rank in _SATURDAY))
        return Week(hours.weekly_minutes(schedule), complete, halves, late)


def _together(schedules: Sequence[hours.Schedule]) -> hours.Schedule:
    """Return the hours during which at least one schedule is open.

    Schedules that are the same all year long are joined week by week: looking at each day of the year would say the
    same, and a country has thousands to join.
    """
    first = schedules[0]
    if len(schedules) == 1:
        return first
    if any(one.saisons or any(not day.ferie for day in one.exceptions.values()) for one in schedules):
        return hours.merge(schedules)
    return replace(
        first,
        semaine_impaire=tuple(_union(days) for days in zip(*(one.semaine_impaire for one in schedules), strict=True)),
        semaine_paire=tuple(_union(days) for days in zip(*(one.semaine_paire for one in schedules), strict=True)),
        exceptions={},
    )


def _union(days: tuple[hours.Day, ...]) -> hours.Day:
    """Return the slots of several schedules on one day, in order; measures count those that overlap once."""
    slots = sorted(slot for day in days if day for slot in day)
    return None if not slots and any(day is None for day in days) else tuple(slots)


def _often(least: float | None, most: float | None) -> State:
    if least is None or most is None:
        return State.INCONNU
    if least >= OPEN_SHARE:
        return State.OUI
    return State.INCONNU if most >= OPEN_SHARE else State.NON


def _evenings(schedule: hours.Schedule) -> State:
    """Return whether an ordinary weekday of odd or of even weeks has an evening."""
    days = [*schedule.semaine_impaire[:5], *schedule.semaine_paire[:5]]
    return max(_evening(day) for day in days)


def _evening(day: hours.Day) -> State:
    if day is None:
        return State.INCONNU
    for state, slots in ((State.OUI, [slot for slot in day if slot.sure]), (State.INCONNU, day)):
        if sum(max(0, slot.end - max(slot.start, _EVENING)) for slot in slots) >= _SHORTEST_EVENING:
            return state
    return State.NON
