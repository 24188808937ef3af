"""The three ways to print problems: exact texts, and nothing of a file that could act on the reader's side."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from maillage import report
from maillage.model import Problem


def problem(**changes: object) -> Problem:
    """One error in the middle of a file, or what the test changes of it."""
    fields: dict[str, object] = {
        "path": "directory/35/mediatheque.yml",
        "line": 12,
        "column": 3,
        "level": "erreur",
        "code": "horaires-illisibles",
        "where": "services[1].horaires",
        "message": "« 25:00 » n’est pas une heure",
        "hint": "écrivez une heure de 00:00 à 24:00",
    }
    return Problem(**(fields | changes))  # type: ignore[arg-type]  # a factory with overrides


def test_a_problem_is_one_line_that_editors_make_clickable_and_its_advice_below() -> None:
    assert report.text([problem()]) == (
        "directory/35/mediatheque.yml:12:3: erreur [horaires-illisibles] services[1].horaires : "
        "« 25:00 » n’est pas une heure\n"
        "    écrivez une heure de 00:00 à 24:00\n"
        "1 erreur à corriger, dans 1 fichier."
    )


def test_a_problem_of_the_whole_file_shows_no_line() -> None:
    whole = problem(line=0, column=0, where="", hint="", message="le fichier est vide", code="vide")
    assert report.text([whole]).splitlines()[0] == ("directory/35/mediatheque.yml: erreur [vide] le fichier est vide")


def test_problems_are_sorted_by_file_then_by_line() -> None:
    later, sooner, other = problem(line=30), problem(line=4), problem(path="directory/22/bus.yml")
    lines = [line for line in report.text([later, sooner, other]).splitlines() if line.startswith("directory")]
    assert [line.split(": ")[0] for line in lines] == [
        "directory/22/bus.yml:12:3",
        "directory/35/mediatheque.yml:4:3",
        "directory/35/mediatheque.yml:30:3",
    ]


def test_the_summary_counts_in_plain_french() -> None:
    errors = [problem(line=line) for line in (1, 2)]
    warnings = [problem(line=line, level="attention", path="b.yml") for line in (1, 2, 3)]
    assert report.summary([]) == "Rien à corriger."
    assert report.summary(errors + warnings) == "2 erreurs à corriger et 3 points à regarder, dans 2 fichiers."
    assert report.summary(warnings[:1]) == "1 point à regarder, dans 1 fichier."


def test_colour_changes_nothing_but_colour() -> None:
    problems = [problem(), problem(level="attention", line=1)]
    coloured = report.text(problems, colour=True)
    assert coloured != report.text(problems)
    assert re.sub(r"\033\[[0-9;]*m", "", coloured) == report.text(problems)


def test_a_terminal_is_never_given_orders_by_a_file() -> None:
    hostile = problem(message="\033[2J\r\n\u202eabc\u2028", where="nom\x00", path="a\x07.yml", hint="\x9b31m")
    printed = report.text([hostile])
    assert printed.count("\n") == 2
    assert all(character == "\n" or character.isprintable() or character == " " for character in printed)


@given(st.text(), st.text(), st.text(), st.text())
def test_one_problem_is_always_one_workflow_command(path: str, where: str, message: str, hint: str) -> None:
    printed = report.github([problem(path=path, where=where, message=message, hint=hint)])
    command, count = printed.split("\n")
    assert command.startswith("::error file=")
    assert count == "1 erreur à corriger, dans 1 fichier."
    properties = command.removeprefix("::error ").split("::")[0]
    assert [part.split("=")[0] for part in properties.split(",")] == ["file", "line", "col", "title"]


def test_the_forge_gets_its_own_escapes() -> None:
    written = problem(path="a,b:c%.yml", message="100 % : oui, non", hint="corrigez", level="attention")
    assert report.github([written]).splitlines()[0] == (
        "::warning file=a%2Cb%3Ac%25.yml,line=12,col=3,title=horaires-illisibles::"
        "services[1].horaires : 100 %25 : oui, non%0Acorrigez"
    )


def test_json_carries_every_field_and_the_counts() -> None:
    warning = problem(level="attention", line=0, column=0)
    document = json.loads(report.as_json([problem(), warning]))
    assert (document["version"], document["erreurs"], document["attentions"]) == (1, 1, 1)
    assert document["problems"][0]["line"] == 0
    assert Problem(**document["problems"][1]) == problem()


@given(st.lists(st.text(), max_size=3))
def test_json_does_not_depend_on_the_order_of_problems(messages: list[str]) -> None:
    problems = [problem(message=message) for message in messages]
    assert report.as_json(problems) == report.as_json(reversed(problems))


def test_what_the_system_refuses_is_said_with_its_file_and_what_to_do() -> None:
    assert report.of_system(PermissionError(13, "denied", "a.yml")) == (
        "vous n’avez pas le droit d’écrire ou de lire à cet endroit (a.yml)."
    )
    assert "libérez de la place" in report.of_system(OSError(28, "full"))
    assert report.of_system(OSError(9999, "Odd")) == "le système a refusé : Odd."
