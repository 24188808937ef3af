"""The stamped pages and the late files on the disk: each is made, written, then forgotten.

Several processes share a large site, each a copy of this one at the moment it is told to print; elsewhere than on
systems that can copy a process, and for small sites, one does it all.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from maillage import stamp
from maillage.model import Asset, Draft, LateAsset

# Under that many pages, another process costs more than it saves.
_WORTH_A_PROCESS = 1500
# Pages that one process prints in a row: they are near one another, and share much of what is worked out for them.
_CHUNK = 200

Work = Draft | Asset | LateAsset
Task = Sequence[Work]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be printed below which folder: pages, in which shells (by address), and files as they are."""

    drafts: Sequence[Draft]
    shells: Mapping[str, stamp.Shell]
    folder: Path
    files: Sequence[Asset | LateAsset] = ()

    def tasks(self) -> list[Task]:
        """Return the work in shares; pages that come with their data first, each alone: they take the longest."""
        long = [[draft] for draft in self.drafts if draft.files]
        short = [draft for draft in self.drafts if not draft.files]
        return [*long, *_chunks(self.files), *_chunks(short)]

    def run(self, task: Task) -> list[str]:
        """Print a share of the work, and return the addresses that search engines may list."""
        return [url for each in task if (url := self._print(each)) is not None]

    def _print(self, each: Work) -> str | None:
        if not isinstance(each, Draft):
            self._write(each.url, each.content)
            return None
        page = each.make()
        for asset in page.assets:
            self._write(asset.url, asset.content)
        self._write(f"{page.url}index.html", stamp.fill(self.shells[stamp.shell_url(page.url)], page))
        return page.url if page.indexed else None

    def _write(self, path: str, content: bytes) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def print_pages(job: Job, processes: int | None = None) -> list[str]:
    """Print all the pages and files of a job, and return the addresses that search engines may list, sorted."""
    workers = min(processes or os.cpu_count() or 1, len(job.drafts) // _WORTH_A_PROCESS + 1)
    tasks = job.tasks()
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return sorted(chain.from_iterable(map(job.run, tasks)))
    # The job is not sent: a copied process already has it, closures included.
    global _job
    _job = job, tasks
    # What is there is there to stay: looking for rubbish in it would copy it, page after page, in each process.
    gc.freeze()
    try:
        with multiprocessing.get_context("fork").Pool(workers, initializer=_obey) as pool:
            return sorted(chain.from_iterable(pool.imap_unordered(_run, range(len(tasks)))))
    finally:
        gc.unfreeze()


def _chunks(work: Sequence[Work]) -> Iterable[Task]:
    return (work[start : start + _CHUNK] for start in range(0, len(work), _CHUNK))


_job: tuple[Job, Sequence[Task]]


def _obey() -> None:
    """Leave interruptions to the process that leads: it ends the others, which have nothing to say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _run(number: int) -> list[str]:
    job, tasks = _job
    return job.run(tasks[number])
