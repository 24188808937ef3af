"""The canonical text of a file: the same data give the same bytes, and `read` gives the same data back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from textwrap import wrap
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from maillage.model import Lieu
from maillage.records.refusals import FORBIDDEN

_WIDTH: Final = 100
# What every reader of YAML, of 1.1 or 1.2, takes for text without quotes: it begins with a letter (or with a house
# number and a word) and has no sign that means something in YAML.
_BARE: Final = re.compile(r"(?:[0-9]{1,4} )?[^\W\d_][^\n#:]*(?:(?:(?<! )#|:(?! |$))[^\n#:]*)*")
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*|[0-9AB]+")
_BOOLEANS_OF_OTHERS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_UNPRINTABLE: Final = re.compile(f"{FORBIDDEN.pattern[:-1]}\t\r]")


def write(data: Mapping[str, Any], header: str = "", model: type | None = Lieu) -> str:
    """Return the canonical text of a file: `read` gives the same data back, and the same data the same text.

    Keys follow the order of the fields of `model` (a key that it does not know comes last; None keeps the order
    given). `header` holds lines of comment, written as they are. A text that any reader of YAML could take for a
    number, a date or a boolean is quoted; a text of several lines is a `|` block, a long one is folded.
    """
    lines = header.splitlines()
    lines += _map(ordered(data, model) if model else data, "") or ["{}"]
    return "\n".join(lines) + "\n"


def ordered(data: Mapping[str, Any], model: type) -> dict[str, Any]:
    """Return the same data with its keys, at every level, in the order of the fields of a dataclass."""
    inner = _shape(model)
    known = {key: data[key] for key in inner if key in data}
    result: dict[str, Any] = {}
    for key, value in {**known, **data}.items():
        below = inner.get(key)
        if below and isinstance(value, Mapping):
            result[key] = ordered(value, below)
        elif below and isinstance(value, list | tuple):
            result[key] = [ordered(item, below) if isinstance(item, Mapping) else item for item in value]
        else:
            result[key] = value
    return result


@cache
def _shape(model: type) -> dict[str, type | None]:
    """Return the fields of a dataclass, each with the dataclass that it holds (alone or in a tuple), if any."""
    hints = get_type_hints(model)
    return {item.name: next(_dataclasses(hints[item.name]), None) for item in fields(model)}


def _dataclasses(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    elif get_origin(hint) in (tuple, Union, UnionType):
        for argument in get_args(hint):
            yield from _dataclasses(argument)


def _map(data: Mapping[str, Any], indent: str) -> list[str]:
    return [line for key, value in data.items() for line in _entry(f"{indent}{_line(key)}:", value, indent)]


def _entry(start: str, value: Any, indent: str) -> list[str]:
    """Return the lines of one value after `start`, which is a key or the dash of a list."""
    deeper = f"{indent}  "
    if isinstance(value, str):
        return _text(start, value, deeper)
    if isinstance(value, Mapping):
        if not value:
            return [f"{start} {{}}"]
        lines = _map(value, deeper)
        # A map in a list begins on the line of its dash.
        return [f"{start} {lines[0].lstrip()}", *lines[1:]] if start.endswith("-") else [start, *lines]
    if isinstance(value, list | tuple):
        if all(isinstance(item, str) and _CODE.fullmatch(item) for item in value):
            line = f"{start} [{', '.join(map(_line, value))}]"
            if len(line) <= _WIDTH:
                return [line]
        return [start, *(line for item in value for line in _entry(f"{deeper}-", item, deeper))]
    raise TypeError(f"only texts, lists and maps are written, not {value!r}")


def _text(start: str, value: str, indent: str) -> list[str]:
    lines = value.removesuffix("\n").split("\n")
    chomp = "" if value.endswith("\n") else "-"
    plain = not _UNPRINTABLE.search(value)
    if plain and "\n" in value and all(line and line == line.strip(" ") for line in lines):
        return [f"{start} |{chomp}", *(indent + line for line in lines)]
    words = value.split(" ")
    if plain and "\n" not in value and all(words) and len(start) + len(value) > _WIDTH + 20 and len(words) > 1:
        folded = wrap(value, _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
        return [f"{start} >-", *(indent + line for line in folded)]
    return [f"{start} {_line(value)}"]


def _line(text: str) -> str:
    """Return a text on one line, quoted where a reader could take it for something else."""
    bare = (
        _BARE.fullmatch(text)
        and not text.endswith(" ")
        and text.lower() not in _BOOLEANS_OF_OTHERS
        and not _UNPRINTABLE.search(text)
    )
    if bare:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: json.dumps(found[0])[1:-1], quoted)
