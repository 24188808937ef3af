"""Two things that share a name are the same thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage import digests


def test_parts_are_told_apart_from_their_whole() -> None:
    assert digests.of("ab", "c") != digests.of("a", "bc") != digests.of("abc")
    assert digests.of("é") == digests.of("é".encode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file, another below, and what Python leaves behind."""
    (tmp_path / "f/sous").mkdir(parents=True)
    (tmp_path / "f/un.md").write_text("un")
    (tmp_path / "f/sous/deux.md").write_text("deux")
    return tmp_path / "f"


def test_a_folder_has_the_name_of_its_files_and_of_their_contents(folder: Path) -> None:
    names = [digests.of_path(folder)]
    (folder / "un.md").write_text("nu")
    names.append(digests.of_path(folder))
    (folder / "un.md").rename(folder / "trois.md")
    names.append(digests.of_path(folder))
    (folder / "vide.md").write_text("")
    names.append(digests.of_path(folder))
    assert len(set(names)) == 4


def test_what_python_leaves_behind_changes_no_name(folder: Path) -> None:
    before = digests.of_path(folder)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__/x.pyc").write_bytes(b"x")
    assert digests.of_path(folder) == before


def test_a_link_has_the_name_of_what_it_leads_to(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images/logo.svg").write_text("1")
    (folder / "images").symlink_to(tmp_path / "images")
    before = digests.of_path(folder)
    (tmp_path / "images/logo.svg").write_text("2")
    assert digests.of_path(folder) != before


def test_the_name_of_the_package_is_that_of_its_files_and_lasts() -> None:
    assert digests.of_package() == digests.of_package() != digests.of_installation()
