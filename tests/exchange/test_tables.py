"""Lines of cells become a table, and what is odd about them is said."""

from __future__ import annotations

from maillage.exchange.tables import Layout, Table, assemble


def table(text: str, layout: Layout | None = None) -> Table:
    lines = [(number, line.split(";")) for number, line in enumerate(text.splitlines(), start=1)]
    read = assemble(lines, "lieux", "essai", layout or Layout(), [])
    assert isinstance(read, Table), read
    return read


def test_a_short_row_is_completed_and_reported() -> None:
    read = table("nom;ville;note\nA;B;C\nD\n")
    assert read.rows[1].cells == ("D", "", "")
    assert [(problem.line, problem.column, problem.code) for problem in read.problems] == [(3, 1, "ligne-inegale")]
    assert read.problems[0].message.startswith("la ligne n'a que 1 cellule pour 3 titres")


def test_a_long_row_keeps_what_stands_beyond_and_is_reported() -> None:
    read = table("nom;ville\nA;B;C;\nD;E;;\n")
    assert read.rows[0].extra == ("C",)
    assert read.rows[1].extra == ()
    assert [(problem.line, problem.code) for problem in read.problems] == [(2, "ligne-inegale")]


def test_headers_without_name_or_twice_are_told_apart() -> None:
    read = table("nom;;nom;\nA;B;C;\n")
    assert read.headers == ("nom", "colonne 2", "nom (2)")
    assert [problem.code for problem in read.problems] == ["titre-en-double"]


def test_the_header_may_stand_lower() -> None:
    assert table("Annuaire 2026;\n\nnom;ville\nA;B\n", Layout(header_line=2)).headers == ("nom", "ville")


def test_signs_that_nobody_sees_are_left_out() -> None:
    assert table("nom;ville\nA\u200b\x00B\u202e;\tC\n").rows[0].cells == ("AB", "C")
