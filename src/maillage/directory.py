"""What people write, read from the disk and checked: the venues of a directory, the file of a site.

Nothing here draws a page or a map, so that `maillage check` starts without the libraries that do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from maillage import checks, contract, hub_files, parse, positions, records, territory
from maillage.model import Edition, HubFiles, Lieu, Need, Problem, Site

Step = Callable[[str], AbstractContextManager[object]]


def silent_step(_name: str) -> AbstractContextManager[object]:
    """Return a context that does nothing; a caller who measures gives another."""
    return nullcontext()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Where the files of one directory are; problems speak of paths relative to `root`."""

    root: Path
    directory: Path

    @classmethod
    def at(cls, directory: Path) -> Project:
        """Return the project of a folder of venues: the folder that holds it."""
        return cls(root=directory.resolve().parent, directory=directory.resolve())

    @property
    def sites(self) -> Path:
        """The folder of the site files."""
        return self.root / "sites"

    def relative(self, path: Path) -> str:
        """Return a path as problems write it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """The venues that could be read, by path, the lock of positions, and everything that is wrong or doubtful."""

    lieux: Mapping[str, Lieu]
    lock: positions.Lock
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no site: at least one of these problems is an error."""

    problems: tuple[Problem, ...]


def today_in_france() -> date:
    """Return the day it is in Paris, whatever the clock of the machine says."""
    return datetime.now(ZoneInfo("Europe/Paris")).date()


def read_site(project: Project, path: Path) -> Site | Refused:
    """Return the site that a file describes, or everything that is wrong with it."""
    read = records.read_file_on(path, project.relative(path.resolve()))
    if read.record is None:
        return Refused(read.problems)
    context = _context(today_in_france())
    refused = checks.site_refused(read.record, checks.gate(contract.site_schema()), context)
    if read.record.refused or refused:
        return Refused(tuple(sorted((*read.problems, *refused))))
    site = parse.site(read.record.data)
    problems = (*read.problems, *checks.site_doubtful(read.record, site, context))
    return Refused(tuple(sorted(problems))) if problems else site


def read_hub_files(project: Project, path: Path, site: Site, today: date) -> tuple[HubFiles, tuple[Problem, ...]]:
    """Return what the hub has put in the folder beside its site file, and what is wrong with it.

    A file with an error is left out. Editions are those of earlier days: one of the day itself compares with nothing.
    """
    folder = path.with_suffix("")
    france = territory.load()
    needs: list[Need] = []
    editions: list[Edition] = []
    problems: list[Problem] = []
    for file in _files(folder, "*.csv"):
        need, found = hub_files.read_need(file.read_bytes(), project.relative(file.resolve()), france, site.territoire)
        problems += found
        needs += [need] if need else []
    for file in _files(folder / "editions", "*.json"):
        edition = hub_files.read_edition(file.read_bytes(), project.relative(file.resolve()))
        if isinstance(edition, Problem):
            problems.append(edition)
        elif edition.jour < today:
            editions.append(edition)
    editions.sort(key=lambda one: one.jour, reverse=True)
    return HubFiles(besoins=tuple(needs), editions=tuple(editions)), tuple(sorted(problems))


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.glob(pattern) if path.is_file())


def read_directory(project: Project, today: date, step: Step = silent_step) -> Directory:
    """Return everything that the files of a directory say, and all that is wrong with them."""
    with step("lire et vérifier"):
        files = checks.find_files(project.directory, project.root)
        checked, lock = check(project, today, files)
    wrong = {problem.path for problem in checked.problems if problem.level == "erreur"}
    with step("interpréter"):
        read = {
            path: parse.unpack(checked.packed[path]) if path in checked.packed else _lieu(file, path)
            for path, file in files.items()
            if path not in wrong
        }
    unread = (found for found in read.values() if isinstance(found, Problem))
    return Directory(
        lieux={path: lieu for path, lieu in read.items() if isinstance(lieu, Lieu)},
        lock=lock,
        problems=tuple(sorted((*checked.problems, *unread))),
    )


def check(
    project: Project, today: date, files: Mapping[str, Path], only: Collection[str] | None = None
) -> tuple[checks.Checked, positions.Lock]:
    """Return what a check says of a directory, or of some of its files, and its lock of positions."""
    context = _context(today)
    problems: list[Problem] = []
    lock = read_lock(project)
    if isinstance(lock, Problem):
        problems.append(lock)
        lock = {}
    distinct = _read_not_duplicates(project, context)
    if isinstance(distinct, tuple):
        problems += distinct
        distinct = None
    checked = checks.check_files(
        files,
        document=contract.lieu_schema(),
        context=context,
        lock=lock,
        not_duplicates=distinct,
        only=only,
        cache=checks.cache_location(project.root),
    )
    return replace(checked, problems=tuple(sorted((*problems, *checked.problems)))), lock


def read_lock(project: Project) -> dict[str, positions.Geocode] | Problem:
    """Return the positions that were geocoded, none where nobody has asked yet."""
    path = project.directory / positions.LOCK_NAME
    try:
        return positions.read_lock(path.read_bytes(), project.relative(path))
    except FileNotFoundError:
        return {}


def _read_not_duplicates(
    project: Project, context: checks.Context
) -> checks.NotDuplicates | tuple[Problem, ...] | None:
    path = project.directory / checks.NOT_DUPLICATES_NAME
    if not path.exists():
        return None
    read = records.read_file_on(path, project.relative(path))
    if read.record is None:
        return read.problems
    declared = checks.read_not_duplicates(read.record, context.nomenclature)
    if read.problems:
        return tuple(sorted((*read.problems, *(declared if isinstance(declared, tuple) else ()))))
    return declared


def _lieu(file: Path, path: str) -> Lieu | Problem:
    """Return the venue of a file that the check has accepted, or say that somebody has saved it meanwhile."""
    found = records.read_file(file, path)
    try:
        if isinstance(found, records.Record):
            return parse.lieu(found.data)
    except ValueError:
        pass
    return Problem(
        path=path,
        line=0,
        column=0,
        level="erreur",
        code="fiche-en-cours-d-ecriture",
        where="",
        message="ce fichier a changé pendant qu’il était lu",
        hint="relancez la commande quand il est enregistré",
    )


def _context(today: date) -> checks.Context:
    return checks.Context(territory=territory.load(), nomenclature=contract.load_nomenclature(), today=today)
