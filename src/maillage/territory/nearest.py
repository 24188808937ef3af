"""The nearest places from a point, across every border, quickly enough for each commune of the country."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import asin, cos, floor, radians, sin, sqrt
from typing import Generic, TypeVar

from maillage.model import Position
from maillage.territory.reference import EARTH_RADIUS_KM

T = TypeVar("T")

_CELL_DEGREES = 0.1
_KM_PER_DEGREE = 111.0
_FARTHEST_RING = 60


@dataclass(frozen=True, slots=True)
class Near(Generic[T]):
    """A thing and its distance as the crow flies, in kilometres."""

    chose: T
    km: float


# A point of the unit sphere, the rank in which it was given, and the thing that is there.
_Placed = tuple[float, float, float, int, T]


class Grid(Generic[T]):
    """Things at positions, in square cells of a tenth of a degree.

    Candidates are compared by their squared chord, a few multiplications away from one another; the great-circle
    distance follows from it, and orders them in the same way.
    """

    def __init__(self, things: Iterable[tuple[Position, T]]) -> None:
        self._cells: dict[tuple[int, int], list[_Placed[T]]] = {}
        self._count = 0
        for position, thing in things:
            placed = (*_on_sphere(position), self._count, thing)
            self._cells.setdefault(_cell(position), []).append(placed)
            self._count += 1

    def nearest(self, origin: Position, wanted: int, keep: Callable[[T], bool]) -> list[Near[T]]:
        """Return the `wanted` nearest things that `keep` accepts, nearest first, equal distances in their given order.

        Rings of cells are read outwards until no unread cell can hold anything nearer. Nothing is found beyond
        sixty rings (about 400 km).
        """
        row, column = _cell(origin)
        # A cell is narrower than high: its width bounds what an unread ring may hold.
        cell_km = _CELL_DEGREES * _KM_PER_DEGREE * max(0.2, cos(radians(abs(origin.latitude) + 1)))
        x, y, z = _on_sphere(origin)
        read = 0
        found: list[tuple[float, int, T]] = []
        for ring in range(_FARTHEST_RING):
            for cell in _ring(row, column, ring):
                placed_here = self._cells.get(cell)
                if placed_here:
                    read += len(placed_here)
                    found += [
                        ((u - x) * (u - x) + (v - y) * (v - y) + (w - z) * (w - z), rank, thing)
                        for u, v, w, rank, thing in placed_here
                        if keep(thing)
                    ]
            if read == self._count:
                break
            if len(found) >= wanted:
                # The rank ends every comparison: two things are never compared.
                found.sort()
                del found[wanted:]
                if found[-1][0] <= _squared_chord(ring * cell_km):
                    break
        found.sort()
        return [Near(thing, _km(squared)) for squared, _, thing in found[:wanted]]


def _on_sphere(position: Position) -> tuple[float, float, float]:
    latitude, longitude = radians(position.latitude), radians(position.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def _squared_chord(km: float) -> float:
    return (2 * sin(km / EARTH_RADIUS_KM / 2)) ** 2


def _km(squared_chord: float) -> float:
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(squared_chord) / 2))


def _cell(position: Position) -> tuple[int, int]:
    return floor(position.latitude / _CELL_DEGREES), floor(position.longitude / _CELL_DEGREES)


def _ring(row: int, column: int, ring: int) -> Iterable[tuple[int, int]]:
    if ring == 0:
        return [(row, column)]
    span = range(-ring, ring + 1)
    edges = [(row - ring, column + i) for i in span] + [(row + ring, column + i) for i in span]
    return edges + [(row + i, column + side) for i in span[1:-1] for side in (-ring, ring)]
