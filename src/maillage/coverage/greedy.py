"""Where would one more help? Places chosen one after the other, each where it brings the most people within reach.

Greedy maximal coverage: the first choice is the best; each next one is the best given those before it. The set is not
always the best possible, but its gains are at least 63 % of that (Nemhauser, Wolsey and Fisher, 1978). As everywhere
here, distances are as the crow flies and people stand at their town hall, and so do new permanences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from maillage.coverage.areas import Niveau
from maillage.coverage.distances import Floats, Ints, kilometres, pairs_within
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


def best_communes(
    mesh: Mesh, niveau: Niveau, code: str, question: Question, seuil_km: float, choices: int = CHOICES
) -> tuple[NewPermanence, ...]:
    """Return the communes of an area where a new permanence answering a question would bring the most people near.

    At most `choices`, the best first; fewer when nobody is left beyond. Of two equal gains, the smaller INSEE code.
    Nothing for an area where nobody has looked. Raises `KeyError` for an area that the mesh does not have.
    """
    inside = mesh.areas.recense & mesh.areas.inside(niveau, code)
    answer = mesh.answer(question)
    people = np.where(inside, mesh.areas.people, 0.0)
    beyond = ~(answer.reach.kilometres <= seuil_km)
    candidates = np.flatnonzero(inside & mesh.located)
    if not len(candidates):
        return ()
    # Only the people of the area are counted, so only its own town halls are looked at.
    first, second = pairs_within(mesh.towns[candidates], seuil_km)
    hosts = _hosts(mesh)
    found = []
    chosen = _greedy(first, candidates[second], people * beyond, len(candidates), choices)
    left = float((people * beyond).sum())
    for rank, (candidate, gain) in enumerate(chosen, start=1):
        commune = mesh.areas.communes[candidates[candidate]]
        left -= gain
        found.append(
            NewPermanence(
                rang=rank,
                code_insee=commune.code_insee,
                nom=commune.nom,
                gain=int(gain),
                au_dela=int(left),
                hotes=hosts.get(commune.code_insee, ()),
            )
        )
    return tuple(found)


def best_half_days(
    mesh: Mesh, niveau: Niveau, code: str, question: Question, half_day: str, seuil_km: float, choices: int = CHOICES
) -> tuple[NewHalfDay, ...]:
    """Return the venues of an area, not known to open on a half-day, that would help most by doing so.

    `half_day` is one of `HALF_DAYS`. The rules are those of `best_communes`; of two equal gains, the smaller id.
    """
    inside = mesh.areas.recense & mesh.areas.inside(niveau, code)
    answer = mesh.answer(question)
    yes, _ = answer.open_places(HALF_DAYS.index(half_day))
    people = np.where(inside, mesh.areas.people, 0.0)
    beyond = ~(mesh.nearest(yes)[0] <= seuil_km)
    places = mesh.places_of(answer.yes) & ~yes & mesh.placed
    commune_of = mesh.commune_of_place
    candidates = [int(rank) for rank in np.flatnonzero(places) if commune_of[rank] >= 0 and inside[commune_of[rank]]]
    candidates.sort(key=lambda rank: mesh.declared.places[rank].cle)
    towns = np.flatnonzero(inside & mesh.located)
    if not candidates or not len(towns):
        return ()
    apart = mesh.towns[towns][None, :, :] - mesh.spots[mesh.spot[candidates]][:, None, :]
    near = kilometres(np.sqrt(np.einsum("ijk,ijk->ij", apart, apart))) <= seuil_km
    owners, columns = np.nonzero(near)
    left = float((people * beyond).sum())
    found = []
    chosen = _greedy(owners, towns[columns], people * beyond, len(candidates), choices)
    for rank, (candidate, gain) in enumerate(chosen, start=1):
        lieu = mesh.declared.lieux[mesh.declared.places[candidates[candidate]].lieu]
        left -= gain
        found.append(NewHalfDay(rang=rank, lieu=lieu.id, nom=lieu.nom, gain=int(gain), au_dela=int(left)))
    return tuple(found)


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


def _hosts(mesh: Mesh) -> dict[str, tuple[str, ...]]:
    """Return, by commune, the open venues whose kind could take a permanence, sorted."""
    kinds = mesh.world.nomenclature.typologies
    found: dict[str, list[str]] = {}
    for place in mesh.declared.places:
        lieu = mesh.declared.lieux[place.lieu]
        hosts = {kinds[code].hote_siilab for code in lieu.typologies if code in kinds}
        if not place.arret and hosts & _HOSTS:
            found.setdefault(place.commune, []).append(lieu.id)
    return {code: tuple(sorted(identifiers)) for code, identifiers in found.items()}
