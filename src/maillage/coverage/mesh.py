"""The directory and the territory as arrays, so that a question is answered for all communes at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, reduce
from itertools import chain
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from maillage.coverage.answer import Answer, Openings, Reach
from maillage.coverage.areas import Areas
from maillage.coverage.distances import Bools, Floats, Ints, Nearest, unit_vectors
from maillage.coverage.entries import Declared, Row, declared
from maillage.coverage.opening import Week, Weeks
from maillage.coverage.questions import Question
from maillage.coverage.world import World
from maillage.model import Commune, Lieu, Position

Entity = Literal["fiche", "structure", "permanence", "organisme", "arret", "commune"]

_NONE: Final = -1
_CENTIMETRES: Final = 100_000
_FARTHEST: Final = (1 << 31) - 1


class Mesh:
    """One world, ready to be asked. Arrays per commune follow `areas.communes`, those per area `areas.all`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seuils = world.site.seuils
        self.weeks = Weeks(world.today)
        self.declared: Declared = declared(world, self.weeks)
        self.areas = Areas(world)
        self._place()
        self._flatten()
        # The questions of a country look for hundreds of sets of places, half a megabyte each: those that follow one
        # another look for the same.
        self._nearest_spot = lru_cache(maxsize=16)(self._look_for)
        self._reach_of = lru_cache(maxsize=32)(self._reach)

    # -- what is where

    def _place(self) -> None:
        places = self.declared.places
        here = [self._position(place.cle, place.commune) for place in places]
        self.placed: Bools = np.array([position is not None for position in here], dtype=np.bool_)
        # Venues of a village share its town hall: each point of the map is looked at once.
        coordinates = [(one.latitude, one.longitude) for one in here if one]
        distinct, spots = np.unique(np.array(coordinates).reshape(-1, 2), axis=0, return_inverse=True)
        self.spot: Ints = np.full(len(places), _NONE, dtype=np.intp)
        self.spot[self.placed] = spots.reshape(-1)
        communes = self.areas.communes
        self.located: Bools = np.array([commune.mairie is not None for commune in communes], dtype=np.bool_)
        towns = np.array([_degrees(commune) for commune in communes]).reshape(-1, 2)
        self.towns = unit_vectors(towns)
        self.spots = unit_vectors(distinct)
        self._nearest = Nearest(self.towns[self.located], self.spots)
        ranks = self.areas.rank_of_commune
        self.commune_of_place: Ints = np.array([ranks.get(place.commune, _NONE) for place in places], dtype=np.intp)

    def _position(self, key: str, code_insee: str) -> Position | None:
        placed = self.world.positions.get(key)
        if placed:
            return placed.position
        commune = self.world.territory.communes.get(code_insee)
        return commune.mairie if commune else None

    def _flatten(self) -> None:
        rows = self.declared.rows
        self._lieu_of_place: Ints = np.array([place.lieu for place in self.declared.places], dtype=np.intp)
        self.place_of_row: Ints = np.array([row.place for row in rows], dtype=np.intp)
        self._yes = _table(rows, lambda row: row.oui, len(self.declared.subject_rank))
        self._maybe = _table(rows, lambda row: row.peut_etre, len(self.declared.subject_rank))
        self._filter_yes = _table(rows, lambda row: row.filtres_oui, len(self.declared.filter_rank))
        self._filter_maybe = _table(rows, lambda row: row.filtres_peut_etre, len(self.declared.filter_rank))
        at = self.commune_of_place[self.place_of_row]
        self._entities = {kind: self._slots(numbers, at) for kind, numbers in self._numbers().items()}
        self._lieux = self._slots(self._lieu_of_place, self.commune_of_place)

    def _numbers(self) -> dict[Entity, Ints]:
        """Return the number of the thing of each kind that every row belongs to, negative for none."""
        places, venues = self.declared.places, self.declared.lieux
        venue = self._lieu_of_place[self.place_of_row]
        root = np.array(_roots(venues), dtype=np.intp)
        stop = np.array([rank if place.arret else _NONE for rank, place in enumerate(places)], dtype=np.intp)
        operators: dict[str, int] = {}
        held: dict[tuple[int, str], int] = {}
        names = [row.organisme for row in self.declared.rows]
        organisme = [operators.setdefault(name, len(operators)) if name else _NONE for name in names]
        permanence = [
            held.setdefault((int(lieu), name), len(held)) if name else _NONE
            for lieu, name in zip(venue, names, strict=True)
        ]
        return {
            "fiche": venue,
            "structure": root[venue] if len(venue) else venue,
            "permanence": np.array(permanence, dtype=np.intp),
            "organisme": np.array(organisme, dtype=np.intp),
            "arret": stop[self.place_of_row],
            "commune": self.commune_of_place[self.place_of_row],
        }

    def _slots(self, numbers: Ints, communes: Ints) -> tuple[Ints, Ints]:
        """Return the slots of each rank, one for each level (hub, département, EPCI), and the area of each slot.

        A slot is one thing in one area: however often it stands there, it counts once. A thing with a negative number,
        or where nobody has looked, is in the last slot, whose area is none: beyond the last.
        """
        size = self.areas.count
        counted = (communes >= 0) & (numbers >= 0)
        counted[counted] = self.areas.recense[communes[counted]]
        levels = (np.zeros(len(self.areas.communes), dtype=np.intp), self.areas.departement, self.areas.epci)
        who = np.flatnonzero(counted)
        areas = np.column_stack([level[communes[who]] for level in levels])
        keys = numbers[who, None] * (size + 1) + areas
        distinct, found = np.unique(keys, return_inverse=True)
        slots = np.full((len(numbers), len(levels)), len(distinct), dtype=np.intp)
        slots[who] = found.reshape(keys.shape)
        return slots, np.append(distinct % (size + 1), size)

    # -- answers

    def rows(self, question: Question) -> tuple[Bools, Bools]:
        """Return the rows that answer a question, and those that answer it or may."""
        rank = self.declared.subject_rank[question.genre, question.code]
        yes = self._yes[rank]
        maybe = yes | self._maybe[rank]
        for field in ("posture", "acces", "condition"):
            code = getattr(question, field)
            if code:
                filtered = self.declared.filter_rank[field, code]
                yes = yes & self._filter_yes[filtered]
                maybe = maybe & (self._filter_yes[filtered] | self._filter_maybe[filtered])
        return yes, maybe

    def answer(self, question: Question) -> Answer:
        """Return what the directory answers to a question."""
        return Answer(self, question, *self.rows(question))

    def count(self, kind: Entity, rows: Bools) -> Floats:
        """Return how many distinct things of a kind some rows make in each area."""
        return self._distinct(self._entities[kind], rows)

    def count_lieux(self, wanted: Sequence[bool]) -> Floats:
        """Return how many of the wanted open venues stand or stop in each area, wherever one is received or not."""
        return self._distinct(self._lieux, np.array(wanted, dtype=np.bool_)[self._lieu_of_place])

    def _distinct(self, things: tuple[Ints, Ints], chosen: Bools) -> Floats:
        slots, area_of_slot = things
        touched = np.zeros(len(area_of_slot), dtype=np.bool_)
        touched[slots.take(np.flatnonzero(chosen), axis=0)] = True
        areas = area_of_slot.take(np.flatnonzero(touched))
        return np.bincount(areas, minlength=self.areas.count + 1)[: self.areas.count].astype(np.float64)

    def lieux_in(self, area: int) -> Bools:
        """Return which open venues stand or stop in an area, where somebody has looked."""
        slots, area_of_slot = self._lieux
        found = np.zeros(len(self.declared.lieux), dtype=np.bool_)
        found[self._lieu_of_place[(area_of_slot[slots] == area).any(axis=1)]] = True
        return found

    def lieux_of(self, rows: Bools) -> Bools:
        """Return which open venues have one of some rows."""
        found = np.zeros(len(self.declared.lieux), dtype=np.bool_)
        found[self._lieu_of_place[self.place_of_row[rows]]] = True
        return found

    @cached_property
    def open_lieux(self) -> Floats:
        """How many open venues stand or stop in each area."""
        return self.count_lieux([True] * len(self.declared.lieux))

    @cached_property
    def all_people(self) -> Floats:
        """How many people live in each area, NaN where nobody has looked."""
        return self.areas.hidden(self.areas.gathered(self.areas.people))

    @cached_property
    def structures_by_service(self) -> dict[str, Floats]:
        """How many structures of each area declare each service of the nomenclature."""
        return {
            code: self.count("structure", self.rows(Question(genre="service", code=code))[0])
            for code in self.world.nomenclature.services
        }

    def nearest(self, places: Bools) -> tuple[Floats, Ints]:
        """Return, for each commune, the kilometres to the nearest of some places and the rank of its spot.

        Infinite where there is none, or where the commune has no known town hall.
        """
        return self._nearest_spot(self._spots(places))

    def reach(self, *several: Bools) -> Reach:
        """Return how far the nearest of some places is, given as one or several sets of them."""
        return self._reach_of(tuple(dict.fromkeys(map(self._spots, several))))

    def _reach(self, sets: tuple[bytes, ...]) -> Reach:
        distances = [self._nearest_spot(spots)[0] for spots in sets]
        return Reach(self, reduce(np.minimum, distances))

    def _spots(self, places: Bools) -> bytes:
        """Return the points of the map where some places are, packed to be remembered."""
        chosen = np.zeros(len(self.spots), dtype=np.bool_)
        chosen[self.spot[places & self.placed]] = True
        return np.packbits(chosen).tobytes()

    def _look_for(self, packed: bytes) -> tuple[Floats, Ints]:
        chosen = np.unpackbits(np.frombuffer(packed, dtype=np.uint8), count=len(self.spots)).astype(np.bool_)
        kilometre = np.full(len(self.located), np.inf)
        rank = np.full(len(self.located), _NONE, dtype=np.intp)
        kilometre[self.located], rank[self.located] = self._nearest.among(chosen)
        return kilometre, rank

    def places_of(self, rows: Bools) -> Bools:
        """Return the places that some rows stand at."""
        found = np.zeros(len(self.declared.places), dtype=np.bool_)
        found[self.place_of_row[rows]] = True
        return found

    def people(self, chosen: Bools) -> Floats:
        """Return how many people live in the chosen communes of each area, those where somebody has looked."""
        return self.areas.total(self.areas.people, chosen)

    # -- distances, weighted by people

    @cached_property
    def _levels(self) -> tuple[Ints, list[tuple[npt.NDArray[np.uint16], Ints, Ints]]]:
        """Return the communes that weigh and, per level, their areas, the areas present, and the last of each."""
        weighing = np.flatnonzero((self.areas.people > 0) & self.located)
        found = []
        for areas in (np.zeros(len(self.areas.communes), dtype=np.intp), self.areas.departement, self.areas.epci):
            present, counts = np.unique(areas[weighing], return_counts=True)
            found.append((areas[weighing].astype(np.uint16), present, np.cumsum(counts) - 1))
        return weighing, found

    def quantiles(self, kilometre: Floats, shares: Sequence[float]) -> list[Floats]:
        """Return, for each share, the smallest distance within which that share of the people of each area live.

        People of communes without a known town hall weigh nothing here. Nothing where that many people have no place
        at all, or where nobody has looked.
        """
        results = [np.full(self.areas.count, np.nan) for _ in shares]
        weighing, levels = self._levels
        distances = kilometre.take(weighing)
        if not np.isfinite(distances).any():
            return results
        by_distance = _order(distances)
        people = self.areas.people.take(weighing)
        for group, present, ends in levels:
            # Whole towns stay in the order of their distance within each area.
            ranks = by_distance
            if len(present) > 1:
                ranks = by_distance.take(np.argsort(group.take(by_distance), kind="stable"))
            reached = np.cumsum(people.take(ranks))
            before = np.concatenate(([0.0], reached[ends[:-1]]))
            for share, result in zip(shares, results, strict=True):
                at = np.searchsorted(reached, before + share * (reached[ends] - before), side="left")
                found = distances[ranks[at]]
                kept = present < self.areas.count
                result[present[kept]] = np.where(np.isfinite(found), found, np.nan)[kept]
        return results

    # -- hours

    @cached_property
    def _texts(self) -> tuple[Ints, list[Week]]:
        """The number of the hours of each row, negative where unknown, and the week of each number."""
        numbers: dict[str, int] = {}
        texts = [row.horaires for row in self.declared.rows]
        ranks = [numbers.setdefault(text, len(numbers)) if text else _NONE for text in texts]
        return np.array(ranks, dtype=np.intp), [self.weeks.of(frozenset([text])) for text in numbers]

    def openings(self, rows: Bools) -> Openings:
        """Return when the places of some rows are open: when at least one of its rows is."""
        numbers, of_number = self._texts
        weeks = list(of_number)
        places, texts = self.place_of_row[rows], numbers[rows]
        present = np.unique(places)
        silent = np.zeros(len(self.declared.places), dtype=np.bool_)
        silent[places[texts < 0]] = True
        pairs = np.unique((places * (len(weeks) + 1) + texts)[texts >= 0])
        owners, known = np.divmod(pairs, len(weeks) + 1)
        first = np.full(len(self.declared.places), _NONE, dtype=np.intp)
        first[owners] = known
        # Most places have one timetable; the others are open whenever one of theirs is.
        merged: dict[tuple[int, ...], int] = {}
        alone, begins, counts = np.unique(owners, return_index=True, return_counts=True)
        for place, begin, count in zip(alone[counts > 1], begins[counts > 1], counts[counts > 1], strict=True):
            several = tuple(known[begin : begin + count].tolist())
            if several not in merged:
                merged[several] = len(weeks)
                weeks.append(self.weeks.of(frozenset(self._text_of[number] for number in several)))
            first[place] = merged[several]
        return Openings(present, first[present], silent[present], weeks)

    @cached_property
    def _text_of(self) -> list[str]:
        return list(dict.fromkeys(row.horaires for row in self.declared.rows if row.horaires))

    def at_places(self, places: Ints, values: Floats) -> Floats:
        """Return the sum over some places of each area, where somebody has looked, of values given per place."""
        communes = self.commune_of_place[places]
        counted = communes >= 0
        counted[counted] = self.areas.recense[communes[counted]]
        per_commune = np.bincount(communes[counted], values[counted], minlength=len(self.areas.communes))
        return self.areas.gathered(per_commune.astype(np.float64))


def _order(kilometres: Floats) -> Ints:
    """Return what sorts distances, to the centimetre: whole numbers of 16 bits sort in no more than two passes."""
    whole = np.minimum(kilometres * _CENTIMETRES, _FARTHEST).astype(np.uint32)
    order = np.argsort(whole.astype(np.uint16), kind="stable")
    found: Ints = order.take(np.argsort((whole >> 16).astype(np.uint16).take(order), kind="stable"))
    return found


def _table(rows: Sequence[Row], ranks: Callable[[Row], tuple[int, ...]], count: int) -> npt.NDArray[np.bool_]:
    """Return a table of yes per rank and per row."""
    table = np.zeros((len(rows), count), dtype=np.bool_)
    found = list(map(ranks, rows))
    lengths = list(map(len, found))
    owners = np.repeat(np.arange(len(rows)), lengths)
    table[owners, np.fromiter(chain.from_iterable(found), np.intp, sum(lengths))] = True
    return np.ascontiguousarray(table.T)


def _roots(venues: Sequence[Lieu]) -> list[int]:
    """Return, for each venue, the rank of the open venue that shelters it, itself where none does."""
    ranks = {lieu.id: rank for rank, lieu in enumerate(venues)}
    found = []
    for rank in range(len(venues)):
        seen = {rank}
        current = rank
        while (host := venues[current].hote) and host.id in ranks and ranks[host.id] not in seen:
            current = ranks[host.id]
            seen.add(current)
        found.append(current)
    return found


def _degrees(commune: Commune) -> tuple[float, float]:
    return (commune.mairie.latitude, commune.mairie.longitude) if commune.mairie else (0.0, 0.0)
