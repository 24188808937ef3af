"""The classes of the coverage maps: the more ink, the wider the tear; hatching says that one does not know."""

from __future__ import annotations

from typing import Final

from maillage.coverage import Area, Figure, Town
from maillage.maps import Shade
from maillage.pages import words
from maillage.pages.couverture.subject import Subject
from maillage.pages.couverture.wording import bounds
from maillage.pages.words import NBSP

_PALE, _LIGHT, _MIDDLE, _STRONG, _DARK = "#eaf1f8", "#bdd3e8", "#86abd0", "#41749f", "#123f6d"
_INK, _PAPER = "#1c2430", "#ffffff"

_BOUNDS: Final = (0.9, 0.75, 0.5, 0.25, 0.0)
"""The least share of people of each class of EPCI, from the palest."""

DOUBT: Final = 0.25
"""From that share of people on, what is not said changes the picture: the class is hatched."""

UNLOOKED: Final = Shade(code="non-recense", libelle="Non recensé", fond=_PAPER, motif="points", encre="#545b66")


class CommuneScale:
    """The four classes of a commune, by what is declared near its town hall, and one for where nobody has looked."""

    def __init__(self, subject: Subject, near: float, far: float) -> None:
        self._near, self._far = near, far
        self.near = Shade(code="proche", libelle=f"À {words.kilometres(near)} ou moins", fond=_PALE)
        self.far = Shade(code="loin", libelle=f"De {words.kilometres(near)} à {words.kilometres(far)}", fond=_LIGHT)
        self.maybe = Shade(
            code="peut-etre",
            libelle=f"Rien de déclaré à {words.kilometres(far)}, mais un lieu qui ne dit pas ce qu’il fait",
            fond=_PAPER,
            motif="hachures",
            encre=_INK,
        )
        self.beyond = Shade(code="au-dela", libelle=f"Rien à {words.kilometres(far)} ou moins", fond=_DARK)
        known = (
            (self.near, self.far, self.beyond)
            if subject.question.genre == "lieu"
            else (
                self.near,
                self.far,
                self.maybe,
                self.beyond,
            )
        )
        self.shades: tuple[Shade, ...] = (*known, UNLOOKED)

    def of(self, town: Town) -> Shade:
        """Return the class of a commune."""
        if not town.recense:
            return UNLOOKED
        if town.km is not None and town.km <= self._far:
            return self.near if town.km <= self._near else self.far
        return self.maybe if town.km_au_mieux is not None and town.km_au_mieux <= self._far else self.beyond


class EpciScale:
    """The classes of an EPCI, by the share of its people within the far distance; hatched where much is unknown."""

    def __init__(self) -> None:
        self._sure = tuple(_level(rank, sure=True) for rank in range(len(_BOUNDS)))
        self._unsure = tuple(_level(rank, sure=False) for rank in range(len(_BOUNDS)))
        self.shades: tuple[Shade, ...] = (*self._sure, *self._unsure, UNLOOKED)

    def of(self, area: Area, within: Figure) -> Shade:
        """Return the class of an EPCI from its people within the far distance."""
        least, most = bounds(within)
        if not area.recense or least is None or not within.denominateur:
            return UNLOOKED
        rank = next(rank for rank, bound in enumerate(_BOUNDS) if least / within.denominateur >= bound)
        sure = ((most or least) - least) / within.denominateur < DOUBT
        return (self._sure if sure else self._unsure)[rank]


def _level(rank: int, *, sure: bool) -> Shade:
    fond = (_PALE, _LIGHT, _MIDDLE, _STRONG, _DARK)[rank]
    dark = rank >= 3
    names = (
        f"90{NBSP}% et plus",
        f"75 à 90{NBSP}%",
        f"50 à 75{NBSP}%",
        f"25 à 50{NBSP}%",
        f"moins de 25{NBSP}%",
    )
    return Shade(
        code=f"niveau-{rank}" if sure else f"niveau-{rank}-incertain",
        libelle=names[rank] if sure else f"{names[rank]} de façon déclarée, le reste est surtout inconnu",
        fond=fond,
        motif="" if sure else "hachures",
        encre="" if sure else _PAPER if dark else _INK,
    )
