"""Pages as the Markdown files that any static-site engine reads."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from html import escape
from pathlib import Path

from maillage.model import Asset, Draft, LateAsset, Page


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


def write_tree(out: Path, drafts: Iterable[Draft], assets: Iterable[Asset | LateAsset], hand_written: Path) -> None:
    """Write below `out/docs` all that an engine needs: the hand-written pages, ours, and the files as they are."""
    docs = out / "docs"
    shutil.copytree(hand_written, docs)
    for draft in drafts:
        page = draft.make()
        place, text = markdown(page)
        _write(docs / place, text.encode())
        for asset in page.assets:
            _write(docs / asset.url, asset.content)
    for file in assets:
        _write(docs / file.url, file.content)


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
