"""The edition that a browser keeps: which pages and files, named after all their bytes."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from maillage import offline

HOME = """<link rel="icon" href="assets/maillage/favicon.svg"><link rel="stylesheet" href="assets/theme.css">
<link rel="canonical" href="https://hub.example/"><script src="assets/theme.js"></script><script>1</script>"""
SEARCH = """<link rel="stylesheet" href="../assets/theme.css"><link rel="preload" href="../donnees/autre.json">
<script src="../assets/maillage/trouver.js"></script><script src="https://ailleurs.example/x.js"></script>"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small published site, and workers of one line."""
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "worker.js").write_text("garder(EDITION);")
    (scripts / "removal.js").write_text("retirer();")
    monkeypatch.setattr(offline, "_SCRIPTS", scripts)
    folder = tmp_path / "site"
    for name, text in {
        "index.html": HOME,
        "trouver/index.html": SEARCH,
        "lieux/x/index.html": "visited or not",
        "assets/theme.css": "a{}",
        "assets/theme.js": "theme",
        "assets/theme.js.map": "{}",
        "assets/maillage/favicon.svg": "<svg/>",
        "assets/maillage/trouver.js": "trouver",
        "assets/maillage/carte.js": "carte",
        "assets/maillage/leaflet.js": "leaflet",
        "donnees/autre.json": "{}",
        "donnees/recherche/lieux.json": "{}",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def edition(site: Path) -> dict[str, Any]:
    offline.publish(site, kept=True)
    head, program = (site / "hors-ligne.js").read_text().split("\n", 1)
    assert program == "garder(EDITION);"
    found: dict[str, Any] = json.loads(head.removeprefix("const EDITION=").removesuffix(";"))
    return found


def test_it_has_the_search_its_data_and_what_any_page_is_dressed_with(site: Path) -> None:
    found = edition(site)
    assert found["pages"] == ["trouver/"]
    assert sorted(found["files"]) == [
        "assets/maillage/carte.js",
        "assets/maillage/favicon.svg",
        "assets/maillage/trouver.js",
        "assets/theme.css",
        "assets/theme.js",
        "donnees/recherche/lieux.json",
        "trouver/",
    ]


def test_a_page_is_named_by_the_digest_of_its_bytes_as_a_browser_checks_it(site: Path) -> None:
    digest = b64encode(hashlib.sha256(SEARCH.encode()).digest()).decode()
    assert edition(site)["files"]["trouver/"] == f"sha256-{digest}"


def test_the_same_site_gives_the_same_worker(site: Path) -> None:
    edition(site)
    before = (site / "hors-ligne.js").read_bytes()
    edition(site)
    assert (site / "hors-ligne.js").read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "another_edition", "other_programs"),
    [
        ("donnees/recherche/lieux.json", True, False),
        ("trouver/index.html", True, False),
        ("assets/maillage/trouver.js", True, True),
        ("lieux/x/index.html", False, False),
        ("assets/maillage/leaflet.js", False, False),
    ],
)
def test_an_edition_is_another_when_something_in_it_is(
    site: Path, changed: str, another_edition: bool, other_programs: bool
) -> None:
    before = edition(site)
    (site / changed).write_text((site / changed).read_text() + " ")
    after = edition(site)
    assert (after["id"] != before["id"]) is another_edition
    assert (after["code"] != before["code"]) is other_programs


def test_another_worker_is_another_edition(site: Path, tmp_path: Path) -> None:
    offline.publish(site, kept=True)
    before = (site / "hors-ligne.js").read_text().split('"code"')[0]
    (tmp_path / "scripts" / "worker.js").write_text("garder(EDITION, 2);")
    offline.publish(site, kept=True)
    assert (site / "hors-ligne.js").read_text().split('"code"')[0] != before


def test_a_site_that_wants_nothing_kept_publishes_what_takes_it_away(site: Path) -> None:
    offline.publish(site, kept=False)
    assert (site / "hors-ligne.js").read_text() == "retirer();"


def test_nothing_is_written_where_the_scripts_have_not_been_built(site: Path, tmp_path: Path) -> None:
    (tmp_path / "scripts" / "worker.js").unlink()
    offline.publish(site, kept=True)
    assert not (site / "hors-ligne.js").exists()
