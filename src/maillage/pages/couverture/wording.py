"""Figures in plain French: an interval wherever something is unknown, a percentage that never rounds to a lie."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import Final

from maillage.coverage import HALF_DAYS, Figure
from maillage.pages import words
from maillage.pages.words import NBSP

# What rounds to less than a kilometre: a hundred metres from the town hall are not worth a decimal.
_CLOSE: Final = 0.95
_DAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def whole(value: float | None) -> str:
    """Return a whole number with its thousands apart."""
    return words.UNKNOWN if value is None else words.number(round(value))


def decimal(value: float | None) -> str:
    """Return a number to the tenth: "12", "12,5"."""
    return words.UNKNOWN if value is None else words.decimal(value)


def km(measured: float) -> str:
    """Return a measured distance to the tenth of a kilometre; a setting is written in full (`words.kilometres`)."""
    return f"{words.decimal(measured)}{NBSP}km"


def within(measured: float) -> str:
    """Return how far at most a measured distance is, rounded up: "moins de 1 km", "3,5 km ou moins" for 3.41."""
    # A billionth of a kilometre is less than what measures can be wrong by.
    tenths = math.ceil(measured * 10 - 1e-9)
    return f"moins de 1{NBSP}km" if measured < _CLOSE else f"{km(tenths / 10)} ou moins"


def away(measured: float, *settings: float) -> str:
    """Return a measured distance: "moins de 1 km", "3,4 km".

    One that rounds to a setting that it exceeds is "un peu plus de 10 km": it must not seem to be within.
    """
    for setting in settings:
        if measured > setting >= round(measured, 1):
            return f"un peu plus de {words.kilometres(setting)}"
    return f"moins de 1{NBSP}km" if measured < _CLOSE else km(measured)


def percent(part: float, everything: float) -> str:
    """Return a share: all is "100 %" and nothing "0 %", and nothing else is."""
    if not everything:
        return "sur 0"
    share = round(100 * part / everything)
    if part and not share:
        return f"moins de 1{NBSP}%"
    if part < everything and share == 100:
        return f"plus de 99{NBSP}%"
    return f"{share}{NBSP}%"


def between(figure: Figure) -> str:
    """Return a figure as an interval: "12", or "12 à 14" where some venues do not say."""
    least, most = bounds(figure)
    if least == most or most is None:
        return whole(least)
    return f"{whole(least)} à {whole(most)}"


def people(figure: Figure) -> str:
    """Return some people as an interval, with their share: "15 000 (55 %)", "15 000 à 27 442 (55 à 100 %)"."""
    if bounds(figure)[0] is None:
        return words.UNKNOWN
    return f"{between(figure)} ({share(figure)})"


def share(figure: Figure) -> str:
    """Return the share that a figure is of its denominator, as an interval: "55 %", "55 à 100 %"."""
    least, most = bounds(figure)
    everyone = figure.denominateur or 0
    low = percent(least or 0, everyone)
    if least == most or most is None:
        return low
    high = percent(most, everyone)
    # "55 à 100 %" reads better than "55 % à 100 %", but "moins de 1 % à 5 %" must keep both signs.
    both = low[0].isdigit() and high[0].isdigit()
    return f"{low.removesuffix(f'{NBSP}%') if both else low}{NBSP}à{NBSP}{high}"


def hours(weekly: Figure, unknown: Figure, structures: Figure) -> str:
    """Return weekly hours, which are a minimum; none that are known are not zero hours where somebody may open."""
    least, most = bounds(structures)
    silent = unknown.valeur or (most or 0) > (least or 0)
    return words.UNKNOWN if not weekly.valeur and silent else decimal(weekly.valeur)


def bounds(figure: Figure) -> tuple[float | None, float | None]:
    """Return the least and the most that a figure can be; both its value where it has no interval."""
    least = figure.valeur if figure.au_moins is None else figure.au_moins
    most = figure.valeur if figure.au_plus is None else figure.au_plus
    return least, most


def half_days(names: Collection[str]) -> str:
    """Return half-days of the week as people say them: "le samedi après-midi et le dimanche"."""
    found: list[str] = []
    for day in _DAYS:
        parts = [name for name in (f"{day}-matin", f"{day}-apres-midi") if name in names]
        if len(parts) == 2:
            found.append(f"le {day}")
        else:
            found += (f"le {half_day(name)}" for name in parts)
    return words.sentence_list(found)


def half_day(name: str) -> str:
    """Return one of `HALF_DAYS` in words: "samedi après-midi"."""
    day, part = HALF_DAYS[HALF_DAYS.index(name)].split("-", 1)
    return f"{day} {part.replace('apres', 'après')}"


def listed(names: Iterable[str], most: int, noun: str) -> str:
    """Return names as a list, and how many others there are: "A, B, C et 12 autres communes"."""
    every = list(names)
    if len(every) <= most:
        return words.sentence_list(every)
    return words.sentence_list([*every[:most], words.count(len(every) - most, f"autre {noun}", f"autres {noun}s")])
