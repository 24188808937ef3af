"""The pages of coverage: what the figures say of the hub, of each département and of each intercommunality."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import resources

from maillage import digests
from maillage.model import Asset, Draft, HubFiles, LateAsset
from maillage.pages import addresses
from maillage.pages.context import Context
from maillage.pages.couverture import besoin_offre, donnees, evolution, explorer, methode, reports
from maillage.pages.couverture.measures import measured
from maillage.pages.couverture.states import States

__all__ = ["render"]


def render(context: Context, hub_files: HubFiles) -> tuple[list[Draft], list[Asset | LateAsset]]:
    """Return the pages of coverage, each to be made when it is wanted, and the files they need."""
    measures = measured(context)
    states = States(measures, digests.of(repr(hub_files)))
    drafts = [
        *besoin_offre.pages(measures, hub_files.besoins),
        *evolution.pages(measures, hub_files.editions),
        Draft(addresses.COUVERTURE_METHODE, partial(methode.page, measures)),
        Draft(addresses.COUVERTURE_EXPLORER, partial(explorer.page, measures)),
        Draft(addresses.COUVERTURE_DONNEES, partial(donnees.page, measures)),
    ]
    crossed = besoin_offre.assets(measures, hub_files.besoins)
    return (
        [*reports.pages(measures, states), *(replace(draft, made_of=states.everything) for draft in drafts)],
        [
            _style(),
            *explorer.assets(measures, states),
            *(replace(file, made_of=states.everything) for file in crossed),
        ],
    )


def _style() -> Asset:
    content = (resources.files("maillage.pages") / "assets" / "couverture.css").read_bytes()
    return Asset(url=f"{addresses.ASSETS}couverture.css", content=content)
