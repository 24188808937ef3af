"""A mistake of punctuation that holds in one line: its value is taken out, so that the lines after it are read."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from maillage.records.refusals import LOST

# "nom: ", "- ", "- nom: ": what stands before the value of a line.
_LINE: Final = re.compile(r"(\s*(?:- +)*(?:[\w-]+: +|(?<=- )))(\S.*)")
# What the parser says, and the values of one line that explain it without any other line.
_IN_ONE_LINE: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("mapping values are not allowed", re.compile(r"[^\s\[{\"'|>&*!].*:(?:\s.*)?")),
    ("cannot start any token", re.compile(r"[@%`].*")),
    ("escape", re.compile(r"\"[^\"]*\"\s*")),
    ("hexdecimal", re.compile(r"\"[^\"]*\"\s*")),
    ("expected key", re.compile(r"(?:\"[^\"\\]*\"|'[^']*')\s*[^#\s].*")),
    ("expected <block end>", re.compile(r"(?:\"[^\"\\]*\"|'[^']*')\s*[^#\s].*")),
    # The quote that opens here and never closes: the parser stops at the end of the file.
    ("unexpected end of stream", re.compile(r"\"[^\"]*|'[^']*")),
)


def without_value(text: str, error: yaml.YAMLError) -> str | None:
    """Return the text with the sign of what is lost in place of the value that a mistake is in.

    None for a mistake that other lines may have a part in: nobody knows what they mean then.
    """
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    found: Any = next(((value, words) for words, value in _IN_ONE_LINE if words in said), None)
    if not found:
        return None
    value, words = found
    mark = getattr(error, "context_mark" if "end of stream" in words else "problem_mark", None)
    lines = text.split("\n")
    if mark is None or mark.line >= len(lines):
        return None
    line = _LINE.fullmatch(lines[mark.line].removesuffix("\r"))
    if not line or mark.column < line.end(1) or not value.fullmatch(line[2]):
        return None
    lines[mark.line] = f"{line[1]}{LOST}"
    return "\n".join(lines)
