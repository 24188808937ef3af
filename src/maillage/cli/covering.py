"""`maillage coverage`: the figures of a site or of one intercommunality, today or at any revision of the directory."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from maillage import collector, contract, coverage, hub_files, report, territory
from maillage.catalogue import assemble
from maillage.cli import covering_text
from maillage.coverage import Report, World
from maillage.directory import Directory, Project, Refused, read_directory, read_site, today_in_france
from maillage.model import Site

FORMATS = ("text", "csv", "json", "edition")

_TO_MEND, _COULD_NOT_RUN = 1, 2


class _UnknownRevisionError(Exception):
    """Why a revision cannot be read, in French."""


@collector.held()
def run(
    site_path: Path, directory: Path, today: date | None, form: str, epci: str | None = None, at: str | None = None
) -> int:
    """Print the figures of a site, or of one EPCI of it, in one of `FORMATS`, and return the exit code.

    With `at`, the venues are those of that revision of the directory, on the day of the revision unless another is
    given; the site, its territory and its thresholds are those of today, so that two editions compare.
    """
    if form == "edition" and epci:
        print("maillage : une édition est celle de tout le site : retirez --epci.", file=sys.stderr)
        return _COULD_NOT_RUN
    missing = [path for path in (site_path, directory) if not path.exists()]
    for path in missing:
        print(f"maillage : {path} n’existe pas.", file=sys.stderr)
    if missing:
        return _COULD_NOT_RUN
    project = Project.at(directory)
    site = read_site(project, site_path)
    if isinstance(site, Refused):
        print(report.text(site.problems, colour=sys.stderr.isatty()), file=sys.stderr)
        return _TO_MEND
    try:
        found = _today(project, today or today_in_france()) if at is None else _at_revision(project, at, today)
    except _UnknownRevisionError as refusal:
        print(f"maillage : {refusal}", file=sys.stderr)
        return _COULD_NOT_RUN
    if isinstance(found, Refused):
        errors = [problem for problem in found.problems if problem.level == "erreur"]
        print(report.text(errors, colour=sys.stderr.isatty()), file=sys.stderr)
        print(
            "maillage : des chiffres tirés d’une partie des fiches seraient faux ; aucun n’est donné.", file=sys.stderr
        )
        return _TO_MEND
    world = _world(found, site)
    told = coverage.report(world)
    if epci and ("epci", epci) not in told.mesh.areas.rank:
        codes = ", ".join(f"{area.code} ({area.nom})" for area in told.areas if area.niveau == "epci")
        print(
            f"maillage : « {epci} » n’est pas une intercommunalité du territoire de {site.slug} : {codes}.",
            file=sys.stderr,
        )
        return _COULD_NOT_RUN
    writers: dict[str, Callable[[Report, str | None], Iterator[str]]] = {
        "csv": _csv,
        "json": _json,
        "text": covering_text.text,
        "edition": _edition,
    }
    for piece in writers[form](told, epci):
        sys.stdout.write(piece)
    return 0


# -- reading


@dataclass(frozen=True, slots=True)
class _Edition:
    """The venues of a directory on a day."""

    directory: Directory
    today: date


def _today(project: Project, today: date) -> _Edition | Refused:
    read = read_directory(project, today)
    if any(problem.level == "erreur" for problem in read.problems):
        return Refused(read.problems)
    return _Edition(read, today)


def _at_revision(project: Project, revision: str, today: date | None) -> _Edition:
    """Return the directory of a revision; what today's rules refuse in it is left out, and said."""
    top = Path(_git(project.root, "rev-parse", "--show-toplevel").decode().strip())
    commit = _git(
        project.root,
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        f"{revision}^{{commit}}",
        revision=revision,
    )
    name = commit.decode().strip()
    day = today or date.fromisoformat(_git(top, "show", "--no-patch", "--format=%cs", name).decode().strip())
    inside = project.directory.relative_to(top.resolve()).as_posix()
    archive = _git(top, "archive", "--format=tar", name, "--", inside, revision=revision)
    with _unpacked(archive) as folder:
        read = read_directory(Project.at(folder / inside), day)
    wrong = {problem.path for problem in read.problems if problem.level == "erreur"}
    if wrong:
        print(
            f"maillage : fiches de {revision} que les règles d’aujourd’hui refusent, laissées de côté : {len(wrong)}.",
            file=sys.stderr,
        )
    return _Edition(read, day)


@contextmanager
def _unpacked(archive: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="maillage-edition-") as temporary:
        folder = Path(temporary).resolve()
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        yield folder


def _git(folder: Path, *arguments: str, revision: str | None = None) -> bytes:
    """Return what git answers; `_UnknownRevisionError` says in French why it does not."""
    program = shutil.which("git")
    if program is None:
        raise _UnknownRevisionError("git n’est pas installé : --at lit une édition passée des fiches dans leur dépôt.")
    # No shell reads the arguments, and a revision cannot pass for an option.
    done = subprocess.run([program, "-C", str(folder), *arguments], capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        if revision is not None:
            raise _UnknownRevisionError(
                f"« {revision} » n’est pas une édition où ce dossier avait des fiches. Donnez une étiquette, une "
                "branche ou un numéro de « git log »."
            )
        raise _UnknownRevisionError(f"{folder} n’est pas dans un dépôt git : --at lit une édition passée des fiches.")
    return done.stdout


def _world(edition: _Edition, site: Site) -> World:
    france, nomenclature = territory.load(), contract.load_nomenclature()
    catalogue = assemble(edition.directory.lieux.items(), edition.directory.lock, nomenclature, france)
    return World(
        lieux=tuple(catalogue.lieux.values()),
        positions=catalogue.positions,
        territory=france,
        nomenclature=nomenclature,
        site=site,
        today=edition.today,
        mairies_supposees=territory.supposed_mairies(),
    )


# -- writing


def _csv(told: Report, epci: str | None) -> Iterator[str]:
    return coverage.Tables(told).csv("epci" if epci else None, epci)


def _json(told: Report, epci: str | None) -> Iterator[str]:
    return coverage.Tables(told).json("epci" if epci else None, epci)


def _edition(told: Report, _epci: str | None) -> Iterator[str]:
    seuils = told.world.site.seuils
    yield hub_files.edition_text(coverage.edition(told.mesh, seuils.proche_km, seuils.loin_km))
