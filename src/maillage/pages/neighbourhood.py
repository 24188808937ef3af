"""Which venues are near a commune, measured from its town hall and across every border."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from maillage.coverage import Surroundings
from maillage.model import Commune, Lieu, Position
from maillage.pages.context import Context
from maillage.positions import places
from maillage.territory import Near

_FARTHEST_KM: Final = 400.0


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a venue: its address, or one of its stops (`etape` is then the name of the stop)."""

    lieu: Lieu
    commune: str
    nom_commune: str
    etape: str | None
    approximatif: bool


@dataclass(frozen=True, kw_only=True)
class Neighbourhood:
    """The places of all the venues of a site that are open, ready to be searched by distance."""

    context: Context

    def states_about(self, communes: Iterable[Commune], wanted: int) -> object:
        """Return the names of all that is known of the venues of some communes, and of the nearest others of each."""
        communes = tuple(communes)
        near = [
            (self.context.state(near.chose.lieu), near.km, near.chose.etape)
            for commune in communes
            for near in self.around(commune, wanted)
        ]
        return self.context.states_about(communes), near

    def around(self, commune: Commune, wanted: int) -> Sequence[Near[Spot]]:
        """Return the nearest venues of other communes, each once at its nearest place; none without a town hall.

        Nothing is found beyond 400 km: an island has no neighbour on the mainland.
        """
        return tuple(islice(self._others(commune), wanted))

    def _others(self, commune: Commune) -> Iterator[Near[Spot]]:
        """Yield the venues of other communes, the nearest first."""
        row = self._rows.get(commune.code_insee)
        if row is None:
            return
        given: set[str] = set()
        for rank, km in self._surroundings.of(row):
            if km > _FARTHEST_KM:
                return
            spot = self._spots[rank]
            if spot.commune != commune.code_insee and spot.lieu.id not in given:
                given.add(spot.lieu.id)
                yield Near(spot, km)

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        """The place of each commune that has a town hall among them."""
        communes = self.context.selection.communes.values()
        return {code: row for row, code in enumerate(commune.code_insee for commune in communes if commune.mairie)}

    @cached_property
    def _surroundings(self) -> Surroundings:
        halls = [commune.mairie for commune in self.context.selection.communes.values() if commune.mairie]
        return Surroundings(halls, [position for position, _ in self._placed])

    @cached_property
    def _spots(self) -> Sequence[Spot]:
        return [spot for _, spot in self._placed]

    @cached_property
    def _placed(self) -> Sequence[tuple[Position, Spot]]:
        found = []
        for lieu in self.context.published:
            if lieu.statut != "ouvert":
                continue
            stops = {etape.id: etape.nom for etape in lieu.itinerance.etapes} if lieu.itinerance else {}
            for key, adresse, _ in places(lieu):
                placed = self.context.placed(key)
                commune = self.context.commune(adresse)
                if placed and commune:
                    stop = stops.get(key.removeprefix(f"{lieu.id}/")) if key != lieu.id else None
                    spot = Spot(lieu, commune.code_insee, commune.nom, stop, placed.precision == "mairie")
                    found.append((placed.position, spot))
        return found
