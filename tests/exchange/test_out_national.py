"""What leaves in the national standard is valid there, says nothing more than the venue, and lists its losses."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maillage import contract, parse, records
from maillage import territory as geography
from maillage.exchange.importer import import_file
from maillage.exchange.out_national import FIELDS, UNKNOWN_PIVOT, NationalTable, as_csv, national_table, phone
from maillage.model import Lieu, Placed, Position

TODAY = date(2026, 3, 1)
NOMENCLATURE = contract.load_nomenclature()
VENUE: dict[str, Any] = {
    "id": "mairie",
    "nom": "Mairie | annexe",
    "typologies": ["NON_RENSEIGNE"],
    "adresse": {"code_postal": "35290", "commune": "Saint-Méen-le-Grand", "code_insee": "35297"},
    "telephone": "02 61 91 00 01",
    "source": "Hub",
    "verifie_le": "2026-02-01",
}


def table(data: dict[str, Any], placed: Placed | None = None) -> NationalTable:
    return national_table([parse.lieu(data)], {"mairie": placed} if placed else {}, NOMENCLATURE, TODAY)


def lost(found: NationalTable) -> dict[str, str]:
    return {loss.champ: loss.pourquoi for loss in found.losses}


def test_a_row_has_the_fields_of_the_standard_and_lists_what_it_had_to_make_up() -> None:
    found = table(VENUE)
    row = found.rows[0]
    assert tuple(row) == FIELDS
    assert (row["telephone"], row["typologie"], row["pivot"]) == ("+33261910001", "", UNKNOWN_PIVOT)
    assert row["date_maj"] == "2026-02-01"
    assert row["modalites_acces"] == row["services"] == row["frais_a_charge"] == ""
    assert set(lost(found)) == {"pivot", "adresse.voie"}


def test_services_become_their_national_family_once() -> None:
    services = [{"service": ["caf-rsa", "impots-declarer"], "acces": ["sur-rdv"], "frais_a_charge": ["gratuit"]}]
    found = table({**VENUE, "services": services})
    assert found.rows[0]["services"] == "Aide aux démarches administratives"
    assert found.rows[0]["frais_a_charge"] == ""
    assert {"services", "services.frais_a_charge"} <= set(lost(found))


def test_labels_go_to_their_column_and_ended_ones_stay_behind() -> None:
    labels = [
        {"label": "aidants-connect", "debut": "2024-01-01"},
        {"label": "mon-espace-sante"},
        {"label": "aptic"},
        {"label": "france-services", "fin": "2025-12-31"},
    ]
    found = table({**VENUE, "labels": labels})
    row = found.rows[0]
    assert row["dispositif_programmes_nationaux"] == "Aidants Connect"
    assert row["formations_labels"] == "Formé à « Mon Espace Santé »"
    assert row["autres_formations_labels"] == "Label APTIC"
    assert "labels" in lost(found)


def test_the_position_of_a_town_hall_is_not_given_as_that_of_the_venue() -> None:
    point = Position(latitude=48.1892, longitude=-2.1911)
    rough = table(VENUE, Placed(position=point, precision="mairie"))
    assert (rough.rows[0]["latitude"], "position" in lost(rough)) == ("", True)
    exact = table(VENUE, Placed(position=point, precision="saisie"))
    assert (exact.rows[0]["latitude"], exact.rows[0]["longitude"]) == ("48.1892", "-2.1911")


def test_a_closed_venue_has_no_row_and_is_listed() -> None:
    found = table({**VENUE, "statut": "ferme", "fermeture": {"date": "2025-12-31"}})
    assert found.rows == ()
    assert set(lost(found)) == {"statut"}


def test_an_itinerant_venue_gives_its_first_stop_and_says_so() -> None:
    stop = {"id": "gael", "nom": "Place", "adresse": VENUE["adresse"] | {"commune": "Gaël", "code_insee": "35117"}}
    data = {key: value for key, value in VENUE.items() if key != "adresse"} | {"itinerance": {"etapes": [stop]}}
    found = table(data)
    assert (found.rows[0]["commune"], found.rows[0]["itinerance"]) == ("Gaël", "Itinérant")
    assert "itinerance" in lost(found)


@pytest.mark.parametrize(
    ("number", "expected"),
    [("02 61 91 00 01", "+33261910001"), ("+262 262 00 00 01", "+262262000001"), ("36 46", None)],
)
def test_phones_are_international(number: str, expected: str | None) -> None:
    assert phone(number) == expected


def valid(root: Path) -> list[Lieu]:
    lieux = []
    for path in sorted((root / "directory").glob("*/*.yml")):
        record = records.read_file(path, path.name)
        if isinstance(record, records.Record):
            lieux.append(parse.lieu(record.data))
    return lieux


def test_the_demonstration_passes_the_patterns_of_the_standard(root: Path, real_data: Path) -> None:
    lieux = valid(root)
    if not lieux:
        pytest.skip("pas encore de fiches de démonstration")
    found = national_table(lieux, {}, NOMENCLATURE, TODAY)
    schema = json.loads((real_data / "standard-mediation-num-1.0.2.json").read_text("utf-8"))
    assert [field["name"] for field in schema["fields"]] == list(FIELDS)
    for row in csv.DictReader(io.StringIO(as_csv(found.rows))):
        for field in schema["fields"]:
            value, limits = row[field["name"]], field.get("constraints", {})
            assert value or not limits.get("required") or field["name"] == "date_maj", (row["id"], field["name"])
            if value and "pattern" in limits:
                assert re.search(limits["pattern"], value), (row["id"], field["name"], value)
            assert len(value) <= limits.get("maxLength", len(value))


def test_what_leaves_comes_back_the_same(real_data: Path, tmp_path: Path) -> None:
    def bring(file: Path, into: Path) -> Lieu:
        outcome = import_file(file, "standard-mediation-num-1.0.2", into, geography.load(), NOMENCLATURE, TODAY)
        assert not outcome.failed
        record = records.read_file(next(into.glob("*/*.yml")), "lieu.yml")
        assert isinstance(record, records.Record)
        return parse.lieu(record.data)

    lieu = bring(real_data / "standard-mediation-num-exemple.csv", tmp_path / "one")
    again = tmp_path / "national.csv"
    again.write_text(as_csv(national_table([lieu], {}, NOMENCLATURE, TODAY).rows), "utf-8")
    back = bring(again, tmp_path / "two")
    assert back.services == lieu.services
    assert back.labels == lieu.labels
    assert (back.horaires, back.telephone, back.adresse) == (lieu.horaires, lieu.telephone, lieu.adresse)
