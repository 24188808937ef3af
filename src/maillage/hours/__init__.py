"""Opening hours: what an `opening_hours` expression says of each day of the coming year, and how it is told.

The expression is evaluated once, at build time, by the library that knows its grammar; pages and reports then look a
day up in a `Schedule` and need no grammar at all.

Public holidays are the eleven of metropolitan France, which hold overseas too. The days that exist only in a
part of the country (Vendredi saint and Saint-Étienne in Alsace-Moselle, the abolition of slavery overseas) are shown
as "to be checked" when the département is given, and are not known otherwise. School holidays are not known at all:
an expression that relies on them is refused.
"""

from maillage.hours.expression import Slot
from maillage.hours.holidays import DEFAULT_ZONE, holidays, timezone
from maillage.hours.measures import days_open_per_week, half_days, weekly_minutes
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
)
from maillage.hours.transfer import to_json
from maillage.hours.words import DAYS, in_words

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
    "days_open_per_week",
    "doubts",
    "half_days",
    "holidays",
    "horizon",
    "in_words",
    "merge",
    "on",
    "problems",
    "schedule",
    "timezone",
    "to_json",
    "weekly_minutes",
]
