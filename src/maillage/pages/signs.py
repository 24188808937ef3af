"""The few signs and short words of what is printed small; a sign always has its words in the same document."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from maillage.pages.context import Context

UNKNOWN: Final = "?"

_SIGNS: Final = {"sans-rdv": "●", "sur-rdv": "○", "sur-inscription": "△", "sur-orientation": "□"}
_SHORT: Final = {"acces": "accès libre au matériel", "demarches": "aide aux démarches"}


def access(context: Context) -> Mapping[str, tuple[str, str]]:
    """Return the sign and the words of each access mode, by its code; those of the unknown one have an empty code."""
    codes = context.catalogue.nomenclature.acces
    known = {code: (_SIGNS.get(code, ""), context.label_within("acces", code)) for code in codes}
    return known | {"": (UNKNOWN, "entrée non renseignée")}


def of_access(codes: Collection[str]) -> str:
    """Return the signs of some access modes, that of the unknown for none."""
    return "".join(_SIGNS.get(code, "") for code in codes) if codes else UNKNOWN


def dimensions(context: Context) -> Mapping[str, str]:
    """Return the name of each dimension as it is written in a cell, by its code."""
    codes = context.catalogue.nomenclature.dimensions
    return {code: _SHORT.get(code) or context.label_within("dimensions", code) for code in codes}
