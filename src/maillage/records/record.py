"""One file that is well written, and where everything stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; both numbers count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Record:
    """What one file says: its path relative to the project, and texts, lists and maps only.

    `marks` holds the place of the key of a map's value and of each item of a list; `()` is the first key.
    """

    path: str
    data: dict[str, Any]
    marks: Mapping[Where, Mark] = field(default_factory=dict, repr=False, compare=False)

    def mark(self, where: Where) -> Mark:
        """Return the place of a value, or of the nearest thing above it when it is not in the file."""
        for length in range(len(where), -1, -1):
            found = self.marks.get(where[:length])
            if found:
                return found
        return Mark(1, 1)


def spelled(where: Where) -> str:
    """Return a path of keys as people read it: `services[2].acces`; items count from 0."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where)
    return text.removeprefix(".")
