"""How old a verification is, in the words and thresholds that the sector knows.

Only `verifie_le` counts: a file that a machine imported this morning has been verified by nobody.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from maillage.model import Seuils

Code = Literal["a-jour", "a-surveiller", "a-verifier", "a-actualiser", "jamais"]

LABELS: dict[Code, str] = {
    "a-jour": "à jour",
    "a-surveiller": "à surveiller",
    "a-verifier": "à vérifier",
    "a-actualiser": "à actualiser",
    "jamais": "jamais vérifiée",
}


@lru_cache(maxsize=65536)
def months_after(start: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month where it is shorter."""
    index = start.month - 1 + months
    year, month = start.year + index // 12, index % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def level(verifie_le: date | Literal["jamais"], today: date, seuils: Seuils) -> Code:
    """Return the level of a record; a threshold is reached on its day (six months to the day is "à surveiller")."""
    if verifie_le == "jamais":
        return "jamais"
    for months, code in _ladder(seuils):
        if today >= months_after(verifie_le, months):
            return code
    return "a-jour"


@dataclass(frozen=True, slots=True)
class Rung:
    """One level with the ages it stands for, in words."""

    code: Code
    libelle: str
    definition: str


def rungs(seuils: Seuils) -> tuple[Rung, ...]:
    """Return the levels of a site from the freshest to the oldest, with its own thresholds."""
    first, second, third = seuils.a_surveiller_mois, seuils.a_verifier_mois, seuils.a_actualiser_mois
    return (
        Rung("a-jour", LABELS["a-jour"], f"vérifiée depuis moins de {first} mois"),
        Rung("a-surveiller", LABELS["a-surveiller"], f"vérifiée il y a {first} mois ou plus, moins de {second} mois"),
        Rung("a-verifier", LABELS["a-verifier"], f"vérifiée il y a {second} mois ou plus, moins de {third} mois"),
        Rung("a-actualiser", LABELS["a-actualiser"], f"vérifiée il y a {third} mois ou plus"),
        Rung("jamais", LABELS["jamais"], "importée, personne ne l’a encore vérifiée"),
    )


def _ladder(seuils: Seuils) -> tuple[tuple[int, Code], ...]:
    return (
        (seuils.a_actualiser_mois, "a-actualiser"),
        (seuils.a_verifier_mois, "a-verifier"),
        (seuils.a_surveiller_mois, "a-surveiller"),
    )
