"""`maillage render` as it is typed: a tree that another engine builds, the same pages and nothing of this machine."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Answer, Desk


def render(desk: Desk, out: str = "arbre") -> Answer:
    return desk.type("render", "sites/essai.yml", "--out", out, "--today", "2026-03-12")


def test_the_tree_has_our_pages_the_hand_written_ones_and_settings_without_our_plugin(desk: Desk) -> None:
    answer = render(desk)
    assert (answer.code, answer.err) == (0, "")
    assert re.match(r"\d+\xa0pages écrites dans arbre", answer.out)
    tree = desk.files("arbre")
    assert "Lieu mediatheque" in tree["docs/lieux/mediatheque/index.md"].decode()
    by_hand = tree["docs/methode.md"].decode()
    assert by_hand.startswith("# Méthode\n\nBonjour.\n\n<div")
    assert "Signaler une erreur par courriel" in by_hand
    settings = json.loads(tree["mkdocs.yml"])
    assert settings["site_name"] == "Aide au numérique à l’essai"
    assert settings["nav"][0] == {"Accueil": "index.md"}
    assert "maillage" not in str(settings["plugins"])


def test_the_plugins_of_the_hub_stay_in_the_settings(desk: Desk) -> None:
    assert render(desk).code == 0
    assert json.loads(desk.files("arbre")["mkdocs.yml"])["plugins"] == [{"search": {"lang": "fr"}}]


def test_the_same_input_gives_the_same_tree(desk: Desk) -> None:
    assert render(desk, "un").code == render(desk, "deux").code == 0
    assert desk.files("un") == desk.files("deux")


def test_a_second_tree_replaces_the_first(desk: Desk) -> None:
    desk.add("autre", voie="Rue des Lilas", telephone="02 61 91 00 11")
    assert render(desk).code == 0
    (desk.root / "directory/35/autre.yml").unlink()
    assert render(desk).code == 0
    assert "docs/lieux/autre/index.md" not in desk.files("arbre")


def test_no_file_of_the_tree_says_where_it_was_made(desk: Desk, tmp_path: Path) -> None:
    assert render(desk).code == 0
    for place in (tmp_path, Path(sys.prefix), Path(sys.modules["maillage"].__path__[0])):
        assert [path for path, content in desk.files("arbre").items() if str(place).encode() in content] == []


def test_a_folder_of_somebody_else_is_never_replaced(desk: Desk) -> None:
    before = desk.files()
    answer = render(desk, "docs")
    assert answer.code == 2
    assert "contient des fichiers qu’aucune construction n’a faits" in answer.err
    assert desk.files() == before


def test_an_error_in_a_venue_leaves_the_old_tree(desk: Desk) -> None:
    assert render(desk).code == 0
    before = desk.files("arbre")
    desk.write("directory/35/casse.yml", "- liste\n")
    answer = render(desk)
    assert answer.code == 1
    assert "directory/35/casse.yml:1:1: erreur" in answer.err
    assert desk.files("arbre") == before


@pytest.mark.parametrize("settings", ["nav: [\n", "theme: absent\n", "plugins: [absent]\n", "- liste\n", ""])
def test_a_broken_settings_file_is_told(desk: Desk, settings: str) -> None:
    desk.write("mkdocs.yml", settings if settings in ("- liste\n", "") else f"site_name: x\n{settings}")
    answer = render(desk)
    assert answer.code == 1
    assert "mkdocs.yml" in answer.err
    assert not (desk.root / "arbre").exists()


@pytest.mark.engine
def test_zensical_builds_the_tree(desk: Desk) -> None:
    site_file = (desk.root / "sites/essai.yml").read_text("utf-8")
    desk.write("sites/essai.yml", f"{site_file}demonstration: oui\n")
    desk.add(nom='"Lieu <b>& co"', services="[{service: [imprimer], postures: [avec]}]")
    assert render(desk).code == 0
    done = subprocess.run(
        [Path(sys.executable).parent / "zensical", "build"],
        cwd=desk.root / "arbre",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = desk.root / "arbre/site"
    venue = (site / "lieux/mediatheque/index.html").read_text("utf-8")
    assert "<title>Lieu &lt;b&gt;&amp; co" in venue
    assert "application/ld+json" in venue
    assert "<b>& co" not in venue
    by_hand = (site / "methode/index.html").read_text("utf-8")
    assert "<title>Méthode" in by_hand
    assert "Bonjour." in by_hand
    assert 'class="mg-demonstration"' in by_hand
    assert "https://essai.example/methode/" in by_hand
    assert "Signaler une erreur par courriel" in by_hand
    ours = {path.parent.relative_to(desk.root / "arbre/docs") for path in (desk.root / "arbre/docs").rglob("index.md")}
    theirs = {path.parent.relative_to(site) for path in site.rglob("index.html")}
    assert ours <= theirs
    built = {path.as_posix(): path.read_bytes() for path in site.rglob("*.html")}
    assert [path for path, content in built.items() if str(desk.root).encode() in content] == []
