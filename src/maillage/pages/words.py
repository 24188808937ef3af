"""Plain French for dates, numbers, distances and telephones, so that every page says them the same way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from maillage import contract, nomenclature

# The first digits of the numbers of Guadeloupe, Guyane, Martinique, La Réunion and Mayotte.
_OVERSEAS = (
    "0262",
    "0263",
    "0269",
    "0590",
    "0594",
    "0596",
    "0639",
    "0690",
    "0691",
    "0692",
    "0693",
    "0694",
    "0696",
    "0697",
)

UNKNOWN = "non renseigné"
NBSP = "\N{NO-BREAK SPACE}"

_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


@lru_cache(maxsize=4096)
def day(moment: date) -> str:
    """Return a date in full: "1er mars 2026"."""
    number = "1er" if moment.day == 1 else str(moment.day)
    return f"{number}{NBSP}{_MONTHS[moment.month - 1]}{NBSP}{moment.year}"


def period(start: date | None, end: date | None) -> str:
    """Return "du … au …", "depuis le …" or "jusqu’au …"; empty when neither end is known."""
    if start and end:
        return f"le {day(start)}" if start == end else f"du {day(start)} au {day(end)}"
    if start:
        return f"depuis le {day(start)}"
    return f"jusqu’au {day(end)}" if end else ""


def number(value: int) -> str:
    """Return a whole number with its thousands apart: "12 345"."""
    return f"{value:,}".replace(",", NBSP)


def count(value: int, one: str, many: str | None = None) -> str:
    """Return a number and its noun; French has the plural from two on, and zero is singular."""
    noun = one if value < 2 else many or f"{one}s"
    return f"{number(value)}{NBSP}{noun}"


def size(octets: int) -> str:
    """Return the weight of a file as people say it: "12 ko", "3,4 Mo"."""
    if octets < 1_000_000:
        return f"{number(max(1, round(octets / 1000)))}{NBSP}ko"
    return f"{octets / 1_000_000:.1f}{NBSP}Mo".replace(".", ",")


def share(part: int, whole: int) -> str:
    """Return "3 sur 10 (30 %)"; without a denominator there is no percentage."""
    if not whole:
        return f"{number(part)}{NBSP}sur{NBSP}0"
    return f"{number(part)}{NBSP}sur{NBSP}{number(whole)} ({round(100 * part / whole)}{NBSP}%)"


def distance(kilometres: float) -> str:
    """Return a distance as people say it: "moins de 1 km", "3,4 km", "12 km"."""
    if kilometres < 0.95:
        return f"moins de 1{NBSP}km"
    if kilometres < 9.95:
        return f"{kilometres:.1f}".replace(".", ",") + f"{NBSP}km"
    return f"{number(round(kilometres))}{NBSP}km"


def decimal(value: float, digits: int = 1) -> str:
    """Return a number with a comma and no useless zero: "2,5", "10"."""
    whole, _, rest = f"{value:.{digits}f}".partition(".")
    rest = rest.rstrip("0")
    return number(int(whole)) + (f",{rest}" if rest else "")


def kilometres(value: float) -> str:
    """Return a setting in kilometres as it was given: "2,5 km", "10 km"."""
    return f"{decimal(value, 3)}{NBSP}km"


def sentence_list(items: Iterable[str], last: str = "et") -> str:
    """Return "a, b et c"."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


@lru_cache(maxsize=65536)
def sorting(text: str) -> str:
    """Return what sorts a name as a French reader looks for it: without accents, case or ligatures."""
    spelled = text.replace("œ", "oe").replace("Œ", "OE").replace("’", "'")
    plain = unicodedata.normalize("NFKD", spelled)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def capitalised(text: str) -> str:
    """Return the text with a capital first letter, and the rest as it is."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Return a label ready for the middle of a sentence; an acronym or a name keeps its capitals."""
    return nomenclature.lowered(text, contract.proper_names())


def sentence(text: str) -> str:
    """Return a text with one full stop at its end, whether or not its author wrote it."""
    stripped = text.rstrip()
    return stripped if stripped.endswith((".", "!", "?", "…")) else f"{stripped}."


def first_sentence(parts: Sequence[str], limit: int) -> str:
    """Return the parts joined as sentences, cut at a word at most `limit` characters away."""
    text = " ".join(part for part in parts if part)
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


@lru_cache(maxsize=65536)
def phone(written: str) -> str:
    """Return a telephone in pairs as it is dialled in France: "02 61 91 00 12"; others as written."""
    digits = _digits(written)
    national = _national(digits)
    if national:
        return NBSP.join(national[i : i + 2] for i in range(0, 10, 2))
    if re.fullmatch(r"\d{4}", digits):
        return f"{digits[:2]}{NBSP}{digits[2:]}"
    return written


@lru_cache(maxsize=65536)
def phone_link(written: str) -> str | None:
    """Return the `tel:` address of a telephone, None where there is nothing to dial."""
    digits = _digits(written)
    if not re.fullmatch(r"\+?\d{3,15}", digits):
        return None
    national = _national(digits)
    if national and not digits.startswith("+"):
        # Overseas numbers keep the national form: their country code cannot be told from the digits alone.
        return f"tel:+33{national[1:]}" if national[1] in "1234579" and not _overseas(national) else f"tel:{national}"
    return f"tel:{digits}"


def _digits(written: str) -> str:
    kept = re.sub(r"[^\d+]", "", re.sub(r"\(0\)", "", written))
    return f"+{kept[2:]}" if kept.startswith("00") else kept


def _national(digits: str) -> str | None:
    """Return ten digits that begin with 0, or None; +262, +590, +594 and +596 have nine digits after the code."""
    if re.fullmatch(r"0\d{9}", digits):
        return digits
    found = re.fullmatch(r"\+(?:33|262|590|594|596)0?(\d{9})", digits)
    return f"0{found[1]}" if found else None


def _overseas(national: str) -> bool:
    return national.startswith(_OVERSEAS)
