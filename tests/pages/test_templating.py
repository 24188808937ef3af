"""Templates are compiled once, and never from what is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from maillage.pages import templating


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, and templates that nobody has read yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    templating.forget()
    return tmp_path / "maillage"


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are compiled from now on, by name."""
    names: list[str] = []
    generate = Environment._generate

    def noted(self: Environment, source: object, name: str | None, *others: object, **more: object) -> str:
        names.append(str(name))
        return generate(self, source, name, *others, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Environment, "_generate", noted)
    return names


def test_a_template_is_compiled_once_for_all_builds(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = compiled(monkeypatch)
    templating.template("communes")
    assert "communes.html.j2" in names
    names.clear()
    templating.forget()
    templating.template("communes")
    assert names == []
    assert list(kept.glob("gabarit-*"))


@pytest.mark.parametrize("part", [0.0, 0.5, 0.99])
def test_a_damaged_template_is_compiled_again(kept: Path, monkeypatch: pytest.MonkeyPatch, part: float) -> None:
    templating.template("communes")
    for file in kept.glob("gabarit-*"):
        whole = file.read_bytes()
        at = int(len(whole) * part)
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    names = compiled(monkeypatch)
    templating.forget()
    templating.template("communes")
    assert "communes.html.j2" in names


def test_a_template_compiled_by_another_version_is_compiled_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    templating.template("communes")
    assert list(kept.glob("gabarit-*"))
    monkeypatch.setattr("maillage.digests.of_installation", lambda: "autre")
    names = compiled(monkeypatch)
    templating.forget()
    templating.template("communes")
    assert "communes.html.j2" in names


def test_a_cache_that_cannot_be_written_is_not_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "occupe").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "occupe"))
    templating.forget()
    assert templating.template("communes").name == "communes.html.j2"
