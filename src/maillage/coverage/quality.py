"""Indicators of the directory itself: what is fragile, what is old, what nobody has said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Final

import numpy as np

from maillage import freshness
from maillage.coverage.answer import Answer
from maillage.coverage.distances import Bools, Floats
from maillage.coverage.entries import received_on_the_spot
from maillage.coverage.mesh import Mesh
from maillage.coverage.registry import DIRECTORY, PEOPLE, Column, indicator
from maillage.model import Lieu
from maillage.offers import holds, label_holds

_OPEN = "lieux ouverts du territoire"
_TERRITORY = "Populations municipales (INSEE) ; positions des mairies (IGN)"
_YEAR: Final = 12


def _open(mesh: Mesh, wanted: Iterable[bool]) -> Floats:
    """Return how many of the wanted open venues each area has; a venue with stops counts once in each area."""
    return mesh.areas.hidden(mesh.count_lieux(list(wanted)))


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
    denominateur=_OPEN,
)
def lieux_a_distance(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts qui déclarent n’aider qu’à distance ou à domicile, ou ne pas recevoir de public. Aucune
    distance ne les concerne : ils ne comptent ni dans les structures ni dans les personnes à portée.
    """
    yield _share(mesh, (not received_on_the_spot(lieu) for lieu in mesh.declared.lieux))


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
    denominateur=_OPEN,
)
def labels_finissent(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts dont un label ou une habilitation en cours finit dans les douze mois. La date de fin
    n’est pas toujours donnée : c’est un minimum.
    """
    today = mesh.world.today
    yield _share(
        mesh,
        (
            _soon((label.fin for label in lieu.labels if label_holds(label, today)), today)
            for lieu in mesh.declared.lieux
        ),
    )


@indicator(
    "financements_finissent",
    "Lieux dont un financement finit dans les douze mois",
    famille="ensemble",
    unite="lieux",
    numerateur="lieux ouverts dont le financement, ou celui d’un service en cours, finit dans les douze mois",
    denominateur=_OPEN,
)
def financements_finissent(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts dont le financement, ou celui d’un de leurs services en cours, finit dans les douze
    mois, ou est déjà fini. La date de fin n’est pas toujours donnée : c’est un minimum.
    """
    today = mesh.world.today

    def ends(lieu: Lieu) -> bool:
        dates = [lieu.fin_financement, *(one.fin_financement for one in lieu.services if holds(one, today))]
        return any(day is not None and day <= freshness.months_after(today, _YEAR) for day in dates)

    yield _share(mesh, map(ends, mesh.declared.lieux))


@indicator(
    "services_finissent",
    "Lieux dont un service finit dans les douze mois",
    famille="ensemble",
    unite="lieux",
    numerateur="lieux ouverts dont un service en cours a une date de fin dans les douze mois",
    denominateur=_OPEN,
)
def services_finissent(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts dont un service en cours a une date de fin dans les douze mois."""
    today = mesh.world.today
    yield _share(
        mesh,
        (_soon((one.valide_au for one in lieu.services if holds(one, today)), today) for lieu in mesh.declared.lieux),
    )


@indicator(
    "tenus_par_benevoles",
    "Lieux tenus par des bénévoles",
    famille="ensemble",
    unite="lieux",
    numerateur="lieux ouverts tenus par des bénévoles seulement",
    denominateur=_OPEN,
)
def tenus_par_benevoles(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts que des bénévoles tiennent seuls. Au plus : si tous ceux qui ne disent pas qui les tient
    étaient dans ce cas.
    """
    least, most = (
        _open(mesh, (lieu.tenu_par == "benevoles" for lieu in mesh.declared.lieux)),
        _open(mesh, (lieu.tenu_par in ("benevoles", None) for lieu in mesh.declared.lieux)),
    )
    yield Column(
        valeur=least, numerateur=least, denominateur=mesh.areas.hidden(mesh.open_lieux), au_moins=least, au_plus=most
    )


@indicator(
    "verification",
    "Âge de la vérification des fiches",
    famille="ensemble",
    unite="lieux",
    numerateur="lieux ouverts dont la vérification a cet âge, d’après les seuils du site",
    denominateur=_OPEN,
)
def verification(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts selon le temps passé depuis que quelqu’un a vérifié la fiche : à jour, à surveiller, à
    vérifier, à actualiser d’après les seuils du site (six, douze et dix-huit mois s’il ne les change pas), ou jamais
    vérifiée. Une fiche modifiée n’est pas une fiche vérifiée.
    """
    ages = [freshness.level(lieu.verifie_le, mesh.world.today, mesh.seuils) for lieu in mesh.declared.lieux]
    for code in freshness.LABELS:
        yield _share(mesh, (found == code for found in ages), detail=code)


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
    denominateur=_OPEN,
)
def non_renseigne(mesh: Mesh, _answer: Answer) -> Iterator[Column]:
    """Nombre de lieux ouverts dont la fiche ne dit rien d’un fait : ni oui, ni non. Plus il y en a, plus l’écart entre
    « au moins » et « au plus » est grand. Une liste vide (labels, équipements, langues) ne dit rien non plus.
    """
    for name, says in FACTS.items():
        yield _share(mesh, (not says(lieu) for lieu in mesh.declared.lieux), detail=name)


@indicator(
    "positions_approximatives",
    "Lieux placés à la mairie",
    famille="ensemble",
    unite="lieux",
    numerateur="lieux ouverts dont l’adresse n’est pas située, placés à la mairie de leur commune",
    denominateur=_OPEN,
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
    yield _share(mesh, (rank in vague for rank in range(len(mesh.declared.lieux))))


def _share(mesh: Mesh, wanted: Iterable[bool], detail: str = "") -> Column:
    found = _open(mesh, wanted)
    return Column(valeur=found, numerateur=found, denominateur=mesh.areas.hidden(mesh.open_lieux), detail=detail)


def _soon(days: Iterable[date | None], today: date) -> bool:
    limit = freshness.months_after(today, _YEAR)
    return any(day is not None and today <= day <= limit for day in days)
