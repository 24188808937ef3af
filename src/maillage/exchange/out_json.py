"""Venues as open data that loses nothing: JSON and GeoJSON documents with the keys of the venue files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from maillage import parse
from maillage.model import Lieu, Placed

ADDED = ("point",)
"""The only key that venue files do not have: where the map puts the venue, and how precisely that is known."""


def as_json(lieux: Iterable[Lieu], positions: Mapping[str, Placed], about: Mapping[str, str]) -> bytes:
    """Return a document `{…about, "lieux": [...]}`, venues sorted by id; each has its `point` where it has a place.

    `positions` is keyed by venue id, and by `id/stop` for the stops of an itinerant venue.
    """
    return _document(about, "lieux", (_venue(lieu, positions) for lieu in _by_id(lieux)))


def _by_id(lieux: Iterable[Lieu]) -> list[Lieu]:
    return sorted(lieux, key=lambda lieu: lieu.id)


def _venue(lieu: Lieu, positions: Mapping[str, Placed]) -> dict[str, Any]:
    data: dict[str, Any] = parse.plain(lieu)
    if lieu.id in positions:
        data["point"] = _point(positions[lieu.id])
    for etape in data.get("itinerance", {}).get("etapes", []):
        if placed := positions.get(f"{lieu.id}/{etape['id']}"):
            etape["point"] = _point(placed)
    return data


def as_geojson(lieux: Iterable[Lieu], positions: Mapping[str, Placed], about: Mapping[str, str]) -> bytes:
    """Return a FeatureCollection: one feature per place, so one for each stop of an itinerant venue.

    A venue that has no place at all is a feature without geometry: it is not on the map, and it is not lost.
    """
    features = (feature for lieu in _by_id(lieux) for feature in _features(lieu, positions))
    return _document({"type": "FeatureCollection", **about}, "features", features)


def _features(lieu: Lieu, positions: Mapping[str, Placed]) -> Iterator[dict[str, Any]]:
    stops = lieu.itinerance.etapes if lieu.itinerance else ()
    keys = [lieu.id] if lieu.adresse or not stops else []
    for key in [*keys, *(f"{lieu.id}/{etape.id}" for etape in stops)]:
        placed = positions.get(key)
        geometry = None
        properties = parse.plain(lieu)
        if placed:
            point = placed.position
            geometry = {"type": "Point", "coordinates": [point.longitude, point.latitude]}
            properties["point"] = _point(placed)
        if key != lieu.id:
            properties["etape"] = key.removeprefix(f"{lieu.id}/")
        yield {"type": "Feature", "id": key, "geometry": geometry, "properties": properties}


def _point(placed: Placed) -> dict[str, Any]:
    data: dict[str, Any] = parse.plain(placed)
    return {**data.pop("position"), **data}


def _document(about: Mapping[str, str], name: str, items: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a document whose last key is a list, written one item after the other: a country holds in no memory."""
    head = _text({**about, name: []}).removesuffix(b"]}")
    return b"".join((head, b",".join(map(_text, items)), b"]}\n"))


def _text(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
