"""The packaged reference: one archive, of which only the members that are asked for are read, once."""

from __future__ import annotations

import json
import math
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from maillage.model import Commune, Departement, Epci, Millesime, Position, Region, Territory

REFERENCE = Path(__file__).parent.parent / "data" / "territoires.zip"
"""Written by `scripts/update-territories`, never by hand."""

COMMUNE_GRID = 2000
"""Steps in one degree for the contours of communes: 0.0005°, an error of 28 m at most on each axis."""
CONTOUR_GRID = 10_000
"""Steps in one degree for the contours of EPCI and départements."""
MAIRIE_GRID = 10_000
"""Steps in one degree for town halls: 6 m at most."""

EARTH_RADIUS_KM = 6371.0088


def member(name: str) -> bytes:
    """Return one member of the archive; raises `KeyError` where there is none."""
    with zipfile.ZipFile(REFERENCE) as archive:
        return archive.read(name)


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(member("reference.json"))
    return document


@cache
def load() -> Territory:
    """Return the whole of France, read once for the life of the process.

    Populations are municipal populations, in people. The population of an EPCI is the sum of its communes, so that
    figures per EPCI and per commune always add up. Communes of the overseas collectivities (975, 977, 978, 984 to
    989) have neither EPCI, town hall nor contour.
    """
    document = _document()
    departements = {
        code: Departement(code=code, nom=nom, region=region) for code, nom, region in document["departements"]
    }
    epci_rows = document["epci"]
    communes: dict[str, Commune] = {}
    members: dict[str | None, list[Commune]] = defaultdict(list)
    for code, nom, postcodes, population, rank, departement, latitude, longitude in zip(
        *document["communes"].values(), strict=True
    ):
        siren = None if rank is None else epci_rows[rank][0]
        communes[code] = commune = Commune(
            code_insee=code,
            nom=nom,
            codes_postaux=tuple(postcodes.split()),
            population=population,
            epci=siren,
            departement=departement,
            region=departements[departement].region,
            mairie=None
            if latitude is None
            else Position(latitude=latitude / MAIRIE_GRID, longitude=longitude / MAIRIE_GRID),
        )
        members[siren].append(commune)
    return Territory(
        communes=communes,
        epci={
            siren: Epci(
                siren=siren,
                nom=nom,
                nature=nature,
                population=sum(commune.population or 0 for commune in members[siren]),
                communes=tuple(commune.code_insee for commune in members[siren]),
                departements=tuple(sorted({commune.departement for commune in members[siren]})),
            )
            for siren, nom, nature in epci_rows
        },
        departements=departements,
        regions={code: Region(code=code, nom=nom) for code, nom in document["regions"]},
        anciens_codes=document["anciens_codes"],
        millesimes=tuple(Millesime(**row) for row in document["millesimes"]),
    )


def former_names() -> Mapping[str, str]:
    """Return the names of delegated and associated communes and of arrondissements, by their code.

    The code may be that of a commune of today: 49018 was Baugé and is Baugé-en-Anjou. Former communes that did not
    even keep the rank of delegated commune are in `anciens_codes` but have no name here: the source has none.
    """
    names: Mapping[str, str] = _document()["anciens_noms"]
    return names


@cache
def supposed_mairies() -> frozenset[str]:
    """Return the codes of the communes whose `mairie` is a point of the commune, the true place being unknown."""
    return frozenset(_document()["mairies_supposees"])


def distance_km(a: Position, b: Position) -> float:
    """Return the great-circle distance in kilometres, by the haversine formula on a sphere of 6371.0088 km."""
    lat_a, lat_b = math.radians(a.latitude), math.radians(b.latitude)
    half_lat = (lat_b - lat_a) / 2
    half_lon = math.radians(b.longitude - a.longitude) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))
