"""The coverage reports: one for the hub, one per département, one per intercommunality."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from maillage.coverage import Area
from maillage.model import Draft, Page
from maillage.pages import addresses
from maillage.pages.couverture.measures import Measures
from maillage.pages.templating import compact, template


def pages(measures: Measures) -> Iterator[Draft]:
    """Yield the report of each area."""
    for area in measures.areas:
        yield Draft(addresses.couverture(area.niveau, area.code), partial(_page, measures, area))


def _page(measures: Measures, area: Area) -> Page:
    url = addresses.couverture(area.niveau, area.code)
    title = f"Couverture, {area.nom}"
    body = template("couverture/rapport").render(measures.context.frame(url, title), area=area, chemin=())
    return Page(url=url, title=title, description=f"La couverture de {area.nom}.", body=compact(body))
