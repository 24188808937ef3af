"""What the weeks to come have of their own: the week in force, the days apart, the stretches that are closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from maillage.hours.measures import halves
from maillage.hours.timetable import Day, Schedule, Season, Week, usual
from maillage.hours.words import (
    closed_runs,
    dates_in_words,
    day_in_words,
    period_in_words,
    season_in_words,
    slots_in_words,
)

_ONE_DAY = timedelta(days=1)


def weeks_in_force(hours: Schedule, day: date) -> tuple[Week, Week]:
    """Return the odd and the even week that hold on a day: those of its season, else the usual ones."""
    season = _season_of(hours, day)
    return (season or hours).semaine_impaire, (season or hours).semaine_paire


def extra_days(hours: Schedule, start: date, end: date) -> Iterator[tuple[date, Day]]:
    """Yield the days of opening, from `start` to `end`, that no week tells: a second Tuesday of the month."""
    for day, special in hours.exceptions.items():
        if start <= day <= end and not special.ferie and special.slots and not usual(hours, day):
            yield day, special.slots


HalfDays = tuple[tuple[tuple[str, Day], ...], ...]
"""For each of the 14 half-days of `half_days`, the slots that make it and when they hold: "" is every week."""


def by_half_day(hours: Schedule, start: date, end: date) -> HalfDays:
    """Return the half-days of the weeks in force on `start`, with the extra days up to `end`; closed ones are empty.

    A half-day whose day is unknown holds None. Public holidays and closures are left out.
    """
    found: list[list[tuple[str, Day]]] = [[] for _ in range(14)]
    for weekday, both in enumerate(zip(*weeks_in_force(hours, start), strict=True)):
        for part, (odd, even) in enumerate(zip(*map(halves, both), strict=True)):
            alternate = (("", odd),) if odd == even else (("semaines impaires", odd), ("semaines paires", even))
            found[2 * weekday + part] += [(when, slots) for when, slots in alternate if slots != ()]
    dates: dict[tuple[int, Day], list[date]] = {}
    for day, slots in extra_days(hours, start, end):
        for part, half in enumerate(halves(slots)):
            if half:
                dates.setdefault((2 * day.weekday() + part, half), []).append(day)
    for (rank, half), days in dates.items():
        found[rank].append((f"seulement {dates_in_words(days)}", half))
    return tuple(map(tuple, found))


def closed_spans(hours: Schedule, start: date, end: date) -> tuple[tuple[date, date], ...]:
    """Return the closures, by their dates or by the expression, that touch the days from `start` to `end`; in order."""
    spans = [(closure.du, closure.au) for closure in hours.fermetures]
    return tuple(sorted({span for span in (*spans, *closed_runs(hours)) if span[0] <= end and span[1] >= start}))


def changes_in_words(hours: Schedule, start: date, end: date) -> tuple[tuple[str, str], ...]:
    """Return what differs, from `start` to `end`, from the weeks in force on `start`: a period and its hours, in order.

    Public holidays are left out, and so are the extra days. A closure that has begun is told with both its dates.
    """
    rows: list[tuple[date, str, str]] = []
    now = _season_of(hours, start)
    if now and now.au < end:
        after = Season(now.au + _ONE_DAY, hours.au, hours.semaine_impaire, hours.semaine_paire)
        rows.append((after.du, f"à partir du {day_in_words(after.du)}", season_in_words(after)))
    rows += [
        (season.du, period_in_words(season.du, season.au), season_in_words(season))
        for season in hours.saisons
        if start < season.du <= end
    ]
    motifs = {(closure.du, closure.au): closure.motif for closure in hours.fermetures}
    spans = closed_spans(hours, start, end)
    for du, au in spans:
        motif = motifs.get((du, au))
        rows.append((du, period_in_words(du, au), f"fermé ({motif})" if motif else "fermé"))
    for day, special in hours.exceptions.items():
        ordinary = usual(hours, day)
        told = special.ferie or not ordinary or any(du <= day <= au for du, au in spans)
        if start <= day <= end and not told and special.slots != ordinary:
            rows.append((day, dates_in_words([day]), slots_in_words(special.slots)))
    return tuple((period, text) for _, period, text in sorted(rows))


@lru_cache(maxsize=4096)
def parity_in_words(day: date) -> str:
    """Return whether the week of a day is odd or even: "paire", "impaire"."""
    return "impaire" if day.isocalendar().week % 2 else "paire"


def _season_of(hours: Schedule, day: date) -> Season | None:
    return next((season for season in hours.saisons if season.du <= day <= season.au), None)
