"""The page that prepares a referral sheet: a frame, filled in the browser from what its address asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from maillage import facets
from maillage.model import Draft, Page
from maillage.pages import addresses
from maillage.pages.context import Context
from maillage.pages.templating import compact, template

_TITLE = "Préparer une feuille d’orientation"


def draft(context: Context, files: Iterable[str]) -> Draft:
    """Return the page; `files` are the addresses of the data of the search, among which are those of the communes."""
    start, end = f"{facets.FOLDER}communes-", ".json"
    departements = sorted(url.removeprefix(start).removesuffix(end) for url in files if url.startswith(start))
    return Draft(
        addresses.ORIENTER, partial(_page, context, departements), title=_TITLE, made_of=partial(tuple, departements)
    )


def _page(context: Context, departements: Sequence[str]) -> Page:
    url = addresses.ORIENTER
    body = template("orienter").render(
        **context.frame(url, _TITLE),
        donnees=f"{addresses.up(url)}{facets.FOLDER}",
        departements=" ".join(departements),
    )
    return Page(
        url=url,
        title=_TITLE,
        description="Une page à imprimer et à remettre à la personne : où aller, quand, avec quoi.",
        body=compact(body),
        head='<meta name="robots" content="noindex">',
        indexed=False,
    )
