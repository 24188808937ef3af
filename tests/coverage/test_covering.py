"""`maillage coverage` as it is read in a terminal, in a spreadsheet, and at an older revision."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from maillage.cli import covering

TODAY = date(2026, 3, 12)
SITE = """\
slug: essai
titre: Aide au numérique à l’essai
adresse_publique: https://essai.example/
territoire:
  epci: ["200038990", "243500550"]
  recenses: ["200038990"]
contact:
  nom: Hub de l’essai
  courriel: contact@essai.example
"""
VENUE = """\
# yaml-language-server: $schema=../../schema/lieu.schema.json
id: {id}
nom: Lieu {id}
typologies: [BIB]
adresse:
  voie: Rue de la Monnaie
  code_postal: "35290"
  commune: Saint-Méen-le-Grand
  code_insee: "35297"
telephone: 02 61 91 00 10
services:
  - service: [caf-demarches]
    horaires: Mo-Fr 09:00-12:00; PH off
    acces: [sans-rdv]
source: essai
verifie_le: "2026-01-15"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a site of two EPCI, one of them looked at, and one venue."""
    for folder in ("sites", "directory/35"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "sites" / "essai.yml").write_text(SITE, "utf-8")
    add(tmp_path, "mediatheque")
    return tmp_path


def add(project: Path, name: str) -> None:
    (project / "directory" / "35" / f"{name}.yml").write_text(VENUE.format(id=name), "utf-8")


def cover(
    project: Path, form: str = "csv", epci: str | None = None, at: str | None = None, day: date | None = TODAY
) -> int:
    return covering.run(project / "sites" / "essai.yml", project / "directory", day, form, epci, at)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def git(project: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Essai", "-c", "user.email=essai@hub.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *arguments], cwd=project, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_the_terminal_says_it_in_sentences(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cover(project, "text") == 0
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "Aide au numérique à l’essai, le 12 mars 2026" in said
    assert "Intercommunalités recensées : 1 sur 2." in said
    assert "Non recensées, laissées hors des totaux : Communauté de communes Montfort Communauté." in said
    assert "heures d’ouverture par semaine : 15 au moins" in said
    assert "None" not in said
    assert "nan" not in said.split()


def test_the_terminal_speaks_of_what_the_reports_speak_of(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cover(project, "text") == 0
    assert "Communes les plus éloignées (aide aux démarches)" in capsys.readouterr().out
    venue = project / "directory" / "35" / "mediatheque.yml"
    text = venue.read_text("utf-8")
    venue.write_text(text[: text.index("services:")] + text[text.index("source:") :], "utf-8")
    assert cover(project, "text") == 0
    said = capsys.readouterr().out
    assert "Communes les plus éloignées (lieux, quoi qu’ils fassent)" in said
    assert "Où une permanence de plus rapprocherait le plus de personnes (lieux, quoi qu’ils fassent" in said


def test_the_terminal_rounds_as_the_reports_do(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(80):
        add(project, f"permanente-{number}")
        path = project / "directory" / "35" / f"permanente-{number}.yml"
        path.write_text(path.read_text("utf-8").replace("Mo-Fr 09:00-12:00; PH off", "24/7"), "utf-8")
    assert cover(project, "text", epci="200038990") == 0
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "heures d’ouverture par semaine : 13 455 au moins" in said
    # 10.644 km.
    assert "la moitié des personnes : 10,7 km ou moins du plus proche" in said
    assert "rien n’est ouvert" not in said


def test_half_days_are_not_said_to_be_empty_where_hours_are_unknown(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cover(project, "text") == 0
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "d’après les horaires connus, rien n’est ouvert le lundi après-midi, le mardi après-midi" in said
    assert "personne ne couvre" not in said


def test_one_epci_and_its_communes_in_a_spreadsheet(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cover(project, epci="200038990") == 0
    found = rows(capsys.readouterr().out)
    assert {row["niveau"] for row in found} == {"epci", "commune"}
    assert {row["code"] for row in found if row["niveau"] == "epci"} == {"200038990"}
    structures = [row for row in found if row["indicateur"] == "structures" and row["service"] == "caf-demarches"]
    assert [row["valeur"] for row in structures] == ["1"]


def test_an_epci_nobody_has_looked_at_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cover(project, "text", epci="243500550") == 0
    assert "Non recensé" in capsys.readouterr().out
    assert cover(project, epci="243500550") == 0
    assert {row["valeur"] for row in rows(capsys.readouterr().out)} == {"non recensé"}


def test_the_document_is_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cover(project, "json", epci="200038990") == 0
    assert json.loads(capsys.readouterr().out)["site"] == "essai"


def test_an_empty_directory_is_not_a_desert(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "directory" / "35" / "mediatheque.yml").unlink()
    assert cover(project, "text") == 0
    said = capsys.readouterr().out
    assert "Non recensé" in said
    assert "0 %" not in said.replace("\N{NO-BREAK SPACE}", " ")


def test_an_epci_of_another_region_is_refused_with_those_of_the_site(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cover(project, epci="200067460") == 2
    assert "200038990" in capsys.readouterr().err


def test_thresholds_out_of_order_are_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "sites" / "essai.yml"
    path.write_text(SITE + 'seuils:\n  proche_km: "12"\n', "utf-8")
    assert cover(project) == 1
    assert "seuils-desordre" in capsys.readouterr().err


def test_a_wrong_record_gives_no_figure(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "directory" / "35" / "faux.yml").write_text("id: faux\n", "utf-8")
    assert cover(project) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "faux.yml" in told.err


def test_what_does_not_exist_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert covering.run(project / "rien.yml", project / "nulle-part", TODAY, "csv") == 2
    assert "rien.yml" in capsys.readouterr().err


def test_an_older_revision_has_its_own_venues_on_its_own_day(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-02-01T12:00:00+00:00")
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "Une fiche")
    git(project, "tag", "edition-1")
    add(project, "seconde")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "Deux fiches")
    counts = {}
    for revision in (None, "edition-1", "HEAD"):
        assert cover(project, epci="200038990", at=revision, day=None if revision else TODAY) == 0
        found = rows(capsys.readouterr().out)
        row = next(one for one in found if one["indicateur"] == "structures" and one["service"] == "caf-demarches")
        counts[revision] = (row["valeur"], row["millesime"])
    assert counts == {None: ("2", "2026-03-12"), "edition-1": ("1", "2026-02-01"), "HEAD": ("2", "2026-02-01")}
    assert git(project, "status", "--porcelain") == ""


def test_old_records_that_todays_rules_refuse_are_left_out_and_said(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "directory" / "35" / "vieille.yml").write_text("id: vieille\n", "utf-8")
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "Une vieille fiche")
    assert cover(project, epci="200038990", at="HEAD") == 0
    assert "laissées de côté : 1." in capsys.readouterr().err


@pytest.mark.parametrize("revision", ["inconnue", "--help", "", "a b"])
def test_a_revision_that_is_not_one(project: Path, capsys: pytest.CaptureFixture[str], revision: str) -> None:
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "Une fiche")
    assert cover(project, at=revision) == 2
    assert f"« {revision} »" in capsys.readouterr().err


def test_a_folder_without_a_repository(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cover(project, at="HEAD") == 2
    assert "dépôt git" in capsys.readouterr().err


def test_git_may_not_be_there(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert cover(project, at="HEAD") == 2
    assert "git n’est pas installé" in capsys.readouterr().err
