"""Files that spare work, in the cache folder of the person, never in the project: any may be deleted at any time."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from maillage import digests


def file(purpose: str, folder: Path, suffix: str, environ: Mapping[str, str] = os.environ) -> Path:
    """Return where something is kept for a folder: one file under the user's cache folder (XDG)."""
    home = Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "maillage" / f"{purpose}-{digests.of(str(folder.resolve()))}{suffix}"


def write(path: Path, content: bytes) -> None:
    """Write a file in one move, so that a reader never sees half of it; silently give up where it cannot be."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("wb", dir=path.parent, delete=False) as stream:
            temporary = Path(stream.name)
            stream.write(content)
        temporary.replace(path)
    except OSError:
        if temporary:
            temporary.unlink(missing_ok=True)


def seal(path: Path, made_by: str, content: bytes) -> None:
    """Write a file under the name of itself and of what made it; silently give up where it cannot be."""
    write(path, _name(made_by, content) + content)


def unsealed(path: Path, made_by: str) -> bytes | None:
    """Return what was sealed in a file; None where it is absent, damaged, or was made by anything else."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    content = whole[_NAME:]
    return content if whole[:_NAME] == _name(made_by, content) else None


def _name(made_by: str, content: bytes) -> bytes:
    return digests.of(made_by, content).encode()


_NAME: Final = len(_name("", b""))
