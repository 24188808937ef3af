"""The page where one asks one's own question of the whole territory, and the files that it reads.

A file per question holds how far each commune is: the page works out people, medians and classes for any distance,
and finds the very figures of the reports. Distances are whole metres, rounded up: a commune is within so many metres
in the page exactly where it is in the figures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from maillage.coverage import (
    ANY_SERVICE,
    ANY_VENUE,
    COUNTED,
    INDICATORS,
    Area,
    Genre,
    Mesh,
    Question,
    explored,
    possible_hosts,
)
from maillage.model import LateAsset, Page
from maillage.pages import addresses, words
from maillage.pages.context import Link
from maillage.pages.couverture.helping import NAMED
from maillage.pages.couverture.measures import Measures
from maillage.pages.couverture.states import States
from maillage.pages.couverture.unlooked import why_nothing
from maillage.pages.templating import compact, template
from maillage.territory import epci_contours

FOLDER: Final = f"{addresses.COUVERTURE_DONNEES}explorer/"
VERSION: Final = 1
# A thousandth of a degree is a hundred metres: what the map of a region can show.
GRID: Final = 1000
# The reference gives town halls to the ten-thousandth of a degree: nothing is lost.
HALL_GRID: Final = 10_000

_TITLE = "Explorer la couverture"
_ANY_VENUE, _ANY_SERVICE = "aucune", "toutes"
_DISTANCES: Final = (1.0, 2.5, 5.0, 10.0, 15.0, 20.0, 30.0)
# What distances give of each intercommunality; `COUNTED` comes from the file.
_FROM_DISTANCES: Final = ("personnes_au_dela", "personnes_a_portee", "distance_mediane", "distance_p90")


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a menu of the form."""

    valeur: str
    libelle: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that may be looked for; `cle` is its parameter in the address (`dimension` or `theme`)."""

    cle: str
    valeur: str
    libelle: str
    question: Question

    @property
    def fichier(self) -> str:
        """The beginning of the names of its files."""
        return f"{self.cle}-{self.valeur}"


def subjects(measures: Measures) -> tuple[Subject, ...]:
    """Return what may be looked for, in the order of the menu."""
    nomenclature = measures.world.nomenclature
    dimensions = nomenclature.dimensions.items()
    return (
        *(Subject("dimension", code, entry.libelle, _of("dimension", code)) for code, entry in dimensions),
        Subject("dimension", _ANY_SERVICE, "Au moins un service, quel qu’il soit", ANY_SERVICE),
        Subject("dimension", _ANY_VENUE, "Un lieu, quoi qu’il fasse", ANY_VENUE),
        *(Subject("theme", code, entry.libelle, _of("theme", code)) for code, entry in nomenclature.themes.items()),
    )


def _of(genre: Genre, code: str) -> Question:
    return Question(genre=genre, code=code)


def page(measures: Measures) -> Page:
    """Return the page: a form, a place for the map and the table, and the other ways in for whoever has no script."""
    context = measures.context
    nomenclature = measures.world.nomenclature
    every = subjects(measures)
    labels = {one.nom: one.libelle for one in INDICATORS}
    seuils = context.site.seuils
    body = template("couverture/explorer").render(
        context.frame(addresses.COUVERTURE_EXPLORER, _TITLE),
        titre=_TITLE,
        chemin=(Link("Couverture", addresses.COUVERTURE),),
        rien=None if measures.hub.recense else why_nothing(measures.world),
        choisi=next(one for one in every if one.question == measures.subject.question),
        dimensions=tuple(one for one in every if one.cle == "dimension"),
        themes=tuple(one for one in every if one.cle == "theme"),
        acces=tuple(Choice(code, entry.libelle) for code, entry in nomenclature.acces.items()),
        indicateurs=tuple(Choice(name, labels[name]) for name in (*_FROM_DISTANCES, *COUNTED)),
        distances=tuple(_distance(km, measures) for km in sorted({*_DISTANCES, seuils.proche_km, seuils.loin_km})),
        epci=tuple(Choice(one.code, one.nom) for one in _by_name(measures)),
        methode=addresses.COUVERTURE_METHODE,
        donnees=addresses.COUVERTURE_DONNEES,
        fichiers=FOLDER,
        contours=f"{addresses.DONNEES}contours/",
        rapports=f"{addresses.COUVERTURE}{addresses.EPCI}",
        millesimes=context.catalogue.territory.millesimes,
    )
    return Page(
        url=addresses.COUVERTURE_EXPLORER,
        title=_TITLE,
        description="Choisir une aide, un accès, une distance : la carte et le tableau disent où il en manque.",
        body=compact(body),
    )


def _distance(km: float, measures: Measures) -> Choice:
    seuils = measures.context.site.seuils
    note = {seuils.proche_km: " (proche, réglage du site)", seuils.loin_km: " (loin, réglage du site)"}.get(km, "")
    return Choice(f"{km:g}", f"{words.kilometres(km)}{note}")


def _by_name(measures: Measures) -> list[Area]:
    return sorted(
        (area for area in measures.areas if area.niveau == "epci"),
        key=lambda area: (words.sorting(area.nom), area.code),
    )


def assets(measures: Measures, states: States) -> Iterator[LateAsset]:
    """Yield the files of the page: the territories, their contours, and one file per question."""
    if not measures.hub.recense:
        return
    yield LateAsset(f"{FOLDER}territoires.json", partial(_territories, measures), states.answers)
    yield LateAsset(f"{FOLDER}contours.json", partial(_contours, measures), states.answers)
    yield LateAsset(f"{FOLDER}mairies.json", partial(_town_halls, measures), states.everything)
    for subject in subjects(measures):
        for acces in ("", *measures.world.nomenclature.acces):
            name = f"{subject.fichier}.{acces}" if acces else subject.fichier
            question = replace(subject.question, acces=acces)
            yield LateAsset(f"{FOLDER}{name}.json", partial(_answers, measures.mesh, question), states.answers)


def _territories(measures: Measures) -> bytes:
    """Return the intercommunalities and the communes, in the order of every other file."""
    areas, mesh = _areas(measures.mesh), measures.mesh
    place = {area.code: rank for rank, area in enumerate(areas)}
    return _json(
        {
            "version": VERSION,
            "date": measures.world.today.isoformat(),
            "hub": {"nom": measures.hub.nom},
            "proche_km": mesh.seuils.proche_km,
            "loin_km": mesh.seuils.loin_km,
            "epci": {
                "code": [area.code for area in areas],
                "nom": [area.nom for area in areas],
                "recense": [int(area.recense) for area in areas],
                "partiel": [int(area.partiel) for area in areas],
            },
            "communes": {
                "code_insee": [one.code_insee for one in mesh.areas.communes],
                "nom": [one.nom for one in mesh.areas.communes],
                "population": [one.population or 0 for one in mesh.areas.communes],
                "epci": [place.get(one.epci or "") for one in mesh.areas.communes],
                "situee": [int(known) for known in mesh.located],
            },
        }
    )


def _areas(mesh: Mesh) -> tuple[Area, ...]:
    return tuple(area for area in mesh.areas.all if area.niveau == "epci")


def _contours(measures: Measures) -> bytes:
    """Return the rings of each intercommunality, as steps on a grid of `GRID` to the degree, from 0, 0."""
    known = epci_contours()
    return _json(
        {
            "version": VERSION,
            "grille": GRID,
            "epci": {area.code: _rings(known[area.code]) for area in _areas(measures.mesh) if area.code in known},
        }
    )


def _town_halls(measures: Measures) -> bytes:
    """Return where the town halls stand, in the order of the communes, and who there could take a permanence.

    Of the hosts, a few are named as the reports do, then how many others there are.
    """
    communes = measures.mesh.areas.communes
    halls = [commune.mairie for commune in communes]
    ranks = {commune.code_insee: rank for rank, commune in enumerate(communes)}
    return _json(
        {
            "version": VERSION,
            "grille": HALL_GRID,
            "latitude": [round(hall.latitude * HALL_GRID) if hall else None for hall in halls],
            "longitude": [round(hall.longitude * HALL_GRID) if hall else None for hall in halls],
            "hotes": {
                ranks[code]: {
                    "lieux": [[link.url, link.nom] for link in map(measures.context.lieu_link, hosts[:NAMED])],
                    "autres": max(0, len(hosts) - NAMED),
                }
                for code, hosts in possible_hosts(measures.mesh).items()
                if code in ranks
            },
        }
    )


def _rings(geometry: Mapping[str, Any]) -> list[list[int]]:
    return [_steps(ring) for polygon in geometry["coordinates"] for ring in polygon]


def _steps(ring: Iterable[tuple[float, float]]) -> list[int]:
    found: list[int] = []
    before = (0, 0)
    for longitude, latitude in ring:
        point = (round(longitude * GRID), round(latitude * GRID))
        if point != before:
            found += (point[0] - before[0], point[1] - before[1])
            before = point
    return found


def _answers(mesh: Mesh, question: Question) -> bytes:
    """Return what the directory answers to a question, for each commune and each area (the hub, then the EPCI)."""
    ranks = [0, *(rank for rank, area in enumerate(mesh.areas.all) if area.niveau == "epci")]
    found = explored(mesh, question)
    counts = {
        name: [[_plain(values[rank]) for rank in ranks] for values in columns]
        for name, columns in found.comptes.items()
    }
    return _json({"version": VERSION, "metres": found.metres, "metres_au_mieux": found.metres_au_mieux, **counts})


def _plain(value: float | None) -> float | None:
    """Return a whole number as one: it is shorter."""
    return int(value) if value is not None and value.is_integer() else value


def _json(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
