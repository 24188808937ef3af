"""Figures as a table and as a document: one row per figure, the same words in both."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Final

from maillage.coverage.indicators import method
from maillage.coverage.questions import Question
from maillage.coverage.reporting import NOT_LOOKED_AT, Figure, Report

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


def as_csv(figures: Iterable[Figure]) -> Iterator[str]:
    """Yield the lines of a CSV table: the names of the columns, then one line per figure.

    Cells are empty where nothing applies; a value reads `non recensé` where nobody has looked.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    yield _emptied(buffer)
    for figure in figures:
        writer.writerow(_cells(figure))
        yield _emptied(buffer)


def indicator_name(figure: Figure) -> str:
    """Return the name of a figure in a table: what no column of its own can say follows "@".

    `personnes_a_portee@theme=papiers`, `structures@label=aptic`, `fiches@condition=gratuit`,
    `demi_journee@lundi-matin`.
    """
    question = figure.question
    parts = [figure.indicateur]
    if question and question.genre in ("theme", "label"):
        parts.append(f"{question.genre}={question.code}")
    if question and question.condition:
        parts.append(f"condition={question.condition}")
    if figure.detail:
        parts.append(figure.detail)
    return "@".join(parts)


def number(value: float | None) -> str:
    """Return a figure as tables write it: whole numbers whole, others to the thousandth, nothing for None."""
    if value is None:
        return ""
    rounded = round(value, 3)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def as_json(report: Report, figures: Iterable[Figure]) -> Iterator[str]:
    """Yield the pieces of a JSON document that `schema/couverture.schema.json` describes.

    The site and its thresholds, the territories, the method, then the figures, one a line.
    """
    site = report.world.site
    head: dict[str, Any] = {
        "version": JSON_VERSION,
        "site": site.slug,
        "titre": site.titre,
        "jour": report.world.today.isoformat(),
        "seuils": asdict(site.seuils),
        "territoires": [asdict(area) for area in report.areas],
        "methode": [asdict(row) for row in method(report.world)],
    }
    yield json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "chiffres": [\n'
    first = True
    for figure in figures:
        yield ("  " if first else ",\n  ") + json.dumps(_document(figure), ensure_ascii=False)
        first = False
    yield "\n ]\n}\n"


def _document(figure: Figure) -> dict[str, Any]:
    """Return a figure without what does not apply to it; `valeur` is always there, null where nothing is known."""
    document: dict[str, Any] = {
        "niveau": figure.niveau,
        "code": figure.code,
        "indicateur": figure.indicateur,
        "detail": figure.detail,
        **(_asked(figure.question) if figure.question else {}),
        "seuil_km": figure.seuil_km,
        "valeur": _rounded(figure.valeur),
        "unite": figure.unite,
        "numerateur": _rounded(figure.numerateur),
        "denominateur": _rounded(figure.denominateur),
        "au_moins": _rounded(figure.au_moins),
        "au_plus": _rounded(figure.au_plus),
        "millesime": figure.millesime,
        "recense": figure.recense,
    }
    return {key: value for key, value in document.items() if key == "valeur" or value not in ("", None)}


def _asked(question: Question) -> dict[str, str]:
    subject: dict[str, str] = {question.genre: question.code} if question.code else {}
    if question.genre == "service" and not question.code:
        subject = {"dimension": ALL_DIMENSIONS}
    return {**subject, "posture": question.posture, "acces": question.acces, "condition": question.condition}


def _cells(figure: Figure) -> tuple[str, ...]:
    asked = _asked(figure.question) if figure.question else {}
    return (
        figure.niveau,
        figure.code,
        figure.nom,
        indicator_name(figure),
        asked.get("dimension", ""),
        asked.get("service", ""),
        asked.get("posture", ""),
        asked.get("acces", ""),
        number(figure.seuil_km),
        number(figure.valeur) if figure.recense else NOT_LOOKED_AT,
        figure.unite,
        number(figure.numerateur),
        number(figure.denominateur),
        number(figure.au_moins),
        number(figure.au_plus),
        figure.millesime,
    )


def _rounded(value: float | None) -> float | int | None:
    if value is None:
        return None
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
