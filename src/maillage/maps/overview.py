"""The overview map of a territory: its contour, its venues, its largest communes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from maillage.maps.features import PlaceName, Point, apart, at, bounds, collection, feature, names_of
from maillage.maps.frame import fill
from maillage.maps.frames import overview_frame
from maillage.model import FondDeCarte


def overview(
    title: str,
    contour: Mapping[str, Any],
    points: Iterable[Point],
    names: Sequence[PlaceName],
    tiles: FondDeCarte | None,
) -> bytes:
    """Return the HTML page of one map, to publish one level below the root; the same input gives the same bytes."""
    box = bounds([contour])
    layers = {
        "CONTOUR": feature(contour, {}),
        "COMMUNES": names_of(apart(names, box)),
        "LIEUX": collection(
            at(
                point.position,
                {"nom": point.nom, "url": point.url, "lignes": list(point.lignes), "precision": point.precision},
            )
            for point in points
        ),
    }
    return fill(overview_frame(tiles), title, box, layers)
