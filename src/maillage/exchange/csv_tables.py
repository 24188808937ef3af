"""Tables from CSV: the delimiter is found, and quotes that a person has misplaced are read as well as possible."""

from __future__ import annotations

import csv
import io

from maillage.exchange.tables import Layout, Table, assemble, refused
from maillage.model import Problem

MAX_CELL = 1_000_000

_DELIMITERS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}


def read_csv(text: str, encoding: str, name: str, layout: Layout) -> Table | tuple[Problem, ...]:
    """Return the table of a CSV text; a misplaced quote is read as well as possible, and said."""
    delimiter = layout.delimiter or _delimiter(text, layout.header_line)
    records: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    csv.field_size_limit(MAX_CELL)
    for strict in (True, False):
        records.clear()
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
        start = 1
        try:
            for record in reader:
                records.append((start, record))
                start = reader.line_num + 1
            break
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                return refused(
                    name,
                    "guillemet-ouvert",
                    f"un guillemet ouvert à la ligne {start} n'est jamais refermé : la suite du fichier est illisible",
                    'ajoutez le guillemet qui manque, ou doublez ("") celui qui fait partie du texte',
                    start,
                )
            if not strict:
                return refused(
                    name,
                    "csv-illisible",
                    f"la ligne {start} ne se lit pas : une cellule dépasse {MAX_CELL} caractères ou le fichier "
                    "n'est pas un CSV",
                    "exportez le fichier à nouveau depuis votre tableur",
                    start,
                )
            problems.append(
                Problem(
                    name,
                    start,
                    1,
                    "attention",
                    "guillemets-douteux",
                    "",
                    f"la ligne {start} a un guillemet mal placé ; elle a été lue au mieux",
                    'un guillemet qui fait partie du texte se double : ""',
                )
            )
    label = f"CSV, {encoding}, séparateur {_DELIMITERS.get(delimiter, delimiter)}"
    return assemble(records, name, label, layout, problems)


def _delimiter(text: str, header_line: int) -> str:
    # The delimiter that cuts most of the first lines into the same number of cells as the header, the more the better.
    lines = text.splitlines(keepends=True)[header_line - 1 : header_line + 199]

    def score(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(record) for record in csv.reader(lines, delimiter=delimiter) if record]
        except csv.Error:
            return (0, 0)
        if not widths or widths[0] < 2:
            return (0, 0)
        same = sum(width == widths[0] for width in widths) / len(widths)
        return (round(same, 1), widths[0])

    return max(_DELIMITERS, key=score)
