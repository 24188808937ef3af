"""The facts of an entry and of a venue that a filter may ask about, under the keys of the venue file.

What is not said is not there. A key has the same name in the file, here, in the address of the page and in its form.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any, Final

from maillage.model import Accessibilite, Equipement, Label, Langue, Lieu, Service

SHARED_FACTS: Final = (
    "acces",
    "modalites_acces",
    "modalites_accompagnement",
    "frais_a_charge",
    "pass_numerique",
    "publics_specifiquement_adresses",
    "prise_en_charge_specifique",
    "reserve_a",
    "langues",
    "confidentialite",
    "anonymat",
    "zone_intervention",
)
"""Facts that a venue may declare as a whole and an entry for itself; the entry's word wins."""

ENTRY_FACTS: Final = (
    "postures",
    "oriente_par",
    "formats",
    "niveaux",
    "supports",
    "appareil_personnel",
    "prerequis",
    "poste_fauteuil",
    "valide_au",
)

_ACCESSIBILITY: Final = tuple(
    field.name for field in fields(Accessibilite) if field.name not in ("fiche_acces_libre", "precisions")
)


def of_entry(service: Service) -> dict[str, Any]:
    """Return what an entry says, and the name of the organisation that holds it when it is not the venue."""
    found = {key: _plain(getattr(service, key)) for key in (*SHARED_FACTS, *ENTRY_FACTS) if getattr(service, key)}
    if service.operateur:
        found["operateur"] = service.operateur.nom
    return found


def of_venue(lieu: Lieu) -> dict[str, Any]:
    """Return what a venue says of itself as a whole."""
    found: dict[str, Any] = {"typologies": list(lieu.typologies)}
    found |= {key: _plain(getattr(lieu, key)) for key in SHARED_FACTS if getattr(lieu, key)}
    for key in ("tenu_par", "enfants_bienvenus"):
        if getattr(lieu, key):
            found[key] = getattr(lieu, key)
    if lieu.accessibilite:
        found |= {key: value for key in _ACCESSIBILITY if (value := getattr(lieu.accessibilite, key))}
    if lieu.equipements:
        found["equipements"] = _equipment(lieu.equipements)
    if lieu.labels:
        found["labels"] = [_label(label) for label in lieu.labels]
    if lieu.contact_professionnels:
        found["contact_professionnels"] = "oui"
    return found


def _equipment(equipements: tuple[Equipement, ...]) -> dict[str, str]:
    """Return whether each kind of machine may be used by anybody: `oui`, `non`, or `inconnu`.

    A machine that is out of order, restricted or not free to use is a `non`: a kiosk that prints only its own
    attestations is not a printer. Several machines of a kind answer by the best of them.
    """
    found: dict[str, str] = {}
    order = ("non", "inconnu", "oui")
    for one in equipements:
        state = _usable(one)
        found[one.equipement] = max(found.get(one.equipement, "non"), state, key=order.index)
    return found


def _usable(one: Equipement) -> str:
    if one.en_service == "non" or one.libre_acces == "non" or one.restriction:
        return "non"
    return "oui" if one.libre_acces == "oui" else "inconnu"


def _label(label: Label) -> list[str]:
    """Return the code of a label, then its first and last days, empty when unknown; trailing silence is left out."""
    debut = label.debut.isoformat() if label.debut else ""
    if label.fin:
        return [label.label, debut, label.fin.isoformat()]
    return [label.label, debut] if debut else [label.label]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_language(item) if isinstance(item, Langue) else item for item in value]
    return value


def _language(langue: Langue) -> str | list[str]:
    """Return the code of a language, with how it is practised when that is said."""
    return [langue.langue, langue.modalite] if langue.modalite else langue.langue
