"""Indicators of need that a hub brings: what is wrong in them, and what they say beside the offer."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.coverage import Mesh, Need, Question, cross, read_need
from maillage.model import Problem, TerritoireSite, Territory

DEMARCHES = Question(genre="dimension", code="demarches")
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


def need_of(niveau: Any, **values: float) -> Need:
    return Need(libelle="Besoin", source="essai", millesime="2022", niveau=niveau, valeurs=values)


def test_a_strong_need_beyond_reach_is_a_double_deficit(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(make_world(make_lieu("a", services=["caf-demarches"])))
    values = {"35001": 30.0, "35002": 10.0, "35003": 12.0, "22004": 40.0}
    crossing = cross(mesh, need_of("commune", **values), DEMARCHES)
    assert crossing.bornes == (12.0, 30.0)
    told = {one.nom: (one.besoin, one.portee, one.double) for one in crossing.territoires}
    assert told == {
        "A": ("fort", "proche", False),
        "B": ("faible", "proche", False),
        "C": ("moyen", "au-dela", False),
        "D": ("fort", "au-dela", True),
    }
    assert [(one.code, one.personnes_au_dela) for one in crossing.doubles] == [("22004", 300)]


def test_a_territory_without_a_value_has_no_need_said(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(make_world(make_lieu("a", services=["caf-demarches"])))
    crossing = cross(mesh, need_of("commune", **{"35001": 1.0, "35002": 2.0, "35003": 3.0}), DEMARCHES)
    assert {one.nom: one.besoin for one in crossing.territoires} == {
        "A": "faible",
        "B": "moyen",
        "C": "fort",
        "D": None,
    }


@pytest.mark.parametrize("values", [{"35001": 5.0, "35002": 5.0, "35003": 5.0}, {"35001": 5.0}, {}])
def test_values_that_cannot_be_parted_make_no_strong_need(make_world: Any, make_lieu: Any, values: Any) -> None:
    crossing = cross(Mesh(make_world(make_lieu("a"))), need_of("commune", **values), DEMARCHES)
    assert crossing.bornes is None
    assert crossing.doubles == ()


def test_the_lowest_value_is_never_a_strong_need(make_world: Any, make_lieu: Any) -> None:
    values = {"35001": 0.0, "35002": 0.0, "35003": 0.0, "22004": 5.0}
    crossing = cross(Mesh(make_world(make_lieu("a"))), need_of("commune", **values), DEMARCHES)
    assert [one.nom for one in crossing.territoires if one.besoin == "fort"] == ["D"]


def test_epci_are_crossed_by_the_share_of_their_people(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(make_world(make_lieu("a", services=["caf-demarches"])))
    crossing = cross(mesh, need_of("epci", un=1.0, deux=2.0, trois=3.0), DEMARCHES)
    # Beyond 10 km: 500 of 2,000 in the hub (25 %), 300 of 1,300 in "un" (23 %), all of "trois".
    assert {one.code: (one.portee, one.personnes_au_dela, one.double) for one in crossing.territoires} == {
        "deux": ("proche", 0, False),
        "trois": ("au-dela", 200, True),
        "un": ("proche", 300, False),
    }


def test_a_territory_nobody_has_looked_at_is_not_crossed(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(make_world(make_lieu("a"), recenses=("un",)))
    assert {one.nom for one in cross(mesh, need_of("commune"), DEMARCHES).territoires} == {"A", "D"}
