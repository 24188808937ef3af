"""What the summary and the map of every report speak of: one subject for the whole site, so that they compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from maillage.coverage import ANY_VENUE, Question, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A question, and how a sentence says it: "ont `un` à 10 km", "en ont `pronom`", "il n’y a `aucun` à 10 km"."""

    question: Question
    nom: str
    un: str
    pronom: str
    aucun: str

    @property
    def without_appointment(self) -> Question:
        """The same question, for those who come without an appointment."""
        return Question(genre=self.question.genre, code=self.question.code, acces="sans-rdv")


HELP: Final = Subject(
    question=Question(genre="dimension", code="demarches"),
    nom="aide aux démarches",
    un="une aide aux démarches déclarée",
    pronom="une",
    aucun="aucune aide aux démarches déclarée",
)

VENUES: Final = Subject(
    question=ANY_VENUE,
    nom="lieux, quoi qu’ils fassent",
    un="un lieu de l’annuaire (quoi qu’on y fasse)",
    pronom="un",
    aucun="aucun lieu de l’annuaire",
)


def subject_of(told: Report) -> Subject:
    """Return the help with procedures where the hub has some; else any venue.

    A directory that does not say yet what venues do would show a territory without any help.
    """
    hub = told.areas[0]
    declared = told.figure("hub", hub.code, "structures", HELP.question).valeur
    return HELP if declared else VENUES
