"""Ids for venues that are imported for the first time: readable, unique, and never made from a counter.

An id is written once. Afterwards a venue is recognised by its source and its `source_id`, so that a name that changes
never changes an address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from maillage.exchange.cells import slug

LONGEST = 80


def new_ids(
    records: Sequence[Mapping[str, Any]],
    parts: Sequence[str],
    taken: Collection[str],
    beside: Sequence[Mapping[str, Any]] = (),
) -> tuple[str | None, ...]:
    """Return one id for each record, none of them in `taken`; None where nothing in the record can make one.

    `parts` are keys of the record whose words make the id. Where two records would have the same one, each of them
    adds its street, then its `source_id`: the result does not depend on the order of the rows. The records `beside`
    have their id already and count among those that would have the same one, so that an import that was cut short
    gives the rest of its rows the ids that it would have given.
    """
    used = set(taken)
    ids: list[str | None] = [None] * len(records)
    left = list(range(len(records)))
    for more in ((), ("adresse.voie",), ("source_id",), ("adresse.voie", "source_id")):
        wanted = {index: _id(records[index], (*parts, *more)) for index in left}
        counts = Counter([*wanted.values(), *(_id(record, (*parts, *more)) for record in beside)])
        for index in left:
            name = wanted[index]
            if name and counts[name] == 1 and name not in used:
                ids[index] = name
                used.add(name)
        left = [index for index in left if ids[index] is None]
    return tuple(ids)


def _id(record: Mapping[str, Any], parts: Sequence[str]) -> str:
    words: list[str] = []
    for part in parts:
        value: Any = record
        for key in part.split("."):
            value = value.get(key, "") if isinstance(value, Mapping) else ""
        word = slug(value if isinstance(value, str) else "")
        # "Onlineformapro Dijon" at Dijon does not need the town twice.
        if word and f"-{word}-" not in f"-{'-'.join(words)}-":
            words.append(word)
    return _shortened(words)


def _shortened(words: Sequence[str]) -> str:
    """Return the words joined, the first one cut at a hyphen where the whole is too long: the last ones tell apart."""
    joined = "-".join(words)
    if len(joined) <= LONGEST:
        return joined
    tail = "-".join(words[1:])[: LONGEST // 2].strip("-")
    head = words[0][: LONGEST - len(tail) - 1]
    head = head.rsplit("-", 1)[0] if "-" in head and len(words[0]) > len(head) else head
    return f"{head}-{tail}".strip("-")
