"""Where would one more help? The communes and the half-days that would bring the most people within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.coverage import HALF_DAYS, NewPermanence
from maillage.pages import addresses
from maillage.pages.context import Link
from maillage.pages.couverture.measures import Reading
from maillage.pages.couverture.wording import half_day

_ORDINARY_WEEK = HALF_DAYS[:12]
NAMED = 3
"""A town has dozens of possible hosts: so many are named."""


@dataclass(frozen=True, slots=True)
class Place:
    """A commune where one more weekly permanence would help, and the hosts of the directory that could take it.

    A town has dozens of them: `autres` is how many are not among the few named.
    """

    rang: int
    commune: Link
    gain: int
    au_dela: int
    hotes: tuple[Link, ...]
    autres: int


@dataclass(frozen=True, slots=True)
class Opening:
    """A half-day, the venue that would bring the most people by opening then, and how many would still be beyond."""

    demi_journee: str
    lieu: Link
    gain: int
    au_dela: int


def places(reading: Reading, permanences: Sequence[NewPermanence]) -> tuple[Place, ...]:
    """Return where one more permanence would bring the most people, then the next given the first, and so on."""
    context = reading.measures.context
    return tuple(
        Place(
            one.rang,
            Link(one.nom, addresses.commune(one.code_insee)),
            one.gain,
            one.au_dela,
            tuple(context.lieu_link(host) for host in one.hotes[:NAMED]),
            max(0, len(one.hotes) - NAMED),
        )
        for one in permanences
    )


def openings(reading: Reading) -> tuple[Opening, ...]:
    """Return, for each half-day from Monday to Saturday, the venue that would help most by opening."""
    measures, area = reading.measures, reading.area
    found = (
        (name, best)
        for name in _ORDINARY_WEEK
        for best in measures.one_more.half_days(area.niveau, area.code, name, choices=1)
    )
    return tuple(
        Opening(half_day(name), measures.context.lieu_link(best.lieu), best.gain, best.au_dela) for name, best in found
    )
