"""The table of hosts by kind that Hauts-de-France printed, for any territory."""

from __future__ import annotations

from maillage.coverage import Answers
from maillage.pages.couverture.measures import Reading
from maillage.pages.couverture.table import Line, Table, directory_source
from maillage.pages.couverture.wording import whole
from maillage.pages.words import NBSP

_ANSWERS = ("oui", "part de oui", "non", "non renseigné")


def by_kind(reading: Reading) -> Table:
    """Return the hosts of an area by kind: how many help with procedures, how many train."""
    area = reading.area
    rows = reading.measures.hosts.of(area.niveau, area.code)
    return Table(
        titre="Qui accueille, qui aide, qui forme",
        source=(
            f"{directory_source(reading)} Un lieu compte une fois, sous le premier de ses types, y compris s’il n’aide "
            "qu’à distance. La part est celle des oui dans l’ensemble."
        ),
        colonnes=(
            "Type d’hôte",
            "Lieux",
            *(f"Démarches{NBSP}: {answer}" for answer in _ANSWERS),
            *(f"Apprentissage{NBSP}: {answer}" for answer in _ANSWERS),
        ),
        lignes=tuple(
            Line(row.libelle, (whole(row.nombre), *_answers(row.demarches), *_answers(row.apprentissage)))
            for row in rows
        ),
    )


def _answers(answers: Answers) -> tuple[str, str, str, str]:
    share = "sur 0" if answers.pour_cent is None else f"{answers.pour_cent}{NBSP}%"
    return whole(answers.oui), share, whole(answers.non), whole(answers.non_renseigne)
