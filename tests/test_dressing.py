"""What the engine has made is taken while nothing that it reads has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from maillage import cache, dressing
from maillage.model import ContactSite, Site, TerritoireSite

ORDER = dressing.Order(
    tools="outils",
    day="2026-03-12",
    site=Site(
        slug="essai",
        titre="Essai",
        adresse_publique="https://essai.example/",
        territoire=TerritoireSite(departements=("35",)),
        contact=ContactSite(nom="Hub", courriel="hub@essai.example"),
    ),
    address="https://essai.example/",
    menu=(("", "Accueil"),),
    shells=("coquille/1/",),
    files=("donnees/lieux.json",),
)
READ = ("mkdocs.yml", "docs")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of a project for which the engine has once been asked."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    settings = tmp_path / "projet/mkdocs.yml"
    (settings.parent / "docs").mkdir(parents=True)
    (settings.parent / "docs/methode.md").write_text("# Méthode")
    settings.write_text("site_name: x")
    made = tmp_path / "fait"
    (made / "methode").mkdir(parents=True)
    (made / "methode/index.html").write_text("<h1>Méthode</h1>")
    dress = dressing.Dress({"": "<accueil>"}, READ, dressing.name(settings, ORDER, READ))
    dressing.keep(settings, dress, made)
    return settings


def recalled(settings: Path, order: dressing.Order = ORDER) -> dressing.Dress | None:
    folder = settings.parent / "site"
    dress = dressing.recall(settings, order, folder)
    assert folder.exists() is (dress is not None)
    return dress


def test_the_same_order_gives_the_shells_and_writes_the_files(settings: Path) -> None:
    dress = recalled(settings)
    assert dress
    assert dress.shells == {"": "<accueil>"}
    assert (settings.parent / "site/methode/index.html").read_text() == "<h1>Méthode</h1>"


@pytest.mark.parametrize("field", ["tools", "day", "address", "menu", "shells", "files"])
def test_another_order_asks_the_engine(settings: Path, field: str) -> None:
    assert recalled(settings, replace(ORDER, **{field: type(getattr(ORDER, field))()})) is None


@pytest.mark.parametrize(
    "change",
    [{"titre": "Autre"}, {"demonstration": "oui"}, {"contact": ContactSite(nom="Hub", courriel="autre@essai.example")}],
)
def test_what_stands_around_a_hand_written_page_asks_the_engine(settings: Path, change: dict[str, Any]) -> None:
    assert recalled(settings, replace(ORDER, site=replace(ORDER.site, **change))) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda project: (project / "docs/methode.md").write_text("# Autre"),
        lambda project: (project / "docs/plus.md").write_text("# Plus"),
        lambda project: (project / "docs/methode.md").unlink(),
        lambda project: (project / "mkdocs.yml").write_text("site_name: y"),
    ],
)
def test_a_change_of_what_the_engine_reads_asks_it_again(settings: Path, change: Callable[[Path], object]) -> None:
    change(settings.parent)
    assert recalled(settings) is None


@pytest.mark.parametrize(
    "damage", [lambda _: b"", lambda whole: whole[:-9], lambda whole: whole.replace(b"<h1>", b"<h2>")]
)
def test_a_damaged_archive_asks_the_engine_and_writes_nothing(settings: Path, damage: Callable[[bytes], bytes]) -> None:
    archive = cache.file("engine", settings, ".zip")
    archive.write_bytes(damage(archive.read_bytes()))
    assert recalled(settings) is None


def test_what_an_engine_that_reads_anything_has_made_is_not_kept(settings: Path, tmp_path: Path) -> None:
    cache.file("engine", settings, ".zip").unlink()
    dressing.keep(settings, dressing.Dress({}), tmp_path / "fait")
    assert recalled(settings) is None
