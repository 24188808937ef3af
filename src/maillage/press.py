"""Our part of a site once the engine has made its own: what it is asked for, then all our pages in its shells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from maillage import contract, digests, offline, printing, stamp
from maillage.build import Content
from maillage.dressing import Order
from maillage.reuse import Published, Trace


def tools() -> str:
    """Return the name of all that makes pages, beside what people write: it is to be asked before anything is read."""
    return digests.of(digests.of_package(), digests.of_path(contract.schema_folder()), digests.of_installation())


def order(content: Content, today: date, tools: str) -> Order:
    """Return what the engine is asked for."""
    drafts = content.drafts
    files = (*(asset.url for asset in content.assets), *(url for draft in drafts for url in draft.files))
    return Order(
        tools=tools,
        day=today.isoformat(),
        site=content.site,
        address=content.site.adresse_publique,
        menu=tuple((draft.url, draft.title or draft.make().title) for draft in drafts if stamp.in_menu(draft.url)),
        shells=tuple(sorted({stamp.shell_url(draft.url) for draft in drafts if not stamp.in_menu(draft.url)})),
        files=tuple(sorted(files)),
    )


def print_site(
    content: Content,
    order: Order,
    shells: Mapping[str, str],
    folder: Path,
    *,
    standing: Published | None = None,
    published: Published | None = None,
    processes: int | None = None,
    preview: bool = False,
) -> list[Trace]:
    """Write all our pages and files in a folder that holds what the engine has made, and return what each has given.

    `shells` are those of the order, as the engine has rendered them. What is `standing` in the folder already, or was
    `published`, is not made again. A `preview` is not kept by browsers: that would hide what is being written.
    """
    job = printing.Job(
        drafts=content.drafts,
        shells={url: stamp.cut(html, url) for url, html in shells.items()},
        folder=folder,
        files=content.assets,
        standing=standing,
        published=published,
        foundation=digests.of(order.tools, order.day, repr(content.site)),
    )
    traces = printing.print_all(job, processes)
    sitemap = folder / "sitemap.xml"
    if sitemap.exists() and order.address:
        listed = {trace.url for trace in traces if trace.indexed}
        hidden = sorted(url for url, _ in order.menu if url not in listed)
        text = stamp.sitemap(sitemap.read_text("utf-8"), order.address, listed, hidden)
        sitemap.write_text(text, encoding="utf-8")
        (folder / "sitemap.xml.gz").unlink(missing_ok=True)
    offline.publish(folder, kept=not preview and content.site.hors_ligne == "oui")
    return traces
