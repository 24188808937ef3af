"""All the figures of a site, area by area, and as rows of a table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from maillage import digests
from maillage.coverage.areas import Area, Niveau
from maillage.coverage.distances import Floats
from maillage.coverage.indicators import INDICATORS
from maillage.coverage.mesh import Mesh
from maillage.coverage.questions import ANY_VENUE, Question, opening, presence, widest
from maillage.coverage.registry import Column, Family, Indicator
from maillage.coverage.registry import vintage as vintage_of
from maillage.coverage.world import World

NOT_LOOKED_AT: Final = "non recensé"
"""What is read in the place of a figure where nobody has looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one area. None is "not applicable"; `recense` is False where nobody has looked: no value then.

    `detail` tells apart the figures of one indicator (a half-day, a fact, an age). `au_moins` and `au_plus` bound the
    value: with what is declared only, and if every unknown were a yes.
    """

    niveau: Niveau
    code: str
    nom: str
    indicateur: str
    question: Question | None
    detail: str
    seuil_km: float | None
    valeur: float | None
    unite: str
    numerateur: float | None
    denominateur: float | None
    au_moins: float | None
    au_plus: float | None
    millesime: str
    recense: bool


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator answered for one question, for every area; `question` is None for what asks nothing."""

    indicator: Indicator
    question: Question | None
    column: Column


class Report:
    """The figures of a world, worked out once. Areas are in the order of `areas`: hub, départements, EPCI."""

    def __init__(
        self, world: World, mesh: Mesh, series: tuple[Series, ...], of_communes: tuple[Series, ...] = ()
    ) -> None:
        self.world, self.mesh, self.series, self.of_communes = world, mesh, series, of_communes
        self._by_key: dict[tuple[str, Question | None, str, float | None], Series] = {
            (one.indicator.nom, one.question, one.column.detail, one.column.seuil_km): one for one in series
        }
        self._vintages: dict[str, str] = {}

    @property
    def areas(self) -> tuple[Area, ...]:
        """The hub, its départements, its EPCI."""
        return self.mesh.areas.all

    def figure(
        self,
        niveau: Niveau,
        code: str,
        indicateur: str,
        question: Question | None = None,
        *,
        detail: str = "",
        seuil_km: float | None = None,
    ) -> Figure:
        """Return one figure; raises `KeyError` for an area or an indicator that the report does not have."""
        rank = self.mesh.areas.rank[niveau, code]
        return self._figure(rank, self._by_key[indicateur, question, detail, seuil_km])

    def column(
        self, indicateur: str, question: Question | None = None, *, detail: str = "", seuil_km: float | None = None
    ) -> Column:
        """Return one figure of all areas at once; raises `KeyError` for what the report does not have."""
        return self._by_key[indicateur, question, detail, seuil_km].column

    def figures(self, niveau: Niveau | None = None, code: str | None = None) -> Iterator[Figure]:
        """Yield the figures of the areas of a level, of one area, or of all, area by area."""
        for rank, area in enumerate(self.areas):
            if niveau in (None, area.niveau) and code in (None, area.code):
                for one in self.series:
                    yield self._figure(rank, one)

    def commune_figures(self, niveau: Niveau = "hub", code: str | None = None) -> Iterator[Figure]:
        """Yield the figures of each commune of an area, or of all: how far the widest answers are."""
        inside = self.mesh.areas.inside(niveau, code)
        communes = self.mesh.areas.communes
        for rank in np.flatnonzero(inside):
            commune, looked = communes[rank], bool(self.mesh.areas.recense[rank])
            for one in self.of_communes:
                vintage = self._vintage(one.indicator)
                yield _figure(int(rank), one, vintage, ("commune", commune.code_insee, commune.nom), recense=looked)

    def state(self, area: Area) -> str:
        """Return the name of all the figures of an area: as long as it is the same, so are they."""
        return self._states[self.mesh.areas.rank[area.niveau, area.code]]

    def state_of_communes(self, area: Area) -> str:
        """Return the name of the figures of the communes of an area, likewise."""
        inside = np.flatnonzero(self.mesh.areas.inside(area.niveau, area.code))
        return digests.of(repr(inside.tolist()), *(values[inside].tobytes() for values in _values(self.of_communes)))

    @cached_property
    def _states(self) -> tuple[str, ...]:
        found: list[list[str]] = [[] for _ in self.areas]
        values = _values(self.series)
        for start in range(0, len(values), _AT_ONCE):
            for names, own in zip(found, np.array(values[start : start + _AT_ONCE]).T, strict=True):
                names.append(digests.of(own.tobytes()))
        return tuple(digests.of(*names) for names in found)

    def _figure(self, rank: int, series: Series) -> Figure:
        area = self.mesh.areas.all[rank]
        vintage = self._vintage(series.indicator)
        return _figure(rank, series, vintage, (area.niveau, area.code, area.nom), recense=area.recense)

    def _vintage(self, indicator: Indicator) -> str:
        found = self._vintages.get(indicator.source)
        if found is None:
            found = self._vintages[indicator.source] = vintage_of(self.world, indicator.source)
        return found


# Columns that are turned into rows together: a country has thousands of columns, each of thousands of areas.
_AT_ONCE: Final = 512


def _values(series: Iterable[Series]) -> list[Floats]:
    """Return the numbers of some series, each once: an indicator often gives the same for two of its five."""
    found: dict[int, Floats] = {}
    for one in series:
        column = one.column
        for values in (column.valeur, column.numerateur, column.denominateur, column.au_moins, column.au_plus):
            if values is not None:
                found[id(values)] = values
    return list(found.values())


def report(world: World) -> Report:
    """Return every figure of a site."""
    return measured(Mesh(world))


def measured(mesh: Mesh, questions: Mapping[Family, tuple[Question, ...]] | None = None) -> Report:
    """Return the figures of a mesh, for the questions of each family of indicators, or for the usual ones."""
    asked = questions or usual_questions(mesh)
    wanted = {family: frozenset(asked[family]) for family in _OF_QUESTIONS}
    series: list[Series] = []
    everything = mesh.answer(ANY_VENUE)
    for indicator in _family("ensemble"):
        series += (Series(indicator, None, column) for column in indicator.measure(mesh, everything))
    every = dict.fromkeys(question for family in _OF_QUESTIONS for question in asked[family])
    for question in every:
        # One answer serves all the indicators of a question, then is let go: there are hundreds, each of a country.
        answer = mesh.answer(question)
        for family in _OF_QUESTIONS:
            if question in wanted[family]:
                for indicator in _family(family):
                    series += (Series(indicator, question, column) for column in indicator.measure(mesh, answer))
    order = {indicator.nom: rank for rank, indicator in enumerate(INDICATORS)}
    asked_order = {question: rank for rank, question in enumerate(every)}
    series.sort(key=lambda one: (asked_order[one.question] if one.question else -1, order[one.indicator.nom]))
    return Report(mesh.world, mesh, tuple(series), tuple(_of_communes(mesh)))


_OF_QUESTIONS: Final[tuple[Family, ...]] = ("presence", "ouverture", "demi-journees")


def _of_communes(mesh: Mesh) -> Iterator[Series]:
    for question in widest(mesh.world.nomenclature):
        answer = mesh.answer(question)
        for indicator in _family("communes"):
            yield from (Series(indicator, question, column) for column in indicator.measure(mesh, answer))


def usual_questions(mesh: Mesh) -> dict[Family, tuple[Question, ...]]:
    """Return the questions that a report answers, by family of indicators."""
    nomenclature = mesh.world.nomenclature
    return {
        "presence": presence(nomenclature),
        "ouverture": opening(nomenclature),
        "demi-journees": widest(nomenclature),
    }


def _family(name: Family) -> Iterable[Indicator]:
    return (one for one in INDICATORS if one.famille == name)


def _figure(rank: int, series: Series, vintage: str, named: tuple[Niveau, str, str], *, recense: bool) -> Figure:
    column, indicator = series.column, series.indicator
    niveau, code, nom = named
    return Figure(
        niveau=niveau,
        code=code,
        nom=nom,
        indicateur=indicator.nom,
        question=series.question,
        detail=column.detail,
        seuil_km=column.seuil_km,
        valeur=_at(column.valeur, rank) if recense else None,
        unite=indicator.unite,
        numerateur=_at(column.numerateur, rank) if recense else None,
        denominateur=_at(column.denominateur, rank),
        au_moins=_at(column.au_moins, rank) if recense else None,
        au_plus=_at(column.au_plus, rank) if recense else None,
        millesime=vintage,
        recense=recense,
    )


def _at(values: Floats | None, rank: int) -> float | None:
    if values is None:
        return None
    value: float = values.item(rank)
    return value if math.isfinite(value) else None
