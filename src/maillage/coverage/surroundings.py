"""Places by their distance from each of many towns: the nearest of all towns at once, the others as they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from maillage.coverage.distances import Floats, nearest_of, separations, unit_vectors
from maillage.model import Position

# Spots sorted for all towns at once. Whoever leaves many of them out asks for the others, a town at a time.
_AT_FIRST: Final = 32


class Surroundings:
    """The ranks of places around each town."""

    def __init__(self, towns: Sequence[Position], places: Sequence[Position]) -> None:
        # Venues of a village share its town hall: each spot is looked at once.
        held: dict[Position, list[int]] = {}
        for rank, position in enumerate(places):
            held.setdefault(position, []).append(rank)
        self._held = list(held.values())
        self._towns, self._spots = _on_sphere(towns), _on_sphere(held)
        spots = nearest_of(self._towns, self._spots, _AT_FIRST)
        kilometres = separations(self._towns[:, None, :], self._spots[spots])
        order = np.argsort(kilometres, axis=1, kind="stable")
        self._nearest = np.take_along_axis(spots, order, axis=1)
        self._kilometres = np.take_along_axis(kilometres, order, axis=1)

    def of(self, town: int) -> Iterator[tuple[int, float]]:
        """Yield ranks of places and their distances in kilometres from a town, given by its own rank.

        The nearest come first, those of one spot in the order of places.
        """
        nearest = self._nearest[town].tolist()
        yield from self._places(nearest, self._kilometres[town])
        kilometres = separations(self._towns[town], self._spots)
        kilometres[nearest] = np.inf
        order = np.argsort(kilometres, kind="stable")[: len(kilometres) - len(nearest)]
        yield from self._places(order.tolist(), kilometres[order])

    def _places(self, spots: Iterable[int], kilometres: Floats) -> Iterator[tuple[int, float]]:
        for spot, km in zip(spots, kilometres.tolist(), strict=True):
            for rank in self._held[spot]:
                yield rank, km


def _on_sphere(positions: Iterable[Position]) -> Floats:
    degrees = [(position.latitude, position.longitude) for position in positions]
    return unit_vectors(np.array(degrees, dtype=np.float64).reshape(-1, 2))
