"""The search page: a form, a place for its answers, and the other ways in for whoever has no script.

The same search is a small page without the theme, which other sites show in a frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from maillage import facets
from maillage.model import Draft, LateAsset, Page
from maillage.pages import addresses, links
from maillage.pages.context import Context
from maillage.pages.templating import compact, template

URL = "trouver/"
FRAMED = f"{URL}integre/"
_TITLE = "Trouver un lieu"


def render(context: Context) -> tuple[Draft, list[LateAsset]]:
    """Return the search page, the public files that it reads, and the small page."""
    files = search_files(context)
    assets = [
        LateAsset(f"{facets.FOLDER}{name}", file.make, partial(context.states, file.about))
        for name, file in files.items()
    ]
    # Both pages speak of the files by their names alone.
    made_of = partial(tuple, files)
    framed = LateAsset(f"{FRAMED}index.html", partial(_framed, context, tuple(files)), made_of)
    return Draft(URL, partial(_page, context, tuple(files)), title=_TITLE, made_of=made_of), [*assets, framed]


def search_files(context: Context) -> Mapping[str, facets.SearchFile]:
    """Return the files that the page reads, by name; the folder they are published in is `facets.FOLDER`."""
    catalogue = context.catalogue
    communes = facets.communes_around(catalogue.territory, context.selection.communes, context.site.seuils.autour_km)
    return facets.search_files(
        context.published,
        catalogue.positions,
        communes,
        nomenclature=catalogue.nomenclature,
        territory=catalogue.territory,
        site=context.site,
        today=context.today,
    )


def _page(context: Context, files: Iterable[str]) -> Page:
    body = template("trouver").render(_values(context, files, URL))
    return Page(
        url=URL,
        title=_TITLE,
        description="Chercher avec ses mots où envoyer une personne : ce qui s’y fait, où et quand.",
        body=compact(body),
    )


def _framed(context: Context, files: Iterable[str]) -> bytes:
    return template("integre").render(_values(context, files, FRAMED), titre=_TITLE).encode()


def _values(context: Context, files: Iterable[str], url: str) -> dict[str, object]:
    """Return what both pages say of the site; the communes are named among its files."""
    fond = context.site.fond_de_carte
    communes = sorted(name.removeprefix("communes-").removesuffix(".json") for name in files if "communes-" in name)
    return {
        **context.frame(url, _TITLE),
        "donnees": f"{addresses.up(url)}{facets.FOLDER}",
        "departements": " ".join(communes),
        "epci": " ".join(context.selection.epci),
        "fond": fond,
        "tuiles": links.web(fond.url) if fond else None,
    }
