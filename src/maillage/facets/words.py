"""The words of the search: what people type, what each code means, and which code replaces a retired one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from maillage.nomenclature import Entry, Nomenclature, fold

TABLES: Final = (
    "postures",
    "acces",
    "modalites_acces",
    "modalites_accompagnement",
    "oriente_par",
    "formats",
    "niveaux",
    "supports",
    "publics",
    "publics_specifiquement_adresses",
    "prise_en_charge_specifique",
    "frais_a_charge",
    "pass_numerique",
    "prerequis",
    "confidentialite",
    "tenu_par",
    "langues",
    "modalite_langue",
    "equipements",
    "labels",
)
"""The tables whose codes appear in conditions and filters; kinds of venues come with the venues that have them."""


def words_data(nomenclature: Nomenclature) -> dict[str, Any]:
    """Return the services by theme with the phrases that lead to each, the words they share, and the labels of codes.

    A synonym that says the same as the label, accents and case apart, is left out, and so is a shared word: it
    stands once in `mots_partages`, with its services in the order in which they answer.
    """
    shared = {fold(word.libelle) for word in nomenclature.synonymes_partages.values()}
    return {
        "themes": {code: theme.libelle for code, theme in nomenclature.themes.items()},
        "services": {
            code: [service.libelle, service.theme, service.dimension, _phrases(service, shared)]
            for code, service in nomenclature.services.items()
        },
        "mots_partages": {word.libelle: list(word.services) for word in nomenclature.synonymes_partages.values()},
        "services_retires": {
            code: [retired.libelle, list(retired.remplace_par)]
            for code, retired in nomenclature.services_retires.items()
        },
        "libelles": {table: labels(nomenclature.table(table)) for table in TABLES},
    }


def labels(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return the label of each code, in the order of the table."""
    return {code: entry.libelle for code, entry in entries.items()}


def kinds(nomenclature: Nomenclature, codes: Iterable[str]) -> dict[str, str]:
    """Return the labels of the kinds of venues that are used."""
    return {code: nomenclature.label("typologies", code) for code in sorted(set(codes))}


def _phrases(service: Entry, shared: set[str]) -> list[str]:
    seen = {fold(service.libelle)} | shared
    kept = []
    for phrase in service.synonymes:
        folded = fold(phrase)
        if folded not in seen:
            seen.add(folded)
            kept.append(phrase)
    return kept
