"""The words of hours as people write them in French: each becomes a token, and an unknown one stops the reading."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple, cast


class UnreadableError(Exception):
    """Why a part cannot be read, in French; never leaves the reading of hours."""


Kind = Literal[
    "time", "range", "and", "period", "allday", "day", "everyday", "weekend", "ordinal", "month", "parity",
    "holiday", "except", "closed", "filler", "unknown",
]  # fmt: skip


class Token(NamedTuple):
    """A word and its kind; `value` is the minute of a time, the day of a week (0 is Monday), the rank of an ordinal."""

    kind: Kind
    text: str
    value: tuple[int, ...] = ()


HOURS = frozenset({"time", "range", "and", "period", "allday"})
"""The kinds of words that a run of hours is made of."""

_ORDINALS = {
    "1er": 1, "premier": 1, "premiers": 1, "deuxieme": 2, "second": 2, "seconds": 2, "troisieme": 3, "quatrieme": 4,
    "cinquieme": 5, "dernier": -1, "derniers": -1,
}  # fmt: skip
_DAY_WORDS = {
    "lundi": 0, "lun": 0, "mardi": 1, "mar": 1, "mercredi": 2, "mer": 2, "jeudi": 3, "jeu": 3, "vendredi": 4,
    "vend": 4, "ven": 4, "samedi": 5, "sam": 5, "dimanche": 6, "dim": 6,
}  # fmt: skip

# The order decides: "après-midi" before "midi", "24h/24" before the hours, hours before bare numbers.
_SCANNER = re.compile(
    r"""
    (?P<allday>24\s*h?\s*(?:/|sur)\s*24\s*h?\b)
  | (?P<everyday>\b7\s*j?\s*(?:/|sur)\s*7\s*j?\b|\btous\ les\ jours(?!\s+ferie)|\bchaque\ jour\b)
  | (?P<ordinal>\b(?:1\s*er|[2-5]\s*(?:eme|nde|nd|e)|premiers?|deuxieme|seconds?|troisieme|quatrieme|cinquieme
        |derniers?)\b)
  | (?P<month>\b(?:du|de\ chaque|de\ la\ fin\ du)\ mois\b)
  | (?P<parity>\b(?:en\ |les\ |des\ )?semaines?\s+(?:im)?paires?\b)
  | (?P<holiday>\b(?:les\ )?(?:jours?\s+)?feries?\b)
  | (?P<period>\b(?:le\ |l')?(?:matin(?:s|ee|ees)?|apres[-\ ]?midis?|soir(?:s|ee|ees)?)\b)
  | (?P<time>\bmidi\b|\bminuit\b
        |\d{1,2}\s*(?:heures?|h|:)(?:\s*\d{2}(?!\d|\s*(?:heures?|h|:)))?
        |\b\d{1,2}(?=\s*(?:-|–|—|\ba\b)\s*\d{1,2}\s*(?:h|heures?)))
  | (?P<weekend>\bweek[-\ ]?ends?\b)
  | (?P<day>\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b|\b(?:lun|mar|mer|jeu|vend|ven|sam|dim)\b\.?)
  | (?P<except>\b(?:sauf|hors|excepte)\b)
  | (?P<closed>\bfermee?s?\b)
  | (?P<range>-|–|—|→|\b(?:jusqu'a|jusqu'au|au|a)\b)
  | (?P<and>,|/|&|\+|\b(?:et|puis|ainsi\ que)\b)
  | (?P<filler>[\s:.()]|\b(?:de|du|des|le|les|d'|tous|toutes|ouvert|ouverte|ouverture|ouvertures|horaires?|en\ continu
        |non[-\ ]stop|journee\ continue)(?:\b|(?<=')))
  | (?P<unknown>\w+|.)
    """,
    re.VERBOSE,
)


def plain(text: str) -> str:
    """Return a text in small letters without accents nor odd spaces and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("º", "°"))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.casefold().split())


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text without those that say nothing; raises UnreadableError for an unknown one."""
    tokens: list[Token] = []
    for match in _SCANNER.finditer(plain(text)):
        kind = match.lastgroup
        word = match.group()
        if kind == "filler":
            continue
        if kind == "unknown":
            raise UnreadableError(_why_unknown(word))
        tokens.append(Token(cast(Kind, kind), word, _token_value(str(kind), word)))
    return tokens


def _why_unknown(word: str) -> str:
    if word in ("rdv", "rendez", "sur"):
        return "le texte dit comment venir, pas à quelles heures"
    if word in ("vacances", "scolaires", "scolaire"):
        return "les vacances scolaires ne sont pas lues"
    if word.isdigit():
        return f"« {word} » n'est pas une heure"
    return f"« {word} » n'est pas compris"


def _token_value(kind: str, word: str) -> tuple[int, ...]:
    if kind == "time":
        return (_minutes(word),)
    if kind == "day":
        return (_DAY_WORDS[word.rstrip(".").removesuffix("s")],)
    if kind == "ordinal":
        short = word.replace(" ", "")
        return (_ORDINALS[short] if short in _ORDINALS else int(short[0]),)
    return ()


def _minutes(word: str) -> int:
    if word == "midi":
        return 720
    if word == "minuit":
        return 1440
    numbers = [int(number) for number in re.findall(r"\d+", word)]
    hours, minutes = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if hours > 24 or minutes > 59 or hours * 60 + minutes > 1440:
        raise UnreadableError(f"« {word} » n'est pas une heure")
    return hours * 60 + minutes
