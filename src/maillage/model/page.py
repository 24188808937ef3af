"""What a build makes, before any engine or disk is involved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page at `url` ("lieux/mediatheque-x/", no leading slash), its body in HTML, all input escaped.

    `edited_path` is the file that a person edits to change the page, relative to the project, or None.
    `head` is HTML for the head of the page (JSON-LD, robots). `indexed` pages enter the sitemap. `assets` are the
    files that are made with the page, and published with it.
    """

    url: str
    title: str
    description: str
    body: str
    head: str = ""
    edited_path: str | None = None
    indexed: bool = True
    assets: tuple[Asset, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file that is published as it is, at `url` ("donnees/lieux.json")."""

    url: str
    content: bytes


def nothing_else() -> object:
    """Return what a page is made of that says nothing of any venue."""
    return ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that is made when it is wanted: a country has tens of thousands, too many to hold at once.

    `title` is that of the page, known before it is made: the menu may name the pages at the root and one folder below.
    Without it, such a page is made once more. `files` are the addresses of those of its assets that a hand-written
    page may link to.

    `made_of` gives all that tells this page from what it was at another build of the same site on the same day: as
    long as its `repr` is the same, so is the page. None where nobody can say: the page is made at every build.
    """

    url: str
    make: Callable[[], Page]
    title: str = ""
    files: tuple[str, ...] = ()
    made_of: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class LateAsset:
    """One file that is made when it is wanted, as a `Draft` is, and `made_of` likewise: maps and tables add up."""

    url: str
    make: Callable[[], bytes]
    made_of: Callable[[], object] | None = None

    @property
    def content(self) -> bytes:
        """The file, made each time it is asked for."""
        return self.make()
