"""Hours for many venues: each distinct day is written once, and a public holiday costs nothing where a rule says it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from maillage.facets.shared import Shared
from maillage.hours import DEFAULT_ZONE, Day, Schedule, holidays, own_calendar, schedule, to_json
from maillage.model import FermetureDatee

UNKNOWN: Final = 0
CLOSED: Final = 1
"""Places of the two days that every file has first: unknown (null) and closed ([])."""

OF_THE_PLACE: Final = -1
"""Hours of an entry that are declared to be those of the venue, or of each of its stops."""


class Timetables:
    """The hours and the dated closures that a file holds, over one window of days."""

    def __init__(self, start: date, end: date) -> None:
        self.start, self.end = start, end
        self.holidays: Mapping[str, str] = {day.isoformat(): name for day, name in holidays(start, end).items()}
        self.days = Shared(None, [])
        self.hours = Shared()
        self.closures = Shared()
        self._ranks: dict[tuple[str, str | None], int | None] = {}

    def of(self, text: str | None, departement: str | None) -> int | None:
        """Return the place of the hours of an expression, None where they are unknown; closures are apart."""
        if text is None:
            return None
        key = (text, own_calendar(departement))
        if key not in self._ranks:
            read = schedule(text, (), self.start, self.end, departement)
            self._ranks[key] = self.hours.rank(self._short(read)) if read.connu else None
        return self._ranks[key]

    def closed(self, closures: Sequence[FermetureDatee]) -> int | None:
        """Return the place of a list of closures that are not over, None for none."""
        kept = sorted((one for one in closures if one.au >= self.start), key=lambda one: (one.du, one.au))
        if not kept:
            return None
        return self.closures.rank([[one.du.isoformat(), one.au.isoformat(), one.motif or ""] for one in kept])

    def _short(self, read: Schedule) -> dict[str, Any]:
        """Return hours whose days are places in the list of days.

        `feries` says in one word what all public holidays that would be days of opening are (`ferme` or `inconnu`);
        where no word says it, every one of them is among the exceptions.
        """
        full: Any = to_json(read)
        value: dict[str, Any] = {}
        if "semaine" in full:
            value["semaine"] = self._week(full["semaine"])
        else:
            value["semaines"] = [self._week(week) for week in full["semaines"]]
        if "saisons" in full:
            value["saisons"] = [[du, au, [self._week(week) for week in pair]] for du, au, pair in full["saisons"]]
        dated: list[list[Any]] = full.get("exceptions", [])
        word = self._word(read, dated)
        if word:
            value["feries"] = word
            dated = [one for one in dated if one[0] not in self.holidays]
        if dated:
            # The names of the national holidays are written once for all.
            value["exceptions"] = [
                [day, self.days.rank(slots), *(name for name in names if day not in self.holidays)]
                for day, slots, *names in dated
            ]
        if read.fuseau != DEFAULT_ZONE:
            value["fuseau"] = read.fuseau
        return value

    def _word(self, read: Schedule, dated: Sequence[Sequence[Any]]) -> str:
        """Return what all holidays are in one word, empty where they differ or where one is an ordinary open day."""
        said = {json.dumps(one[1]) for one in dated if one[0] in self.holidays}
        word = {"[]": "ferme", "null": "inconnu"}.get(said.pop(), "") if len(said) == 1 else ""
        silent = set(self.holidays) - {one[0] for one in dated}
        return "" if any(_usual(read, date.fromisoformat(day)) != () for day in silent) else word

    def _week(self, week: Sequence[Any]) -> list[int]:
        return [self.days.rank(day) for day in week]


def _usual(read: Schedule, day: date) -> Day:
    """Return what the weeks of a day say of it, holidays apart."""
    season = next((one for one in read.saisons if one.du <= day <= one.au), read)
    _, week, weekday = day.isocalendar()
    return (season.semaine_impaire if week % 2 else season.semaine_paire)[weekday - 1]
