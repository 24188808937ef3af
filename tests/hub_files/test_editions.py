"""A past edition comes back as it was written, or says why it does not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from maillage.hub_files import edition_text, read_edition
from maillage.model import Edition, EditionChiffres, EditionLieu, EditionTerritoire, Problem

EDITION = Edition(
    jour=date(2026, 5, 1),
    proche_km=2.5,
    loin_km=10.0,
    population="2023",
    lieux=(
        EditionLieu(id="a", nom="Chez « A » </script>", verifie_le=date(2026, 4, 1), epci=("un",)),
        EditionLieu(id="b", nom="B", verifie_le=None, epci=("un", "deux")),
    ),
    territoires=(
        EditionTerritoire(
            niveau="hub",
            code="essai",
            nom="Hub",
            recense=True,
            population=1500,
            chiffres={"demarches": EditionChiffres(structures=(1, 2), proche=(1000, 1500), loin=(1500, 1500))},
        ),
        EditionTerritoire(niveau="epci", code="trois", nom="Trois", recense=False, population=0),
    ),
)
PATH = "sites/essai/editions/2026-05-01.json"


def test_an_edition_comes_back_as_it_was_written() -> None:
    assert read_edition(edition_text(EDITION).encode(), PATH) == EDITION


def test_a_venue_and_a_territory_have_a_line_each_so_that_git_shows_what_changes() -> None:
    lines = edition_text(EDITION).splitlines()
    assert sum('"id": "b"' in line for line in lines) == 1
    assert sum('"code": "trois"' in line for line in lines) == 1


def test_the_schema_describes_what_is_written_and_what_the_demonstration_keeps(root: Path) -> None:
    schema = json.loads((root / "schema" / "edition.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    kept = sorted((root / "sites").glob("*/editions/*.json"))
    assert kept
    for text in (edition_text(EDITION), *(path.read_text("utf-8") for path in kept)):
        Draft202012Validator(schema).validate(json.loads(text))


def test_an_edition_without_a_venue_is_one() -> None:
    empty = Edition(jour=date(2026, 5, 1), proche_km=1, loin_km=2, population="", lieux=(), territoires=())
    assert read_edition(edition_text(empty).encode(), PATH) == empty


def changed(**changes: Any) -> bytes:
    return json.dumps(json.loads(edition_text(EDITION)) | changes).encode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "edition-illisible"),
        (b"[]", "edition-illisible"),
        (b"{", "edition-illisible"),
        (b"\xff\xfe", "edition-illisible"),
        (b"{}", "edition-version"),
        (changed(version=2), "edition-version"),
        (changed(jour="hier"), "edition-illisible"),
        (changed(jour="2026-05-02"), "edition-nom"),
        (changed(lieux=[{"id": 3}]), "edition-illisible"),
        (changed(lieux=None), "edition-illisible"),
        (changed(territoires=[{"niveau": "canton"}]), "edition-illisible"),
        (changed(proche_km="loin"), "edition-illisible"),
        (b"[" * 100_000, "edition-illisible"),
    ],
)
def test_what_is_no_edition_says_so_and_how_to_make_one(content: bytes, code: str) -> None:
    found = read_edition(content, PATH)
    assert isinstance(found, Problem)
    assert (found.path, found.level, found.code) == (PATH, "erreur", code)
    assert found.message
    assert found.hint


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(json.loads(edition_text(EDITION)))), json_values)
def test_nothing_in_an_edition_breaks_the_reading(key: str, value: Any) -> None:
    assert isinstance(read_edition(changed(**{key: value}), PATH), Edition | Problem)
