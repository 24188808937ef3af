"""The keys of a venue file that an import may fill, and how a cell becomes the value of each.

Keys that only a person can vouch for (postures, limits, exclusions, itinerant stops…) are not here: no spreadsheet
of today says them, and nothing is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reading = Literal[
    "texte", "resume", "paragraphes", "textes", "code", "codes", "oui-non", "date", "latitude", "longitude",
    "code-postal", "code-insee", "telephone", "courriels", "lien", "liens", "horaires", "pivot",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """How a key is read. `table` is the nomenclature of its codes; `inside` the key of a list of maps that holds them.

    `constant`: whether a mapping may give the same value to every venue. Services, access modes, publics and prices
    may not: each venue declares its own.
    """

    reading: Reading
    table: str = ""
    inside: str = ""
    constant: bool = False


KEYS: dict[str, Key] = {
    "source_id": Key("texte"),
    "nom": Key("texte"),
    "typologies": Key("codes", "typologies", constant=True),
    "statut": Key("code", "statut"),
    "fermeture.date": Key("date"),
    "fermeture.motif": Key("texte"),
    "pivot": Key("pivot"),
    "structure_parente.nom": Key("texte", constant=True),
    "structure_parente.pivot": Key("pivot", constant=True),
    "hote.nom": Key("texte"),
    "tenu_par": Key("code", "tenu_par"),
    "adresse.voie": Key("texte"),
    "adresse.complement_adresse": Key("texte"),
    "adresse.code_postal": Key("code-postal"),
    "adresse.commune": Key("texte"),
    "adresse.code_insee": Key("code-insee"),
    "position.latitude": Key("latitude"),
    "position.longitude": Key("longitude"),
    "trouver_la_porte": Key("paragraphes"),
    "transports": Key("paragraphes"),
    "telephone": Key("telephone"),
    "courriels": Key("courriels"),
    "site_web": Key("liens"),
    "prise_rdv": Key("lien"),
    "presentation_resume": Key("resume"),
    "presentation_detail": Key("paragraphes"),
    "horaires": Key("horaires"),
    "horaires_precisions": Key("texte"),
    "acces": Key("codes", "acces"),
    "modalites_acces": Key("codes", "modalites_acces"),
    "modalites_accompagnement": Key("codes", "modalites_accompagnement"),
    "services": Key("codes", "services", inside="service"),
    "equipements": Key("codes", "equipements", inside="equipement"),
    "frais_a_charge": Key("codes", "frais_a_charge"),
    "pass_numerique": Key("code", "pass_numerique"),
    "publics_specifiquement_adresses": Key("codes", "publics_specifiquement_adresses"),
    "prise_en_charge_specifique": Key("codes", "prise_en_charge_specifique"),
    "reserve_a": Key("codes", "publics"),
    "langues": Key("codes", "langues", inside="langue"),
    "accessibilite.entree_fauteuil": Key("oui-non"),
    "accessibilite.poste_fauteuil": Key("oui-non"),
    "accessibilite.plain_pied": Key("oui-non"),
    "accessibilite.fiche_acces_libre": Key("lien"),
    "accessibilite.precisions": Key("texte"),
    "confidentialite": Key("code", "confidentialite"),
    "anonymat": Key("oui-non"),
    "enfants_bienvenus": Key("oui-non"),
    "labels": Key("codes", "labels", inside="label", constant=True),
    "source": Key("texte", constant=True),
    "source_categories": Key("textes", constant=True),
    "date_maj": Key("date"),
    "verifie_le": Key("date"),
    "verifie_par": Key("texte", constant=True),
    "verifie_comment": Key("texte", constant=True),
}
