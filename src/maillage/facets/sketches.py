"""What a sketch map is drawn with, commune by commune: the border, the town hall, and the town halls around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from maillage.facets.communes import GRID
from maillage.model import Commune, Position
from maillage.territory import Grid, commune_contours

AROUND: Final = 12
"""How many town halls around are given for each commune: enough to find one's bearings on a sketch."""


def town_halls(known: Iterable[Commune]) -> Grid[Commune]:
    """Return the communes that may be named around another, where their town halls are."""
    return Grid((commune.mairie, commune) for commune in known if commune.mairie)


def sketches_data(departement: str, wanted: Iterable[Commune], halls: Grid[Commune]) -> dict[str, Any]:
    """Return what a sketch of each wanted commune of a département shows, by INSEE code.

    `mairie` and the town halls `autour` (name, latitude, longitude, nearest first) are in steps of `GRID`. `contour`
    has one list per ring, latitude and longitude in turn. What is not known is left out.
    """
    contours = commune_contours(departement)
    return {
        "communes": {
            commune.code_insee: _sketch(commune, contours.get(commune.code_insee), halls)
            for commune in sorted(wanted, key=lambda one: one.code_insee)
        }
    }


def _sketch(commune: Commune, contour: Mapping[str, Any] | None, halls: Grid[Commune]) -> dict[str, Any]:
    found: dict[str, Any] = {"nom": commune.nom}
    if contour:
        found["contour"] = [_ring(ring) for polygon in contour["coordinates"] for ring in polygon]
    if commune.mairie:
        found["mairie"] = _point(commune.mairie)
        near = halls.nearest(commune.mairie, AROUND, lambda other: other.code_insee != commune.code_insee)
        found["autour"] = [[one.chose.nom, *_point(one.chose.mairie)] for one in near if one.chose.mairie]
    return found


def _point(position: Position) -> list[int]:
    return [round(position.latitude * GRID), round(position.longitude * GRID)]


def _ring(ring: Sequence[Sequence[float]]) -> list[int]:
    return [round(value * GRID) for longitude, latitude in ring for value in (latitude, longitude)]
