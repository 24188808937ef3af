"""Three versions of one venue: what was imported last, what its file says today, what the source says now.

A field that a person has changed since the last import, or that stands in a file verified since, is never
overwritten: the difference is reported each time, until one of the two gives way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maillage.exchange.rows import CONTACTS, UNKNOWN_KIND, with_contact

Data = Mapping[str, Any]

_OWN = ("id", "contact_inconnu")
"""Never compared: the first is written once, the second follows from the others."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field where file and source disagree and the file is kept; None is an absent field."""

    key: str
    yours: Any
    theirs: Any
    why: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What the file should say, and where it does not follow the source."""

    data: dict[str, Any]
    differences: tuple[Difference, ...]


def merge(base: Data | None, yours: Data, theirs: Data) -> Merged:
    """Return the file that keeps what people wrote and takes what only the source has changed.

    `base` is what the last import gave, None where that is not known: then nothing is taken. Fields are compared
    whole (an address, the list of labels): half of one and half of the other would be an address of nowhere.
    """
    verified = _verified_since(base, yours)
    data = dict(yours)
    differences: list[Difference] = []
    for key in dict.fromkeys((*theirs, *(base or {}), *yours)):
        mine, new, old = yours.get(key), theirs.get(key), (base or {}).get(key)
        if key in _OWN or mine == new:
            continue
        if base is not None and mine == old and not verified:
            if new is None:
                data.pop(key, None)
            else:
                data[key] = new
            continue
        if new == old and (new is None or _says_nothing(key, new)):
            continue  # the source never knew: what a person added is no difference
        differences.append(Difference(key, mine, new, _why(base, verified, changed=mine != old, moved=new != old)))
    reachable = any(data.get(key) != yours.get(key) for key in CONTACTS)
    return Merged(with_contact(data) if reachable else data, tuple(differences))


def _verified_since(base: Data | None, yours: Data) -> bool:
    return base is not None and yours.get("verifie_le") not in ("jamais", base.get("verifie_le"))


def _says_nothing(key: str, value: Any) -> bool:
    return (key == "typologies" and value == [UNKNOWN_KIND]) or (key == "verifie_le" and value == "jamais")


def _why(base: Data | None, verified: bool, changed: bool, moved: bool) -> str:
    if base is None:
        return "la fiche existait déjà et l'on ne sait pas ce que la dernière importation avait donné"
    if changed:
        return "modifié dans la fiche" + (" et dans la source" if moved else " ; la source n'a pas changé")
    return "vérifié dans la fiche depuis, la source a changé" if verified else "la source a changé"
