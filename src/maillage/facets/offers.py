"""Which entries of a venue answer a search today: not the excluded ones, not the expired, not those still to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from maillage.model import Lieu, Service


def offers(lieu: Lieu, today: date) -> Iterator[tuple[Service, tuple[str, ...]]]:
    """Yield the entries that hold today, each with the codes that the venue does not exclude elsewhere."""
    excluded = {code for exclusion in lieu.services_exclus for code in exclusion.service}
    for service in lieu.services:
        if service.valide_du and service.valide_du > today:
            continue
        if service.valide_au and service.valide_au < today:
            continue
        codes = tuple(code for code in service.service if code not in excluded)
        if codes:
            yield service, codes
