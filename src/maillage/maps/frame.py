"""The page of a map, cut around what differs between two maps of a kind, and filled again for each."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from maillage.maps.features import Bounds, in_script

Frame = tuple[str, ...]
"""Text, name of a value, text, name, … text."""


def fill(frame: Frame, title: str, box: Bounds, layers: Mapping[str, Any]) -> bytes:
    """Return the page of one map: its title, where it looks, and the GeoJSON of its layers."""
    south, west, north, east = box
    values = {
        "TITRE": escape(title),
        "CENTRE": in_script([(south + north) / 2, (west + east) / 2]),
        "BORNES": in_script([[south, west], [north, east]]),
        **{name: in_script(value) for name, value in layers.items()},
    }
    return "".join(values[piece] if place % 2 else piece for place, piece in enumerate(frame)).encode()
