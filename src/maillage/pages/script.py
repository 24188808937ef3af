"""Values inside `<script>` elements that hold data: nothing in them can close the element."""

from __future__ import annotations

import json
from typing import Any

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})

_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))


def data(value: Any) -> str:
    """Return a value as JSON in ASCII, without `<`, `>` or `&`: `</script>` and `<!--` cannot appear."""
    return _ENCODER.encode(value).translate(_ESCAPES)
