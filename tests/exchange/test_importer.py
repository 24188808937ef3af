"""From a spreadsheet to venue files, and again."""

from __future__ import annotations

import csv
import errno
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from maillage import contract, parse, records
from maillage import territory as geography
from maillage.exchange import importer
from maillage.exchange.importer import ImportOutcome, import_file
from maillage.exchange.writing import WORKSHOP

MAPPING = """
nom: hub
titre: Annuaire du hub
constantes: { source: Hub }
colonnes:
  numéro: source_id
  structure: nom
  rue: adresse.voie
  cp: adresse.code_postal
  ville: adresse.commune
  tel: telephone
  horaires: horaires
  accueil: { separateurs: ["-"], valeurs: { RDV: { acces: sur-rdv }, R: { services: reparation } } }
  note: presentation_detail
  maj: date_maj
"""
HEADER = "numéro;structure;rue;cp;ville;tel;horaires;accueil;note;maj"
ROWS = (
    "1;Médiathèque;1 rue A;35290;SAINT MEEN LE GRAND;02 61 91 00 01;lundi 9h-12h;RDV;;02/03/2021",
    "2;Mairie;;35360;Montauban-de-Bretagne;;sur rdv;R-ZZ;Un mot;",
)
VALIDATOR = Draft202012Validator(contract.lieu_schema())


class Hub:
    """A folder with a mapping, a spreadsheet and a directory."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "annuaire.csv"
        self.mapping = folder / "hub.yml"
        self.into = folder / "directory"
        self.mapping.write_text(MAPPING, "utf-8")

    def bring(self, *rows: str, header: str = HEADER, mapping: str | Path | None = None) -> ImportOutcome:
        self.file.write_text("\n".join((header, *rows)) + "\n", "utf-8")
        return import_file(
            self.file,
            mapping or self.mapping,
            self.into,
            geography.load(),
            contract.load_nomenclature(),
            date(2026, 3, 1),
        )

    def path(self, name: str) -> Path:
        return next(self.into.glob(f"*/{name}.yml"))

    def data(self, name: str) -> dict[str, Any]:
        record = records.read_file(self.path(name), name)
        assert isinstance(record, records.Record), record
        return record.data

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.path(name).read_text("utf-8")
        assert old in text
        self.path(name).write_text(text.replace(old, new), "utf-8")

    def venues(self) -> dict[str, bytes]:
        """Return the bytes of the venue files and of the state."""
        paths = [*self.into.glob("*/*.yml"), *self.into.glob("imports/*.json")]
        return {path.relative_to(self.into).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def natures(outcome: ImportOutcome) -> list[tuple[str, str, str]]:
    return [(finding.nature, finding.colonne or finding.champ, finding.valeur) for finding in outcome.findings]


def test_rows_become_valid_venue_files_that_say_only_what_the_source_says(hub: Hub) -> None:
    outcome = hub.bring(*ROWS)
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
    outcome = hub.bring(*ROWS)
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
    hub.bring(*ROWS)
    before = hub.venues()
    outcome = hub.bring(*ROWS)
    assert hub.venues() == before
    assert (outcome.counts.inchanges, outcome.counts.crees, outcome.counts.differences) == (2, 0, 0)


def test_a_name_that_changes_does_not_change_the_address(hub: Hub) -> None:
    hub.bring(*ROWS)
    outcome = hub.bring(ROWS[0].replace("Médiathèque", "Médiathèque des Prés"), ROWS[1])
    assert (outcome.counts.modifies, outcome.counts.inchanges) == (1, 1)
    assert hub.data("mediatheque-saint-meen-le-grand")["nom"] == "Médiathèque des Prés"


def test_what_a_person_changed_is_kept_and_the_difference_reported(hub: Hub) -> None:
    hub.bring(*ROWS)
    hub.edit("mediatheque-saint-meen-le-grand", "02 61 91 00 01", "02 61 91 00 09")
    outcome = hub.bring(ROWS[0].replace("00 01", "00 05").replace("lundi", "mardi"), ROWS[1])
    data = hub.data("mediatheque-saint-meen-le-grand")
    assert (data["telephone"], data["horaires"]) == ("02 61 91 00 09", "Tu 09:00-12:00")
    difference = next(finding for finding in outcome.findings if finding.nature == "différence")
    assert (difference.champ, difference.fiche, difference.valeur) == (
        "telephone",
        "02 61 91 00 09",
        "02 61 91 00 05",
    )


def test_a_venue_verified_since_is_left_as_it_is(hub: Hub) -> None:
    hub.bring(*ROWS)
    hub.edit("mediatheque-saint-meen-le-grand", "verifie_le: jamais", 'verifie_le: "2026-02-01"')
    before = hub.path("mediatheque-saint-meen-le-grand").read_bytes()
    outcome = hub.bring(ROWS[0].replace("lundi", "mardi"), ROWS[1])
    assert hub.path("mediatheque-saint-meen-le-grand").read_bytes() == before
    assert outcome.counts.differences == 1


def test_a_file_renamed_or_moved_by_a_person_is_still_recognised(hub: Hub) -> None:
    hub.bring(*ROWS)
    old = hub.path("mairie-montauban-de-bretagne")
    text = old.read_text("utf-8").replace("id: mairie-montauban-de-bretagne", "id: mairie-annexe")
    old.unlink()
    (hub.into / "35" / "mairie-annexe.yml").write_text(text, "utf-8")
    assert hub.bring(*ROWS).counts.inchanges == 2
    assert not old.exists()


def test_a_venue_that_vanished_from_the_source_is_reported_and_kept(hub: Hub) -> None:
    hub.bring(*ROWS)
    for _ in range(2):
        outcome = hub.bring(ROWS[0])
        assert [finding.lieu for finding in outcome.findings if finding.nature == "disparu"] == [
            "mairie-montauban-de-bretagne"
        ]
    assert hub.path("mairie-montauban-de-bretagne").exists()


def test_a_venue_deleted_by_a_person_does_not_come_back(hub: Hub) -> None:
    hub.bring(*ROWS)
    hub.path("mairie-montauban-de-bretagne").unlink()
    outcome = hub.bring(*ROWS)
    assert (outcome.counts.gardes, outcome.counts.crees) == (1, 0)
    assert not list(hub.into.glob("*/mairie*.yml"))


def test_comments_of_people_survive(hub: Hub) -> None:
    hub.bring(*ROWS)
    hub.edit("mediatheque-saint-meen-le-grand", "# yaml", "# Fiche de Léa\n# yaml")
    hub.bring(ROWS[0].replace("lundi", "mardi"), ROWS[1])
    text = hub.path("mediatheque-saint-meen-le-grand").read_text("utf-8")
    assert text.startswith("# Fiche de Léa\n# yaml")
    assert "Tu 09:00-12:00" in text
    hub.edit("mediatheque-saint-meen-le-grand", "telephone:", "# le soir seulement\ntelephone:")
    before = hub.venues()
    outcome = hub.bring(ROWS[0].replace("lundi", "jeudi"), ROWS[1])
    assert hub.venues() == before
    assert [finding.champ for finding in outcome.findings if finding.nature == "différence"] == ["horaires"]


def test_an_unreadable_venue_file_is_left_alone_and_said(hub: Hub) -> None:
    hub.bring(*ROWS)
    path = hub.path("mairie-montauban-de-bretagne")
    path.write_text("id: [", "utf-8")
    outcome = hub.bring(*ROWS)
    assert path.read_text("utf-8") == "id: ["
    assert [problem.code for problem in outcome.problems] == ["fiche-illisible"]
    assert outcome.counts.gardes == 1


def test_a_folder_that_cannot_be_read_stops_the_import(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.bring(*ROWS)
    before = hub.venues()
    closed = hub.into / "35"
    scandir = os.scandir

    def refusing(folder: Any) -> Any:
        if Path(folder) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(closed))
        return scandir(folder)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refusing)
        outcome = hub.bring(*ROWS)
    assert [problem.code for problem in outcome.problems] == ["dossier-illisible"]
    assert str(closed) in outcome.problems[0].path
    assert hub.venues() == before


def test_a_file_filed_deeper_by_a_person_is_still_recognised(hub: Hub) -> None:
    hub.bring(*ROWS)
    path = hub.path("mairie-montauban-de-bretagne")
    (path.parent / "mairies").mkdir()
    path.rename(path.parent / "mairies" / path.name)
    assert hub.bring(*ROWS).counts.inchanges == 2


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
    outcome = hub.bring(*ROWS, row)
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
    hub.bring(*ROWS)
    territory, nomenclature = geography.load(), contract.load_nomenclature()
    outcome = import_file(tmp_path / "x.csv", "y.yml", hub.into, territory, nomenclature, date(2026, 3, 1))
    assert sorted(problem.code for problem in outcome.problems) == ["fichier-absent", "fichier-absent"]
    assert any("standard-mediation-num-1.0.2" in problem.hint for problem in outcome.problems)
    outcome = import_file(tmp_path, hub.mapping, hub.into, territory, nomenclature, date(2026, 3, 1))
    assert "dossier" in outcome.problems[0].message


def test_a_damaged_state_stops_the_import_with_what_to_do(hub: Hub) -> None:
    hub.bring(*ROWS)
    (hub.into / "imports" / "hub.json").write_text("{", "utf-8")
    before = hub.venues()
    outcome = hub.bring(*ROWS)
    assert [problem.code for problem in outcome.problems] == ["etat-illisible"]
    assert hub.venues() == before


def test_a_lost_state_overwrites_nothing(hub: Hub) -> None:
    hub.bring(*ROWS)
    (hub.into / "imports" / "hub.json").unlink()
    outcome = hub.bring(ROWS[0].replace("lundi", "mardi"), ROWS[1])
    assert hub.data("mediatheque-saint-meen-le-grand")["horaires"] == "Mo 09:00-12:00"
    assert outcome.counts.differences == 1


def test_an_interruption_while_reading_changes_nothing(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importer, "read_table", interrupt)
    outcome = hub.bring(*ROWS)
    assert (outcome.interrupted, outcome.failed, hub.into.exists()) == (True, True, False)


def test_an_import_cut_short_is_finished_by_the_next_one(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.bring(*ROWS)
    move = Path.replace

    def interrupt(path: Path, target: Path) -> Path:
        if target.name == "mairie-montauban-de-bretagne.yml":
            raise KeyboardInterrupt
        return move(path, target)

    changed = [row.replace("rue A", "rue B").replace("Un mot", "Deux mots") for row in ROWS]
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", interrupt)
        outcome = hub.bring(*changed)
    assert outcome.interrupted
    assert outcome.report_csv is None
    assert not (hub.into / WORKSHOP).exists()
    finished = hub.bring(*changed)
    assert (finished.counts.modifies, finished.counts.inchanges, finished.counts.differences) == (1, 1, 0)
    assert hub.data("mairie-montauban-de-bretagne")["presentation_detail"] == "Deux mots"


def test_the_state_is_the_same_bytes_for_the_same_source(hub: Hub) -> None:
    hub.bring(*ROWS)
    state = (hub.into / "imports" / "hub.json").read_text("utf-8")
    assert list(json.loads(state)["lieux"]) == ["1", "2"]
    assert "2026" not in state


CELL = st.one_of(
    st.sampled_from(["", "RDV-R", "lundi 9h-12h", "02 61 91 00 01", "35290", "x", "=1+1", "<script>", "02/03/2021"]),
    st.text(st.characters(codec="utf-8", exclude_characters=';"\r\n'), max_size=30),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(CELL, min_size=6, max_size=6), min_size=1, max_size=4))
def test_whatever_the_cells_the_files_are_valid_and_the_second_time_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]
) -> None:
    hub = Hub(tmp_path_factory.mktemp("hub"))
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
