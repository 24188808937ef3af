"""Indicators of the territory and of the directory itself: how many, how old, what nobody has said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Final

import numpy as np

from maillage import freshness
from maillage.coverage.answer import Answer
from maillage.coverage.counting import OPEN, share
from maillage.coverage.entries import received_on_the_spot
from maillage.coverage.mesh import Mesh
from maillage.coverage.registry import DIRECTORY, PEOPLE, Column, indicator
from maillage.model import Lieu

_TERRITORY = "Populations municipales (INSEE) ; positions des mairies (IGN)"


@indicator("population", "Population", famille="ensemble", unite="personnes", source=PEOPLE)
def population(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Population municipale des communes recensées du territoire : le dénominateur des personnes. Les
    intercommunalités non recensées en sont absentes.
    """
    yield Column(
        valeur=mesh.all_people,
        denominateur=np.array([area.population for area in mesh.areas.all], dtype=np.float64),
    )


@indicator("communes", "Communes", famille="ensemble", unite="communes", source=PEOPLE)
def communes(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de communes recensées du territoire, sur toutes ses communes."""
    yield Column(
        valeur=mesh.areas.hidden(mesh.areas.gathered(mesh.areas.recense.astype(np.float64))),
        denominateur=np.array([area.communes for area in mesh.areas.all], dtype=np.float64),
    )


@indicator(
    "personnes_non_situees",
    "Personnes dont la commune n’a pas de mairie située",
    famille="ensemble",
    unite="personnes",
    source=PEOPLE,
)
def personnes_non_situees(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Personnes des communes recensées dont la position de la mairie est inconnue : aucune distance ne peut être
    calculée, elles sont comptées au-delà.
    """
    yield Column(
        valeur=mesh.areas.hidden(mesh.people(~mesh.located)),
        denominateur=mesh.all_people,
    )


@indicator(
    "personnes_position_supposee",
    "Personnes dont la mairie est à une position supposée",
    famille="ensemble",
    unite="personnes",
    source=PEOPLE,
)
def personnes_position_supposee(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Personnes des communes recensées dont la mairie est placée, faute de mieux, en un point de la commune."""
    supposed = np.array(
        [commune.code_insee in mesh.world.mairies_supposees for commune in mesh.areas.communes], dtype=np.bool_
    )
    yield Column(
        valeur=mesh.areas.hidden(mesh.people(supposed)),
        denominateur=mesh.all_people,
    )


@indicator("lieux_ouverts", "Lieux ouverts", famille="ensemble", unite="lieux")
def lieux_ouverts(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux de l’annuaire ouverts dans le territoire, y compris ceux qui n’aident qu’à distance : le
    dénominateur de ce qui n’est pas renseigné.
    """
    yield Column(valeur=mesh.areas.hidden(mesh.open_lieux))


@indicator(
    "lieux_a_distance",
    "Lieux où l’on ne se rend pas",
    famille="ensemble",
    unite="lieux",
    numerateur="lieux ouverts qui n’aident qu’à distance, à domicile, ou sans recevoir de public",
    denominateur=OPEN,
)
def lieux_a_distance(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts qui déclarent n’aider qu’à distance ou à domicile, ou ne pas recevoir de public. Aucune
    distance ne les concerne : ils ne comptent ni dans les structures ni dans les personnes à portée.
    """
    yield share(mesh, (not received_on_the_spot(lieu) for lieu in mesh.declared.lieux))


@indicator(
    "verification",
    "Âge de la vérification des fiches",
    famille="ensemble",
    unite="lieux",
    numerateur="lieux ouverts dont la vérification a cet âge, d’après les seuils du site",
    denominateur=OPEN,
)
def verification(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts selon le temps passé depuis que quelqu’un a vérifié la fiche : à jour, à surveiller, à
    vérifier, à actualiser d’après les seuils du site (six, douze et dix-huit mois s’il ne les change pas), ou jamais
    vérifiée. Une fiche modifiée n’est pas une fiche vérifiée.
    """
    ages = [freshness.level(lieu.verifie_le, mesh.world.today, mesh.seuils) for lieu in mesh.declared.lieux]
    for code in freshness.LABELS:
        yield share(mesh, (found == code for found in ages), detail=code)


def _says(key: str) -> Callable[[Lieu], bool]:
    said = attrgetter(key)
    return lambda lieu: bool(said(lieu)) or any(map(said, lieu.services))


# Each fact, and whether a venue says something of it anywhere in its file.
FACTS: Final[Mapping[str, Callable[[Lieu], bool]]] = {
    "typologies": lambda lieu: any(code != "NON_RENSEIGNE" for code in lieu.typologies),
    "services": lambda lieu: bool(lieu.services),
    "postures": lambda lieu: any(one.postures for one in lieu.services),
    "acces": _says("acces"),
    "modalites_accompagnement": _says("modalites_accompagnement"),
    "horaires": lambda lieu: bool(
        lieu.horaires
        or any(one.horaires for one in lieu.services if one.horaires != "lieu")
        or (lieu.itinerance and all(stop.horaires for stop in lieu.itinerance.etapes))
    ),
    "frais_a_charge": _says("frais_a_charge"),
    "pass_numerique": _says("pass_numerique"),
    "confidentialite": _says("confidentialite"),
    "anonymat": _says("anonymat"),
    "poste_fauteuil": lambda lieu: bool(
        (lieu.accessibilite and lieu.accessibilite.poste_fauteuil) or any(one.poste_fauteuil for one in lieu.services)
    ),
    "entree_fauteuil": lambda lieu: bool(lieu.accessibilite and lieu.accessibilite.entree_fauteuil),
    "langues": _says("langues"),
    "equipements": lambda lieu: bool(lieu.equipements),
    "labels": lambda lieu: bool(lieu.labels),
    "tenu_par": lambda lieu: bool(lieu.tenu_par),
    "telephone": lambda lieu: bool(lieu.telephone),
    "contact_professionnels": lambda lieu: bool(lieu.contact_professionnels),
}


@indicator(
    "non_renseigne",
    "Lieux qui ne disent rien d’un fait",
    famille="ensemble",
    unite="lieux",
    numerateur="lieux ouverts dont la fiche ne dit rien de ce fait, ni pour le lieu ni pour un de ses services",
    denominateur=OPEN,
)
def non_renseigne(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts dont la fiche ne dit rien d’un fait : ni oui, ni non. Plus il y en a, plus l’écart entre
    « au moins » et « au plus » est grand. Une liste vide (labels, équipements, langues) ne dit rien non plus.
    """
    for name, says in FACTS.items():
        yield share(mesh, (not says(lieu) for lieu in mesh.declared.lieux), detail=name)


@indicator(
    "positions_approximatives",
    "Lieux placés à la mairie",
    famille="ensemble",
    unite="lieux",
    numerateur="lieux ouverts dont l’adresse n’est pas située, placés à la mairie de leur commune",
    denominateur=OPEN,
    source=DIRECTORY,
)
def positions_approximatives(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts dont au moins une adresse n’a pu être située, et que la carte place à la mairie."""
    positions = mesh.world.positions
    vague = {
        place.lieu
        for place in mesh.declared.places
        if place.cle not in positions or positions[place.cle].precision == "mairie"
    }
    yield share(mesh, (rank in vague for rank in range(len(mesh.declared.lieux))))
