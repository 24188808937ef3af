"""Text that would act if it could: wherever free text is taken, it is shown as text or refused with a message."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Page, expect

from maillage import contract, records

if TYPE_CHECKING:
    from tests.e2e.conftest import Published, Reader

    Build = Callable[[Path, str, Path], subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent
TEXT = "</script><script>pwned()</script><img src=x onerror=pwned()>\"'{{ 7*7 }} "
SHORT = "<img src=x onerror=pwned()>\"'"
ADDRESS = "https://x.example/\"><img/src=x/onerror=pwned()>'"
LETTER = "\"onmouseover='pwned()'@x.example"
VENUES = [
    "35/france-services-montauban-de-bretagne",
    "35/mediatheque-montauban-de-bretagne",
    "35/bus-numerique-broceliande",
    "35/centre-numerique-boisgervilly",
]
# These are compared with a reference or read by a grammar: what is not of it is refused.
REFUSED = {"commune", "horaires"}
# A site must lead somewhere: its address is the base of every other.
LEFT = {"adresse_publique"}

Where = tuple[str | int, ...]


def texts(value: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Every text of a record, with its place."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts(inner, (*where, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts(inner, (*where, number))
    else:
        yield where, value


def put(record: Any, where: Where, text: str) -> None:
    for step in where[:-1]:
        record = record[step]
    record[where[-1]] = text


def poisoned(record: dict[str, Any], schema: Mapping[str, Any], spared: set[str]) -> int:
    """Write the most hostile text that the schema takes in every place of a record; return how many take one."""
    first = dict(texts(record))
    tries = {where: [text, LETTER, ADDRESS, SHORT + text, TEXT + text] for where, text in first.items()}
    for where in first:
        if spared.intersection(map(str, where)):
            del tries[where]
        else:
            put(record, where, tries[where].pop())
    validator = Draft202012Validator(schema)
    for _ in range(5):
        wrong = {tuple(error.absolute_path) for found in validator.iter_errors(record) for error in leaves(found)}
        for where in wrong & tries.keys():
            put(record, where, tries[where].pop() if tries[where] else first[where])
    assert [error.message for error in validator.iter_errors(record)] == []
    return sum(text != first[where] for where, text in texts(record))


def leaves(error: Any) -> Iterator[Any]:
    yield error
    for inner in error.context or ():
        yield from leaves(inner)


@dataclass(frozen=True)
class Hostile:
    """A project whose every text is hostile."""

    root: Path
    titles: dict[str, str]


def write_project(root: Path, spared: set[str]) -> Hostile:
    """Write a small project out of the demonstration, with its texts poisoned."""
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    titles = {}
    for name in VENUES:
        data = read(ROOT / "directory" / f"{name}.yml")
        assert poisoned(data, contract.lieu_schema(), {"id", "langues", "remplace_par", *spared}) > 5
        titles[data["id"]] = data["nom"]
        target = root / "directory" / f"{name}.yml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(records.write(data), encoding="utf-8")
    site = read(ROOT / "sites" / "demonstration.yml")
    site["territoire"] = {"epci": ["200038990", "243500550"], "recenses": ["200038990"]}
    assert poisoned(site, contract.site_schema(), LEFT) > 5
    (root / "sites").mkdir()
    (root / "sites" / "demonstration.yml").write_text(records.write(site), encoding="utf-8")
    return Hostile(root, titles)


def read(path: Path) -> dict[str, Any]:
    found = records.read_file(path, path.name)
    assert isinstance(found, records.Record), found
    return found.data


@dataclass(frozen=True)
class Trap:
    """The hostile site, and a reader whose page tells when a text has acted."""

    site: Published
    titles: dict[str, str]
    reader: Reader
    acted: list[str]

    def open(self, path: str) -> Page:
        return self.reader.go(path)


@pytest.fixture(scope="module")
def trap(
    tmp_path_factory: pytest.TempPathFactory,
    build_site: Build,
    serve: Callable[[Path], Published],
    newcomer: Callable[..., Reader],
) -> Trap:
    """The hostile project, built, served and read."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile = write_project(folder / "project", REFUSED)
    done = build_site(hostile.root, "sites/demonstration.yml", folder / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    site = serve(folder / "site")
    reader = newcomer(site.url, reduced_motion="reduce")
    acted: list[str] = []
    reader.page.expose_function("pwned", lambda: acted.append(reader.page.url))
    return Trap(site, hostile.titles, reader, acted)


def test_hostile_text_where_a_grammar_is_expected_is_refused_with_messages(tmp_path: Path, build_site: Build) -> None:
    hostile = write_project(tmp_path / "project", set())
    done = build_site(hostile.root, "sites/demonstration.yml", tmp_path / "site")
    assert done.returncode == 1
    assert "erreur" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "link", ["javascript:pwned()", "JaVaScRiPt:pwned()", "data:text/html,<script>pwned()</script>"]
)
def test_a_link_that_acts_is_refused(tmp_path: Path, build_site: Build, link: str) -> None:
    hostile = write_project(tmp_path / "project", REFUSED)
    path = hostile.root / "directory" / f"{VENUES[0]}.yml"
    data = read(path)
    data["site_web"] = [link]
    path.write_text(records.write(data), encoding="utf-8")
    done = build_site(hostile.root, "sites/demonstration.yml", tmp_path / "site")
    assert done.returncode == 1
    assert "site_web" in done.stdout + done.stderr


@pytest.mark.parametrize("venue", [name.split("/")[1] for name in VENUES])
def test_a_hostile_venue_shows_its_text_as_text(trap: Trap, venue: str) -> None:
    page = trap.open(f"lieux/{venue}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(trap.titles[venue].strip())
    assert unharmed(trap)
    assert trap.titles[venue].strip()[:40] in page.title()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "lieux/",
        "lieux-fermes/",
        "besoins/caf-demarches/",
        "communes/35184/",
        "epci/200038990/",
        "epci/200038990/semaine/",
        "epci/200038990/livret/",
        "donnees/",
        "trouver/",
    ],
)
def test_a_hostile_list_shows_its_text_as_text(trap: Trap, path: str) -> None:
    page = trap.open(path)
    page.wait_for_load_state("networkidle")
    assert unharmed(trap)
    if path == "lieux/":
        expect(page.locator(".mg")).to_contain_text(trap.titles["bus-numerique-broceliande"].strip())


def test_the_pop_ups_of_the_maps_show_text_as_text(trap: Trap) -> None:
    page = trap.open("cartes/epci-200038990.html")
    for point in page.locator(".mg-point").all():
        point.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".leaflet-popup-content").last).to_contain_text("onerror=pwned()")
    assert unharmed(trap)
    venue = VENUES[0].split("/")[1]
    page = trap.open(f"lieux/{venue}/")
    page.locator("[data-mg-carte]").scroll_into_view_if_needed()
    page.locator(".mg-carte-repere").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup-content")).to_have_text(trap.titles[venue].strip())
    assert unharmed(trap)


def unharmed(trap: Trap) -> bool:
    """Whether nothing has acted, and nothing in the page could."""
    page = trap.reader.page
    could = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) =>
          [...element.attributes].some(({ name, value }) => name.startsWith("on") || /^\\\\s*javascript:/i.test(value))
          || (element.tagName === "IMG" && element.getAttribute("src") === "x")
          || (element.tagName === "SCRIPT" && /^\\\\s*pwned/.test(element.textContent)))
        .map((element) => element.outerHTML.slice(0, 200))"""
    )
    assert could == []
    assert trap.reader.dialogs == []
    assert trap.reader.failed == []
    assert trap.reader.errors == []
    return trap.acted == []
