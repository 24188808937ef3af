"""A file is read by what it holds, whatever its name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.exchange import table_files
from maillage.exchange.table_files import read_table
from maillage.exchange.tables import Layout, Table

LINES = "nom;ville;téléphone\nMédiathèque d'Évron;Évron;02 61 91 00 01\nŒuvre « Les Prés »;Fougères;02 61 91 00 02\n"


def codes(content: bytes, layout: Layout | None = None) -> list[str]:
    read = read_table(content, "lieux", layout)
    return [problem.code for problem in (read.problems if isinstance(read, Table) else read)]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (LINES.encode("cp1252"), "CSV, cp1252, séparateur point-virgule"),
        ('[{"nom": "Évron"}]'.encode("utf-16"), "JSON"),
    ],
)
def test_the_content_decides_on_the_format_and_the_table_says_it(content: bytes, form: str) -> None:
    read = read_table(content, "lieux.xlsx")
    assert isinstance(read, Table)
    assert read.format == form


def test_an_encoding_that_does_not_fit_is_refused() -> None:
    assert codes("é;è".encode("cp1252"), Layout(encoding="utf-8")) == ["encodage-inconnu"]
    assert codes(b"PK\x03\x04 not a workbook") == ["classeur-illisible"]


@pytest.mark.parametrize("content", [b"", b"  \n\n ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    assert codes(content) in (["fichier-vide"], ["sans-entete"])


def test_a_huge_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_files, "MAX_BYTES", 10)
    assert codes(LINES.encode()) == ["fichier-trop-gros"]


@given(st.binary(max_size=300))
def test_no_file_makes_the_reader_fail(content: bytes) -> None:
    read = read_table(content, "lieux")
    if isinstance(read, Table):
        assert all(len(row.cells) == len(read.headers) for row in read.rows)
    else:
        assert read
