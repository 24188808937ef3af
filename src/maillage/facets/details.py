"""What is read once a result is shown, and never searched: addresses, prices, what to bring, how to find the door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from maillage.model import Adresse, ContactProfessionnels, Lieu, Service

_VENUE: Final = (
    "courriels",
    "site_web",
    "prise_rdv",
    "trouver_la_porte",
    "transports",
    "horaires_precisions",
    "presentation_resume",
)
_ENTRY: Final = (
    "precisions",
    "oriente_par_precisions",
    "prise_rdv",
    "delai",
    "deroulement",
    "horaires_precisions",
    "prerequis_precisions",
    "a_apporter",
    "limites",
)


def details(lieu: Lieu, entries: Iterable[Service], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the details of a venue, those of its entries in the order in which the search has them.

    `names` are those of the venues by id: one of them may be its host.
    """
    found = _said(lieu, _VENUE)
    if lieu.hote and (host := names.get(lieu.hote.id or "", lieu.hote.nom)):
        found["hote"] = host
    if lieu.adresse:
        found["adresse"] = _address(lieu.adresse)
    if lieu.accessibilite and lieu.accessibilite.precisions:
        found["accessibilite"] = lieu.accessibilite.precisions
    if lieu.contact_professionnels:
        found["contact_professionnels"] = _professional(lieu.contact_professionnels)
    if lieu.tarifs:
        found["tarifs"] = [[tarif.objet, tarif.prix] for tarif in lieu.tarifs]
    if lieu.services_exclus:
        found["services_exclus"] = [
            {"service": list(one.service), **_said(one, ("motif",))} for one in lieu.services_exclus
        ]
    if lieu.itinerance:
        if lieu.itinerance.precisions:
            found["itinerance_precisions"] = lieu.itinerance.precisions
        found["etapes"] = [
            {"adresse": _address(etape.adresse), **_said(etape, ("trouver_la_porte",))}
            for etape in lieu.itinerance.etapes
        ]
    found["offres"] = [_entry(service) for service in entries]
    return found


def _entry(service: Service) -> dict[str, Any]:
    found = _said(service, _ENTRY)
    if service.tarifs:
        found["tarifs"] = [[tarif.objet, tarif.prix] for tarif in service.tarifs]
    if service.operateur and service.operateur.telephone:
        found["operateur_telephone"] = service.operateur.telephone
    return found


def _said(of: object, keys: Iterable[str]) -> dict[str, Any]:
    found = {}
    for key in keys:
        value = getattr(of, key)
        if value:
            found[key] = list(value) if isinstance(value, tuple) else value
    return found


def _address(adresse: Adresse) -> list[str]:
    """Return the lines of an address as an envelope has them."""
    lines = [adresse.voie, adresse.complement_adresse, f"{adresse.code_postal} {adresse.commune}"]
    return [line for line in lines if line]


def _professional(contact: ContactProfessionnels) -> dict[str, str]:
    return {key: value for key in ("fonction", "telephone", "courriel") if (value := getattr(contact, key))}
