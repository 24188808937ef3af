"""Figures commune by commune: the distance to the nearest, the farthest communes by name."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from maillage.coverage.areas import Niveau
from maillage.coverage.mesh import Mesh
from maillage.coverage.questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """What one commune has: `km` to the nearest place that declares it, and `km_au_mieux` if every unknown were a yes.

    None where there is no such place, or where the town hall is not known. `lieux` are the ids of the venues nearest:
    several when they share one point. `recense` is False where nobody has looked.
    """

    code_insee: str
    nom: str
    population: int
    recense: bool
    km: float | None
    km_au_mieux: float | None
    lieux: tuple[str, ...]


def towns(mesh: Mesh, question: Question, niveau: Niveau = "hub", code: str | None = None) -> tuple[Town, ...]:
    """Return what each commune of an area has, sorted by code, those where nobody has looked included."""
    inside = mesh.areas.inside(niveau, code)
    answer = mesh.answer(question)
    places = mesh.places_of(answer.yes)
    kilometre, spot = mesh.nearest(places)
    at: dict[int, list[str]] = {}
    for rank in np.flatnonzero(places & mesh.placed):
        at.setdefault(int(mesh.spot[rank]), []).append(mesh.declared.lieux[mesh.declared.places[rank].lieu].id)
    return tuple(
        Town(
            code_insee=commune.code_insee,
            nom=commune.nom,
            population=commune.population or 0,
            recense=bool(mesh.areas.recense[rank]),
            km=_known(kilometre[rank]),
            km_au_mieux=_known(answer.at_best.kilometres[rank]),
            lieux=tuple(sorted(set(at.get(int(spot[rank]), ())))),
        )
        for rank, commune in enumerate(mesh.areas.communes)
        if inside[rank]
    )


def farthest(mesh: Mesh, question: Question, niveau: Niveau, code: str, count: int = 10) -> tuple[Town, ...]:
    """Return the inhabited communes of an area that are the farthest from the nearest place, the farthest first.

    Communes that have no place at all, however far, come before the others; then the most people, then the code.
    """
    inhabited = (town for town in towns(mesh, question, niveau, code) if town.population and town.recense)
    ordered = sorted(
        inhabited,
        key=lambda town: (-math.inf if town.km is None else -town.km, -town.population, town.code_insee),
    )
    return tuple(ordered[:count])


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
