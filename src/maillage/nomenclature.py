"""The words of the directory: what each code means, in plain French, and what other directories call it.

The tables are the files of `schema/nomenclature/`, already parsed: this module opens nothing. A table bears the name
of the key of the venue file whose codes it explains. Folding of case, accents and punctuation is done here, once, so
that "Étapes numériques(La Poste)" and "etapes numeriques (la poste)" are one value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final

# Likeness (0 to 1) from which a spelling is worth asking "vouliez-vous dire…".
_NEAR: Final = 0.72
# A name that holds all the words typed, and others beside, is as likely as a small mistake of spelling.
_HOLDS: Final = 0.9
_BESIDE: Final = 0.02
_ACRONYM: Final = 3

_WORD: Final = re.compile(r"[^\W_]+")
_LIGATURES: Final = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One code of a table.

    `national` holds the exact values of the national standard v1.0.2 (the first is the one to export),
    `data_inclusion` those of data·inclusion v1. `general` marks the code to declare where a source says no more than
    the national value that several codes share.
    """

    code: str
    libelle: str
    definition: str = ""
    synonymes: tuple[str, ...] = ()
    national: tuple[str, ...] = ()
    data_inclusion: tuple[str, ...] = ()
    general: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEntry(Entry):
    """A service: `aptic` holds the numbers (1 to 129) of the APTIC subjects, `connexes` codes often needed with it."""

    theme: str
    dimension: str
    aptic: tuple[int, ...] = ()
    connexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypologieEntry(Entry):
    """A kind of venue: `famille` groups the codes for people, `hote_siilab` for the table of hosts by kind."""

    famille: str = ""
    hote_siilab: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelEntry(Entry):
    """A label or programme: who usually issues it, and the national column where its value is written."""

    emetteur: str = ""
    champ_national: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipementEntry(Entry):
    """A machine, and the service that it allows when it is open to the public; empty when it allows none by itself."""

    service: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """A service code that is no longer used, and the codes that replace it."""

    code: str
    libelle: str
    remplace_par: tuple[str, ...]
    depuis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWord:
    """A word that people type for several services, each of which is a right answer."""

    code: str
    libelle: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomenclature:
    """Every table, as a map from code to entry, in the order of its file; a table that was not given is empty."""

    services: Mapping[str, ServiceEntry] = field(default_factory=dict)
    themes: Mapping[str, Entry] = field(default_factory=dict)
    dimensions: Mapping[str, Entry] = field(default_factory=dict)
    services_retires: Mapping[str, Retired] = field(default_factory=dict)
    synonymes_partages: Mapping[str, SharedWord] = field(default_factory=dict)
    typologies: Mapping[str, TypologieEntry] = field(default_factory=dict)
    familles: Mapping[str, Entry] = field(default_factory=dict)
    hotes_siilab: Mapping[str, Entry] = field(default_factory=dict)
    labels: Mapping[str, LabelEntry] = field(default_factory=dict)
    equipements: Mapping[str, EquipementEntry] = field(default_factory=dict)
    statut: Mapping[str, Entry] = field(default_factory=dict)
    postures: Mapping[str, Entry] = field(default_factory=dict)
    acces: Mapping[str, Entry] = field(default_factory=dict)
    modalites_acces: Mapping[str, Entry] = field(default_factory=dict)
    modalites_accompagnement: Mapping[str, Entry] = field(default_factory=dict)
    oriente_par: Mapping[str, Entry] = field(default_factory=dict)
    formats: Mapping[str, Entry] = field(default_factory=dict)
    niveaux: Mapping[str, Entry] = field(default_factory=dict)
    supports: Mapping[str, Entry] = field(default_factory=dict)
    publics: Mapping[str, Entry] = field(default_factory=dict)
    publics_specifiquement_adresses: Mapping[str, Entry] = field(default_factory=dict)
    prise_en_charge_specifique: Mapping[str, Entry] = field(default_factory=dict)
    frais_a_charge: Mapping[str, Entry] = field(default_factory=dict)
    pass_numerique: Mapping[str, Entry] = field(default_factory=dict)
    prerequis: Mapping[str, Entry] = field(default_factory=dict)
    confidentialite: Mapping[str, Entry] = field(default_factory=dict)
    tenu_par: Mapping[str, Entry] = field(default_factory=dict)
    langues: Mapping[str, Entry] = field(default_factory=dict)
    modalite_langue: Mapping[str, Entry] = field(default_factory=dict)

    def table(self, name: str) -> Mapping[str, Entry]:
        """Return the entries of a table; `KeyError` if it is not a table of codes."""
        if name not in _ENTRIES:
            raise KeyError(name)
        entries: Mapping[str, Entry] = getattr(self, name)
        return entries

    def label(self, table: str, code: str) -> str:
        """Return the French label of a code, or the code itself when the table does not have it."""
        entry = self.table(table).get(code)
        return entry.libelle if entry else code

    def from_national(self, table: str, value: str) -> str | None:
        """Return the code that a national value stands for, None when it is unknown or could be several.

        A value shared by several codes gives the one marked `general`: nothing more precise is invented.
        """
        wanted = fold(value)
        found = [entry for entry in self.table(table).values() if wanted in map(fold, entry.national)]
        if len(found) > 1:
            found = [entry for entry in found if entry.general]
        return found[0].code if len(found) == 1 else None

    def resolve_service(self, code: str) -> ServiceEntry | Retired | None:
        """Return what a service code is today: in use, retired (with its replacements), or unknown."""
        return self.services.get(code) or self.services_retires.get(code)

    def nearest(self, table: str, typed: str, limit: int = 3) -> tuple[str, ...]:
        """Return the codes, best first, whose code, label or synonym is near what was typed; empty if none is.

        Codes that answer equally well stay in the order of their file.
        """
        wanted = fold(typed)
        if not wanted:
            return ()
        # One matcher for all names: it studies its second sequence once, and that is the one that stays.
        matcher, words = SequenceMatcher(None, "", wanted, autojunk=False), frozenset(wanted.split())
        scored = [(_likeness(wanted, matcher, words, entry), entry.code) for entry in self.table(table).values()]
        best = sorted((near for near in scored if near[0] >= _NEAR), key=lambda near: -near[0])
        return tuple(code for _, code in best[:limit])


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Return the words of a text without case, accents or punctuation, separated by one space."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return " ".join(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)).lower()))


@lru_cache(maxsize=4096)
def lowered(text: str, names: tuple[str, ...]) -> str:
    """Return a label ready for the middle of a sentence; an acronym, or one of the names, keeps its capitals."""
    named = text[1:2].isupper() or text.startswith(names)
    return text if named else text[:1].lower() + text[1:]


def nomenclature(tables: Mapping[str, Mapping[str, Any]]) -> Nomenclature:
    """Return the nomenclature that parsed tables describe, keyed by file name without its ending.

    Values are text, as our dialect of YAML reads them; a list may stand where one text is allowed. `ValueError`, with
    the table and the code, for a table or a key that nobody knows and for what is missing.
    """
    read: dict[str, dict[str, Any]] = {}
    for name, rows in tables.items():
        attribute = name.replace("-", "_")
        build = _TABLES.get(attribute)
        if build is None:
            raise ValueError(f"{name} : cette table est inconnue. Tables possibles : {', '.join(sorted(_TABLES))}.")
        read[attribute] = {code: _built(build, name, code, row) for code, row in rows.items()}
    return Nomenclature(**read)


def _built(build: type[Any], table: str, code: str, row: Any) -> Any:
    where = f"{table}, « {code} »"
    if not isinstance(row, Mapping):
        raise ValueError(f"{where} : il faut une liste de clés (libelle, definition…).")
    readers = {spec.name: _READERS[str(spec.type)] for spec in fields(build) if spec.name != "code"}
    unknown = sorted(set(row) - set(readers))
    if unknown:
        raise ValueError(f"{where} : clé inconnue {', '.join(unknown)}. Clés possibles : {', '.join(readers)}.")
    try:
        return build(code=code, **{key: readers[key](value) for key, value in row.items()})
    except TypeError as error:
        raise ValueError(f"{where} : il manque une clé obligatoire ({error}).") from None
    except ValueError as error:
        raise ValueError(f"{where} : {error}.") from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("un texte est attendu")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(_text(item) for item in value)


def _numbers(value: Any) -> tuple[int, ...]:
    return tuple(int(item) for item in _texts(value))


def _yes(value: Any) -> bool:
    if value not in ("oui", "non"):
        raise ValueError(f"« {value} » n’est ni oui ni non")
    return bool(value == "oui")


# How each field is read, by its type as it is written above.
_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "str": _text,
    "tuple[str, ...]": _texts,
    "tuple[int, ...]": _numbers,
    "bool": _yes,
}

_OTHERS: Final[Mapping[str, type[Any]]] = {
    "services": ServiceEntry,
    "typologies": TypologieEntry,
    "labels": LabelEntry,
    "equipements": EquipementEntry,
    "services_retires": Retired,
    "synonymes_partages": SharedWord,
}
_TABLES: Final[Mapping[str, type[Any]]] = {spec.name: _OTHERS.get(spec.name, Entry) for spec in fields(Nomenclature)}
_ENTRIES: Final = frozenset(name for name, kind in _TABLES.items() if issubclass(kind, Entry))


def _likeness(wanted: str, matcher: SequenceMatcher[str], words: frozenset[str], entry: Entry) -> float:
    """Return from 0 to 1 how well an entry answers what was typed; below `_NEAR`, only that it does not."""
    best = 0.0
    for name in (entry.code, entry.libelle, *entry.synonymes):
        folded = fold(name)
        matcher.set_seq1(folded)
        if matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR:
            best = max(best, matcher.ratio())
        others = set(folded.split())
        if words <= others:
            best = max(best, _HOLDS - _BESIDE * len(others - words))
    return max(best, _NEAR) if _is_slip(wanted, fold(entry.code)) else best


def _is_slip(typed: str, code: str) -> bool:
    """Return whether a code of three letters has one wrong: two thirds alike is far for a word, near for an acronym."""
    return len(typed) == len(code) == _ACRONYM and sum(map(str.__ne__, typed, code)) == 1
