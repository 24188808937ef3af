"""The communes that a person may start from: those of the territory, and those around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from math import cos, floor, radians
from typing import Any, Final

from maillage.model import Commune, Position, Territory
from maillage.territory import distance_km, former_names

GRID: Final = 10_000
"""Positions are whole numbers of ten-thousandths of a degree: 11 m at most."""

_CELL_KM: Final = 111.0


def communes_around(territory: Territory, inside: Mapping[str, Commune], kilometres: float) -> tuple[Commune, ...]:
    """Return the communes of the territory and those whose town hall is at most so far from one of theirs, by code."""
    halls = [commune.mairie for commune in inside.values() if commune.mairie]
    if not halls:
        return tuple(inside.values())
    size = max(kilometres, 1.0) / _CELL_KM
    cells: dict[tuple[int, int], list[Position]] = defaultdict(list)
    for hall in halls:
        cells[_cell(hall, size)].append(hall)
    # Most of the country is far away: a frame around the territory spares it any distance.
    south, north = min(hall.latitude for hall in halls) - size, max(hall.latitude for hall in halls) + size
    wide = size / _shrink(max(abs(south), abs(north)))
    west, east = min(hall.longitude for hall in halls) - wide, max(hall.longitude for hall in halls) + wide
    return tuple(
        commune
        for code, commune in sorted(territory.communes.items())
        if code in inside
        or (
            commune.mairie
            and south <= commune.mairie.latitude <= north
            and west <= commune.mairie.longitude <= east
            and _near(commune.mairie, cells, size, kilometres)
        )
    )


def communes_data(territory: Territory, departement: str, communes: Iterable[Commune]) -> dict[str, Any]:
    """Return what the page knows of the communes of one département.

    Columns of equal length, by postcode then by code: `code_insee`, `nom`, `codes_postaux` (separated by spaces),
    `epci` (a place in the list of SIREN and names, or null), `latitude` and `longitude` of the town hall (see `GRID`).
    `anciens` gives the names of former communes and the code of today's. A commune without town hall has no position
    to start from and is left out.
    """
    placed = [(commune, commune.mairie) for commune in communes if commune.mairie]
    placed.sort(key=lambda pair: (pair[0].codes_postaux, pair[0].code_insee))
    ordered = [commune for commune, _ in placed]
    sirens = sorted({commune.epci for commune in ordered if commune.epci})
    ranks = {siren: rank for rank, siren in enumerate(sirens)}
    former = _former_names(territory, {commune.code_insee for commune in ordered})
    names = [(name, commune.code_insee) for commune in ordered for name in former.get(commune.code_insee, ())]
    known = territory.departements.get(departement)
    return {
        "departement": [departement, known.nom if known else departement],
        "epci": [[siren, territory.epci[siren].nom if siren in territory.epci else siren] for siren in sirens],
        "communes": {
            "code_insee": [commune.code_insee for commune in ordered],
            "nom": [commune.nom for commune in ordered],
            "codes_postaux": [" ".join(commune.codes_postaux) for commune in ordered],
            "epci": [ranks[commune.epci] if commune.epci else None for commune in ordered],
            "latitude": [round(mairie.latitude * GRID) for _, mairie in placed],
            "longitude": [round(mairie.longitude * GRID) for _, mairie in placed],
        },
        "anciens": {"nom": [name for name, _ in names], "code_insee": [code for _, code in names]},
    }


def _former_names(territory: Territory, codes: Collection[str]) -> Mapping[str, list[str]]:
    """Return the names that communes of today had, or that of those they have absorbed, by code then by old code."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, name in sorted(former_names().items()):
        today = territory.anciens_codes.get(code, code)
        if today in codes and territory.communes[today].nom != name:
            found[today].append(name)
    return found


def _cell(position: Position, size: float) -> tuple[int, int]:
    # Columns get narrower with latitude: the width of a cell is counted at its own row.
    row = floor(position.latitude / size)
    return row, floor(position.longitude * _shrink(row * size) / size)


def _shrink(latitude: float) -> float:
    return max(0.2, cos(radians(min(abs(latitude) + 1, 85))))


def _near(position: Position, cells: Mapping[tuple[int, int], list[Position]], size: float, kilometres: float) -> bool:
    row = floor(position.latitude / size)
    for around in (row - 1, row, row + 1):
        column = floor(position.longitude * _shrink(around * size) / size)
        for beside in (column - 1, column, column + 1):
            if any(distance_km(position, other) <= kilometres for other in cells.get((around, beside), ())):
                return True
    return False
