"""Publishing all or nothing: the new site is built beside the old one and takes its place in one move."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MARK = ".maillage-site"


class NotOursError(ValueError):
    """The target folder holds files that no build has made: replacing it would lose them."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside `target` that replaces it when the block ends without an error.

    A build that is killed or fails leaves the old site whole. The two renames at the end are not one: should
    the machine stop between them, the next call puts the old site back first.
    """
    target = target.resolve()
    _restore(target)
    if target.exists() and any(target.iterdir()) and not (target / _MARK).exists():
        raise NotOursError(str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}.nouveau-", dir=target.parent))
    try:
        yield work
        (work / _MARK).write_text("Dossier remplacé à chaque construction du site.\n", encoding="utf-8")
        work.chmod(0o755)
        old = _old(target)
        if target.exists():
            target.rename(old)
        work.rename(target)
    finally:
        _restore(target)
        shutil.rmtree(work, ignore_errors=True)


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.ancien")


def _restore(target: Path) -> None:
    old = _old(target)
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


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
