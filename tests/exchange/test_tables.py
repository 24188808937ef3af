"""Spreadsheets of every kind become the same table."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.exchange import tables
from maillage.exchange.tables import Layout, Table, decode, read_table, shown

LINES = "nom;ville;téléphone\nMédiathèque d'Évron;Évron;02 61 91 00 01\nŒuvre « Les Prés »;Fougères;02 61 91 00 02\n"


def table(content: bytes, layout: Layout | None = None) -> Table:
    read = read_table(content, "lieux", layout)
    assert isinstance(read, Table), read
    return read


def codes(content: bytes, layout: Layout | None = None) -> list[str]:
    read = read_table(content, "lieux", layout)
    return [problem.code for problem in (read.problems if isinstance(read, Table) else read)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac-roman", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_of_french_spreadsheets_is_read(encoding: str) -> None:
    assert table(LINES.encode(encoding)).rows[1].cells == ("Œuvre « Les Prés »", "Fougères", "02 61 91 00 02")


def test_latin_9_is_told_from_windows_by_its_ligature() -> None:
    assert table("nom;ville\nCœur de ville;Évron\n".encode("iso8859-15")).rows[0].cells[0] == "Cœur de ville"


def test_old_dos_files_are_read() -> None:
    assert table("nom;ville\nMédiathèque;Évron\n".encode("cp850")).rows[0].cells == ("Médiathèque", "Évron")


def test_an_encoding_that_the_mapping_gives_is_obeyed_or_refused() -> None:
    assert table(LINES.encode("cp1252"), Layout(encoding="cp1252")).rows[0].cells[1] == "Évron"
    assert codes("é;è".encode("cp1252"), Layout(encoding="utf-8")) == ["encodage-inconnu"]
    assert codes(b"a;b", Layout(encoding="klingon")) == ["encodage-inconnu"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_delimiter_is_found(delimiter: str) -> None:
    text = f'nom{delimiter}adresse\nA{delimiter}"1, rue B; porte C | D"\nE{delimiter}F\n'
    assert table(text.encode()).rows[0].cells == ("A", "1, rue B; porte C | D")


def test_a_file_of_one_column_is_a_table_of_one_column() -> None:
    assert table(b"nom\nA\nB\n").headers == ("nom",)


def test_lines_are_those_of_the_editor_even_after_a_cell_of_several_lines() -> None:
    read = table(b'nom;note\nA;"une\ndeux"\n\nB;trois\n')
    assert [(row.line, row.cells[1]) for row in read.rows] == [(2, "une\ndeux"), (5, "trois")]


def test_a_short_row_is_completed_and_reported() -> None:
    read = table(b"nom;ville;note\nA;B;C\nD\n")
    assert read.rows[1].cells == ("D", "", "")
    assert [(problem.line, problem.code) for problem in read.problems] == [(3, "ligne-inegale")]
    assert read.problems[0].message.startswith("la ligne n'a que 1 cellule pour 3 titres")


def test_a_long_row_keeps_what_stands_beyond_and_is_reported() -> None:
    read = table(b"nom;ville\nA;B;C;\nD;E;;\n")
    assert read.rows[0].extra == ("C",)
    assert read.rows[1].extra == ()
    assert [(problem.line, problem.code) for problem in read.problems] == [(2, "ligne-inegale")]


def test_headers_without_name_or_twice_are_told_apart() -> None:
    read = table(b"nom;;nom;\nA;B;C;\n")
    assert read.headers == ("nom", "colonne 2", "nom (2)")
    assert [problem.code for problem in read.problems] == ["titre-en-double"]


def test_the_header_may_stand_lower() -> None:
    assert table(b"Annuaire 2026;\n\nnom;ville\nA;B\n", Layout(header_line=2)).headers == ("nom", "ville")


def test_a_quote_that_is_never_closed_is_refused_with_its_line() -> None:
    read = read_table(b'nom;note\nA;B\nC;"jamais\nD;E\n', "lieux")
    assert not isinstance(read, Table)
    assert [(problem.code, problem.line) for problem in read] == [("guillemet-ouvert", 3)]


def test_a_misplaced_quote_is_read_as_well_as_possible_and_reported() -> None:
    read = table(b'nom;note\nA;"dit"oui\nB;C\n')
    assert [problem.code for problem in read.problems] == ["guillemets-douteux"]
    assert len(read.rows) == 2


@pytest.mark.parametrize("content", [b"", b"  \n\n ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    assert codes(content) in (["fichier-vide"], ["sans-entete"])


def test_a_huge_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BYTES", 10)
    assert codes(LINES.encode()) == ["fichier-trop-gros"]


def test_signs_that_nobody_sees_are_left_out() -> None:
    assert table("nom;ville\nA\u200b\x00B\u202e;\tC\n".encode()).rows[0].cells == ("AB", "C")


def workbook(*rows: list[object], title: str = "Lieux") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook_shows_what_people_see() -> None:
    content = workbook(
        ["nom", "cp", "tel", "maj", "lat", "ouvert", "vide"],
        ["A", 35000.0, 261910001, datetime(2026, 2, 3), 48.1892, True, None],
        [None, None, None, None, None, None, None],
        ["B", 1000, "02 61", date(2026, 1, 2), 0.1 + 0.2, False, None],
    )
    read = table(content)
    assert read.rows[0].cells == ("A", "35000", "261910001", "2026-02-03", "48.1892", "VRAI", "")
    assert read.rows[1].line == 4
    assert read.rows[1].cells[4] == "0.3"


def test_another_sheet_is_read_when_the_mapping_says_so() -> None:
    content = workbook(["nom"], ["A"], title="Lieux")
    assert table(content, Layout(sheet="Lieux")).rows[0].cells == ("A",)
    read = read_table(content, "lieux.xlsx", Layout(sheet="Autre"))
    assert not isinstance(read, Table)
    assert "Lieux" in read[0].message


def test_a_broken_workbook_is_refused() -> None:
    assert codes(b"PK\x03\x04 not a workbook") == ["classeur-illisible"]
    assert codes(workbook(["nom"], ["A"])[:200]) == ["classeur-illisible"]


def test_hours_and_durations_of_a_workbook_are_hours() -> None:
    assert [shown(value) for value in (time(9, 30), timedelta(hours=14, minutes=5))] == ["09:30", "14:05"]
    assert shown(datetime(2026, 2, 3, 9, 30)) == "2026-02-03 09:30"


@pytest.mark.parametrize(
    "document",
    [
        [{"nom": "A", "cp": "35000"}, {"nom": "B", "note": None}],
        {"data": [{"nom": "A", "cp": "35000"}, {"nom": "B"}], "total": 2},
    ],
)
def test_json_lists_are_tables(document: object) -> None:
    read = table(json.dumps(document).encode())
    assert read.headers[:2] == ("nom", "cp")
    assert [row.cells[:2] for row in read.rows] == [("A", "35000"), ("B", "")]


def test_json_keeps_numbers_as_they_are_written_and_flattens_what_is_inside() -> None:
    read = table(b'[{"adresse": {"cp": 35000, "lat": 48.10}, "tags": ["a", "b"], "ok": true, "x": [{"y": 1}]}]')
    assert read.headers == ("adresse.cp", "adresse.lat", "tags", "ok", "x")
    assert read.rows[0].cells == ("35000", "48.10", "a|b", "oui", '[{"y": "1"}]')


def test_geojson_features_give_their_properties_and_their_point() -> None:
    feature = {"type": "Feature", "id": 7, "properties": {"nom": "A"}, "geometry": {"coordinates": [-2.19, 48.18]}}
    read = table(json.dumps({"type": "FeatureCollection", "features": [feature]}).encode())
    assert dict(zip(read.headers, read.rows[0].cells, strict=True)) == {
        "nom": "A",
        "id": "7",
        "geometry.longitude": "-2.19",
        "geometry.latitude": "48.18",
    }


@pytest.mark.parametrize("depth", [400, 700, 900, 960, 5000])
def test_json_as_deep_as_a_well_is_read_or_refused_never_a_failure(depth: int) -> None:
    for content in (
        b'[{"a": ' + b'{"b": ' * depth + b"1" + b"}" * depth + b"}]",
        b'[{"a":' + b"[" * depth + b"]" * depth + b"}]",
    ):
        assert codes(content) in ([], ["json-illisible"])


@pytest.mark.parametrize("content", [b"{", b"[1, 2]", b'{"a": 1}', b"[" * 100_000, b'{"a": [{}], "b": [{}]}'])
def test_other_json_is_refused_in_words(content: bytes) -> None:
    assert codes(content)[0].startswith("json-")


@given(st.binary(max_size=300))
def test_no_file_makes_the_reader_fail(content: bytes) -> None:
    read = read_table(content, "lieux")
    if isinstance(read, Table):
        assert all(len(row.cells) == len(read.headers) for row in read.rows)
    else:
        assert read


@given(st.text(alphabet="aeéèàçùôœ ’«»€ABC;\n0123", min_size=1, max_size=80))
def test_french_text_survives_windows_and_utf_8(letters: str) -> None:
    text = f"Évron{letters}"  # an accent before a plain letter: no accident of bytes can make it UTF-8
    for encoding in ("utf-8", "cp1252"):
        decoded = decode(text.encode(encoding))
        assert decoded is not None
        assert decoded[0] == text
