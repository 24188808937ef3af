"""Short names of contents: two things that share one are the same, and what was made of either serves for both."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

_PACKAGE = Path(__file__).parent


def of(*parts: bytes | str) -> str:
    """Return the name of some contents in their order."""
    known = blake2b(digest_size=16)
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        # The length first: "ab" then "c" is not "a" then "bc".
        known.update(b"%d:" % len(content))
        known.update(content)
    return known.hexdigest()


def of_path(path: Path) -> str:
    """Return the name of a file, or of a folder with the paths and contents of all its files; links are followed."""
    if path.is_file():
        return of(path.read_bytes())
    parts: list[bytes | str] = []
    for folder, names, files in os.walk(path, followlinks=True):
        names[:] = sorted(name for name in names if name != "__pycache__")
        for name in sorted(files):
            file = Path(folder, name)
            parts += [file.relative_to(path).as_posix(), file.read_bytes()]
    return of(*parts)


def of_package() -> str:
    """Return the name of this package as it is now: its modules, templates, styles and data."""
    return of_path(_PACKAGE)


@cache
def of_installation() -> str:
    """Return the name of all that is installed beside this package: what makes the same page must be the same."""
    installed = {path.name for place in sys.path for path in Path(place).glob("*.dist-info")}
    return of(sys.version, *sorted(installed))
