"""Where each venue stands: by hand, from the lock of geocoded addresses, or at the town hall.

The lock (`directory/geocodes.json`) is derived data, kept apart from what people write. It remembers the
query that was sent, so that a corrected address never keeps the position of the old one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from maillage.model import Adresse, Lieu, Placed, Position, Problem, Territory

LOCK_NAME = "geocodes.json"
LOCK_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Geocode:
    """One answer of the geocoder; `requete` is the text that was sent, `le` the ISO date of the answer."""

    requete: str
    latitude: float
    longitude: float
    score: float
    le: str


Lock = Mapping[str, Geocode]


def query(adresse: Adresse) -> str | None:
    """Return the text to geocode, or None without a street: the town hall is then the honest answer."""
    if not adresse.voie:
        return None
    return " ".join(f"{adresse.voie} {adresse.code_postal} {adresse.commune}".split())


def places(lieu: Lieu) -> Iterator[tuple[str, Adresse, Position | None]]:
    """Yield `(key, address, hand-written position)` for the venue (`id`) and each stop (`id/stop`)."""
    if lieu.adresse:
        yield lieu.id, lieu.adresse, lieu.position
    if lieu.itinerance:
        for etape in lieu.itinerance.etapes:
            yield f"{lieu.id}/{etape.id}", etape.adresse, etape.position


def place(adresse: Adresse, written: Position | None, geocode: Geocode | None, territory: Territory) -> Placed | None:
    """Return the best known position of an address, None where even the commune is unknown."""
    if written:
        return Placed(position=written, precision="saisie")
    if geocode and geocode.requete == query(adresse):
        position = Position(latitude=geocode.latitude, longitude=geocode.longitude)
        return Placed(position=position, precision="adresse", score=geocode.score)
    code = territory.anciens_codes.get(adresse.code_insee, adresse.code_insee)
    commune = territory.communes.get(code)
    if commune is None or commune.mairie is None:
        return None
    return Placed(position=commune.mairie, precision="mairie")


def read_lock(content: bytes, path: str) -> dict[str, Geocode] | Problem:
    """Return the geocodes by place key, or the one problem that makes the lock unusable."""
    try:
        document = json.loads(content)
        if document["version"] != LOCK_VERSION:
            raise ValueError(f"version {document['version']}")
        return {key: Geocode(**entry) for key, entry in document["lieux"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return Problem(
            path=path,
            line=0,
            column=0,
            level="erreur",
            code="geocodes-illisibles",
            where="",
            message=f"le fichier des positions calculées n’est pas lisible ({error})",
            hint="ce fichier n’est jamais écrit à la main : supprimez-le et relancez `maillage geocode`",
        )


def write_lock(lock: Lock) -> bytes:
    """Return the bytes of the lock: sorted, one entry a line so that a diff shows one venue."""
    lines = [f"    {json.dumps(key, ensure_ascii=False)}: {_entry(geocode)}" for key, geocode in sorted(lock.items())]
    body = ",\n".join(lines)
    return f'{{\n  "version": {LOCK_VERSION},\n  "lieux": {{\n{body}\n  }}\n}}\n'.encode()


def _entry(geocode: Geocode) -> str:
    fields = {
        "requete": geocode.requete,
        "latitude": round(geocode.latitude, 6),
        "longitude": round(geocode.longitude, 6),
        "score": round(geocode.score, 3),
        "le": geocode.le,
    }
    return json.dumps(fields, ensure_ascii=False)
