"""From a postcode and a name as spreadsheets write them to a commune of today.

Tables come with capitals and without accents, with "ST", "S/", CEDEX, the number of an arrondissement, the name of
a commune that has merged since. What is certain is resolved; what is only likely is returned as near misses, for a
person to choose.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from maillage.model import Commune, Territory
from maillage.territory.reference import former_names

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur", "ss": "sous"}
_SMALL_WORDS = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "lez", "sous", "sur"]
)
_COMMON_WORDS = _SMALL_WORDS | {"saint", "sainte", "saints", "saintes", "pays", "val", "mont", "grand", "petit"}
_ARTICLE_LAST = re.compile(r"^(?P<name>.+?)\s*\(\s*(?P<article>l['’]|la|le|les)\s*\)\s*$")
_PARENTHESES = re.compile(r"\([^)]*\)")
_CEDEX = re.compile(r"\bcedex\b.*$")
_ARRONDISSEMENT = re.compile(
    r"^(paris|lyon|marseille)\b\s*(\d{1,2}|[ivx]+)\s*(er|e|eme|ieme|nd|nde)?\s*(arrondissements?|arr)?$"
)
_NEAR_MISSES = 3
_LIKENESS = 0.75


def find_commune(territory: Territory, code_postal: str, nom: str) -> Commune | tuple[Commune, ...] | None:
    """Return the commune that a postcode and a name designate, else near misses (best first), else None.

    A commune is certain when its name, or that of a former commune, is found among those that the postcode serves
    ("Louhans" for Louhans-Châteaurenaud too, if no other name there begins so); or, for a postcode that no commune
    has (CEDEX, large companies), only once in the département of the postcode. Anything else, a postcode that
    contradicts the name included, gives near misses.
    """
    index = _index(_Same(territory))
    postcode = clean_postcode(code_postal)
    served = index.by_postcode.get(postcode, ())
    wanted = plain(nom)
    around = [code for departement in _departements(postcode) for code in index.by_departement.get(departement, ())]
    matches = index.named(served, wanted) or ([] if served else index.named(around, wanted))
    if len(matches) == 1:
        return territory.communes[matches[0]]
    if not matches:
        matches = index.named(around, wanted) + index.alike(served, wanted) + index.alike(around, wanted)
    if not matches:
        matches = list(served)
    found = tuple(territory.communes[code] for code in dict.fromkeys(matches))[:_NEAR_MISSES]
    return found or None


def clean_postcode(text: str) -> str:
    """Return the five digits of a postcode; the zero that a spreadsheet has eaten is given back."""
    digits = "".join(character for character in text.removesuffix(".0") if character.isdigit())
    return digits.zfill(5) if digits else ""


@lru_cache(maxsize=1 << 17)
def plain(name: str) -> str:
    """Return a name of commune in lower case without accents, punctuation, CEDEX, arrondissement nor abbreviation."""
    text = name.lower().translate(_LIGATURES)
    if inverted := _ARTICLE_LAST.match(text):
        text = f"{inverted['article']} {inverted['name']}"
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = re.sub(r"[^a-z0-9]+", " ", _CEDEX.sub("", text)).split()
    text = " ".join(_ABBREVIATIONS.get(word, word) for word in words)
    arrondissement = _ARRONDISSEMENT.match(text)
    return arrondissement[1] if arrondissement else text


def _loose(text: str) -> str:
    """Return a plain name without its articles and prepositions."""
    return " ".join(word for word in text.split() if word not in _SMALL_WORDS)


def _distinctive(text: str) -> frozenset[str]:
    """Return the words of a plain name that set it apart from others."""
    return frozenset(text.split()) - _COMMON_WORDS


def _departements(postcode: str) -> tuple[str, ...]:
    """Return the codes of the départements that a postcode most often belongs to, Corsica being two."""
    if postcode.startswith("20"):
        return ("2A", "2B")
    return (postcode[:3],) if postcode.startswith(("97", "98")) else (postcode[:2],)


@dataclass(frozen=True)
class _Index:
    """What one territory is searched by; names are made plain only when they are compared."""

    names: Mapping[str, tuple[str, ...]]
    by_postcode: Mapping[str, tuple[str, ...]]
    by_departement: Mapping[str, tuple[str, ...]]

    def named(self, codes: Iterable[str], wanted: str) -> list[str]:
        """Return the communes of this name by the first of five ways that finds any.

        Today's exact name; a former name; the same without what is in parentheses; without articles; the only ones
        to begin with these words.
        """
        names = [(code, name) for code in codes for name in self.names[code]]
        words = _distinctive(wanted)
        ways: tuple[Callable[[str, str], bool], ...] = (
            lambda code, name: plain(name) == wanted and name == self.names[code][0],
            lambda _, name: plain(name) == wanted,
            lambda _, name: plain(_PARENTHESES.sub(" ", name)) == wanted,
            lambda _, name: _loose(plain(name)) == _loose(wanted),
            lambda _, name: bool(words) and f"{plain(name)} ".startswith(f"{wanted} "),
        )
        found: Iterable[list[str]] = ([code for code, name in names if way(code, name)] for way in ways)
        return list(dict.fromkeys(next(filter(None, found), []))) if wanted else []

    def alike(self, codes: Iterable[str], wanted: str) -> list[str]:
        """Return the communes that share a distinctive word with the name wanted or are written much like it."""
        words = _distinctive(wanted)
        owners: dict[str, list[str]] = defaultdict(list)
        for code in codes:
            for name in self.names[code]:
                owners[plain(name)].append(code)
        close = get_close_matches(wanted, owners, n=_NEAR_MISSES, cutoff=_LIKENESS)
        sharing = get_close_matches(wanted, [n for n in owners if words & _distinctive(n)], n=_NEAR_MISSES, cutoff=0.0)
        return [code for name in (*close, *sharing) for code in owners[name]]


@dataclass(frozen=True, eq=False)
class _Same:
    """A territory as the key of a cache: the same object, whatever it holds."""

    territory: Territory

    def __hash__(self) -> int:
        return id(self.territory)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.territory is self.territory


@lru_cache(maxsize=4)
def _index(same: _Same) -> _Index:
    territory = same.territory
    former: dict[str, list[str]] = defaultdict(list)
    for code, name in former_names().items():
        former[territory.anciens_codes.get(code, code)].append(name)
    by_postcode: dict[str, list[str]] = defaultdict(list)
    by_departement: dict[str, list[str]] = defaultdict(list)
    for code, commune in territory.communes.items():
        by_departement[commune.departement].append(code)
        for postcode in commune.codes_postaux:
            by_postcode[postcode].append(code)
    return _Index(
        names={code: (commune.nom, *former[code]) for code, commune in territory.communes.items()},
        by_postcode={postcode: tuple(codes) for postcode, codes in by_postcode.items()},
        by_departement={departement: tuple(codes) for departement, codes in by_departement.items()},
    )
