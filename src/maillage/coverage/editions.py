"""Two editions of the figures of a site: what has opened, closed, been checked again, and who has gained or lost.

Figures only compare when they ask the same: those of today are worked out again with the distances that the past
edition had. People of another vintage cannot be: the difference is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from maillage.coverage.answer import Answer
from maillage.coverage.distances import Floats
from maillage.coverage.mesh import Mesh
from maillage.coverage.questions import ANY_SERVICE, Question
from maillage.model import Edition, EditionChiffres, EditionLieu, EditionTerritoire

EVERY_DIMENSION: Final = "toutes"
"""The name of "at least one service", beside the codes of dimensions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """A venue that has been checked again; `avant` is None where it never had been."""

    avant: EditionLieu
    apres: EditionLieu


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One territory in both editions, for one dimension: None on the side where it has no figures."""

    avant: EditionChiffres | None
    apres: EditionChiffres | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One territory in both editions; None where it was not there, and `pas` by dimension."""

    niveau: str
    code: str
    nom: str
    avant: EditionTerritoire | None
    apres: EditionTerritoire | None
    pas: dict[str, Step]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """From one edition to a later one: venues by name, territories in the order of the later one."""

    avant: Edition
    apres: Edition
    ouverts: tuple[EditionLieu, ...]
    fermes: tuple[EditionLieu, ...]
    reverifies: tuple[Recheck, ...]
    territoires: tuple[Moved, ...]

    @property
    def meme_population(self) -> bool:
        """Whether both count the people of the same vintage."""
        return self.avant.population == self.apres.population


def edition(mesh: Mesh, proche_km: float, loin_km: float) -> Edition:
    """Return the edition of today, worked out with some distances."""
    world = mesh.world
    vintages = [one.annee for one in world.territory.millesimes if "opulation" in one.nom]
    figures = {name: _figures(mesh, question, proche_km, loin_km) for name, question in _questions(mesh).items()}
    return Edition(
        jour=world.today,
        proche_km=proche_km,
        loin_km=loin_km,
        population=vintages[0] if vintages else "",
        lieux=tuple(sorted(_venues(mesh), key=lambda lieu: lieu.id)),
        territoires=tuple(
            EditionTerritoire(
                niveau=area.niveau,
                code=area.code,
                nom=area.nom,
                recense=area.recense,
                population=area.population_recensee,
                chiffres={name: found[rank] for name, found in figures.items()} if area.recense else {},
            )
            for rank, area in enumerate(mesh.areas.all)
        ),
    )


def compare(before: Edition, after: Edition) -> Comparison:
    """Return what has changed between two editions that share their distances."""
    old = {lieu.id: lieu for lieu in before.lieux}
    new = {lieu.id: lieu for lieu in after.lieux}
    past = {(one.niveau, one.code): one for one in before.territoires}
    present = {(one.niveau, one.code): one for one in after.territoires}
    return Comparison(
        avant=before,
        apres=after,
        ouverts=tuple(lieu for key, lieu in new.items() if key not in old),
        fermes=tuple(lieu for key, lieu in old.items() if key not in new),
        reverifies=tuple(
            Recheck(avant=old[key], apres=lieu) for key, lieu in new.items() if key in old and _again(old[key], lieu)
        ),
        territoires=tuple(_moved(past.get(key), present.get(key)) for key in dict.fromkeys((*present, *past))),
    )


def _again(before: EditionLieu, after: EditionLieu) -> bool:
    if after.verifie_le is None:
        return False
    return before.verifie_le is None or before.verifie_le < after.verifie_le


def _moved(before: EditionTerritoire | None, after: EditionTerritoire | None) -> Moved:
    named = after or before
    assert named is not None
    old = before.chiffres if before else {}
    new = after.chiffres if after else {}
    return Moved(
        niveau=named.niveau,
        code=named.code,
        nom=named.nom,
        avant=before,
        apres=after,
        pas={name: Step(avant=old.get(name), apres=new.get(name)) for name in dict.fromkeys((*new, *old))},
    )


def _questions(mesh: Mesh) -> dict[str, Question]:
    dimensions = mesh.world.nomenclature.dimensions
    return {code: Question(genre="dimension", code=code) for code in dimensions} | {EVERY_DIMENSION: ANY_SERVICE}


def _figures(mesh: Mesh, question: Question, proche_km: float, loin_km: float) -> list[EditionChiffres]:
    answer = mesh.answer(question)
    structures = _pair(mesh.count("structure", answer.yes), mesh.count("structure", answer.maybe))
    near, far = (_people(answer, seuil) for seuil in (proche_km, loin_km))
    return [
        EditionChiffres(structures=structures[rank], proche=near[rank], loin=far[rank])
        for rank in range(len(mesh.areas.all))
    ]


def _people(answer: Answer, seuil_km: float) -> list[tuple[int, int]]:
    return _pair(answer.reach.within(seuil_km), answer.at_best.within(seuil_km))


def _pair(least: Floats, most: Floats) -> list[tuple[int, int]]:
    """Return whole numbers two by two; those of an area where nobody has looked are never read."""
    whole = (np.nan_to_num(one).astype(int).tolist() for one in (least, most))
    return list(zip(*whole, strict=True))


def _venues(mesh: Mesh) -> list[EditionLieu]:
    """Return the open venues of the territory, where somebody has looked, with the EPCI where each is or stops."""
    communes = mesh.areas.communes
    found: dict[int, set[str]] = {}
    for rank, place in enumerate(mesh.declared.places):
        commune = mesh.commune_of_place[rank]
        if commune >= 0 and mesh.areas.recense[commune]:
            found.setdefault(place.lieu, set()).add(communes[commune].epci or "")
    venues = mesh.declared.lieux
    return [
        EditionLieu(
            id=venues[rank].id,
            nom=venues[rank].nom,
            verifie_le=checked if isinstance(checked := venues[rank].verifie_le, date) else None,
            epci=tuple(sorted(epci - {""})),
        )
        for rank, epci in found.items()
    ]
