"""`pas-des-doublons.yml`: the pairs that look like one venue and that somebody has declared to be different.

    pas_des_doublons:
      - lieux: [mediatheque-de-montauban, france-services-de-montauban]
        motif: même bâtiment et même accueil téléphonique, deux équipes

Each entry names at least two venues by their identifiers, all different from one another, and says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from maillage.checks import schema
from maillage.checks.codes import Codes, near
from maillage.model import Problem
from maillage.nomenclature import Nomenclature
from maillage.records import Record, Where, spelled

UNKNOWN = "pas-des-doublons-inconnu"
UNKNOWN_DESCRIPTION = (
    "Un identifiant de pas-des-doublons.yml est celui d’un lieu : sinon, la ligne ne sert plus à rien."
)
FILE_NAME = "pas-des-doublons.yml"

_DOCUMENT: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["pas_des_doublons"],
    "additionalProperties": False,
    "properties": {
        "pas_des_doublons": {
            "title": "Lieux différents",
            "description": "La liste des lieux qui se ressemblent et qui sont pourtant différents",
            "type": "array",
            "items": {
                "type": "object",
                "required": ["lieux", "motif"],
                "additionalProperties": False,
                "properties": {
                    "lieux": {
                        "title": "Lieux",
                        "description": "Au moins deux identifiants de lieux, tous différents les uns des autres",
                        "type": "array",
                        "minItems": 2,
                        "uniqueItems": True,
                        "items": {
                            "description": "L’identifiant d’un lieu : le nom de son fichier, sans « .yml »",
                            "type": "string",
                            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
                            "examples": ["mediatheque-de-montauban"],
                        },
                    },
                    "motif": {
                        "title": "Motif",
                        "description": "Pourquoi ce sont deux lieux, en une phrase",
                        "type": "string",
                        "minLength": 1,
                        "examples": ["même bâtiment, deux équipes"],
                    },
                },
            },
        }
    },
}


@dataclass(frozen=True, slots=True)
class NotDuplicates:
    """What the file declares: the record it was read from, and the ids of each entry."""

    record: Record
    entries: tuple[tuple[str, ...], ...]

    @property
    def pairs(self) -> frozenset[frozenset[str]]:
        """Every pair of ids declared to be two venues."""
        return frozenset(frozenset(pair) for ids in self.entries for pair in combinations(ids, 2))


def read(record: Record, nomenclature: Nomenclature) -> NotDuplicates | tuple[Problem, ...]:
    """Return what a record of `pas-des-doublons.yml` declares, or what is wrong with it."""
    gate = schema.gate(_DOCUMENT)
    if not schema.passes(gate, record):
        return tuple(sorted(schema.problems(gate, record, Codes(nomenclature))))
    return NotDuplicates(record, tuple(tuple(entry["lieux"]) for entry in record.data["pas_des_doublons"]))


def unknown(declared: NotDuplicates, ids: Iterable[str], unread: Collection[str] = ()) -> Iterator[Problem]:
    """Yield a problem for each declared id that no venue has, nor a file that is not read: it protects nothing."""
    known = frozenset(ids)
    for place, entry in enumerate(declared.entries):
        for index, code in enumerate(entry):
            if code in known or code in unread:
                continue
            where: Where = ("pas_des_doublons", place, "lieux", index)
            mark = declared.record.mark(where)
            meant = near(code, known)
            yield Problem(
                path=declared.record.path,
                line=mark.line,
                column=mark.column,
                level="attention",
                code=UNKNOWN,
                where=spelled(where),
                message=f"aucun lieu n’a l’identifiant « {code} »",
                hint=f"vouliez-vous dire « {meant} » ?" if meant else "retirez-le si la fiche a été supprimée",
            )
