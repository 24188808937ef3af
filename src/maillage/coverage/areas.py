"""The territories that figures are given for, and how figures of communes add up to theirs.

Every commune belongs to at most one EPCI and to exactly one département. An EPCI across the border of a département
is one area, counted whole; each département holds only its own communes of it; the hub holds every commune once. So
people of EPCI and people of départements both sum to the people of the hub, and nobody is counted twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from maillage import territory as geography
from maillage.coverage.distances import Bools, Floats, Ints
from maillage.coverage.world import World
from maillage.model import Commune

Niveau = Literal["hub", "departement", "epci", "commune"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One territory of a report.

    Communes and people are those of the site: an EPCI that reaches beyond is `partiel`, and only its part is counted.
    `recense` is False where nobody has looked: there are no figures then. `communes_recensees` and
    `population_recensee` are the denominators.
    """

    niveau: Niveau
    code: str
    nom: str
    recense: bool
    partiel: bool
    communes: int
    population: int
    communes_recensees: int
    population_recensee: int


class Areas:
    """The hub, its départements and its EPCI, in that order, each sorted by code."""

    def __init__(self, world: World) -> None:
        territory = world.territory
        self.communes: tuple[Commune, ...] = geography.communes_of(territory, world.site.territoire)
        self.rank_of_commune = {commune.code_insee: rank for rank, commune in enumerate(self.communes)}
        epci = sorted({commune.epci for commune in self.communes if commune.epci})
        departements = sorted({commune.departement for commune in self.communes})
        self.first_departement = 1
        self.first_epci = 1 + len(departements)
        self.count = self.first_epci + len(epci)
        rank_of_departement = {code: rank for rank, code in enumerate(departements, start=self.first_departement)}
        rank_of_epci = {code: rank for rank, code in enumerate(epci, start=self.first_epci)}
        territoire, vide = world.site.territoire, not world.lieux
        # Where the site does not say that somebody has looked, there is nothing to count either.
        looked_at = {
            siren: territoire.recense(siren, vide=vide) == "oui"
            for siren in {commune.epci for commune in self.communes}
        }
        self.population: npt.NDArray[np.int64] = np.array(
            [commune.population or 0 for commune in self.communes], dtype=np.int64
        )
        self.recense: Bools = np.array([looked_at[commune.epci] for commune in self.communes], dtype=np.bool_)
        self.departement: Ints = np.array(
            [rank_of_departement[commune.departement] for commune in self.communes], dtype=np.intp
        )
        # A commune without an EPCI adds to a slot that no area reads.
        self.epci: Ints = np.array(
            [rank_of_epci.get(commune.epci or "", self.count) for commune in self.communes], dtype=np.intp
        )
        part = self.departement * (self.count + 1) + self.epci
        self._by_part = np.argsort(part, kind="stable")
        parts, self._first_of_part = np.unique(part[self._by_part], return_index=True)
        self._departement_of_part, self._epci_of_part = np.divmod(parts, self.count + 1)
        self.people: Floats = np.where(self.recense, self.population, 0).astype(np.float64)
        self.all = self._describe(world, departements, epci)
        self.known: Bools = np.array([area.recense for area in self.all], dtype=np.bool_)
        self.rank = {(area.niveau, area.code): rank for rank, area in enumerate(self.all)}

    def total(self, weights: Floats, chosen: Bools) -> Floats:
        """Return the sum over the chosen communes of each area, of weights given per commune."""
        return self.gathered(weights * chosen)

    def gathered(self, weights: Floats) -> Floats:
        """Return the sum over all the communes of each area, of weights given per commune."""
        if not len(self.communes):
            return np.zeros(self.count)
        # Over the part of each EPCI in each département first, then over the parts: each commune is read once.
        parts = np.add.reduceat(weights[self._by_part], self._first_of_part)
        result = np.bincount(self._epci_of_part, parts, minlength=self.count + 1)[: self.count].astype(np.float64)
        result += np.bincount(self._departement_of_part, parts, minlength=self.count)
        result[0] = parts.sum()
        return result

    def hidden(self, values: Floats) -> Floats:
        """Return values with nothing for the areas where nobody has looked."""
        return np.where(self.known, values, np.nan)

    def inside(self, niveau: Niveau, code: str | None = None) -> Bools:
        """Return which communes an area holds, looked at or not; all of them for the hub, or without a code.

        Raises `KeyError` for an area that is not there.
        """
        if code is None:
            return np.ones(len(self.communes), dtype=np.bool_)
        rank = self.rank[niveau, code]
        if niveau == "hub":
            return np.ones(len(self.communes), dtype=np.bool_)
        owner = self.departement if niveau == "departement" else self.epci
        held: Bools = owner == rank
        return held

    def _describe(self, world: World, departements: list[str], epci: list[str]) -> tuple[Area, ...]:
        one = np.ones(len(self.communes))
        counts = (
            self.gathered(one),
            self.gathered(self.population.astype(np.float64)),
            self.gathered(self.recense.astype(np.float64)),
            self.gathered(self.people),
        )
        territory = world.territory
        names: list[tuple[Niveau, str, str, int]] = [("hub", world.site.slug, world.site.titre, 0)]
        names += [
            ("departement", code, territory.departements[code].nom if code in territory.departements else code, 0)
            for code in departements
        ]
        names += [
            ("epci", code, territory.epci[code].nom, len(territory.epci[code].communes))
            if code in territory.epci
            else ("epci", code, code, 0)
            for code in epci
        ]
        return tuple(
            Area(
                niveau=niveau,
                code=code,
                nom=nom,
                recense=bool(counts[2][rank] > 0),
                partiel=niveau == "epci" and int(counts[0][rank]) < whole,
                communes=int(counts[0][rank]),
                population=int(counts[1][rank]),
                communes_recensees=int(counts[2][rank]),
                population_recensee=int(counts[3][rank]),
            )
            for rank, (niveau, code, nom, whole) in enumerate(names)
        )
