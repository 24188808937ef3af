"""`maillage check`: all the problems of all the files, in one run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from maillage import checks, positions, report
from maillage.directory import Project, Refused, check, read_hub_files, read_site, today_in_france
from maillage.model import Problem

_COULD_NOT_RUN = 2
# They stand beside the venues without being one, and are read on every run.
_ALWAYS_READ = (positions.LOCK_NAME, checks.NOT_DUPLICATES_NAME)


def run(paths: Sequence[Path], directory: Path, today: date | None, form: str, *, strict: bool) -> int:
    """Print what is wrong in the directory, or in the files asked for, and return the exit code."""
    refusals = [refusal for path in (directory, *paths) if (refusal := _refusal(path, folder=path is directory))]
    if refusals:
        for refusal in refusals:
            print(f"maillage : {refusal}", file=sys.stderr)
        return _COULD_NOT_RUN
    project = Project.at(directory)
    files = checks.find_files(project.directory, project.root)
    sites = sorted(project.sites.glob("*.yml"))
    if not paths:
        asked: frozenset[str] | None = None
        if not files:
            print(f"maillage : aucune fiche dans {directory}.", file=sys.stderr)
    else:
        venues, sites = _asked([path.resolve() for path in paths], project, files, sites)
        files, asked = {**files, **venues}, frozenset(venues)
    day = today or today_in_france()
    checked, _ = check(project, day, files, asked)
    problems = tuple(sorted((*checked.problems, *_of_sites(project, sites, day))))
    print(_written(problems, form))
    return checks.exit_code(problems, strict)


def _refusal(path: Path, *, folder: bool) -> str:
    """Return why a path of the command line cannot be checked, empty where it can."""
    if not path.exists():
        return f"{path} n’existe pas."
    if path.is_dir():
        return ""
    if folder:
        return f"{path} n’est pas un dossier."
    if path.suffix not in (".yml", ".yaml") and path.name not in _ALWAYS_READ:
        return f"{path} n’est pas une fiche : le nom d’une fiche finit par « .yml »."
    return ""


def _asked(
    paths: Iterable[Path], project: Project, files: dict[str, Path], sites: Sequence[Path]
) -> tuple[dict[str, Path], list[Path]]:
    """Return the venues by path, and the sites, that absolute paths ask for, inside the directory or elsewhere."""
    venues: dict[str, Path] = {}
    chosen: list[Path] = []
    for path in paths:
        if path.is_file():
            if path.parent == project.sites:
                chosen.append(path)
            elif path.name not in _ALWAYS_READ:
                venues[project.relative(path)] = path
            continue
        # A folder of the project may hold much that is neither a venue nor a site.
        ours = {name: file for name, file in files.items() if file.is_relative_to(path)}
        our_sites = [site for site in sites if site.is_relative_to(path)]
        if not ours and not our_sites:
            ours = {project.relative(file): file for file in checks.find_files(path, path).values()}
        venues |= ours
        chosen += our_sites
    return venues, sorted(set(chosen))


def _of_sites(project: Project, sites: Iterable[Path], today: date) -> Iterable[Problem]:
    """Yield what is wrong with site files, and with what the hub has put beside those that stand."""
    for path in sites:
        site = read_site(project, path)
        yield from site.problems if isinstance(site, Refused) else read_hub_files(project, path, site, today)[1]


def _written(problems: Sequence[Problem], form: str) -> str:
    forms: dict[str, Callable[[], str]] = {
        "text": lambda: report.text(problems, colour=sys.stdout.isatty()),
        "json": lambda: report.as_json(problems),
        "github": lambda: report.github(problems),
    }
    return forms[form]()
