"""The table of hosts by kind, with those that help with procedures and those that train, as Hauts-de-France printed it.

Its rows are the `hotes_siilab` of the nomenclature. A venue counts once, under the first of its kinds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from maillage.coverage.areas import Niveau
from maillage.coverage.distances import Bools
from maillage.coverage.mesh import Mesh
from maillage.coverage.questions import Question
from maillage.nomenclature import TypologieEntry

HELP: Final = "demarches"
TRAINING: Final = "apprentissage"
_UNKNOWN_HOST: Final = "non-renseigne"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How many venues say no, yes, and nothing."""

    non: int
    oui: int
    non_renseigne: int

    @property
    def pour_cent(self) -> int | None:
        """The share of yes among all, halves rounded up: what is not said is not a yes. None for no venue."""
        every = self.non + self.oui + self.non_renseigne
        return (200 * self.oui + every) // (2 * every) if every else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRow:
    """One kind of host; an empty `code` is the total."""

    code: str
    libelle: str
    nombre: int
    demarches: Answers
    apprentissage: Answers


class HostsTables:
    """The tables of all the areas of a mesh: what each venue is and answers is worked out once."""

    def __init__(self, mesh: Mesh) -> None:
        self._mesh = mesh
        nomenclature = mesh.world.nomenclature
        self._hosts = [_host(lieu.typologies, nomenclature.typologies) for lieu in mesh.declared.lieux]
        self._kinds = {host: entry.libelle for host, entry in nomenclature.hotes_siilab.items()}
        self._answers = {dimension: _answers(mesh, dimension) for dimension in (HELP, TRAINING)}

    def of(self, niveau: Niveau, code: str) -> tuple[HostRow, ...]:
        """Return the table of one area, see `hosts_table`."""
        rank = self._mesh.areas.rank[niveau, code]
        here = [int(lieu) for lieu in np.flatnonzero(self._mesh.lieux_in(rank))]
        by_kind: dict[str, list[int]] = {}
        for lieu in here:
            by_kind.setdefault(self._hosts[lieu], []).append(lieu)
        rows = [
            _row(host, label, by_kind[host], self._answers) for host, label in self._kinds.items() if host in by_kind
        ]
        return (*rows, _row("", "Total", here, self._answers))


def hosts_table(mesh: Mesh, niveau: Niveau, code: str) -> tuple[HostRow, ...]:
    """Return the table of one area: the kinds that have a venue, in the order of the nomenclature, then the total.

    All open venues of the area are counted, those that help only at a distance too. A venue that declares at least
    one service has answered for every dimension: those that it does not declare are a no. Raises `KeyError` for an
    area that the mesh does not have.
    """
    return HostsTables(mesh).of(niveau, code)


def _host(typologies: tuple[str, ...], table: Mapping[str, TypologieEntry]) -> str:
    entry = table.get(typologies[0]) if typologies else None
    return (entry.hote_siilab if entry else "") or _UNKNOWN_HOST


def _answers(mesh: Mesh, dimension: str) -> tuple[Bools, Bools]:
    """Return, for each open venue, whether it declares a dimension, and whether it does or may."""
    yes, maybe = mesh.rows(Question(genre="dimension", code=dimension))
    return mesh.lieux_of(yes), mesh.lieux_of(maybe)


def _row(code: str, libelle: str, chosen: list[int], answers: dict[str, tuple[Bools, Bools]]) -> HostRow:
    counted = {}
    for dimension, (yes, maybe) in answers.items():
        oui = int(np.count_nonzero(yes[chosen]))
        possible = int(np.count_nonzero(maybe[chosen]))
        counted[dimension] = Answers(non=len(chosen) - possible, oui=oui, non_renseigne=possible - oui)
    return HostRow(
        code=code,
        libelle=libelle,
        nombre=len(chosen),
        demarches=counted[HELP],
        apprentissage=counted[TRAINING],
    )
