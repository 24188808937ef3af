"""An EPCI beside those of its size: a median to compare with, never a ranking."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np

from maillage.coverage.distances import Floats
from maillage.coverage.questions import Question
from maillage.coverage.registry import Column
from maillage.coverage.reporting import Report

_RATIO: Final = 2
_FEWEST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """The median of a figure among the EPCI of about the same size, as a share where it has a denominator.

    `nombre` is how many EPCI it is the median of, `de` and `a` the populations that count as the same size.
    """

    mediane: float
    nombre: int
    de: int
    a: int


def median_of_similar(
    told: Report,
    siren: str,
    indicateur: str,
    question: Question | None = None,
    *,
    detail: str = "",
    seuil_km: float | None = None,
) -> Similar | None:
    """Return the median of a figure among the other EPCI with half to double the people of this one.

    Only EPCI that somebody has looked at, wholly within the site, that have the figure. None where they are fewer than
    three: a median of two says nothing. Raises `KeyError` for an EPCI or a figure that the report does not have.
    """
    own = told.areas[told.mesh.areas.rank["epci", siren]]
    low, high = -(-own.population // _RATIO), own.population * _RATIO
    rates = _rates(told.column(indicateur, question, detail=detail, seuil_km=seuil_km))
    values = [
        float(rates[rank])
        for rank, area in enumerate(told.areas)
        if area.niveau == "epci" and area.code != siren and area.recense and not area.partiel
        if low <= area.population <= high and math.isfinite(rates[rank])
    ]
    if len(values) < _FEWEST:
        return None
    return Similar(mediane=median(values), nombre=len(values), de=low, a=high)


def _rates(column: Column) -> Floats:
    """Return what territories compare, area by area, NaN where there is no figure.

    The share where numerator and denominator are given, else the value: a figure that is already a rate (hours for
    10,000 people, distances) is compared as it is.
    """
    if column.numerateur is None or column.denominateur is None:
        return column.valeur
    shared = (column.valeur == column.numerateur) & (column.denominateur > 0)
    return np.divide(column.valeur, column.denominateur, out=column.valeur.copy(), where=shared)
