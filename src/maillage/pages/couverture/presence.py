"""Tables of what there is and for whom: by dimension, by distance, by way of being received."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from maillage import contract
from maillage.coverage import ANY_VENUE, CONDITIONS, Question, in_words, widest
from maillage.pages import words
from maillage.pages.couverture.measures import Reading
from maillage.pages.couverture.table import (
    INTERVAL,
    Line,
    Table,
    directory_source,
    far_column,
    near_column,
    people_source,
)
from maillage.pages.couverture.wording import away, between, hours, people, whole, within

_WITHOUT = "sans-rdv"


def by_dimension(reading: Reading) -> Table:
    """Return the table that is printed: what there is in each dimension, for how many people, how many hours."""
    return Table(
        titre="Par dimension",
        source=f"{people_source(reading)} {INTERVAL} Les heures sont un minimum.",
        colonnes=(
            "Ce que l’on cherche",
            "Structures",
            f"Communes pourvues, sur {whole(reading.area.communes_recensees)}",
            near_column(reading),
            far_column(reading),
            "Heures par semaine",
            "dont sans rendez-vous",
        ),
        lignes=tuple(_essential(reading, question) for question in _widest(reading)),
    )


def _essential(reading: Reading, question: Question) -> Line:
    get = reading.get
    return Line(
        _name(reading, question),
        (
            between(get("structures", question)),
            between(get("communes_pourvues", question)),
            people(get("personnes_a_portee", question, seuil_km=reading.near)),
            people(get("personnes_a_portee", question, seuil_km=reading.far)),
            *(weekly(reading, "heures_semaine", asked) for asked in (question, replace(question, acces=_WITHOUT))),
        ),
    )


def distances(reading: Reading) -> Table:
    """Return how far the nearest is, and who is beyond."""
    return Table(
        titre="À quelle distance",
        source=f"{people_source(reading)} Distance du plus proche lieu qui le déclare, pondérée par les personnes.",
        colonnes=(
            "Ce que l’on cherche",
            f"Personnes au-delà de {words.kilometres(reading.near)}",
            f"Personnes au-delà de {words.kilometres(reading.far)}",
            "La moitié des personnes",
            "Neuf personnes sur dix",
            "La commune la plus éloignée",
        ),
        lignes=tuple(
            Line(
                _name(reading, question),
                (
                    people(reading.get("personnes_au_dela", question, seuil_km=reading.near)),
                    people(reading.get("personnes_au_dela", question, seuil_km=reading.far)),
                    *(_distance(reading, name, question) for name in _DISTANCES),
                ),
            )
            for question in _widest(reading)
        ),
    )


_DISTANCES = ("distance_mediane", "distance_p90", "distance_maximale")


def _distance(reading: Reading, name: str, question: Question) -> str:
    found = reading.get(name, question).valeur
    if found is None:
        return "aucun lieu"
    return away(found) if name == "distance_maximale" else within(found)


def counted_apart(reading: Reading) -> Table:
    """Return structures, permanences and stops, which do not add up, and the hours for ten thousand people."""
    return Table(
        titre="Structures, permanences, arrêts et horaires",
        source=(
            f"{directory_source(reading)} Les permanences sont tenues dans une des structures, et ne s’y ajoutent pas. "
            f"{INTERVAL} Heures{words.NBSP}: un minimum, sans les horaires inconnus."
        ),
        colonnes=(
            "Ce que l’on cherche",
            "Structures",
            "Permanences",
            "Organismes qui les tiennent",
            "Arrêts itinérants",
            "Heures par semaine pour 10 000 personnes",
            "dont sans rendez-vous",
            "Horaires inconnus, lieux et arrêts",
        ),
        lignes=tuple(
            Line(
                _name(reading, question),
                (
                    *(between(reading.get(name, question)) for name in _APART),
                    *(
                        weekly(reading, "heures_pour_10000", asked)
                        for asked in (question, replace(question, acces=_WITHOUT))
                    ),
                    _of(reading, "horaires_inconnus", question),
                ),
            )
            for question in _widest(reading)
        ),
    )


_APART = ("structures", "permanences", "organismes", "arrets")


def received(reading: Reading) -> tuple[Table, Table]:
    """Return what remains when one asks how one is received: structures, then people within the far distance."""
    subjects = _widest(reading)
    asked = tuple(_ways(reading))
    columns = ("À condition que ce soit", *(_name(reading, subject) for subject in subjects))

    def rows(name: str, *, far: float | None) -> tuple[Line, ...]:
        written = between if far is None else people
        return tuple(
            Line(
                words.capitalised(way.nom),
                tuple(
                    # A venue as a whole has no posture: only its services do.
                    written(reading.get(name, way.asked(subject), seuil_km=far))
                    if subject != ANY_VENUE or not way.posture
                    else "sans objet"
                    for subject in subjects
                ),
            )
            for way in asked
        )

    return (
        Table(
            titre="Comment on y est reçu, en structures",
            source=f"{directory_source(reading)} {INTERVAL}",
            colonnes=columns,
            lignes=rows("structures", far=None),
        ),
        Table(
            titre=f"Comment on y est reçu, en personnes à {words.kilometres(reading.far)} ou moins",
            source=f"{people_source(reading)} {INTERVAL}",
            colonnes=columns,
            lignes=rows("personnes_a_portee", far=reading.far),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """A way of being received: its name, and what it adds to a question."""

    nom: str
    acces: str = ""
    condition: str = ""
    posture: str = ""

    def asked(self, question: Question) -> Question:
        """Return a question narrowed to it."""
        return replace(question, acces=self.acces, condition=self.condition, posture=self.posture)


def _ways(reading: Reading) -> Iterator[_Way]:
    nomenclature = reading.measures.world.nomenclature
    for code, entry in nomenclature.acces.items():
        yield _Way(entry.libelle, acces=code)
    for code, name in CONDITIONS.items():
        yield _Way(name, condition=code)
    for code, entry in nomenclature.postures.items():
        yield _Way(entry.libelle, posture=code)


def _widest(reading: Reading) -> tuple[Question, ...]:
    return widest(reading.measures.world.nomenclature)


def _name(reading: Reading, question: Question) -> str:
    return words.capitalised(in_words(question, reading.measures.world.nomenclature, contract.proper_names()))


def _of(reading: Reading, name: str, question: Question) -> str:
    figure = reading.get(name, question)
    return f"{whole(figure.valeur)} sur {whole(figure.denominateur)}"


def weekly(reading: Reading, name: str, question: Question) -> str:
    """Return the weekly hours of a question, "non renseigné" where none are known and some may be."""
    get = reading.get
    return hours(get(name, question), get("horaires_inconnus", question), get("structures", question))
