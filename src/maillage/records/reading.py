"""One pass over the parser's events, without a tree of nodes: a check of 20,000 files goes through here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from sys import intern
from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from maillage.model import Problem
from maillage.records import mending, refusals, syntax
from maillage.records.record import Mark, Reading, Record, Where

MAXIMUM_BYTES: Final = 200_000
MAXIMUM_DEPTH: Final = 12
_MAXIMUM_OF_MISTAKES: Final = 20

# The parser in C where PyYAML has it; the same events otherwise.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SURPRISES: Final = refusals.NULLS | refusals.BOOLEANS


def read_file(file: Path, path: str, *, maximum: int = MAXIMUM_BYTES) -> Record | tuple[Problem, ...]:
    """Return the record of a file on disk; a file above `maximum` bytes is refused before it is opened."""
    return read_file_on(file, path, maximum=maximum).outcome


def read_file_on(file: Path, path: str, *, maximum: int = MAXIMUM_BYTES) -> Reading:
    """Return what a file on disk gives although the dialect may refuse some of it (see `read_on`)."""
    try:
        status = file.stat()
        if not S_ISREG(status.st_mode):
            return Reading(None, (_unreadable(path, "ce n’est pas un fichier"),))
        if status.st_size > maximum:
            return Reading(None, (refusals.too_big(path, status.st_size, maximum),))
        content = file.read_bytes()
    except OSError as error:
        reason = {FileNotFoundError: "il n’existe pas", PermissionError: "la lecture n’est pas autorisée"}.get(
            type(error), f"le système répond « {error.strerror} »"
        )
        return Reading(None, (_unreadable(path, reason),))
    return read_on(content, path, maximum=maximum)


def _unreadable(path: str, reason: str) -> Problem:
    return Problem(path, 0, 0, "erreur", "fichier-illisible", "", f"ce fichier ne peut pas être lu : {reason}.")


def read(content: bytes, path: str, *, maximum: int = MAXIMUM_BYTES) -> Record | tuple[Problem, ...]:
    """Return the record that a file holds, or everything that our dialect refuses in it, in the order of the file."""
    return read_on(content, path, maximum=maximum).outcome


def read_on(content: bytes, path: str, *, maximum: int = MAXIMUM_BYTES) -> Reading:
    """Return what a file gives although the dialect may refuse some of it, so that one run tells everything.

    The reading stops where the rest can no longer be understood: at a mistake of punctuation that goes beyond its
    line, a key that cannot be read, a second document. Then there is no record: what follows would be told missing.
    """
    if len(content) > maximum:
        return Reading(None, (refusals.too_big(path, len(content), maximum),))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Reading(None, (refusals.not_utf8(content, path, error.start),))
    problems: list[Problem] = []
    signs = list(refusals.invisible_signs(text.removeprefix("\ufeff"), path))
    if signs:
        problems += signs
        # A tab is read as a space; another sign stays, in a form that the parser takes, to tell which value holds it.
        content = refusals.FORBIDDEN.sub(refusals.LOST, text.removeprefix("\ufeff").replace("\t", " ")).encode()
    refused: set[Where] = set()
    data: dict[str, Any] | None = None
    try:
        data = _build(content, path, problems, refused, signs=bool(signs))
    except yaml.YAMLError as error:
        # A tab or an invisible sign already explains the mistake of punctuation that it causes.
        if not signs:
            problems.append(syntax.not_understood(error, path, MAXIMUM_DEPTH))
            content, data = _read_around(error, text, path, problems, refused)
    record = None if data is None else Record(path, data, _Marks(content), frozenset(refused))
    return Reading(record, tuple(sorted(refusals.the_first_of_each_kind(problems))) if problems else ())


def _read_around(
    error: yaml.YAMLError, text: str, path: str, problems: list[Problem], refused: set[Where]
) -> tuple[bytes, dict[str, Any] | None]:
    """Return a file without the values that its mistakes of punctuation hold in, and what is built of it.

    None is built where a mistake goes beyond its line. One that comes after another may only follow from it: it is
    told when it stands by itself.
    """
    for _ in range(_MAXIMUM_OF_MISTAKES):
        around = mending.without_value(text, error)
        if around is None:
            break
        text, content, found, lost = around, around.encode(), list[Problem](), set[Where]()
        try:
            data = _build(content, path, found, lost, signs=True)
        except yaml.YAMLError as other:
            if mending.without_value(text, other) is not None:
                problems.append(syntax.not_understood(other, path, MAXIMUM_DEPTH))
            error = other
            continue
        problems += (problem for problem in found if problem not in problems)
        refused |= lost
        return content, data
    return b"", None


def _build(
    content: bytes, path: str, problems: list[Problem], refused: set[Where], *, signs: bool
) -> dict[str, Any] | None:
    """Return what the events of a file build, None where they cannot be followed to the end of the file.

    What the dialect refuses is added to `problems`, and the places whose value is not known to `refused`. One loop,
    and functions only for what is wrong: this is the hot path.
    """
    next_event = _LOADER(content).get_event
    next_event()  # the stream starts
    event = next_event()
    if event.__class__ is DocumentStartEvent:
        event = next_event()
    if event.__class__ is not MappingStartEvent:
        problems.append(refusals.not_a_map(event, path))
        return None
    problems += refusals.anchors_and_tags(event, path, ())
    escapes = signs or b"\\" in content
    whole = True
    root: dict[str, Any] = {}
    current: Any = root
    key: str | None = None
    above: list[tuple[Any, str | None]] = []
    while True:
        event = next_event()
        kind = event.__class__
        if kind is ScalarEvent:
            # Keys and codes come back in every file: one copy of each text is kept.
            value = intern(event.value)
            if event.anchor is not None or event.tag is not None:
                problems += refusals.anchors_and_tags(event, path, _here(above, current, key))
            if escapes and refusals.FORBIDDEN.search(value):
                here = _here(above, current, key)
                if not signs or refusals.LOST not in value:
                    problems.append(refusals.escaped_sign(event, path, here))
                refused.add(here)
                # Nobody knows which key it is: those that the file must have would be told missing.
                whole &= current.__class__ is list or key is not None
            if current.__class__ is list:
                if value in _SURPRISES and not event.style:
                    here = _here(above, current, key)
                    problems.append(refusals.not_a_text(event, path, here))
                    refused.add(here)
                current.append(value)
            elif key is not None:
                if value in _SURPRISES and not event.style:
                    here = _here(above, current, key)
                    problems.append(refusals.not_a_text(event, path, here))
                    refused.add(here)
                current[key] = value
                key = None
            else:
                key = value
                if value in current:
                    here = _here(above, current, key)
                    first = next((mark for where, mark in _marks(content) if where == here), Mark(0, 0))
                    problems.append(refusals.written_twice(event, path, here, first))
                elif not value:
                    problems.append(refusals.no_key(event, path, _here(above, current, None)))
                    refused.add(_here(above, current, key))
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                problems += refusals.anchors_and_tags(event, path, _here(above, current, key))
            inner: Any = {} if kind is MappingStartEvent else []
            if current.__class__ is list:
                current.append(inner)
            elif key is not None:
                current[key] = inner
            else:
                problems.append(refusals.no_key(event, path, _here(above, current, None)))
                return None
            above.append((current, key))
            if len(above) >= MAXIMUM_DEPTH:
                problems.append(refusals.too_deep(refusals.at(event), path, _here(above[:2], {}, None), MAXIMUM_DEPTH))
                return None
            current, key = inner, None
        elif kind is AliasEvent:
            here = _here(above, current, key)
            problems.append(refusals.alias(event, path, here))
            refused.add(here)
            if current.__class__ is list:
                current.append("")
            elif key is not None:
                current[key] = ""
                # The keys of another place are merged here, and nobody knows which.
                whole &= key != "<<"
                key = None
            else:
                return None
        elif above:  # the end of a list or of a map
            current, key = above.pop()[0], None
        else:
            break
    next_event()  # the document ends
    event = next_event()
    if event.__class__ is not StreamEndEvent:
        problems.append(refusals.several_documents(event, path))
        return None
    return root if whole else None


def _here(above: Sequence[tuple[Any, str | None]], current: Any, key: str | None) -> Where:
    """Return the path of what `_build` is about to add, from the variables of its loop."""
    where = [len(container) - 1 if key_above is None else key_above for container, key_above in above]
    if current.__class__ is list:
        return (*where, len(current))
    return tuple(where) if key is None else (*where, key)


class _Marks(Mapping[Where, Mark]):
    """The places in a file, read again when somebody asks for one: most files have nothing to be said about."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @cached_property
    def _places(self) -> dict[Where, Mark]:
        return dict(_marks(self._content))

    def __getitem__(self, where: Where) -> Mark:
        return self._places[where]

    def __iter__(self) -> Iterator[Where]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _marks(content: bytes) -> Iterator[tuple[Where, Mark]]:
    """Yield the place of everything in a file, in its order."""
    # One entry per open map (its current key, None before one) and per open list (the number of its last item).
    where: list[Any] = []
    loader = _LOADER(content)
    while loader.check_event():
        event = loader.get_event()
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            where.pop()
            if where and isinstance(where[-1], str):
                where[-1] = None
        elif isinstance(event, NodeEvent):
            leaf = isinstance(event, ScalarEvent | AliasEvent)
            if where and isinstance(where[-1], str):
                if leaf:
                    where[-1] = None
            else:
                if where:
                    where[-1] = getattr(event, "value", "") if where[-1] is None else where[-1] + 1
                yield tuple(where), refusals.at(event)
            if not leaf:
                where.append(None if isinstance(event, MappingStartEvent) else -1)
