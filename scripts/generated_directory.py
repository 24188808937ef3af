"""A directory of any size for the benchmarks: the demonstration's venues, moved to real communes all over France."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from maillage import records
from maillage.model import Commune, Territory

_LOCAL_KEYS = ("position", "pivot", "hote", "fermeture", "source_id", "itinerance", "zone_intervention", "statut")


def write(out: Path, demonstration: Path, territory: Territory, count: int, seed: int = 2026) -> None:
    """Write `count` venue files below `out`; the same arguments give the same files."""
    rng = random.Random(seed)  # noqa: S311 — reproducible, nothing secret
    templates = list(_templates(demonstration))
    communes = [commune for commune in territory.communes.values() if commune.mairie and commune.population]
    weights = list(accumulate(commune.population or 0 for commune in communes))
    for number, commune in enumerate(rng.choices(communes, cum_weights=weights, k=count)):
        data = _moved(rng.choice(templates), commune, number, rng)
        folder = out / commune.departement
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{data['id']}.yml").write_text(records.write(data), encoding="utf-8")


def _templates(demonstration: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(demonstration.glob("*/*.yml")):
        record = records.read(path.read_bytes(), path.name)
        if isinstance(record, records.Record) and "adresse" in record.data and record.data.get("statut") is None:
            yield record.data


def _moved(template: dict[str, Any], commune: Commune, number: int, rng: random.Random) -> dict[str, Any]:
    data = {key: value for key, value in template.items() if key not in _LOCAL_KEYS}
    data["id"] = f"lieu-{number:05}"
    data["nom"] = f"{template['nom'].split(' de ')[0]} {commune.nom} {number}"
    data["telephone"] = f"02 61 91 {rng.randrange(100):02} {rng.randrange(100):02}"
    data["adresse"] = {
        "voie": f"{rng.randrange(1, 200)} {rng.choice(('rue', 'place', 'avenue'))} {rng.choice(_NAMES)}",
        "code_postal": commune.codes_postaux[0] if commune.codes_postaux else "00000",
        "commune": commune.nom,
        "code_insee": commune.code_insee,
    }
    if commune.mairie and rng.random() < 0.5:
        data["position"] = {
            "latitude": f"{commune.mairie.latitude + rng.uniform(-0.003, 0.003):.5f}",
            "longitude": f"{commune.mairie.longitude + rng.uniform(-0.003, 0.003):.5f}",
        }
    return data


_NAMES = ("de la Gare", "des Lilas", "du Marché", "de l’École", "du Lavoir", "des Forges", "de la Fontaine", "du Stade")
