"""What a venue declares holds while it is valid, and never against what it excludes."""

from __future__ import annotations

from datetime import date
from typing import Any

from maillage.model import Service, ServicesExclus
from maillage.offers import declared, offers
from small_world import TODAY, lieu


def codes(**facts: Any) -> list[tuple[str, ...]]:
    """The codes of each offer of a venue."""
    return [offer.codes for offer in offers(lieu(**facts), TODAY)]


def test_an_exclusion_wins_over_what_is_declared() -> None:
    excluded = (ServicesExclus(service=("dalo",)),)
    both = Service(service=("logement-social", "dalo"))
    assert codes(services=(both,), services_exclus=excluded) == [("logement-social",)]
    assert codes(services=(Service(service=("dalo",)),), services_exclus=excluded) == []


def test_an_offer_ends_after_its_last_day() -> None:
    assert codes(services=(Service(service=("dalo",), valide_au=TODAY),)) == [("dalo",)]
    assert codes(services=(Service(service=("dalo",), valide_au=date(2026, 11, 20)),)) == []


def test_an_offer_to_come_is_announced_and_not_counted() -> None:
    found = offers(lieu(services=(Service(service=("dalo",), valide_du=date(2026, 12, 1)),)), TODAY)
    assert [offer.a_venir for offer in found] == [True]
    assert declared(found) == frozenset()


def test_a_closed_venue_offers_nothing() -> None:
    assert codes(statut="ferme", services=(Service(service=("dalo",)),)) == []
