"""Great-circle distances from many towns to the nearest of many places, exact, without comparing all to all.

The haversine of an angle is the square of half the chord between two points of the unit sphere: comparing chords
compares distances, and costs three products. Towns are cut once into compact blocks; for each block only the places
that can be nearest to one of its towns are looked at.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from maillage.territory import EARTH_RADIUS_KM

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

NOWHERE: Final = -1
"""The rank of the nearest place where there is none; its distance is infinite."""

# Towns in a block, and how wide it may be as a chord: about 130 and 640 km.
_SMALL: Final = (96, 0.02)
_LARGE: Final = (1024, 0.1)
_AROUND: Final = 64
_FIRST: Final = 8
_RARE: Final = 0.1
_16_BITS: Final = 1 << 16
# How many places are held against all towns at a time.
_AT_ONCE: Final = 1024
# Wider than what rounding can add to a chord, and far below a millimetre.
_SLACK: Final = 1e-10


def unit_vectors(degrees: Floats) -> Floats:
    """Return the points of the unit sphere, shape (n, 3), of latitudes and longitudes in degrees, shape (n, 2)."""
    latitude, longitude = np.radians(degrees.reshape(-1, 2)).T
    across = np.cos(latitude)
    return np.column_stack((across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)))


def kilometres(chords: Floats) -> Floats:
    """Return the great-circle distances of chords of the unit sphere, on a sphere of 6371.0088 km."""
    half = np.minimum(chords / 2, 1.0)
    result: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(half)
    return result


def separations(here: Floats, there: Floats) -> Floats:
    """Return the distances in kilometres from points to points, unit vectors whose shapes (…, 3) agree."""
    gap = here - there
    return kilometres(np.sqrt(np.einsum("...i,...i->...", gap, gap)))


def chord(kilometre: float) -> float:
    """Return the chord of the unit sphere for a distance in kilometres."""
    return float(2 * np.sin(kilometre / EARTH_RADIUS_KM / 2))


def nearest_of(towns: Floats, places: Floats, count: int) -> Ints:
    """Return the ranks of the nearest places to every town, the nearest first, as many as there are up to `count`.

    Towns and places are unit vectors, shape (n, 3); the ranks have shape (towns, places).
    """
    found = np.zeros((len(towns), min(count, len(places))), dtype=np.intp)
    for ranks in _cut(towns, _SMALL) if found.size else ():
        found[ranks] = _Block(towns, ranks, places).first(found.shape[1])
    return found


class Nearest:
    """Finds the nearest of some places for every town; both are given once as unit vectors, shape (n, 3)."""

    def __init__(self, towns: Floats, places: Floats) -> None:
        self.towns, self.places = towns, places
        self._around = _Around(towns, places)
        self._blocks = [_Block(towns, ranks, places) for ranks in _cut(towns, _LARGE)] if len(places) else []

    def among(self, chosen: Bools) -> tuple[Floats, Ints]:
        """Return, for every town, the distance in kilometres and the rank of the nearest chosen place.

        Where no place is chosen, distances are infinite and ranks `NOWHERE`. Of two places at the same distance, any.
        """
        selected = np.flatnonzero(chosen)
        if not len(selected) or not len(self.towns):
            return np.full(len(self.towns), np.inf), np.full(len(self.towns), NOWHERE, dtype=np.intp)
        rare = len(selected) < _RARE * len(chosen)
        ranks = self._around.from_places(selected) if rare else self._around.from_towns(chosen)
        missing = ranks == NOWHERE
        for block in self._blocks if missing.any() else ():
            wanted = missing[block.ranks]
            if wanted.any():
                ranks[block.ranks[wanted]] = block.nearest(selected, wanted)
        return separations(self.towns, self.places.take(ranks, axis=0)), ranks


class _Around:
    """The few places around each town, the nearest first: one of them answers most questions."""

    def __init__(self, towns: Floats, places: Floats) -> None:
        # Ranks of half a word: there are millions of them.
        self._near = nearest_of(towns, places, _AROUND).astype(np.int32)
        depth = self._near.shape[1]
        self._first, self._next = (np.ascontiguousarray(part) for part in np.split(self._near, [_FIRST], axis=1))
        # The same, by place: the towns that it is near to, and the how-manieth nearest of each it is.
        flat = self._near.ravel()
        # Whole numbers of 16 bits sort in two passes.
        order = np.argsort(flat.astype(np.uint16) if len(places) <= _16_BITS else flat, kind="stable")
        town, steps = np.divmod(order, max(depth, 1))
        self._town = town.astype(np.int32)
        self._step = steps.astype(np.uint8)
        self._starts = np.concatenate(([0], np.cumsum(np.bincount(flat, minlength=len(places)))))

    def from_towns(self, chosen: Bools) -> Ints:
        """Return the nearest chosen place of each town, `NOWHERE` where it is none of the few: fast for many places."""
        ranks = np.full(len(self._near), NOWHERE, dtype=np.intp)
        left = np.arange(len(ranks))
        for near in (self._first, self._next):
            width = near.shape[1]
            if width and len(left):
                places = near.take(left, axis=0)
                hits = chosen.take(places)
                at = hits.argmax(axis=1) + np.arange(len(left)) * width
                found = hits.take(at)
                ranks[left[found]] = places.take(at[found])
                left = left[~found]
        return ranks

    def from_places(self, selected: Ints) -> Ints:
        """Return the same from the ranks of the chosen places: fast for few of them."""
        starts = self._starts[selected]
        counts = self._starts[selected + 1] - starts
        # The entries of the chosen places, one run after the other.
        before = np.cumsum(counts) - counts
        entries = np.arange(int(counts.sum())) + np.repeat(starts - before, counts)
        steps = np.full(len(self._near), self._near.shape[1], dtype=np.uint8)
        np.minimum.at(steps, self._town[entries], self._step[entries])
        found = np.flatnonzero(steps < self._near.shape[1])
        ranks = np.full(len(self._near), NOWHERE, dtype=np.intp)
        ranks[found] = self._near[found, steps[found]]
        return ranks


class _Block:
    """A few hundred towns that stand together, and how far every place is from their middle."""

    def __init__(self, towns: Floats, ranks: Ints, places: Floats) -> None:
        self.ranks = ranks
        centre = towns[ranks].mean(axis=0)
        self._offsets = towns[ranks] - centre
        radius = float(np.sqrt(np.einsum("ij,ij->i", self._offsets, self._offsets).max()))
        # A place further from the middle than the nearest one by more than the width is nearest to no town.
        self._span = 2 * radius + _SLACK
        self._offsets_of_places = places - centre
        squares = np.einsum("ij,ij->i", self._offsets_of_places, self._offsets_of_places)
        self._to_places, self._half_squares = np.sqrt(squares), squares / 2

    def nearest(self, selected: Ints, towns: Bools) -> Ints:
        """Return the rank of the nearest of some places for some of the towns of the block."""
        reach = self._to_places[selected]
        candidates = selected[reach <= reach.min() + self._span]
        best: Ints = candidates[self._closeness(candidates, self._offsets[towns]).argmax(axis=1)]
        return best

    def first(self, count: int) -> Ints:
        """Return the ranks of the nearest places for each town of the block, the nearest first."""
        if count == len(self._to_places):
            candidates = np.arange(count)
        else:
            reach = np.partition(self._to_places, count - 1)[count - 1]
            candidates = np.flatnonzero(self._to_places <= reach + self._span)
        closeness = self._closeness(candidates, self._offsets)
        if count < len(candidates):
            best = np.argpartition(closeness, len(candidates) - count, axis=1)[:, len(candidates) - count :]
        else:
            best = np.broadcast_to(np.arange(count), closeness.shape)
        order = np.argsort(-np.take_along_axis(closeness, best, axis=1), axis=1, kind="stable")
        return candidates[np.take_along_axis(best, order, axis=1)]

    def _closeness(self, candidates: Ints, offsets: Floats) -> Floats:
        """Return a·b − |b|²/2, the greatest for the nearest; taken from the middle so that nothing cancels out."""
        near = self._offsets_of_places[candidates]
        closeness: Floats = offsets @ near.T
        closeness -= self._half_squares[candidates]
        return closeness


def _cut(points: Floats, size: tuple[int, float]) -> list[Ints]:
    """Return the ranks of points in groups of at most so many, and nowhere wider than a chord.

    A group is halved by number, or across its middle while it is wide: islands an ocean apart never share a block.
    """
    most, widest = size
    waiting, done = [np.arange(len(points))], []
    while waiting:
        ranks = waiting.pop()
        if not len(ranks):
            continue
        inside = points[ranks]
        widths = np.ptp(inside, axis=0)
        side = int(np.argmax(widths))
        if widths[side] > widest:
            low = inside[:, side] <= inside[:, side].min() + widths[side] / 2
            waiting += [ranks[low], ranks[~low]]
        elif len(ranks) > most:
            order = np.argpartition(inside[:, side], len(ranks) // 2)
            waiting += [ranks[order[: len(ranks) // 2]], ranks[order[len(ranks) // 2 :]]]
        else:
            done.append(ranks)
    return done


def across_within(places: Floats, towns: Floats, kilometre: float) -> tuple[Ints, Ints]:
    """Return the pairs of a place and a town at most so far apart, sorted by place; two arrays of ranks.

    Only the towns of about the same latitude are looked at: the height of two near points differs little.
    """
    order = np.argsort(towns[:, 2], kind="stable")
    heights, reach = towns[order, 2], chord(kilometre) + _SLACK
    owners: list[Ints] = [np.zeros(0, dtype=np.intp)]
    columns: list[Ints] = [np.zeros(0, dtype=np.intp)]
    for start in range(0, len(places), _AT_ONCE):
        some = places[start : start + _AT_ONCE]
        first = np.searchsorted(heights, some[:, 2] - reach)
        counts = np.searchsorted(heights, some[:, 2] + reach, side="right") - first
        owner = np.repeat(np.arange(len(some)), counts)
        column = order[np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)]
        near = separations(some.take(owner, axis=0), towns.take(column, axis=0)) <= kilometre
        owners.append(owner[near] + start)
        columns.append(column[near])
    return np.concatenate(owners), np.concatenate(columns)
