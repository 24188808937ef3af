"""What a hub puts beside its site file is checked, and built, with the site."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from maillage.cli import checking, covering
from maillage.directory import Project, Refused, read_hub_files, read_site
from maillage.model import HubFiles, Problem

TODAY = date(2026, 11, 21)
SITE = """\
slug: essai
titre: Aide au numérique à l’essai
adresse_publique: https://essai.example/
territoire:
  epci: ["200038990"]
  recenses: ["200038990"]
contact:
  nom: Hub de l’essai
  courriel: contact@essai.example
"""
HEAD = "code;valeur;libelle;source;millesime\n"
TAIL = ";Indice;Hub;2026\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one site, without a venue, with an indicator of need."""
    (tmp_path / "directory").mkdir()
    folder = tmp_path / "sites" / "essai"
    (folder / "editions").mkdir(parents=True)
    (tmp_path / "sites" / "essai.yml").write_text(SITE, "utf-8")
    (folder / "indice.csv").write_text(f"{HEAD}35297;3{TAIL}", "utf-8")
    (folder / "LISEZMOI.md").write_text("# Rien à lire ici", "utf-8")
    return tmp_path


def beside(project: Path, today: date = TODAY) -> tuple[HubFiles, tuple[Problem, ...]]:
    known, path = Project.at(project / "directory"), project / "sites" / "essai.yml"
    site = read_site(known, path)
    assert not isinstance(site, Refused)
    return read_hub_files(known, path, site, today)


def keep_edition(project: Path, day: str, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(Path(__file__).parent.parent.parent / "directory" / "35", project / "directory" / "35")
    assert covering.run(project / "sites" / "essai.yml", project / "directory", TODAY, "edition") == 0
    (project / "sites" / "essai" / "editions" / f"{day}.json").write_text(capsys.readouterr().out, "utf-8")


def test_an_indicator_is_read_and_other_files_are_left_alone(project: Path) -> None:
    found, problems = beside(project)
    assert (problems, [(need.code, need.valeurs) for need in found.besoins]) == ((), [("indice", {"35297": 3.0})])


def test_a_site_without_a_folder_has_nothing_beside_it(project: Path) -> None:
    shutil.rmtree(project / "sites" / "essai")
    assert beside(project) == (HubFiles(), ())


def test_check_says_what_is_wrong_with_its_place(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "sites" / "essai" / "indice.csv").write_text(f"{HEAD}35297;trois{TAIL}", "utf-8")
    assert checking.run([], project / "directory", TODAY, "text", strict=False) == 1
    assert "sites/essai/indice.csv:2:7: erreur [besoin-valeur]" in capsys.readouterr().out


def test_an_indicator_with_an_error_is_left_out_of_the_site(project: Path) -> None:
    (project / "sites" / "essai" / "indice.csv").write_text(f"{HEAD}35297;trois{TAIL}", "utf-8")
    found, problems = beside(project)
    assert (found.besoins, [problem.code for problem in problems]) == ((), ["besoin-valeur"])


def test_an_edition_that_the_command_wrote_is_read_the_day_after(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_edition(project, "2026-11-21", capsys)
    assert beside(project)[0].editions == ()
    found, problems = beside(project, date(2026, 11, 22))
    assert problems == ()
    assert [one.jour for one in found.editions] == [TODAY]
    assert len(found.editions[0].lieux) > 5


def test_an_edition_under_another_name_is_an_error(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep_edition(project, "avant", capsys)
    assert [problem.code for problem in beside(project)[1]] == ["edition-nom"]


def test_an_edition_is_of_the_whole_site(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert covering.run(project / "sites" / "essai.yml", project / "directory", TODAY, "edition", "200038990") == 2
    assert "retirez --epci" in capsys.readouterr().err
