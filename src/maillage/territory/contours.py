"""Where things lie: contours of communes, EPCI and départements, read when they are first asked for.

Contours are those of the packaged reference. They cover the hexagone, Corsica and the five overseas départements;
for the other overseas collectivities, and for communes restored since the contours were drawn, the answer is None.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import shapely
from shapely.affinity import scale
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from maillage.model import Position
from maillage.territory.encoding import unpack
from maillage.territory.reference import COMMUNE_GRID, CONTOUR_GRID, EARTH_RADIUS_KM, load, member

_KM_PER_DEGREE = math.radians(EARTH_RADIUS_KM)


def epci_contours() -> Mapping[str, Mapping[str, Any]]:
    """Return the GeoJSON geometry of each EPCI, by SIREN; neighbours share the very same border.

    Simplified for maps of a département or a region (tolerance 0.004°, about 400 m), coordinates to 0.0001°.
    """
    return _Geometries("epci")


def epci_box(siren: str) -> tuple[float, float, float, float] | None:
    """Return the south, west, north and east of an EPCI in degrees, None where its contour is not known."""
    contour = _contours("epci").get(siren)
    if contour is None:
        return None
    west, south, east, north = contour.bounds
    return south, west, north, east


def departement_contours() -> Mapping[str, Mapping[str, Any]]:
    """Return the GeoJSON geometry of each département, by code, as precise as those of the EPCI."""
    return _Geometries("departements")


def commune_contours(departement: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the GeoJSON geometry of the communes of a département, by INSEE code, true to about 300 m."""
    return _Geometries(f"communes/{departement}")


class Reach:
    """All that lies at most so far from one of some positions, to draw its limit on maps."""

    def __init__(self, positions: Iterable[Position], kilometres: float) -> None:
        radius = kilometres / _KM_PER_DEGREE
        self._discs = [shapely.Polygon(_disc(position, radius)) for position in dict.fromkeys(positions)]
        self._tree = shapely.STRtree(self._discs)

    def limit(self, south: float, west: float, north: float, east: float) -> Mapping[str, Any] | None:
        """Return the GeoJSON lines of its limit in a box, None where there is none.

        Only what reaches into the box has a say: a position far from it does not change the lines, not even where they
        are said to begin.
        """
        near = sorted(self._tree.query(shapely.box(west, south, east, north)).tolist())
        # Nothing at all has no limit, and shapely no boundary for it.
        limit = shapely.union_all([self._discs[rank] for rank in near]).boundary or shapely.LineString()
        found = shapely.clip_by_rect(limit, west, south, east, north)
        return None if found.is_empty else mapping(found)


def _disc(position: Position, radius: float) -> list[tuple[float, float]]:
    across = radius / _narrowing(position)
    return [(position.longitude + x * across, position.latitude + y * radius) for x, y in _CIRCLE]


def _narrowing(position: Position) -> float:
    """Return how much shorter a degree of longitude is there than one of latitude."""
    return max(math.cos(math.radians(position.latitude)), 0.01)


_CIRCLE = tuple((math.cos(math.radians(angle)), math.sin(math.radians(angle))) for angle in range(0, 360, 9))


class _Geometries(Mapping[str, Mapping[str, Any]]):
    """The contours of one level as GeoJSON, each written only when it is asked for: a site needs a few of them."""

    def __init__(self, level: str) -> None:
        self._shapes = _contours(level)

    def __getitem__(self, code: str) -> Mapping[str, Any]:
        return mapping(self._shapes[code])

    def __contains__(self, code: object) -> bool:
        return code in self._shapes

    def __iter__(self) -> Iterator[str]:
        return iter(self._shapes)

    def __len__(self) -> int:
        return len(self._shapes)


def neighbours(siren: str) -> tuple[str, ...]:
    """Return the SIREN of the EPCI that touch this one, sorted; none for an unknown EPCI."""
    contours = _contours("epci")
    if siren not in contours:
        return ()
    codes = tuple(contours)
    touching = _tree("epci").query(contours[siren], predicate="intersects")
    return tuple(sorted(codes[index] for index in touching if codes[index] != siren))


def is_in_commune(code_insee: str, position: Position, margin_km: float = 2.0) -> bool | None:
    """Return whether a position lies in a commune or at most `margin_km` from it; None where no contour is known.

    A former code, or that of an arrondissement of Paris, Lyon or Marseille, stands for its commune of today. The
    contours themselves are true to about 300 m.
    """
    territory = load()
    commune = territory.communes.get(territory.anciens_codes.get(code_insee, code_insee))
    if commune is None:
        return None
    contour = _contours(f"communes/{commune.departement}").get(commune.code_insee)
    return None if contour is None else _within(contour, position, margin_km)


def commune_at(position: Position) -> str | None:
    """Return the INSEE code of the commune that holds a position; None at sea and abroad."""
    point = _point(position)
    nearby = _tree("departements").query(point.buffer(_BORDER_SLACK))
    found = []
    for name in (f"communes/{tuple(_contours('departements'))[index]}" for index in nearby):
        codes = tuple(_contours(name))
        found += [codes[index] for index in _tree(name).query(point, predicate="intersects")]
    return min(found, default=None)


def in_france(position: Position, margin_km: float = 2.0) -> bool:
    """Return whether a position lies in a département, or at most `margin_km` from one."""
    contours = tuple(_contours("departements").values())
    margin = margin_km / _KM_PER_DEGREE / _narrowing(position)
    nearby = _tree("departements").query(_point(position).buffer(margin))
    return any(_within(contours[index], position, margin_km) for index in nearby)


_BORDER_SLACK = 0.02
"""Degrees: the contours of départements are simpler than those of communes, which may stand out a little."""


def _point(position: Position) -> shapely.Point:
    return shapely.Point(position.longitude, position.latitude)


def _within(contour: BaseGeometry, position: Position, margin_km: float) -> bool:
    """Return whether a position is in a contour or near it, on a plane that is true around the position."""
    point = _point(position)
    if contour.intersects(point):
        return True
    squeezed = scale(contour, xfact=math.cos(math.radians(position.latitude)), origin=point)
    return squeezed.distance(point) * _KM_PER_DEGREE <= margin_km


@cache
def _tree(name: str) -> shapely.STRtree:
    return shapely.STRtree(tuple(_contours(name).values()))


@cache
def _contours(name: str) -> dict[str, BaseGeometry]:
    """Return the multipolygons of one member of the archive by code; empty for a territory without contours."""
    try:
        codes = member(f"{name}.codes").decode().split()
    except KeyError:
        return {}
    grid = COMMUNE_GRID if name.startswith("communes/") else CONTOUR_GRID
    parts, rings, lengths, xs, ys = unpack(member(name))
    # Arrays of geometries, which the stubs of shapely cannot tell from single ones.
    lines: Any = shapely.linearrings([x / grid for x in xs], [y / grid for y in ys], indices=_owners(lengths))
    # The first ring of a part is its shell, the others its holes.
    polygons: Any = shapely.polygons(lines, indices=_owners(rings))
    shapes: Any = shapely.multipolygons(polygons, indices=_owners(parts))
    return dict(zip(codes, shapes, strict=True))


def _owners(counts: list[int]) -> list[int]:
    """Return, for each thing, the number of the group that holds it: [2, 1] → [0, 0, 1]."""
    return [owner for owner, count in enumerate(counts) for _ in range(count)]
