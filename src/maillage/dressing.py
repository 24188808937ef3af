"""What the engine makes of a site beside our pages, kept from one build to the next.

The engine renders the shells, the hand-written pages and its own files. None of that speaks of a venue: it is asked
again only when something that it reads has changed. What it has made is one archive in the cache folder of the person.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from maillage import cache, digests, publish
from maillage.model import Site

_INDEX = "index.json"
_FILES = "site/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the engine is asked for: a site at an address, dated from a day, by tools of some name.

    What the file of the site says stands around the hand-written pages; `address` is another one in a preview. `menu`
    are the addresses and titles of the pages that have a shell of their own, `shells` the addresses of the others,
    `files` those of the files that a hand-written page may link to.
    """

    tools: str
    day: str
    site: Site
    address: str
    menu: tuple[tuple[str, str], ...]
    shells: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dress:
    """The shells as the engine has rendered them, by address; its other files are in the folder of the site.

    `read` are the files and folders that it has read, below that of the settings, and `name` names them and the order
    as they were before; both are empty where nobody can say: plugins of the hub may read anything.
    """

    shells: Mapping[str, str]
    read: tuple[str, ...] = ()
    name: str = ""


class EngineError(Exception):
    """The engine refuses the settings or a hand-written page; the message holds all that it says of it."""


def name(settings: Path, order: Order, read: Iterable[str]) -> str:
    """Return the name of an order together with all that the engine reads to fulfil it."""
    contents = (digests.of_path(settings.parent / path) for path in read)
    return digests.of(json.dumps(asdict(order), ensure_ascii=False), *contents)


def recall(settings: Path, order: Order, folder: Path) -> Dress | None:
    """Write in the folder of a site what the engine would make, and return the shells; None where it must be asked."""
    try:
        with zipfile.ZipFile(_memory(settings)) as archive:
            index = json.loads(archive.read(_INDEX))
            dress = Dress(dict(index["shells"]), tuple(index["read"]), index["name"])
            if dress.name != name(settings, order, dress.read):
                return None
            # Every file is read, and its checksum with it, before any is written.
            files = {path.removeprefix(_FILES): archive.read(path) for path in archive.namelist() if path != _INDEX}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile, zlib.error):
        return None
    for path, content in files.items():
        publish.write(folder / path, content)
    return dress


def keep(settings: Path, dress: Dress, folder: Path) -> None:
    """Remember what the engine has made in a folder, unless nobody can say when it would make something else."""
    if not dress.name:
        return
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(_INDEX, json.dumps(asdict(dress), ensure_ascii=False))
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.writestr(_FILES + path.relative_to(folder).as_posix(), path.read_bytes())
    cache.write(_memory(settings), content.getvalue())


@contextmanager
def dated(day: str) -> Iterator[None]:
    """Have the engine date its pages from the day of the site, not from the clock: same input, same bytes."""
    variable = "SOURCE_DATE_EPOCH"
    before = os.environ.get(variable)
    os.environ[variable] = str(int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()))
    try:
        yield
    finally:
        os.environ.pop(variable)
        if before is not None:
            os.environ[variable] = before


def _memory(settings: Path) -> Path:
    return cache.file("engine", settings, ".zip")
