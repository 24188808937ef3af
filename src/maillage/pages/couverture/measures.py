"""The figures of a site, worked out once and handed to every page of coverage."""

from __future__ import annotations

from dataclasses import dataclass

from maillage import coverage, territory
from maillage.coverage import Area, Mesh, Report, World
from maillage.pages.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """A site on a day, and all the figures of its territory."""

    context: Context
    told: Report

    @property
    def world(self) -> World:
        """What the figures are drawn from."""
        return self.told.world

    @property
    def mesh(self) -> Mesh:
        """The directory and the territory as arrays."""
        return self.told.mesh

    @property
    def areas(self) -> tuple[Area, ...]:
        """The hub, its départements, its intercommunalities."""
        return self.told.areas

    @property
    def hub(self) -> Area:
        """The whole territory of the site."""
        return self.told.areas[0]


def measured(context: Context) -> Measures:
    """Return the figures of a site."""
    catalogue = context.catalogue
    world = World(
        lieux=tuple(catalogue.lieux.values()),
        positions=catalogue.positions,
        territory=catalogue.territory,
        nomenclature=catalogue.nomenclature,
        site=context.site,
        today=context.today,
        mairies_supposees=territory.supposed_mairies(),
    )
    return Measures(context=context, told=coverage.report(world))
