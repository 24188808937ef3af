"""Figures as tables and as documents: one row per figure, the same words in both.

A site has hundreds of thousands of figures. What a row says of its question is the same for every territory: it is
written once, and each territory only fills in its numbers.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
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
        self._lines = [_line(one, told.world) for one in told.series if chosen(one)]
        self._of_communes = [_line(one, told.world) for one in told.of_communes]
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
    rounded = round(value, 3)
    return str(int(rounded)) if rounded.is_integer() else str(rounded)


@dataclass(frozen=True, slots=True)
class _Line:
    """What a figure says whatever the territory, in both shapes, around its five numbers."""

    valeur: Floats
    others: tuple[Floats | None, ...]
    before: str
    unite: str
    after: str
    key: str


@dataclass(frozen=True)
class _Place:
    """One territory, whose figures are at one rank of every column."""

    lines: Sequence[_Line]
    rank: int
    named: tuple[str, str, str]
    recense: bool

    def csv(self) -> Iterator[str]:
        head = _row(self.named)[:-1]
        for line, (value, rest) in zip(self.lines, self._written, strict=True):
            shown = value if self.recense else NOT_LOOKED_AT
            yield f"{head}{line.before}{shown}{line.unite}{','.join(rest)}{line.after}"

    def json(self) -> Iterator[str]:
        niveau, code, _ = self.named
        head = f'  {{"niveau": {_text(niveau)}, "code": {_text(code)}, '
        tail = "}" if self.recense else ', "recense": false}'
        for line, (value, rest) in zip(self.lines, self._written, strict=True):
            given = "".join(f', "{name}": {text}' for name, text in zip(_OTHERS, rest, strict=True) if text)
            yield f'{head}{line.key}"valeur": {value or "null"}{given}{tail}'

    @cached_property
    def _written(self) -> list[tuple[str, list[str]]]:
        return [self._numbers(line) for line in self.lines]

    def _numbers(self, line: _Line) -> tuple[str, list[str]]:
        """Return the five numbers of a line; only the denominator is known where nobody has looked."""
        at = self.rank
        if not self.recense:
            whole = line.others[_WHOLE]
            return "", [
                "" if whole is None or column is not whole else number(whole.item(at)) for column in line.others
            ]
        own = line.valeur
        value = number(own.item(at))
        return value, [
            "" if column is None else value if column is own else number(column.item(at)) for column in line.others
        ]


_OTHERS: Final = ("numerateur", "denominateur", "au_moins", "au_plus")
_WHOLE: Final = _OTHERS.index("denominateur")


def _line(series: Series, world: World) -> _Line:
    column, indicator = series.column, series.indicator
    asked = _asked(series.question) if series.question else {}
    threshold = "" if column.seuil_km is None else number(column.seuil_km)
    when = vintage(world, indicator.source)
    cells = (indicator_name(series), *(asked.get(name, "") for name in COLUMNS[4:8]), threshold)
    known = {"indicateur": indicator.nom, "detail": column.detail, **asked}
    return _Line(
        valeur=column.valeur,
        others=tuple(getattr(column, name) for name in _OTHERS),
        before=f",{_row(cells)[:-1]},",
        unite=f",{_row((indicator.unite,))[:-1]},",
        after=f",{_row((when,))}",
        key="".join(f'"{name}": {_text(text)}, ' for name, text in known.items() if text)
        + (f'"seuil_km": {threshold}, ' if threshold else ""),
    )


def _asked(question: Question) -> dict[str, str]:
    subject: dict[str, str] = {question.genre: question.code} if question.code else {}
    if question.genre == "service" and not question.code:
        subject = {"dimension": ALL_DIMENSIONS}
    return {**subject, "posture": question.posture, "acces": question.acces, "condition": question.condition}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _row(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()
