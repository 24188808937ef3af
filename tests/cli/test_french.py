"""Everything that the command line says of itself is in French, and says what to do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

COMMANDS = ("check", "geocode", "import", "build", "render", "coverage")
ENGLISH = re.compile(
    r"\b(usage|optional|positional|show|help message|exit|required|following|expected|unrecognized|invalid|choose|"
    r"from|ignored|explicit|argument:|default|error|choice|could match|ambiguous|the|this|and)\b",
    re.IGNORECASE,
)


def in_french(text: str) -> str:
    """The text without the names that a person types: options, commands and values have one spelling."""
    return re.sub(r"(--?[a-z]+\S*)|\{[a-z,]+\}|maillage( [a-z]+)?|^ {4}[a-z]+ ", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_of_every_command_is_in_french(desk: Desk, command: str) -> None:
    answer = desk.type(*([command] if command else []), "--help")
    assert answer.code == 0
    assert answer.out.startswith(f"utilisation : maillage {command}".rstrip())
    assert not ENGLISH.search(in_french(answer.out)), answer.out


def test_every_argument_and_option_has_its_explanation(desk: Desk) -> None:
    for command in COMMANDS:
        lines = desk.type(command, "--help").out.split("\n\n", 2)[2].splitlines()
        options = [index for index, line in enumerate(lines) if re.match(r"  \S", line)]
        for index in options:
            said = lines[index].split("  ", 2)[2] if "  " in lines[index].strip() else lines[index + 1]
            assert said.strip(), f"{command}: {lines[index]}"


MISTAKES: dict[str, tuple[tuple[str, ...], str]] = {
    "no command": ((), "il manque : COMMANDE"),
    "unknown command": (("chek",), "'chek' n’existe pas ; choisissez parmi"),
    "unknown option": (("check", "--stricte"), "option inconnue : --stricte"),
    "value missing": (("check", "--format"), "--format attend une valeur"),
    "unknown form": (("check", "--format", "html"), "--format : 'html' n’existe pas ; choisissez parmi"),
    "value in excess": (("check", "--strict=oui"), "--strict n’attend pas de valeur : 'oui' est en trop"),
    "no such day": (("check", "--today", "31/02/2026"), "« 31/02/2026 » n’est pas une date"),
    "mapping missing": (("import", "t.csv"), "il manque : --mapping"),
    "everything missing": (("build",), "il manque : SITE, --out"),
    "two options in one": (("geocode", "--o", "--s", "x", "--d"), "--d"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_wrong_command_line_is_answered_in_french(desk: Desk, mistake: str) -> None:
    arguments, said = MISTAKES[mistake]
    answer = desk.type(*arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith("utilisation : maillage")
    assert said in answer.err
    assert not ENGLISH.search(in_french(answer.err)), answer.err


def test_an_abbreviation_that_may_mean_two_options_is_told(desk: Desk) -> None:
    answer = desk.type("import", "t.csv", "--m", "x", "--in=y", "--", "z")
    assert answer.code == 2
    assert not ENGLISH.search(in_french(answer.err)), answer.err


def test_a_wrong_option_changes_nothing(desk: Desk) -> None:
    before = desk.files()
    for command in COMMANDS:
        assert desk.type(command, "--inconnue").code == 2
    assert desk.files() == before


def test_the_installed_command_is_the_same(desk: Desk) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "maillage", "check"], cwd=desk.root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "Rien à corriger.\n")
