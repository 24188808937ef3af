"""The pages of coverage: what the figures say of the hub, of each département and of each intercommunality."""

from __future__ import annotations

from maillage.model import Asset, Draft, LateAsset
from maillage.pages.context import Context
from maillage.pages.couverture import reports
from maillage.pages.couverture.measures import measured

__all__ = ["render"]


def render(context: Context) -> tuple[list[Draft], list[Asset | LateAsset]]:
    """Return the pages of coverage, each to be made when it is wanted, and the files they need."""
    measures = measured(context)
    return [*reports.pages(measures)], []
