"""What a venue declares that it does today: nothing is inferred, an exclusion always wins, an expired offer is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from maillage.model import Label, Lieu, Service


@dataclass(frozen=True, slots=True)
class Offer:
    """One entry of a venue with the codes of it that hold; `a_venir` when it begins after today."""

    lieu: Lieu
    service: Service
    codes: tuple[str, ...]
    a_venir: bool


def excluded(lieu: Lieu) -> frozenset[str]:
    """Return the codes that the venue says it does not do."""
    return frozenset(code for exclusion in lieu.services_exclus for code in exclusion.service)


def is_over(service: Service, today: date) -> bool:
    """Return whether the last day of an entry has passed."""
    return service.valide_au is not None and service.valide_au < today


def is_to_come(service: Service, today: date) -> bool:
    """Return whether an entry begins after today."""
    return service.valide_du is not None and service.valide_du > today


def holds(service: Service, today: date) -> bool:
    """Return whether an entry has begun and is not over."""
    return not is_to_come(service, today) and not is_over(service, today)


def label_holds(label: Label, today: date) -> bool:
    """Return whether a label has begun and is not over; one without dates holds."""
    return (label.debut is None or label.debut <= today) and (label.fin is None or label.fin >= today)


def offers(lieu: Lieu, today: date) -> tuple[Offer, ...]:
    """Return the entries that are valid today or will be, in the order of the file; none for a closed venue."""
    if lieu.statut == "ferme":
        return ()
    refused = excluded(lieu)
    found = []
    for service in lieu.services:
        if is_over(service, today):
            continue
        codes = tuple(code for code in service.service if code not in refused) if refused else service.service
        if codes:
            found.append(Offer(lieu, service, codes, is_to_come(service, today)))
    return tuple(found)


def current(lieu: Lieu, today: date) -> tuple[Offer, ...]:
    """Return the offers that hold today."""
    return tuple(offer for offer in offers(lieu, today) if not offer.a_venir)


def declared(of_venue: Iterable[Offer]) -> frozenset[str]:
    """Return the codes of some offers that hold today."""
    return frozenset(code for offer in of_venue if not offer.a_venir for code in offer.codes)


def by_need(offers_of: Mapping[str, tuple[Offer, ...]]) -> dict[str, list[Offer]]:
    """Return the offers of every service code, in the order of the venues."""
    found: dict[str, list[Offer]] = {}
    for of_venue in offers_of.values():
        for code, offer in _pairs(of_venue):
            found.setdefault(code, []).append(offer)
    return found


def _pairs(of_venue: Iterable[Offer]) -> Iterator[tuple[str, Offer]]:
    for offer in of_venue:
        for code in offer.codes:
            yield code, offer
