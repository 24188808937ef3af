"""What the last build has left is taken as it is, or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from maillage import cache, publish, reuse


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site of two drafts: a page with a file beside it, and a page of which nobody knows what it is of."""
    folder = tmp_path / "site"
    traces = []
    for url, digest, paths in (("a/", "1", ("a/index.html", "a/plan.svg")), ("b/", "", ("b/index.html",))):
        for path in paths:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(path)
        traces.append(reuse.Trace(url, digest, True, tuple(reuse.seen(folder, path) for path in paths)))
    reuse.keep(reuse.Published(folder), traces)
    return folder


def files(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_draft_made_of_the_same_things_gives_its_files_to_the_new_site(site: Path, tmp_path: Path) -> None:
    trace = reuse.recall(site).link("a/", "1", tmp_path / "nouveau")
    assert trace
    assert (trace.url, trace.indexed) == ("a/", True)
    assert files(tmp_path / "nouveau") == {"a/index.html": "a/index.html", "a/plan.svg": "a/plan.svg"}
    assert (tmp_path / "nouveau/a/plan.svg").samefile(site / "a/plan.svg")


@pytest.mark.parametrize(("url", "digest"), [("a/", "2"), ("a/", ""), ("b/", ""), ("c/", "1")])
def test_a_draft_that_is_not_known_to_be_the_same_gives_nothing(
    site: Path, tmp_path: Path, url: str, digest: str
) -> None:
    assert reuse.recall(site).link(url, digest, tmp_path / "nouveau") is None
    assert not (tmp_path / "nouveau").exists()


def _longer(path: Path) -> None:
    path.write_text("plus long que prévu")


def _later(path: Path) -> None:
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


@pytest.mark.parametrize("accident", [Path.unlink, _longer, _later])
def test_a_file_that_is_not_as_the_build_left_it_takes_all_those_of_its_draft_with_it(
    site: Path, tmp_path: Path, accident: Callable[[Path], None]
) -> None:
    accident(site / "a/plan.svg")
    assert reuse.recall(site).link("a/", "1", tmp_path / "nouveau") is None
    assert files(tmp_path / "nouveau") == {}


def test_a_disk_without_links_has_every_page_made(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert reuse.recall(site).link("a/", "1", tmp_path / "nouveau") is None


def test_a_link_takes_the_place_of_what_stands_there(site: Path, tmp_path: Path) -> None:
    (tmp_path / "nouveau/a").mkdir(parents=True)
    (tmp_path / "nouveau/a/plan.svg").write_text("ancien")
    assert reuse.recall(site).link("a/", "1", tmp_path / "nouveau")
    assert files(tmp_path / "nouveau") == {"a/index.html": "a/index.html", "a/plan.svg": "a/plan.svg"}


def turn(target: Path, pages: dict[str, str]) -> tuple[list[str], list[reuse.Trace]]:
    """Publish pages, each made of its text; return those that did not stand there, and what each has given."""
    with publish.taking_turns(target) as work:
        published = reuse.recall(target)
        standing = reuse.begin(target, work)
        made: list[str] = []
        traces = []
        for url, text in pages.items():
            trace = standing.holds(url, text)
            if trace is None:
                made.append(url)
                trace = published.link(url, text, work)
            if trace is None:
                page = work / url / "index.html"
                page.parent.mkdir(parents=True, exist_ok=True)
                page.unlink(missing_ok=True)
                page.write_text(text)
                trace = reuse.Trace(url, text, True, (reuse.seen(work, f"{url}index.html"),))
            traces.append(trace)
        reuse.end(standing, traces)
    reuse.keep(published, traces)
    return made, traces


ONE = {"a/": "a", "b/": "b", "b/c/": "c", "d/": "d"}


def test_a_site_begins_with_the_one_before_the_last_and_ends_as_it_would_from_nothing(tmp_path: Path) -> None:
    target = tmp_path / "site"
    turn(target, ONE)
    assert turn(target, ONE)[0] == list(ONE)
    assert turn(target, {**ONE, "a/": "autre"})[0] == ["a/"]
    # Two builds ago, "a/" was still what it was at first.
    assert turn(target, {**ONE, "a/": "autre", "e/": "e"})[0] == ["a/", "e/"]
    assert turn(target, {"a/": "autre", "d/": "d"})[0] == []
    assert files(target) == {"a/index.html": "autre", "d/index.html": "d", ".maillage-site": MARK}
    assert sorted(path.name for path in target.iterdir()) == [".maillage-site", "a", "d"]


MARK = "Dossier remplacé à chaque construction du site.\n"


def test_what_somebody_has_put_changed_or_taken_away_in_a_site_does_not_come_back(tmp_path: Path) -> None:
    target = tmp_path / "site"
    turn(target, ONE)
    turn(target, ONE)
    (target / "CNAME").write_text("annuaire.example")
    (target / "x/y").mkdir(parents=True)
    (target / "x/y/z.html").write_text("à moi")
    # In place: the site that is kept aside has the same file.
    (target / "a/index.html").write_text("détourné")
    (target / "b/index.html").unlink()
    (target / "d/index.html").unlink()
    (target / "d/index.html").symlink_to(tmp_path)
    turn(target, ONE)
    assert turn(target, {url: text for url, text in ONE.items() if url != "d/"})
    assert files(target) == {"a/index.html": "a", "b/index.html": "b", "b/c/index.html": "c", ".maillage-site": MARK}
    assert not (target / "x").exists()


def test_a_site_of_which_little_serves_again_is_not_kept(tmp_path: Path) -> None:
    target = tmp_path / "site"
    turn(target, ONE)
    turn(target, ONE)
    assert publish.aside(target).is_dir()
    turn(target, {url: f"{text}, le lendemain" for url, text in ONE.items()})
    assert [path.name for path in tmp_path.iterdir() if path.name != "cache"] == ["site"]


def test_a_page_of_the_engine_stays_where_one_of_ours_was(tmp_path: Path) -> None:
    target = tmp_path / "site"
    turn(target, ONE)
    turn(target, ONE)
    with publish.taking_turns(target) as work:
        standing = reuse.begin(target, work)
        (work / "d/index.html").unlink()
        (work / "d/index.html").write_text("page écrite à la main")
        reuse.end(standing, [standing.traces["a/"]])
    assert files(target) == {"a/index.html": "a", "d/index.html": "page écrite à la main", ".maillage-site": MARK}


def test_the_memory_of_one_folder_says_nothing_of_another(site: Path) -> None:
    assert reuse.recall(site).traces.keys() == {"a/"}
    assert reuse.recall(site.parent / "ailleurs").traces == {}


@pytest.mark.parametrize(
    "document",
    [
        "",
        "[]",
        "{}",
        '{"version": 0, "drafts": {}}',
        '{"version": 1}',
        '{"version": 1, "drafts": {"a/": 3}}',
        '{"version": 1, "drafts": {"a/": ["1", true]}}',
        '{"version": 1, "drafts": {"a/": ["1", true, [["/etc/passwd", 1, 1]]]}}',
        '{"version": 1, "drafts": {"a/": ["1", true, [["../secret", 1, 1]]]}}',
        '{"version": 1, "drafts": {"a/": ["1", true, [[3, 1, 1]]]}}',
    ],
)
def test_a_memory_that_cannot_be_read_counts_as_empty(site: Path, document: str) -> None:
    cache.file("build", site, ".json").write_text(document)
    assert reuse.recall(site).traces == {}


def test_a_memory_that_cannot_be_written_is_not_a_problem(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fichier").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "fichier"))
    reuse.keep(reuse.Published(site), reuse.recall(site).traces.values())
    assert reuse.recall(site).traces == {}


def test_a_draft_of_which_nobody_knows_what_it_is_of_is_not_remembered(site: Path) -> None:
    assert list(json.loads(cache.file("build", site, ".json").read_text())["drafts"]) == ["a/"]
