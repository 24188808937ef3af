"""All the files looked at together: what one says of another, and what two say of the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from maillage.checks.not_duplicates import NotDuplicates, unknown
from maillage.checks.rules import RELATIONS
from maillage.checks.subject import Card, Directory, Said, Told
from maillage.model import Position, Problem
from maillage.positions import Lock
from maillage.records import Mark, Where, spelled

# Where something stands in a file, asked only for the few files that have a relation to mend.
Marks = Callable[[str, Where], Mark]


def relate(
    cards: Iterable[Card],
    *,
    marks: Marks,
    lock: Lock,
    not_duplicates: NotDuplicates | None = None,
    only: Collection[str] | None = None,
    unread: Collection[str] = (),
) -> Iterator[Problem]:
    """Yield what is wrong between records; with `only`, what concerns at least one of these paths.

    `unread` are the paths of the files that have no card: the name of a file is the id of its venue.
    """
    names = frozenset(PurePosixPath(path).stem for path in unread)
    directory = replace(_directory(cards, lock, not_duplicates), unread=names)
    for relation in RELATIONS:
        for told in relation.find(directory):
            said = _heard(told, only)
            if said is None:
                continue
            mark = marks(said.card.path, said.finding.where)
            yield Problem(
                path=said.card.path,
                line=mark.line,
                column=mark.column,
                level=relation.level,
                code=relation.code,
                where=spelled(said.finding.where),
                message=said.finding.message,
                hint=said.finding.hint,
            )
    if not_duplicates and (only is None or not_duplicates.record.path in only):
        yield from unknown(not_duplicates, directory.by_id, directory.unread)


def _heard(told: Told, only: Collection[str] | None) -> Said | None:
    """Return the side of a trouble that is printed: the first whose file is looked at."""
    return next((said for said in told if only is None or said.card.path in only), None)


def _directory(cards: Iterable[Card], lock: Lock, not_duplicates: NotDuplicates | None) -> Directory:
    ordered = sorted(cards, key=lambda card: card.path)
    by_id: dict[str, list[Card]] = defaultdict(list)
    for card in ordered:
        by_id[card.id].append(card)
    positions = {card.id: position for card in ordered if (position := _position(card, lock))}
    distinct: frozenset[frozenset[str]] = not_duplicates.pairs if not_duplicates else frozenset()
    return Directory(cards=ordered, by_id=dict(by_id), positions=positions, distinct=distinct)


def _position(card: Card, lock: Lock) -> Position | None:
    """Return the exact position of a venue; its town hall is not one: everybody in the commune would be there."""
    if card.position:
        return card.position
    geocode = lock.get(card.id)
    if geocode and geocode.requete == card.requete:
        return Position(latitude=geocode.latitude, longitude=geocode.longitude)
    return None
