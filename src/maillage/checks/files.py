"""A check from the disk: files are read, looked at by several processes, and remembered while they do not change."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache as remembered
from itertools import chain, groupby
from pathlib import Path
from typing import Any, NoReturn

from maillage import records
from maillage.checks import memory, schema
from maillage.checks.examine import Examined, examine
from maillage.checks.not_duplicates import FILE_NAME as NOT_DUPLICATES_NAME
from maillage.checks.not_duplicates import NotDuplicates
from maillage.checks.relate import relate
from maillage.checks.subject import Context
from maillage.model import Problem
from maillage.positions import Lock
from maillage.processes import share, worth
from maillage.records import Mark, Record, Where

# Under that many files, starting another process costs more than it saves.
_WORTH_A_PROCESS = 400
_CHUNK = 500

Content = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check says of some files, sorted by file and line, and the venues that it had to read, by path.

    `packed` lacks the files that the schema refuses and those that were only remembered (see `parse.unpack`).
    """

    problems: tuple[Problem, ...]
    packed: Mapping[str, bytes]


def find_files(directory: Path, root: Path) -> dict[str, Path]:
    """Return the venue files of a directory, by their path relative to the project, sorted.

    Files and folders whose name starts with `_` or `.` are not venues, nor is the list of declared non-duplicates.
    Raises OSError for a folder that cannot be read: its venues would be missing without a word.
    """
    found = {}
    for folder, names, files in os.walk(directory, onerror=_refuse):
        names[:] = [name for name in names if not name.startswith(("_", "."))]
        inside = Path(folder).relative_to(root)
        prefix = "" if inside == Path() else f"{inside.as_posix()}/"
        for name in files:
            if name.endswith((".yml", ".yaml")) and not name.startswith(("_", ".")) and name != NOT_DUPLICATES_NAME:
                found[f"{prefix}{name}"] = Path(folder, name)
    return dict(sorted(found.items()))


def _refuse(error: OSError) -> NoReturn:
    raise error


def check_files(
    files: Mapping[str, Path],
    *,
    document: Mapping[str, Any],
    context: Context,
    lock: Lock | None = None,
    not_duplicates: NotDuplicates | None = None,
    only: Collection[str] | None = None,
    cache: Path | None = None,
    processes: int | None = None,
) -> Checked:
    """Return everything there is to say of the files of a directory.

    `document` is the schema of a venue. With `only`, the other files are known to the rules and not reported on.
    `cache` is a file outside the project, which may be deleted at any time: what a file gave is taken from it while
    its bytes, the rules, the schema, the nomenclature and the day are the same. `processes` is how many may work at
    once, by default as many as there are processors.
    """
    contents, outcomes = _read(files)
    stamp = memory.fingerprint(document, context) if cache else ""
    known = memory.load(cache, stamp) if cache else {}
    digests = {path: memory.digest(content) for path, content in contents.items()} if cache else {}
    todo = []
    for path, content in contents.items():
        entry = known.get(path)
        if entry and entry.digest == digests[path]:
            outcomes[path] = entry.examined
        else:
            todo.append((path, content))
    outcomes |= zip((path for path, _ in todo), _examine_all(todo, document, context, processes), strict=True)
    if cache and (todo or len(known) != len(contents)):
        memory.save(cache, stamp, {path: memory.Entry(digests[path], outcomes[path]) for path in contents})

    @remembered
    def record(path: str) -> Record | None:
        return records.read_on(contents[path], path).record

    def marks(path: str, where: Where) -> Mark:
        found = record(path)
        return found.mark(where) if found else Mark(1, 1)

    problems = [
        problem for path, outcome in outcomes.items() if only is None or path in only for problem in outcome.problems
    ]
    cards = [outcome.card for outcome in outcomes.values() if outcome.card]
    unread = [path for path, outcome in outcomes.items() if not outcome.card]
    problems += relate(cards, marks=marks, lock=lock or {}, not_duplicates=not_duplicates, only=only, unread=unread)
    return Checked(
        tuple(sorted(problems)),
        {path: outcome.packed for path, outcome in outcomes.items() if outcome.packed is not None},
    )


def _read(files: Mapping[str, Path]) -> tuple[dict[str, bytes], dict[str, Examined]]:
    """Return the bytes of the files, and for those that cannot be read what is wrong with them."""
    contents: dict[str, bytes] = {}
    refused: dict[str, Examined] = {}
    for path, file in files.items():
        try:
            with open(file, "rb", buffering=0, opener=_without_waiting) as stream:
                content = stream.read(records.MAXIMUM_BYTES + 1)
        except OSError:
            content = None
        if content is not None and len(content) <= records.MAXIMUM_BYTES:
            contents[path] = content
            continue
        # Asked again for what is wrong with it; readable by now, it waits for the next check.
        found = records.read_file(file, path)
        refused[path] = Examined(found if isinstance(found, tuple) else (), None)
    return contents, refused


def _without_waiting(path: str, flags: int) -> int:
    """Open a file as `open` does, except that a pipe with nobody at the other end is not waited for."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _examine_all(
    contents: Sequence[Content], document: Mapping[str, Any], context: Context, processes: int | None
) -> Iterator[Examined]:
    gate = schema.gate(document)

    def examine_all(chunk: Iterable[Content]) -> list[Examined]:
        return [_examine(content, gate, context) for content in chunk]

    # By folder, so that one process reads the contours of a département, and not each of them.
    folders = (list(group) for _, group in groupby(contents, key=lambda content: content[0].rpartition("/")[0]))
    chunks = [folder[start : start + _CHUNK] for folder in folders for start in range(0, len(folder), _CHUNK)]
    return chain.from_iterable(share(examine_all, chunks, worth(len(contents), _WORTH_A_PROCESS, processes)))


def _examine(content: Content, gate: schema.Gate, context: Context) -> Examined:
    path, written = content
    found = records.read_on(written, path)
    return examine(found.record, gate, context, found.problems) if found.record else Examined(found.problems, None)
