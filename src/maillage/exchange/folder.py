"""The folder of venues as an import finds it: the files of its source, the ids in use, what was imported last.

What cannot be read is never taken for absent: a venue that passes for new would be written a second time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from maillage import records
from maillage.model import Level, Problem

IMPORTS = "imports"
"""Where imports keep what they know, below the folder of venues."""


@dataclass(frozen=True, slots=True)
class Existing:
    """A venue file that is already there: its path below the folder, its text and its data."""

    path: str
    text: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Folder:
    """What the folder holds: the venues of this source by `source_id`, and the last imported state.

    `written` are the ids of all the files, whatever their source; `unreadable` those of the files that nobody can read.
    """

    venues: Mapping[str, Existing]
    written: frozenset[str]
    unreadable: frozenset[str]
    state: Mapping[str, Mapping[str, Any]]
    state_text: str
    problems: tuple[Problem, ...]

    @property
    def ids(self) -> frozenset[str]:
        """All ids in use, those of deleted venues included: an id is never given twice."""
        return self.written | {str(venue.get("id")) for venue in self.state.values()}


def read_folder(into: Path, mapping: str, sources: set[str]) -> Folder | Problem:
    """Return what the folder holds of these sources, or why it cannot be read; one that does not exist is empty.

    `mapping` is the name under which the last import was remembered.
    """
    state_file = into / IMPORTS / f"{mapping}.json"
    try:
        state_text = state_file.read_text("utf-8") if state_file.exists() else ""
        state = json.loads(state_text)["lieux"] if state_text else {}
        sources = sources | {venue["fiche"]["source"] for venue in state.values()}
        paths = _venue_files(into)
    except OSError as error:
        return _closed(Path(error.filename or into), error)
    except (ValueError, KeyError, TypeError, AttributeError):
        return about(
            state_file,
            "etat-illisible",
            "ce fichier, écrit par la dernière importation, est abîmé",
            "reprenez-le dans l'historique du dépôt ; ou supprimez-le : les fiches existantes seront alors gardées "
            "telles quelles, et toutes les différences avec la source seront signalées",
        )
    venues: dict[str, Existing] = {}
    unreadable: set[str] = set()
    problems: list[Problem] = []
    for path in paths:
        relative = path.relative_to(into).as_posix()
        record = records.read_file(path, path.as_posix())
        if not isinstance(record, records.Record):
            unreadable.add(path.stem)
            problems.append(
                about(path, "fiche-illisible", "cette fiche ne se lit pas : elle est laissée telle quelle",
                         "« maillage check » dit pourquoi", level="attention")
            )  # fmt: skip
            continue
        source_id = record.data.get("source_id")
        if isinstance(source_id, str) and record.data.get("source") in sources:
            venues.setdefault(source_id, Existing(relative, path.read_text("utf-8"), record.data))
    written = frozenset(path.stem for path in paths)
    return Folder(venues, written, frozenset(unreadable), state, state_text, tuple(problems))


def _closed(path: Path, error: OSError) -> Problem:
    """Return what to say of a folder that hides what it holds: its venues must not be written a second time."""
    match error:
        case PermissionError():
            message, hint = "vous n'avez pas le droit de lire ce qui est ici", "demandez ce droit"
        case NotADirectoryError():
            message, hint = "c'est un fichier, il faut un dossier", "choisissez un dossier avec --into"
        case _:
            message, hint = f"le dossier ne se lit pas ({error.strerror})", "vérifiez le disque et vos droits"
    return about(path, "dossier-illisible", message, hint)


def _venue_files(into: Path) -> list[Path]:
    """Return the venue files of a folder, wherever people have put them in it, in the order of their paths.

    Raises OSError for a folder that cannot be read: its venues would pass for deleted, and be reported so.
    """

    def refuse(error: OSError) -> NoReturn:
        raise error

    if not into.exists():
        return []
    found = []
    for folder, names, files in os.walk(into, onerror=refuse):
        names[:] = [name for name in names if not name.startswith(("_", "."))]
        if Path(folder) != into:
            found += [Path(folder, name) for name in files if name.endswith(".yml") and not name.startswith(("_", "."))]
    return sorted(found)


def about(path: Path, code: str, message: str, hint: str, level: Level = "erreur") -> Problem:
    """Return a problem of a whole file or folder."""
    return Problem(path.as_posix(), 0, 0, level, code, "", message, hint)
