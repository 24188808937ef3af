"""A file of rows as everything that follows sees it, whatever spreadsheet wrote it: text cells with their lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maillage.model import Problem

# What no venue file may hold: control characters, signs that nobody sees, changes of direction, halves of characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `line` is what its editor shows (the rank of the object for JSON, from 1).

    `extra` holds the values that stand beyond the last header: the row is then probably shifted.
    """

    line: int
    cells: tuple[str, ...]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The headers and the non-empty rows of a file, and what was odd about it.

    Every row has as many cells as there are headers. `format` says in French how the file was read.
    """

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    format: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a mapping may say of the file; None lets the file speak for itself. `header_line` counts from 1."""

    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    header_line: int = 1


def refused(name: str, code: str, message: str, hint: str, line: int = 0) -> tuple[Problem, ...]:
    """Return why a file gives no table."""
    return (Problem(name, line, 1 if line else 0, "erreur", code, "", message, hint),)


def clean(value: str) -> str:
    """Return a cell without the signs that nobody sees, nor spaces around it."""
    return _INVISIBLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip()


def assemble(
    records: Iterable[tuple[int, Sequence[str]]], name: str, label: str, layout: Layout, problems: list[Problem]
) -> Table | tuple[Problem, ...]:
    """Return the table of numbered lines of cells, whose first line with anything in it has the titles."""
    cleaned = [(line, [clean(cell) for cell in cells]) for line, cells in records if line >= layout.header_line]
    filled = [(line, cells) for line, cells in cleaned if any(cells)]
    if not filled:
        return refused(
            name,
            "sans-entete",
            f"aucune ligne de titres à partir de la ligne {layout.header_line}",
            "corrigez « ligne_entete » dans la correspondance",
        )
    header_line, titles = filled[0]
    while titles and not titles[-1]:
        titles.pop()
    headers = headers_of(titles)
    for title, count in Counter(title for title in titles if title).items():
        if count > 1:
            problems.append(
                Problem(
                    name,
                    header_line,
                    1,
                    "attention",
                    "titre-en-double",
                    "",
                    f"{count} colonnes ont le titre « {title} » ; les suivantes sont lues comme « {title} (2) »…",
                    "donnez un titre différent à chaque colonne",
                )
            )
    rows: list[Row] = []
    for line, cells in filled[1:]:
        extra = [value for value in cells[len(headers) :] if value]
        if extra:
            message = f"la ligne a {_counted(len(cells), 'cellule')} pour {_counted(len(headers), 'titre')}"
            message += f" ; en trop : {' · '.join(extra)}"
        elif len(cells) < len(headers):
            message = f"la ligne n'a que {_counted(len(cells), 'cellule')} pour {_counted(len(headers), 'titre')}"
            message += " ; les autres sont lues vides"
        else:
            message = ""
        if message:
            problems.append(
                Problem(
                    name,
                    line,
                    1,
                    "attention",
                    "ligne-inegale",
                    "",
                    message,
                    "une cellule qui contient le séparateur doit être entre guillemets",
                )
            )
        padded = (*cells[: len(headers)], *[""] * (len(headers) - len(cells)))
        rows.append(Row(line, padded, tuple(extra)))
    return Table(headers, tuple(rows), label, tuple(problems))


def headers_of(titles: Sequence[str]) -> tuple[str, ...]:
    """Return the titles of the columns: those that are missing or repeated get a number."""
    seen: Counter[str] = Counter()
    headers: list[str] = []
    for rank, title in enumerate(titles, start=1):
        name = " ".join(title.split()) or f"colonne {rank}"
        seen[name] += 1
        headers.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(headers)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"
