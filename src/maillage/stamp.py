"""One rendered shell, many pages: the theme is rendered once per depth and filled for every page.

A static-site engine spends 9 to 21 ms on each page; 20,000 venue pages would take minutes. All generated
pages of one depth share the same frame, so the engine renders a single page that holds the markers below
and this module cuts it once, then joins the pieces around each page's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from xml.sax.saxutils import escape as escape_xml

from maillage.model import Page

TITLE = "MAILLAGE-TITRE"
DESCRIPTION = "MAILLAGE-DESCRIPTION"
# In a title of its own: the theme adds one to a page that has none.
BODY = "<h1>MAILLAGE-CORPS</h1>"
_SHELL_FOLDER = "coquille"
_HEAD_END = "</head>"


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered shell cut at its markers: `pieces[i]` precedes the value named `markers[i]`."""

    pieces: tuple[str, ...]
    markers: tuple[str, ...]


class ShellError(ValueError):
    """The engine's page lacks a marker: the theme has changed in a way that would lose text."""


def depth(url: str) -> int:
    """Return how many folders below the root a page address is ("lieux/x/" is 2)."""
    return url.strip("/").count("/") + 1 if url.strip("/") else 0


def shell_url(level: int) -> str:
    """Return the address under which the engine renders the shell of one depth."""
    return "/".join([_SHELL_FOLDER, *map(str, range(1, level))]) + "/"


def shell_source(level: int) -> tuple[str, str]:
    """Return the path below the docs folder and the Markdown of the shell page of one depth."""
    lines = (
        "---",
        f"title: {TITLE}",
        f"description: {DESCRIPTION}",
        "search:\n  exclude: true",
        "hide:\n  - toc\n  - navigation",
        "---",
        f'<div class="mg">{BODY}</div>',
    )
    return f"{shell_url(level)}index.md", "\n".join(lines) + "\n"


def cut(html: str, level: int) -> Shell:
    """Return the shell ready to fill; raises ShellError when the title or the body has no place in it."""
    markers = "|".join(map(re.escape, (TITLE, DESCRIPTION, BODY, shell_url(level), _HEAD_END)))
    parts = re.split(f"({markers})", html)
    shell = Shell(pieces=tuple(parts[0::2]), markers=tuple(parts[1::2]))
    for needed in (TITLE, BODY):
        if needed not in shell.markers:
            raise ShellError(f"le gabarit rendu par le moteur ne contient pas {needed}")
    return shell


def fill(shell: Shell, page: Page) -> str:
    """Return the HTML of one page; the title and the description are escaped here, the body by its template."""
    values = {
        TITLE: escape(page.title),
        DESCRIPTION: escape(page.description),
        BODY: page.body,
        _HEAD_END: page.head + _HEAD_END,
    }
    out = [shell.pieces[0]]
    for marker, piece in zip(shell.markers, shell.pieces[1:], strict=True):
        out.append(values.get(marker, page.url))
        out.append(piece)
    return "".join(out)


def sitemap(engine_sitemap: str, site_url: str, urls: Iterable[str]) -> str:
    """Return the engine's sitemap without the shells and with these pages, sorted by address."""
    root = site_url.rstrip("/") + "/"
    kept = re.sub(
        rf"\s*<url>(?:(?!</url>).)*?<loc>{re.escape(root)}{_SHELL_FOLDER}/.*?</url>",
        "",
        engine_sitemap,
        flags=re.DOTALL,
    )
    known = set(re.findall(r"<loc>(.*?)</loc>", kept))
    added = [
        f"    <url>\n         <loc>{location}</loc>\n    </url>\n"
        for location in sorted(escape_xml(root + url) for url in urls)
        if location not in known
    ]
    return kept.replace("</urlset>", "".join(added) + "</urlset>")
