"""Indicators of presence: who declares it, in which communes, and how many people live near or far."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from maillage.coverage.answer import Answer
from maillage.coverage.mesh import Entity, Mesh
from maillage.coverage.registry import PEOPLE, Column, indicator

_PEOPLE = "population municipale des communes recensées du territoire"
_AT_MAIRIE = "personnes, comptées à la mairie de leur commune"


def _counted(mesh: Mesh, answer: Answer, kind: Entity) -> Column:
    least = mesh.areas.hidden(mesh.count(kind, answer.yes))
    most = mesh.areas.hidden(mesh.count(kind, answer.maybe))
    return Column(valeur=least, au_moins=least, au_plus=most)


@indicator("structures", "Structures d’accueil", famille="presence", unite="structures")
def structures(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Nombre de structures ouvertes où l’on est reçu sur place et où la réponse est déclarée.

    Un lieu abrité par un autre lieu de l’annuaire compte avec lui, un bus compte une fois quel que soit le nombre de
    ses arrêts, un lieu fermé ou suspendu ne compte pas. Un lieu qui s’arrête dans deux intercommunalités compte dans
    chacune, et une seule fois dans le département et dans le hub.
    """
    yield _counted(mesh, answer, "structure")


@indicator("fiches", "Lieux (fiches)", famille="presence", unite="lieux")
def fiches(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Nombre de fiches de lieux ouverts où la réponse est déclarée, chacune une fois.

    Deux fiches peuvent être à la même adresse quand un lieu en abrite un autre : voir les structures d’accueil.
    """
    yield _counted(mesh, answer, "fiche")


@indicator("permanences", "Permanences", famille="presence", unite="permanences")
def permanences(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Nombre de permanences qu’un organisme tient dans un lieu qui n’est pas le sien, un organisme dans un lieu
    comptant une fois. Elles sont comprises dans les structures qui les accueillent : les deux ne s’additionnent pas.
    """
    yield _counted(mesh, answer, "permanence")


@indicator("organismes", "Organismes qui tiennent des permanences", famille="presence", unite="organismes")
def organismes(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Nombre d’organismes différents qui tiennent ces permanences : un organisme présent dans quatre lieux compte une
    fois. Deux noms écrits autrement, sans numéro SIRET ou RNA, comptent pour deux.
    """
    yield _counted(mesh, answer, "organisme")


@indicator("arrets", "Arrêts itinérants", famille="presence", unite="arrêts")
def arrets(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Nombre d’arrêts de lieux itinérants où la réponse est déclarée, à part des structures."""
    yield _counted(mesh, answer, "arret")


@indicator(
    "communes_pourvues",
    "Communes où il y en a au moins un",
    famille="presence",
    unite="communes",
    numerateur="communes recensées où la réponse est déclarée, arrêts itinérants compris",
    denominateur="communes recensées du territoire",
)
def communes_pourvues(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Nombre de communes où au moins un lieu ou un arrêt déclare la réponse. Une commune n’est pas des personnes : la
    moitié des communes peut réunir un dixième des habitants.
    """
    column = _counted(mesh, answer, "commune")
    communes = np.array([area.communes_recensees for area in mesh.areas.all], dtype=np.float64)
    yield Column(
        valeur=column.valeur,
        numerateur=column.valeur,
        denominateur=mesh.areas.hidden(communes),
        au_moins=column.au_moins,
        au_plus=column.au_plus,
    )


def _thresholds(mesh: Mesh) -> tuple[float, ...]:
    return tuple(dict.fromkeys((mesh.seuils.proche_km, mesh.seuils.loin_km)))


@indicator(
    "personnes_a_portee",
    "Personnes à portée",
    famille="presence",
    unite="personnes",
    numerateur=_AT_MAIRIE,
    denominateur=_PEOPLE,
    source=PEOPLE,
)
def personnes_a_portee(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Nombre de personnes dont la mairie est à la distance indiquée, ou moins, d’un lieu ou d’un arrêt qui déclare la
    réponse, dans le territoire ou au-delà de ses limites.

    La distance est à vol d’oiseau, sans relief, sans route et sans horaires de transport : les personnes d’un hameau
    éloigné sont comptées au bourg. Les deux distances sont des réglages du site, pas des normes.
    """
    people = mesh.all_people
    for seuil in _thresholds(mesh):
        least, most = answer.reach.within(seuil), answer.at_best.within(seuil)
        yield Column(valeur=least, numerateur=least, denominateur=people, au_moins=least, au_plus=most, seuil_km=seuil)


@indicator(
    "personnes_au_dela",
    "Personnes au-delà",
    famille="presence",
    unite="personnes",
    numerateur=_AT_MAIRIE,
    denominateur=_PEOPLE,
    source=PEOPLE,
)
def personnes_au_dela(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Nombre de personnes qui ne sont pas à portée : avec celles qui le sont, elles font toute la population recensée.

    Les personnes des communes dont la mairie n’est pas située, comptées à part, sont ici. Au plus : si seul ce qui
    est déclaré existe ; au moins : si tout ce qui n’est pas renseigné existait.
    """
    people = mesh.all_people
    for seuil in _thresholds(mesh):
        beyond, least = people - answer.reach.within(seuil), people - answer.at_best.within(seuil)
        yield Column(
            valeur=beyond, numerateur=beyond, denominateur=people, au_moins=least, au_plus=beyond, seuil_km=seuil
        )


@indicator(
    "distance_mediane",
    "Distance médiane au plus proche",
    famille="presence",
    unite="km",
    denominateur=_PEOPLE,
    source=PEOPLE,
)
def distance_mediane(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Distance à vol d’oiseau en deçà de laquelle la moitié des personnes du territoire trouvent le plus proche. Vide
    si la moitié des personnes n’en ont aucun, où que ce soit dans l’annuaire.
    """
    yield _quantile(mesh, answer, 0.5)


@indicator(
    "distance_p90",
    "Distance de neuf personnes sur dix",
    famille="presence",
    unite="km",
    denominateur=_PEOPLE,
    source=PEOPLE,
)
def distance_p90(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Distance à vol d’oiseau en deçà de laquelle neuf personnes sur dix trouvent le plus proche : une sur dix est
    plus loin.
    """
    yield _quantile(mesh, answer, 0.9)


@indicator(
    "distance_maximale", "Distance de la commune la plus éloignée", famille="presence", unite="km", source=PEOPLE
)
def distance_maximale(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Distance à vol d’oiseau de la mairie la plus éloignée, communes habitées seulement ; la liste des communes les
    plus éloignées donne leurs noms.
    """
    yield _quantile(mesh, answer, 1.0)


@indicator(
    "distance_au_plus_proche", "Distance de la commune au plus proche", famille="communes", unite="km", source=PEOPLE
)
def distance_au_plus_proche(_mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Distance à vol d’oiseau de la mairie de la commune au lieu ou à l’arrêt le plus proche qui déclare la réponse,
    dans le territoire ou au-delà. Vide s’il n’y en a aucun dans l’annuaire, ou si la mairie n’est pas située.
    """
    yield Column(valeur=answer.reach.kilometres, au_moins=answer.at_best.kilometres, au_plus=answer.reach.kilometres)


def _quantile(mesh: Mesh, answer: Answer, share: float) -> Column:
    rank = _SHARES.index(share)
    farthest = answer.reach.quantiles(_SHARES)[rank]
    return Column(
        valeur=farthest,
        denominateur=mesh.all_people,
        au_moins=answer.at_best.quantiles(_SHARES)[rank],
        au_plus=farthest,
    )


_SHARES = (0.5, 0.9, 1.0)
