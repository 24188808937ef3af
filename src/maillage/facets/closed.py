"""The venues that have closed for good: a link or a sheet that still names one must say where to go instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maillage.model import Lieu


def closed_data(lieux: Iterable[Lieu]) -> dict[str, Any]:
    """Return what is known of the end of each closed venue, by id; what is not known is left out."""
    return {"lieux": {lieu.id: _closed(lieu) for lieu in lieux if lieu.statut == "ferme"}}


def _closed(lieu: Lieu) -> dict[str, Any]:
    found: dict[str, Any] = {"nom": lieu.nom}
    if lieu.fermeture:
        if lieu.fermeture.date:
            found["date"] = lieu.fermeture.date.isoformat()
        if lieu.fermeture.motif:
            found["motif"] = lieu.fermeture.motif
        if lieu.fermeture.remplace_par:
            found["remplace_par"] = list(lieu.fermeture.remplace_par)
    return found
