"""A check from the disk gives the same answer by one process or several, cold or warm, and writes nothing beside."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from maillage import checks, contract, records, territory
from maillage.checks import files as checks_files
from maillage.checks import memory
from maillage.model import Problem

Run = Callable[..., tuple[Problem, ...]]
DEMONSTRATION = Path(__file__).parent.parent.parent / "directory"
VENUE = """\
id: {id}
nom: Espace numérique des Halles
typologies: [EPN]
adresse:
  voie: 4 rue du Pré
  code_postal: "35360"
  commune: Montauban-de-Bretagne
  code_insee: "35184"
telephone: 02 61 91 00 01
source: Exemple
verifie_le: "2026-06-01"
"""


@pytest.fixture(scope="module")
def context() -> checks.Context:
    nomenclature = contract.load_nomenclature()
    return checks.Context(territory=territory.load(), nomenclature=nomenclature, today=date(2026, 11, 21))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two files for one venue, one that is not YAML, and files that are not venues."""
    folder = tmp_path / "projet" / "directory" / "35"
    folder.mkdir(parents=True)
    for name in ("un", "deux"):
        (folder / f"{name}.yml").write_text(VENUE.format(id=name), "utf-8")
    (folder / "casse.yml").write_bytes(b"nom: \xe9t\xe9\n")
    (folder / "_modele.yml").write_text("rien: de bon\n", "utf-8")
    (folder.parent / "geocodes.json").write_text("{}", "utf-8")
    (folder.parent / "pas-des-doublons.yml").write_text("pas_des_doublons: []\n", "utf-8")
    return tmp_path / "projet"


@pytest.fixture
def run(project: Path, context: checks.Context) -> Run:
    def run(cache: Path | None = None, today: date | None = None, **options: object) -> tuple[Problem, ...]:
        return checks.check_files(
            checks.find_files(project / "directory", project),
            document=contract.lieu_schema(),
            context=replace(context, today=today) if today else context,
            cache=cache,
            **options,  # type: ignore[arg-type]  # the options of the function, as the test gives them
        ).problems

    return run


def codes(problems: tuple[Problem, ...]) -> dict[str, list[str]]:
    """The codes of the problems by file."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.path, []).append(problem.code)
    return found


def test_venue_files_are_those_of_the_folders_and_nothing_else(project: Path) -> None:
    found = checks.find_files(project / "directory", project)
    assert list(found) == [f"directory/35/{name}.yml" for name in ("casse", "deux", "un")]
    assert all(file.is_file() for file in found.values())
    assert list(checks.find_files(project, project)) == list(found)


def test_a_folder_that_cannot_be_read_is_not_an_empty_one(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = project / "directory" / "35"
    scandir = os.scandir

    def refusing(folder: Any) -> Any:
        if Path(folder) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(closed))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(PermissionError):
        checks.find_files(project / "directory", project)


def test_a_pipe_is_not_waited_for(run: Run, project: Path) -> None:
    os.mkfifo(project / "directory" / "35" / "tube.yml")
    assert codes(run(only={"directory/35/tube.yml"})) == {"directory/35/tube.yml": ["fichier-vide"]}


def test_all_problems_of_all_files_come_in_one_sorted_run(run: Run) -> None:
    found = run()
    assert list(found) == sorted(found)
    assert codes(found) == {"directory/35/casse.yml": ["encodage"], "directory/35/un.yml": ["doublon-possible"]}


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("horaires:", "valeur-vide"),
        ("horaires: ~", "valeur-vide"),
        ("anonymat: true", "vrai-faux"),
        ("horaires: *ceux-du-lieu", "alias"),
        ("nom: &nom Espace numérique", "cle-en-double"),
        ("horaires:\tPH off", "tabulation"),
        ("presentation_resume: a\u200bb", "caractere-interdit"),
    ],
)
def test_what_a_line_is_refused_for_hides_no_other_problem_of_its_file(
    run: Run, project: Path, line: str, refused: str
) -> None:
    wrong = VENUE.format(id="autre").replace("35360", "35361").replace("[EPN]", "[EPM]")
    (project / "directory" / "35" / "un.yml").write_text(
        f"{wrong}courriels: [jean.dupont@exemple.fr]\n{line}\n", "utf-8"
    )
    found = {(problem.line, problem.code) for problem in run() if problem.path == "directory/35/un.yml"}
    assert found >= {
        (1, "identifiant-fichier"),
        (3, "schema-valeur-inconnue"),
        (6, "code-postal"),
        (12, "courriel-de-personne"),
        (13, refused),
    }


def test_nothing_more_is_said_of_a_value_that_the_reading_refuses(run: Run, project: Path) -> None:
    empty = VENUE.format(id="un").replace("02 61 91 00 01", "").replace("[EPN]", "[EPN, ~]").replace("Exemple", "")
    (project / "directory" / "35" / "un.yml").write_text(empty, "utf-8")
    (project / "directory" / "35" / "deux.yml").unlink()
    found = [(problem.line, problem.code) for problem in run() if problem.path == "directory/35/un.yml"]
    assert found == [(3, "valeur-vide"), (9, "valeur-vide"), (10, "valeur-vide")]


def test_a_key_that_does_not_exist_is_told_although_it_is_empty(run: Run, project: Path) -> None:
    (project / "directory" / "35" / "un.yml").write_text(VENUE.format(id="un") + "oraires:\n", "utf-8")
    (project / "directory" / "35" / "deux.yml").unlink()
    found = [problem.code for problem in run() if problem.path == "directory/35/un.yml"]
    assert found == ["schema-cle-inconnue", "valeur-vide"]


def test_a_file_that_cannot_be_read_is_still_a_venue_for_those_that_name_it(run: Run, project: Path) -> None:
    (project / "directory" / "35" / "un.yml").write_text(VENUE.format(id="un") + "hote: {id: casse}\n", "utf-8")
    (project / "directory" / "35" / "deux.yml").write_text(VENUE.format(id="deux") + "hote: {id: cass}\n", "utf-8")
    found = [(problem.path[-8:], problem.hint) for problem in run() if problem.code == "hote-inconnu"]
    assert [path for path, _ in found] == ["deux.yml"]


def test_only_some_files_are_told_of_while_all_are_known(run: Run) -> None:
    assert codes(run(only={"directory/35/deux.yml"})) == {"directory/35/deux.yml": ["doublon-possible"]}
    assert run(only=set()) == ()


def test_several_processes_say_what_one_says(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = run(processes=1)
    monkeypatch.setattr(checks_files, "_WORTH_A_PROCESS", 1)
    assert run(processes=2) == alone


def test_records_already_read_give_the_same(run: Run, project: Path, context: checks.Context) -> None:
    read = [records.read_file(file, path) for path, file in checks.find_files(project / "directory", project).items()]
    good = [record for record in read if isinstance(record, records.Record)]
    bad = [problem for refused in read if not isinstance(refused, records.Record) for problem in refused]
    assert checks.check(good, bad, gate=checks.gate(contract.lieu_schema()), context=context) == run()


def test_a_huge_file_is_refused_without_being_kept(run: Run, project: Path) -> None:
    with (project / "directory" / "35" / "enorme.yml").open("wb") as file:
        file.truncate(50_000_000)
    (problem,) = (problem for problem in run() if problem.path.endswith("enorme.yml"))
    assert problem.level == "erreur"
    assert "50" in problem.message


def test_a_file_that_goes_away_meanwhile_is_said(run: Run, project: Path) -> None:
    (project / "directory" / "35" / "lien.yml").symlink_to(project / "absent.yml")
    assert codes(run())["directory/35/lien.yml"] == ["fichier-illisible"]


def test_a_warm_check_says_what_a_cold_one_says_and_reads_no_file_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache" / "memoire.json"
    cold = run(cache)
    assert cache.exists()

    def fail(*_: object) -> None:
        raise AssertionError("an unchanged file was examined again")

    monkeypatch.setattr(checks_files, "examine", fail)
    assert run(cache) == cold


def test_a_changed_file_is_looked_at_again_and_relations_with_it(run: Run, project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "memoire.json"
    run(cache)
    (project / "directory" / "35" / "un.yml").write_text(
        VENUE.format(id="un").replace("61 91 00 01", "61 91 00 02").replace("4 rue", "9 place") + "oups: x\n", "utf-8"
    )
    assert codes(run(cache))["directory/35/un.yml"] == ["schema-cle-inconnue"]
    (project / "directory" / "35" / "casse.yml").unlink()
    assert set(codes(run(cache))) == {"directory/35/un.yml"}


def test_another_day_is_another_check(run: Run, tmp_path: Path) -> None:
    cache = tmp_path / "memoire.json"
    run(cache)
    later = date(2026, 11, 21) + timedelta(days=600)
    assert "verification-ancienne" in codes(run(cache, later))["directory/35/deux.yml"]
    assert run(cache) == run()


def _torn(text: str) -> str:
    return text[: len(text) // 2]


def _hollow(text: str) -> str:
    document = json.loads(text)
    document["files"] = {path: [row[0], [["x"]], {"nom": "x"}] for path, row in document["files"].items()}
    return json.dumps(document)


@pytest.mark.parametrize("spoil", [_torn, _hollow, lambda _: "[]", lambda _: "", lambda _: '{"files": 3}'])
def test_a_damaged_memory_counts_as_none(run: Run, tmp_path: Path, spoil: Callable[[str], str]) -> None:
    cache = tmp_path / "memoire.json"
    expected = run(cache)
    cache.write_text(spoil(cache.read_text("utf-8")), "utf-8")
    assert run(cache) == expected


def test_a_memory_that_cannot_be_written_is_not_a_problem(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("", "utf-8")
    assert run(tmp_path / "fichier" / "memoire.json") == run()


def test_a_memory_that_is_cut_short_leaves_nothing_behind(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert run(tmp_path / "cache" / "memoire.json") == run()
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_check_writes_nothing_in_the_project(run: Run, project: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    run(tmp_path / "memoire.json")
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == before


@pytest.mark.parametrize(("environ", "folder"), [({"XDG_CACHE_HOME": "/c"}, Path("/c")), ({}, Path.home() / ".cache")])
def test_the_memory_is_in_the_cache_folder_of_the_person(environ: Mapping[str, str], folder: Path) -> None:
    first, second = (memory.location(Path(root), environ) for root in ("/projets/un", "/projets/deux"))
    assert first.parent == second.parent == folder / "maillage"
    assert first != second


def test_the_fingerprint_knows_the_schema_the_nomenclature_and_the_day(context: checks.Context) -> None:
    document = contract.lieu_schema()
    fingerprints = {
        memory.fingerprint(document, context),
        memory.fingerprint({**document, "title": "autre"}, context),
        memory.fingerprint(document, replace(context, today=date(2026, 11, 22))),
        memory.fingerprint(document, replace(context, nomenclature=replace(context.nomenclature, services={}))),
    }
    assert len(fingerprints) == 4
    assert memory.fingerprint(document, context) in fingerprints


@pytest.mark.parametrize(
    ("levels", "strict", "expected"),
    [([], False, 0), (["attention"], False, 0), (["attention"], True, 1), (["attention", "erreur"], False, 1)],
)
def test_the_exit_code_tells_whether_there_is_something_to_mend(levels: list[str], strict: bool, expected: int) -> None:
    problems = [Problem("x.yml", 1, 1, level, "code", "", "message") for level in levels]  # type: ignore[arg-type]
    assert checks.exit_code(problems, strict) == expected


def test_the_demonstration_has_no_error(context: checks.Context) -> None:
    found = checks.check_files(
        checks.find_files(DEMONSTRATION, DEMONSTRATION.parent), document=contract.lieu_schema(), context=context
    )
    assert [problem for problem in found.problems if problem.level == "erreur"] == []
