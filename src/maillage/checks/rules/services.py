"""Rules on what is done in a venue, how one gets in and what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from maillage.checks.subject import Finding, Venue, rule
from maillage.model import Lieu, Tarif
from maillage.records import Where

_PAID = re.compile(r"[1-9]")


@rule("service-exclu-et-declare", "erreur")
def a_service_is_done_or_not(venue: Venue) -> Iterator[Finding]:
    """Un même service n’est pas à la fois déclaré et exclu : on ne saurait pas s’il faut y envoyer quelqu’un."""
    declared = {code for service in venue.lieu.services for code in service.service}
    for place, excluded in enumerate(venue.lieu.services_exclus):
        for index, code in enumerate(excluded.service):
            if code in declared:
                yield Finding(
                    ("services_exclus", place, "service", index),
                    f"« {code} » est à la fois dans « services » et dans « services_exclus »",
                    "gardez l’un des deux ; une réserve s’écrit dans « limites » du service",
                )


@rule("equipement-sans-service", "attention", needs_whole=True, while_open=True)
def free_access_is_declared_as_a_service(venue: Venue) -> Iterator[Finding]:
    """Un équipement en libre accès est aussi déclaré comme service : c’est le service que l’on cherche."""
    said = {code for entry in venue.lieu.services for code in entry.service}
    said |= {code for entry in venue.lieu.services_exclus for code in entry.service}
    for index, machine in enumerate(venue.lieu.equipements):
        entry = venue.nomenclature.equipements.get(machine.equipement)
        service = entry.service if entry else ""
        if service and machine.libre_acces == "oui" and machine.en_service != "non" and service not in said:
            yield Finding(
                ("equipements", index),
                f"« {machine.equipement} » est en libre accès, et le service « {service} » n’est pas déclaré",
                f"ajoutez « {service} » à « services », ou à « services_exclus » si on ne peut pas s’en servir",
            )


@rule("service-expire", "attention", while_open=True)
def services_are_still_given(venue: Venue) -> Iterator[Finding]:
    """Un service dont la validité est finie n’est plus montré : il faut le prolonger ou le retirer."""
    for index, service in enumerate(venue.lieu.services):
        if service.valide_au and service.valide_au < venue.today:
            yield Finding(
                ("services", index, "valide_au"),
                f"ce service s’est arrêté le {service.valide_au:%d/%m/%Y}",
                "changez la date s’il continue, sinon retirez ce service",
            )


@rule("orientation-par-qui", "attention", needs_whole=True, while_open=True)
def referral_says_by_whom(venue: Venue) -> Iterator[Finding]:
    """Un accès sur orientation dit qui peut orienter : sinon personne n’ose, ou l’usager est refusé à l’entrée."""
    hint = "ajoutez « oriente_par » au service (ou « oriente_par_precisions » en toutes lettres)"
    for index, service in enumerate(venue.lieu.services):
        if "sur-orientation" in service.acces and not (service.oriente_par or service.oriente_par_precisions):
            yield Finding(
                ("services", index, "acces", service.acces.index("sur-orientation")),
                "ce service est sur orientation, et rien ne dit par qui",
                hint,
            )
    told = any(service.oriente_par or service.oriente_par_precisions for service in venue.lieu.services)
    if "sur-orientation" in venue.lieu.acces and not told:
        yield Finding(
            ("acces", venue.lieu.acces.index("sur-orientation")),
            "ce lieu est sur orientation, et rien ne dit par qui",
            hint,
        )


@rule("frais-contradictoires", "attention")
def price_is_one_thing(venue: Venue) -> Iterator[Finding]:
    """Gratuit et payant ne vont pas ensemble : une personne sans argent doit pouvoir s’y fier."""
    for where, fees, prices in _prices(venue.lieu):
        if {"gratuit", "payant"} <= set(fees):
            yield Finding(
                (*where, "frais_a_charge"),
                "« gratuit » et « payant » sont tous deux déclarés",
                "gardez l’un des deux, ou écrivez « gratuit-sous-condition » et la condition dans « tarifs »",
            )
        elif tuple(fees) == ("gratuit",) and any(_PAID.search(price.prix) for price in prices):
            yield Finding(
                (*where, "tarifs"),
                "« gratuit » est déclaré, et un prix est donné",
                "si une partie seulement est payante, écrivez « gratuit-sous-condition » dans « frais_a_charge »",
            )


def _prices(lieu: Lieu) -> Iterator[tuple[Where, Sequence[str], Sequence[Tarif]]]:
    yield (), lieu.frais_a_charge, lieu.tarifs
    for index, service in enumerate(lieu.services):
        yield ("services", index), service.frais_a_charge, service.tarifs
