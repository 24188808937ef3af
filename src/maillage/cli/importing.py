"""`maillage import`: the rows of a spreadsheet become records, and what could not be read is told."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from maillage import contract, report, territory
from maillage.directory import today_in_france
from maillage.exchange.importer import import_file

_NOTHING_TO_MEND, _TO_MEND, _COULD_NOT_RUN, _INTERRUPTED = 0, 1, 2, 130


def run(file: Path, mapping: str, into: Path, today: date | None) -> int:
    """Import a file and print the summary of its report; return 1 where something could not be read."""
    outcome = import_file(
        file, mapping, into, territory.load(), contract.load_nomenclature(), today or today_in_france()
    )
    if outcome.problems:
        print(report.text(outcome.problems, colour=sys.stderr.isatty()), file=sys.stderr)
    if outcome.summary and not outcome.failed:
        print(outcome.summary)
    if outcome.report_csv:
        print(f"Le détail, ligne par ligne : {outcome.report_csv}")
    if outcome.interrupted:
        return _INTERRUPTED
    if outcome.failed:
        return _COULD_NOT_RUN
    return _TO_MEND if outcome.findings else _NOTHING_TO_MEND
