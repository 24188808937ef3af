"""How contours are packed: integers on a grid, as differences, in byte planes that a general compressor likes.

The contours of 34,900 communes are 1.07 million points. On a grid of 0.0005° they take 1.6 MB here; the same
as GeoJSON takes six times that. `scripts/update-territories` writes what the package reads, so both ends of the
format live in this one module.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, pairwise

Ring = list[tuple[int, int]]
Shape = list[list[Ring]]
"""A multipolygon on the grid: parts, each an outer ring then its holes; rings are open (no repeated point)."""

_WIDTH = 4


def pack(values: Sequence[int]) -> bytes:
    """Return the integers (differences within 31 bits) as a count, then the four byte planes of their differences.

    Differences are folded (0, -1, 1, -2… become 0, 1, 2, 3…), so that small steps of both signs fill only the
    first plane and the other three are almost free once compressed.
    """
    steps = [after - before for before, after in pairwise(chain([0], values))]
    folded = struct.pack(f"<{len(steps)}I", *((step << 1) ^ (step >> 31) for step in steps))
    return struct.pack("<I", len(steps)) + b"".join(folded[plane::_WIDTH] for plane in range(_WIDTH))


def unpack(data: bytes) -> list[list[int]]:
    """Return the integers of each `pack` that was joined in `data`; raises `struct.error` on a damaged file."""
    columns = []
    start = 0
    while start < len(data):
        (count,) = struct.unpack_from("<I", data, start)
        start += _WIDTH
        folded = bytearray(_WIDTH * count)
        for plane in range(_WIDTH):
            folded[plane::_WIDTH] = data[start : start + count]
            start += count
        steps = struct.unpack(f"<{count}I", folded)
        columns.append(list(accumulate((step >> 1) ^ -(step & 1) for step in steps)))
    return columns


def pack_shapes(shapes: Iterable[Shape]) -> bytes:
    """Return shapes as five columns: parts per shape, rings per part, points per ring, abscissas, ordinates."""
    shapes = list(shapes)
    parts = [part for shape in shapes for part in shape]
    rings = [ring for part in parts for ring in part]
    points = [point for ring in rings for point in ring]
    columns = (
        [len(shape) for shape in shapes],
        [len(part) for part in parts],
        [len(ring) for ring in rings],
        [x for x, _ in points],
        [y for _, y in points],
    )
    return b"".join(pack(column) for column in columns)
