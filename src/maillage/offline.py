"""What a browser keeps of a published site to use it without a connection: a service worker, headed by its edition.

The edition lists the pages that work without a connection and all that they may ask for, by the digest of each. The
same site gives the same worker, byte for byte, and a browser does nothing; another site gives another, and the browser
takes the whole edition or stays with the one it has.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from base64 import b64encode
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

FILE: Final = "hors-ligne.js"
"""At the root of the site: a worker answers for what is below its own folder."""

_PAGES: Final = ("trouver/", "orienter/")
# Any page shows what all pages are dressed with; the home page is always there.
_ANY_PAGE: Final = ""
_DATA: Final = "donnees/recherche/"
_ASSETS: Final = "assets/maillage/"
_NOT_FOR_READERS: Final = frozenset({"leaflet.js", "leaflet.css", "integrer.js"})
"""What framed maps and the pages of partners load, which need a connection anyway."""

_SCRIPTS: Final = Path(__file__).parent / "web" / "hors-ligne"


def publish(site: Path, *, kept: bool) -> None:
    """Write the worker of the site in a folder that holds everything else.

    Where nothing is to be kept, the worker is one that takes away what an earlier one kept. Nothing is written in a
    checkout where the scripts have not been built.
    """
    script = _SCRIPTS / ("worker.js" if kept else "removal.js")
    if script.is_file():
        program = script.read_bytes()
        (site / FILE).write_bytes(_headed(site, program) if kept else program)


def _headed(site: Path, program: bytes) -> bytes:
    pages = [page for page in _PAGES if (site / page / "index.html").is_file()]
    contents = {address: _read(site, address) for address in sorted({*pages, *_needed(site, pages)})}
    files = {address: _digest(content) for address, content in contents.items()}
    code = {address: digest for address, digest in files.items() if address.endswith((".js", ".css"))}
    edition = {
        "id": _name({**files, FILE: _digest(program)}),
        "code": _name(code),
        "pages": pages,
        "files": files,
    }
    return b"const EDITION=" + json.dumps(edition, separators=(",", ":")).encode() + b";\n" + program


def _needed(site: Path, pages: list[str]) -> Iterator[str]:
    for page in (_ANY_PAGE, *pages):
        for address in _loaded(_read(site, page).decode()):
            path = posixpath.normpath(posixpath.join(page, address))
            if (site / path).is_file():
                yield path
    for folder in (_DATA, _ASSETS):
        for file in sorted((site / folder).glob("*")):
            if file.is_file() and file.name not in _NOT_FOR_READERS:
                yield f"{folder}{file.name}"


def _read(site: Path, address: str) -> bytes:
    file = site / address
    return (file / "index.html" if file.is_dir() else file).read_bytes()


def _digest(content: bytes) -> str:
    return "sha256-" + b64encode(hashlib.sha256(content).digest()).decode()


def _name(files: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:16]


def _loaded(html: str) -> list[str]:
    found = _Loaded()
    found.feed(html)
    return found.addresses


class _Loaded(HTMLParser):
    """Lists the scripts, styles and icons of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        address = values.get("src") if tag == "script" else None
        if tag == "link" and values.get("rel") in ("stylesheet", "icon"):
            address = values.get("href")
        if address:
            self.addresses.append(address)
