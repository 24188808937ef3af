"""Pages are made when they are wanted, and printed by as many processes as there are processors."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from maillage import printing, stamp
from maillage.model import Draft, LateAsset, Page

SHELL = stamp.cut("<html><head><title>MAILLAGE-TITRE</title></head><h1>MAILLAGE-CORPS</h1></html>", "coquille/1/")


def make(number: int) -> Page:
    if number < 0:
        raise OSError(28, "No space left on device")
    return Page(
        url=f"lieux/l{number}/", title=f"L{number}", description="", body=f"<p>{number}</p>", indexed=number % 2 == 0
    )


def a_job(folder: Path, numbers: range) -> printing.Job:
    drafts = [Draft(f"lieux/l{number}/", partial(make, number)) for number in numbers]
    return printing.Job(drafts=drafts, shells={"coquille/1/": SHELL}, folder=folder)


def test_every_page_is_printed_and_only_those_to_index_are_listed(tmp_path: Path) -> None:
    traces = printing.print_all(a_job(tmp_path, range(5)))
    assert [trace.url for trace in traces if trace.indexed] == ["lieux/l0/", "lieux/l2/", "lieux/l4/"]
    assert (tmp_path / "lieux" / "l3" / "index.html").read_text() == (
        "<html><head><title>L3</title></head><p>3</p></html>"
    )
    assert len(list(tmp_path.rglob("index.html"))) == 5


def test_two_processes_print_what_one_prints(tmp_path: Path) -> None:
    alone, together = tmp_path / "alone", tmp_path / "together"
    numbers = range(3200)
    by_one = printing.print_all(a_job(alone, numbers), processes=1)
    by_two = printing.print_all(a_job(together, numbers), processes=2)
    assert [(trace.url, trace.indexed) for trace in by_one] == [(trace.url, trace.indexed) for trace in by_two]
    for number in numbers:
        page = f"lieux/l{number}/index.html"
        assert (alone / page).read_bytes() == (together / page).read_bytes()


@pytest.mark.parametrize("processes", [1, 2])
def test_files_are_printed_once_each_in_folders_of_their_own(tmp_path: Path, processes: int) -> None:
    made: list[str] = []

    def content(name: str) -> bytes:
        made.append(name)
        return name.encode()

    files = [LateAsset(f"donnees/{name}/{name}.csv", partial(content, name)) for name in "abc"]
    job = a_job(tmp_path, range(1600))
    traces = printing.print_all(
        printing.Job(drafts=job.drafts, shells=job.shells, folder=tmp_path, files=files), processes=processes
    )
    assert {path.name: path.read_bytes() for path in tmp_path.glob("donnees/*/*")} == {
        f"{name}.csv": name.encode() for name in "abc"
    }
    assert not [trace for trace in traces if trace.indexed and trace.url.startswith("donnees/")]
    assert made == (list("abc") if processes == 1 else [])


@pytest.mark.parametrize("processes", [1, 2])
def test_a_full_disk_is_told_whichever_process_meets_it(tmp_path: Path, processes: int) -> None:
    with pytest.raises(OSError, match="No space left"):
        printing.print_all(a_job(tmp_path, range(-3200, -1)), processes=processes)
