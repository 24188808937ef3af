"""Indicators of what may be lost: a service that nobody or one alone declares, what ends soon, who holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal

import numpy as np

from maillage import freshness
from maillage.coverage.answer import Answer
from maillage.coverage.counting import OPEN, open_lieux, share
from maillage.coverage.distances import Bools, Floats
from maillage.coverage.mesh import Mesh
from maillage.coverage.registry import Column, indicator
from maillage.model import Lieu
from maillage.offers import holds, label_holds

_MONTHS: Final = 12

Nature = Literal["label", "financement", "service"]


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends in a venue, on its last day: a label, funding, a service. `codes` are those of the label or services.

    Funding without a code is that of the venue.
    """

    fin: date
    nature: Nature
    codes: tuple[str, ...] = ()


def endings(lieu: Lieu, today: date) -> Iterator[Ending]:
    """Yield what holds in a venue and ends within twelve months, and the funding that has ended already."""
    limit = _limit(today)
    for label in lieu.labels:
        if label.fin and label.fin <= limit and label_holds(label, today):
            yield Ending(label.fin, "label", (label.label,))
    if lieu.fin_financement and lieu.fin_financement <= limit:
        yield Ending(lieu.fin_financement, "financement")
    current = [one for one in lieu.services if (one.fin_financement or one.valide_au) and holds(one, today)]
    for one in current:
        if one.fin_financement and one.fin_financement <= limit:
            yield Ending(one.fin_financement, "financement", one.service)
    for one in current:
        if one.valide_au and one.valide_au <= limit:
            yield Ending(one.valide_au, "service", one.service)


@cache
def _limit(today: date) -> date:
    return freshness.months_after(today, _MONTHS)


def _ends(mesh: Mesh, nature: Nature) -> Column:
    today = mesh.world.today
    return share(mesh, (any(one.nature == nature for one in endings(lieu, today)) for lieu in mesh.declared.lieux))


@indicator(
    "services_sans_lieu",
    "Services que personne ne déclare",
    famille="ensemble",
    unite="services",
    numerateur="services de la nomenclature qu’aucune structure du territoire ne déclare",
    denominateur="services de la nomenclature",
)
def services_sans_lieu(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de services de la nomenclature qu’aucun lieu du territoire ne déclare. Que personne ne le déclare ne veut
    pas dire que personne ne le fait.
    """
    yield _services(mesh, lambda number: number == 0)


@indicator(
    "services_fragiles",
    "Services tenus par une seule structure",
    famille="ensemble",
    unite="services",
    numerateur="services de la nomenclature qu’une seule structure du territoire déclare",
    denominateur="services de la nomenclature",
)
def services_fragiles(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de services de la nomenclature que déclare une seule structure du territoire : si elle ferme, il n’y a
    plus rien.
    """
    yield _services(mesh, lambda number: number == 1)


def _services(mesh: Mesh, wanted: Callable[[Floats], Bools]) -> Column:
    counts = np.array(list(mesh.structures_by_service.values())).reshape(-1, mesh.areas.count)
    found = mesh.areas.hidden(wanted(counts).sum(axis=0).astype(np.float64))
    every = mesh.areas.hidden(np.full(mesh.areas.count, float(len(counts))))
    return Column(valeur=found, numerateur=found, denominateur=every)


@indicator(
    "labels_finissent",
    "Lieux dont un label finit dans les douze mois",
    famille="ensemble",
    unite="lieux",
    numerateur="lieux ouverts dont un label en cours finit dans les douze mois",
    denominateur=OPEN,
)
def labels_finissent(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts dont un label ou une habilitation en cours finit dans les douze mois. La date de fin
    n’est pas toujours donnée : c’est un minimum.
    """
    yield _ends(mesh, "label")


@indicator(
    "financements_finissent",
    "Lieux dont un financement finit dans les douze mois",
    famille="ensemble",
    unite="lieux",
    numerateur="lieux ouverts dont le financement, ou celui d’un service en cours, finit dans les douze mois",
    denominateur=OPEN,
)
def financements_finissent(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts dont le financement, ou celui d’un de leurs services en cours, finit dans les douze
    mois, ou est déjà fini. La date de fin n’est pas toujours donnée : c’est un minimum.
    """
    yield _ends(mesh, "financement")


@indicator(
    "services_finissent",
    "Lieux dont un service finit dans les douze mois",
    famille="ensemble",
    unite="lieux",
    numerateur="lieux ouverts dont un service en cours a une date de fin dans les douze mois",
    denominateur=OPEN,
)
def services_finissent(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts dont un service en cours a une date de fin dans les douze mois."""
    yield _ends(mesh, "service")


@indicator(
    "tenus_par_benevoles",
    "Lieux tenus par des bénévoles",
    famille="ensemble",
    unite="lieux",
    numerateur="lieux ouverts tenus par des bénévoles seulement",
    denominateur=OPEN,
)
def tenus_par_benevoles(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts que des bénévoles tiennent seuls. Au plus : si tous ceux qui ne disent pas qui les tient
    étaient dans ce cas.
    """
    least, most = (
        open_lieux(mesh, (lieu.tenu_par == "benevoles" for lieu in mesh.declared.lieux)),
        open_lieux(mesh, (lieu.tenu_par in ("benevoles", None) for lieu in mesh.declared.lieux)),
    )
    yield Column(
        valeur=least, numerateur=least, denominateur=mesh.areas.hidden(mesh.open_lieux), au_moins=least, au_plus=most
    )
