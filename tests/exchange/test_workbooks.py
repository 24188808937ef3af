"""A workbook gives what people see in it."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import openpyxl

from maillage.exchange.tables import Layout, Table
from maillage.exchange.workbooks import read_workbook, shown


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
    read = read_workbook(content, "lieux.xlsx", Layout())
    assert isinstance(read, Table)
    assert read.rows[0].cells == ("A", "35000", "261910001", "2026-02-03", "48.1892", "VRAI", "")
    assert read.rows[1].line == 4
    assert read.rows[1].cells[4] == "0.3"


def test_another_sheet_is_read_when_the_mapping_says_so() -> None:
    content = workbook(["nom"], ["A"], title="Lieux")
    found = read_workbook(content, "lieux.xlsx", Layout(sheet="Lieux"))
    assert isinstance(found, Table)
    assert found.rows[0].cells == ("A",)
    read = read_workbook(content, "lieux.xlsx", Layout(sheet="Autre"))
    assert not isinstance(read, Table)
    assert "Lieux" in read[0].message


def test_a_broken_workbook_is_refused() -> None:
    for content in (b"PK\x03\x04 not a workbook", workbook(["nom"], ["A"])[:200]):
        read = read_workbook(content, "lieux.xlsx", Layout())
        assert not isinstance(read, Table)
        assert [problem.code for problem in read] == ["classeur-illisible"]


def test_hours_and_durations_of_a_workbook_are_hours() -> None:
    assert [shown(value) for value in (time(9, 30), timedelta(hours=14, minutes=5))] == ["09:30", "14:05"]
    assert shown(datetime(2026, 2, 3, 9, 30)) == "2026-02-03 09:30"
