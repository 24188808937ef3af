"""The week of an area in fourteen half-days, and those that nobody covers."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.coverage import HALF_DAYS
from maillage.pages import words
from maillage.pages.couverture.measures import Reading
from maillage.pages.couverture.table import people_source
from maillage.pages.couverture.wording import between, half_days, people


@dataclass(frozen=True, slots=True)
class HalfDay:
    """One cell: how many structures are open, for how many people; `vide` where none is known to be.

    `au_plus` is how many could be, of those whose hours nobody knows.
    """

    structures: str
    personnes: str
    vide: bool
    au_plus: int


@dataclass(frozen=True, slots=True)
class Day:
    """One row of the grid."""

    nom: str
    matin: HalfDay
    apres_midi: HalfDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The week, what it counts, and the half-days that nobody covers as a sentence says them, empty for none."""

    source: str
    jours: tuple[Day, ...]
    vides: str
    toutes: bool


def grid(reading: Reading) -> Grid:
    """Return the week of the subject of the site."""
    cells = {name: _half_day(reading, name) for name in HALF_DAYS}
    empty = [name for name, cell in cells.items() if cell.vide]
    pairs = zip(HALF_DAYS[0::2], HALF_DAYS[1::2], strict=True)
    return Grid(
        source=(
            "Structures ouvertes, au moins une semaine sur deux, puis personnes à "
            f"{words.kilometres(reading.far)} ou moins de l’une d’elles. L’après-midi commence à 13{words.NBSP}heures, "
            f"soirée comprise. {people_source(reading)}"
        ),
        jours=tuple(
            Day(words.capitalised(morning.split("-")[0]), cells[morning], cells[afternoon])
            for morning, afternoon in pairs
        ),
        vides=half_days(empty),
        toutes=len(empty) == len(HALF_DAYS),
    )


def _half_day(reading: Reading, name: str) -> HalfDay:
    question = reading.measures.subject.question
    structures = reading.get("demi_journee", question, detail=name)
    return HalfDay(
        between(structures),
        people(reading.get("personnes_demi_journee", question, detail=name, seuil_km=reading.far)),
        not structures.valeur,
        round(structures.au_plus or 0),
    )
