"""From a catalogue to the pages of one site: values in, values out, no disk and no engine."""

from __future__ import annotations

from datetime import date
from functools import partial
from importlib.resources import files

from maillage.catalogue import Catalogue, Selection
from maillage.model import Asset, Draft, HubFiles, LateAsset, Site
from maillage.pages import (
    addresses,
    besoins,
    communes,
    contours,
    couverture,
    embedding,
    home,
    lieu,
    lists,
    livret,
    open_data,
    orienter,
    reference,
    reference_search,
    semaine,
    semaines,
    templating,
    territories,
    trouver,
)
from maillage.pages.cards import Cards
from maillage.pages.context import Context
from maillage.pages.neighbourhood import Neighbourhood
from maillage.pages.slots import Slots

__all__ = ["render"]

_STATIC = ("maillage.css", "favicon.svg", "semaine.css", "livret.css")

NOTHING_BESIDE = HubFiles()


def render(
    catalogue: Catalogue, site: Site, today: date, *, selection: Selection, hub_files: HubFiles = NOTHING_BESIDE
) -> tuple[list[Draft], list[Asset | LateAsset]]:
    """Return all the pages of a site, by address, each to be made when it is wanted, and the files they need.

    `hub_files` are what the hub puts beside its site file. `today` decides of what is expired, late or to come. The
    same arguments give the same bytes.
    """
    templating.forget()
    context = Context(catalogue=catalogue, site=site, today=today, selection=selection)
    cards = Cards(context=context)
    neighbourhood = Neighbourhood(context=context)
    slots = Slots(context=context)
    search, index = trouver.render(context)
    sheet = orienter.draft(context, (asset.url for asset in index))
    reports, figures = couverture.render(context, hub_files)
    drafts = [
        Draft(addresses.HOME, partial(home.page, context), title=home.TITLE, made_of=context.state_of_all),
        *lieu.pages(context),
        *besoins.pages(context, cards),
        *communes.pages(context, cards, neighbourhood),
        *territories.epci_pages(context, cards, neighbourhood),
        *territories.departement_pages(context),
        *reports,
        *semaine.pages(context, slots),
        *semaines.pages(context, slots),
        *livret.pages(context, neighbourhood, slots),
        *lists.pages(context),
        *reference.pages(context),
        reference_search.draft(context),
        embedding.draft(context),
        open_data.draft(context),
        search,
        sheet,
    ]
    assets = [
        *_static(),
        *index,
        *figures,
        *reference.assets(),
        *reference_search.assets(),
        *territories.overview_maps(context),
        *contours.assets(context),
    ]
    return sorted(drafts, key=lambda draft: draft.url), assets


def _static() -> list[Asset]:
    folder = files("maillage.pages") / "assets"
    return [Asset(url=f"{addresses.ASSETS}{name}", content=(folder / name).read_bytes()) for name in _STATIC]
