"""What each venue declares today, flattened to rows: one entry of one venue at one place, with three-state answers.

Declared once and used by every figure, so that all agree on what counts:

- a closed or suspended venue, an expired or future entry and an excluded service never count;
- what is done only at a distance or at home, or where the public is not received, is not a place to go to;
- a list that is given answers for what it does not name ("sur-rdv" alone is not "sans-rdv"); a list that is empty
  answers nothing. A venue that lists no service at all could do any that it does not exclude;
- a service declared in general ("aide aux démarches en ligne") leaves the precise ones of its kind unknown;
- an entry that is silent on access, price, confidentiality or wheelchair takes what its venue declares as a whole. If
  the venue declares several values, which one holds of the entry is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from maillage.coverage.opening import State, Weeks
from maillage.coverage.questions import ANY_LABEL, NO_LABEL, Genre, filters, subjects
from maillage.coverage.world import World
from maillage.model import Lieu, Service
from maillage.nomenclature import Nomenclature, fold
from maillage.offers import excluded, holds, label_holds
from maillage.positions import places

_ELSEWHERE: Final = frozenset({"a-distance", "a-domicile"})
_NOBODY_RECEIVED: Final = "pas-de-public"
_SAME_AS_VENUE: Final = "lieu"


class Place(NamedTuple):
    """Where a venue receives: its address or one of its stops; `cle` is its key among the positions."""

    cle: str
    lieu: int
    commune: str
    arret: bool
    horaires: str | None


class Row(NamedTuple):
    """One entry of a venue at one place; the numbers are ranks among places, subjects and filters.

    `organisme` names the operator of a permanence, empty for what the venue does itself. `horaires` are those of the
    entry at this place, None where unknown.
    """

    place: int
    organisme: str
    oui: tuple[int, ...]
    peut_etre: tuple[int, ...]
    filtres_oui: tuple[int, ...]
    filtres_peut_etre: tuple[int, ...]
    horaires: str | None


@dataclass(frozen=True, slots=True)
class Declared:
    """All the rows of a directory. `lieux` are the open venues, in the order of the directory."""

    lieux: tuple[Lieu, ...]
    places: tuple[Place, ...]
    rows: tuple[Row, ...]
    subject_rank: Mapping[tuple[Genre, str], int]
    filter_rank: Mapping[tuple[str, str], int]


def declared(world: World, weeks: Weeks) -> Declared:
    """Return what the open venues of a directory declare on the day of the world."""
    return _Reader(world, weeks).read()


def received_on_the_spot(lieu: Lieu, service: Service | None = None) -> bool:
    """Return whether one goes there: not to what is all at a distance, at home, or without the public."""
    how = (service.modalites_accompagnement if service else ()) or lieu.modalites_accompagnement
    contact = (service.modalites_acces if service else ()) or lieu.modalites_acces
    return not (how and _ELSEWHERE.issuperset(how)) and _NOBODY_RECEIVED not in contact


def operator(service: Service) -> str:
    """Return what tells an operator apart: its number, else its name without case or accents; empty for none."""
    if service.operateur is None:
        return ""
    return service.operateur.pivot or fold(service.operateur.nom)


class _Reader:
    def __init__(self, world: World, weeks: Weeks) -> None:
        self.world = world
        self.weeks = weeks
        self.subject_rank = {subject: rank for rank, subject in enumerate(subjects(world.nomenclature))}
        self.filter_rank = {one: rank for rank, one in enumerate(filters(world.nomenclature))}
        self.conditions = _Conditions(self.filter_rank)
        self.any_label = tuple(
            rank for (genre, code), rank in self.subject_rank.items() if genre == "label" and code != NO_LABEL
        )
        self.vague = _vague(world.nomenclature)
        self.late: dict[str | None, State] = {}
        self.seen: dict[tuple[frozenset[str], frozenset[str], bool], tuple[tuple[int, ...], tuple[int, ...]]] = {}

    def read(self) -> Declared:
        venues = tuple(lieu for lieu in self.world.lieux if lieu.statut == "ouvert")
        found: list[Place] = []
        rows: list[Row] = []
        for rank, lieu in enumerate(venues):
            here = range(len(found), len(found) + sum(1 for _ in places(lieu)))
            found += self._places(rank, lieu)
            rows += self._rows(lieu, [(index, found[index]) for index in here])
        return Declared(venues, tuple(found), tuple(rows), self.subject_rank, self.filter_rank)

    def _places(self, rank: int, lieu: Lieu) -> Iterator[Place]:
        stops = {f"{lieu.id}/{stop.id}": stop for stop in (lieu.itinerance.etapes if lieu.itinerance else ())}
        former = self.world.territory.anciens_codes
        for key, adresse, _ in places(lieu):
            stop = stops.get(key)
            own = stop.horaires if stop else lieu.horaires
            yield Place(key, rank, former.get(adresse.code_insee, adresse.code_insee), stop is not None, own)

    def _rows(self, lieu: Lieu, here: list[tuple[int, Place]]) -> Iterator[Row]:
        refused, common = excluded(lieu), _said(lieu)
        current = [service for service in lieu.services if holds(service, self.world.today)]
        if received_on_the_spot(lieu):
            yield from self._venue(lieu, common, tuple(_said(one) for one in current), here)
            if not lieu.services:
                yield from self._silent(common, refused, here)
        for service in current:
            codes = frozenset(service.service) - refused
            if not codes or not received_on_the_spot(lieu, service):
                continue
            yes, maybe = self._subjects(codes, refused, vague=True)
            own = (_said(service),)
            for index, place in here:
                text = _hours_at(service, place, alone=len(here) == 1)
                yield self._row(
                    index, operator(service), yes, maybe, self.conditions.of(common, own, self._late(text)), text
                )

    def _venue(self, lieu: Lieu, common: _Said, own: tuple[_Said, ...], here: list[tuple[int, Place]]) -> Iterator[Row]:
        """Yield the venue itself, whatever it does, with its labels."""
        labels = [label.label for label in lieu.labels if label_holds(label, self.world.today)]
        wanted = [ANY_LABEL, *dict.fromkeys(labels)] if labels else [NO_LABEL]
        yes = [self.subject_rank["lieu", ""]]
        yes += [self.subject_rank["label", code] for code in wanted if ("label", code) in self.subject_rank]
        maybe = () if lieu.labels else self.any_label
        for index, place in here:
            facts = self.conditions.of(common, own, self._late(place.horaires), whole=True)
            yield self._row(index, "", tuple(yes), maybe, facts, place.horaires)

    def _silent(self, common: _Said, refused: frozenset[str], here: list[tuple[int, Place]]) -> Iterator[Row]:
        """Yield what a venue that lists no service could do: everything but what it excludes."""
        possible = frozenset(self.world.nomenclature.services) - refused
        maybe, _ = self._subjects(possible, refused, vague=False)
        facts = self.conditions.of(common, (), State.INCONNU)
        for index, _ in here:
            yield self._row(index, "", (), maybe, facts, None)

    def _row(
        self,
        place: int,
        organisme: str,
        yes: tuple[int, ...],
        maybe: tuple[int, ...],
        facts: _Ranks,
        text: str | None,
    ) -> Row:
        return Row(place, organisme, yes, maybe, *facts, text)

    def _late(self, text: str | None) -> State:
        if text not in self.late:
            self.late[text] = self.weeks.of(frozenset([text]) if text else frozenset()).soir_ou_samedi
        return self.late[text]

    def _subjects(
        self, codes: frozenset[str], refused: frozenset[str], *, vague: bool
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the subjects that some services answer, and those that the general ones among them may answer."""
        key = (codes, refused, vague)
        if key not in self.seen:
            yes = self._ranks(codes)
            around = {near for code in codes for near in self.vague.get(code, ())} - refused if vague else ()
            self.seen[key] = tuple(sorted(yes)), tuple(sorted(self._ranks(around) - yes)) if around else ()
        return self.seen[key]

    def _ranks(self, codes: Iterable[str]) -> set[int]:
        services = self.world.nomenclature.services
        found: set[tuple[Genre, str]] = {("service", "")}
        for code in codes:
            entry = services.get(code)
            if entry:
                found |= {("service", code), ("dimension", entry.dimension), ("theme", entry.theme)}
        return {self.subject_rank[one] for one in found if one in self.subject_rank}


def _vague(nomenclature: Nomenclature) -> dict[str, frozenset[str]]:
    """Return, for each general service, the services that share its national value."""
    shared: dict[str, set[str]] = {}
    for entry in nomenclature.services.values():
        for value in entry.national:
            shared.setdefault(value, set()).add(entry.code)
    return {
        entry.code: frozenset(code for value in entry.national for code in shared[value])
        for entry in nomenclature.services.values()
        if entry.general
    }


def _hours_at(service: Service, place: Place, *, alone: bool) -> str | None:
    """Return the hours of an entry at a place; hours for the whole of a round do not say at which stop."""
    if service.horaires == _SAME_AS_VENUE:
        return place.horaires
    return service.horaires if alone else None


_FACTS: Final = ("postures", "acces", "frais_a_charge", "confidentialite", "poste_fauteuil")
_POSTURES: Final = 0
_LATE: Final = ("condition", "soir-ou-samedi")
_ANSWERS: Final = {"gratuit": (2, "gratuit"), "confidentiel": (3, "bureau-ferme"), "poste-fauteuil": (4, "oui")}

_Said = tuple[tuple[str, ...], ...]
_Ranks = tuple[tuple[int, ...], tuple[int, ...]]


class _Conditions:
    """Which filters hold, or may, for what is said of an entry or of a venue; worked out once for the same words."""

    def __init__(self, filter_rank: Mapping[tuple[str, str], int]) -> None:
        self._late = filter_rank[_LATE]
        self._asked = [(rank, *_fact(field, code)) for (field, code), rank in filter_rank.items() if rank != self._late]
        self._found: dict[tuple[_Said, tuple[_Said, ...], bool], _Ranks] = {}

    def of(self, common: _Said, own: tuple[_Said, ...], late: State, *, whole: bool = False) -> _Ranks:
        """Return the ranks of the filters that hold, and of those that may.

        `common` is what the venue says, `own` what each of its entries says: one for an entry, all of them for the
        venue as a `whole`.
        """
        key = (common, own, whole)
        if key not in self._found:
            states = [(rank, self._state(fact, code, *key)) for rank, fact, code in self._asked]
            self._found[key] = (
                tuple(rank for rank, state in states if state is State.OUI),
                tuple(rank for rank, state in states if state is State.INCONNU),
            )
        known, possible = self._found[key]
        if late is State.OUI:
            return (*known, self._late), possible
        return (known, (*possible, self._late)) if late is State.INCONNU else (known, possible)

    @staticmethod
    def _state(fact: int, code: str, common_facts: _Said, own_facts: tuple[_Said, ...], whole: bool) -> State:
        common = () if fact == _POSTURES else common_facts[fact]
        own = [facts[fact] for facts in own_facts]
        if whole:
            if code in common or any(code in values for values in own):
                return State.OUI
            silent = not common and (not own or not all(own))
            return State.INCONNU if silent else State.NON
        said = own[0] if own else ()
        if said:
            return State.OUI if code in said else State.NON
        if not common:
            return State.INCONNU
        if code not in common:
            return State.NON
        return State.OUI if len(common) == 1 else State.INCONNU


def _fact(field: str, code: str) -> tuple[int, str]:
    """Return the place of the fact that a filter reads, and the value that it wants."""
    if field == "condition":
        return _ANSWERS[code]
    return (_POSTURES, code) if field == "posture" else (_FACTS.index("acces"), code)


def _said(said: Lieu | Service) -> _Said:
    """Return the facts that filters read, each as a list."""
    if isinstance(said, Service):
        desk, postures = said.poste_fauteuil, said.postures
    else:
        # A desk is declared apart from the building: an entrance without a step is no desk.
        desk, postures = said.accessibilite.poste_fauteuil if said.accessibilite else None, ()
    secret = said.confidentialite
    return (postures, said.acces, said.frais_a_charge, (secret,) if secret else (), (desk,) if desk else ())
