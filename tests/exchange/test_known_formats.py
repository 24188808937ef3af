"""Real files go through: the national example, and the directory of a regional hub."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from maillage import contract, hours, parse, records
from maillage import territory as geography
from maillage.exchange.importer import ImportOutcome, import_file

TODAY = date(2026, 3, 1)
Bourgogne = tuple[ImportOutcome, list[dict[str, Any]], Path]


def bring(file: Path, mapping: str | Path, into: Path) -> tuple[ImportOutcome, list[dict[str, Any]]]:
    outcome = import_file(file, mapping, into, geography.load(), contract.load_nomenclature(), TODAY)
    venues: list[dict[str, Any]] = []
    validator = Draft202012Validator(contract.lieu_schema())
    for path in sorted(into.glob("*/*.yml")):
        record = records.read_file(path, path.name)
        assert isinstance(record, records.Record), record
        validator.validate(record.data)
        parse.lieu(record.data)
        assert record.data["id"] == path.stem
        venues.append(record.data)
    return outcome, venues


@pytest.fixture
def national(real_data: Path) -> Path:
    return real_data / "standard-mediation-num-exemple.csv"


def test_the_national_example_is_imported(national: Path, tmp_path: Path) -> None:
    outcome, venues = bring(national, "standard-mediation-num-1.0.2", tmp_path / "directory")
    assert (outcome.counts.lignes, outcome.counts.crees, outcome.failed) == (1, 1, False)
    venue = venues[0]
    assert venue["typologies"] == ["TIERS_LIEUX", "ASSO"]
    assert venue["horaires"] == "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00"
    assert {label["label"] for label in venue["labels"]} == {
        "aidants-connect",
        "conseiller-numerique",
        "croix-rouge",
        "mon-espace-sante",
        "arnia-mednum-bfc",
    }
    assert len(venue["services"][0]["service"]) == 3
    assert venue["modalites_acces"] == ["se-presenter", "telephoner"]
    assert venue["date_maj"] == "2024-04-02"
    assert venue["verifie_le"] == "jamais"
    # The example is at Reims by its address and near Aix-en-Provence by its position.
    assert "position" not in venue


@pytest.fixture(scope="module")
def bourgogne(
    real_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[ImportOutcome, list[dict[str, Any]], Path]:
    into = tmp_path_factory.mktemp("bourgogne") / "directory"
    file = real_data / "hub-bourgogne-franche-comte-2023.csv"
    outcome, venues = bring(file, Path(__file__).parent / "mapping-bourgogne-franche-comte.yml", into)
    return outcome, venues, into


def test_697_rows_become_697_valid_venues(bourgogne: Bourgogne) -> None:
    outcome, venues, _ = bourgogne
    assert (outcome.counts.lignes, outcome.counts.crees, outcome.counts.ecartees) == (697, 697, 0)
    assert len({venue["id"] for venue in venues}) == len({venue["source_id"] for venue in venues}) == 697


def test_nothing_is_inferred_from_labels_or_kinds(bourgogne: Bourgogne) -> None:
    _, venues, _ = bourgogne
    services = Counter(code for venue in venues for entry in venue.get("services", []) for code in entry["service"])
    assert services == {"reparation": 23}
    assert sum("acces" not in venue for venue in venues) >= 585
    kinds = Counter(code for venue in venues for code in venue["typologies"])
    assert (kinds["TIERS_LIEUX"], kinds["OF"]) == (125, 37)
    assert set(kinds) == {"TIERS_LIEUX", "OF", "NON_RENSEIGNE"}
    assert sum("date_maj" not in venue for venue in venues) == 561


def test_labels_are_those_that_the_source_explains(bourgogne: Bourgogne) -> None:
    outcome, venues, _ = bourgogne
    labels = Counter(label["label"] for venue in venues for label in venue.get("labels", []))
    assert labels == {
        "msap": 131,
        "aptic": 77,
        "nievre-mediation-numerique": 64,
        "france-services": 50,
        "reseau-inclusion-chalon-louhans": 34,
        "reseau-dijon-metropole": 32,
        "france-tiers-lieux": 3,
    }
    unread = Counter(
        finding.valeur for finding in outcome.findings if (finding.nature, finding.colonne) == ("non lu", "code_label")
    )
    assert unread == {"BFC": 123, "F": 58, "P": 9, "FO": 5, "C": 5, "TL": 1, "CO": 1, "c": 1}


def test_hours_are_valid_and_signs_without_hours_are_reported(bourgogne: Bourgogne) -> None:
    outcome, venues, _ = bourgogne
    values = [venue["horaires"] for venue in venues if "horaires" in venue]
    assert len(values) > 290
    assert all(hours.problems(value) == () for value in values)
    signs = Counter(
        finding.valeur.lower()
        for finding in outcome.findings
        if finding.champ == "horaires" and finding.nature != "corrigé"
    )
    assert signs == {"x": 67, "souscondition": 4, "14h-12h": 1}


def test_positions_far_from_their_commune_are_reported_not_kept(bourgogne: Bourgogne) -> None:
    outcome, venues, _ = bourgogne
    far = [finding for finding in outcome.findings if finding.champ == "position"]
    assert len(far) + sum("position" in venue for venue in venues) == 697


def test_the_same_file_again_changes_nothing(bourgogne: Bourgogne, real_data: Path) -> None:
    _, _, into = bourgogne
    before = {path: path.read_bytes() for path in into.glob("*/*") if "rapport" not in path.name}
    outcome, _ = bring(
        real_data / "hub-bourgogne-franche-comte-2023.csv",
        Path(__file__).parent / "mapping-bourgogne-franche-comte.yml",
        into,
    )
    assert outcome.counts.inchanges == 697
    assert {path: path.read_bytes() for path in into.glob("*/*") if "rapport" not in path.name} == before
