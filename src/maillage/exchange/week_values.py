"""Slots of the days of a week, written in the `opening_hours` syntax of OpenStreetMap, always in the same way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

Slot = tuple[int, int]
"""First and last minute of the day, 0 to 1440."""

_OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_PARITIES = {"paire": "week 02-52/2", "impaire": "week 01-53/2"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Slots of one day; an empty `slots` is a closure. `nth` are the ranks of the day in the month, -1 the last."""

    day: int
    slots: tuple[Slot, ...]
    nth: tuple[int, ...] = ()
    parity: str = ""
    holidays_off: bool = False


def week_value(days: Mapping[int, Sequence[Slot]], unclear: Collection[int] = ()) -> str | None:
    """Return the `opening_hours` value of slots by day (0 is Monday); None where no day has any.

    The days of `unclear` that have no slot are written `unknown`: neither open nor closed.
    """
    value = value_of([Rule(day, tuple(slots)) for day, slots in days.items() if slots])
    silent = sorted(day for day in unclear if not days.get(day))
    return f"{value}; {_day_list(silent, ())} unknown" if value and silent else value


def merged(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Return slots in order, those that touch or overlap made one."""
    result: list[Slot] = []
    for start, end in sorted(slots):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def value_of(rules: Sequence[Rule], closed_on_holidays: bool = False) -> str | None:
    """Return the canonical `opening_hours` value: plain days first, then alternate weeks, then days of the month."""
    plain: dict[tuple[str, tuple[int, ...]], dict[int, list[Slot]]] = {}
    for rule in rules:
        if rule.slots:
            plain.setdefault((rule.parity, rule.nth), {}).setdefault(rule.day, []).extend(rule.slots)
    if not plain:
        return None
    parts: list[str] = []
    for (parity, nth), days in sorted(plain.items()):
        slots_of = {day: merged(slots) for day, slots in sorted(days.items())}
        if not parity and not nth and slots_of == dict.fromkeys(range(7), ((0, 1440),)):
            parts.append("24/7")
            continue
        for slots in dict.fromkeys(slots_of.values()):
            names = _day_list([day for day, own in slots_of.items() if own == slots], nth)
            times = ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in slots)
            parts.append(" ".join(filter(None, (_PARITIES.get(parity, ""), names, times))))
    if closed_on_holidays:
        parts.append("PH off")
    return "; ".join(parts)


def _day_list(days: Sequence[int], nth: tuple[int, ...]) -> str:
    ranks = f"[{','.join(str(rank) for rank in nth)}]" if nth else ""
    names: list[str] = []
    for _, group in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        run = [day for _, day in group]
        if len(run) > 2 and not ranks:
            names.append(f"{_OSM_DAYS[run[0]]}-{_OSM_DAYS[run[-1]]}")
        else:
            names += [f"{_OSM_DAYS[day]}{ranks}" for day in run]
    return ",".join(names)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
