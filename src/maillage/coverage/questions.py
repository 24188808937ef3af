"""What can be asked of a territory: a subject, and how one wants to be received."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from maillage.nomenclature import Nomenclature, lowered

Genre = Literal["lieu", "service", "dimension", "theme", "label"]

NO_LABEL: Final = "aucun"
"""The subject of the venues that declare no label, beside those that do."""

ANY_LABEL: Final = "au-moins-un"

WITHOUT_APPOINTMENT: Final = "sans-rdv"

CONDITIONS: Final = {
    "soir-ou-samedi": "le soir ou le samedi",
    "gratuit": "gratuit",
    "poste-fauteuil": "poste utilisable en fauteuil, déclaré",
    "confidentiel": "dans un bureau fermé",
}
"""The conditions beside posture and access, with the words that name them within a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Question:
    """One thing to look for.

    `genre` and `code` are the subject: any venue (`lieu`, no code), any service at all (`service`, no code), one
    service, a dimension, a theme, a label. `posture`, `acces` and `condition` narrow it and must hold of the same
    entry of a venue; empty is no condition.
    """

    genre: Genre
    code: str = ""
    posture: str = ""
    acces: str = ""
    condition: str = ""


ANY_VENUE: Final = Question(genre="lieu")
ANY_SERVICE: Final = Question(genre="service")


def subjects(nomenclature: Nomenclature) -> tuple[tuple[Genre, str], ...]:
    """Return every subject, in the order in which reports list them."""
    return (
        ("lieu", ""),
        ("service", ""),
        *(("dimension", code) for code in nomenclature.dimensions),
        *(("theme", code) for code in nomenclature.themes),
        *(("service", code) for code in nomenclature.services),
        ("label", ANY_LABEL),
        ("label", NO_LABEL),
        *(("label", code) for code in nomenclature.labels),
    )


def filters(nomenclature: Nomenclature) -> tuple[tuple[str, str], ...]:
    """Return every way to narrow a subject, as the field of `Question` and its code."""
    return (
        *(("posture", code) for code in nomenclature.postures),
        *(("acces", code) for code in nomenclature.acces),
        *(("condition", code) for code in CONDITIONS),
    )


def presence(nomenclature: Nomenclature) -> tuple[Question, ...]:
    """Return the questions that a report answers: each subject, and the widest ones narrowed in every way."""
    plain = (Question(genre=genre, code=code) for genre, code in subjects(nomenclature))
    narrowed = (
        Question(genre=wide.genre, code=wide.code, **{field: code})
        for wide in widest(nomenclature)
        for field, code in filters(nomenclature)
        # A venue as a whole has no posture: only its services do.
        if not (wide.genre == "lieu" and field == "posture")
    )
    return (*plain, *narrowed)


def widest(nomenclature: Nomenclature) -> tuple[Question, ...]:
    """Return the questions of any venue, of any service, and of each dimension."""
    return (ANY_VENUE, ANY_SERVICE, *(Question(genre="dimension", code=code) for code in nomenclature.dimensions))


def opening(nomenclature: Nomenclature) -> tuple[Question, ...]:
    """Return the questions whose hours are counted: the widest ones, with and without appointment, and the labels."""
    wide = widest(nomenclature)
    free = (Question(genre=one.genre, code=one.code, acces=WITHOUT_APPOINTMENT) for one in wide)
    labels = (Question(genre=genre, code=code) for genre, code in subjects(nomenclature) if genre == "label")
    return (*wide, *free, *labels)


_TABLES: Final = {"posture": "postures", "acces": "acces"}


def in_words(question: Question, nomenclature: Nomenclature, names: tuple[str, ...]) -> str:
    """Return a question as the end of a French sentence: "aide aux démarches, sans rendez-vous".

    `names` are those that labels begin with, and that keep their capital.
    """
    parts = [_subject(question, nomenclature, names)]
    for field, table in _TABLES.items():
        code = getattr(question, field)
        if code:
            parts.append(lowered(nomenclature.label(table, code), names))
    if question.condition:
        parts.append(CONDITIONS[question.condition])
    return ", ".join(parts)


def _subject(question: Question, nomenclature: Nomenclature, names: tuple[str, ...]) -> str:
    match question.genre, question.code:
        case "lieu", _:
            return "un lieu, quoi qu’il fasse"
        case "service", "":
            return "au moins un service déclaré"
        case "label", code if code == NO_LABEL:
            return "un lieu qui ne déclare aucun label"
        case "label", code if code == ANY_LABEL:
            return "un lieu qui déclare au moins un label"
        case "label", code:
            return f"label : {nomenclature.label('labels', code)}"
        case genre, code:
            tables = {"service": "services", "dimension": "dimensions", "theme": "themes"}
            return lowered(nomenclature.label(tables[genre], code), names)
