"""Figures as tables and as documents: one row per figure, the same words in both.

A site has hundreds of thousands of figures. What a row says of its question is the same for every territory: it is
written once, and each territory only fills in its numbers.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from typing import Any, Final

import numpy as np

from maillage.coverage.areas import Niveau
from maillage.coverage.distances import Floats
from maillage.coverage.indicators import method
from maillage.coverage.questions import Question, widest
from maillage.coverage.registry import vintage
from maillage.coverage.reporting import NOT_LOOKED_AT, Report, Series
from maillage.coverage.world import World

COLUMNS: Final = (
    "niveau",
    "code",
    "nom",
    "indicateur",
    "dimension",
    "service",
    "posture",
    "acces",
    "seuil_km",
    "valeur",
    "unite",
    "numerateur",
    "denominateur",
    "au_moins",
    "au_plus",
    "millesime",
)

ALL_DIMENSIONS: Final = "toutes"
"""What the column `dimension` says of "at least one service declared", whatever its dimension."""

JSON_VERSION: Final = 1

Choice = Callable[[Series], bool]


def everything(_series: Series) -> bool:
    """Choose every figure."""
    return True


def essential(told: Report) -> Choice:
    """Return what chooses the figures that a report of a territory stands on, about a fifth of all.

    Everything on the widest questions and on the directory itself; of the others, the structures and the people within
    reach; of each service, the structures; of the labels, the hours as well.
    """
    wide = frozenset(widest(told.world.nomenclature))

    def chosen(series: Series) -> bool:
        question, name = series.question, series.indicator.nom
        if question is None or question in wide:
            return True
        if question.genre == "service" and question.code:
            return name == "structures"
        return name in _NARROW

    return chosen


_NARROW: Final = frozenset({"structures", "personnes_a_portee", "heures_semaine", "heures_pour_10000"})


class Tables:
    """The chosen figures of a report, ready to be written for any of its areas, and for the communes of each."""

    def __init__(self, told: Report, chosen: Choice = everything) -> None:
        self._told = told
        self._lines = _Lines((one for one in told.series if chosen(one)), told.world)
        self._of_communes = _Lines(told.of_communes, told.world)
        self._method = _text([asdict(row) for row in method(told.world)])

    def csv(self, niveau: Niveau | None = None, code: str | None = None, *, communes: bool = True) -> Iterator[str]:
        """Yield a CSV table piece by piece: the names of the columns, then one line per figure, area by area.

        All areas of a level, or all of them without one; then the communes of the area, or of all, if wanted. Cells
        are empty where nothing applies; a value reads `non recensé` where nobody has looked.
        """
        return _csv(self._places(niveau, code, communes=communes))

    def json(self, niveau: Niveau | None = None, code: str | None = None, *, communes: bool = True) -> Iterator[str]:
        """Yield the pieces of a JSON document that `schema/couverture.schema.json` describes.

        The site and its thresholds, the territories, the method (with the unit and the vintage of each indicator),
        then the same figures as `csv`, one a line.
        """
        return self._json(self._head(niveau, code), self._places(niveau, code, communes=communes))

    def both(self, niveau: Niveau, code: str, *, communes: bool = True) -> tuple[str, str]:
        """Return what `csv` and `json` give of one area: each number is written once for the two."""
        places = tuple(self._places(niveau, code, communes=communes))
        return "".join(_csv(places)), "".join(self._json(self._head(niveau, code), places))

    def _json(self, head: dict[str, Any], places: Iterable[_Place]) -> Iterator[str]:
        yield f'{_text(head)[:-1]},\n "methode": {self._method},\n "chiffres": [\n'
        between = ""
        for where in places:
            yield between + ",\n".join(where.json())
            between = ",\n"
        yield "\n ]\n}\n"

    def _head(self, niveau: Niveau | None, code: str | None) -> dict[str, Any]:
        world = self._told.world
        areas = [self._told.areas[rank] for rank in self._ranks(niveau, code)]
        return {
            "version": JSON_VERSION,
            "site": world.site.slug,
            "titre": world.site.titre,
            "jour": world.today.isoformat(),
            "seuils": asdict(world.site.seuils),
            "territoires": [asdict(area) for area in areas],
        }

    def _ranks(self, niveau: Niveau | None, code: str | None) -> Iterable[int]:
        """Return the ranks of the areas of a level, of one area, or of all."""
        known = self._told.mesh.areas
        if niveau and code:
            return (known.rank[niveau, code],)
        return [rank for rank, area in enumerate(known.all) if niveau in (None, area.niveau)]

    def _places(self, niveau: Niveau | None, code: str | None, *, communes: bool) -> Iterator[_Place]:
        known = self._told.mesh.areas
        for rank in self._ranks(niveau, code):
            area = known.all[rank]
            yield _Place(self._lines, rank, (area.niveau, area.code, area.nom), recense=area.recense)
        if communes:
            for rank in np.flatnonzero(known.inside(niveau or "hub", code)).tolist():
                commune = known.communes[rank]
                named = ("commune", commune.code_insee, commune.nom)
                yield _Place(self._of_communes, rank, named, recense=bool(known.recense[rank]))


def _csv(places: Iterable[_Place]) -> Iterator[str]:
    yield _row(COLUMNS)
    for where in places:
        yield "".join(where.csv())


def indicator_name(series: Series) -> str:
    """Return the name of a figure in a table: what no column of its own can say follows "@".

    `personnes_a_portee@theme=papiers`, `structures@label=aptic`, `fiches@condition=gratuit`,
    `demi_journee@lundi-matin`.
    """
    question = series.question
    parts = [series.indicator.nom]
    if question and question.genre in ("theme", "label"):
        parts.append(f"{question.genre}={question.code}")
    if question and question.condition:
        parts.append(f"condition={question.condition}")
    if series.column.detail:
        parts.append(series.column.detail)
    return "@".join(parts)


def number(value: float) -> str:
    """Return a figure as tables write it: whole numbers whole, others to the thousandth, nothing for what is not."""
    if value.is_integer():
        return str(int(value))
    if not math.isfinite(value):
        return ""
    # Ten times quicker than to round, which a table of a country does millions of times.
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class _Lines:
    """What figures say whatever the territory, in both shapes, and the columns that their numbers are in.

    A figure has five numbers, of which some are often the same: each column is asked once for a territory.
    """

    def __init__(self, series: Iterable[Series], world: World) -> None:
        self._ranks: dict[int, int] = {}
        self.columns: list[Floats] = []
        self.all = [self._line(one, world) for one in series]

    def _line(self, series: Series, world: World) -> _Line:
        column, indicator = series.column, series.indicator
        asked = _asked(series.question) if series.question else {}
        threshold = "" if column.seuil_km is None else number(column.seuil_km)
        when = vintage(world, indicator.source)
        cells = (indicator_name(series), *(asked.get(name, "") for name in COLUMNS[4:8]), threshold)
        known = {"indicateur": indicator.nom, "detail": column.detail, **asked}
        return _Line(
            numbers=tuple(self._rank(getattr(column, name)) for name in _NUMBERS),
            before=f",{','.join(map(_cell, cells))},",
            unite=f",{_cell(indicator.unite)},",
            after=f",{_cell(when)}\n",
            key="".join(f'"{name}": {_quoted(text)}, ' for name, text in known.items() if text)
            + (f'"seuil_km": {threshold}, ' if threshold else ""),
        )

    def _rank(self, column: Floats | None) -> int:
        """Return the place of a column among all, that of an empty text after the last for none."""
        if column is None:
            return -1
        found = self._ranks.setdefault(id(column), len(self.columns))
        if found == len(self.columns):
            self.columns.append(column)
        return found

    def written(self, rank: int) -> list[str]:
        """Return the numbers of a territory as tables write them, one per column, then an empty text."""
        return [*(number(column.item(rank)) for column in self.columns), ""]


@dataclass(frozen=True, slots=True)
class _Line:
    """What a figure says around its five numbers, and where these are."""

    numbers: tuple[int, ...]
    before: str
    unite: str
    after: str
    key: str


@dataclass(frozen=True)
class _Place:
    """One territory, whose figures are at one rank of every column."""

    lines: _Lines
    rank: int
    named: tuple[str, str, str]
    recense: bool

    def csv(self) -> Iterator[str]:
        head = _row(self.named)[:-1]
        written = self._written
        for line in self.lines.all:
            value, count, whole, least, most = line.numbers
            if self.recense:
                numbers = f"{written[count]},{written[whole]},{written[least]},{written[most]}"
                yield f"{head}{line.before}{written[value]}{line.unite}{numbers}{line.after}"
            else:
                yield f"{head}{line.before}{NOT_LOOKED_AT}{line.unite},{written[whole]},,{line.after}"

    def json(self) -> Iterator[str]:
        niveau, code, _ = self.named
        head = f'  {{"niveau": {_text(niveau)}, "code": {_text(code)}, '
        written = self._written
        for line in self.lines.all:
            value, count, whole, least, most = line.numbers
            of = f', "denominateur": {written[whole]}' if written[whole] else ""
            if self.recense:
                part = f', "numerateur": {written[count]}' if written[count] else ""
                low = f', "au_moins": {written[least]}' if written[least] else ""
                high = f', "au_plus": {written[most]}' if written[most] else ""
                yield f'{head}{line.key}"valeur": {written[value] or "null"}{part}{of}{low}{high}}}'
            else:
                # Only the denominator is known where nobody has looked.
                yield f'{head}{line.key}"valeur": null{of}, "recense": false}}'

    @cached_property
    def _written(self) -> list[str]:
        return self.lines.written(self.rank)


_NUMBERS: Final = ("valeur", "numerateur", "denominateur", "au_moins", "au_plus")


def _asked(question: Question) -> dict[str, str]:
    subject: dict[str, str] = {question.genre: question.code} if question.code else {}
    if question.genre == "service" and not question.code:
        subject = {"dimension": ALL_DIMENSIONS}
    return {**subject, "posture": question.posture, "acces": question.acces, "condition": question.condition}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


# The same few words come back in thousands of lines.
@cache
def _quoted(text: str) -> str:
    return _text(text)


@cache
def _cell(text: str) -> str:
    # After another cell: alone, an empty one would be written between quotes.
    return _row(("", text))[1:-1]


def _row(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()
