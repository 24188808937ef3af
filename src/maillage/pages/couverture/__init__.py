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

__all__ = ["render"]


def render(context: Context, hub_files: HubFiles) -> tuple[list[Draft], list[Asset | LateAsset]]:
    """Return the pages of coverage, each to be made when it is wanted, and the files they need."""
    measures = measured(context)
    drafts = [
        *reports.pages(measures),
        *besoin_offre.pages(measures, hub_files.besoins),
        *evolution.pages(measures, hub_files.editions),
        Draft(addresses.COUVERTURE_METHODE, partial(methode.page, measures)),
        Draft(addresses.COUVERTURE_EXPLORER, partial(explorer.page, measures)),
        Draft(addresses.COUVERTURE_DONNEES, partial(donnees.page, measures)),
    ]
    files = [
        *reports.maps(measures),
        *donnees.Files(measures).assets(),
        *explorer.assets(measures),
        *besoin_offre.assets(measures, hub_files.besoins),
    ]
    # A venue weighs on figures far away: the nearest of a commune, the median of like intercommunalities.
    made_of = partial(_made_of, context, digests.of(repr(hub_files)))
    return (
        [replace(draft, made_of=made_of) for draft in drafts],
        [_style(), *(replace(file, made_of=made_of) for file in files)],
    )


def _made_of(context: Context, hub_files: str) -> object:
    return context.state_of_all(), hub_files


def _style() -> Asset:
    content = (resources.files("maillage.pages") / "assets" / "couverture.css").read_bytes()
    return Asset(url=f"{addresses.ASSETS}couverture.css", content=content)
