"""Tables from JSON: one row per object, whose inner objects become columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from maillage.exchange.tables import Row, Table, clean, headers_of, refused
from maillage.model import Problem


def read_json(text: str, name: str) -> Table | tuple[Problem, ...]:
    """Return the table of a JSON list of objects, or of GeoJSON; what is inside an object becomes columns."""
    try:
        # Numbers stay as they are written: 48.10 keeps its zero, and a phone number never becomes a float.
        document = json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda _: None)
        objects = _objects(document)
        flat = [_flatten(item) for item in objects or ()]
    except json.JSONDecodeError as error:
        return refused(
            name,
            "json-illisible",
            f"le fichier n'est pas un JSON valide : ligne {error.lineno}, colonne {error.colno}",
            "corrigez-le, ou exportez l'annuaire en CSV",
            error.lineno,
        )
    except RecursionError:
        return refused(name, "json-illisible", "le JSON est trop profondément imbriqué", "exportez l'annuaire en CSV")
    if objects is None:
        return refused(
            name,
            "json-sans-liste",
            "le JSON n'est ni une liste d'objets, ni un objet qui en contient une seule, ni un GeoJSON",
            'attendu : [{…}, {…}] ou {"data": [{…}, {…}]}',
        )
    headers = list(dict.fromkeys(key for item in flat for key in item))
    rows = tuple(
        Row(rank, tuple(clean(item.get(header, "")) for header in headers))
        for rank, item in enumerate(flat, start=1)
        if any(item.values())
    )
    return Table(headers_of([clean(header) for header in headers]), rows, "JSON")


def _objects(document: Any) -> list[dict[str, Any]] | None:
    if isinstance(document, dict):
        if document.get("type") == "FeatureCollection" and isinstance(document.get("features"), list):
            features = [item for item in document["features"] if isinstance(item, dict)]
            return [_feature(feature) for feature in features]
        lists = [
            value for value in document.values() if isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        document = lists[0] if len(lists) == 1 else None
    if isinstance(document, list) and all(isinstance(item, dict) for item in document):
        return document
    return None


def _feature(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    row: dict[str, Any] = dict(properties) if isinstance(properties, dict) else {}
    if "id" in feature:
        row.setdefault("id", feature["id"])
    geometry = feature.get("geometry")
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(coordinates, list) and len(coordinates) >= 2 and isinstance(coordinates[0], str):
        row |= {"geometry.longitude": coordinates[0], "geometry.latitude": coordinates[1]}
    return row


def _flatten(item: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    # {"adresse": {"voie": …}} becomes the column "adresse.voie"; a list of words one cell joined with "|".
    row: dict[str, str] = {}
    for key, value in item.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            row |= _flatten(value, f"{name}.")
        elif isinstance(value, list) and not any(isinstance(part, dict | list) for part in value):
            row[name] = "|".join(_scalar(part) for part in value)
        else:
            row[name] = _scalar(value)
    return row


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
