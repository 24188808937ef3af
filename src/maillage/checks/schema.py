"""The bundled JSON schema as the gate of every record, and what remains of a record that does not pass.

The compiled validator answers in a few microseconds for a record that is right; only for the others are its errors
put into French (`wording`). What is right in a wrong record is kept, so that the rules still speak of it and one run
tells everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import jsonschema_rs

from maillage.checks import wording
from maillage.checks.codes import Codes
from maillage.model import Problem
from maillage.records import Record, Where, spelled

# Each pass removes at least one wrong value; a record that needs more is not worth reading further.
_PASSES = 12


@dataclass(frozen=True, slots=True)
class Gate:
    """A schema document and its compiled validator."""

    document: Mapping[str, Any]
    validator: jsonschema_rs.Draft202012Validator


@dataclass(frozen=True, slots=True)
class Readable:
    """The part of a record that the schema accepts.

    `kept` gives, for each list that lost an item (by its path in the file), the places of the items that stay;
    `own` the keys of the root that are those of the file and not stand-ins.
    """

    data: dict[str, Any]
    kept: Mapping[Where, tuple[int, ...]]
    own: frozenset[str]

    def written(self, where: Where) -> Where:
        """Return the path in the file of a path in `data`."""
        path: Where = ()
        for step in where:
            path = (*path, self.kept[path][step] if isinstance(step, int) and path in self.kept else step)
        return path


def gate(document: Mapping[str, Any]) -> Gate:
    """Return the gate of one schema; compiling takes some milliseconds, so that it is done once."""
    return Gate(document, jsonschema_rs.Draft202012Validator(dict(document), validate_formats=True))


def passes(gate: Gate, record: Record) -> bool:
    """Tell whether a record has nothing against the schema."""
    return gate.validator.is_valid(record.data)


def problems(gate: Gate, record: Record, codes: Codes) -> Iterator[Problem]:
    """Yield everything that the schema refuses in a record, in French, at the line of the file."""
    for error in _errors(gate, record.data):
        for told in wording.tell(error, record.data, gate.document, codes):
            if told.where in record.refused and (told.keyword != "cle-inconnue" or not told.where[-1]):
                # The dialect has said why; a key that does not exist is another matter than its value.
                continue
            mark = record.mark(told.where)
            yield Problem(
                path=record.path,
                line=mark.line,
                column=mark.column,
                level="erreur",
                code=code(told.keyword),
                where=spelled(told.where),
                message=told.message,
                hint=told.hint,
            )


def code(keyword: str) -> str:
    """Return the code of the problems that one keyword of `wording` gives."""
    return f"schema-{keyword}"


def readable(gate: Gate, record: Record, stand_ins: Mapping[str, Any]) -> Readable | None:
    """Return what is left of a record once every wrong value is taken out, None when it is not enough.

    `stand_ins` are values, which must trigger no rule, for the keys that the schema requires at the root.
    """
    removed: set[Where] = set(record.refused)
    for _ in range(_PASSES):
        kept: dict[Where, tuple[int, ...]] = {}
        data = _without(record.data, (), removed, kept)
        left = Readable({**stand_ins, **data}, kept, frozenset(data))
        wrong = {left.written(where) for error in _errors(gate, left.data) for where in _culprits(error)} - {()}
        if not wrong:
            # Only the root itself may still be refused ("one of these keys is needed"): all its values are right.
            return left
        if wrong <= removed:
            return None
        removed |= wrong
    return None


def _errors(gate: Gate, data: Any) -> list[jsonschema_rs.ValidationError]:
    return list(gate.validator.iter_errors(data))


def _culprits(error: jsonschema_rs.ValidationError) -> Iterator[Where]:
    """Yield the smallest values that make one error go away once they are taken out."""
    where = tuple(error.instance_path)
    match error.kind:
        case jsonschema_rs.ValidationErrorKind.AdditionalProperties(unexpected=unexpected):
            yield from ((*where, key) for key in unexpected)
        case jsonschema_rs.ValidationErrorKind.UniqueItems():
            items = cast("list[Any]", error.instance)
            yield from ((*where, place) for place, item in enumerate(items) if item in items[:place])
        case _:
            yield where


def _without(value: Any, path: Where, removed: set[Where], kept: dict[Where, tuple[int, ...]]) -> Any:
    if isinstance(value, dict):
        return {
            key: _without(inner, (*path, key), removed, kept)
            for key, inner in value.items()
            if (*path, key) not in removed
        }
    if isinstance(value, list):
        places = tuple(place for place in range(len(value)) if (*path, place) not in removed)
        if len(places) < len(value):
            kept[path] = places
        return [_without(value[place], (*path, place), removed, kept) for place in places]
    return value
