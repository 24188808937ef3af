"""Where would one more help? Places chosen one after the other, each where it brings the most people within reach.

Greedy maximal coverage: the first choice is the best; each next one is the best given those before it. The set is not
always the best possible, but its gains are at least 63 % of that (Nemhauser, Wolsey and Fisher, 1978). As everywhere
here, distances are as the crow flies and people stand at their town hall, and so do new permanences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from maillage.coverage.areas import Niveau
from maillage.coverage.distances import Bools, Floats, Ints, across_within
from maillage.coverage.mesh import Mesh
from maillage.coverage.opening import HALF_DAYS
from maillage.coverage.questions import Question

CHOICES: Final = 10
_HOSTS: Final = frozenset({"commune", "bibliotheque", "centre-social"})
"""The kinds of hosts that could take a permanence: town halls, libraries, social centres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPermanence:
    """A commune where one new weekly permanence would help, and what it would change.

    `gain` is how many people it brings within the distance who were not, `au_dela` how many are then still beyond, in
    the area of the report. `hotes` are the ids of the venues of the commune that could take it.
    """

    rang: int
    code_insee: str
    nom: str
    gain: int
    au_dela: int
    hotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHalfDay:
    """A venue that would help by opening on one more half-day, and what that would change."""

    rang: int
    lieu: str
    nom: str
    gain: int
    au_dela: int


class OneMore:
    """Where one more would help, for one question and one distance: what all areas share is worked out once."""

    def __init__(self, mesh: Mesh, question: Question, seuil_km: float) -> None:
        self._mesh, self._seuil_km = mesh, seuil_km
        self._answer = mesh.answer(question)
        self._open_on: dict[str, tuple[Bools, Floats]] = {}
        none = np.zeros(0, dtype=np.intp)
        self._last: tuple[tuple[str, str], tuple[Ints, Ints, Ints]] = (("", ""), (none, none, none))

    def permanences(self, niveau: Niveau, code: str, choices: int = CHOICES) -> tuple[NewPermanence, ...]:
        """Return the communes of an area where a new permanence would bring the most people near."""
        mesh, inside = self._mesh, self._inside(niveau, code)
        candidates = np.flatnonzero(inside & mesh.located)
        if not len(candidates):
            return ()
        people = self._people(inside, self._answer.reach.kilometres)
        left = float(people.sum())
        # Only people of the area who have nothing near are to be reached: few towns, of all those that could host.
        beyond = np.flatnonzero((people > 0) & mesh.located)
        owners, columns = across_within(mesh.towns[candidates], mesh.towns[beyond], self._seuil_km)
        found = []
        for rank, (candidate, gain) in enumerate(
            _greedy(owners, beyond[columns], people, len(candidates), choices), start=1
        ):
            commune = mesh.areas.communes[candidates[candidate]]
            left -= gain
            found.append(
                NewPermanence(
                    rang=rank,
                    code_insee=commune.code_insee,
                    nom=commune.nom,
                    gain=int(gain),
                    au_dela=int(left),
                    hotes=self._hosts.get(commune.code_insee, ()),
                )
            )
        return tuple(found)

    def half_days(self, niveau: Niveau, code: str, half_day: str, choices: int = CHOICES) -> tuple[NewHalfDay, ...]:
        """Return the venues of an area that would help most by opening on a half-day."""
        mesh, inside = self._mesh, self._inside(niveau, code)
        open_places, nearest = self._open(half_day)
        candidates, owners, towns = self._candidates(niveau, code)
        if not len(candidates):
            return ()
        closed = ~open_places[candidates[owners]]
        people = self._people(inside, nearest)
        left = float(people.sum())
        found = []
        chosen = _greedy(owners[closed], towns[closed], people, len(candidates), choices)
        for rank, (candidate, gain) in enumerate(chosen, start=1):
            lieu = mesh.declared.lieux[mesh.declared.places[candidates[candidate]].lieu]
            left -= gain
            found.append(NewHalfDay(rang=rank, lieu=lieu.id, nom=lieu.nom, gain=int(gain), au_dela=int(left)))
        return tuple(found)

    def _candidates(self, niveau: Niveau, code: str) -> tuple[Ints, Ints, Ints]:
        """Return the places of an area that declare it, and who they reach: ranks of places, ranks of communes.

        The last area is remembered: one asks for its half-days one after the other.
        """
        if self._last[0] != (niveau, code):
            mesh, inside = self._mesh, self._inside(niveau, code)
            candidates = self._declaring[inside[mesh.commune_of_place[self._declaring]]]
            towns = np.flatnonzero(inside & mesh.located)
            owners, columns = across_within(mesh.spots[mesh.spot[candidates]], mesh.towns[towns], self._seuil_km)
            self._last = (niveau, code), (candidates, owners, towns[columns])
        return self._last[1]

    def _inside(self, niveau: Niveau, code: str) -> Bools:
        return self._mesh.areas.recense & self._mesh.areas.inside(niveau, code)

    def _people(self, inside: Bools, nearest: Floats) -> Floats:
        """Return the people of an area who have nothing within the distance."""
        return np.where(inside & ~(nearest <= self._seuil_km), self._mesh.areas.people, 0.0)

    def _open(self, half_day: str) -> tuple[Bools, Floats]:
        """Return the places known to be open on a half-day, and how far the nearest one is from each commune."""
        if half_day not in self._open_on:
            yes, _ = self._answer.open_places(HALF_DAYS.index(half_day))
            self._open_on[half_day] = yes, self._mesh.nearest(yes)[0]
        return self._open_on[half_day]

    @cached_property
    def _declaring(self) -> Ints:
        """The places of the territory that declare it and stand somewhere, sorted by their key."""
        mesh = self._mesh
        ranks = np.flatnonzero(mesh.places_of(self._answer.yes) & mesh.placed & (mesh.commune_of_place >= 0))
        return np.array(sorted(ranks.tolist(), key=lambda rank: mesh.declared.places[rank].cle), dtype=np.intp)

    @cached_property
    def _hosts(self) -> dict[str, tuple[str, ...]]:
        return possible_hosts(self._mesh)


def possible_hosts(mesh: Mesh) -> dict[str, tuple[str, ...]]:
    """Return the ids of the open venues whose kind could take a permanence, by INSEE code, sorted."""
    kinds = mesh.world.nomenclature.typologies
    found: dict[str, list[str]] = {}
    for place in mesh.declared.places:
        lieu = mesh.declared.lieux[place.lieu]
        hosts = {kinds[code].hote_siilab for code in lieu.typologies if code in kinds}
        if not place.arret and hosts & _HOSTS:
            found.setdefault(place.commune, []).append(lieu.id)
    return {code: tuple(sorted(identifiers)) for code, identifiers in found.items()}


def best_communes(
    mesh: Mesh, niveau: Niveau, code: str, question: Question, seuil_km: float, choices: int = CHOICES
) -> tuple[NewPermanence, ...]:
    """Return the communes of an area where a new permanence answering a question would bring the most people near.

    At most `choices`, the best first; fewer when nobody is left beyond. Of two equal gains, the smaller INSEE code.
    Nothing for an area where nobody has looked. Raises `KeyError` for an area that the mesh does not have.
    """
    return OneMore(mesh, question, seuil_km).permanences(niveau, code, choices)


def best_half_days(
    mesh: Mesh, niveau: Niveau, code: str, question: Question, half_day: str, seuil_km: float, choices: int = CHOICES
) -> tuple[NewHalfDay, ...]:
    """Return the venues of an area, not known to open on a half-day, that would help most by doing so.

    `half_day` is one of `HALF_DAYS`. The rules are those of `best_communes`; of two equal gains, the smaller id.
    """
    return OneMore(mesh, question, seuil_km).half_days(niveau, code, half_day, choices)


def _greedy(owners: Ints, towns: Ints, people: Floats, count: int, choices: int) -> Sequence[tuple[int, float]]:
    """Return the candidates chosen in turn with their gains; pairs say which towns each candidate reaches."""
    left = people.copy()
    chosen: list[tuple[int, float]] = []
    for _ in range(choices):
        gains = np.bincount(owners, left[towns], minlength=count)
        best = int(gains.argmax())
        if gains[best] <= 0:
            break
        chosen.append((best, float(gains[best])))
        left[towns[owners == best]] = 0.0
    return chosen
