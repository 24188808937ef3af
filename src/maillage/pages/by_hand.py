"""What stands around the pages that people write by hand: they too say who answers for them, and how to mend them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from maillage.model import Site
from maillage.pages.frame import frame
from maillage.pages.templating import macro

_EDITED = "cette page"


@dataclass(frozen=True, slots=True)
class Around:
    """The HTML that precedes a page, empty where there is nothing to say first, and the HTML that follows it."""

    banner: str
    foot: str


def around(site: Site, today: date, *, url: str, title: str, path: str | None) -> Around:
    """Return what stands around the page at an address; `path` is its file in the project, None where it has none."""
    values = frame(site, today, url, title, path=path)
    foot = macro("pied", of="_commun")(
        *(values[name] for name in ("racine", "site", "aujourdhui", "adresse_page")),
        *(values[name] for name in ("signaler_courriel", "signaler_forge", "modifier")),
        quoi=_EDITED,
    )
    return Around(_block(macro("bandeau", of="_commun")(site)), _block(foot))


def _block(html: str) -> str:
    """Return a block that no Markdown parser touches, and that the search of the engine leaves out."""
    lines = [line for line in html.split("\n") if line.strip()]
    return "\n".join(['<div class="mg" data-search-exclude>', *lines, "</div>"]) if lines else ""
