"""The stamped pages and the late files on the disk: each is made, written, then forgotten.

Several processes share a large site, each a copy of this one at the moment it is told to print; elsewhere than on
systems that can copy a process, and for small sites, one does it all.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from maillage import stamp
from maillage.model import Draft, LateAsset, Page

# Under that many pages, another process costs more than it saves.
_WORTH_A_PROCESS = 1500


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be printed below which folder: pages, in which shells (by depth), and files as they are."""

    drafts: Sequence[Draft]
    shells: Mapping[int, stamp.Shell]
    folder: Path
    files: Sequence[LateAsset] = ()

    def run(self, start: int, stride: int) -> list[str]:
        """Print every `stride`-th page and file from `start`, and return the addresses that search engines may list."""
        for file in self.files[start::stride]:
            target = self.folder / file.url
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.make())
        return [page.url for draft in self.drafts[start::stride] if (page := self._print(draft)).indexed]

    def _print(self, draft: Draft) -> Page:
        page = draft.make()
        folder = self.folder / page.url
        folder.mkdir(parents=True, exist_ok=True)
        html = stamp.fill(self.shells[stamp.depth(page.url)], page)
        (folder / "index.html").write_bytes(html.encode())
        return page


def print_pages(job: Job, processes: int | None = None) -> list[str]:
    """Print all the pages and files of a job, and return the addresses that search engines may list, sorted."""
    workers = min(processes or os.cpu_count() or 1, len(job.drafts) // _WORTH_A_PROCESS + 1)
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return sorted(job.run(0, 1))
    # The job is not sent: a copied process already has it, closures included.
    global _job
    _job = job
    with multiprocessing.get_context("fork").Pool(workers, initializer=_obey) as pool:
        listed = pool.starmap(_run, [(start, workers) for start in range(workers)])
    return sorted(url for urls in listed for url in urls)


_job: Job


def _obey() -> None:
    """Leave interruptions to the process that leads: it ends the others, which have nothing to say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _run(start: int, stride: int) -> list[str]:
    return _job.run(start, stride)
