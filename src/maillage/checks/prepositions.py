"""The name of a commune in a French sentence: "d’Angers", "du Rheu", "aux Ulis"."""

from __future__ import annotations

import unicodedata
from typing import Final

_ELIDED: Final = frozenset("aeiouy")


def of(name: str) -> str:
    """Return a name after "de". An initial h elides nothing: whether it may is known word by word."""
    article, _, rest = name.partition(" ")
    if article in ("Le", "Les"):
        return f"{'du' if article == 'Le' else 'des'} {rest}"
    return f"d’{name}" if unicodedata.normalize("NFKD", name)[:1].lower() in _ELIDED else f"de {name}"


def at(name: str) -> str:
    """Return a name after "à"."""
    article, _, rest = name.partition(" ")
    return f"{'au' if article == 'Le' else 'aux'} {rest}" if article in ("Le", "Les") else f"à {name}"
