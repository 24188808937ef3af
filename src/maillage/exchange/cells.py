"""One cell at a time: the text of a spreadsheet, and the value that a venue file wants, or why it has none.

Each reader returns what it could read and a note for everything that it changed or left out; a note is one line of
the import report.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Nature = Literal["non lu", "corrigé", "gardé tel quel"]

LINE, PARAGRAPHS, SUMMARY = 300, 4000, 280
"""How many signs a text may have, as in the schema of venue files."""

_LOST = "\ufffd"
_MAIL = re.compile(r"[A-Za-z0-9!#$%&*+/=?^_`{|}~.-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_LINK = re.compile(
    'https?://[^\\s/?#<>"\'@:\ufffd]+\\.[^\\s/?#<>"\'@:.\ufffd]{2,}(?::[0-9]{1,5})?(?:[/?#][^\\s<>"\ufffd]*)?'
)
_PIVOT = re.compile(r"[0-9]{14}|[0-9]{9}|W[0-9A-Z]{9}")


@dataclass(frozen=True, slots=True)
class Note:
    """What was done with a value that is not in the record as the source writes it, and why."""

    nature: Nature
    value: str
    why: str


Read = tuple[tuple[str, ...], tuple[Note, ...]]
"""The values read, and the notes."""

_NOTHING: Read = ((), ())


def folded(text: str) -> str:
    """Return a text without accents, case, double spaces or typographic apostrophes, to compare spellings."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe"))
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold().split())


def slug(text: str) -> str:
    """Return a text in small letters, digits and hyphens, for an id; empty where it has none of them."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text).replace("'", "-").encode("ascii", "ignore").decode()).strip("-")


def split(text: str, separators: Sequence[str]) -> tuple[str, ...]:
    """Return the values of a cell that holds several, without the empty ones."""
    parts = [text]
    for separator in separators:
        parts = [piece for part in parts for piece in part.split(separator)]
    return tuple(clean for part in parts if (clean := " ".join(part.split())))


def text(cell: str, longest: int = LINE, paragraphs: bool = False) -> Read:
    """Return a text without double spaces; with `paragraphs`, its line breaks are kept. `longest` is in signs."""
    lines = [" ".join(line.split()) for line in cell.split("\n")]
    value = "\n".join(line for line in lines if line) if paragraphs else " ".join(" ".join(lines).split())
    if not value:
        return _NOTHING
    if len(value) > longest:
        return _unread(value, f"ce texte fait {len(value)} signes, plus que les {longest} admis ici")
    if _LOST in value:
        repaired = value.replace(_LOST, "?")
        return (repaired,), (Note("corrigé", value, "une lettre perdue par une conversion a été remplacée par « ? »"),)
    return (value,), ()


def day(cell: str, form: str, today: date) -> Read:
    """Return a day in ISO form from "aaaa-mm-jj" (always admitted, with or without an hour) or the form given."""
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$", cell)
    french = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?", cell)
    try:
        if iso:
            found = date(int(iso[1]), int(iso[2]), int(iso[3]))
        elif french and form == "jj/mm/aaaa":
            found = date(int(french[3]), int(french[2]), int(french[1]))
        elif french and form == "mm/jj/aaaa":
            found = date(int(french[3]), int(french[1]), int(french[2]))
        else:
            return _unread(cell, f"ce n'est pas une date de la forme {form}")
    except ValueError:
        return _unread(cell, "ce jour n'existe pas")
    if found > today:
        return _unread(cell, "cette date est dans l'avenir")
    if found.year < 1990:
        return _unread(cell, "cette date est trop ancienne pour un annuaire")
    return (found.isoformat(),), ()


def degrees(cell: str, largest: int) -> Read:
    """Return a latitude (`largest` 90) or a longitude (180), with a point even where the source has a comma."""
    match = re.fullmatch(r"([+-]?\d{1,3})(?:[.,](\d+))?\s*°?", cell.replace(" ", ""))
    if not match or abs(float(f"{match[1]}.{match[2] or 0}")) > largest:
        return _unread(cell, "ce n'est pas une position en degrés")
    decimals = (match[2] or "0")[:7]
    return (f"{match[1].removeprefix('+')}.{decimals}",), ()


def phone(cell: str) -> Read:
    """Return the first phone number as it is printed in France ("03 80 48 84 14", "36 46", "+596 596 12 34 56")."""
    numbers = [
        part for part in re.split(r"[|;,\n]|(?<=\d)\s*(?:/|\bou\b|\bet\b|-\s)\s*(?=[+0(])", cell) if part.strip()
    ]
    values: list[str] = []
    notes: list[Note] = []
    for number in numbers:
        value, why = _phone(number)
        if not value:
            notes.append(Note("non lu", number.strip(), why))
        elif values and value != values[0]:
            notes.append(
                Note("non lu", number.strip(), "une fiche n'a qu'un numéro de téléphone : le premier est gardé")
            )
        else:
            values = [value]
            if why:
                notes.append(Note("corrigé", number.strip(), why))
    return tuple(values), tuple(notes)


def _phone(number: str) -> tuple[str, str]:
    """Return a number as it is printed and a word on what was mended, or an empty number and why."""
    bare = re.sub(r"^t[eé]l(?:[eé]phone)?[\s.:]*", "", number.strip(), flags=re.IGNORECASE)
    compact = re.sub(r"[\s.\-/()\u00a0]", "", bare.replace("(0)", ""))
    if compact.startswith("00"):
        compact = f"+{compact[2:]}"
    if re.fullmatch(r"\+330?[1-9]\d{8}", compact):
        compact = f"0{compact[-9:]}"
    if re.fullmatch(r"0[1-9]\d{8}", compact):
        return " ".join(compact[index : index + 2] for index in range(0, 10, 2)), ""
    if re.fullmatch(r"[1-9]\d{8}", compact):
        pairs = f"0{compact}"
        return (
            " ".join(pairs[index : index + 2] for index in range(0, 10, 2)),
            "le zéro du début, perdu par un tableur, a été rétabli",
        )
    if re.fullmatch(r"3\d{3}", compact):
        return f"{compact[:2]} {compact[2:]}", ""
    if re.fullmatch(r"\+(?:590|594|262|596|269|687|689|508|681)\d{6,9}", compact):
        return compact, ""
    return "", "ce n'est pas un numéro de téléphone français"


def mails(cell: str) -> Read:
    """Return the e-mail addresses of a cell, whatever separates them."""
    values: list[str] = []
    notes: list[Note] = []
    for part in re.split(r"[|;,\s]+|(?<=[a-z])/(?=\S+@)", cell.strip()):
        address = part.removeprefix("mailto:").strip("<>.")
        if not re.search(r"\w", part):
            continue
        if _MAIL.fullmatch(address) and len(address) <= 254:
            values.append(address)
        else:
            notes.append(Note("non lu", part, "ce n'est pas une adresse électronique"))
    if notes and not values:
        notes = [Note("non lu", cell.strip(), "ce n'est pas une adresse électronique")]
    return tuple(dict.fromkeys(values)), tuple(notes)


def links(cell: str) -> Read:
    """Return the web addresses of a cell; one without "http" gets it, and anything else than the web is refused."""
    values: list[str] = []
    notes: list[Note] = []
    for part in re.split(r"[|\s]+|[;,](?=\s*(?:https?:|www\.))", cell.strip()):
        link = part.strip(" ;,<>")
        if not link:
            continue
        scheme, separator, rest = link.partition("://")
        link = f"{scheme.lower()}{separator}{rest}" if separator else link
        if _LINK.fullmatch(link) and len(link) <= 2000:
            values.append(link)
        elif _HOST.fullmatch(link) and _LINK.fullmatch(f"http://{link}") and len(link) < 1000:
            values.append(f"http://{link}")
            notes.append(Note("corrigé", link, "« http:// » a été ajouté devant l'adresse"))
        else:
            notes.append(Note("non lu", part, "ce n'est pas une adresse du web (http:// ou https://)"))
    return tuple(dict.fromkeys(values)), tuple(notes)


def pivot(cell: str) -> Read:
    """Return a SIRET, RNA or RIDET number; a row of zeros is a way to say nothing."""
    compact = re.sub(r"[\s.\u00a0-]", "", cell).upper()
    if compact and not compact.strip("0"):
        return (), (Note("non lu", cell, "une suite de zéros n'est pas un SIRET"),)
    if not _PIVOT.fullmatch(compact):
        return _unread(cell, "ce n'est ni un SIRET (14 chiffres), ni un SIREN (9 chiffres), ni un RNA (W et 9 signes)")
    return (compact,), ()


def code_of_digits(cell: str, what: str) -> Read:
    """Return a postcode or an INSEE code of five signs; four digits get back the zero that a spreadsheet ate.

    The repair is noted here and kept only if a commune of that code and name exists (see `places`).
    """
    compact = cell.replace(" ", "").upper()
    if re.fullmatch(r"\d{5}", compact) or (what == "code INSEE" and re.fullmatch(r"2[AB]\d{3}", compact)):
        return (compact,), ()
    if re.fullmatch(r"\d{4}", compact):
        return (f"0{compact}",), (Note("corrigé", cell, "le zéro du début, perdu par un tableur, a été rétabli"),)
    return _unread(cell, f"ce n'est pas un {what} de cinq chiffres")


def yes_or_no(cell: str) -> Read:
    """Return `oui` or `non`."""
    word = folded(cell)
    if word in ("oui", "o", "vrai", "true", "1", "yes"):
        return ("oui",), ()
    if word in ("non", "n", "faux", "false", "0", "no"):
        return ("non",), ()
    return _unread(cell, "attendu : oui ou non")


def _unread(cell: str, why: str) -> Read:
    return (), (Note("non lu", cell, why),)
