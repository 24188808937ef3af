"""The same venue written twice, found from signals that do not depend on one another, and said in words.

Four signals: the telephone, the SIRET (or RNA) number, the name, and the place. Address and distance are one signal
only: a library and a France services desk of the same building share both and remain two venues. Two signals out of
four make a pair worth comparing; nothing is ever merged.

What speaks against a pair counts too:
- two venues known to be far apart, or in two communes with no closer evidence, are antennas of one network, whatever
  switchboard, head-office number and brand they share;
- a venue and its host, or two guests of one host, are declared to be different venues; so are the pairs of
  `pas-des-doublons.yml`, and a closed venue is history;
- at one place, venues of different kinds with different names are neighbours, even behind one telephone.

What is missing is missing: two venues without coordinates, telephone or number are not alike for that.

Only venues that share a telephone, a number or a place are compared, so that the work grows with the directory and
not with its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import cos, floor, radians

from rapidfuzz import fuzz

from maillage import territory as geography
from maillage.checks.subject import Card, Directory
from maillage.model import Position
from maillage.nomenclature import fold

NEAR_KM = 0.06
FAR_KM = 2.0
# Names alike from 0 to 100, once the words that say nothing are taken out.
NAME_ALIKE = 85.0
_NAME_DIFFERENT = 60.0
_ENOUGH = 2
# In a larger group (a switchboard, a business park), each venue is compared with its neighbours by name only.
_GROUP = 40
_WINDOW = 10
_UNKNOWN_KIND = "NON_RENSEIGNE"
# Degrees: the cells are NEAR_KM wide at the north of France (51.5° N), wider elsewhere, never narrower.
_ROW = NEAR_KM / 111.1
_COLUMN = _ROW / cos(radians(51.5))
_EMPTY_WORDS = frozenset(
    re.findall(
        r"[a-z]+",
        """
    a au aux d de des du en et l la le les pour sur association asso municipal municipale communal communale
    intercommunal intercommunale public publique
        """,
    )
)


@dataclass(frozen=True, slots=True)
class Twin:
    """Two cards that may be one venue, in the order of their paths, and why ("même téléphone, 38 m, nom à 91 %")."""

    first: Card
    second: Card
    reason: str


def find(directory: Directory) -> Iterator[Twin]:
    """Yield the pairs that share at least two independent signals, ordered by path."""
    cards = [card for card in directory.cards if card.statut != "ferme"]
    seen: set[tuple[int, int]] = set()
    for first, second in _candidates(cards, directory):
        pair = (first, second) if cards[first].path <= cards[second].path else (second, first)
        seen.add(pair)
    for one, other in sorted(seen, key=lambda pair: (cards[pair[0]].path, cards[pair[1]].path)):
        reason = _compare(cards[one], cards[other], directory)
        if reason:
            yield Twin(cards[one], cards[other], reason)


def alike(first: Card, second: Card) -> float:
    """Return how alike two names are, from 0 to 100, without the words that every name has.

    The name of the commune says nothing between venues of one commune. Where one name holds all the words of the
    other, and at least two, the rest is precision: "PIMMS Médiation" and "PIMMS Médiation du Grand Pays".
    """
    names = [_telling(card) for card in (first, second)]
    ordered = fuzz.token_sort_ratio(*names)
    if min(len(name.split()) for name in names) < 2:
        return ordered
    return max(ordered, fuzz.token_set_ratio(*names) - 5)


def _compare(first: Card, second: Card, directory: Directory) -> str | None:
    """Return the reason in words, None when the two are not worth comparing."""
    if _declared_apart(first, second):
        return None
    distance = _distance(first, second, directory)
    same_street = bool(first.voie and first.voie == second.voie and first.commune == second.commune)
    same_place = same_street or (distance is not None and distance < NEAR_KM)
    if not same_place and ((distance is not None and distance > FAR_KM) or first.commune != second.commune):
        return None
    told = []
    if first.telephone and first.telephone == second.telephone:
        told.append("même téléphone")
    if first.pivot and first.pivot == second.pivot:
        told.append("même numéro SIRET ou RNA")
    if not told and not same_place:
        return None
    likeness = alike(first, second)
    if len(told) + same_place + (likeness >= NAME_ALIKE) < _ENOUGH:
        return None
    if same_place and likeness < _NAME_DIFFERENT and _different_kinds(first, second):
        return None
    if frozenset((first.id, second.id)) in directory.distinct:
        return None
    if same_street:
        told.append("même adresse")
    if distance is not None:
        told.append(f"{distance * 1000:.0f} m" if distance < 1 else f"{distance:.1f} km".replace(".", ","))
    told.append(f"nom à {likeness:.0f} %" if likeness >= _NAME_DIFFERENT else "noms différents")
    return ", ".join(told)


def _declared_apart(first: Card, second: Card) -> bool:
    host_and_guest = first.hote == second.id or second.hote == first.id
    return host_and_guest or (first.hote is not None and first.hote == second.hote) or first.id == second.id


def _different_kinds(first: Card, second: Card) -> bool:
    kinds = [set(card.typologies) - {_UNKNOWN_KIND} for card in (first, second)]
    return bool(kinds[0] and kinds[1] and not kinds[0] & kinds[1])


def _distance(first: Card, second: Card, directory: Directory) -> float | None:
    one, other = directory.positions.get(first.id), directory.positions.get(second.id)
    return geography.distance_km(one, other) if one and other else None


def _telling(card: Card) -> str:
    """Return the words of a name that tell it from others in its commune; all of them when none does."""
    return _telling_words(card.nom, card.nom_commune)


@lru_cache(maxsize=1 << 16)
def _telling_words(nom: str, commune: str) -> str:
    words = fold(nom).split()
    empty = _EMPTY_WORDS | set(fold(commune).split())
    return " ".join([word for word in words if word not in empty] or words)


def _candidates(cards: Sequence[Card], directory: Directory) -> Iterator[tuple[int, int]]:
    keys: Iterable[Callable[[Card], Hashable | None]] = (
        lambda card: card.telephone,
        lambda card: card.pivot,
        lambda card: (card.commune, card.voie) if card.voie else None,
    )
    for key in keys:
        groups: dict[Hashable, list[int]] = defaultdict(list)
        for index, card in enumerate(cards):
            value = key(card)
            if value is not None:
                groups[value].append(index)
        for group in groups.values():
            yield from _pairs(cards, group)
    yield from _neighbours(cards, directory)


def _pairs(cards: Sequence[Card], group: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(group) <= _GROUP:
        yield from combinations(group, 2)
        return
    by_name = sorted(group, key=lambda index: (_telling(cards[index]), index))
    for rank, index in enumerate(by_name):
        yield from ((index, other) for other in by_name[rank + 1 : rank + 1 + _WINDOW])


def _neighbours(cards: Sequence[Card], directory: Directory) -> Iterator[tuple[int, int]]:
    """Yield the pairs that stand in one cell of a grid or in two that touch; a cell is no narrower than `NEAR_KM`."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, card in enumerate(cards):
        position = directory.positions.get(card.id)
        if position:
            cells[_cell(position)].append(index)
    for (row, column), here in cells.items():
        yield from _pairs(cards, here)
        # Half of the eight neighbours: the other half sees this cell as its own neighbour.
        for step_row, step_column in ((0, 1), (1, -1), (1, 0), (1, 1)):
            there = cells.get((row + step_row, column + step_column))
            if there:
                yield from _pairs(cards, [*here, *there])


def _cell(position: Position) -> tuple[int, int]:
    return floor(position.latitude / _ROW), floor(position.longitude / _COLUMN)
