"""From a spreadsheet to venue files, and again."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from maillage import contract, parse
from maillage import territory as geography
from maillage.exchange import importer
from maillage.exchange.importer import ImportOutcome, import_file
from maillage.exchange.writing import WORKSHOP

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.exchange.conftest import Hub

VALIDATOR = Draft202012Validator(contract.lieu_schema())


def natures(outcome: ImportOutcome) -> list[tuple[str, str, str]]:
    return [(finding.nature, finding.colonne or finding.champ, finding.valeur) for finding in outcome.findings]


def test_rows_become_valid_venue_files_that_say_only_what_the_source_says(hub: Hub) -> None:
    outcome = hub.bring(*hub.rows)
    assert (outcome.counts.lignes, outcome.counts.crees, outcome.failed) == (2, 2, False)
    assert hub.data("mediatheque-saint-meen-le-grand") == {
        "id": "mediatheque-saint-meen-le-grand",
        "nom": "Médiathèque",
        "typologies": ["NON_RENSEIGNE"],
        "adresse": {
            "voie": "1 rue A",
            "code_postal": "35290",
            "commune": "Saint-Méen-le-Grand",
            "code_insee": "35297",
        },
        "telephone": "02 61 91 00 01",
        "horaires": "Mo 09:00-12:00",
        "acces": ["sur-rdv"],
        "source": "Hub",
        "source_id": "1",
        "date_maj": "2021-03-02",
        "verifie_le": "jamais",
    }
    mairie = hub.data("mairie-montauban-de-bretagne")
    assert mairie["contact_inconnu"] == "oui"
    assert mairie["services"] == [{"service": ["reparation"]}]
    assert mairie["horaires_precisions"] == "La source écrit : « sur rdv »."
    assert "acces" not in mairie
    assert hub.path("mairie-montauban-de-bretagne").parent.name == "35"
    for path in hub.into.glob("*/*.yml"):
        VALIDATOR.validate(hub.data(path.stem))
        parse.lieu(hub.data(path.stem))


def test_what_could_not_be_read_is_in_the_report_with_row_column_value_and_why(hub: Hub) -> None:
    outcome = hub.bring(*hub.rows)
    assert outcome.report_csv is not None
    rows = list(csv.DictReader(outcome.report_csv.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert {(row["ligne"], row["colonne"], row["valeur"], row["lieu"]) for row in rows} == {
        ("3", "accueil", "ZZ", "mairie-montauban-de-bretagne"),
        ("3", "horaires", "sur rdv", "mairie-montauban-de-bretagne"),
    }
    assert all(row["pourquoi"] for row in rows)
    assert outcome.report_text is not None
    assert "Valeurs non lues                       1" in outcome.report_text.read_text("utf-8")


def test_importing_the_same_file_twice_changes_nothing(hub: Hub) -> None:
    hub.bring(*hub.rows)
    before = hub.venues()
    outcome = hub.bring(*hub.rows)
    assert hub.venues() == before
    assert (outcome.counts.inchanges, outcome.counts.crees, outcome.counts.differences) == (2, 0, 0)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("3;;;35290;Saint-Méen-le-Grand;;;;;", "le nom du lieu manque"),
        (";Mairie;;35290;Saint-Méen-le-Grand;;;;;", "l'identifiant de la source manque"),
        ("3;Mairie;;35290;Trifouillis;;;;;", "aucune commune"),
        ("3;Mairie;;35290;Saint-Méen-le-Grand;;;;;;décalé", "plus de cellules que de titres"),
        ("1;Autre;;35290;Saint-Méen-le-Grand;;;;;", "la ligne 2 a déjà cet identifiant"),
    ],
)
def test_a_row_that_cannot_be_a_venue_is_reported_never_dropped(hub: Hub, row: str, why: str) -> None:
    outcome = hub.bring(*hub.rows, row)
    counts = outcome.counts
    assert (counts.lignes, counts.crees, counts.ecartees) == (3, 2, 1)
    finding = next(finding for finding in outcome.findings if finding.nature == "ligne écartée")
    assert finding.ligne == 4
    assert why in finding.pourquoi


def test_a_postcode_that_lost_its_zero_is_mended_when_the_commune_confirms_it(hub: Hub) -> None:
    outcome = hub.bring("1;Mairie;;1000;Bourg-en-Bresse;;;;;", "2;Mairie;;1000;Saint-Méen-le-Grand;;;;;")
    assert hub.data("mairie-bourg-en-bresse")["adresse"]["code_postal"] == "01000"
    assert ("corrigé", "cp", "1000") in natures(outcome)
    assert outcome.counts.ecartees == 1


def test_a_mapping_that_names_a_missing_column_stops_before_anything_is_written(hub: Hub) -> None:
    outcome = hub.bring("1;A", header="numéro;structures")
    assert outcome.failed
    assert not hub.into.exists()
    assert any("vouliez-vous dire « structures »" in problem.message for problem in outcome.problems)


def test_files_that_cannot_be_read_are_said(hub: Hub, tmp_path: Path) -> None:
    hub.bring(*hub.rows)
    territory, nomenclature = geography.load(), contract.load_nomenclature()
    outcome = import_file(tmp_path / "x.csv", "y.yml", hub.into, territory, nomenclature, date(2026, 3, 1))
    assert sorted(problem.code for problem in outcome.problems) == ["fichier-absent", "fichier-absent"]
    assert any("standard-mediation-num-1.0.2" in problem.hint for problem in outcome.problems)
    outcome = import_file(tmp_path, hub.mapping, hub.into, territory, nomenclature, date(2026, 3, 1))
    assert "dossier" in outcome.problems[0].message


def test_an_interruption_while_reading_changes_nothing(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importer, "read_table", interrupt)
    outcome = hub.bring(*hub.rows)
    assert (outcome.interrupted, outcome.failed, hub.into.exists()) == (True, True, False)


def test_an_import_cut_short_is_finished_by_the_next_one(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.bring(*hub.rows)
    move = Path.replace

    def interrupt(path: Path, target: Path) -> Path:
        if target.name == "mairie-montauban-de-bretagne.yml":
            raise KeyboardInterrupt
        return move(path, target)

    changed = [row.replace("rue A", "rue B").replace("Un mot", "Deux mots") for row in hub.rows]
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", interrupt)
        outcome = hub.bring(*changed)
    assert outcome.interrupted
    assert outcome.report_csv is None
    assert not (hub.into / WORKSHOP).exists()
    finished = hub.bring(*changed)
    assert (finished.counts.modifies, finished.counts.inchanges, finished.counts.differences) == (1, 1, 0)
    assert hub.data("mairie-montauban-de-bretagne")["presentation_detail"] == "Deux mots"


CELL = st.one_of(
    st.sampled_from(["", "RDV-R", "lundi 9h-12h", "02 61 91 00 01", "35290", "x", "=1+1", "<script>", "02/03/2021"]),
    st.text(st.characters(codec="utf-8", exclude_characters=';"\r\n'), max_size=30),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(CELL, min_size=6, max_size=6), min_size=1, max_size=4))
def test_whatever_the_cells_the_files_are_valid_and_the_second_time_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, hub_in: Callable[[Path], Hub], cells: list[list[str]]
) -> None:
    hub = hub_in(tmp_path_factory.mktemp("hub"))
    rows = [
        f"{rank};N{name};{voie};35290;Saint-Méen-le-Grand;{tel};{hours};{access};{note};"
        for rank, (name, voie, tel, hours, access, note) in enumerate(cells)
    ]
    outcome = hub.bring(*rows)
    assert not outcome.failed, outcome.problems
    assert outcome.counts.lignes == outcome.counts.crees + outcome.counts.ecartees == len(rows)
    for path in hub.into.glob("*/*.yml"):
        VALIDATOR.validate(hub.data(path.stem))
    before = hub.venues()
    hub.bring(*rows)
    assert hub.venues() == before
