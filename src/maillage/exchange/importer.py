"""From a spreadsheet to venue files: read, understand row by row, name, merge with what people wrote, write at once.

Rows are never dropped in silence, nothing is invented, and importing the same file twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from maillage import hours
from maillage import territory as geography
from maillage.exchange import findings as report
from maillage.exchange import rows
from maillage.exchange.codes import Codes
from maillage.exchange.findings import Finding
from maillage.exchange.folder import IMPORTS, Folder, about, read_folder
from maillage.exchange.mapping import ImportMapping, missing_columns, unknown_communes
from maillage.exchange.mapping_reading import read_mapping
from maillage.exchange.plan import ImportCounts, Plan
from maillage.exchange.row_values import Reference
from maillage.exchange.table_files import read_table
from maillage.exchange.tables import Table
from maillage.exchange.writing import write_all
from maillage.model import Problem, Territory
from maillage.nomenclature import Nomenclature

SHIPPED = Path(__file__).parent.parent / "mappings"
"""The mappings that come with the package, one file per known format."""


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
        problem = about(file, "interrompu", "interrompu avant d'écrire : rien n'a été changé", "")
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
    reference = Reference(
        codes=Codes(nomenclature),
        territory=territory,
        find_commune=lambda postcode, name: geography.find_commune(territory, postcode, name),
        commune_at=geography.commune_at,
        is_inside=geography.is_in_commune,
        hours_problems=lambda text: [problem.reason for problem in hours.problems(text)],
        today=today,
    )
    imported = _distinct([rows.read_row(row, table.headers, read, reference) for row in table.rows])
    folder = read_folder(into, read.nom, {item.data["source"] for item in imported if item.data})
    if isinstance(folder, Problem):
        return _stopped(folder)
    plan = Plan(read, folder)
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


def _notes(mapping: ImportMapping, table: Table, folder: Folder) -> list[str]:
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
        return about(path, "fichier-absent", "ce fichier n'existe pas", hint)
    except IsADirectoryError:
        return about(path, "fichier-absent", "c'est un dossier, pas un fichier", hint)
    except PermissionError:
        return about(path, "fichier-illisible", "vous n'avez pas le droit de lire ce fichier", "demandez ce droit")
    except OSError as error:
        return about(path, "fichier-illisible", f"ce fichier ne se lit pas ({error.strerror})", hint)
