"""The eight steps in order: a site is whole or refused, and building it asks nothing of the network or the clock."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from maillage import build, stamp
from maillage.build import Content, Project, Refused
from maillage.model import Page

TODAY = date(2026, 3, 12)
VENUE = """\
id: {name}
nom: Lieu {name}
typologies: [BIB]
adresse: {{code_postal: "35290", commune: Saint-Méen-le-Grand, code_insee: "35297"}}
courriels: [{name}@essai.example]
source: essai
verifie_le: "2026-01-15"
"""
SITE = """\
slug: essai
titre: Essai
adresse_publique: https://essai.example/
territoire: {epci: ["200038990"]}
contact: {nom: Hub, courriel: hub@essai.example}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A directory of two venues and a site that holds both."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    project = Project.at(tmp_path / "projet/directory")
    for name in ("abeille", "zebre"):
        write(project, f"directory/35/{name}.yml", VENUE.format(name=name))
    write(project, "sites/essai.yml", SITE)
    return project


def write(project: Project, path: str, text: str) -> None:
    (project.root / path).parent.mkdir(parents=True, exist_ok=True)
    (project.root / path).write_text(text, encoding="utf-8")


def prepared(project: Project, *, tolerant: bool = False) -> Content:
    content = build.prepare(project, project.sites / "essai.yml", today=TODAY, tolerant=tolerant)
    assert isinstance(content, Content)
    return content


def made(content: Content) -> dict[str, Page]:
    return {draft.url: draft.make() for draft in content.drafts}


def files(content: Content) -> dict[str, bytes]:
    return {asset.url: asset.content for asset in content.assets}


def test_a_site_has_a_page_for_each_venue_commune_and_need_at_its_address_for_ever(project: Project) -> None:
    content = prepared(project)
    addresses = {draft.url for draft in content.drafts}
    assert {"lieux/abeille/", "lieux/zebre/", "communes/35297/", "epci/200038990/", "besoins/carte-grise/"} <= addresses
    assert content.selection.lieux == ("abeille", "zebre")
    assert content.site.titre == "Essai"


def test_no_address_is_given_twice(project: Project) -> None:
    content = prepared(project)
    with_pages = (asset.url for page in made(content).values() for asset in page.assets)
    counted = Counter([*(draft.url for draft in content.drafts), *(asset.url for asset in content.assets), *with_pages])
    assert [url for url, times in counted.items() if times > 1] == []
    assert all(url == "" or url.endswith("/") for url in (draft.url for draft in content.drafts))
    assert not any(url.startswith("/") or ".." in url for url in counted)


def test_a_page_is_made_under_the_address_of_its_draft(project: Project) -> None:
    assert all(url == page.url and page.title for url, page in made(prepared(project)).items())


def test_a_page_of_the_menu_says_its_title_before_it_is_made(project: Project) -> None:
    of_menu = [draft for draft in prepared(project).drafts if stamp.in_menu(draft.url)]
    assert {draft.url: draft.title for draft in of_menu} == {draft.url: draft.make().title for draft in of_menu}


def test_a_page_says_beforehand_which_of_its_files_may_be_linked_to(project: Project) -> None:
    for draft in prepared(project).drafts:
        assert set(draft.files) <= {asset.url for asset in draft.make().assets}


def test_the_same_files_give_the_same_pages_and_the_same_bytes(project: Project) -> None:
    one, two = prepared(project), prepared(project)
    # Names of what differs, not the things: showing two whole sites side by side takes gigabytes.
    pages, again = made(one), made(two)
    assert [url for url in pages.keys() | again.keys() if pages.get(url) != again.get(url)] == []
    contents, others = files(one), files(two)
    assert [url for url in contents.keys() | others.keys() if contents.get(url) != others.get(url)] == []


def test_an_error_refuses_the_site_with_every_problem(project: Project) -> None:
    write(project, "directory/35/zebre.yml", "- liste\n")
    refused = build.prepare(project, project.sites / "essai.yml", today=TODAY)
    assert isinstance(refused, Refused)
    assert "directory/35/zebre.yml" in {problem.path for problem in refused.problems if problem.level == "erreur"}


def test_somebody_who_looks_at_a_page_still_sees_the_others(project: Project) -> None:
    write(project, "directory/35/zebre.yml", "- liste\n")
    content = prepared(project, tolerant=True)
    assert content.selection.lieux == ("abeille",)
    assert "directory/35/zebre.yml" in {problem.path for problem in content.problems}


def test_a_wrong_site_file_refuses_even_for_somebody_who_looks(project: Project) -> None:
    write(project, "sites/essai.yml", SITE.replace("200038990", "200038999"))
    refused = build.prepare(project, project.sites / "essai.yml", today=TODAY, tolerant=True)
    assert isinstance(refused, Refused)
    assert {problem.path for problem in refused.problems} == {"sites/essai.yml"}


def test_a_directory_without_a_venue_still_has_its_site(project: Project) -> None:
    for name in ("abeille", "zebre"):
        (project.directory / f"35/{name}.yml").unlink()
    assert prepared(project).selection.lieux == ()


def test_building_opens_no_socket_and_writes_nothing_in_the_project(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    before = {path: path.stat().st_mtime_ns for path in project.root.rglob("*")}
    made(prepared(project))
    assert {path: path.stat().st_mtime_ns for path in project.root.rglob("*")} == before


def test_the_steps_are_measured_in_their_order(project: Project) -> None:
    steps: list[str] = []

    @contextmanager
    def step(name: str) -> Iterator[None]:
        steps.append(name)
        yield

    build.prepare(project, project.sites / "essai.yml", today=TODAY, step=step)
    assert steps == ["lire et vérifier", "interpréter", "placer", "choisir", "préparer"]


def test_the_bundle_of_the_package_is_published_as_it_is(project: Project) -> None:
    folder = Path(build.__file__).parent / "web"
    published = files(prepared(project))
    for file in sorted(folder.glob("*.js")):
        assert published[f"assets/maillage/{file.name}"] == file.read_bytes()
