"""`maillage build` as it is typed, then the same site through MkDocs's own commands: all or nothing, twice the same."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from maillage.cli.building import Stopwatch

if TYPE_CHECKING:
    from tests.cli.conftest import Answer, Desk, Disk

UNCHANGED = "maillage : le site n’a pas été construit ; celui qui était publié n’a pas changé.\n"


def build(desk: Desk, *arguments: str | Path, site: str = "sites/essai.yml", out: str | Path = "public") -> Answer:
    return desk.type("build", site, "--out", out, "--today", "2026-03-12", *arguments)


def page(desk: Desk, path: str, out: str = "public") -> str:
    return (desk.root / out / path / "index.html").read_text("utf-8")


@pytest.fixture
def published(desk: Desk) -> Desk:
    """A project whose site is published in `public`: a small one, whole as far as anybody can tell."""
    desk.write("public/.maillage-site", "")
    desk.write("public/index.html", "l’ancien site")
    return desk


def test_a_site_is_published_with_its_venues_and_its_hand_written_pages(desk: Desk) -> None:
    answer = build(desk, "--durees", "durees.json")
    assert (answer.code, answer.err) == (0, "")
    assert re.fullmatch(r"1\xa0lieu, \d+\xa0pages : publié dans public\n", answer.out)
    assert "Lieu mediatheque" in page(desk, "lieux/mediatheque")
    assert "Bonjour." in page(desk, "methode")
    assert "lieux/mediatheque/" in (desk.root / "public/sitemap.xml").read_text("utf-8")
    assert sum(json.loads((desk.root / "durees.json").read_text("utf-8")).values()) > 0


def test_a_hand_written_page_says_what_generated_ones_say_around_them(desk: Desk) -> None:
    invented(desk)
    desk.write("docs/guide/elus.md", "---\ntitle: L’élu & « nous »\n---\n\n# L’élu\n\n## Lire\n\nTexte.\n")
    assert build(desk).code == 0
    for path, file in (("methode", "docs/methode.md"), ("guide/elus", "docs/guide/elus.md")):
        shown = page(desk, path)
        assert 'class="mg-demonstration"' in shown
        assert "mailto:contact@essai.example?subject=" in shown
        assert f'href="https://forge.example/edit/{file}"' in shown
        assert "Modifier cette page" in shown
        assert shown.index("mg-demonstration") < shown.index("<h1") < shown.index('<footer class="mg-pied"')
        assert f"Cette page&nbsp;: https://essai.example/{path}/" in shown
        assert shown.count('<footer class="mg-pied"') == 1
    assert quote("L’élu & « nous »", safe="") in page(desk, "guide/elus")
    assert page(desk, "lieux/mediatheque").count('<footer class="mg-pied"') == 1
    assert page(desk, ".").count('<footer class="mg-pied"') == 1
    unknown = (desk.root / "public/404.html").read_text("utf-8")
    assert "Signaler une erreur par courriel" in unknown
    assert 'class="mg-demonstration"' in unknown


def test_what_stands_around_a_hand_written_page_changes_with_the_site_file(desk: Desk) -> None:
    assert build(desk).code == 0
    assert "mg-demonstration" not in page(desk, "methode")
    assert "Modifier" not in page(desk, "methode")
    invented(desk)
    assert build(desk).code == 0
    assert "mg-demonstration" in page(desk, "methode")


def invented(desk: Desk) -> None:
    """Have the site say that its venues are invented, and where its files are."""
    site = (desk.root / "sites/essai.yml").read_text("utf-8")
    desk.write(
        "sites/essai.yml", f"{site}demonstration: oui\ndepot:\n  modifier: https://forge.example/edit/{{chemin}}\n"
    )


def test_a_step_within_another_is_not_counted_twice() -> None:
    stopwatch = Stopwatch()
    start = time.perf_counter()
    with stopwatch("dehors"):
        time.sleep(0.02)
        for _ in range(2):
            with stopwatch("dedans"):
                time.sleep(0.03)
    assert list(stopwatch.seconds) == ["dehors", "dedans"]
    assert stopwatch.seconds["dedans"] >= 0.06
    assert sum(stopwatch.seconds.values()) <= time.perf_counter() - start


def test_the_new_site_replaces_the_old_one_without_a_trace(published: Desk) -> None:
    assert build(published).code == 0
    assert "ancien site" not in page(published, ".")
    assert sorted(path.name for path in published.root.iterdir()) == [
        "directory",
        "docs",
        "mkdocs.yml",
        "public",
        "sites",
    ]


def test_the_same_input_gives_the_same_bytes_whatever_the_day_of_the_machine(desk: Desk) -> None:
    desk.add("autre", voie="Rue des Lilas", telephone="02 61 91 00 11", services="[{service: [scanner, imprimer]}]")
    for seed, day in (("1", "1700000000"), ("2", "1800000000")):
        process = desk.start(
            *("build", "sites/essai.yml", "--out", f"public-{seed}", "--today", "2026-03-12"),
            env={**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": day},
        )
        assert desk.end(process).code == 0
    one, two = desk.files("public-1"), desk.files("public-2")
    assert one.keys() == two.keys()
    assert [path for path in one if one[path] != two[path]] == []
    assert b"<lastmod>2026-03-12</lastmod>" in one["sitemap.xml"]


def test_no_file_of_the_site_says_where_it_was_built(desk: Desk, tmp_path: Path) -> None:
    assert build(desk).code == 0
    package = Path(sys.modules["maillage"].__path__[0])
    for place in (tmp_path, package, Path(sys.prefix)):
        assert [path for path, content in desk.files("public").items() if str(place).encode() in content] == []


# What forbids a site


def test_an_error_in_a_venue_leaves_the_published_site_as_it_is(published: Desk) -> None:
    published.write("directory/35/casse.yml", "- liste\n")
    before = published.files()
    answer = build(published)
    assert answer.code == 1
    assert answer.out == ""
    assert answer.err.startswith("directory/35/casse.yml:1:1: erreur")
    assert answer.err.endswith(UNCHANGED)
    assert published.files() == before


def test_a_point_to_look_at_forbids_nothing(desk: Desk) -> None:
    desk.add(telephone="06 39 98 00 10")
    answer = build(desk)
    assert answer.code == 0
    assert "points d’attention : 1" in answer.out


def test_an_error_in_the_site_file_leaves_the_published_site_as_it_is(published: Desk) -> None:
    text = (published.root / "sites/essai.yml").read_text("utf-8")
    published.write("sites/essai.yml", text.replace("200038990", "200038999"))
    before = published.files()
    answer = build(published)
    assert answer.code == 1
    assert "sites/essai.yml:5:10: erreur [territoire-inconnu]" in answer.err
    assert published.files() == before


@pytest.mark.parametrize("missing", ["sites/essai.yml", "mkdocs.yml", "directory"])
def test_what_a_site_needs_and_is_not_there_is_said(published: Desk, missing: str) -> None:
    (published.root / missing).rename(published.root / "ailleurs")
    before = published.files()
    for command in ("build", "render"):
        answer = published.type(command, "sites/essai.yml", "--out", "public")
        assert answer.code == 2
        assert f"{missing} n’existe pas." in answer.err
        assert published.files() == before


def test_a_hand_written_page_with_a_dead_link_stops_the_site_and_is_named(published: Desk) -> None:
    published.write("docs/methode.md", "# Méthode\n\n[ici](absente.md)\n")
    before = published.files()
    answer = build(published)
    assert answer.code == 1
    assert "methode.md" in answer.err
    assert "absente.md" in answer.err
    assert answer.err.endswith(UNCHANGED)
    assert published.files() == before


@pytest.mark.parametrize(
    "settings", ["nav: [\n", "inconnu: 3\n", "theme: absent\n", "plugins: [absent]\n", "- liste\n", ""]
)
def test_a_broken_settings_file_stops_the_site(published: Desk, settings: str) -> None:
    published.write("mkdocs.yml", settings if settings in ("- liste\n", "") else f"site_name: x\n{settings}")
    before = published.files()
    answer = build(published)
    assert answer.code == 1
    assert "mkdocs.yml" in answer.err
    assert published.files() == before


def test_a_settings_file_without_our_plugin_is_told_what_it_lacks(published: Desk) -> None:
    text = (published.root / "mkdocs.yml").read_text("utf-8")
    published.write("mkdocs.yml", text.replace("  - maillage:\n      site: sites/essai.yml\n", ""))
    answer = build(published)
    assert answer.code == 1
    assert "- maillage:" in answer.err


def test_a_folder_of_somebody_else_is_never_replaced(desk: Desk) -> None:
    desk.write("photos/vacances.jpg", "x")
    before = desk.files()
    for out in ("photos", ".", "directory"):
        answer = build(desk, out=out)
        assert answer.code == 2
        assert "contient des fichiers qu’aucune construction n’a faits" in answer.err
    assert "un dossier était attendu" in build(desk, out="mkdocs.yml").err
    assert desk.files() == before


# Accidents of the machine


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_stopped_leaves_the_old_site_whole(published: Desk, order: signal.Signals) -> None:
    process = published.start("build", "sites/essai.yml", "--out", "public")
    # The first page has come out of the engine: a draft is there, half of it.
    while not list(published.root.glob(".public.nouveau-*/*/index.html")):
        assert process.poll() is None, published.end(process).err
        time.sleep(0.002)
    process.send_signal(order)
    answer = published.end(process)
    assert answer.code == (-9 if order == signal.SIGKILL else 130)
    assert published.files("public") == {".maillage-site": b"", "index.html": "l’ancien site".encode()}
    drafts = list(published.root.glob(".public*"))
    assert len(drafts) == (1 if order == signal.SIGKILL else 0)
    assert build(published).code == 0
    assert not list(published.root.glob(".public*"))


def test_a_full_disk_leaves_the_old_site_whole(desk: Desk, tiny_disk: Disk) -> None:
    (desk.root / "petit").mkdir()
    tiny_disk(desk.root / "petit")
    desk.write("petit/public/.maillage-site", "")
    desk.write("petit/public/index.html", "l’ancien site")
    before = desk.files("petit")
    answer = build(desk, out="petit/public")
    assert answer.code == 2
    assert "le disque est plein" in answer.err
    assert desk.files("petit") == before


def test_a_read_only_folder_is_said(published: Desk, read_only: Disk) -> None:
    (published.root / "web").mkdir()
    (published.root / "public").rename(published.root / "web/public")
    read_only(published.root / "web")
    answer = build(published, out="web/public")
    assert answer.code == 2
    assert "ce disque est en lecture seule" in answer.err


def test_a_folder_that_is_a_disk_of_its_own_is_refused_with_a_way_out(desk: Desk, tiny_disk: Disk) -> None:
    (desk.root / "public").mkdir()
    tiny_disk(desk.root / "public")
    answer = build(desk)
    assert answer.code == 2
    assert "donnez un dossier à l’intérieur" in answer.err
    assert not list(desk.root.glob(".public*"))


# HTML and script in any text

ATTACK = '<script>alert(1)</script><img src=x onerror=alert(2)>" onfocus="alert(3)" \' onblur=\'`{{7*7}}</style>'


class Alarms(HTMLParser):
    """Collects what a browser would obey: our attack as an element, or as an attribute of another."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.obeyed: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("onerror", "onfocus", "onblur") or (name in ("href", "src") and value == "x"):
                self.obeyed.append(f"<{tag} {name}={value}>")


def test_html_in_any_text_of_a_venue_or_of_a_site_is_shown_as_text(desk: Desk) -> None:
    text = json.dumps(ATTACK)
    desk.write(
        "directory/35/mediatheque.yml",
        desk.venue(
            nom=text,
            voie=text,
            telephone="02 61 91 00 10",
            presentation_resume=text,
            presentation_detail=text,
            horaires_precisions=text,
            trouver_la_porte=text,
            services=f"[{{service: [imprimer], a_apporter: [{text}], limites: [{text}]}}]",
            position='{latitude: "48.1892", longitude: "-2.1906"}',
        ).replace("source: essai", f"source: {text}"),
    )
    site = (desk.root / "sites/essai.yml").read_text("utf-8")
    desk.write(
        "sites/essai.yml",
        re.sub("titre: .*", lambda _: f"titre: {text}\nsous_titre: {text}\npresentation: {text}", site).replace(
            "nom: Hub de l’essai", f"nom: {text}"
        ),
    )
    answer = build(desk)
    assert answer.code == 0, answer.err
    shown = 0
    for path, content in desk.files("public").items():
        if path.endswith(".html"):
            assert b"<script>alert(1)" not in content, path
            assert Alarms(content.decode()).obeyed == [], path
            shown += b"&lt;script&gt;alert(1)" in content
            # Text inside a script (JSON-LD, the data of a map) must not end it either.
            for script in re.findall(rb"<script[^>]*>(.*?)</script>", content, re.DOTALL):
                assert b"<img src=x" not in script, path
    assert shown > 5


# Through MkDocs, as its own users type


def mkdocs(desk: Desk, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments], cwd=desk.root, capture_output=True, text=True, check=False
    )


@pytest.mark.engine
def test_mkdocs_build_gives_the_same_pages(desk: Desk) -> None:
    done = mkdocs(desk, "build", "--strict", "--site-dir", "par-mkdocs")
    assert done.returncode == 0, done.stderr
    assert desk.type("build", "sites/essai.yml", "--out", "public").code == 0
    theirs, ours = desk.files("par-mkdocs"), desk.files("public")
    assert ours.keys() ^ theirs.keys() == {".maillage-site"}
    assert [path for path in theirs if theirs[path] != ours[path] and path != "sitemap.xml"] == []


@pytest.mark.engine
def test_mkdocs_build_says_what_is_wrong_with_a_venue_and_stops(desk: Desk) -> None:
    desk.write("directory/35/casse.yml", "- liste\n")
    done = mkdocs(desk, "build")
    assert done.returncode == 1
    assert "directory/35/casse.yml:1:1: erreur" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.engine
def test_mkdocs_build_says_in_french_that_a_file_cannot_be_read(desk: Desk) -> None:
    (desk.root / "directory/geocodes.json").mkdir()
    done = mkdocs(desk, "build")
    assert done.returncode == 1
    assert "c’est un dossier, un fichier était attendu" in done.stderr
    assert "geocodes.json" in done.stderr
    assert "Traceback" not in done.stderr


def fetched(url: str) -> str:
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 — our own loopback address
        return str(answer.read().decode())


def until(condition: Callable[[], bool], what: str, seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(what)


@pytest.mark.engine
def test_mkdocs_serve_shows_a_change_as_soon_as_it_is_saved(desk: Desk, free_port: Callable[[], int]) -> None:
    port = free_port()
    # As in our own settings: what stops a publication must not stop a preview.
    settings = (desk.root / "mkdocs.yml").read_text("utf-8")
    desk.write("mkdocs.yml", f"{settings}strict: true\n")
    with (desk.root / "journal").open("w") as journal:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=desk.root,
            stdout=journal,
            stderr=journal,
        )
    venue = f"http://127.0.0.1:{port}/lieux/mediatheque/"
    try:
        until(lambda: "Lieu mediatheque" in fetched(venue), "the site is not served")
        desk.add(nom="Le nouveau nom")
        until(lambda: "Le nouveau nom" in fetched(venue), "a venue was changed and its page was not")
        desk.add("nouveau", voie="Rue des Lilas", telephone="02 61 91 00 11")
        until(lambda: "Lieu nouveau" in fetched(venue.replace("mediatheque", "nouveau")), "a venue was added")
        # A file that is being written may be wrong for a while: the others stay, and it comes back.
        desk.write("directory/35/nouveau.yml", "id: nouveau\nnom: [")
        until(
            lambda: "directory/35/nouveau.yml" in (desk.root / "journal").read_text("utf-8"), "the error was not told"
        )
        assert "Le nouveau nom" in fetched(venue)
        by_hand = (desk.root / "docs/methode.md").read_text("utf-8")
        desk.write("docs/methode.md", f"{by_hand}\n[Une page](absente.md) en chantier.\n")
        until(
            lambda: "en chantier" in fetched(f"http://127.0.0.1:{port}/methode/"), "a broken link has hidden its page"
        )
        assert "absente.md" in (desk.root / "journal").read_text("utf-8")
        desk.add("nouveau", voie="Rue des Lilas", telephone="02 61 91 00 11", nom="De retour")
        until(lambda: "De retour" in fetched(venue.replace("mediatheque", "nouveau")), "the venue did not come back")
        site = (desk.root / "sites/essai.yml").read_text("utf-8")
        desk.write("sites/essai.yml", site.replace("Aide au numérique à l’essai", "Un autre titre"))
        until(lambda: "Un autre titre" in fetched(venue), "the site file was changed and its pages were not")
        desk.write("sites/essai.yml", "- liste\n")
        time.sleep(2)
        desk.write("sites/essai.yml", site)
        until(lambda: "Aide au numérique à l’essai" in fetched(venue), "a broken site file has killed the server")
        assert process.poll() is None
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
    assert "Traceback" not in (desk.root / "journal").read_text("utf-8")
