"""What a directory answers to one question: who declares it, how far the nearest is, when it is open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from maillage.coverage.distances import Bools, Floats, Ints
from maillage.coverage.opening import UNKNOWN_WEEK, State, Week
from maillage.coverage.questions import Question

if TYPE_CHECKING:
    from maillage.coverage.mesh import Mesh


class Openings:
    """When some places are open. Arrays follow `places`, their ranks.

    `minutes` are those that are known of an average week, NaN where none is; `yes` and `maybe`, shape (places, 14), say
    of each half-day whether the place is open, and whether it is or may be; `complete` where all hours are known.
    """

    def __init__(self, places: Ints, numbers: Ints, silent: Bools, weeks: Sequence[Week]) -> None:
        every = [*weeks, UNKNOWN_WEEK]
        self.places = places
        minutes = np.array([np.nan if week.minutes is None else week.minutes for week in every])
        states = np.array([week.demi_journees for week in every], dtype=np.int8)
        self.minutes: Floats = minutes[numbers]
        self.yes: Bools = states[numbers] == State.OUI
        complete = np.array([week.complet for week in every], dtype=np.bool_)
        self.complete: Bools = ~silent & complete[numbers]
        # Hours of which a part is unknown say which half-days are; hours that nobody gives may be any.
        self.maybe: Bools = (states[numbers] != State.NON) | silent[:, None]


class Reach:
    """How far the nearest of some places is from each commune, and for how many people. Arrays may be shared."""

    def __init__(self, mesh: Mesh, kilometres: Floats) -> None:
        self._mesh, self.kilometres = mesh, kilometres
        self._within: dict[float, Floats] = {}
        self._quantiles: dict[tuple[float, ...], list[Floats]] = {}

    def within(self, seuil_km: float) -> Floats:
        """Return how many people of each area live at most so far, NaN where nobody has looked."""
        if seuil_km not in self._within:
            self._within[seuil_km] = self._mesh.areas.hidden(self._mesh.people(self.kilometres <= seuil_km))
        return self._within[seuil_km]

    def quantiles(self, shares: tuple[float, ...]) -> list[Floats]:
        """Return the distances within which shares of the people of each area find it."""
        if shares not in self._quantiles:
            self._quantiles[shares] = self._mesh.quantiles(self.kilometres, shares)
        return self._quantiles[shares]


class Answer:
    """What a directory answers to one question: `yes` are the rows that declare it, `maybe` adds those that may."""

    def __init__(self, mesh: Mesh, question: Question, yes: Bools, maybe: Bools) -> None:
        self.mesh, self.question, self.yes, self.maybe = mesh, question, yes, maybe

    @cached_property
    def reach(self) -> Reach:
        """How far the nearest place that declares it is."""
        return self.mesh.reach(self.mesh.places_of(self.yes))

    @cached_property
    def at_best(self) -> Reach:
        """The same if every unknown were a yes."""
        only_maybe = self.maybe & ~self.yes
        if not only_maybe.any():
            return self.reach
        return self.mesh.reach(self.mesh.places_of(self.yes), self.mesh.places_of(only_maybe))

    @cached_property
    def openings(self) -> Openings:
        """When the places that declare it are open."""
        return self.mesh.openings(self.yes)

    @cached_property
    def openings_at_best(self) -> Openings:
        """When the places that declare it or may are open."""
        return self.mesh.openings(self.maybe) if (self.maybe & ~self.yes).any() else self.openings

    def open_places(self, half_day: int) -> tuple[Bools, Bools]:
        """Return, among all places, those open on one of the 14 half-days, and those that are or may be."""
        yes = np.zeros(len(self.mesh.declared.places), dtype=np.bool_)
        maybe = np.zeros(len(yes), dtype=np.bool_)
        yes[self.openings.places] = self.openings.yes[:, half_day]
        maybe[self.openings_at_best.places] = self.openings_at_best.maybe[:, half_day]
        return yes, maybe
