"""A schedule told in French, for paper and for readers without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby, islice

from maillage.hours.expression import Slot
from maillage.hours.timetable import NOT_SAID, Day, Schedule, Season, usual

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_NBSP = "\N{NO-BREAK SPACE}"
_DAY = 1440


def in_words(hours: Schedule) -> tuple[tuple[str, str], ...]:
    """Return pairs of a day and its hours: always the seven days first, Monday to Sunday, then what is particular.

    "9 h à 12 h, 14 h à 18 h", "fermé", "non renseigné"; alternate weeks read "semaines paires : … ; semaines
    impaires : …". Dates that follow no week ("second Tuesday of the month") are listed in the row of their weekday.
    The rows that follow, each only where there is something to say: seasons, runs of closed days, closures, "jours
    fériés". Days past `du` are told even if they are over.
    """
    runs = closed_runs(hours)
    in_runs = {day for first, last in runs for day in _days(first, last)}
    rows = [(DAYS[weekday], _weekday(hours, weekday, in_runs)) for weekday in range(7)]
    rows += [(period_in_words(season.du, season.au), season_in_words(season)) for season in hours.saisons]
    rows += [(period_in_words(first, last), "fermé") for first, last in runs]
    rows += [
        (period_in_words(closure.du, closure.au), f"fermé : {closure.motif}" if closure.motif else "fermé")
        for closure in hours.fermetures
    ]
    if hours.connu and (text := _holidays(hours)):
        rows.append(("jours fériés", text))
    return tuple(rows)


def _weekday(hours: Schedule, weekday: int, skipped: set[date]) -> str:
    odd, even = hours.semaine_impaire[weekday], hours.semaine_paire[weekday]
    text = _alternate(odd, even)
    apart = [
        (day, special.slots)
        for day, special in hours.exceptions.items()
        if not special.ferie and day.weekday() == weekday and day not in skipped
    ]
    if not apart:
        return text
    groups: dict[Day, list[date]] = {}
    for day, slots in apart:
        groups.setdefault(slots, []).append(day)
    dated = [f"{slots_in_words(slots)} {dates_in_words(days)}" for slots, days in groups.items()]
    only_dates = odd == even == () and all(groups)
    return " ; ".join(dated if only_dates else [text, *dated])


def _alternate(odd: Day, even: Day) -> str:
    if odd == even:
        return slots_in_words(odd)
    return f"semaines paires : {slots_in_words(even)} ; semaines impaires : {slots_in_words(odd)}"


@lru_cache(maxsize=65536)
def slots_in_words(slots: Day) -> str:
    if slots is None or slots == NOT_SAID:
        return "non renseigné"
    return ", ".join(_slot(slot) for slot in slots) or "fermé"


def _slot(slot: Slot) -> str:
    notes = [note for note in (slot.comment, "" if slot.sure else "à confirmer") if note]
    if slot.all_day and not slot.sure:
        return ", ".join(notes)
    text = f"24{_NBSP}h sur 24" if slot.all_day else f"{_time(slot.start)}{_NBSP}à{_NBSP}{_time(slot.end)}"
    return f"{text} ({', '.join(notes)})" if notes else text


def _time(minutes: int) -> str:
    if minutes == _DAY:
        return "minuit"
    rest = minutes % 60
    return f"{minutes % _DAY // 60}{_NBSP}h" + (f"{_NBSP}{rest:02}" if rest else "")


def season_in_words(season: Season) -> str:
    """Return a week in one line, neighbouring days that are alike together; closed days are not said."""
    days = list(zip(season.semaine_impaire, season.semaine_paire, strict=True))
    parts = []
    for both, run in groupby(range(7), key=lambda weekday: days[weekday]):
        if any(both):
            numbers = list(run)
            name = DAYS[numbers[0]] if len(numbers) == 1 else f"{DAYS[numbers[0]]} au {DAYS[numbers[-1]]}"
            if len(numbers) == 2:
                name = f"{DAYS[numbers[0]]} et {DAYS[numbers[1]]}"
            parts.append(f"{name} : {_alternate(*both)}")
    return " ; ".join(parts) or "fermé"


def _holidays(hours: Schedule) -> str:
    """Return what most holidays of the window are, then the dates of the others."""
    answers: dict[Day, list[date]] = {}
    for day, special in hours.exceptions.items():
        if special.ferie:
            answers.setdefault(special.slots, []).append(day)
    if not answers:
        return ""
    main = max(answers, key=lambda slots: len(answers[slots]))
    others = [f"{_on_holiday(slots)} {dates_in_words(days)}" for slots, days in answers.items() if slots != main]
    return " ; ".join([_on_holiday(main), *others])


def _on_holiday(slots: Day) -> str:
    return "horaires à vérifier" if slots is None else slots_in_words(slots)


def closed_runs(hours: Schedule) -> list[tuple[date, date]]:
    """Return the stretches of days without opening that hold at least three days closed by their date."""
    runs: list[tuple[date, date]] = []
    if all(special.ferie for special in hours.exceptions.values()):
        return runs
    closed = [day for day, special in hours.exceptions.items() if special.slots == ()]
    for run in _linked(hours, closed):
        if sum(not hours.exceptions[day].ferie for day in run) >= 3:
            runs.append((run[0], run[-1]))
    return runs


def _linked(hours: Schedule, closed: Sequence[date]) -> Iterable[list[date]]:
    run: list[date] = []
    for day in closed:
        if run and any(_may_open(hours, between) for between in islice(_days(run[-1], day), 1, (day - run[-1]).days)):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _may_open(hours: Schedule, day: date) -> bool:
    special = hours.exceptions.get(day)
    return (special.slots if special else usual(hours, day)) != ()


def dates_in_words(days: Sequence[date]) -> str:
    """Return "le 10 mars 2026", "les 10 mars, 14 avril 2026 et 12 janvier 2027": the year closes each series."""
    words = [
        day_in_words(day, with_year=number + 1 == len(days) or days[number + 1].year != day.year)
        for number, day in enumerate(days)
    ]
    if len(words) == 1:
        return f"le {words[0]}"
    return f"les {', '.join(words[:-1])} et {words[-1]}"


def day_in_words(day: date, *, with_year: bool = True) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{_NBSP}{_MONTHS[day.month - 1]}" + (f"{_NBSP}{day.year}" if with_year else "")


def period_in_words(first: date, last: date) -> str:
    if first == last:
        return f"le {day_in_words(first)}"
    if (first.year, first.month) == (last.year, last.month):
        number = "1er" if first.day == 1 else str(first.day)
        return f"du {number} au {day_in_words(last)}"
    return f"du {day_in_words(first, with_year=first.year != last.year)} au {day_in_words(last)}"


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
