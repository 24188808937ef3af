"""Need beside offer: an indicator that the hub brings, crossed with the coverage.

Nothing is shipped as if it were need.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from maillage.coverage.mesh import Mesh
from maillage.coverage.questions import Question
from maillage.model import Need

Third = Literal["faible", "moyen", "fort"]
Reach = Literal["proche", "loin", "au-dela"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """One commune or EPCI on the two-way map: its third of need, and how far the answer is.

    `besoin` and `valeur` are None where the indicator says nothing. `double` marks a strong need with nothing within
    reach. `personnes_au_dela` are the people of the territory who live beyond the far distance. `km` is the distance
    of a commune, None for an EPCI or where there is no place at all.
    """

    code: str
    nom: str
    population: int
    valeur: float | None
    besoin: Third | None
    portee: Reach
    km: float | None
    personnes_au_dela: int
    double: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Need and coverage crossed; `bornes` are the two values that cut the territories into thirds, None for none."""

    need: Need
    bornes: tuple[float, float] | None
    territoires: tuple[Crossed, ...]

    @property
    def doubles(self) -> tuple[Crossed, ...]:
        """The territories with a double deficit, those with the most people beyond first."""
        found = [one for one in self.territoires if one.double]
        return tuple(sorted(found, key=lambda one: (-one.personnes_au_dela, one.code)))


def cross(mesh: Mesh, need: Need, question: Question) -> Crossing:
    """Return every commune, or EPCI, that somebody has looked at, with its need beside its distance to an answer.

    Thirds are thirds of the territories that have a value: each bound begins the third above it, equal values are
    never parted, and the lowest value is always a weak need. A commune is within reach when its town hall is; an EPCI
    when the share of its people beyond the far distance is at most that of the whole hub (near: when at least half of
    them have an answer nearby).
    """
    rows = list(_communes(mesh, question) if need.niveau == "commune" else _epci(mesh, question))
    known = sorted(need.valeurs[code] for code, *_ in rows if code in need.valeurs)
    # Cutting one or two values in three would call one of them strong for no reason.
    bounds = (known[len(known) // 3], known[2 * len(known) // 3]) if len(known) > 2 and known[0] < known[-1] else None
    return Crossing(
        need=need,
        bornes=bounds,
        territoires=tuple(
            Crossed(
                code=code,
                nom=nom,
                population=population,
                valeur=need.valeurs.get(code),
                besoin=(third := _third(need.valeurs.get(code), bounds, known[0] if known else 0.0)),
                portee=reach,
                km=kilometre,
                personnes_au_dela=beyond,
                double=third == "fort" and reach == "au-dela",
            )
            for code, nom, population, reach, kilometre, beyond in rows
        ),
    )


def _third(value: float | None, bounds: tuple[float, float] | None, lowest: float) -> Third | None:
    if value is None or bounds is None:
        return None
    # Where most values are the lowest one, both bounds are that value: it is no strong need for all that.
    if value <= lowest:
        return "faible"
    if value >= bounds[1]:
        return "fort"
    return "moyen" if value >= bounds[0] else "faible"


_Place = tuple[str, str, int, Reach, float | None, int]


def _communes(mesh: Mesh, question: Question) -> Iterator[_Place]:
    kilometre = mesh.answer(question).reach.kilometres
    for rank, commune in enumerate(mesh.areas.communes):
        if mesh.areas.recense[rank]:
            reach = _reach(mesh, float(kilometre[rank]))
            people = commune.population or 0
            known = float(kilometre[rank]) if np.isfinite(kilometre[rank]) else None
            yield commune.code_insee, commune.nom, people, reach, known, people if reach == "au-dela" else 0


def _reach(mesh: Mesh, kilometre: float) -> Reach:
    if kilometre <= mesh.seuils.proche_km:
        return "proche"
    return "loin" if kilometre <= mesh.seuils.loin_km else "au-dela"


def _epci(mesh: Mesh, question: Question) -> Iterator[_Place]:
    kilometre = mesh.answer(question).reach.kilometres
    near = mesh.people(kilometre <= mesh.seuils.proche_km)
    beyond = mesh.people(~(kilometre <= mesh.seuils.loin_km))
    everyone = np.maximum(mesh.areas.gathered(mesh.areas.people), 1.0)
    for rank, area in enumerate(mesh.areas.all):
        if area.niveau == "epci" and area.recense:
            reach: Reach = "proche" if near[rank] * 2 >= everyone[rank] else "loin"
            if beyond[rank] / everyone[rank] > beyond[0] / everyone[0]:
                reach = "au-dela"
            yield area.code, area.nom, area.population_recensee, reach, None, int(beyond[rank])
