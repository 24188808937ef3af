"""What the figures are drawn from: values that others have read, so that nothing here opens a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from maillage.model import Lieu, Placed, Site, Territory
from maillage.nomenclature import Nomenclature


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A directory on a given day, seen from one site.

    `lieux` are all the venues of the directory, those outside the territory of the site included: people do not stop
    at a border, and a venue beyond it may be the nearest. `positions` is keyed by venue id, and by `id/stop` for the
    stops of an itinerant venue. `mairies_supposees` are the communes whose town hall stands at a supposed place.
    """

    lieux: tuple[Lieu, ...]
    positions: Mapping[str, Placed]
    territory: Territory
    nomenclature: Nomenclature
    site: Site
    today: date
    mairies_supposees: frozenset[str] = frozenset()
