"""The few signs and short words of what is printed small; a sign always has its words in the same document."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from maillage.pages.context import Context

UNKNOWN: Final = "?"
_UNKNOWN_WORDS: Final = "entrée non renseignée"

_SIGNS: Final = {"sans-rdv": "●", "sur-rdv": "○", "sur-inscription": "△", "sur-orientation": "□"}
_SHORT: Final = {"acces": "accès libre au matériel", "demarches": "aide aux démarches"}


def access(context: Context) -> Mapping[str, tuple[str, str]]:
    """Return the sign and the words of each access mode, by its code; those of the unknown one have an empty code."""
    codes = context.catalogue.nomenclature.acces
    known = {code: (_SIGNS.get(code, ""), context.label_within("acces", code)) for code in codes}
    return known | {"": (UNKNOWN, _UNKNOWN_WORDS)}


def of_access(context: Context, codes: Collection[str]) -> tuple[str, str]:
    """Return the signs of some access modes and their words, those of the unknown for none."""
    if not codes:
        return UNKNOWN, _UNKNOWN_WORDS
    return "".join(_SIGNS.get(code, "") for code in codes), context.sentence("acces", codes) or _UNKNOWN_WORDS


def dimensions(context: Context) -> Mapping[str, str]:
    """Return the name of each dimension as it is written in a cell, by its code."""
    codes = context.catalogue.nomenclature.dimensions
    return {code: _SHORT.get(code) or context.label_within("dimensions", code) for code in codes}
