"""What a check comes to: an exit code, and the table of rules that explains its codes."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.checks import not_duplicates, schema, wording
from maillage.checks.rules import RELATIONS, RULES
from maillage.checks.subject import Relation, Rule
from maillage.model import Level, Problem

NOTHING_TO_MEND, TO_MEND = 0, 1


def exit_code(problems: Iterable[Problem], strict: bool) -> int:
    """Return 1 when something is to be mended, 0 otherwise; `strict` counts each `attention` as an error.

    2 is left to the command line, for a check that could not run at all.
    """
    wrong = any(strict or problem.level == "erreur" for problem in problems)
    return TO_MEND if wrong else NOTHING_TO_MEND


def rules_table() -> tuple[tuple[str, Level, str], ...]:
    """Return `(code, level, French description)` of every rule, in the order in which they are explained."""
    rules: tuple[Rule | Relation, ...] = (*RULES, *RELATIONS)
    return (
        *((rule.code, rule.level, rule.description) for rule in rules),
        (not_duplicates.UNKNOWN, "attention", not_duplicates.UNKNOWN_DESCRIPTION),
    )


def schema_table() -> tuple[tuple[str, Level, str], ...]:
    """Return `(code, level, French description)` of every way in which a file breaks the schema, by code."""
    return tuple((schema.code(keyword), "erreur", said) for keyword, said in sorted(wording.KEYWORDS.items()))
