"""The page that tells other sites how to show the search, with the addresses of this one."""

from __future__ import annotations

from functools import partial
from html import escape
from urllib.parse import urlencode, urlsplit

from maillage.model import Draft, Page
from maillage.pages import addresses, links, trouver
from maillage.pages.context import Context
from maillage.pages.templating import compact, template

URL = "integrer/"
_TITLE = "Montrer la recherche dans votre site"
_SUMMARY = (
    "Une mairie, une association ou un intranet peut montrer la recherche dans sa page, "
    "avec un besoin ou une commune déjà choisis."
)
_SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"


def draft(context: Context) -> Draft:
    """Return the page that tells how, to be made when it is wanted."""
    return Draft(URL, partial(_page, context), title=_TITLE, made_of=context.state_of_all)


def _page(context: Context) -> Page:
    asked = _example(context)
    root = links.public(context.site, "")
    address = f"{root}{trouver.FRAMED}?{urlencode(asked)}"
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in asked.items())
    parts = urlsplit(root)
    body = template("integrer").render(
        context.frame(URL, _TITLE),
        titre=_TITLE,
        resume=_SUMMARY,
        demande=tuple(asked.items()),
        ligne=f'<script src="{root}{addresses.ASSETS}integrer.js"{attributes} async></script>',
        cadre=f'<iframe src="{escape(address)}" title="Trouver un lieu d’aide" width="100%" height="700" '
        f'loading="lazy" allow="geolocation" sandbox="{_SANDBOX}"></iframe>',
        origine=f"{parts.scheme}://{parts.netloc}",
    )
    return Page(url=URL, title=_TITLE, description=_SUMMARY, body=compact(body))


def _example(context: Context) -> dict[str, str]:
    """Return a search that this site answers: what is most offered there, from a commune that has a venue."""
    found: dict[str, str] = {}
    offered = sorted(context.offers_by_need, key=lambda code: (-len(context.offers_by_need[code]), code))
    if offered:
        found["service"] = offered[0]
    for lieu in context.open_lieux:
        commune = context.commune(lieu.adresse) if lieu.adresse else None
        if commune:
            return found | {"pres": commune.code_insee}
    return found
