"""What the `opening_hours` library answers, as plain days and minutes: the only file that knows that library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

import opening_hours
from opening_hours import OpeningHours, State

# The library raises it, and its stubs do not know it.
ParserError: type[Exception] = opening_hours.ParserError  # type: ignore[attr-defined]

MAX_LENGTH = 1000
"""Longest expression that is read, in characters; no real one comes near."""

_DAY = 1440
_NOON = 720


class Slot(NamedTuple):
    """A stretch of opening, in minutes from the midnight that begins the day; `end` passes 1440 after midnight.

    `comment` is the quoted text of the expression. `sure` is False for what the expression calls `unknown`: it may be
    open then, and is never counted.
    """

    start: int
    end: int
    comment: str = ""
    sure: bool = True

    @property
    def all_day(self) -> bool:
        """Whether the slot has no hours of its own: from midnight to midnight."""
        return (self.start, self.end) == (0, _DAY)


@dataclass(frozen=True, slots=True)
class Unread:
    """Where reading stopped: `at` counts characters from 0."""

    at: int


def parse(text: str) -> OpeningHours | Unread:
    """Return the expression ready to be evaluated with French public holidays, or where it cannot be read."""
    try:
        return _parsed(text)
    except ParserError as error:
        found = re.search(r"--> (\d+):(\d+)", str(error))
        if not found:
            return Unread(0)
        lines_before = text.split("\n")[: int(found[1]) - 1]
        return Unread(min(len(text), sum(len(line) + 1 for line in lines_before) + int(found[2]) - 1))


@lru_cache(maxsize=1024)
def _parsed(text: str) -> OpeningHours:
    return OpeningHours(text, country="FR", auto_country=False, auto_timezone=False)


def evaluate(text: str, start: date, end: date, *, nights: bool = True) -> dict[date, tuple[Slot, ...]]:
    """Return the slots of every day from `start` to `end` included, in local time; days without any are left out.

    A stretch that runs over midnight and stops before noon belongs to the day it starts; a longer one is cut at each
    midnight. Without `nights`, for expressions known to stay within their days, the days around are not looked at.
    Raises ParserError on an expression that `parse` refuses.
    """
    slots: dict[date, list[Slot]] = {}
    # One day more on each side: a night that began before is not a morning, and one that ends after is whole.
    before, after = (1, 2) if nights else (0, 1)
    intervals = _parsed(text).intervals(
        datetime.combine(start - timedelta(days=before), time()), datetime.combine(end + timedelta(days=after), time())
    )
    starts_at_midnight = re.search(r"\b0?0:00\s*-|24/7", text)
    for opening, closing, state, comment in intervals:
        # The library leaves the end of a night whose evening a holiday has closed: nobody opens at midnight for that.
        orphan = not starts_at_midnight and opening.time() == time() and closing - opening <= timedelta(minutes=_NOON)
        if state == State.CLOSED or orphan:
            continue
        for day, first, last in _by_day(opening, closing):
            if start <= day <= end:
                slots.setdefault(day, []).append(Slot(first, last, comment, state == State.OPEN))
    return {day: tuple(found) for day, found in slots.items()}


def _by_day(opening: datetime, closing: datetime) -> Iterator[tuple[date, int, int]]:
    day, first = opening.date(), opening.hour * 60 + opening.minute
    days = (closing.date() - day).days
    last = days * _DAY + closing.hour * 60 + closing.minute
    if last <= _DAY or (first and last <= _DAY + _NOON and last - first < _DAY):
        yield day, first, last
        return
    while last > 0:
        yield day, first, min(last, _DAY)
        day, first, last = day + timedelta(days=1), 0, last - _DAY


_WEEKLY = re.compile(
    r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|off|closed|open|unknown|\d{1,2}:\d{2}-\d{1,2}:\d{2}|week 0?[12]-5[23]/2|[-,;\s])+"
)


def is_weekly(text: str) -> bool:
    """Return whether weekdays, ISO parity and public holidays alone decide, every slot within its day.

    Such a text, by far the most common, needs no evaluation of every day: an odd week, an even one and the holidays
    say it all.
    """
    bare = without_comments(text)
    if not _WEEKLY.fullmatch(bare) or "00:00" in bare or "24:00" in bare:
        return False
    return all(
        (int(first[:-3]), first[-2:]) < (int(last[:-3]), last[-2:]) and int(last[:-3]) < 24
        for first, last in re.findall(r"(\d{1,2}:\d{2})-(\d{1,2}:\d{2})", bare)
    )


# A Monday that begins an odd week, then an even one, without any public holiday.
_PLAIN_MONDAY = date(2026, 9, 7)


@lru_cache(maxsize=65536)
def fortnight(text: str) -> tuple[tuple[Slot, ...], ...]:
    """Return the slots of fourteen days without public holiday, from the Monday of an odd ISO week."""
    found = evaluate(text, _PLAIN_MONDAY, _PLAIN_MONDAY + timedelta(days=13))
    return tuple(found.get(_PLAIN_MONDAY + timedelta(days=number), ()) for number in range(14))


def without_comments(text: str) -> str:
    """Return the expression with each quoted comment blanked, every other character at its place."""
    return re.sub(r'"[^"]*"?', lambda match: " " * len(match[0]), text)
