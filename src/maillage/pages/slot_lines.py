"""The lines of a place in a weekly grid: the hours of what is done under the same conditions, each told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from maillage import hours
from maillage.coverage.entries import received_on_the_spot
from maillage.coverage.opening import HALF_DAYS
from maillage.hours import Day, Schedule
from maillage.model import FermetureDatee, Lieu, Service
from maillage.offers import Offer
from maillage.pages import words
from maillage.pages.context import Context

_SAME_AS_VENUE = "lieu"
_EVENING = 18 * 60
_SHORTEST_EVENING = 30


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
class Held:
    """What is done on the same hours and under the same conditions; `service` is False for the building alone."""

    dimensions: tuple[str, ...]
    acces: tuple[str, ...]
    acces_du_lieu: bool
    notes: tuple[str, ...]
    telephone: str | None
    horaires: str | None
    fermetures: tuple[FermetureDatee, ...]
    service: bool = True


def held(
    context: Context, until: date, lieu: Lieu, offers: Iterable[Offer], own: str | None, *, alone: bool
) -> list[Held]:
    """Return what is done on the spot; entries that differ by their services alone are told together."""
    nomenclature = context.catalogue.nomenclature
    found: dict[Held, set[str]] = {}
    for offer in offers:
        service = offer.service
        if received_on_the_spot(lieu, service):
            silent = not service.acces
            group = Held(
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


def building(lieu: Lieu, unknown: Sequence[Held], own: str | None) -> Held:
    """Return what is known of a venue whose services, or the hours of some, are not: that it is open."""
    dimensions = tuple(dict.fromkeys(code for each in unknown for code in each.dimensions))
    return Held(dimensions, lieu.acces, bool(lieu.acces), (), None, own, lieu.fermetures, service=False)


def _notes(context: Context, until: date, service: Service) -> Iterator[str]:
    if service.operateur:
        yield f"permanence de {service.operateur.nom}"
    if service.reserve_a:
        yield f"réservé à{words.NBSP}: {context.sentence('publics', service.reserve_a)}"
    if service.valide_du and service.valide_du > context.today:
        yield f"à partir du {words.day(service.valide_du)}"
    if service.valide_au and service.valide_au <= until:
        yield f"jusqu’au {words.day(service.valide_au)}"


class _Stretch(NamedTuple):
    """Hours of a half-day as they are written; `debut` is their first minute."""

    heures: str
    quand: str
    soir: bool
    sur: bool
    debut: int


@lru_cache(maxsize=65536)
def _stretches(text: str, departement: str, today: date, until: date) -> tuple[tuple[_Stretch, ...], ...]:
    """Read one text once for all the places that share it."""
    week = hours.schedule(text, (), *hours.horizon(today), departement)
    return tuple(
        tuple(
            _Stretch(
                heures=hours.slots_in_words(slots),
                quand=when,
                soir=_evening(slots),
                sur=any(slot.sure for slot in slots or ()),
                debut=slots[0].start if slots else 0,
            )
            for when, slots in half
        )
        for half in hours.by_half_day(week, today, until)
    )


def _evening(slots: Day) -> bool:
    late = (slot.end - max(slot.start, _EVENING) for slot in slots or ())
    return sum(minutes for minutes in late if minutes > 0) >= _SHORTEST_EVENING


@dataclass(slots=True)
class _Told:
    """A stretch of something done, with the dimensions and the access modes that are told with it."""

    stretch: _Stretch
    held: Held
    sauf: tuple[str, ...]
    dimensions: dict[str, None] = field(default_factory=dict)
    acces: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def alike(self) -> tuple[object, ...]:
        """All that two lines share when only their dimensions or their access differ."""
        return (
            self.stretch,
            self.held.service,
            self.held.notes,
            self.held.telephone,
            self.sauf,
            self.held.acces_du_lieu,
        )

    def line(self) -> Line:
        return Line(
            heures=self.stretch.heures,
            quand=self.stretch.quand,
            soir=self.stretch.soir,
            connu=self.held.service and self.stretch.sur,
            lieu_seul=not self.held.service,
            dimensions=tuple(self.dimensions),
            acces=tuple(dict.fromkeys(code for acces in self.acces for code in acces)),
            acces_du_lieu=self.held.acces_du_lieu,
            selon_le_service=len(self.acces) > 1,
            notes=self.held.notes,
            telephone=self.held.telephone,
            sauf=self.sauf,
        )


def half_days(
    known: Sequence[tuple[Held, Schedule]], departement: str, today: date, until: date
) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of each half-day, those that hold every week first, then by their first minute."""
    found: list[list[_Told]] = [[] for _ in HALF_DAYS]
    for each, week in known:
        away = tuple(hours.period_in_words(du, au) for du, au in hours.closed_spans(week, today, until))
        for rank, half in enumerate(_stretches(each.horaires or "", departement, today, until)):
            for stretch in half:
                found[rank].append(_Told(stretch, each, away, dict.fromkeys(each.dimensions), [each.acces]))
    return tuple(
        tuple(
            told.line()
            for told in _together(sorted(lines, key=lambda one: (bool(one.stretch.quand), one.stretch.debut)))
        )
        for lines in found
    )


def _together(lines: Sequence[_Told]) -> Iterable[_Told]:
    """Return lines without those that another says too: same access for other dimensions, or the other way round."""
    if len(lines) < 2:
        return lines
    by_access: dict[tuple[object, ...], _Told] = {}
    for told in lines:
        by_access.setdefault((told.alike, told.held.acces), told).dimensions.update(told.dimensions)
    by_dimension: dict[tuple[object, ...], _Told] = {}
    for told in by_access.values():
        key = (told.alike, tuple(told.dimensions), bool(told.held.acces))
        first = by_dimension.setdefault(key, told)
        if first is not told:
            first.acces += told.acces
    return by_dimension.values()
