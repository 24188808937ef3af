"""One file that is well written, and where everything stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from maillage.model import Problem

Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; both numbers count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Record:
    """What one file says: its path relative to the project, and texts, lists and maps only.

    `marks` holds the place of the key of a map's value and of each item of a list; `()` is the first key. `refused`
    holds the paths where something is written that the dialect does not take: what `data` has there means nothing.
    """

    path: str
    data: dict[str, Any]
    marks: Mapping[Where, Mark] = field(default_factory=dict, repr=False, compare=False)
    refused: frozenset[Where] = frozenset()

    def mark(self, where: Where) -> Mark:
        """Return the place of a value, or of the nearest thing above it when it is not in the file."""
        for length in range(len(where), -1, -1):
            found = self.marks.get(where[:length])
            if found:
                return found
        return Mark(1, 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gives: a record as far as it can be read, None where it cannot, and all that the dialect refuses.

    A record with problems is there for the sake of its other problems: it is never a venue to publish.
    """

    record: Record | None
    problems: tuple[Problem, ...]

    @property
    def outcome(self) -> Record | tuple[Problem, ...]:
        """The record of a file that is well written, all that is refused in any other."""
        return self.problems if self.problems or self.record is None else self.record


def spelled(where: Where) -> str:
    """Return a path of keys as people read it: `services[2].acces`; items count from 0."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where)
    return text.removeprefix(".")
