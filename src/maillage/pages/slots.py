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
from maillage.hours import Day, Schedule
from maillage.model import Commune, Etape, FermetureDatee, Lieu, Service
from maillage.offers import Offer
from maillage.pages import words
from maillage.pages.context import Context
from maillage.positions import places

__all__ = ["HALF_DAYS", "WEEKS_AHEAD", "Holiday", "Line", "Place", "Slots"]

WEEKS_AHEAD = 8
"""A printed grid is used for some weeks: the dates of these are told."""

_SAME_AS_VENUE = "lieu"
_EVENING = 18 * 60
_SHORTEST_EVENING = 30

State = Literal["connu", "service-inconnu", "horaires-inconnus", "ferme", "suspendu", "ailleurs", "sans-service"]


@dataclass(frozen=True, slots=True)
class Line:
    """Hours of one half-day, and what they are for; no `dimensions` or no `acces` means that nobody has said.

    `quand` narrows them to some weeks or dates. `acces_du_lieu`: the access is that of the venue as a whole;
    `selon_le_service`: each of its services has some of these only.
    `sauf` are the closures to come. `connu` is False where the service may be given at another time, or not at all;
    `lieu_seul` where the hours are those of the building, which is all that is known.
    """

    heures: str
    quand: str
    soir: bool
    connu: bool
    lieu_seul: bool
    dimensions: tuple[str, ...]
    acces: tuple[str, ...]
    acces_du_lieu: bool
    selon_le_service: bool
    notes: tuple[str, ...]
    telephone: str | None
    sauf: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class _Held:
    """What is done on the same hours and under the same conditions; `service` is False for the building alone."""

    dimensions: tuple[str, ...]
    acces: tuple[str, ...]
    acces_du_lieu: bool
    notes: tuple[str, ...]
    telephone: str | None
    horaires: str | None
    fermetures: tuple[FermetureDatee, ...]
    service: bool = True


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
        held = _held(self.context, self.until, lieu, current, own, alone=alone)
        read = [(each, self._schedule(each, commune)) for each in held]
        unknown = [each for each, week in read if not week.connu]
        if unknown or not lieu.services:
            building = _building(lieu, unknown, own)
            read.append((building, self._schedule(building, commune)))
        known = [(each, week) for each, week in read if week.connu]
        now = [(each, week) for each, week in known if not self._closed(week)]
        halves = _half_days(now, self.context.today, self.until)
        return replace(
            empty,
            etat=_state(known, now, halves),
            demi_journees=halves,
            changements=tuple(self._changes(known or read)),
            feries=_holidays([week for _, week in now], self.context.today, self.until),
        )

    def _begins_soon(self, offer: Offer) -> bool:
        return not offer.a_venir or (offer.service.valide_du or date.max) <= self.until

    def _schedule(self, each: _Held, commune: Commune) -> Schedule:
        coming = tuple(closure for closure in each.fermetures if closure.au >= self.context.today)
        return hours.schedule(each.horaires, coming, *hours.horizon(self.context.today), commune.departement)

    def _closed(self, week: Schedule) -> bool:
        return bool(hours.closed_spans(week, self.context.today, self.context.today))

    def _changes(self, read: Sequence[tuple[_Held, Schedule]]) -> Iterator[tuple[str, str, str]]:
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


def _held(
    context: Context, until: date, lieu: Lieu, offers: Iterable[Offer], own: str | None, *, alone: bool
) -> list[_Held]:
    """Return what is done on the spot; entries that differ by their services alone are told together."""
    nomenclature = context.catalogue.nomenclature
    found: dict[_Held, set[str]] = {}
    for offer in offers:
        service = offer.service
        if received_on_the_spot(lieu, service):
            silent = not service.acces
            group = _Held(
                dimensions=(),
                acces=lieu.acces if silent else service.acces,
                acces_du_lieu=silent and bool(lieu.acces),
                notes=tuple(_notes(context, until, service)),
                telephone=service.operateur.telephone if service.operateur else None,
                # Hours that are given for a whole round do not say at which stop.
                horaires=own if service.horaires == _SAME_AS_VENUE else service.horaires if alone else None,
                fermetures=lieu.fermetures + service.fermetures,
            )
            entries = (nomenclature.services.get(code) for code in offer.codes)
            found.setdefault(group, set()).update(entry.dimension for entry in entries if entry)
    return [
        replace(group, dimensions=tuple(code for code in nomenclature.dimensions if code in dimensions))
        for group, dimensions in found.items()
    ]


def _building(lieu: Lieu, unknown: Sequence[_Held], own: str | None) -> _Held:
    """Return what is known of a venue whose services, or the hours of some, are not: that it is open."""
    dimensions = tuple(dict.fromkeys(code for each in unknown for code in each.dimensions))
    return _Held(dimensions, lieu.acces, bool(lieu.acces), (), None, own, lieu.fermetures, service=False)


def _notes(context: Context, until: date, service: Service) -> Iterator[str]:
    if service.operateur:
        yield f"permanence de {service.operateur.nom}"
    if service.reserve_a:
        yield f"réservé à{words.NBSP}: {context.sentence('publics', service.reserve_a)}"
    if service.valide_du and service.valide_du > context.today:
        yield f"à partir du {words.day(service.valide_du)}"
    if service.valide_au and service.valide_au <= until:
        yield f"jusqu’au {words.day(service.valide_au)}"


def _half_days(known: Sequence[tuple[_Held, Schedule]], today: date, until: date) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of each half-day, those that hold every week first, then by their first minute."""
    found: list[list[tuple[bool, int, Line]]] = [[] for _ in HALF_DAYS]
    for each, week in known:
        away = tuple(hours.period_in_words(du, au) for du, au in hours.closed_spans(week, today, until))
        for rank, half in enumerate(hours.by_half_day(week, today, until)):
            for when, slots in half:
                line = Line(
                    heures=hours.slots_in_words(slots),
                    quand=when,
                    soir=_evening(slots),
                    connu=each.service and any(slot.sure for slot in slots or ()),
                    lieu_seul=not each.service,
                    dimensions=each.dimensions,
                    acces=each.acces,
                    acces_du_lieu=each.acces_du_lieu,
                    selon_le_service=False,
                    notes=each.notes,
                    telephone=each.telephone,
                    sauf=away,
                )
                found[rank].append((bool(when), slots[0].start if slots else 0, line))
    return tuple(_together([line for _, _, line in sorted(lines, key=lambda one: one[:2])]) for lines in found)


def _together(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines without those that another says too: same access for other dimensions, or the other way round."""
    if len(lines) < 2:
        return tuple(lines)
    by_access: dict[Line, tuple[str, ...]] = {}
    for line in lines:
        bare = replace(line, dimensions=())
        by_access[bare] = tuple(dict.fromkeys((*by_access.get(bare, ()), *line.dimensions)))
    found: dict[tuple[Line, bool], list[tuple[str, ...]]] = {}
    for bare, dimensions in by_access.items():
        found.setdefault((replace(bare, dimensions=dimensions, acces=()), bool(bare.acces)), []).append(bare.acces)
    return tuple(
        replace(
            bare,
            acces=tuple(dict.fromkeys(code for acces in every for code in acces)),
            selon_le_service=len(every) > 1,
        )
        for (bare, _), every in found.items()
    )


def _evening(slots: Day) -> bool:
    late = (slot.end - max(slot.start, _EVENING) for slot in slots or ())
    return sum(minutes for minutes in late if minutes > 0) >= _SHORTEST_EVENING


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
