"""The hours of a venue or of a service over the coming months, so that any day is looked up and nothing is evaluated.

A `Schedule` is a week for odd and for even ISO weeks, seasons that replace it between two dates, and days apart.
Three states are kept apart everywhere: slots, closed (an empty tuple) and unknown (None).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from maillage.hours.expression import Slot, evaluate, fortnight, is_weekly, without_comments
from maillage.hours.holidays import DEFAULT_ZONE, holidays, local_holidays, own_calendar, timezone
from maillage.hours.problems import problems, speaks_of_holidays
from maillage.model import FermetureDatee

Day = tuple[Slot, ...] | None
"""The slots of one day in order; empty is closed, None is unknown."""

NOT_SAID: tuple[Slot, ...] = (Slot(0, 1440, sure=False),)
"""What `unknown` makes of a day without hours nor comment: it may be open, and nothing more is known."""

Week = tuple[Day, ...]
"""Seven days, Monday first."""

UNKNOWN_WEEK: Week = (None,) * 7


@dataclass(frozen=True, slots=True)
class Special:
    """A day that its week does not describe; `ferie` names the public holiday, None for a date of the expression."""

    slots: Day
    ferie: str | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """Weeks that hold from `du` to `au`, both included, instead of the usual ones."""

    du: date
    au: date
    semaine_impaire: Week
    semaine_paire: Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What is known of each day from `du` to `au`, both included.

    A day is, first that applies: a closure of `fermetures`, an entry of `exceptions`, the week of its season, the
    week of its ISO parity. Closures keep their own dates, even outside of the window. `fuseau` is the IANA zone of
    the minutes. `connu` is False where no hours could be read: every day is then unknown, closures apart.
    """

    du: date
    au: date
    semaine_impaire: Week
    semaine_paire: Week
    saisons: tuple[Season, ...] = ()
    exceptions: Mapping[date, Special]
    fermetures: tuple[FermetureDatee, ...] = ()
    fuseau: str = DEFAULT_ZONE

    @property
    def connu(self) -> bool:
        return self.semaine_impaire != UNKNOWN_WEEK or self.semaine_paire != UNKNOWN_WEEK


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of a schedule, and why it is not the usual one."""

    slots: Day
    ferie: str | None = None
    fermeture: FermetureDatee | None = None


def horizon(today: date) -> tuple[date, date]:
    """Return the window that pages carry: thirteen months from the first day of the current one, both days included."""
    next_month = today.year * 12 + today.month + 12
    return today.replace(day=1), date(next_month // 12, next_month % 12 + 1, 1) - timedelta(days=1)


def schedule(
    text: str | None,
    fermetures: Sequence[FermetureDatee],
    start: date,
    end: date,
    departement: str | None = None,
) -> Schedule:
    """Return the schedule of an expression and of the dated closures, from `start` to `end` included.

    No text, or one that `problems` refuses, gives a schedule where every day is unknown. Where the expression says
    nothing of public holidays, a holiday that the week would make a day of opening is unknown, never silently open;
    a day closed anyway stays closed. A holiday that only the `departement` knows is unknown in the same way, even
    under "PH off": whether the author meant it cannot be told. "24/7" alone is open on every day.
    """
    usable = text if text is not None and not problems(text) else None
    base = _base(usable, start, end, own_calendar(departement))
    if not fermetures:
        return base
    return replace(base, fermetures=tuple(sorted(fermetures, key=lambda closure: (closure.du, closure.au))))


def on(hours: Schedule, day: date) -> DayView:
    """Return what a schedule says of one day; a day out of its window is unknown, a closure known beyond it."""
    special = hours.exceptions.get(day)
    ferie = special.ferie if special else None
    for closure in hours.fermetures:
        if closure.du <= day <= closure.au:
            return DayView((), ferie, closure)
    if not hours.du <= day <= hours.au:
        return DayView(None)
    if special:
        return DayView(special.slots, ferie)
    return DayView(usual(hours, day))


def usual(hours: Schedule, day: date) -> Day:
    """Return what the weeks alone say of a day, exceptions and closures apart."""
    if not hours.saisons:
        return _in_weeks(hours, day)
    return _in_weeks(next((season for season in hours.saisons if season.du <= day <= season.au), hours), day)


def merge(schedules: Sequence[Schedule]) -> Schedule:
    """Return the hours during which at least one of some schedules is open.

    Unknown and slots make slots (those at least), unknown and closed make unknown. A closure stays only where all
    have it, and is an ordinary closed day elsewhere. Raises ValueError for none, or for different windows or zones.
    """
    if len({(each.du, each.au, each.fuseau) for each in schedules}) != 1:
        raise ValueError("merge needs schedules of one window and one zone")
    first = schedules[0]
    if len(schedules) == 1:
        return first
    common = tuple(closure for closure in first.fermetures if all(closure in each.fermetures for each in schedules))
    stripped = [replace(each, fermetures=tuple(set(each.fermetures) - set(common))) for each in schedules]
    days: dict[date, Day] = {}
    names: dict[date, str] = {}
    for day in _days(first.du, first.au):
        views = [on(each, day) for each in stripped]
        days[day] = _union([view.slots for view in views])
        if name := next((view.ferie for view in views if view.ferie), None):
            names[day] = name
    names |= holidays(first.du, first.au)
    built = _build(days, names, first.du, first.au, with_seasons=any(each.saisons for each in schedules))
    return replace(built, fermetures=common, fuseau=first.fuseau)


def _union(days: Sequence[Day]) -> Day:
    slots = sorted(slot for day in days if day for slot in day)
    if not slots and any(day is None for day in days):
        return None
    merged: list[Slot] = []
    for slot in slots:
        last = merged[-1] if merged else None
        if last and slot.start <= last.end and (slot.sure, slot.comment) == (last.sure, last.comment):
            merged[-1] = last._replace(end=max(last.end, slot.end))
        else:
            merged.append(slot)
    return tuple(merged)


@lru_cache(maxsize=65536)
def _base(text: str | None, start: date, end: date, departement: str | None) -> Schedule:
    """Evaluate one text once for all the venues that share it."""
    local = local_holidays(departement, start, end)
    names = MappingProxyType({**holidays(start, end), **local})
    if text is None:
        unknown = Schedule(
            du=start,
            au=end,
            semaine_impaire=UNKNOWN_WEEK,
            semaine_paire=UNKNOWN_WEEK,
            exceptions=MappingProxyType({day: Special(None, name) for day, name in sorted(names.items())}),
        )
        return replace(unknown, fuseau=timezone(departement))
    trusted: frozenset[date] = frozenset()
    if text.strip() == "24/7":
        trusted = frozenset(names)
    elif speaks_of_holidays(text):
        trusted = frozenset(names) - frozenset(local)
    find = _weekly if is_weekly(text) else _dated
    return replace(find(text, start, end, names, trusted), fuseau=timezone(departement))


def _on_holiday(slots: Day, trusted: bool) -> Day:
    return slots if trusted or not slots else None


def _dated(text: str, start: date, end: date, names: Mapping[date, str], trusted: frozenset[date]) -> Schedule:
    """Evaluate every day of the window."""
    found = evaluate(text, start, end)
    days: dict[date, Day] = {day: found.get(day, ()) for day in _days(start, end)}
    for day in names:
        days[day] = _on_holiday(days[day], day in trusted)
    # The second Tuesday of the month can look like a season of alternate weeks; it is a list of dates.
    return _build(days, names, start, end, with_seasons="[" not in without_comments(text))


def _weekly(text: str, start: date, end: date, names: Mapping[date, str], trusted: frozenset[date]) -> Schedule:
    """Evaluate an ordinary fortnight, and each holiday."""
    weeks = fortnight(text)
    regular = Schedule(
        du=start, au=end, semaine_impaire=weeks[:7], semaine_paire=weeks[7:], exceptions=MappingProxyType({})
    )
    exceptions: dict[date, Special] = {}
    for day, name in sorted(names.items()):
        weekday_hours = usual(regular, day)
        slots = _on_holiday(
            evaluate(text, day, day, nights=False).get(day, ()) if trusted else weekday_hours, day in trusted
        )
        if slots != weekday_hours:
            exceptions[day] = Special(slots, name)
    return replace(regular, exceptions=MappingProxyType(exceptions))


def _build(
    days: Mapping[date, Day], names: Mapping[date, str], start: date, end: date, *, with_seasons: bool
) -> Schedule:
    """Find the weeks that say most of the days, and list the others."""
    free = {day: slots for day, slots in days.items() if day not in names}
    odd, even = _most_common_weeks(free)
    found = Schedule(du=start, au=end, semaine_impaire=odd, semaine_paire=even, exceptions=MappingProxyType({}))
    if with_seasons:
        apart = [day for day, slots in free.items() if slots != usual(found, day)]
        found = replace(found, saisons=tuple(_seasons(apart, free, found)))
    exceptions = {day: Special(slots, names.get(day)) for day, slots in days.items() if slots != usual(found, day)}
    return replace(found, exceptions=MappingProxyType(exceptions))


def _most_common_weeks(days: Mapping[date, Day]) -> tuple[Week, Week]:
    """Return the odd and the even week that agree with most days; the earlier day wins a tie."""
    counts: dict[tuple[int, int], Counter[Day]] = {}
    for day, slots in days.items():
        _, week, weekday = day.isocalendar()
        counts.setdefault((week % 2, weekday), Counter())[slots] += 1

    def commonest(parity: int, weekday: int) -> Day:
        # A window too short to hold a week of this parity says nothing of it but what the other says.
        found = counts.get((parity, weekday)) or counts.get((1 - parity, weekday))
        return found.most_common(1)[0][0] if found else ()

    return tuple(commonest(1, weekday) for weekday in range(1, 8)), tuple(
        commonest(0, weekday) for weekday in range(1, 8)
    )


_LONGEST_GAP = timedelta(days=14)
_SHORTEST_SEASON = timedelta(days=20)
_ONE_DAY = timedelta(days=1)


def _seasons(apart: Sequence[date], free: Mapping[date, Day], usual_weeks: Schedule) -> Iterator[Season]:
    """Yield the stretches of at least three weeks in which the days apart follow a week of their own."""
    stretches: list[list[date]] = []
    for day in apart:
        if stretches and day - stretches[-1][-1] <= _LONGEST_GAP:
            stretches[-1].append(day)
        else:
            stretches.append([day])
    for stretch in stretches:
        first, last = stretch[0], stretch[-1]
        if last - first < _SHORTEST_SEASON:
            continue
        within = {day: slots for day, slots in free.items() if first <= day <= last}
        season = Season(first, last, *_most_common_weeks(within))
        strangers = sum(slots != _in_weeks(season, day) for day, slots in within.items())
        if strangers * 4 < len(stretch):
            yield _rounded(season, usual_weeks)


def _rounded(season: Season, usual_weeks: Schedule) -> Season:
    """Stretch a season to whole months where the days gained are the same in its weeks and in the usual ones."""

    def same(first: date, last: date) -> bool:
        return all(_in_weeks(season, day) == _in_weeks(usual_weeks, day) for day in _days(first, last))

    first, last = max(season.du.replace(day=1), usual_weeks.du), min(_last_of_month(season.au), usual_weeks.au)
    return replace(
        season,
        du=first if same(first, season.du - _ONE_DAY) else season.du,
        au=last if same(season.au + _ONE_DAY, last) else season.au,
    )


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - _ONE_DAY


def _in_weeks(weeks: Schedule | Season, day: date) -> Day:
    _, week, weekday = day.isocalendar()
    return (weeks.semaine_impaire if week % 2 else weeks.semaine_paire)[weekday - 1]


def _days(start: date, end: date) -> Iterable[date]:
    return (start + timedelta(days=number) for number in range((end - start).days + 1))
