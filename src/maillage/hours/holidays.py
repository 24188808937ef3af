"""Public holidays by date, with the names that people give them, and the clock of each département."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from maillage.hours.expression import evaluate

_FIXED = {
    (1, 1): "jour de l’An",
    (5, 1): "fête du Travail",
    (5, 8): "victoire de 1945",
    (7, 14): "fête nationale",
    (8, 15): "Assomption",
    (11, 1): "Toussaint",
    (11, 11): "armistice de 1918",
    (12, 25): "Noël",
}
_AFTER_EASTER = {1: "lundi de Pâques", 39: "Ascension", 50: "lundi de Pentecôte"}

_ABOLITION = "abolition de l’esclavage"
# Code du travail, articles L3422-2 (overseas) and L3134-13 (Alsace-Moselle).
_LOCAL_FIXED = {
    "57": {(12, 26): "Saint-Étienne"},
    "67": {(12, 26): "Saint-Étienne"},
    "68": {(12, 26): "Saint-Étienne"},
    "971": {(5, 27): _ABOLITION},
    "972": {(5, 22): _ABOLITION},
    "973": {(6, 10): _ABOLITION},
    "974": {(12, 20): _ABOLITION},
    "976": {(4, 27): _ABOLITION},
    "977": {(10, 9): _ABOLITION},
    "978": {(5, 28): _ABOLITION},
}
_GOOD_FRIDAY = frozenset({"57", "67", "68"})

DEFAULT_ZONE = "Europe/Paris"
_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


@lru_cache(maxsize=256)
def holidays(start: date, end: date) -> Mapping[date, str]:
    """Return the national public holidays from `start` to `end` included, by date, with their names in the year."""
    return MappingProxyType({day: _name(day) for day in sorted(evaluate("PH", start, end))})


@lru_cache(maxsize=2048)
def local_holidays(departement: str | None, start: date, end: date) -> Mapping[date, str]:
    """Return the holidays that only a part of the country knows, for one département."""
    if departement is None:
        return MappingProxyType({})
    found: dict[date, str] = {}
    for year in range(start.year, end.year + 1):
        for (month, number), name in _LOCAL_FIXED.get(departement, {}).items():
            found[date(year, month, number)] = name
        if departement in _GOOD_FRIDAY:
            found[_easter(year) - timedelta(days=2)] = "Vendredi saint"
    return MappingProxyType({day: name for day, name in sorted(found.items()) if start <= day <= end})


def timezone(departement: str | None) -> str:
    """Return the IANA name of the clock by which a venue of this département opens."""
    return _ZONES.get(departement or "", DEFAULT_ZONE)


def own_calendar(departement: str | None) -> str | None:
    """Return a département that has holidays or a clock of its own, None for any other: their hours are the same."""
    return departement if departement in _LOCAL_FIXED or departement in _ZONES else None


def _name(day: date) -> str:
    return _FIXED.get((day.month, day.day)) or _AFTER_EASTER[(day - _easter(day.year)).days]


@lru_cache(maxsize=64)
def _easter(year: int) -> date:
    return next(iter(evaluate(f"{year} easter 00:00-24:00", date(year, 3, 1), date(year, 4, 30))))
