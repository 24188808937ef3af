"""What a rule is, what it looks at and what it says.

A rule only finds; its code and its level are written once, where it is declared, and the file, line and column are
added by whoever runs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from inspect import cleandoc
from typing import Any

from maillage.model import Level, Lieu, Position, Territory
from maillage.nomenclature import Nomenclature
from maillage.records import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a rule may know beside the file: no clock, no disk, no network."""

    territory: Territory
    nomenclature: Nomenclature
    today: date


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule says about a place of the record it was given."""

    where: Where
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """One file under examination: where it is, what it says as it is written (`data`) and as it is understood (`lieu`).

    Keys that are missing or wrong are absent from `data`; in `lieu`, the required ones then have a neutral value.
    """

    path: str
    data: Mapping[str, Any]
    lieu: Lieu
    context: Context

    @property
    def territory(self) -> Territory:
        """The communes of France."""
        return self.context.territory

    @property
    def nomenclature(self) -> Nomenclature:
        """The meaning of the codes."""
        return self.context.nomenclature

    @property
    def today(self) -> date:
        """The day of the check."""
        return self.context.today


Find = Callable[[Venue], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One question asked of each record.

    `needs_whole` rules reason on what is absent: they stay silent when a part of the file could not be read.
    `while_open` rules ask for work that a closed venue no longer deserves.
    """

    code: str
    level: Level
    find: Find
    needs_whole: bool = False
    while_open: bool = False

    @property
    def description(self) -> str:
        """What the reference page says of the rule: its French docstring."""
        return cleandoc(self.find.__doc__ or "")


def rule(code: str, level: Level, *, needs_whole: bool = False, while_open: bool = False) -> Callable[[Find], Rule]:
    """Return the decorator that makes a rule of a function."""
    return lambda find: Rule(code=code, level=level, find=find, needs_whole=needs_whole, while_open=while_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the other files need to know of one venue: enough for every relation, small enough to keep.

    `telephone` and `voie` are in a form that compares; `requete` is the text that the geocoder was asked;
    `source` ties a record to the line of the file it was imported from.
    """

    path: str
    id: str
    nom: str
    typologies: tuple[str, ...]
    statut: str
    commune: str | None
    nom_commune: str
    voie: str | None
    requete: str | None
    position: Position | None
    telephone: str | None
    pivot: str | None
    hote: str | None
    remplace_par: tuple[str, ...]
    source: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Said:
    """A finding about one card."""

    card: Card
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """All the venues at once, as relation rules see them.

    `positions` holds the exact positions known by place (by hand or geocoded to the address): a venue that is only
    known to be in its commune is absent. `distinct` holds the pairs of ids that somebody has declared different.
    `unread` names the files that could not be read enough to have a card: their venues exist all the same.
    """

    cards: Sequence[Card]
    by_id: Mapping[str, Sequence[Card]]
    positions: Mapping[str, Position]
    distinct: frozenset[frozenset[str]]
    unread: frozenset[str] = frozenset()

    def knows(self, code: str) -> bool:
        """Tell whether a venue has this id, be it one that cannot be read."""
        return code in self.by_id or code in self.unread


# The same trouble told from the side of each file concerned: only one of them is printed.
Told = tuple[Said, ...]
FindRelation = Callable[[Directory], Iterable[Told]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One question asked of the whole directory."""

    code: str
    level: Level
    find: FindRelation

    @property
    def description(self) -> str:
        """What the reference page says of the rule: its French docstring."""
        return cleandoc(self.find.__doc__ or "")


def relation(code: str, level: Level) -> Callable[[FindRelation], Relation]:
    """Return the decorator that makes a relation rule of a function."""
    return lambda find: Relation(code=code, level=level, find=find)
