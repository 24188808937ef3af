"""Which venues are near a commune, measured from its town hall and across every border."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from maillage.model import Commune, Lieu
from maillage.pages.context import Context
from maillage.positions import places
from maillage.territory import Grid, Near

MOST: Final = 10
"""How many of the nearest venues a page may ask for."""


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
    # The page of a commune, those of its territories and the names of what each is made of all ask for the same.
    _found: dict[str, Sequence[Near[Spot]]] = field(default_factory=dict)

    @cached_property
    def _grid(self) -> Grid[Spot]:
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
        return Grid(found)

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
        """Return the nearest venues of other communes, each once at its nearest place; none without a town hall."""
        assert wanted <= MOST
        found = self._found.get(commune.code_insee)
        if found is None:
            found = self._found[commune.code_insee] = self._search(commune)
        return found[:wanted]

    def _search(self, commune: Commune) -> Sequence[Near[Spot]]:
        if commune.mairie is None:
            return ()
        found: dict[str, Near[Spot]] = {}
        # A venue that moves has several places: more are read than are wanted.
        for near in self._grid.nearest(commune.mairie, 2 * MOST, lambda spot: spot.commune != commune.code_insee):
            found.setdefault(near.chose.lieu.id, near)
        return tuple(found.values())[:MOST]
