"""From a spreadsheet to venue files: read, understand row by row, name, merge with what people wrote, write at once.

Rows are never dropped in silence, nothing is invented, and importing the same file twice changes nothing.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from maillage import hours, records
from maillage import territory as geography
from maillage.exchange import findings as report
from maillage.exchange import merging, naming, rows
from maillage.exchange.codes import Codes
from maillage.exchange.findings import Finding
from maillage.exchange.mapping import ImportMapping, missing_columns, read_mapping, unknown_communes
from maillage.exchange.tables import Table, read_table
from maillage.exchange.writing import write_all
from maillage.model import Level, Lieu, Problem, Territory
from maillage.nomenclature import Nomenclature

SHIPPED = Path(__file__).parent.parent / "mappings"
"""The mappings that come with the package, one file per known format."""

IMPORTS = "imports"
STATE_VERSION = 1
HEADER = "# yaml-language-server: $schema=../../schema/lieu.schema.json"

_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """How many of each. `lignes` is the sum of `crees`, `modifies`, `inchanges`, `gardes` and `ecartees`.

    `gardes` are venues whose file was left alone: deleted by a person since, unreadable, or with comments that a
    rewriting would lose. The last four count the lines of the report.
    """

    lignes: int = 0
    crees: int = 0
    modifies: int = 0
    inchanges: int = 0
    gardes: int = 0
    ecartees: int = 0
    disparus: int = 0
    differences: int = 0
    non_lus: int = 0
    corriges: int = 0
    tels_quels: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What an import did. With an error among `problems` it stopped; the message says what was changed, if anything.

    `report_csv` and `report_text` are the paths of the report, None where none was written; `summary` is the text of
    the report.
    """

    counts: ImportCounts
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...] = ()
    summary: str = ""
    report_csv: Path | None = None
    report_text: Path | None = None
    interrupted: bool = False

    @property
    def failed(self) -> bool:
        """Whether the import stopped before its end."""
        return any(problem.level == "erreur" for problem in self.problems)


def shipped_mappings() -> tuple[str, ...]:
    """Return the names of the mappings that come with the package, sorted."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.yml")))


def load_mapping(mapping: str | Path, nomenclature: Nomenclature) -> ImportMapping | tuple[Problem, ...]:
    """Return the mapping at a path, or one that comes with the package by its name, or why there is none."""
    path = Path(mapping)
    if not path.exists() and str(mapping) in shipped_mappings():
        path = SHIPPED / f"{mapping}.yml"
    content = _content(path, f"correspondances fournies : {', '.join(shipped_mappings())}")
    return (content,) if isinstance(content, Problem) else read_mapping(content, path.as_posix(), nomenclature)


def import_file(
    file: Path, mapping: str | Path, into: Path, territory: Territory, nomenclature: Nomenclature, today: date
) -> ImportOutcome:
    """Bring the rows of a spreadsheet into the venue files of the folder `into`, and return what was done.

    `mapping` is a path, or the name of a mapping that comes with the package. Files are written whole or not at all,
    and only those that change. Beside them, `imports/<mapping>.json` keeps what the source said (derived data, for the
    next import), `imports/<mapping>.rapport.csv` and `.txt` list what could not be read.
    """
    try:
        return _import(file, mapping, into, territory, nomenclature, today)
    except KeyboardInterrupt:
        problem = _problem(file, "interrompu", "interrompu avant d'écrire : rien n'a été changé", "")
        return ImportOutcome(counts=ImportCounts(), problems=(problem,), interrupted=True)


def _import(
    file: Path, mapping: str | Path, into: Path, territory: Territory, nomenclature: Nomenclature, today: date
) -> ImportOutcome:
    read = load_mapping(mapping, nomenclature)
    content = _content(file, "vérifiez le chemin du fichier")
    if not isinstance(read, ImportMapping) or isinstance(content, Problem):
        problems = () if isinstance(read, ImportMapping) else read
        return _stopped(*problems, *([content] if isinstance(content, Problem) else []))
    table = read_table(content, file.as_posix(), read.layout)
    if not isinstance(table, Table):
        return _stopped(*table)
    wrong = (*missing_columns(read, table.headers), *unknown_communes(read, territory))
    if wrong:
        return _stopped(*wrong, *table.problems)
    reference = rows.Reference(
        codes=Codes(nomenclature),
        territory=territory,
        find_commune=lambda postcode, name: geography.find_commune(territory, postcode, name),
        commune_at=geography.commune_at,
        is_inside=geography.is_in_commune,
        hours_problems=lambda text: [problem.reason for problem in hours.problems(text)],
        today=today,
    )
    imported = _distinct([rows.read_row(row, table.headers, read, reference) for row in table.rows])
    folder = _read_folder(into, read, {item.data["source"] for item in imported if item.data})
    if isinstance(folder, Problem):
        return _stopped(folder)
    plan = _Plan(read, folder)
    plan.reconcile(imported)
    plan.report_vanished(imported)
    read_findings = [
        replace(finding, lieu=plan.names.get(item.line, finding.lieu)) for item in imported for finding in item.findings
    ]
    findings = report.in_order([*read_findings, *plan.findings])
    counts = plan.counts(imported, findings)
    summary = report.as_text(
        f"Importation de {file.name} — {read.titre}", _count_lines(counts), findings, _notes(read, table, folder)
    )
    # The state comes last: an import that stops half-way is finished by the next one, which finds the same old state.
    name = f"{IMPORTS}/{read.nom}"
    reports = {f"{name}.rapport.csv": report.as_csv(findings), f"{name}.rapport.txt": summary}
    state = {} if plan.state == folder.state_text else {f"{name}.json": plan.state}
    written = write_all(into, {**plan.files, **reports, **state}, into.as_posix())
    problems = (*folder.problems, *table.problems, *((written.problem,) if written.problem else ()))
    done = set(written.done)
    return ImportOutcome(
        counts=counts,
        problems=problems,
        findings=findings,
        summary=summary,
        report_csv=into / f"{name}.rapport.csv" if f"{name}.rapport.csv" in done else None,
        report_text=into / f"{name}.rapport.txt" if f"{name}.rapport.txt" in done else None,
        interrupted=written.interrupted,
    )


def _stopped(*problems: Problem) -> ImportOutcome:
    return ImportOutcome(counts=ImportCounts(), problems=tuple(sorted(problems)))


def _distinct(imported: Sequence[rows.Imported]) -> list[rows.Imported]:
    """Return the rows, those that repeat the `source_id` of an earlier one set aside: which is right, nobody knows."""
    first: dict[str, int] = {}
    result: list[rows.Imported] = []
    for item in imported:
        if item.data is None or item.source_id not in first:
            if item.data is not None:
                first[item.source_id] = item.line
            result.append(item)
            continue
        finding = Finding(
            nature="ligne écartée",
            ligne=item.line,
            valeur=item.source_id,
            lieu=item.data["nom"],
            pourquoi=f"la ligne {first[item.source_id]} a déjà cet identifiant de la source",
        )
        result.append(rows.Imported(item.line, None, item.source_id, (*item.findings, finding)))
    return result


# The folder as it is


@dataclass(frozen=True, slots=True)
class _Existing:
    """A venue file that is already there: its path below the folder, its text and its data."""

    path: str
    text: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Folder:
    """What the folder holds: the venues of this source by `source_id`, all ids in use, and the last imported state."""

    venues: Mapping[str, _Existing]
    ids: frozenset[str]
    unreadable: frozenset[str]
    state: Mapping[str, Mapping[str, Any]]
    state_text: str
    problems: tuple[Problem, ...]


def _read_folder(into: Path, mapping: ImportMapping, sources: set[str]) -> _Folder | Problem:
    """Return what the folder holds of these sources, or why it cannot be read; one that does not exist is empty."""
    state_file = into / IMPORTS / f"{mapping.nom}.json"
    try:
        state_text = state_file.read_text("utf-8") if state_file.exists() else ""
        state = json.loads(state_text)["lieux"] if state_text else {}
        sources = sources | {venue["fiche"]["source"] for venue in state.values()}
        paths = _venue_files(into)
    except OSError as error:
        return _closed(Path(error.filename or into), error)
    except (ValueError, KeyError, TypeError, AttributeError):
        return _problem(
            state_file,
            "etat-illisible",
            "ce fichier, écrit par la dernière importation, est abîmé",
            "reprenez-le dans l'historique du dépôt ; ou supprimez-le : les fiches existantes seront alors gardées "
            "telles quelles, et toutes les différences avec la source seront signalées",
        )
    venues: dict[str, _Existing] = {}
    unreadable: set[str] = set()
    problems: list[Problem] = []
    for path in paths:
        relative = path.relative_to(into).as_posix()
        record = records.read_file(path, path.as_posix())
        if not isinstance(record, records.Record):
            unreadable.add(path.stem)
            problems.append(
                _problem(path, "fiche-illisible", "cette fiche ne se lit pas : elle est laissée telle quelle",
                         "« maillage check » dit pourquoi", level="attention")
            )  # fmt: skip
            continue
        source_id = record.data.get("source_id")
        if isinstance(source_id, str) and record.data.get("source") in sources:
            venues.setdefault(source_id, _Existing(relative, path.read_text("utf-8"), record.data))
    ids = frozenset(path.stem for path in paths) | {str(venue.get("id")) for venue in state.values()}
    return _Folder(venues, ids, frozenset(unreadable), state, state_text, tuple(problems))


def _closed(path: Path, error: OSError) -> Problem:
    """Return what to say of a folder that hides what it holds: its venues must not be written a second time."""
    match error:
        case PermissionError():
            message, hint = "vous n'avez pas le droit de lire ce qui est ici", "demandez ce droit"
        case NotADirectoryError():
            message, hint = "c'est un fichier, il faut un dossier", "choisissez un dossier avec --into"
        case _:
            message, hint = f"le dossier ne se lit pas ({error.strerror})", "vérifiez le disque et vos droits"
    return _problem(path, "dossier-illisible", message, hint)


def _venue_files(into: Path) -> list[Path]:
    """Return the venue files of a folder, wherever people have put them in it, in the order of their paths.

    Raises OSError for a folder that cannot be read: its venues would pass for deleted, and be reported so.
    """

    def refuse(error: OSError) -> NoReturn:
        raise error

    if not into.exists():
        return []
    found = []
    for folder, names, files in os.walk(into, onerror=refuse):
        names[:] = [name for name in names if not name.startswith(("_", "."))]
        if Path(folder) != into:
            found += [Path(folder, name) for name in files if name.endswith(".yml") and not name.startswith(("_", "."))]
    return sorted(found)


# What to do of it


class _Plan:
    """The files to write and what to report, row after row; `names` gives the id of the venue of each row."""

    def __init__(self, mapping: ImportMapping, folder: _Folder) -> None:
        self.mapping = mapping
        self.folder = folder
        self.files: dict[str, str] = {}
        self.findings: list[Finding] = []
        self.tally: Counter[str] = Counter()
        self.names: dict[int, str] = {}
        self._state: dict[str, Any] = dict(folder.state)

    @property
    def state(self) -> str:
        """The text of the state file: what the source said of each venue, by its `source_id`."""
        lieux = {
            key: {"id": venue["id"], "fiche": records.ordered(venue["fiche"], Lieu)}
            for key, venue in sorted(self._state.items())
        }
        document = {"version": STATE_VERSION, "correspondance": self.mapping.nom, "lieux": lieux}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def reconcile(self, imported: Sequence[rows.Imported]) -> None:
        """Decide of each row: a new file, a changed one, or none."""
        items = [(item, item.data) for item in imported if item.data is not None]
        known = self.folder.venues.keys() | self.folder.state.keys()
        fresh = [(item.source_id, data) for item, data in items if item.source_id not in known]
        ids = naming.new_ids([data for _, data in fresh], self.mapping.id, self.folder.ids)
        names = {source_id: name for (source_id, _), name in zip(fresh, ids, strict=True)}
        for item, data in items:
            existing = self.folder.venues.get(item.source_id)
            if existing:
                name: str | None = Path(existing.path).stem
            elif item.source_id in self.folder.state:
                name = str(self.folder.state[item.source_id]["id"])
            else:
                name = names[item.source_id]
            if name is None:
                self._set_aside(item, data)
                continue
            self.names[item.line] = name
            if existing:
                self._update(item, data, name, existing)
            elif item.source_id in self.folder.state:
                self._leave(item, data, name)
            else:
                self._create(item, data, name)

    def report_vanished(self, imported: Sequence[rows.Imported]) -> None:
        """Report the venues that the source had and has no more, until their file says that they are closed."""
        present = {item.source_id for item in imported}
        for source_id, venue in sorted(self.folder.state.items()):
            existing = self.folder.venues.get(source_id)
            if source_id in present or existing is None or existing.data.get("statut") == "ferme":
                continue
            self.findings.append(
                Finding(
                    nature="disparu",
                    valeur=source_id,
                    lieu=str(venue["id"]),
                    pourquoi="la source ne contient plus ce lieu ; s'il a fermé, dites-le dans sa fiche",
                )
            )

    def counts(self, imported: Sequence[rows.Imported], findings: Sequence[Finding]) -> ImportCounts:
        """Return how many of each."""
        natures = Counter(finding.nature for finding in findings)
        return ImportCounts(
            lignes=len(imported),
            crees=self.tally["cree"],
            modifies=self.tally["modifie"],
            inchanges=self.tally["inchange"],
            gardes=self.tally["garde"],
            ecartees=self.tally["ecarte"] + sum(item.data is None for item in imported),
            disparus=natures["disparu"],
            differences=natures["différence"],
            non_lus=natures["non lu"],
            corriges=natures["corrigé"],
            tels_quels=natures["gardé tel quel"],
        )

    def _create(self, item: rows.Imported, data: Mapping[str, Any], name: str) -> None:
        departement = departement_of(data["adresse"]["code_insee"])
        self.files[f"{departement}/{name}.yml"] = records.write({"id": name, **data}, HEADER)
        self._remember(item, name, data)
        self.tally["cree"] += 1

    def _update(self, item: rows.Imported, data: Mapping[str, Any], name: str, existing: _Existing) -> None:
        remembered = self.folder.state.get(item.source_id)
        merged = merging.merge(remembered["fiche"] if remembered else None, existing.data, data)
        for difference in merged.differences:
            self._differ(item, name, difference.key, difference.yours, difference.theirs, difference.why)
        if merged.data == existing.data:
            self.tally["inchange"] += 1
        elif _loses_comments(existing):
            # Nothing of what a person wrote is lost, comments included: the change is theirs to make.
            for key in dict.fromkeys((*merged.data, *existing.data)):
                mine, new = existing.data.get(key), merged.data.get(key)
                if mine != new:
                    why = "la source a changé ; à reporter à la main : réécrire la fiche perdrait ses commentaires"
                    self._differ(item, name, key, mine, new, why)
            self.tally["garde"] += 1
            return
        else:
            self.files[existing.path] = records.write(merged.data, _header(existing.text))
            self.tally["modifie"] += 1
        self._remember(item, name, data)
        departement = departement_of(str(merged.data.get("adresse", {}).get("code_insee", "")))
        if departement and departement != existing.path.split("/")[0]:
            why = f"le lieu est maintenant dans le département {departement} : déplacez son fichier dans ce dossier"
            self.findings.append(Finding(nature="à faire", ligne=item.line, lieu=name, pourquoi=why))

    def _leave(self, item: rows.Imported, data: Mapping[str, Any], name: str) -> None:
        self.tally["garde"] += 1
        if name in self.folder.unreadable:
            why = "sa fiche ne se lit pas : elle est laissée telle quelle"
        else:
            why = "sa fiche a été supprimée de l'annuaire : elle n'est pas écrite à nouveau"
            self._remember(item, name, data)
        self.findings.append(Finding(nature="à faire", ligne=item.line, valeur=item.source_id, lieu=name, pourquoi=why))

    def _set_aside(self, item: rows.Imported, data: Mapping[str, Any]) -> None:
        why = "son nom et sa commune ne donnent pas d'identifiant qui ne soit déjà pris"
        self.findings.append(Finding(nature="ligne écartée", ligne=item.line, lieu=data["nom"], pourquoi=why))
        self.tally["ecarte"] += 1

    def _differ(self, item: rows.Imported, name: str, key: str, yours: Any, theirs: Any, why: str) -> None:
        self.findings.append(
            Finding(
                nature="différence",
                ligne=item.line,
                valeur=_said(theirs),
                lieu=name,
                champ=key,
                fiche=_said(yours),
                pourquoi=why,
            )
        )

    def _remember(self, item: rows.Imported, name: str, data: Mapping[str, Any]) -> None:
        self._state[item.source_id] = {"id": name, "fiche": data}


def departement_of(code_insee: str) -> str:
    """Return the folder of a commune: two signs, or three overseas."""
    return code_insee[:3] if code_insee.startswith(("97", "98")) else code_insee[:2]


def _header(text: str) -> str:
    """Return the comments at the head of a file, which a rewriting keeps."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line)
    return "\n".join(lines)


def _loses_comments(existing: _Existing) -> bool:
    header = _header(existing.text)
    canonical = records.write(existing.data, header)
    return len(_COMMENT.findall(existing.text)) > len(_COMMENT.findall(canonical))


def _said(value: Any) -> str:
    """Return a value of a venue file on one line, as a person writes it; empty for an absent one."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_said(inner)}" for key, inner in value.items())
    return " | ".join(_said(item) for item in value) if isinstance(value, list | tuple) else str(value)


# Words


def _count_lines(counts: ImportCounts) -> tuple[tuple[str, int], ...]:
    return (
        ("Lignes lues", counts.lignes),
        ("  fiches créées", counts.crees),
        ("  fiches modifiées", counts.modifies),
        ("  fiches inchangées", counts.inchanges),
        ("  fiches laissées telles quelles", counts.gardes),
        ("  lignes écartées", counts.ecartees),
        ("Lieux disparus de la source", counts.disparus),
        ("Différences avec la source", counts.differences),
        ("Valeurs non lues", counts.non_lus),
        ("Valeurs corrigées", counts.corriges),
        ("Valeurs gardées telles quelles", counts.tels_quels),
    )


def _notes(mapping: ImportMapping, table: Table, folder: _Folder) -> list[str]:
    used = {header for header, _ in mapping.named()} | set(mapping.ignorees)
    unused = [header for header in table.headers if header not in used]
    absent = [header for header, optional in mapping.named() if optional and header not in table.headers]
    notes = [f"Fichier lu comme : {table.format}."]
    if unused:
        notes.append(f"Colonnes que la correspondance n'utilise pas : {', '.join(unused)}.")
    if absent:
        notes.append(f"Colonnes facultatives que le fichier n'a pas : {', '.join(absent)}.")
    notes += [f"Ligne {problem.line} : {problem.message}." for problem in table.problems]
    return notes + [f"{problem.path} : {problem.message}." for problem in folder.problems]


def _content(path: Path, hint: str) -> bytes | Problem:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return _problem(path, "fichier-absent", "ce fichier n'existe pas", hint)
    except IsADirectoryError:
        return _problem(path, "fichier-absent", "c'est un dossier, pas un fichier", hint)
    except PermissionError:
        return _problem(path, "fichier-illisible", "vous n'avez pas le droit de lire ce fichier", "demandez ce droit")
    except OSError as error:
        return _problem(path, "fichier-illisible", f"ce fichier ne se lit pas ({error.strerror})", hint)


def _problem(path: Path, code: str, message: str, hint: str, level: Level = "erreur") -> Problem:
    return Problem(path.as_posix(), 0, 0, level, code, "", message, hint)
