"""What the last builds have left: the pages of the published site, and the name of what each was made of.

A page that would be made of the same things is linked into the new site rather than made again. The site that the
published one has replaced is where the new one begins: what stands in it already is left there, since a link for each
file of a site takes longer than all the rest of a small change. The memory is in the cache folder of the person, and
may be deleted at any time. It is believed of a file only while the file has the size and the date that the build gave
it; anything else, and the page is made.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from maillage import cache, publish

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

    @property
    def files(self) -> frozenset[File]:
        """All the files that are known."""
        return frozenset(file for trace in self.traces.values() for file in trace.files)

    def holds(self, url: str, digest: str) -> Trace | None:
        """Return what a draft has given, where it would give the same and its files are as they were left."""
        trace = self._same(url, digest)
        return trace if trace and all(_is_there(self.folder, file) for file in trace.files) else None

    def link(self, url: str, digest: str, into: Path) -> Trace | None:
        """Give the files of a draft to another site; None, and nothing given, where it must be made."""
        trace = self._same(url, digest)
        if trace is None:
            return None
        given: list[Path] = []
        try:
            for file in trace.files:
                target = into / file.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)
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

    def _same(self, url: str, digest: str) -> Trace | None:
        trace = self.traces.get(url)
        return trace if trace and digest and trace.digest == digest else None


def begin(target: Path, folder: Path) -> Published:
    """Fill an empty folder with the pages of the site that stood at `target` before the present one, and return them.

    Nothing else is left in it: neither what the engine had made, nor what somebody may have added or changed.
    """
    standing = Published(folder, recall(publish.aside(target)).traces)
    publish.take_back(target, folder)
    files = standing.files
    for path in list(paths(folder)):
        if seen(folder, path) not in files:
            _remove(folder, path)
    return standing


def end(standing: Published, traces: Iterable[Trace]) -> None:
    """Take away the pages that stood in a folder and that the site has no more."""
    given = {file.path for trace in traces for file in trace.files}
    for file in standing.files:
        # The engine may have put a page of its own where one of ours was.
        if file.path not in given and _is_there(standing.folder, file):
            _remove(standing.folder, file.path)


def paths(folder: Path, below: str = "") -> Iterator[str]:
    """Yield the paths of all the files of a folder; a link is a file."""
    for entry in os.scandir(folder):
        path = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from paths(folder / entry.name, f"{path}/")
        else:
            yield path


def _remove(folder: Path, path: str) -> None:
    """Take away a file, and the folders that it leaves empty."""
    (folder / path).unlink()
    with suppress(OSError):
        for parent in PurePosixPath(path).parents[:-1]:
            (folder / parent).rmdir()


def seen(folder: Path, path: str) -> File:
    """Return a file of a site as it is on the disk."""
    status = os.lstat(f"{folder}/{path}")
    return File(path, status.st_size, status.st_mtime_ns)


def _is_there(folder: Path, file: File) -> bool:
    try:
        return seen(folder, file.path) == file
    except OSError:
        return False


def recall(folder: Path) -> Published:
    """Return what is known of the site in a folder: nothing if the memory is absent, damaged or another version's."""
    try:
        document = json.loads(_memory(folder).read_bytes())
        if document["version"] != _VERSION:
            return Published(folder)
        return Published(folder, {url: _trace(url, row) for url, row in document["drafts"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Published(folder)


def keep(replaced: Published, traces: Collection[Trace]) -> None:
    """Remember what the site is made of that has replaced another, which stays aside while most of it serves again.

    Silently give up where that cannot be written.
    """
    folder = replaced.folder
    if 2 * sum(replaced.traces.get(trace.url) == trace for trace in traces) > len(traces):
        with suppress(OSError):
            _memory(folder).replace(_memory(publish.aside(folder)))
    else:
        publish.discard(folder)
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
