"""One question answered commune by commune, compact enough for a page to ask it of any distance."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from maillage.coverage.distances import NOWHERE, Floats
from maillage.coverage.indicators import INDICATORS
from maillage.coverage.mesh import Mesh
from maillage.coverage.questions import Question

COUNTED: Final = ("structures", "heures_pour_10000", "demi_journees_couvertes")
"""The indicators that distances do not give: one figure for each area."""

_METRES: Final = 1000

Numbers = tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """How far each commune is, and what each area counts. Communes and areas are in the order of the mesh.

    `metres` are whole and rounded up: a commune is within any whole number of metres exactly where the figures say so.
    `NOWHERE` where nobody has looked, where there is no such place at all, or where the town hall is not known.
    `comptes` are the values of each of `COUNTED`, then what they are at most where that is known.
    """

    metres: Sequence[int]
    metres_au_mieux: Sequence[int]
    comptes: Mapping[str, tuple[Numbers, ...]]


def explored(mesh: Mesh, question: Question) -> Explored:
    """Return what the directory answers to a question."""
    answer = mesh.answer(question)
    counts: dict[str, tuple[Numbers, ...]] = {}
    for indicator in INDICATORS:
        if indicator.nom in COUNTED:
            (column,) = indicator.measure(mesh, answer)
            known = (column.valeur,) if column.au_plus is None else (column.valeur, column.au_plus)
            counts[indicator.nom] = tuple(map(_numbers, known))
    return Explored(
        metres=_metres(mesh, answer.reach.kilometres),
        metres_au_mieux=_metres(mesh, answer.at_best.kilometres),
        comptes=counts,
    )


def _metres(mesh: Mesh, kilometres: Floats) -> list[int]:
    known = mesh.areas.recense & np.isfinite(kilometres)
    metres: list[int] = np.ceil(np.where(known, kilometres * _METRES, NOWHERE)).astype(int).tolist()
    return metres


def _numbers(values: Floats) -> Numbers:
    return tuple(round(value, 3) if math.isfinite(value) else None for value in values.tolist())
