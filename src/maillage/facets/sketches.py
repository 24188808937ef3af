"""What a sketch map is drawn with, commune by commune: the town hall, those around, and the border.

The contours that maps draw hold the same borders, of all communes: too much to be kept for whoever has no connection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

from maillage.facets.communes import GRID
from maillage.model import Commune, Position
from maillage.territory import Grid, commune_contours

AROUND: Final = 12
"""How many town halls around are given for each commune: enough to find one's bearings on a sketch."""


def town_halls(known: Iterable[Commune]) -> Grid[Commune]:
    """Return the communes that may be named around another, where their town halls are."""
    return Grid((commune.mairie, commune) for commune in known if commune.mairie)


def sketches_data(wanted: Iterable[Commune], halls: Grid[Commune]) -> dict[str, Any]:
    """Return what a sketch of each wanted commune shows, by INSEE code.

    `mairie` and the town halls `autour` (name, latitude, longitude, nearest first) are in steps of `GRID`. So is each
    ring of `limite`: the latitude and longitude of its first point, then what is added to them from point to point.
    What is not known is left out.
    """
    return {
        "communes": {
            commune.code_insee: _sketch(commune, halls) for commune in sorted(wanted, key=lambda one: one.code_insee)
        }
    }


def _sketch(commune: Commune, halls: Grid[Commune]) -> dict[str, Any]:
    found: dict[str, Any] = {"nom": commune.nom}
    if commune.mairie:
        found["mairie"] = _point(commune.mairie)
        near = halls.nearest(commune.mairie, AROUND, lambda other: other.code_insee != commune.code_insee)
        found["autour"] = [[one.chose.nom, *_point(one.chose.mairie)] for one in near if one.chose.mairie]
    contour = commune_contours(commune.departement).get(commune.code_insee)
    if contour:
        found["limite"] = [list(_steps(ring)) for polygon in contour["coordinates"] for ring in polygon]
    return found


def _steps(ring: Iterable[tuple[float, float]]) -> Iterator[int]:
    points = [(round(latitude * GRID), round(longitude * GRID)) for longitude, latitude in ring]
    yield from points[0]
    for before, after in pairwise(points):
        if after != before:
            yield from (after[0] - before[0], after[1] - before[1])


def _point(position: Position) -> list[int]:
    return [round(position.latitude * GRID), round(position.longitude * GRID)]
