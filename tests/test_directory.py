"""What people write, read from the disk: everything that can be read is, and all that is wrong is told."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from maillage import checks, directory
from maillage.directory import Project, Refused
from maillage.model import Site

TODAY = date(2026, 3, 12)
VENUE = """\
id: {name}
nom: Lieu {name}
typologies: [BIB]
adresse: {{code_postal: "35290", commune: Saint-Méen-le-Grand, code_insee: "35297"}}
courriels: [{name}@essai.example]
source: essai
verifie_le: "2026-01-15"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A directory of two venues."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("abeille", "zebre"):
        write(tmp_path / f"projet/directory/35/{name}.yml", VENUE.format(name=name))
    return Project.at(tmp_path / "projet/directory")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_project_is_the_folder_that_holds_the_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    project = Project.at(Path("directory"))
    assert (project.root, project.directory, project.sites) == (
        tmp_path,
        tmp_path / "directory",
        tmp_path / "sites",
    )
    assert project.relative(tmp_path / "directory/35/x.yml") == "directory/35/x.yml"
    assert project.relative(Path("/ailleurs/x.yml")) == "/ailleurs/x.yml"


@pytest.mark.parametrize("remembered", [False, True])
def test_every_venue_is_read_under_its_path(project: Project, remembered: bool) -> None:
    if remembered:
        directory.read_directory(project, TODAY)
    found = directory.read_directory(project, TODAY)
    assert {path: lieu.id for path, lieu in found.lieux.items()} == {
        "directory/35/abeille.yml": "abeille",
        "directory/35/zebre.yml": "zebre",
    }
    assert found.lieux["directory/35/zebre.yml"].verifie_le == date(2026, 1, 15)
    assert found.lock == {}
    assert [problem for problem in found.problems if problem.level == "erreur"] == []


def test_a_venue_with_an_error_is_left_out_and_the_others_stay(project: Project) -> None:
    write(project.directory / "35/zebre.yml", "- liste\n")
    found = directory.read_directory(project, TODAY)
    assert list(found.lieux) == ["directory/35/abeille.yml"]
    assert [problem.path for problem in found.problems if problem.level == "erreur"] == ["directory/35/zebre.yml"]


@pytest.mark.parametrize("text", ["- liste\n", "id: zebre\nnom: [\n", "id: zebre\nverifie_le: hier\n"])
def test_a_file_that_somebody_saves_meanwhile_is_told_rather_than_trusted(
    project: Project, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    check_files = checks.check_files

    def slow(files: Mapping[str, Path], **options: Any) -> checks.Checked:
        checked = check_files(files, **options)
        write(project.directory / "35/zebre.yml", text)
        return checks.Checked(problems=checked.problems, packed={})

    monkeypatch.setattr(checks, "check_files", slow)
    found = directory.read_directory(project, TODAY)
    assert list(found.lieux) == ["directory/35/abeille.yml"]
    (problem,) = [problem for problem in found.problems if problem.level == "erreur"]
    assert (problem.path, problem.code) == ("directory/35/zebre.yml", "fiche-en-cours-d-ecriture")


def test_the_positions_and_the_declared_pairs_are_read_with_the_venues(project: Project) -> None:
    entry = {"requete": "x", "latitude": 48.1, "longitude": -2.1, "score": 0.9, "le": "2026-01-01"}
    write(project.directory / "geocodes.json", json.dumps({"version": 1, "lieux": {"zebre": entry}}))
    assert directory.read_directory(project, TODAY).lock["zebre"].requete == "x"
    write(project.directory / "geocodes.json", "{")
    write(project.directory / "pas-des-doublons.yml", "- liste\n")
    found = directory.read_directory(project, TODAY)
    assert found.lock == {}
    assert {problem.path for problem in found.problems if problem.level == "erreur"} == {
        "directory/geocodes.json",
        "directory/pas-des-doublons.yml",
    }
    assert len(found.lieux) == 2


def test_only_what_is_asked_for_is_told(project: Project) -> None:
    for name in ("abeille", "zebre"):
        write(project.directory / f"35/{name}.yml", "- liste\n")
    files = checks.find_files(project.directory, project.root)
    checked, _ = directory.check(project, TODAY, files, {"directory/35/zebre.yml"})
    assert {problem.path for problem in checked.problems} == {"directory/35/zebre.yml"}


SITE = """\
slug: essai
titre: Essai
adresse_publique: https://essai.example/
territoire: {epci: ["200038990"]}
contact: {nom: Hub, courriel: hub@essai.example}
"""


def test_a_site_file_is_read(project: Project) -> None:
    write(project.sites / "essai.yml", SITE)
    site = directory.read_site(project, project.sites / "essai.yml")
    assert isinstance(site, Site)
    assert site.territoire.epci == ("200038990",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- liste\n", "racine"),
        (SITE.replace("slug", "slog"), "schema-cle-inconnue"),
        (SITE.replace("200038990", "200038999"), "territoire-inconnu"),
    ],
)
def test_a_wrong_site_file_is_refused_under_its_path(project: Project, text: str, code: str) -> None:
    write(project.sites / "essai.yml", text)
    refused = directory.read_site(project, project.sites / "essai.yml")
    assert isinstance(refused, Refused)
    assert code in {problem.code for problem in refused.problems}
    assert {problem.path for problem in refused.problems} == {"sites/essai.yml"}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """What the clock of the machine says, in coordinated time."""
    now = [datetime(2026, 1, 1, tzinfo=UTC)]

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]  # the real one returns its own class
            return now[0].astimezone(tz)

    monkeypatch.setattr(directory, "datetime", Clock)
    return now


def test_an_empty_key_hides_nothing_else_of_a_site_nor_of_the_declared_pairs(project: Project) -> None:
    site = project.sites / "essai.yml"
    site.parent.mkdir(exist_ok=True)
    site.write_text('nom:\ntitr: x\nterritoire:\n  communes: ["35999", ~]\n', "utf-8")
    refused = directory.read_site(project, site)
    assert isinstance(refused, Refused)
    assert {"valeur-vide", "schema-cle-inconnue", "territoire-inconnu"} <= {one.code for one in refused.problems}
    site.write_text('nom: true\nterritoire: {communes: ["35999"]}\n', "utf-8")
    again = directory.read_site(project, site)
    assert isinstance(again, Refused)
    assert {"vrai-faux", "schema-cle-manquante", "territoire-inconnu"} <= {one.code for one in again.problems}
    pairs = project.directory / "pas-des-doublons.yml"
    pairs.write_text("pas_des_doublons:\n  - lieux: [a, b]\n    motif:\n  - lieux: [c]\n    motif: x\n", "utf-8")
    told = [one.code for one in directory.check(project, TODAY, {})[0].problems]
    assert told == ["valeur-vide", "schema-nombre"]


def test_the_day_is_that_of_paris_wherever_the_machine_is(clock: list[datetime]) -> None:
    clock[0] = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert directory.today_in_france() == date(2026, 7, 2)
    clock[0] = datetime(2026, 1, 1, 22, 30, tzinfo=UTC)
    assert directory.today_in_france() == date(2026, 1, 1)


def test_nothing_that_draws_is_loaded_to_read() -> None:
    code = "import sys, maillage.directory; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"jinja2", "folium", "mkdocs", "maillage.pages", "maillage.maps"} & set(loaded)
