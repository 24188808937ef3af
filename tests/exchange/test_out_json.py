"""Open data says what the files say, and where the map puts each venue."""

from __future__ import annotations

import json
from typing import Any

from maillage import parse
from maillage.exchange.out_json import as_geojson, as_json
from maillage.model import Lieu, Placed, Position

ADDRESS = {"code_postal": "35290", "commune": "Saint-Méen-le-Grand", "code_insee": "35297"}
VENUE: dict[str, Any] = {
    "id": "mairie",
    "nom": "Mairie <b>",
    "typologies": ["MUNI"],
    "adresse": ADDRESS,
    "services": [{"service": ["imprimer"], "acces": ["sans-rdv"]}],
    "telephone": "02 61 91 00 01",
    "source": "Hub",
    "verifie_le": "2026-02-01",
}
POINT = Placed(position=Position(latitude=48.19, longitude=-2.19), precision="adresse", score=0.9)


def lieu(**changes: Any) -> Lieu:
    return parse.lieu({key: value for key, value in {**VENUE, **changes}.items() if value is not None})


def test_plain_data_has_the_keys_of_the_file_and_nothing_unknown() -> None:
    assert parse.plain(lieu()) == {**VENUE, "statut": "ouvert"}


def test_the_document_is_sorted_and_says_where_each_venue_is() -> None:
    text = as_json([lieu(id="z"), lieu()], {"mairie": POINT}, {"licence": "LO"})
    document = json.loads(text)
    assert (document["licence"], [item["id"] for item in document["lieux"]]) == ("LO", ["mairie", "z"])
    assert document["lieux"][0]["point"] == {
        "latitude": 48.19,
        "longitude": -2.19,
        "precision": "adresse",
        "score": 0.9,
    }
    assert "point" not in document["lieux"][1]


def test_a_feature_per_place_and_none_lost() -> None:
    stops = [{"id": stop, "nom": stop, "adresse": ADDRESS} for stop in ("a", "b")]
    bus = lieu(id="bus", adresse=None, itinerance={"etapes": stops})
    document = json.loads(as_geojson([lieu(), bus], {"mairie": POINT, "bus/a": POINT}, {}))
    assert [feature["id"] for feature in document["features"]] == ["bus/a", "bus/b", "mairie"]
    assert document["features"][0]["geometry"] == {"type": "Point", "coordinates": [-2.19, 48.19]}
    assert document["features"][0]["properties"]["etape"] == "a"
    assert document["features"][1]["geometry"] is None


def test_stops_have_their_point_in_the_document() -> None:
    bus = lieu(id="bus", adresse=None, itinerance={"etapes": [{"id": "a", "nom": "A", "adresse": ADDRESS}]})
    document = json.loads(as_json([bus], {"bus/a": POINT}, {}))
    assert document["lieux"][0]["itinerance"]["etapes"][0]["point"]["precision"] == "adresse"
