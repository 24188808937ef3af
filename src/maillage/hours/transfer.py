"""The shape in which a schedule travels to the pages: small, and readable by whoever opens the source."""

from __future__ import annotations

from typing import TypeAlias

from maillage.hours.expression import Slot
from maillage.hours.holidays import DEFAULT_ZONE
from maillage.hours.timetable import NOT_SAID, Day, Schedule, Week

Json: TypeAlias = "int | str | list[Json] | dict[str, Json] | None"


def to_json(hours: Schedule) -> dict[str, Json]:
    """Return the JSON value of a schedule; keys whose value would say nothing are left out.

    - `du`, `au`: first and last day described ("2026-11-01").
    - `semaine`: seven days, Monday first, when odd and even ISO weeks are alike; otherwise `semaines`, a pair of weeks,
      odd first.
    - A day is null (unknown, or `unknown` without hours nor comment), [] (closed) or a list of slots [start, end], in
      minutes from midnight, end beyond 1440 after midnight; a third item is a comment, a fourth, 0, marks an opening
      that is not sure.
    - `saisons`: [first day, last day, pair of weeks (odd, even)], which replace the usual weeks.
    - `exceptions`: [date, day] or [date, day, name of the public holiday], in order.
    - `fermetures`: [first day, last day, reason or ""], in order; they win over everything else.
    - `fuseau`: IANA zone of the minutes, when it is not Europe/Paris.
    """
    odd, even = _week(hours.semaine_impaire), _week(hours.semaine_paire)
    value: dict[str, Json] = {"du": hours.du.isoformat(), "au": hours.au.isoformat()}
    if odd == even:
        value["semaine"] = odd
    else:
        value["semaines"] = [odd, even]
    if hours.saisons:
        value["saisons"] = [
            [season.du.isoformat(), season.au.isoformat(), [_week(season.semaine_impaire), _week(season.semaine_paire)]]
            for season in hours.saisons
        ]
    if hours.exceptions:
        value["exceptions"] = [
            [day.isoformat(), _day(special.slots), *([special.ferie] if special.ferie else [])]
            for day, special in hours.exceptions.items()
        ]
    if hours.fermetures:
        value["fermetures"] = [
            [closure.du.isoformat(), closure.au.isoformat(), closure.motif or ""] for closure in hours.fermetures
        ]
    if hours.fuseau != DEFAULT_ZONE:
        value["fuseau"] = hours.fuseau
    return value


def _week(week: Week) -> list[Json]:
    return [_day(day) for day in week]


def _day(day: Day) -> Json:
    return None if day is None or day == NOT_SAID else [_slot(slot) for slot in day]


def _slot(slot: Slot) -> Json:
    if not slot.sure:
        return [slot.start, slot.end, slot.comment, 0]
    return [slot.start, slot.end, slot.comment] if slot.comment else [slot.start, slot.end]
