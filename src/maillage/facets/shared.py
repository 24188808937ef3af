"""Values written once and pointed at: two venues with the same conditions share one line of the file."""

from __future__ import annotations

import json
from typing import Any


class Shared:
    """A list without repetition, in the order of first use."""

    def __init__(self, *first: Any) -> None:
        self.values: list[Any] = []
        self._ranks: dict[str, int] = {}
        for value in first:
            self.rank(value)

    def rank(self, value: Any) -> int:
        """Return the place of a JSON value in the list, where it is added if it is new."""
        key = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        rank = self._ranks.get(key)
        if rank is None:
            rank = self._ranks[key] = len(self.values)
            self.values.append(value)
        return rank
