"""The eight steps from files to pages, in order: read, check, parse, locate, relate, select, measure, render."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from maillage import contract, pages, territory
from maillage.catalogue import Catalogue, Selection, assemble, select
from maillage.directory import (
    Project,
    Refused,
    Step,
    read_directory,
    read_hub_files,
    read_site,
    silent_step,
    today_in_france,
)
from maillage.model import Asset, Draft, LateAsset, Problem, Site

__all__ = ["Content", "Project", "Refused", "Step", "prepare", "silent_step", "today_in_france"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that a site publishes, and what deserves attention in the files it comes from."""

    site: Site
    catalogue: Catalogue
    selection: Selection
    drafts: tuple[Draft, ...]
    assets: tuple[Asset | LateAsset, ...]
    problems: tuple[Problem, ...]


def prepare(
    project: Project, site_path: Path, *, today: date, tolerant: bool = False, step: Step = silent_step
) -> Content | Refused:
    """Return the pages and files of a site, or the errors that forbid it.

    A `tolerant` build (somebody is looking at the page they edit) leaves the wrong records out.
    """
    site = read_site(project, site_path)
    if isinstance(site, Refused):
        return site
    directory = read_directory(project, today, step)
    beside, doubts = read_hub_files(project, site_path, site, today)
    problems = tuple(sorted((*directory.problems, *doubts)))
    if not tolerant and any(problem.level == "erreur" for problem in problems):
        return Refused(problems)
    with step("placer"):
        pairs = ((path, lieu) for path, lieu in directory.lieux.items())
        catalogue = assemble(pairs, directory.lock, contract.load_nomenclature(), territory.load())
    with step("choisir"):
        selection = select(catalogue, site)
    with step("préparer"):
        drafts, assets = pages.render(catalogue, site, today, selection=selection, hub_files=beside)
    return Content(
        site=site,
        catalogue=catalogue,
        selection=selection,
        drafts=tuple(drafts),
        assets=(*assets, *_bundle()),
        problems=problems,
    )


@cache
def _bundle() -> tuple[Asset, ...]:
    """Return the scripts and styles that the package was built with, none in a checkout where npm has not run."""
    folder = Path(__file__).parent / "web"
    # What lies in a folder of the bundle is not published as it is (see offline.py).
    files = sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith("."))
    return tuple(Asset(url=f"assets/maillage/{path.name}", content=path.read_bytes()) for path in files)
