"""What the last build has left: the pages of the published site, and the name of what each was made of.

A page that would be made of the same things is linked into the new site rather than made again. The memory is in the
cache folder of the person, and may be deleted at any time. It is believed of a file only while the file has the size
and the date that the build gave it; anything else, and the page is made.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from maillage import cache

_VERSION = 1


@dataclass(frozen=True, slots=True)
class File:
    """One file of a site: its path below the site, its size, its date in nanoseconds."""

    path: str
    size: int
    date: int


@dataclass(frozen=True, slots=True)
class Trace:
    """What one draft has given: `digest` names what it was made of, empty where nobody can say."""

    url: str
    digest: str
    indexed: bool
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """The site that stands in a folder, and what each of its drafts was made of."""

    folder: Path
    traces: Mapping[str, Trace] = field(default_factory=dict)

    def link(self, url: str, digest: str, into: Path) -> Trace | None:
        """Give the files of a draft to another site; None, and nothing given, where it must be made."""
        trace = self.traces.get(url)
        if trace is None or not digest or trace.digest != digest:
            return None
        given: list[Path] = []
        try:
            for file in trace.files:
                target = into / file.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.hardlink_to(self.folder / file.path)
                given.append(target)
                # Looked at once it is ours: another build may replace the site at any moment.
                if seen(into, file.path) != file:
                    break
            else:
                return trace
        except OSError:
            # The file is gone, or this disk has no links.
            pass
        for target in given:
            target.unlink()
        return None


def seen(folder: Path, path: str) -> File:
    """Return a file of a site as it is on the disk."""
    status = os.stat(f"{folder}/{path}")  # noqa: PTH116 — tens of thousands of times
    return File(path, status.st_size, status.st_mtime_ns)


def recall(folder: Path) -> Published:
    """Return what is known of the site in a folder: nothing if the memory is absent, damaged or another version's."""
    try:
        document = json.loads(_memory(folder).read_bytes())
        if document["version"] != _VERSION:
            return Published(folder)
        return Published(folder, {url: _trace(url, row) for url, row in document["drafts"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Published(folder)


def keep(folder: Path, traces: Iterable[Trace]) -> None:
    """Remember what the site in a folder is made of; silently give up where that cannot be written."""
    drafts = {trace.url: _row(trace) for trace in traces if trace.digest}
    document = {"version": _VERSION, "drafts": drafts}
    cache.write(_memory(folder), json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())


def _memory(folder: Path) -> Path:
    return cache.file("build", folder, ".json")


def _row(trace: Trace) -> list[object]:
    return [trace.digest, trace.indexed, [[file.path, file.size, file.date] for file in trace.files]]


def _trace(url: str, row: list[Any]) -> Trace:
    digest, indexed, files = row
    return Trace(url, str(digest), bool(indexed), tuple(File(_inside(path), size, date) for path, size, date in files))


def _inside(path: str) -> str:
    """Return a path that stays below the site; raises `ValueError` for any other."""
    if path.startswith("/") or ".." in PurePosixPath(path).parts:
        raise ValueError(path)
    return path
