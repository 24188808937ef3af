"""Indicators of opening: hours of the week, with and without appointment, and the half-days that nobody covers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from maillage.coverage.answer import Answer
from maillage.coverage.distances import Bools, Floats
from maillage.coverage.mesh import Mesh
from maillage.coverage.opening import HALF_DAYS
from maillage.coverage.registry import PEOPLE, Column, indicator

_MINUTES = 60
_PER_PEOPLE = 10_000


def _hours(mesh: Mesh, answer: Answer) -> Floats:
    found = answer.openings
    return mesh.areas.hidden(mesh.at_places(found.places, np.nan_to_num(found.minutes) / _MINUTES))


@indicator(
    "heures_semaine",
    "Heures d’ouverture par semaine",
    famille="ouverture",
    unite="heures",
    numerateur="heures d’une semaine moyenne des lieux et des arrêts dont les horaires sont connus",
)
def heures_semaine(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Somme des heures d’ouverture d’une semaine moyenne, lieu par lieu et arrêt par arrêt : deux services donnés
    ensemble comptent une fois, une semaine sur deux compte pour moitié.

    Ce sont les heures de la réponse demandée, pas celles du bâtiment. Les horaires inconnus ne comptent pas : c’est un
    minimum, sans maximum connu. Les vacances et les jours fériés ne sont pas déduits.
    """
    hours = _hours(mesh, answer)
    yield Column(valeur=hours, numerateur=hours, au_moins=hours)


@indicator(
    "heures_pour_10000",
    "Heures d’ouverture par semaine pour 10 000 personnes",
    famille="ouverture",
    unite="heures pour 10 000 personnes",
    numerateur="heures d’ouverture par semaine",
    denominateur="population municipale des communes recensées du territoire",
    source=PEOPLE,
)
def heures_pour_10000(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Heures d’ouverture par semaine rapportées à 10 000 personnes du territoire ; un minimum, comme les heures."""
    hours = _hours(mesh, answer)
    people = mesh.all_people
    rate = np.divide(hours * _PER_PEOPLE, people, out=np.full_like(hours, np.nan), where=people > 0)
    yield Column(valeur=rate, numerateur=hours, denominateur=people, au_moins=rate)


@indicator(
    "horaires_inconnus",
    "Lieux et arrêts dont les horaires sont inconnus",
    famille="ouverture",
    unite="lieux et arrêts",
    numerateur="lieux et arrêts qui déclarent la réponse sans en donner tous les horaires",
    denominateur="lieux et arrêts qui déclarent la réponse",
)
def horaires_inconnus(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Nombre de lieux et d’arrêts où la réponse est déclarée et dont une partie au moins des horaires manque : les
    heures comptées sont d’autant plus en dessous de la réalité.
    """
    found = answer.openings
    missing = mesh.areas.hidden(mesh.at_places(found.places, (~found.complete).astype(np.float64)))
    every = mesh.areas.hidden(mesh.at_places(found.places, np.ones(len(found.places))))
    yield Column(valeur=missing, numerateur=missing, denominateur=every)


def _rows_at(mesh: Mesh, rows: Bools, places: Bools) -> Bools:
    return rows & places[mesh.place_of_row]


@indicator("demi_journee", "Structures ouvertes par demi-journée", famille="demi-journees", unite="structures")
def demi_journee(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Nombre de structures où la réponse est donnée cette demi-journée, au moins une semaine sur deux. Le matin finit
    et l’après-midi, soirée comprise, commence à 13 heures.

    Un créneau à cheval compte dans chaque demi-journée où il dure une heure au moins, sinon dans celle où il dure le
    plus, le matin à égalité : de 9 h à 13 h 30 et de 12 h 30 à 13 h 30 sont du matin. Au plus : si les horaires
    inconnus étaient ouverts, et si les lieux qui ne disent pas ce qu’ils font donnaient la réponse.
    """
    for rank, name in enumerate(HALF_DAYS):
        yes, maybe = answer.open_places(rank)
        least = mesh.areas.hidden(mesh.count("structure", _rows_at(mesh, answer.yes, yes)))
        most = mesh.areas.hidden(mesh.count("structure", _rows_at(mesh, answer.maybe, maybe)))
        yield Column(valeur=least, au_moins=least, au_plus=most, detail=name)


@indicator(
    "demi_journees_couvertes",
    "Demi-journées où au moins une structure est ouverte",
    famille="demi-journees",
    unite="demi-journées",
    numerateur="demi-journées de la semaine où au moins une structure est ouverte",
    denominateur="les 14 demi-journées de la semaine",
)
def demi_journees_couvertes(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Nombre de demi-journées de la semaine, sur 14, où la réponse est donnée quelque part dans le territoire ; les
    autres ne sont couvertes par personne.
    """
    columns = list(demi_journee.measure(mesh, answer))
    least = mesh.areas.hidden(np.sum([column.valeur > 0 for column in columns], axis=0).astype(np.float64))
    most = mesh.areas.hidden(
        np.sum([column.au_plus > 0 for column in columns if column.au_plus is not None], axis=0).astype(np.float64)
    )
    every = mesh.areas.hidden(np.full(mesh.areas.count, float(len(HALF_DAYS))))
    yield Column(valeur=least, numerateur=least, denominateur=every, au_moins=least, au_plus=most)


@indicator(
    "personnes_demi_journee",
    "Personnes à portée par demi-journée",
    famille="demi-journees",
    unite="personnes",
    numerateur="personnes, comptées à la mairie de leur commune",
    denominateur="population municipale des communes recensées du territoire",
    source=PEOPLE,
)
def personnes_demi_journee(mesh: Mesh, answer: Answer) -> Iterator[Column]:
    """Nombre de personnes dont la mairie est, à vol d’oiseau, à la distance lointaine ou moins d’un lieu ou d’un arrêt
    où la réponse est donnée cette demi-journée.
    """
    people = mesh.all_people
    far = mesh.seuils.loin_km
    for rank, name in enumerate(HALF_DAYS):
        yes, maybe = answer.open_places(rank)
        least, most = mesh.reach(yes).within(far), mesh.reach(maybe).within(far)
        yield Column(
            valeur=least,
            numerateur=least,
            denominateur=people,
            au_moins=least,
            au_plus=most,
            seuil_km=far,
            detail=name,
        )
