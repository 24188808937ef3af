"""JSON lists of objects are tables, and other JSON is refused in words."""

from __future__ import annotations

import json

import pytest

from maillage.exchange.json_tables import read_json
from maillage.exchange.tables import Table


def table(content: bytes) -> Table:
    read = read_json(content.decode(), "lieux")
    assert isinstance(read, Table), read
    return read


def codes(content: bytes) -> list[str]:
    read = read_json(content.decode(), "lieux")
    return [problem.code for problem in (read.problems if isinstance(read, Table) else read)]


@pytest.mark.parametrize(
    "document",
    [
        [{"nom": "A", "cp": "35000"}, {"nom": "B", "note": None}],
        {"data": [{"nom": "A", "cp": "35000"}, {"nom": "B"}], "total": 2},
    ],
)
def test_json_lists_are_tables(document: object) -> None:
    read = table(json.dumps(document).encode())
    assert read.headers[:2] == ("nom", "cp")
    assert [row.cells[:2] for row in read.rows] == [("A", "35000"), ("B", "")]


def test_json_keeps_numbers_as_they_are_written_and_flattens_what_is_inside() -> None:
    read = table(b'[{"adresse": {"cp": 35000, "lat": 48.10}, "tags": ["a", "b"], "ok": true, "x": [{"y": 1}]}]')
    assert read.headers == ("adresse.cp", "adresse.lat", "tags", "ok", "x")
    assert read.rows[0].cells == ("35000", "48.10", "a|b", "oui", '[{"y": "1"}]')


def test_geojson_features_give_their_properties_and_their_point() -> None:
    feature = {"type": "Feature", "id": 7, "properties": {"nom": "A"}, "geometry": {"coordinates": [-2.19, 48.18]}}
    read = table(json.dumps({"type": "FeatureCollection", "features": [feature]}).encode())
    assert dict(zip(read.headers, read.rows[0].cells, strict=True)) == {
        "nom": "A",
        "id": "7",
        "geometry.longitude": "-2.19",
        "geometry.latitude": "48.18",
    }


@pytest.mark.parametrize("depth", [400, 700, 900, 960, 5000])
def test_json_as_deep_as_a_well_is_read_or_refused_never_a_failure(depth: int) -> None:
    for content in (
        b'[{"a": ' + b'{"b": ' * depth + b"1" + b"}" * depth + b"}]",
        b'[{"a":' + b"[" * depth + b"]" * depth + b"}]",
    ):
        assert codes(content) in ([], ["json-illisible"])


@pytest.mark.parametrize("content", [b"{", b"[1, 2]", b'{"a": 1}', b"[" * 100_000, b'{"a": [{}], "b": [{}]}'])
def test_other_json_is_refused_in_words(content: bytes) -> None:
    assert codes(content)[0].startswith("json-")
