"""`maillage check`: everything that is wrong or doubtful in a directory, in one run.

`examine` looks at one file alone, `relate` at all of them together; `check` does both for records that are already
read. `check_files` is the same from the disk, on several processes and with a memory of what unchanged files gave.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from maillage.checks import not_duplicates as _not_duplicates
from maillage.checks.examine import Examined, examine
from maillage.checks.files import Checked, check_files, find_files
from maillage.checks.memory import location as cache_location
from maillage.checks.not_duplicates import FILE_NAME as NOT_DUPLICATES_NAME
from maillage.checks.not_duplicates import NotDuplicates
from maillage.checks.outcome import exit_code, rules_table, schema_table
from maillage.checks.relate import relate
from maillage.checks.schema import Gate, gate
from maillage.checks.sites import doubtful as site_doubtful
from maillage.checks.sites import refused as site_refused
from maillage.checks.subject import Card, Context
from maillage.model import Problem
from maillage.positions import Lock
from maillage.records import Record

__all__ = [
    "NOT_DUPLICATES_NAME",
    "Card",
    "Checked",
    "Context",
    "Examined",
    "Gate",
    "NotDuplicates",
    "cache_location",
    "check",
    "check_files",
    "examine",
    "exit_code",
    "find_files",
    "gate",
    "read_not_duplicates",
    "relate",
    "rules_table",
    "schema_table",
    "site_doubtful",
    "site_refused",
]

read_not_duplicates = _not_duplicates.read


def check(
    records: Iterable[Record],
    problems_of_reading: Iterable[Problem] = (),
    *,
    gate: Gate,
    context: Context,
    lock: Lock | None = None,
    not_duplicates: NotDuplicates | None = None,
    only: Collection[str] | None = None,
) -> tuple[Problem, ...]:
    """Return everything there is to say of a directory already read, sorted by file and line.

    `lock` are the geocoded positions, which tell two venues at one place. With `only`, records of other paths are
    known to the rules and not reported on.
    """
    problems = [problem for problem in problems_of_reading if only is None or problem.path in only]
    by_path: dict[str, Record] = {}
    cards: list[Card] = []
    for record in records:
        by_path[record.path] = record
        examined = examine(record, gate, context)
        if only is None or record.path in only:
            problems += examined.problems
        if examined.card:
            cards.append(examined.card)
    problems += relate(
        cards,
        marks=lambda path, where: by_path[path].mark(where),
        lock=lock or {},
        not_duplicates=not_duplicates,
        only=only,
    )
    return tuple(sorted(problems))
