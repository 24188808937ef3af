"""How indicators count the open venues of the directory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from maillage.coverage.distances import Floats
from maillage.coverage.mesh import Mesh
from maillage.coverage.registry import Column

OPEN: Final = "lieux ouverts du territoire"


def open_lieux(mesh: Mesh, wanted: Iterable[bool]) -> Floats:
    """Return how many of the wanted open venues each area has; a venue with stops counts once in each area."""
    return mesh.areas.hidden(mesh.count_lieux(list(wanted)))


def share(mesh: Mesh, wanted: Iterable[bool], detail: str = "") -> Column:
    """Return the wanted open venues of each area, over all its open venues."""
    found = open_lieux(mesh, wanted)
    return Column(valeur=found, numerateur=found, denominateur=mesh.areas.hidden(mesh.open_lieux), detail=detail)
