"""What each page of coverage is made of, so that a change in one place does not have every report made again.

A venue weighs on figures far away: the nearest of a commune, the median of like intercommunalities. A report is named
after its figures, and after the venues that it may name.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from maillage import maps, territory
from maillage.coverage import Area
from maillage.pages.couverture.essentials import similar
from maillage.pages.couverture.measures import Measures, Reading
from maillage.pages.couverture.unlooked import why_nothing

_KM_PER_DEGREE: Final = 111.0
# Degrees: the contour of an intercommunality is simpler than those of its communes, which may stand out a little.
_SLACK: Final = 0.05


@dataclass(frozen=True)
class States:
    """What the pages and files of coverage are made of, for `made_of` of drafts (see `model.Draft`)."""

    measures: Measures
    hub_files: str

    def everything(self) -> object:
        """What a page is made of that may speak of any venue."""
        return self.measures.context.state_of_all(), self.hub_files

    def answers(self) -> object:
        """What a file is made of that says how far communes are, and how many venues there are, and names none."""
        return self.measures.world.state

    def report(self, area: Area) -> object:
        """What the report of an area, its map and its tables are made of."""
        if area.niveau == "hub":
            return self.everything()
        measures, reading = self.measures, Reading(self.measures, area)
        told = measures.told
        figures = (
            [(each, told.state(each)) for each in (area, *reading.parts)],
            told.state_of_communes(area) if area.niveau == "epci" else "",
        )
        if not area.recense:
            return figures, why_nothing(measures.world)
        towns = [measures.towns[commune.code_insee] for commune in reading.communes]
        nearest = dict.fromkeys(lieu for town in towns for lieu in town.lieux)
        return (
            measures.subject,
            figures,
            similar(reading),
            towns,
            measures.context.states_about(reading.communes),
            measures.context.states_named((*nearest, *self._around(reading))),
        )

    def _around(self, reading: Reading) -> Iterator[str]:
        """Yield the venues that may be on the map of an area, reach into it, or be open for its people."""
        latitudes, venues = self._by_latitude
        parts = reading.parts or (reading.area,)
        boxes = [box for part in parts if (box := territory.epci_box(part.code))]
        halls = [commune.mairie for commune in reading.communes if commune.mairie]
        boxes += [(hall.latitude, hall.longitude, hall.latitude, hall.longitude) for hall in halls]
        if not boxes:
            return
        south, west = min(box[0] for box in boxes), min(box[1] for box in boxes)
        north, east = max(box[2] for box in boxes), max(box[3] for box in boxes)
        # The map shows venues as far around the area as they reach into it, and the limit of what is reached there.
        high = 2 * reading.far / _KM_PER_DEGREE + _SLACK
        wide = high / maps.narrowing(max(abs(south - high), abs(north + high)))
        for longitude, lieu in venues[bisect_left(latitudes, south - high) : bisect_right(latitudes, north + high)]:
            if west - wide <= longitude <= east + wide:
                yield lieu

    @cached_property
    def _by_latitude(self) -> tuple[list[float], list[tuple[float, str]]]:
        """Where every venue and stop of the directory stands, from south to north: latitudes, then the rest."""
        found = sorted(
            (placed.position.latitude, placed.position.longitude, key.partition("/")[0])
            for key, placed in self.measures.context.catalogue.positions.items()
        )
        return [latitude for latitude, _, _ in found], [(longitude, lieu) for _, longitude, lieu in found]
