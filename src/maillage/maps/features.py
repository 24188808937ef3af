"""What is drawn on a map, as GeoJSON that can stand inside a script."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.model import Position

Bounds = tuple[float, float, float, float]
"""South, west, north, east."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """How large a map is and what its names take, in one unit: the frame, a line, a letter."""

    width: int
    height: int
    line: float
    letter: float


SCREEN = Lettering(700, 360, 18, 7)
"""The frame of a map at its usual size, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A venue or a stop on the map: `url` is relative to the map's own page, `lignes` follow the name."""

    nom: str
    position: Position
    precision: str
    url: str
    lignes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A name written on the map."""

    nom: str
    position: Position


def feature(geometry: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a GeoJSON feature; a feature given as the geometry keeps its geometry alone."""
    return {"type": "Feature", "properties": properties, "geometry": geometry.get("geometry", geometry)}


def at(position: Position, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a point as a GeoJSON feature."""
    return feature({"type": "Point", "coordinates": [position.longitude, position.latitude]}, properties)


def collection(features: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return features as one GeoJSON value."""
    return {"type": "FeatureCollection", "features": list(features)}


def names_of(names: Sequence[PlaceName]) -> dict[str, Any]:
    """Return the names written on a map."""
    return collection(at(name.position, {"nom": name.nom}) for name in names)


def apart(names: Sequence[PlaceName], box: Bounds, on: Lettering = SCREEN) -> list[PlaceName]:
    """Return the names that do not cover one another when the map opens; the first ones go first."""
    south, west, north, east = box
    shorter = narrowing((south + north) / 2)
    # Pixels in a degree of latitude, once the whole territory is in the frame.
    scale = min(on.width / max((east - west) * shorter, 0.01), on.height / max(north - south, 0.01))
    kept: list[PlaceName] = []
    for name in names:
        here = name.position
        if all(
            abs(here.latitude - other.position.latitude) * scale > on.line
            or abs(here.longitude - other.position.longitude) * shorter * scale
            > (len(name.nom) + len(other.nom)) / 2 * on.letter
            for other in kept
        ):
            kept.append(name)
    return kept


def narrowing(latitude: float) -> float:
    """Return how much shorter a degree of longitude is than one of latitude."""
    return max(math.cos(math.radians(latitude)), 0.01)


def bounds(geometries: Iterable[Mapping[str, Any]]) -> Bounds:
    """Return the box that holds some geometries, or features; there is at least one."""
    souths, wests, norths, easts = [], [], [], []
    for geometry in geometries:
        for line in lines(geometry.get("geometry", geometry)):
            longitudes, latitudes = zip(*line, strict=True)
            souths.append(min(latitudes))
            wests.append(min(longitudes))
            norths.append(max(latitudes))
            easts.append(max(longitudes))
    return min(souths), min(wests), max(norths), max(easts)


def lines(geometry: Mapping[str, Any]) -> Iterator[Sequence[tuple[float, float]]]:
    """Yield the rings of the polygons of a geometry, or its lines."""
    found = geometry["coordinates"]
    match geometry["type"]:
        case "LineString":
            yield found
        case "MultiLineString" | "Polygon":
            yield from found
        case "MultiPolygon":
            for polygon in found:
                yield from polygon


def in_script(value: Any) -> str:
    """Return JSON that can stand in a script: nothing in it can close the script or open a tag."""
    text = json.dumps(value, ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
