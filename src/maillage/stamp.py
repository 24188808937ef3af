"""One rendered shell, many pages: the theme is rendered once per depth and filled for every page.

A static-site engine spends 9 to 21 ms on each page; 20,000 venue pages would take minutes. All generated
pages of one depth share the same frame, so the engine renders a single page that holds the markers below
and this module cuts it once, then joins the pieces around each page's own text. The pages that the menu may
name, at the root and one folder below, each have a shell of their own: the menu shows where one is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from json import dumps

from maillage.model import Page

TITLE = "MAILLAGE-TITRE"
DESCRIPTION = "MAILLAGE-DESCRIPTION"
# In a title of its own: the theme adds one to a page that has none.
BODY = "<h1>MAILLAGE-CORPS</h1>"
SHELL_FOLDER = "coquille"
_HEAD_END = "</head>"
_DEPTH_OF_MENU = 1


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered shell cut at its markers: `pieces[i]` precedes the value named `markers[i]`.

    `digest` names it: two shells that share it make the same pages.
    """

    pieces: tuple[bytes, ...]
    markers: tuple[str, ...]
    digest: str


class ShellError(ValueError):
    """The engine's page lacks a marker: the theme has changed in a way that would lose text."""


def depth(url: str) -> int:
    """Return how many folders below the root a page address is ("lieux/x/" is 2)."""
    return url.strip("/").count("/") + 1 if url.strip("/") else 0


def in_menu(url: str) -> bool:
    """Return whether the menu may name a page: it then has a shell of its own."""
    return depth(url) <= _DEPTH_OF_MENU


def shell_url(url: str) -> str:
    """Return the address under which the engine renders the shell of a page."""
    return url if in_menu(url) else "/".join([SHELL_FOLDER, *map(str, range(1, depth(url)))]) + "/"


def shell_source(url: str, title: str = TITLE) -> tuple[str, str]:
    """Return the path below the docs folder and the Markdown of the shell at an address.

    A page of the menu gives its own title, which the engine also shows in the menu.
    """
    lines = (
        "---",
        # JSON strings are YAML strings too; themes copy them into their pages as they are.
        f"title: {dumps(escape(title), ensure_ascii=False)}",
        f"description: {DESCRIPTION}",
        # The engine's own search is for what people write by hand: lists of thousands of names would bury it.
        "search:\n  exclude: true",
        "hide:\n  - toc\n  - navigation",
        "---",
        f'<div class="mg">{BODY}</div>',
    )
    return f"{url}index.md", "\n".join(lines) + "\n"


def cut(html: str, url: str) -> Shell:
    """Return the shell at an address ready to fill; raises ShellError when a page would lose its text in it."""
    needed = (BODY,) if in_menu(url) else (BODY, TITLE)
    own_address = () if in_menu(url) else (url,)
    markers = "|".join(map(re.escape, (TITLE, DESCRIPTION, BODY, _HEAD_END, *own_address)))
    parts = re.split(f"({markers})", _unindented(html))
    for marker in needed:
        if marker not in parts[1::2]:
            raise ShellError(f"le gabarit rendu par le moteur ne contient pas {marker}")
    pieces, found = tuple(part.encode() for part in parts[0::2]), tuple(parts[1::2])
    return Shell(pieces, found, blake2b(repr((pieces, found)).encode(), digest_size=16).hexdigest())


def _unindented(html: str) -> str:
    """Return a page without the indentation of its templates, a fifth of what is written for each venue."""
    if re.search("<(pre|textarea)", html):
        return html
    return re.sub(r"[ \t\r\n]*\n[ \t]*", "\n", html)


def fill(shell: Shell, page: Page) -> bytes:
    """Return the HTML of one page; the title and the description are escaped here, the body by its template."""
    values = {
        TITLE: escape(page.title).encode(),
        DESCRIPTION: escape(page.description).encode(),
        BODY: page.body.encode(),
        _HEAD_END: (page.head + _HEAD_END).encode(),
    }
    out = [shell.pieces[0]]
    for marker, piece in zip(shell.markers, shell.pieces[1:], strict=True):
        out.append(values[marker] if marker in values else page.url.encode())
        out.append(piece)
    return b"".join(out)


def sitemap(engine_sitemap: str, site_url: str, urls: Iterable[str], hidden: Iterable[str] = ()) -> str:
    """Return the engine's sitemap without the shells and the hidden pages, and with these pages, sorted by address."""
    root = site_url.rstrip("/") + "/"
    left_out = "|".join([rf"{SHELL_FOLDER}/[^<]*", *(re.escape(escape(url, quote=False)) for url in hidden)])
    kept = re.sub(
        rf"\s*<url>(?:(?!</url>).)*?<loc>{re.escape(root)}(?:{left_out})</loc>.*?</url>",
        "",
        engine_sitemap,
        flags=re.DOTALL,
    )
    known = set(re.findall(r"<loc>(.*?)</loc>", kept))
    added = [
        f"    <url>\n         <loc>{location}</loc>\n    </url>\n"
        for location in sorted(escape(root + url, quote=False) for url in urls)
        if location not in known
    ]
    return kept.replace("</urlset>", "".join(added) + "</urlset>")
