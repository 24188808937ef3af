"""How an indicator is written: a small function whose French docstring is the definition that people read."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from maillage.coverage.answer import Answer
from maillage.coverage.distances import Floats
from maillage.coverage.mesh import Mesh
from maillage.coverage.world import World

Family = Literal["presence", "ouverture", "demi-journees", "ensemble", "communes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One figure for every area of a report, in the order of its areas; NaN is "not applicable".

    `au_moins` and `au_plus` bound the value: as declared, and if every unknown were a yes. `detail` tells apart the
    figures that one indicator gives (a half-day, a fact); `seuil_km` is the distance that the figure depends on.
    """

    valeur: Floats
    numerateur: Floats | None = None
    denominateur: Floats | None = None
    au_moins: Floats | None = None
    au_plus: Floats | None = None
    seuil_km: float | None = None
    detail: str = ""


Measure = Callable[[Mesh, Answer], Iterable[Column]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator, and what the method page says of it.

    `famille` says what it is worked out for: every question (`presence`), the widest ones (`ouverture`,
    `demi-journees`), once for the whole directory (`ensemble`), or commune by commune (`communes`: its columns follow
    the communes of the territory, not the areas).
    """

    nom: str
    libelle: str
    famille: Family
    unite: str
    numerateur: str
    denominateur: str
    source: str
    measure: Measure

    @property
    def definition(self) -> str:
        """The definition in French, on one line."""
        return " ".join((inspect.getdoc(self.measure) or "").split())


DIRECTORY = "Fiches de l’annuaire"
PEOPLE = "Fiches de l’annuaire ; populations municipales (INSEE) ; positions des mairies (IGN)"


def indicator(
    nom: str,
    libelle: str,
    *,
    famille: Family,
    unite: str,
    numerateur: str = "",
    denominateur: str = "",
    source: str = DIRECTORY,
) -> Callable[[Measure], Indicator]:
    """Return a decorator that makes an indicator of a function."""

    def declare(measure: Measure) -> Indicator:
        return Indicator(
            nom=nom,
            libelle=libelle,
            famille=famille,
            unite=unite,
            numerateur=numerateur,
            denominateur=denominateur,
            source=source,
            measure=measure,
        )

    return declare


def vintage(world: World, source: str) -> str:
    """Return the vintage of the figures of a source: the day of the directory, then the years of the people."""
    day = world.today.isoformat()
    if source != PEOPLE:
        return day
    years = [one.annee for one in world.territory.millesimes if "opulation" in one.nom]
    return f"{day} ; population {years[0]}" if years else day
