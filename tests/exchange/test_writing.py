"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from maillage.exchange.writing import WORKSHOP, write_all


def contents(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_files_are_put_in_place_in_new_folders(tmp_path: Path) -> None:
    written = write_all(tmp_path / "annuaire", {"35/a.yml": "A\n", "imports/x.json": "{}"}, "annuaire")
    assert (written.done, written.remaining, written.problem) == (("35/a.yml", "imports/x.json"), (), None)
    assert contents(tmp_path / "annuaire") == {"35/a.yml": "A\n", "imports/x.json": "{}"}


def test_the_workshop_of_a_killed_import_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / WORKSHOP).mkdir()
    (tmp_path / WORKSHOP / "0").write_text("moitié", "utf-8")
    assert write_all(tmp_path, {"a": "A"}, "annuaire").problem is None
    assert contents(tmp_path) == {"a": "A"}


@pytest.mark.parametrize("system", ["that knows holds", "that knows none"])
def test_two_imports_at_once_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    (tmp_path / WORKSHOP).mkdir()
    hold = os.open(tmp_path / WORKSHOP, os.O_RDONLY)
    fcntl.flock(hold, fcntl.LOCK_EX)
    if system == "that knows none":
        monkeypatch.setattr("maillage.exchange.writing.fcntl", None)
    written = write_all(tmp_path, {"a": "A"}, "annuaire")
    os.close(hold)
    assert written.problem is not None
    assert "une autre importation est en cours" in written.problem.message
    assert "supprimez ce dossier" in written.problem.hint
    assert contents(tmp_path) == {}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "le disque est plein"),
        (errno.EROFS, "lecture seule"),
        (errno.EACCES, "pas le droit"),
        (errno.EIO, "le système répond"),
    ],
)
def test_a_refusal_of_the_system_is_said_in_french_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    (tmp_path / "a").write_text("old")
    write_text = Path.write_text

    def refuse(path: Path, *args: object, **options: object) -> int:
        if path.name == "1":
            raise OSError(number, "refused")
        return write_text(path, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "write_text", refuse)
    written = write_all(tmp_path, {"a": "new", "b": "B"}, "annuaire")
    assert written.problem is not None
    assert words in written.problem.message
    assert "rien n'a été changé" in written.problem.message
    assert contents(tmp_path) == {"a": "old"}


def test_an_interruption_leaves_whole_files_and_says_what_remains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b").write_text("old")
    move = Path.replace

    def interrupt(path: Path, target: Path) -> Path:
        if target.name == "b":
            raise KeyboardInterrupt
        return move(path, target)

    monkeypatch.setattr(Path, "replace", interrupt)
    written = write_all(tmp_path, {"a": "A", "b": "B", "c": "C"}, "annuaire")
    assert (written.done, written.remaining, written.interrupted) == (("a",), ("b", "c"), True)
    assert written.problem is not None
    assert "fichiers déjà en place, entiers : 1" in written.problem.message
    assert contents(tmp_path) == {"a": "A", "b": "old"}


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "annuaire").write_text("")
    written = write_all(tmp_path / "annuaire", {"a": "A"}, "annuaire")
    assert written.problem is not None
    assert "tient la place d'un dossier" in written.problem.message


def test_a_folder_in_nowhere_is_refused(tmp_path: Path) -> None:
    written = write_all(tmp_path / "x" / "y", {"a": "A"}, "x/y")
    assert written.problem is not None
    assert "n'existe pas" in written.problem.message


def test_a_real_limit_of_the_system_leaves_the_old_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    script = (
        "import sys\nfrom pathlib import Path\nfrom maillage.exchange.writing import write_all\n"
        "written = write_all(Path(sys.argv[1]), {'a': 'x' * 100_000}, 'annuaire')\n"
        "print(written.problem.message)"
    )

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], preexec_fn=limit, capture_output=True, text=True, check=True
    )
    assert "rien n'a été changé" in done.stdout
    assert contents(tmp_path) == {"a": "old"}
