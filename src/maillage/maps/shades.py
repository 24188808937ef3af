"""How territories are told apart on a map: by ink first, then by colour, so that a photocopy says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Motif = Literal["", "hachures", "points"]

DECLARES: Final = "#9c3700"
"""The dot of a venue that declares what the map shows."""

SILENT: Final = "#ffffff"
"""The dot of a venue that does not."""

# What each pattern draws over its background, on a square of eight.
_PATTERNS: Final[dict[Motif, str]] = {
    "": "",
    "hachures": '<path d="M-2 10 10 -2M-2 2 2 -2M6 10 10 6" stroke="{encre}" stroke-width="1.6"/>',
    "points": '<circle cx="4" cy="4" r="1.1" fill="{encre}"/>',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """One class of a map: `fond` is its background, `encre` the colour of its pattern."""

    code: str
    libelle: str
    fond: str
    motif: Motif = ""
    encre: str = ""


def fill_of(shade: Shade) -> str:
    """Return what fills the territories of a class: a colour, or a pattern that the page defines."""
    return f"url(#mg-motif-{shade.code})" if shade.motif else shade.fond


def patterns(shades: Iterable[Shade]) -> str:
    """Return the definitions of the patterns of some classes, as SVG that takes no room."""
    defined = "".join(
        f'<pattern id="mg-motif-{shade.code}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{shade.fond}"/>{_PATTERNS[shade.motif].format(encre=shade.encre)}</pattern>'
        for shade in shades
        if shade.motif
    )
    return f'<svg class="mg-motifs" width="0" height="0" aria-hidden="true"><defs>{defined}</defs></svg>'
