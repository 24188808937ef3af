"""Opening hours: what an `opening_hours` expression says of each day of the coming year, and how it is told.

The expression is evaluated once, at build time, by the library that knows its grammar; pages and reports then look a
day up in a `Schedule` and need no grammar at all.

Public holidays are the eleven of metropolitan France, which hold overseas too. The days that exist only in a
part of the country (Vendredi saint and Saint-Étienne in Alsace-Moselle, the abolition of slavery overseas) are shown
as "to be checked" when the département is given, and are not known otherwise. School holidays are not known at all:
an expression that relies on them is refused.
"""

from maillage.hours.coming import (
    by_half_day,
    changes_in_words,
    closed_spans,
    extra_days,
    parity_in_words,
    weeks_in_force,
)
from maillage.hours.expression import Slot
from maillage.hours.holidays import DEFAULT_ZONE, holidays, own_calendar, timezone
from maillage.hours.measures import days_open_per_week, half_days, halves, is_complete, weekly_minutes
from maillage.hours.problems import HINT, HoursProblem, doubts, problems
from maillage.hours.timetable import (
    Day,
    DayView,
    Schedule,
    Season,
    Special,
    Week,
    horizon,
    merge,
    on,
    schedule,
    usual,
)
from maillage.hours.transfer import to_json
from maillage.hours.words import DAYS, dates_in_words, in_words, period_in_words, slots_in_words

__all__ = [
    "DAYS",
    "DEFAULT_ZONE",
    "HINT",
    "Day",
    "DayView",
    "HoursProblem",
    "Schedule",
    "Season",
    "Slot",
    "Special",
    "Week",
    "by_half_day",
    "changes_in_words",
    "closed_spans",
    "dates_in_words",
    "days_open_per_week",
    "doubts",
    "extra_days",
    "half_days",
    "halves",
    "holidays",
    "horizon",
    "in_words",
    "is_complete",
    "merge",
    "on",
    "own_calendar",
    "parity_in_words",
    "period_in_words",
    "problems",
    "schedule",
    "slots_in_words",
    "timezone",
    "to_json",
    "usual",
    "weekly_minutes",
    "weeks_in_force",
]
