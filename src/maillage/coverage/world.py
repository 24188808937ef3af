"""What the figures are drawn from: values that others have read, so that nothing here opens a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from maillage import digests, parse
from maillage.model import Lieu, Placed, Site, Territory
from maillage.nomenclature import Nomenclature


@dataclass(frozen=True, kw_only=True)
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

    @cached_property
    def state(self) -> str:
        """The name of all that distances and counts of venues may read in the directory: the same, so are they."""
        known = (parse.pack(replace(lieu, **_UNREAD)) for lieu in self.lieux)
        return digests.of(*known, repr(self.positions))


# How to reach a venue, how it presents itself, who looked at it: what people correct most often.
_UNREAD: Final[Mapping[str, Any]] = {
    "nom": "",
    "telephone": None,
    "courriels": (),
    "site_web": (),
    "prise_rdv": None,
    "contact_inconnu": None,
    "contact_professionnels": None,
    "trouver_la_porte": None,
    "transports": None,
    "presentation_resume": None,
    "presentation_detail": None,
    "horaires_precisions": None,
    "source": "",
    "source_id": None,
    "source_categories": (),
    "date_maj": None,
    "verifie_le": "jamais",
    "verifie_par": None,
    "verifie_comment": None,
}
