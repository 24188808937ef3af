"""Need beside offer: an indicator that the hub brings, read with care, and crossed with the coverage.

Nothing is shipped as if it were need, and nothing is guessed here: a file with one doubtful value is refused whole,
with the line of everything that is wrong in it.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from maillage.coverage.mesh import Mesh
from maillage.coverage.questions import Question
from maillage.model import Level, Problem, TerritoireSite, Territory
from maillage.nomenclature import fold
from maillage.territory import communes_of

COLUMNS: Final = ("code", "valeur", "libelle", "source", "millesime")
_SHARED: Final = ("libelle", "source", "millesime")
_SEPARATORS: Final = (";", ",", "\t")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f]+")

NeedLevel = Literal["commune", "epci"]
Third = Literal["faible", "moyen", "fort"]
Reach = Literal["proche", "loin", "au-dela"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One indicator of need: the higher the value, the greater the need. `valeurs` are by INSEE code or by SIREN."""

    libelle: str
    source: str
    millesime: str
    niveau: NeedLevel
    valeurs: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """One commune or EPCI on the two-way map: its third of need, and how far the answer is.

    `besoin` and `valeur` are None where the indicator says nothing. `double` marks a strong need with nothing within
    reach. `personnes_au_dela` are the people of the territory who live beyond the far distance.
    """

    code: str
    nom: str
    population: int
    valeur: float | None
    besoin: Third | None
    portee: Reach
    personnes_au_dela: int
    double: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Need and coverage crossed; `bornes` are the two values that cut the territories into thirds, None for none."""

    need: Need
    bornes: tuple[float, float] | None
    territoires: tuple[Crossed, ...]

    @property
    def doubles(self) -> tuple[Crossed, ...]:
        """The territories with a double deficit, those with the most people beyond first."""
        found = [one for one in self.territoires if one.double]
        return tuple(sorted(found, key=lambda one: (-one.personnes_au_dela, one.code)))


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


class _Reader:
    def __init__(self, path: str, territory: Territory, selection: TerritoireSite) -> None:
        self.path, self.territory = path, territory
        communes = communes_of(territory, selection)
        self.inside = {one.code_insee for one in communes} | {one.epci for one in communes if one.epci}
        self.problems: list[Problem] = []

    def read(self, content: bytes) -> Need | None:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            self._say(line, "besoin-encodage", "", "ce fichier n’est pas en UTF-8", "enregistrez-le en « CSV UTF-8 »")
            return None
        header = text.split("\n", 1)[0]
        separator = max(_SEPARATORS, key=header.count)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
        names = [fold(name) for name in rows[0]] if rows else []
        missing = [name for name in COLUMNS if name not in names]
        if missing:
            self._say(
                1,
                "besoin-colonnes",
                "",
                f"il manque : {', '.join(missing)}",
                f"la première ligne donne les colonnes : {', '.join(COLUMNS)}",
            )
            return None
        lines = [(number, self._cells(names, row)) for number, row in enumerate(rows[1:], start=2) if any(row)]
        return self._need(lines)

    def _cells(self, names: Sequence[str], row: Sequence[str]) -> dict[str, str]:
        padded = [*row, *[""] * max(0, len(names) - len(row))]
        return {name: padded[names.index(name)].strip() for name in COLUMNS}

    def _need(self, lines: Sequence[tuple[int, dict[str, str]]]) -> Need | None:
        if not lines:
            self._say(1, "besoin-vide", "", "ce fichier ne donne aucune valeur", "ajoutez une ligne par territoire")
            return None
        common = {key: self._common(key, lines) for key in _SHARED}
        values = dict(self._values(lines))
        levels = {self._level(cells["code"]) for _, cells in lines} - {None}
        if len(levels) > 1:
            self._say(
                1,
                "besoin-niveaux",
                "code",
                "ce fichier mêle des communes et des intercommunalités",
                "faites-en deux fichiers : l’un ne s’additionne pas à l’autre",
            )
        level = next(iter(sorted(level for level in levels if level)), None)
        if level is None:
            return None
        return Need(niveau="commune" if level == "commune" else "epci", valeurs=values, **common)

    def _common(self, key: str, lines: Sequence[tuple[int, dict[str, str]]]) -> str:
        first = lines[0][1][key]
        for number, cells in lines:
            if not cells[key]:
                self._say(
                    number,
                    "besoin-incomplet",
                    key,
                    f"« {key} » est vide",
                    "un chiffre ne se montre pas sans son nom, sa source et son année",
                )
            elif first and cells[key] != first:
                self._say(
                    number,
                    "besoin-deux-versions",
                    key,
                    f"« {cells[key]} » ici, « {first} » à la ligne {lines[0][0]}",
                    "un fichier donne un seul indicateur, d’une seule source et d’une seule année : faites-en deux",
                )
        return first

    def _values(self, lines: Sequence[tuple[int, dict[str, str]]]) -> Iterator[tuple[str, float]]:
        seen: dict[str, int] = {}
        for number, cells in lines:
            code = cells["code"]
            if not self._known(number, code):
                continue
            if code in seen:
                self._say(
                    number,
                    "besoin-doublon",
                    "code",
                    f"« {code} » est déjà à la ligne {seen[code]}",
                    "gardez une seule ligne par territoire",
                )
                continue
            seen[code] = number
            value = self._value(number, code, cells["valeur"])
            if value is not None and code in self.inside:
                yield code, value

    def _known(self, number: int, code: str) -> bool:
        if self._level(code) is None:
            former = self.territory.anciens_codes.get(code)
            padded = code.zfill(5)
            if former:
                hint = f"cette commune a fusionné : elle est aujourd’hui dans « {former} », dont il faut la valeur"
            elif padded in self.territory.communes:
                hint = f"un tableur a retiré le premier zéro : écrivez « {padded} »"
            else:
                hint = "écrivez le code INSEE d’une commune (cinq signes) ou le SIREN d’une intercommunalité"
            self._say(number, "besoin-code-inconnu", "code", f"« {code} » n’est le code d’aucun territoire", hint)
            return False
        if code not in self.inside:
            self._say(
                number,
                "besoin-hors-territoire",
                "code",
                f"« {code} » n’est pas dans le territoire du site : cette ligne est laissée de côté",
                "retirez-la, ou ajoutez ce territoire au site",
                "attention",
            )
        return True

    def _level(self, code: str) -> str | None:
        if code in self.territory.communes:
            return "commune"
        return "epci" if code in self.territory.epci else None

    def _value(self, number: int, code: str, written: str) -> float | None:
        if not written:
            self._say(
                number,
                "besoin-valeur-absente",
                "valeur",
                f"pas de valeur pour « {code} » : elle sera dite « non renseignée »",
                "donnez-la si vous l’avez ; sinon rien à faire",
                "attention",
            )
            return None
        plain = _SPACES.sub("", written)
        if not _NUMBER.fullmatch(plain) or not math.isfinite(float(plain.replace(",", "."))):
            self._say(
                number,
                "besoin-valeur",
                "valeur",
                f"« {written} » n’est pas un nombre",
                "écrivez un nombre, sans unité ni signe « % » ; laissez vide ce qui n’est pas connu",
            )
            return None
        return float(plain.replace(",", "."))

    def _say(self, line: int, code: str, where: str, message: str, hint: str, level: Level = "erreur") -> None:
        self.problems.append(Problem(self.path, line, 1, level, code, where, message, hint))


def cross(mesh: Mesh, need: Need, question: Question) -> Crossing:
    """Return every commune, or EPCI, that somebody has looked at, with its need beside its distance to an answer.

    Thirds are thirds of the territories that have a value: each bound begins the third above it, equal values are
    never parted, and the lowest value is always a weak need. A commune is within reach when its town hall is; an EPCI
    when the share of its people beyond the far distance is at most that of the whole hub (near: when at least half of
    them have an answer nearby).
    """
    rows = list(_communes(mesh, question) if need.niveau == "commune" else _epci(mesh, question))
    known = sorted(need.valeurs[code] for code, *_ in rows if code in need.valeurs)
    # Cutting one or two values in three would call one of them strong for no reason.
    bounds = (known[len(known) // 3], known[2 * len(known) // 3]) if len(known) > 2 and known[0] < known[-1] else None
    return Crossing(
        need=need,
        bornes=bounds,
        territoires=tuple(
            Crossed(
                code=code,
                nom=nom,
                population=population,
                valeur=need.valeurs.get(code),
                besoin=(third := _third(need.valeurs.get(code), bounds, known[0] if known else 0.0)),
                portee=reach,
                personnes_au_dela=beyond,
                double=third == "fort" and reach == "au-dela",
            )
            for code, nom, population, reach, beyond in rows
        ),
    )


def _third(value: float | None, bounds: tuple[float, float] | None, lowest: float) -> Third | None:
    if value is None or bounds is None:
        return None
    # Where most values are the lowest one, both bounds are that value: it is no strong need for all that.
    if value <= lowest:
        return "faible"
    if value >= bounds[1]:
        return "fort"
    return "moyen" if value >= bounds[0] else "faible"


_Place = tuple[str, str, int, Reach, int]


def _communes(mesh: Mesh, question: Question) -> Iterator[_Place]:
    kilometre = mesh.answer(question).reach.kilometres
    for rank, commune in enumerate(mesh.areas.communes):
        if mesh.areas.recense[rank]:
            reach = _reach(mesh, float(kilometre[rank]))
            people = commune.population or 0
            yield commune.code_insee, commune.nom, people, reach, people if reach == "au-dela" else 0


def _reach(mesh: Mesh, kilometre: float) -> Reach:
    if kilometre <= mesh.seuils.proche_km:
        return "proche"
    return "loin" if kilometre <= mesh.seuils.loin_km else "au-dela"


def _epci(mesh: Mesh, question: Question) -> Iterator[_Place]:
    kilometre = mesh.answer(question).reach.kilometres
    near = mesh.people(kilometre <= mesh.seuils.proche_km)
    beyond = mesh.people(~(kilometre <= mesh.seuils.loin_km))
    everyone = np.maximum(mesh.areas.gathered(mesh.areas.people), 1.0)
    for rank, area in enumerate(mesh.areas.all):
        if area.niveau == "epci" and area.recense:
            reach: Reach = "proche" if near[rank] * 2 >= everyone[rank] else "loin"
            if beyond[rank] / everyone[rank] > beyond[0] / everyone[0]:
                reach = "au-dela"
            yield area.code, area.nom, area.population_recensee, reach, int(beyond[rank])
