"""What unchanged files gave last time, kept in the cache folder of the person, never in the project.

Everything that the outcome of one file depends on is in the fingerprint: the code, the schema, the nomenclature, the
territory, the versions of the libraries, the day. What depends on other files is never kept. A cache that cannot be
read, or that another version wrote, counts as empty; a cache that cannot be written is not a problem.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

from maillage import cache as kept
from maillage import collector
from maillage.checks.examine import Examined
from maillage.checks.subject import Card, Context
from maillage.model import Position, Problem

_PACKAGE = Path(__file__).parent.parent
# The rooms of the package that one file goes through on its way to its problems.
_ROOMS = ("checks", "hours", "model", "nomenclature", "parse", "positions", "records", "territory")
_LIBRARIES = ("jsonschema-rs", "msgspec", "opening-hours-py", "pyyaml", "rapidfuzz", "shapely")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one file gave, and the digest of its bytes then."""

    digest: str
    examined: Examined


def location(root: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Return where the memory of one project is kept: one file under the user's cache folder (XDG)."""
    return kept.file("check", root, ".json", environ)


def digest(content: bytes) -> str:
    """Return a short name of some bytes: two contents never share it by accident."""
    return blake2b(content, digest_size=16).hexdigest()


def fingerprint(document: Mapping[str, Any], context: Context) -> str:
    """Return a name of everything, beside its own bytes, that the outcome of one file depends on."""
    known = blake2b(digest_size=16)
    folders = [path for room in _ROOMS for path in (_PACKAGE / room).rglob("*.py")]
    modules = [path for room in _ROOMS if (path := _PACKAGE / f"{room}.py").exists()]
    for source in sorted((*folders, *modules)):
        known.update(source.read_bytes())
    for part in (
        json.dumps(document, sort_keys=True),
        repr(context.nomenclature),
        repr(context.territory.millesimes),
        context.today.isoformat(),
        *(f"{library} {version(library)}" for library in _LIBRARIES),
    ):
        known.update(part.encode())
    return known.hexdigest()


def load(cache: Path, stamp: str) -> dict[str, Entry]:
    """Return what is remembered by path, nothing when the memory is absent, damaged or of another fingerprint."""
    try:
        with collector.held():
            document = json.loads(cache.read_bytes())
            if document["fingerprint"] != stamp:
                return {}
            return {path: _entry(row) for path, row in document["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def save(cache: Path, stamp: str, entries: Mapping[str, Entry]) -> None:
    """Write the memory in one move, so that a reader never sees half of it; silently give up where it cannot be."""
    document = {"fingerprint": stamp, "files": {path: _row(entry) for path, entry in entries.items()}}
    # In one piece: writing as it goes would take ten times longer.
    kept.write(cache, json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())


def _row(entry: Entry) -> list[Any]:
    card = entry.examined.card
    return [entry.digest, [_problem_row(problem) for problem in entry.examined.problems], card and _card_row(card)]


def _entry(row: list[Any]) -> Entry:
    written, problems, card = row
    return Entry(written, Examined(tuple(Problem(*problem) for problem in problems), _card(card) if card else None))


def _problem_row(problem: Problem) -> list[Any]:
    return [getattr(problem, name) for name in Problem.__slots__]


def _card_row(card: Card) -> dict[str, Any]:
    position = card.position
    row = {name: getattr(card, name) for name in Card.__slots__}
    return row | {"position": (position.latitude, position.longitude) if position else None}


def _card(row: dict[str, Any]) -> Card:
    position = row["position"]
    changed = {
        "typologies": tuple(row["typologies"]),
        "position": Position(latitude=position[0], longitude=position[1]) if position else None,
        "remplace_par": tuple(row["remplace_par"]),
        "source": tuple(row["source"]) if row["source"] else None,
    }
    return Card(**{**row, **changed})
