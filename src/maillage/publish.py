"""Publishing all or nothing: the new site is built beside the old one and takes its place in one move."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows, where builds at once are the care of whoever starts them
    fcntl = None  # type: ignore[assignment]

_MARK = ".maillage-site"


class NotOursError(ValueError):
    """The target folder holds files that no build has made: replacing it would lose them."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside `target` that replaces it when the block ends without an error.

    A build that is killed or fails leaves the old site whole. The two renames at the end are not one: should
    the machine stop between them, the next call puts the old site back first. What a killed build has left beside the
    site is taken away by the next one. Of several builds at once, the last to end is published.
    """
    with taking_turns(target) as work:
        yield work
    discard(target)


@contextmanager
def taking_turns(target: Path) -> Iterator[Path]:
    """Yield an empty folder as `replacing` does, and keep what it replaces aside: `take_back` gives it to a later one.

    Two sites that differ by a few files then take turns: each build changes those files only.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(target.parent):
        _restore(target)
        if target.exists() and any(target.iterdir()) and not (target / _MARK).exists():
            raise NotOursError(str(target))
        _clear(target)
        work = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
        hold = _held(work)
    try:
        yield work
        (work / _MARK).write_text("Dossier remplacé à chaque construction du site.\n", encoding="utf-8")
        work.chmod(0o755)
        with _alone_in(target.parent):
            _swap(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
        if hold is not None:
            os.close(hold)


def aside(target: Path) -> Path:
    """Return where the site that the present one has replaced is kept."""
    target = target.resolve()
    return target.with_name(f".{target.name}.avant")


def take_back(target: Path, work: Path) -> None:
    """Move all that is kept aside for a site into an empty folder beside it."""
    with _alone_in(target.resolve().parent):
        kept = aside(target)
        # Its content rather than itself: the folder of a build is held for as long as it is filled.
        for entry in list(kept.iterdir()) if kept.is_dir() else ():
            entry.rename(work / entry.name)
        shutil.rmtree(kept, ignore_errors=True)


def discard(target: Path) -> None:
    """Take away what is kept aside for a site."""
    with _alone_in(target.resolve().parent):
        shutil.rmtree(aside(target), ignore_errors=True)


def _swap(work: Path, target: Path) -> None:
    """Put a folder in the place of another, which is kept aside in the place of an older one."""
    old = _old(target)
    try:
        if target.exists():
            target.rename(old)
        work.rename(target)
    finally:
        if target.exists() and old.exists():
            _keep_aside(old, target)
        _restore(target)


def _keep_aside(old: Path, target: Path) -> None:
    """Keep a site that was replaced in the place of an older one, or take it away where that cannot be."""
    kept = aside(target)
    shutil.rmtree(kept, ignore_errors=True)
    try:
        old.rename(kept)
        # Whoever keeps a site in a folder under git is not to find another one there.
        (kept / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError:
        # The new site is published all the same: a disk that is full by now is no reason to say otherwise.
        for left in (old, kept):
            shutil.rmtree(left, ignore_errors=True)


def _prefix(target: Path) -> str:
    return f".{target.name}.nouveau-"


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.ancien")


def _restore(target: Path) -> None:
    old = _old(target)
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _clear(target: Path) -> None:
    """Take away the folders that nobody fills any more: their builds were killed."""
    for left in list(target.parent.iterdir()):
        hold = _held(left) if left.name.startswith(_prefix(target)) else None
        if hold is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(hold)


def _held(folder: Path) -> int | None:
    """Return a hold on a folder, which ends with the process; None where another has it, or the system knows none."""
    if fcntl is None:
        return None
    handle = None
    try:
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if handle is not None:
            os.close(handle)
        return None
    return handle


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other build moves anything in a folder, where the system can say so."""
    handle = None
    if fcntl is not None:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def write(path: Path, content: bytes) -> None:
    """Write one file of a site that nobody reads yet, in the place of any other.

    Never through a link: that would write in the site that is published.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace the content of one file in a single move: a reader sees the old text or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    work = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        work.chmod(0o644)
        work.replace(path)
    except BaseException:
        work.unlink(missing_ok=True)
        raise
