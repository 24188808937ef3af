"""An indicator of need, read with care: nothing is guessed.

A file with one doubtful value is refused whole, with the place of everything that is wrong in it.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from maillage.model import Level, Need, NeedLevel, Problem, TerritoireSite, Territory
from maillage.nomenclature import fold
from maillage.territory import communes_of

COLUMNS: Final = ("code", "valeur", "libelle", "source", "millesime")
_SHARED: Final = ("libelle", "source", "millesime")
_SEPARATORS: Final = (";", ",", "\t")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f]+")
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST_BYTES: Final = 10_000_000


def read_need(
    content: bytes, path: str, territory: Territory, selection: TerritoireSite
) -> tuple[Need | None, tuple[Problem, ...]]:
    """Return the indicator of a CSV file, None when it has an error, and everything that deserves attention.

    The file has the columns code, valeur, libelle, source and millesime, separated by commas, semicolons or
    tabulations, in UTF-8; accents in the names of columns do not matter, a decimal comma is read. A value that is
    missing, or a territory outside the site, is left out and said. All lines share one label, source and vintage.
    """
    reader = _Reader(path, territory, selection)
    need = reader.read(content)
    problems = tuple(sorted(reader.problems))
    return (None if any(one.level == "erreur" for one in problems) else need), problems


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the file: its number, its cells by name, and the column where each begins."""

    number: int
    cells: dict[str, str]
    columns: dict[str, int]


class _Reader:
    def __init__(self, path: str, territory: Territory, selection: TerritoireSite) -> None:
        self.path, self.territory = path, territory
        communes = communes_of(territory, selection)
        self.inside = {one.code_insee for one in communes} | {one.epci for one in communes if one.epci}
        self.problems: list[Problem] = []

    def read(self, content: bytes) -> Need | None:
        name = PurePosixPath(self.path).stem
        if not _NAME.fullmatch(name):
            self._whole(
                "besoin-nom-de-fichier",
                f"« {name} » ne peut pas servir d’adresse",
                "nommez le fichier en minuscules, chiffres et tirets : « personnes-agees.csv »",
            )
        text = self._text(content)
        if text is None:
            return None
        header = text.split("\n", 1)[0]
        separator = max(_SEPARATORS, key=header.count)
        rows = list(_rows(text, separator))
        names = [fold(cell) for cell in rows[0][1]] if rows else []
        missing = [column for column in COLUMNS if column not in names]
        if missing:
            self._whole(
                "besoin-colonnes",
                f"il manque : {', '.join(missing)}",
                f"la première ligne donne les colonnes : {', '.join(COLUMNS)}",
            )
            return None
        raw = text.split("\n")
        lines = [
            _Line(number, _cells(names, cells), _columns(names, raw[number - 1], separator))
            for number, cells in rows[1:]
            if any(cells)
        ]
        return self._need(name, lines)

    def _text(self, content: bytes) -> str | None:
        if len(content) > _MOST_BYTES:
            self._whole("besoin-trop-gros", "ce fichier dépasse 10 Mo", "gardez une ligne par territoire du site")
            return None
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            self._say(
                (line, 1), "besoin-encodage", "", "ce fichier n’est pas en UTF-8", "enregistrez-le en « CSV UTF-8 »"
            )
            return None

    def _need(self, code: str, lines: Sequence[_Line]) -> Need | None:
        if not lines:
            self._whole("besoin-vide", "ce fichier ne donne aucune valeur", "ajoutez une ligne par territoire")
            return None
        libelle, source, millesime = (self._common(key, lines) for key in _SHARED)
        values = dict(self._values(lines))
        levels = {level for line in lines if (level := self._level(line.cells["code"]))}
        if len(levels) > 1:
            self._whole(
                "besoin-niveaux",
                "ce fichier mêle des communes et des intercommunalités",
                "faites-en deux fichiers : l’un ne s’additionne pas à l’autre",
                where="code",
            )
        return (
            Need(
                code=code,
                libelle=libelle,
                source=source,
                millesime=millesime,
                niveau=min(levels),
                valeurs=values,
            )
            if levels
            else None
        )

    def _common(self, key: str, lines: Sequence[_Line]) -> str:
        first = lines[0].cells[key]
        for line in lines:
            if not line.cells[key]:
                self._at(
                    line,
                    key,
                    "besoin-incomplet",
                    f"« {key} » est vide",
                    "un chiffre ne se montre pas sans son nom, sa source et son année",
                )
            elif first and line.cells[key] != first:
                self._at(
                    line,
                    key,
                    "besoin-deux-versions",
                    f"« {line.cells[key]} » ici, « {first} » à la ligne {lines[0].number}",
                    "un fichier donne un seul indicateur, d’une seule source et d’une seule année : faites-en deux",
                )
        return first

    def _values(self, lines: Sequence[_Line]) -> Iterator[tuple[str, float]]:
        seen: dict[str, int] = {}
        for line in lines:
            code = line.cells["code"]
            if not self._known(line, code):
                continue
            if code in seen:
                self._at(
                    line,
                    "code",
                    "besoin-doublon",
                    f"« {code} » est déjà à la ligne {seen[code]}",
                    "gardez une seule ligne par territoire",
                )
                continue
            seen[code] = line.number
            value = self._value(line, code)
            if value is not None and code in self.inside:
                yield code, value

    def _known(self, line: _Line, code: str) -> bool:
        if self._level(code) is None:
            former = self.territory.anciens_codes.get(code)
            padded = code.zfill(5)
            if former:
                hint = f"cette commune a fusionné : elle est aujourd’hui dans « {former} », dont il faut la valeur"
            elif padded in self.territory.communes:
                hint = f"un tableur a retiré le premier zéro : écrivez « {padded} »"
            else:
                hint = "écrivez le code INSEE d’une commune (cinq signes) ou le SIREN d’une intercommunalité"
            self._at(line, "code", "besoin-code-inconnu", f"« {code} » n’est le code d’aucun territoire", hint)
            return False
        if code not in self.inside:
            self._at(
                line,
                "code",
                "besoin-hors-territoire",
                f"« {code} » n’est pas dans le territoire du site : cette ligne est laissée de côté",
                "retirez-la, ou ajoutez ce territoire au site",
                "attention",
            )
        return True

    def _level(self, code: str) -> NeedLevel | None:
        if code in self.territory.communes:
            return "commune"
        return "epci" if code in self.territory.epci else None

    def _value(self, line: _Line, code: str) -> float | None:
        written = line.cells["valeur"]
        if not written:
            self._at(
                line,
                "valeur",
                "besoin-valeur-absente",
                f"pas de valeur pour « {code} » : elle sera dite « non renseignée »",
                "donnez-la si vous l’avez ; sinon rien à faire",
                "attention",
            )
            return None
        plain = _SPACES.sub("", written)
        if not _NUMBER.fullmatch(plain) or not math.isfinite(float(plain.replace(",", "."))):
            self._at(
                line,
                "valeur",
                "besoin-valeur",
                f"« {written} » n’est pas un nombre",
                "écrivez un nombre, sans unité ni signe « % » ; laissez vide ce qui n’est pas connu",
            )
            return None
        return float(plain.replace(",", "."))

    def _at(self, line: _Line, key: str, code: str, message: str, hint: str, level: Level = "erreur") -> None:
        self._say((line.number, line.columns.get(key, 1)), code, key, message, hint, level)

    def _whole(self, code: str, message: str, hint: str, where: str = "") -> None:
        self._say((1, 1), code, where, message, hint)

    def _say(
        self, place: tuple[int, int], code: str, where: str, message: str, hint: str, level: Level = "erreur"
    ) -> None:
        self.problems.append(Problem(self.path, *place, level, code, where, message, hint))


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table with the number of the line where each begins: a quoted cell may hold several."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _cells(names: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    padded = [*row, *[""] * max(0, len(names) - len(row))]
    return {name: padded[names.index(name)].strip() for name in COLUMNS}


def _columns(names: Sequence[str], line: str, separator: str) -> dict[str, int]:
    """Return the column where each cell of a line begins, counted from 1."""
    begins = [1]
    quoted = False
    for place, sign in enumerate(line, start=2):
        if sign == '"':
            quoted = not quoted
        elif sign == separator and not quoted:
            begins.append(place)
    last = len(line) + 1
    return {name: begins[rank] if (rank := names.index(name)) < len(begins) else last for name in COLUMNS}
