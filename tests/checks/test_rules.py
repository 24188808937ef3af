"""Every rule has its example files: a folder that breaks it, with what is said of it, and a folder that does not.

`tests/exemples/regles/<code>/faux/` and `juste/` are small directories; `attendu.txt` is what the report says of the
rule in `faux`. A folder added there is tested without a line of code.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from maillage import checks, contract, records, report, territory
from maillage.model import Problem

EXAMPLES = Path(__file__).parent.parent / "exemples" / "regles"
TODAY = date(2026, 11, 21)
CODES = sorted(folder.name for folder in EXAMPLES.iterdir())


@pytest.fixture(scope="module")
def context() -> checks.Context:
    return checks.Context(territory=territory.load(), nomenclature=contract.load_nomenclature(), today=TODAY)


def problems(folder: Path, context: checks.Context) -> tuple[Problem, ...]:
    """What a check says of one small directory."""
    declared = folder / checks.NOT_DUPLICATES_NAME
    distinct: checks.NotDuplicates | None = None
    if declared.exists():
        record = records.read_file(declared, declared.name)
        assert isinstance(record, records.Record)
        found = checks.read_not_duplicates(record, context.nomenclature)
        assert isinstance(found, checks.NotDuplicates)
        distinct = found
    return checks.check_files(
        checks.find_files(folder, folder),
        document=contract.lieu_schema(),
        context=context,
        not_duplicates=distinct,
        processes=1,
    ).problems


def test_every_rule_has_its_example() -> None:
    registered = {code for code, _, _ in checks.rules_table()}
    assert set(CODES) == registered


def test_codes_are_unique_and_every_rule_is_explained_in_one_french_sentence() -> None:
    table = checks.rules_table()
    assert len({code for code, _, _ in table}) == len(table)
    for code, _, description in table:
        assert description.endswith("."), code
        assert "\n" not in description, code
        assert not description.isascii() or "’" not in description, code


@pytest.mark.parametrize("code", CODES)
def test_a_directory_that_breaks_a_rule_is_told_why(code: str, context: checks.Context) -> None:
    found = [problem for problem in problems(EXAMPLES / code / "faux", context) if problem.code == code]
    assert report.text(found) == (EXAMPLES / code / "attendu.txt").read_text("utf-8").rstrip("\n")
    assert found


def test_nothing_of_a_sentence_follows_its_question_mark() -> None:
    assert not [path for path in EXAMPLES.glob("*/attendu.txt") if "? ;" in path.read_text("utf-8")]


@pytest.mark.parametrize("code", CODES)
def test_a_directory_that_keeps_a_rule_is_left_in_peace(code: str, context: checks.Context) -> None:
    found = problems(EXAMPLES / code / "juste", context)
    assert [problem for problem in found if problem.code == code or problem.code.startswith("schema-")] == []


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_a_rule_has_nothing_against_the_schema(code: str, context: checks.Context) -> None:
    found = problems(EXAMPLES / code / "faux", context)
    assert [problem for problem in found if problem.code.startswith("schema-")] == []
