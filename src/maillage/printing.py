"""Pages and files on the disk: each is taken from the published site, or made and written, then forgotten.

Several processes share a large site, one does the whole of a small one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from maillage import digests, publish, stamp
from maillage.model import Asset, Draft, LateAsset
from maillage.processes import share, worth
from maillage.reuse import File, Published, Trace, seen

# Under that many pages, another process costs more than it saves.
_WORTH_A_PROCESS = 1500
# Pages that one process prints in a row: they are near one another, and share much of what is worked out for them.
_CHUNK = 200

Work = Draft | Asset | LateAsset
Task = Sequence[Work]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be printed below which folder: pages, in which shells (by address), and files as they are.

    `standing` is what the folder holds already, `published` the site whose pages may serve again, and `foundation`
    names all that every page is made of.
    """

    drafts: Sequence[Draft]
    shells: Mapping[str, stamp.Shell]
    folder: Path
    files: Sequence[Asset | LateAsset] = ()
    standing: Published | None = None
    published: Published | None = None
    foundation: str = ""

    def tasks(self) -> list[Task]:
        """Return the work in shares; pages that come with their data first, each alone: they take the longest."""
        long = [[draft] for draft in self.drafts if draft.files]
        short = [draft for draft in self.drafts if not draft.files]
        return [*long, *_chunks(self.files), *_chunks(short)]

    def run(self, task: Task) -> list[Trace]:
        """Print a share of the work, and return what each piece of it has given."""
        return [self._print(each) for each in task]

    def _print(self, each: Work) -> Trace:
        digest = self._digest(each)
        return (
            (self.standing and self.standing.holds(each.url, digest))
            or (self.published and self.published.link(each.url, digest, self.folder))
            or self._make(each, digest)
        )

    def _make(self, each: Work, digest: str) -> Trace:
        if not isinstance(each, Draft):
            return Trace(each.url, digest, False, (self._write(each.url, each.content),))
        page = each.make()
        html = stamp.fill(self.shells[stamp.shell_url(page.url)], page)
        written = [(f"{page.url}index.html", html), *((asset.url, asset.content) for asset in page.assets)]
        return Trace(each.url, digest, page.indexed, tuple(self._write(path, content) for path, content in written))

    def _digest(self, each: Work) -> str:
        """Return the name of all that a page or a file is made of, empty where nobody can say."""
        if isinstance(each, Asset) or each.made_of is None or not self.foundation:
            return ""
        shell = self.shells[stamp.shell_url(each.url)].digest if isinstance(each, Draft) else ""
        return digests.of(self.foundation, shell, repr(each.made_of()))

    def _write(self, path: str, content: bytes) -> File:
        publish.write(self.folder / path, content)
        return seen(self.folder, path)


def print_all(job: Job, processes: int | None = None) -> list[Trace]:
    """Print all the pages and files of a job, and return what each has given, by address."""
    workers = worth(len(job.drafts), _WORTH_A_PROCESS, processes)
    return _sorted(share(job.run, job.tasks(), workers))


def _sorted(traces: Iterable[Iterable[Trace]]) -> list[Trace]:
    return sorted(chain.from_iterable(traces), key=lambda trace: trace.url)


def _chunks(work: Sequence[Work]) -> Iterable[Task]:
    return (work[start : start + _CHUNK] for start in range(0, len(work), _CHUNK))
