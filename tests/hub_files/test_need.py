"""Indicators of need that a hub brings: read with care, and everything that is wrong in them said with its place."""

from __future__ import annotations

import pytest

from maillage.hub_files import read_need
from maillage.model import Need, Problem, TerritoireSite, Territory

ALL = TerritoireSite(regions=("53",))
HEAD = "code;valeur;libellé;source;millésime\n"
TAIL = ";Part de 75 ans et plus;INSEE;2022\n"


def read(
    france: Territory, *lines: str, head: str = HEAD, selection: TerritoireSite = ALL
) -> tuple[Need | None, list[tuple[int, str, str]]]:
    need, problems = read_need((head + "".join(lines)).encode(), "sites/essai/besoin.csv", france, selection)
    assert all(isinstance(problem, Problem) and problem.hint and problem.message for problem in problems)
    return need, [(problem.line, problem.code, problem.level) for problem in problems]


def test_a_good_file_is_read(france: Territory) -> None:
    need, problems = read(france, f"35001;12,5{TAIL}", f"35002;1 200{TAIL}", "\n")
    assert problems == []
    assert need is not None
    assert (need.libelle, need.source, need.millesime, need.niveau) == (
        "Part de 75 ans et plus",
        "INSEE",
        "2022",
        "commune",
    )
    assert need.valeurs == {"35001": 12.5, "35002": 1200.0}


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_any_usual_separator_and_a_mark_of_byte_order(france: Territory, separator: str) -> None:
    text = (HEAD + f"un;12.5{TAIL}").replace(";", separator)
    need, problems = read_need(b"\xef\xbb\xbf" + text.encode(), "besoin.csv", france, ALL)
    assert (problems, need and need.niveau, need and need.valeurs) == ((), "epci", {"un": 12.5})


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"35999;1{TAIL}", (3, "besoin-code-inconnu", "erreur")),
        (f"35099;1{TAIL}", (3, "besoin-code-inconnu", "erreur")),
        (f";1{TAIL}", (3, "besoin-code-inconnu", "erreur")),
        (f"35002;beaucoup{TAIL}", (3, "besoin-valeur", "erreur")),
        (f"35002;12 %{TAIL}", (3, "besoin-valeur", "erreur")),
        (f"35002;nan{TAIL}", (3, "besoin-valeur", "erreur")),
        (f"35002;1e400{TAIL}", (3, "besoin-valeur", "erreur")),
        (f"35002;{TAIL}", (3, "besoin-valeur-absente", "attention")),
        (f"35001;4{TAIL}", (3, "besoin-doublon", "erreur")),
        ("35002;4;Part de 75 ans et plus;INSEE;2021\n", (3, "besoin-deux-versions", "erreur")),
        ("35002;4;Autre chose;INSEE;2022\n", (3, "besoin-deux-versions", "erreur")),
        ("35002;4;Part de 75 ans et plus;INSEE;\n", (3, "besoin-incomplet", "erreur")),
        ("35002;4\n", (3, "besoin-incomplet", "erreur")),
        (f"un;4{TAIL}", (1, "besoin-niveaux", "erreur")),
    ],
)
def test_what_is_wrong_is_said_with_its_line(france: Territory, line: str, expected: tuple[int, str, str]) -> None:
    need, problems = read(france, f"35001;3{TAIL}", line)
    assert expected in problems
    assert (need is None) == (expected[2] == "erreur")


def test_a_merged_commune_and_an_eaten_zero_are_explained(france: Territory) -> None:
    _, problems = read_need((HEAD + f"35099;1{TAIL}").encode(), "b.csv", france, ALL)
    assert "35001" in problems[0].hint


def test_an_epci_of_another_region_is_left_out_and_said(france: Territory) -> None:
    need, problems = read(france, f"un;3{TAIL}", f"deux;4{TAIL}", selection=TerritoireSite(epci=("deux",)))
    assert problems == [(2, "besoin-hors-territoire", "attention")]
    assert need is not None
    assert need.valeurs == {"deux": 4.0}


@pytest.mark.parametrize("content", [b"", b"code;valeur\n35001;2\n", b"\n\n"])
def test_missing_columns_are_named(france: Territory, content: bytes) -> None:
    need, problems = read_need(content, "b.csv", france, ALL)
    assert need is None
    assert [problem.code for problem in problems] == ["besoin-colonnes"]
    assert "millesime" in problems[0].message


def test_a_file_without_a_value_and_one_that_is_no_text(france: Territory) -> None:
    assert [problem.code for problem in read_need(HEAD.encode(), "b.csv", france, ALL)[1]] == ["besoin-vide"]
    problems = read_need(HEAD.encode("latin-1"), "b.csv", france, ALL)[1]
    assert [(problem.code, problem.line) for problem in problems] == [("besoin-encodage", 1)]


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        (f"35999;1{TAIL}", "besoin-code-inconnu", 1),
        (f"35002;beaucoup{TAIL}", "besoin-valeur", 7),
        ('"35002";"douze";Part de 75 ans et plus;INSEE;2022\n', "besoin-valeur", 9),
        ("35002;4;Part de 75 ans et plus;INSEE;2021\n", "besoin-deux-versions", 38),
        ("35002;4\n", "besoin-incomplet", 8),
    ],
)
def test_the_column_is_said_as_well(france: Territory, line: str, code: str, column: int) -> None:
    _, problems = read_need((HEAD + f"35001;3{TAIL}" + line).encode(), "b.csv", france, ALL)
    assert (3, column) in {(problem.line, problem.column) for problem in problems if problem.code == code}


def test_a_quoted_cell_on_several_lines_does_not_move_the_others(france: Territory) -> None:
    two_lines = '35001;3;"Part de\n75 ans";INSEE;2022\n'
    _, problems = read_need(
        (HEAD + two_lines + '35002;x;"Part de\n75 ans";INSEE;2022\n').encode(), "b.csv", france, ALL
    )
    assert [(problem.line, problem.column) for problem in problems] == [(4, 7)]


@pytest.mark.parametrize("name", ["Besoin", "besoin 2", "été", "-a", "a_b", ""])
def test_the_name_of_the_file_is_an_address(france: Territory, name: str) -> None:
    _, problems = read_need((HEAD + f"35001;3{TAIL}").encode(), f"sites/essai/{name}.csv", france, ALL)
    assert [problem.code for problem in problems] == ["besoin-nom-de-fichier"]


def test_a_need_is_called_as_its_file(france: Territory) -> None:
    need, _ = read_need((HEAD + f"35001;3{TAIL}").encode(), "sites/essai/plus-de-75.csv", france, ALL)
    assert need is not None
    assert need.code == "plus-de-75"


def test_a_huge_file_is_not_read(france: Territory) -> None:
    _, problems = read_need(b"x" * 10_000_001, "b.csv", france, ALL)
    assert [problem.code for problem in problems] == ["besoin-trop-gros"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_any_end_of_line_is_one(france: Territory, end: str) -> None:
    need, problems = read_need((HEAD + f"35001;3{TAIL}").replace("\n", end).encode(), "b.csv", france, ALL)
    assert (problems, need and need.valeurs) == ((), {"35001": 3.0})
