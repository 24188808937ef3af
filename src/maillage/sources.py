"""Pages as the Markdown files that any static-site engine reads."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from urllib.parse import quote

from maillage import publish
from maillage.model import Asset, Draft, LateAsset, Page
from maillage.pages.by_hand import Around

AroundPage = Callable[[str, str, str], Around]
"""Says what stands around a hand-written page, by its address, its title, and its file in the project."""

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_TITLE_OF_FILE = re.compile(r"^title:[ \t]+(.+)$", re.MULTILINE)
_HEADING = re.compile(r"\n*(?:#[ \t]+(?P<hash>.+)|(?P<line>\S.*)\n=+[ \t]*)(?:\n|$)")


def source_path(page: Page) -> str:
    """Return the path of a page below the docs folder."""
    return f"{page.url}index.md"


def markdown(page: Page) -> tuple[str, str]:
    """Return the path below the docs folder and the text of one page: a front matter, then one block of HTML.

    The front matter is written in JSON strings, which are YAML strings too, and in HTML: themes copy it into their
    pages as it is. One outer `<div>` makes the whole body a raw block that no Markdown parser touches; it ends with
    what belongs to the head of the page, where Markdown does not reach, and machines read it as well.
    """
    front_matter = [
        "---",
        f"title: {json.dumps(escape(page.title), ensure_ascii=False)}",
        f"description: {json.dumps(escape(page.description), ensure_ascii=False)}",
        # The engine's own search is for what people write by hand: lists of thousands of names would bury it.
        "search:\n  exclude: true",
        "hide:\n  - toc\n  - navigation",
        "---",
    ]
    return source_path(page), "\n".join([*front_matter, f'<div class="mg">\n{page.body}{page.head}\n</div>', ""])


def write_tree(
    out: Path,
    drafts: Iterable[Draft],
    assets: Iterable[Asset | LateAsset],
    hand_written: Path,
    around: AroundPage,
) -> None:
    """Write below `out/docs` all that an engine needs: the hand-written pages, ours, and the files as they are."""
    docs = out / "docs"
    shutil.copytree(hand_written, docs)
    for file in docs.rglob("*.md"):
        _surround(file, file.relative_to(docs).as_posix(), hand_written.name, around)
    for draft in drafts:
        page = draft.make()
        place, text = markdown(page)
        publish.write(docs / place, text.encode())
        for asset in page.assets:
            publish.write(docs / asset.url, asset.content)
    for each in assets:
        publish.write(docs / each.url, each.content)


def _surround(file: Path, name: str, folder: str, around: AroundPage) -> None:
    """Write in a hand-written page what stands around it; one that is not text is left to the engine to refuse."""
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return
    front_matter = _FRONT_MATTER.match(text)
    head, body = (front_matter[0], text[front_matter.end() :]) if front_matter else ("", text)
    # Engines take the title of a page from its first line: nothing may precede it.
    heading = _HEADING.match(body)
    if heading:
        head, body = head + heading[0], body[heading.end() :]
    made = around(_address(name), _title(front_matter, heading, file.stem), f"{folder}/{name}")
    parts = (head.rstrip(), made.banner, body.strip("\n"), made.foot)
    file.write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")


def _address(name: str) -> str:
    return quote(re.sub(r"(?:^|(?<=/))(?:index|README)/$", "", f"{name.removesuffix('.md')}/"))


def _title(front_matter: re.Match[str] | None, heading: re.Match[str] | None, stem: str) -> str:
    written = _TITLE_OF_FILE.search(front_matter[0]) if front_matter else None
    if written:
        return written[1].strip().strip("\"'")
    if heading:
        return re.sub(r"\{[^}]*\}\s*$|[ \t]#+\s*$|[*_`]", "", heading["hash"] or heading["line"]).strip()
    return stem.replace("-", " ").capitalize()
