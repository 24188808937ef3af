"""What a sketch map is drawn with, commune by commune: the town hall, and those around; borders are with the maps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from maillage.facets.communes import GRID
from maillage.model import Commune, Position
from maillage.territory import Grid

AROUND: Final = 12
"""How many town halls around are given for each commune: enough to find one's bearings on a sketch."""


def town_halls(known: Iterable[Commune]) -> Grid[Commune]:
    """Return the communes that may be named around another, where their town halls are."""
    return Grid((commune.mairie, commune) for commune in known if commune.mairie)


def sketches_data(wanted: Iterable[Commune], halls: Grid[Commune]) -> dict[str, Any]:
    """Return what a sketch of each wanted commune shows, by INSEE code.

    `mairie` and the town halls `autour` (name, latitude, longitude, nearest first) are in steps of `GRID`. What is not
    known is left out.
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
    return found


def _point(position: Position) -> list[int]:
    return [round(position.latitude * GRID), round(position.longitude * GRID)]
