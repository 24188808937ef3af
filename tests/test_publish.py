"""The old site stays whole until the new one is complete."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from maillage import publish


def site(target: Path, text: str) -> None:
    with publish.replacing(target) as work:
        (work / "index.html").write_text(text)


def test_the_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "site"
    site(target, "ancien")
    (target / "perdu.html").write_text("x")
    site(target, "nouveau")
    assert (target / "index.html").read_text() == "nouveau"
    assert not (target / "perdu.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("accident", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_a_build_that_stops_halfway_leaves_the_old_site_whole(tmp_path: Path, accident: type[BaseException]) -> None:
    target = tmp_path / "site"
    site(target, "ancien")

    def half_a_build() -> None:
        with publish.replacing(target) as work:
            (work / "index.html").write_text("à moitié")
            raise accident

    with pytest.raises(accident):
        half_a_build()
    assert (target / "index.html").read_text() == "ancien"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_machine_that_stops_between_the_two_renames_finds_the_old_site_again(tmp_path: Path) -> None:
    target = tmp_path / "site"
    site(target, "ancien")
    target.rename(tmp_path / ".site.ancien")
    with pytest.raises(RuntimeError), publish.replacing(target):
        raise RuntimeError
    assert (target / "index.html").read_text() == "ancien"


def test_what_a_killed_build_has_left_is_taken_away_by_the_next_one(tmp_path: Path) -> None:
    site(tmp_path / "site", "ancien")
    code = (
        "import os, signal, sys; from pathlib import Path; from maillage import publish\n"
        "with publish.replacing(Path(sys.argv[1])) as work:\n"
        "    (work / 'index.html').write_text('à moitié')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path / "site")], check=False).returncode == -9
    assert len(list(tmp_path.iterdir())) == 2
    (tmp_path / ".site.nouveau-fichier").write_text("pas un dossier, mais laissé aussi")
    site(tmp_path / "site", "nouveau")
    assert (tmp_path / "site" / "index.html").read_text() == "nouveau"
    assert not [path for path in tmp_path.iterdir() if path.is_dir() and path.name != "site"]


def test_what_another_build_is_filling_stays(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with publish.replacing(target) as first:
        (first / "index.html").write_text("un")
        with publish.replacing(target) as second:
            (second / "index.html").write_text("deux")
        assert (target / "index.html").read_text() == "deux"
        assert first.is_dir()
    assert (target / "index.html").read_text() == "un"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_of_many_builds_at_once_each_publishes_a_whole_site(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: site(target, str(number)), range(40)))
    assert (target / "index.html").read_text() in map(str, range(40))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_that_no_build_has_made_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "vacances.jpg").write_text("x")
    with pytest.raises(publish.NotOursError), publish.replacing(tmp_path / "photos"):
        pytest.fail("the block must not run")
    assert (tmp_path / "photos" / "vacances.jpg").exists()


def test_an_empty_folder_may_become_the_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    site(tmp_path / "site", "premier")
    assert (tmp_path / "site" / "index.html").read_text() == "premier"


def test_what_a_site_has_replaced_waits_aside_for_one_turn(tmp_path: Path) -> None:
    target = tmp_path / "site"
    for text in ("un", "deux", "trois"):
        with publish.taking_turns(target) as work:
            (work / "index.html").write_text(text)
    assert (target / "index.html").read_text() == "trois"
    assert (publish.aside(target) / "index.html").read_text() == "deux"
    assert (publish.aside(target) / ".gitignore").read_text() == "*\n"
    with publish.taking_turns(target) as work:
        publish.take_back(target, work)
        assert (work / "index.html").read_text() == "deux"
        publish.take_back(target, work)
    assert (publish.aside(target) / "index.html").read_text() == "trois"
    publish.discard(target)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_that_cannot_be_kept_aside_is_no_reason_not_to_publish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "site"
    site(target, "ancien")
    write = Path.write_text

    def full(self: Path, *what: str, **how: str) -> int:
        if self.name == ".gitignore":
            raise OSError(28, "No space left on device")
        return write(self, *what, **how)

    monkeypatch.setattr(Path, "write_text", full)
    with publish.taking_turns(target) as work:
        (work / "index.html").write_text("nouveau")
    assert (target / "index.html").read_text() == "nouveau"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_that_somebody_has_taken_away_stays_away(tmp_path: Path) -> None:
    target = tmp_path / "site"
    for _ in range(2):
        with publish.taking_turns(target):
            pass
    shutil.rmtree(target)
    with pytest.raises(RuntimeError), publish.taking_turns(target):
        raise RuntimeError
    assert not target.exists()


def test_a_file_takes_the_place_of_a_link_and_leaves_what_it_shared(tmp_path: Path) -> None:
    publish.write(tmp_path / "a/un.html", b"un")
    (tmp_path / "deux.html").hardlink_to(tmp_path / "a/un.html")
    publish.write(tmp_path / "deux.html", b"deux")
    assert (tmp_path / "a/un.html").read_bytes() == b"un"
    assert (tmp_path / "deux.html").read_bytes() == b"deux"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "geocodes.json"
    publish.write_atomically(path, b"un")
    publish.write_atomically(path, b"deux")
    assert path.read_bytes() == b"deux"
    assert [p.name for p in tmp_path.iterdir()] == ["geocodes.json"]
