"""`maillage coverage`: the figures of a site or of one intercommunality, today or at any revision of the directory."""

from __future__ import annotations

import gc
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

from maillage import contract, coverage, hub_files, report, territory
from maillage.catalogue import assemble
from maillage.coverage import Figure, Question, Report, World
from maillage.directory import Directory, Project, Refused, read_directory, read_site, today_in_france
from maillage.model import Site
from maillage.pages import words
from maillage.pages.couverture.unlooked import why_nothing

FORMATS = ("text", "csv", "json", "edition")

_TO_MEND, _COULD_NOT_RUN = 1, 2
_FARTHEST = 5
_HELP = "demarches"


class _UnknownRevisionError(Exception):
    """Why a revision cannot be read, in French."""


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
    # What has been read stays until the end: looking for what could be let go would take a tenth of the time.
    gc.freeze()
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
        "text": _text,
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


def _text(told: Report, epci: str | None) -> Iterator[str]:
    for line in _lines(told, epci):
        yield f"{line}\n"


def _lines(told: Report, epci: str | None) -> Iterator[str]:
    niveau, code = ("epci", epci) if epci else ("hub", told.world.site.slug)
    rank = told.mesh.areas.rank["epci" if epci else "hub", code or ""]
    area = told.areas[rank]
    yield f"{area.nom}, le {words.day(told.world.today)}"
    if not area.recense:
        yield why_nothing(told.world)
        return
    yield (
        f"{words.count(area.communes_recensees, 'commune recensée', 'communes recensées')} sur "
        f"{words.number(area.communes)}, {words.number(area.population_recensee)} personnes sur "
        f"{words.number(area.population)}."
    )
    if niveau == "hub":
        known = [one for one in told.areas if one.niveau == "epci"]
        lost = [one.nom for one in known if not one.recense]
        yield f"Intercommunalités recensées : {len(known) - len(lost)} sur {len(known)}."
        if lost:
            yield f"Non recensées, laissées hors des totaux : {words.sentence_list(lost)}."
    yield from _quality(told, rank)
    near, far = told.world.site.seuils.proche_km, told.world.site.seuils.loin_km
    yield ""
    yield (
        f"Distances à vol d’oiseau depuis la mairie, {_km(near)} (proche) et {_km(far)} (loin) : des réglages du site, "
        "pas des normes. Entre parenthèses, si tout ce qui n’est pas renseigné existait."
    )
    for question in coverage.widest(told.world.nomenclature):
        yield ""
        yield from _of_question(told, rank, question)
    yield ""
    yield from _where(told, rank)


def _of_question(told: Report, rank: int, question: Question) -> Iterator[str]:
    area, seuils = told.areas[rank], told.world.site.seuils

    def get(name: str, seuil_km: float | None = None) -> Figure:
        return told.figure(area.niveau, area.code, name, question, seuil_km=seuil_km)

    yield words.capitalised(coverage.in_words(question, told.world.nomenclature))
    communes = get("communes_pourvues")
    yield (
        f"  structures : {_between(get('structures'))}, dans {_between(communes)} communes sur "
        f"{_whole(communes.denominateur)} ; permanences : {_between(get('permanences'))} ; "
        f"arrêts : {_between(get('arrets'))}"
    )
    for seuil in dict.fromkeys((seuils.proche_km, seuils.loin_km)):
        within = get("personnes_a_portee", seuil)
        yield f"  personnes à {_km(seuil)} ou moins : {_between(within)}, {_percent(within)}"
    yield f"  personnes au-delà de {_km(seuils.loin_km)} : {_between(get('personnes_au_dela', seuils.loin_km))}"
    median, tenth = get("distance_mediane"), get("distance_p90")
    if median.valeur is not None:
        more = "" if tenth.valeur is None else f" ; neuf sur dix : {_km(tenth.valeur)} ou moins"
        yield f"  la moitié des personnes : {_km(median.valeur)} ou moins du plus proche{more}"
    hours, unknown = get("heures_semaine"), get("horaires_inconnus")
    yield (
        f"  heures d’ouverture par semaine : {_decimal(hours.valeur)} au moins "
        f"(horaires inconnus : {_whole(unknown.valeur)} sur {_whole(unknown.denominateur)})"
    )
    halves = {
        name: told.figure(area.niveau, area.code, "demi_journee", question, detail=name) for name in coverage.HALF_DAYS
    }
    empty = [name for name, found in halves.items() if not found.valeur]
    if 0 < len(empty) < len(halves):
        yield f"  demi-journées que personne ne couvre : {', '.join(map(_half_day, empty))}"


def _quality(told: Report, rank: int) -> Iterator[str]:
    area = told.areas[rank]

    def get(name: str, detail: str = "") -> Figure:
        return told.figure(area.niveau, area.code, name, detail=detail)

    old = sum(get("verification", code).valeur or 0 for code in ("a-verifier", "a-actualiser", "jamais"))
    every = get("lieux_ouverts").valeur or 0
    months = told.world.site.seuils.a_verifier_mois
    said = " ; ".join(
        f"sans {what} : {_whole(get('non_renseigne', fact).valeur)}"
        for fact, what in (("services", "aucun service"), ("horaires", "horaires"), ("acces", "mode d’accès"))
    )
    yield (
        f"Qualité des données : fiches ouvertes vérifiées il y a {months} mois ou plus, ou jamais : "
        f"{words.number(int(old))} sur {words.number(int(every))} ; {said}."
    )


def _where(told: Report, rank: int) -> Iterator[str]:
    area, far = told.areas[rank], told.world.site.seuils.loin_km
    question = Question(genre="dimension", code=_HELP)
    subject = coverage.in_words(question, told.world.nomenclature)
    yield f"Communes les plus éloignées ({subject})"
    for town in coverage.farthest(told.mesh, question, area.niveau, area.code, _FARTHEST):
        distance = "aucun lieu dans l’annuaire" if town.km is None else _km(town.km)
        yield f"  {town.nom} ({words.number(town.population)} personnes) : {distance}"
    chosen = coverage.best_communes(told.mesh, area.niveau, area.code, question, far)
    if chosen:
        yield ""
        yield f"Où une permanence de plus rapprocherait le plus de personnes ({subject}, à {_km(far)})"
    for one in chosen:
        hosts = f" ; pourraient l’accueillir : {', '.join(one.hotes)}" if one.hotes else ""
        yield (
            f"  {one.rang}. {one.nom} : {words.number(one.gain)} personnes de plus, "
            f"{words.number(one.au_dela)} encore au-delà{hosts}"
        )


def _between(figure: Figure) -> str:
    """Return a figure, and what it would be if every unknown were a yes where that differs."""
    told = _whole(figure.valeur)
    other = figure.au_plus if figure.au_plus != figure.valeur else figure.au_moins
    return told if other is None or other == figure.valeur else f"{told} ({_whole(other)})"


def _percent(figure: Figure) -> str:
    if not figure.denominateur or figure.numerateur is None:
        return "sur 0"
    return f"{round(100 * figure.numerateur / figure.denominateur)}{words.NBSP}% de {_whole(figure.denominateur)}"


def _whole(value: float | None) -> str:
    return words.UNKNOWN if value is None else words.number(round(value))


def _decimal(value: float | None) -> str:
    return words.UNKNOWN if value is None else f"{value:.1f}".replace(".", ",").removesuffix(",0")


def _km(value: float) -> str:
    return f"{value:.1f}".replace(".", ",").removesuffix(",0") + f"{words.NBSP}km"


def _half_day(name: str) -> str:
    day, part = name.split("-", 1)
    return f"{day} {part.replace('apres', 'après')}"
