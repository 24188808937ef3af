"""What the common parts of every page need: the way to the root, the date, how to report a mistake."""

from __future__ import annotations

from datetime import date

from maillage.model import Site
from maillage.pages import addresses, links, words


def frame(
    site: Site, today: date, url: str, title: str, *, path: str | None = None, identifier: str | None = None
) -> dict[str, object]:
    """Return the values of the common parts of one page.

    `path` is the file that a person edits to change the page, where there is one, and `identifier` its venue.
    """
    return {
        "url": url,
        "racine": addresses.up(url),
        "site": site,
        "aujourdhui": words.day(today),
        "adresse_page": links.public(site, url),
        "signaler_courriel": links.report_by_mail(site, title, url),
        "signaler_forge": links.report_on_forge(site, path or url, identifier or url.strip("/")),
        "modifier": links.edit_on_forge(site, path, identifier or "") if path else None,
    }
