"""Who is open on which half-day: the stretches of hours of each service at each place, never those of its building.

A place is the address of a venue or one stop of its round. What is done with hours that nobody has given is kept apart:
the building may well be open then, and that is all that is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Literal

from maillage import hours
from maillage.coverage.entries import received_on_the_spot
from maillage.coverage.opening import HALF_DAYS
from maillage.hours import Schedule
from maillage.model import Commune, Etape, Lieu
from maillage.offers import Offer
from maillage.pages import words
from maillage.pages.context import Context
from maillage.pages.slot_lines import Held, Line, building, half_days, held
from maillage.positions import places

__all__ = ["HALF_DAYS", "WEEKS_AHEAD", "Holiday", "Line", "Place", "Slots"]

WEEKS_AHEAD = 8
"""A printed grid is used for some weeks: the dates of these are told."""


State = Literal["connu", "service-inconnu", "horaires-inconnus", "ferme", "suspendu", "ailleurs", "sans-service"]


@dataclass(frozen=True, slots=True)
class Holiday:
    """What a public holiday is for a place that would be open on that day of the week; None where nobody has said."""

    jour: date
    nom: str
    ouvert: bool | None


@dataclass(frozen=True, slots=True)
class Place:
    """A venue, or one of its stops, with its lines for each of the 14 half-days.

    `etat` says in which list it is: `connu` and `service-inconnu` are in the grid. `changements` are what the coming
    weeks change: of which service (empty for all), when, and what.
    """

    cle: str
    lieu: Lieu
    etape: str | None
    commune: Commune
    etat: State
    demi_journees: tuple[tuple[Line, ...], ...] = ((),) * len(HALF_DAYS)
    changements: tuple[tuple[str, str, str], ...] = ()
    feries: tuple[Holiday, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Slots:
    """The places of a site, each worked out once, by commune."""

    context: Context
    _by_commune: dict[str, tuple[Place, ...]] = field(default_factory=dict)

    @cached_property
    def until(self) -> date:
        """The last of the days to come that are told."""
        return self.context.today + timedelta(weeks=WEEKS_AHEAD)

    def at(self, communes: Iterable[Commune]) -> tuple[Place, ...]:
        """Return the places of some communes that have not closed for good, commune by commune, by name."""
        found: list[Place] = []
        for commune in communes:
            code = commune.code_insee
            if code not in self._by_commune:
                venues = self.context.lieux_by_commune.get(code, ())
                self._by_commune[code] = tuple(place for lieu in venues for place in self._of(lieu, commune))
            found += self._by_commune[code]
        return tuple(found)

    def _of(self, lieu: Lieu, commune: Commune) -> Iterator[Place]:
        stops = {f"{lieu.id}/{stop.id}": stop for stop in (lieu.itinerance.etapes if lieu.itinerance else ())}
        every = tuple(places(lieu))
        for key, adresse, _ in every:
            here = self.context.commune(adresse)
            if here and here.code_insee == commune.code_insee:
                yield self._place(lieu, key, stops.get(key), commune, alone=len(every) == 1)

    def _place(self, lieu: Lieu, key: str, stop: Etape | None, commune: Commune, *, alone: bool) -> Place:
        empty = Place(key, lieu, stop.nom if stop else None, commune, "suspendu")
        if lieu.statut == "suspendu":
            return empty
        current = [offer for offer in self.context.offers[lieu.id] if self._begins_soon(offer)]
        if lieu.services and not current:
            return replace(empty, etat="sans-service")
        here = [offer.service for offer in current if received_on_the_spot(lieu, offer.service)]
        if not here and (current or not received_on_the_spot(lieu)):
            return replace(empty, etat="ailleurs")
        own = stop.horaires if stop else lieu.horaires
        done = held(self.context, self.until, lieu, current, own, alone=alone)
        read = [(each, self._schedule(each, commune)) for each in done]
        unknown = [each for each, week in read if not week.connu]
        if unknown or not lieu.services:
            of_building = building(lieu, unknown, own)
            read.append((of_building, self._schedule(of_building, commune)))
        known = [(each, week) for each, week in read if week.connu]
        now = [(each, week) for each, week in known if not self._closed(week)]
        halves = half_days(now, commune.departement, self.context.today, self.until)
        return replace(
            empty,
            etat=_state(known, now, halves),
            demi_journees=halves,
            changements=tuple(self._changes(known or read)),
            feries=_holidays([week for _, week in now], self.context.today, self.until),
        )

    def _begins_soon(self, offer: Offer) -> bool:
        return not offer.a_venir or (offer.service.valide_du or date.max) <= self.until

    def _schedule(self, each: Held, commune: Commune) -> Schedule:
        coming = tuple(closure for closure in each.fermetures if closure.au >= self.context.today)
        return hours.schedule(each.horaires, coming, *hours.horizon(self.context.today), commune.departement)

    def _closed(self, week: Schedule) -> bool:
        return bool(hours.closed_spans(week, self.context.today, self.context.today))

    def _changes(self, read: Sequence[tuple[Held, Schedule]]) -> Iterator[tuple[str, str, str]]:
        """Yield what the coming weeks change: said once where it is the same for all, else service by service."""
        found = [(each, hours.changes_in_words(week, self.context.today, self.until)) for each, week in read]
        common = set.intersection(*(set(rows) for _, rows in found)) if found else set()
        told = dict.fromkeys(("", *row) for row in found[0][1] if row in common) if found else {}
        for each, rows in found:
            names = words.sentence_list(self.context.label_within("dimensions", code) for code in each.dimensions)
            told |= dict.fromkeys((names, *row) for row in rows if row not in common)
        yield from told


def _state(known: Sequence[object], now: Sequence[object], halves: Iterable[Iterable[Line]]) -> State:
    if not known:
        return "horaires-inconnus"
    if not now:
        return "ferme"
    return "connu" if any(line.connu for lines in halves for line in lines) else "service-inconnu"


@lru_cache(maxsize=64)
def _national(start: date, end: date) -> dict[date, str]:
    return dict(hours.holidays(start, end))


def _holidays(weeks: Sequence[Schedule], today: date, until: date) -> tuple[Holiday, ...]:
    """Return the public holidays on which the week of at least one service would be one of opening."""
    local = {
        day: special.ferie
        for week in weeks
        for day, special in week.exceptions.items()
        if special.ferie and today <= day <= until
    }
    found = []
    for day, name in sorted((_national(today, until) | local).items()):
        views = [hours.on(week, day).slots for week in weeks if hours.usual(week, day)]
        if views:
            unsaid = None if any(slots is None for slots in views) else False
            found.append(Holiday(day, name, True if any(views) else unsaid))
    return tuple(found)
