"""Opening hours as the pages carry them: a JSON value for the browser, and words for paper and for no script at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby

from maillage import hours
from maillage.model import FermetureDatee, Lieu
from maillage.pages import words
from maillage.pages.script import data

_SAME_AS_VENUE = "lieu"


@dataclass(frozen=True)
class Opening:
    """Hours ready to print.

    `semaine` holds seven pairs (day, hours), `particuliers` the seasons, closures and holidays. `connu` is False
    where nobody has given any hours.
    """

    semaine: tuple[tuple[str, str], ...]
    particuliers: tuple[tuple[str, str], ...]
    connu: bool
    week: hours.Schedule

    @cached_property
    def json(self) -> str:
        """The hours for the browser, safe inside a script element."""
        return data(hours.to_json(self.week))


def opening(
    text: str | None, fermetures: tuple[FermetureDatee, ...], today: date, departement: str | None = None
) -> Opening:
    """Return the hours of a venue, a stop or a service for the coming year; past closures are left out."""
    current = tuple(each for each in fermetures if each.au >= today)
    return _opening(text, current, today, hours.own_calendar(departement))


@lru_cache(maxsize=65536)
def _opening(text: str | None, fermetures: tuple[FermetureDatee, ...], today: date, departement: str | None) -> Opening:
    week = hours.schedule(text, fermetures, *hours.horizon(today), departement)
    rows = hours.in_words(week)
    return Opening(rows[:7], rows[7:], week.connu, week)


def in_one_line(found: Opening) -> str:
    """Return the hours as one line, "lundi et mardi : 9 h à 12 h ; jeudi : …"; empty where they are unknown.

    Closed days are left out: what is not named is closed.
    """
    parts = []
    if found.connu:
        for text, run in groupby(found.semaine, key=lambda row: row[1]):
            days = [name for name, _ in run]
            if text != "fermé":
                parts.append(f"{_days(days)}{words.NBSP}: {_without_closed_weeks(text)}")
        parts = parts or ["jamais ouvert dans la semaine"]
    parts += [f"{name}{words.NBSP}: {text}" for name, text in found.particuliers if name != "jours fériés"]
    return f"{words.NBSP}; ".join(parts)


def of_service(
    lieu: Lieu, text: str | None, fermetures: tuple[FermetureDatee, ...], today: date, departement: str | None = None
) -> str | None:
    """Return the hours of a service in one line, None where they are unknown even if those of the venue are known."""
    if text == _SAME_AS_VENUE:
        closed = in_one_line(opening(None, fermetures, today, departement)) if fermetures else ""
        same = "pendant toutes les heures d’ouverture du lieu"
        if lieu.itinerance and not lieu.horaires:
            same = "à chaque arrêt, pendant toute sa durée"
        return same + (f"{words.NBSP}; {closed}" if closed else "")
    if not text and not fermetures:
        return None
    return in_one_line(opening(text, fermetures, today, departement)) or None


def _without_closed_weeks(text: str) -> str:
    """Return alternate hours without the weeks that are closed: "semaines impaires : 14 h à 17 h"."""
    return text.removeprefix("semaines paires : fermé ; ").removesuffix(" ; semaines impaires : fermé")


def _days(names: list[str]) -> str:
    if len(names) > 2:
        return f"{names[0]} au {names[-1]}"
    return " et ".join(names)
