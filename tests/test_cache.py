"""What is kept is found again while it is whole and of the same making, and counts for nothing otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage import cache


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = cache.file("essai", tmp_path, ".txt")
    cache.seal(path, "outil 1", b"du texte")
    return path


def test_what_is_sealed_is_found_again(path: Path, tmp_path: Path) -> None:
    assert cache.unsealed(path, "outil 1") == b"du texte"
    assert path.parent == tmp_path / "cache" / "maillage"


def test_what_another_tool_has_made_is_not(path: Path) -> None:
    assert cache.unsealed(path, "outil 2") is None


@pytest.mark.parametrize("at", [0, 31, 32, -1])
def test_one_wrong_byte_is_seen(path: Path, at: int) -> None:
    whole = bytearray(path.read_bytes())
    whole[at] ^= 1
    path.write_bytes(whole)
    assert cache.unsealed(path, "outil 1") is None


@pytest.mark.parametrize("length", [0, 10, 32])
def test_a_file_that_is_cut_short_is_seen(path: Path, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])
    assert cache.unsealed(path, "outil 1") is None


def test_what_cannot_be_written_is_not_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "occupe").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "occupe"))
    path = cache.file("essai", tmp_path, ".txt")
    cache.seal(path, "outil 1", b"du texte")
    assert cache.unsealed(path, "outil 1") is None
