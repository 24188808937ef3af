"""Delimiters are found, and quotes that a person has misplaced are read as well as possible."""

from __future__ import annotations

import pytest

from maillage.exchange.csv_tables import read_csv
from maillage.exchange.tables import Layout, Table


def table(content: bytes) -> Table:
    read = read_csv(content.decode(), "utf-8", "lieux", Layout())
    assert isinstance(read, Table), read
    return read


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_delimiter_is_found(delimiter: str) -> None:
    text = f'nom{delimiter}adresse\nA{delimiter}"1, rue B; porte C | D"\nE{delimiter}F\n'
    assert table(text.encode()).rows[0].cells == ("A", "1, rue B; porte C | D")


def test_a_file_of_one_column_is_a_table_of_one_column() -> None:
    assert table(b"nom\nA\nB\n").headers == ("nom",)


def test_lines_are_those_of_the_editor_even_after_a_cell_of_several_lines() -> None:
    read = table(b'nom;note\nA;"une\ndeux"\n\nB;trois\n')
    assert [(row.line, row.cells[1]) for row in read.rows] == [(2, "une\ndeux"), (5, "trois")]


def test_a_quote_that_is_never_closed_is_refused_with_its_line() -> None:
    read = read_csv('nom;note\nA;B\nC;"jamais\nD;E\n', "utf-8", "lieux", Layout())
    assert not isinstance(read, Table)
    assert [(problem.code, problem.line, problem.column) for problem in read] == [("guillemet-ouvert", 3, 1)]


def test_a_misplaced_quote_is_read_as_well_as_possible_and_reported() -> None:
    read = table(b'nom;note\nA;"dit"oui\nB;C\n')
    assert [problem.code for problem in read.problems] == ["guillemets-douteux"]
    assert len(read.rows) == 2
