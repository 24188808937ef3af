"""The pages that a preview shows, set aside while the engine makes its own again: most will serve as they are.

To move them away and back takes no time; to link each of them into a new folder took a third of a rebuild.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from maillage.reuse import Published, Trace


@dataclass(frozen=True, slots=True)
class Shown:
    """A site in a folder: what each of our pages was made of, and the files that the engine has made beside them."""

    folder: Path
    traces: Mapping[str, Trace]
    engine: frozenset[str]


def set_aside(shown: Shown) -> Shown:
    """Move a site where the engine will not delete it."""
    aside = Path(tempfile.mkdtemp(prefix="maillage-")) / "site"
    shutil.move(shown.folder, aside)
    return Shown(aside, shown.traces, shown.engine)


def put_back(aside: Shown, folder: Path, made: Iterable[str]) -> Published:
    """Put a site back under the files that the engine has `made` in its folder meanwhile, without those of before."""
    for path in aside.engine:
        (aside.folder / path).unlink(missing_ok=True)
    for path in made:
        target = aside.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (folder / path).replace(target)
    shutil.rmtree(folder)
    shutil.move(aside.folder, folder)
    forget(aside)
    return Published(folder, aside.traces)


def forget(aside: Shown) -> None:
    """Leave nothing of what was set aside."""
    shutil.rmtree(aside.folder.parent, ignore_errors=True)
