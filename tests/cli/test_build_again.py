"""A site built again takes what has not changed from the last build: byte for byte what a first build would give."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from maillage import digests, mkdocs_plugin

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

GAEL = {"code_postal": "35290", "commune": "Gaël", "code_insee": "35117", "voie": "Rue du Four"}
MONTAUBAN = {"code_postal": "35360", "commune": "Montauban-de-Bretagne", "code_insee": "35184", "voie": "Rue du Lavoir"}
HABIT = '{% extends "base.html" %}{% block announce %}Bonsoir{% endblock %}'
BROONS = {"code_postal": "22250", "commune": "Broons", "code_insee": "22020", "voie": "Rue Neuve"}


def build(desk: Desk, out: str = "public", today: str = "2026-03-12") -> None:
    answer = desk.type("build", "sites/essai.yml", "--out", out, "--today", today)
    assert answer.code == 0, answer.said


@pytest.fixture
def town(desk: Desk) -> Desk:
    """Venues that lead to one another: a host and its guest, a closed one and what replaces it, a bus, a neighbour."""
    desk.add(services="[{service: [imprimer, carte-grise], acces: [sans-rdv]}]", horaires='"Mo-Fr 09:00-12:00"')
    desk.add("accueil", telephone="02 61 91 00 11", hote="{id: mediatheque, nom: La médiathèque}", **GAEL)
    desk.add("mairie", telephone="02 61 91 00 12", services="[{service: [carte-grise], postures: [avec]}]", **MONTAUBAN)
    desk.add(
        "ancien",
        telephone="02 61 91 00 13",
        statut="ferme",
        fermeture='{date: "2025-06-30", motif: déménagement, remplace_par: [mediatheque]}',
        **GAEL,
    )
    desk.write("habits/main.html", HABIT.replace("Bonsoir", "Bonjour"))
    desk.add("voisin", telephone="02 61 91 00 14", **BROONS)
    desk.add(
        "ecoute",
        telephone="02 61 91 00 15",
        modalites_accompagnement="[a-distance]",
        zone_intervention='["35"]',
        **BROONS | {"voie": "Rue Haute"},
    )
    return desk


def replaced(desk: Desk, path: str, old: str, new: str) -> None:
    text = (desk.root / path).read_text("utf-8")
    assert old in text
    desk.write(path, text.replace(old, new))


def removed(desk: Desk, path: str) -> None:
    (desk.root / path).unlink()


# One after the other, on the same directory.
CHANGES: dict[str, Callable[[Desk], object]] = {
    "nothing": lambda _: None,
    "a text of a venue": lambda desk: replaced(
        desk, "directory/35/mediatheque.yml", "source: essai", "source: essai\npresentation_resume: Au calme"
    ),
    "the name of a host": lambda desk: replaced(
        desk, "directory/35/mediatheque.yml", "nom: Lieu mediatheque", "nom: Le phare"
    ),
    "what a venue does": lambda desk: replaced(
        desk, "directory/35/mairie.yml", "service: [carte-grise]", "service: [carte-grise, scanner]"
    ),
    "hours": lambda desk: replaced(desk, "directory/35/mediatheque.yml", "09:00-12:00", "14:00-19:00"),
    "a position": lambda desk: replaced(
        desk,
        "directory/35/mairie.yml",
        "source: essai",
        'position: {latitude: "48.1981", longitude: "-2.0470"}\nsource: essai',
    ),
    "a geocoded position": lambda desk: desk.write(
        "directory/geocodes.json",
        '{"version": 1, "lieux": {"voisin": {"requete": "Rue Neuve 22250 Broons", "latitude": 48.318,'
        ' "longitude": -2.259, "score": 0.9, "le": "2026-03-01"}}}',
    ),
    "an address in another commune": lambda desk: desk.add("accueil", telephone="02 61 91 00 11", **MONTAUBAN),
    "a closing": lambda desk: replaced(
        desk,
        "directory/35/mairie.yml",
        "source: essai",
        'statut: ferme\nfermeture: {date: "2026-03-01", remplace_par: [accueil]}\nsource: essai',
    ),
    "a zone of help from afar": lambda desk: replaced(desk, "directory/22/ecoute.yml", '["35"]', '["35297"]'),
    "a new venue": lambda desk: desk.add("nouveau", telephone="02 61 91 00 16", **GAEL),
    "a venue that is gone": lambda desk: removed(desk, "directory/22/voisin.yml"),
    "a file that moves": lambda desk: (desk.root / "directory/35/nouveau.yml").rename(
        desk.root / "directory/35/nouveau.yaml"
    ),
    "the site file": lambda desk: replaced(desk, "sites/essai.yml", "titre: Aide", "titre: Toute l’aide"),
    "the thresholds of the site": lambda desk: replaced(
        desk, "sites/essai.yml", "contact:", 'seuils: {autour_km: "40", loin_km: "20"}\ncontact:'
    ),
    "a hand-written page": lambda desk: desk.write("docs/methode.md", "# Méthode\n\nBonsoir.\n"),
    "a new hand-written page": lambda desk: desk.write("docs/plus.md", "# Plus\n\n[Besoins](besoins/index.md)\n"),
    "the menu": lambda desk: replaced(desk, "mkdocs.yml", "  - Lieux:", "  - Plus: plus.md\n  - Lieux:"),
    "the theme of the hub": lambda desk: replaced(
        desk, "mkdocs.yml", "  name: material", "  name: material\n  custom_dir: habits"
    ),
    "a template of the hub": lambda desk: desk.write("habits/main.html", HABIT),
}


_built: dict[tuple[str, str], dict[str, bytes]] = {}


def first_build(desk: Desk, monkeypatch: pytest.MonkeyPatch, today: str = "2026-03-12") -> dict[str, bytes]:
    """What somebody who has never built the site gets; the same project is built once for all tests."""
    written = (digests.of_path(desk.root / name) for name in ("directory", "docs", "habits", "sites", "mkdocs.yml"))
    name = digests.of(*written), today
    if name in _built:
        return _built[name]
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("XDG_CACHE_HOME", str(desk.root.parent / "ailleurs"))
        build(desk, out="premier", today=today)
    site = _built[name] = desk.files("premier")
    for folder in (desk.root / "premier", desk.root.parent / "ailleurs"):
        shutil.rmtree(folder)
    return site


def differing(one: dict[str, bytes], two: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | two.keys() if one.get(path) != two.get(path))


def kept(desk: Desk) -> dict[str, int]:
    """The files of the published site, each with the number under which the disk knows it."""
    site = desk.root / "public"
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("*") if path.is_file()}


def memory(purpose: str) -> Path:
    (found,) = Path(os.environ["XDG_CACHE_HOME"], "maillage").glob(f"{purpose}-*")
    return found


def test_a_second_build_gives_the_bytes_of_a_first_one_whatever_has_changed(
    town: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(town)
    for name, change in CHANGES.items():
        change(town)
        build(town)
        assert differing(town.files("public"), first_build(town, monkeypatch)) == [], name


def test_the_next_day_makes_every_page_again(town: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    build(town)
    build(town, today="2026-03-13")
    assert differing(town.files("public"), first_build(town, monkeypatch, today="2026-03-13")) == []


@pytest.mark.parametrize("tools", ["of_package", "of_installation"])
def test_another_version_of_the_tools_makes_every_page_and_asks_the_engine_again(
    town: Desk, monkeypatch: pytest.MonkeyPatch, tools: str
) -> None:
    build(town)
    before = kept(town)
    monkeypatch.setattr(digests, tools, lambda: "autre")
    build(town)
    after = kept(town)
    assert before.keys() == after.keys()
    assert [path for path in before if before[path] == after[path]] == []


def test_only_what_has_changed_is_made(town: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    build(town)
    monkeypatch.setattr(mkdocs_plugin, "dress", lambda *_: pytest.fail("the engine was asked again"))
    before = kept(town)
    replaced(town, "directory/35/mediatheque.yml", "source: essai", "source: essai\npresentation_resume: Au calme")
    build(town)
    after = kept(town)
    made = {path for path in after if before.get(path) != after[path]}
    assert {"lieux/mediatheque/index.html", "communes/35297/index.html", "donnees/lieux.json"} <= made
    untouched = {"lieux/mairie/index.html", "besoins/scanner/index.html", "reference/services/index.html"}
    assert untouched & made == set()


def test_a_page_that_somebody_has_changed_on_the_site_is_made_again(
    town: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(town)
    (town.root / "public/lieux/mairie/index.html").write_text("détourné", encoding="utf-8")
    (town.root / "public/communes/35184/index.html").unlink()
    build(town)
    assert differing(town.files("public"), first_build(town, monkeypatch)) == []


@pytest.mark.parametrize("purpose", ["build", "engine", "check"])
@pytest.mark.parametrize("part", [0, 0.5])
def test_a_damaged_memory_counts_for_nothing(
    town: Desk, monkeypatch: pytest.MonkeyPatch, purpose: str, part: float
) -> None:
    build(town)
    whole = memory(purpose).read_bytes()
    memory(purpose).write_bytes(whole[: int(len(whole) * part)])
    build(town)
    assert differing(town.files("public"), first_build(town, monkeypatch)) == []


def test_one_wrong_byte_in_what_the_engine_has_made_is_seen(town: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    build(town)
    whole = memory("engine").read_bytes()
    assert b"Bonjour." in whole
    memory("engine").write_bytes(whole.replace(b"Bonjour.", b"Bonsoir."))
    build(town)
    assert differing(town.files("public"), first_build(town, monkeypatch)) == []


def test_the_memory_of_another_site_in_the_same_folder_counts_for_nothing(
    town: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = (town.root / "sites/essai.yml").read_text("utf-8")
    town.write("sites/autre.yml", site.replace("slug: essai", "slug: autre").replace("Aide", "Autre aide"))
    assert town.type("build", "sites/autre.yml", "--out", "public", "--today", "2026-03-12").code == 0
    build(town)
    assert differing(town.files("public"), first_build(town, monkeypatch)) == []


def test_a_cache_that_cannot_be_written_is_not_a_problem(town: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    town.write("../occupe", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(town.root.parent / "occupe"))
    for _ in range(2):
        build(town)
    assert differing(town.files("public"), first_build(town, monkeypatch)) == []


def test_two_builds_at_once_leave_a_whole_site(town: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    build(town)
    replaced(town, "directory/35/mairie.yml", "nom: Lieu mairie", "nom: La mairie")
    both = [
        town.start("build", "sites/essai.yml", "--out", "public", "--today", "2026-03-12", env=dict(os.environ))
        for _ in range(2)
    ]
    assert [town.end(process).code for process in both] == [0, 0]
    assert differing(town.files("public"), first_build(town, monkeypatch)) == []


@pytest.mark.parametrize(
    ("setting", "file"),
    [
        ("hooks: [crochet.py]\n", "crochet.py"),
        ("markdown_extensions:\n  - pymdownx.snippets:\n      base_path: morceaux\n", "morceaux/texte.md"),
        ("INHERIT: commun.yml\n", "commun.yml"),
        ("copyright: !ENV COPYRIGHT\n", ""),
    ],
)
def test_an_engine_that_reads_elsewhere_is_asked_every_time(desk: Desk, setting: str, file: str) -> None:
    if file:
        desk.write(file, "" if file.endswith(".py") else "copyright: essai\n" if file.endswith(".yml") else "Bonjour\n")
    desk.write("mkdocs.yml", setting + (desk.root / "mkdocs.yml").read_text("utf-8"))
    build(desk)
    assert not list(Path(os.environ["XDG_CACHE_HOME"], "maillage").glob("engine-*"))
