"""The text of a file that a French spreadsheet wrote, whatever the encoding."""

from __future__ import annotations

import re
from collections import Counter

import charset_normalizer

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SINGLE_BYTE = ("cp1252", "iso8859-15", "mac-roman", "cp850")
_COMMON = frozenset("éèàêçôîùâûœÉ’«»–°€\u00a0")
_RARE = frozenset("äëïöüÿæÀÂÄÇÈÊËÎÏÔÖÙÛÜŸŒÆ‘“”—…²")
_CAPITAL_INSIDE = re.compile("[A-Za-z][ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ][a-z]")


def decode(content: bytes, encoding: str | None = None) -> tuple[str, str] | None:
    """Return the text of a file and the encoding it was read in, or None where none fits.

    Order of trust: what the mapping says; a byte order mark; UTF-16 seen by its null bytes; strict UTF-8; then the
    one-byte encoding of French spreadsheets (Windows, Latin-9, old Macintosh, old DOS) whose reading has the most
    French letters and the fewest unlikely signs; and last what charset-normalizer makes of it.
    """
    if encoding:
        return _strict(content, encoding)
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _strict(content, name)
    sample = content[:4096]
    if sample.count(0) * 4 > len(sample):
        return _strict(content, "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be")
    if (read := _strict(content, "utf-8")) is not None:
        return read
    candidates = [read for name in _SINGLE_BYTE if (read := _strict(content, name)) is not None]
    best = max(candidates, key=lambda read: _frenchness(read[0]), default=None)
    if best is not None and _frenchness(best[0]) >= 0:
        return best
    guess = charset_normalizer.from_bytes(content).best()
    return (str(guess), guess.encoding) if guess is not None else best


def _strict(content: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return content.decode(encoding), encoding.removesuffix("-sig")
    except (UnicodeError, LookupError):
        return None


def _frenchness(text: str) -> int:
    # A wrong one-byte reading turns "é" into "Ž", "Ç" or a control character: each costs more than a letter gains.
    counts = Counter(character for character in text if character > "\x7f")
    letters = sum(
        (2 if character in _COMMON else 1 if character in _RARE else -4) * count for character, count in counts.items()
    )
    return letters - 4 * len(_CAPITAL_INSIDE.findall(text))
