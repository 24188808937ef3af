"""A file of rows, whatever spreadsheet wrote it, as text cells with their line numbers.

French directories arrive as CSV in five encodings and four delimiters, as workbooks whose numbers have lost their
zeros, or as JSON. Everything after this module sees one shape, and everything odd about the file is said here.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import charset_normalizer
import python_calamine

from maillage.model import Problem

MAX_BYTES = 100_000_000
"""The whole country is about 20 MB: beyond, the file is not a directory."""

MAX_CELL = 1_000_000

_DELIMITERS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SINGLE_BYTE = ("cp1252", "iso8859-15", "mac-roman", "cp850")
_COMMON = frozenset("éèàêçôîùâûœÉ’«»–°€\u00a0")
_RARE = frozenset("äëïöüÿæÀÂÄÇÈÊËÎÏÔÖÙÛÜŸŒÆ‘“”—…²")
_CAPITAL_INSIDE = re.compile("[A-Za-z][ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ][a-z]")
# What no venue file may hold: control characters, signs that nobody sees, changes of direction, halves of characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `line` is what its editor shows (the rank of the object for JSON, from 1).

    `extra` holds the values that stand beyond the last header: the row is then probably shifted.
    """

    line: int
    cells: tuple[str, ...]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The headers and the non-empty rows of a file, and what was odd about it.

    Every row has as many cells as there are headers. `format` says in French how the file was read.
    """

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    format: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a mapping may say of the file; None lets the file speak for itself. `header_line` counts from 1."""

    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    header_line: int = 1


def read_table(content: bytes, name: str, layout: Layout | None = None) -> Table | tuple[Problem, ...]:
    """Return the table that a CSV, XLSX, XLS, ODS, JSON or GeoJSON file holds, or why it cannot be read.

    `name` is the file's name, used in messages; the content decides on the format, not the extension.
    """
    layout = layout or Layout()
    if len(content) > MAX_BYTES:
        return _refused(
            name,
            "fichier-trop-gros",
            f"le fichier pèse {len(content) // 1_000_000} Mo, plus que les {MAX_BYTES // 1_000_000} Mo admis",
            "vérifiez que c'est bien un annuaire, ou importez-le en plusieurs fois",
        )
    if not content.strip():
        return _refused(name, "fichier-vide", "le fichier est vide", "exportez-le à nouveau depuis votre tableur")
    if content.startswith(_WORKBOOKS):
        return _workbook(content, name, layout)
    decoded = decode(content, layout.encoding)
    if decoded is None:
        return _refused(
            name,
            "encodage-inconnu",
            f"le texte ne se lit pas en {layout.encoding}"
            if layout.encoding
            else "l'encodage du texte n'est pas reconnu",
            "enregistrez le fichier au format « CSV UTF-8 » depuis votre tableur",
        )
    text, encoding = decoded
    if text.lstrip()[:1] in ("[", "{"):
        return _json(text, name)
    return _csv(text, encoding, name, layout)


def decode(content: bytes, encoding: str | None = None) -> tuple[str, str] | None:
    """Return the text of a file and the encoding it was read in, or None where none fits.

    Order of trust: what the mapping says; a byte order mark; UTF-16 seen by its null bytes; strict UTF-8; then the
    one-byte encoding of French spreadsheets (Windows, Latin-9, old Macintosh, old DOS) whose reading has the most
    French letters and the fewest unlikely signs; and last what charset-normalizer makes of it.
    """
    if encoding:
        return _strict(content, encoding)
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _strict(content, name)
    sample = content[:4096]
    if sample.count(0) * 4 > len(sample):
        return _strict(content, "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be")
    if (read := _strict(content, "utf-8")) is not None:
        return read
    candidates = [read for name in _SINGLE_BYTE if (read := _strict(content, name)) is not None]
    best = max(candidates, key=lambda read: _frenchness(read[0]), default=None)
    if best is not None and _frenchness(best[0]) >= 0:
        return best
    guess = charset_normalizer.from_bytes(content).best()
    return (str(guess), guess.encoding) if guess is not None else best


def _strict(content: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return content.decode(encoding), encoding.removesuffix("-sig")
    except (UnicodeError, LookupError):
        return None


def _frenchness(text: str) -> int:
    # A wrong one-byte reading turns "é" into "Ž", "Ç" or a control character: each costs more than a letter gains.
    counts = Counter(character for character in text if character > "\x7f")
    letters = sum(
        (2 if character in _COMMON else 1 if character in _RARE else -4) * count for character, count in counts.items()
    )
    return letters - 4 * len(_CAPITAL_INSIDE.findall(text))


def _refused(name: str, code: str, message: str, hint: str, line: int = 0) -> tuple[Problem, ...]:
    return (Problem(name, line, 0, "erreur", code, "", message, hint),)


# CSV


def _csv(text: str, encoding: str, name: str, layout: Layout) -> Table | tuple[Problem, ...]:
    delimiter = layout.delimiter or _delimiter(text, layout.header_line)
    records: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    csv.field_size_limit(MAX_CELL)
    for strict in (True, False):
        records.clear()
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
        start = 1
        try:
            for record in reader:
                records.append((start, record))
                start = reader.line_num + 1
            break
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                return _refused(
                    name,
                    "guillemet-ouvert",
                    f"un guillemet ouvert à la ligne {start} n'est jamais refermé : la suite du fichier est illisible",
                    'ajoutez le guillemet qui manque, ou doublez ("") celui qui fait partie du texte',
                    start,
                )
            if not strict:
                return _refused(
                    name,
                    "csv-illisible",
                    f"la ligne {start} ne se lit pas : une cellule dépasse {MAX_CELL} caractères ou le fichier "
                    "n'est pas un CSV",
                    "exportez le fichier à nouveau depuis votre tableur",
                    start,
                )
            problems.append(
                Problem(
                    name,
                    start,
                    0,
                    "attention",
                    "guillemets-douteux",
                    "",
                    f"la ligne {start} a un guillemet mal placé ; elle a été lue au mieux",
                    'un guillemet qui fait partie du texte se double : ""',
                )
            )
    label = f"CSV, {encoding}, séparateur {_DELIMITERS.get(delimiter, delimiter)}"
    return _assemble(records, name, label, layout, problems)


def _delimiter(text: str, header_line: int) -> str:
    # The delimiter that cuts most of the first lines into the same number of cells as the header, the more the better.
    lines = text.splitlines(keepends=True)[header_line - 1 : header_line + 199]

    def score(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(record) for record in csv.reader(lines, delimiter=delimiter) if record]
        except csv.Error:
            return (0, 0)
        if not widths or widths[0] < 2:
            return (0, 0)
        same = sum(width == widths[0] for width in widths) / len(widths)
        return (round(same, 1), widths[0])

    return max(_DELIMITERS, key=score)


# Workbooks


def _workbook(content: bytes, name: str, layout: Layout) -> Table | tuple[Problem, ...]:
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            sheet.name for sheet in workbook.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        wanted = layout.sheet or (sheets[0] if sheets else "")
        if wanted not in sheets:
            return _refused(
                name,
                "feuille-inconnue",
                f"le classeur n'a pas de feuille « {wanted} » ; il a : {', '.join(sheets) or 'aucune'}",
                "corrigez « feuille » dans la correspondance",
            )
        values = workbook.get_sheet_by_name(wanted).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        return _refused(
            name,
            "classeur-illisible",
            f"le classeur ne s'ouvre pas ({error})",
            "s'il est protégé par un mot de passe, enlevez-le ; sinon enregistrez-le à nouveau en .xlsx ou en CSV",
        )
    records = [(line, [shown(value) for value in row]) for line, row in enumerate(values, start=1)]
    return _assemble(records, name, f"classeur, feuille « {wanted} »", layout, [])


def shown(value: object) -> str:
    """Return a workbook's value as a person reads it: 35000.0 is "35000", a day is "2024-04-02", an hour "09:30"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(value)


# JSON


def _json(text: str, name: str) -> Table | tuple[Problem, ...]:
    try:
        # Numbers stay as they are written: 48.10 keeps its zero, and a phone number never becomes a float.
        document = json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda _: None)
        objects = _objects(document)
        flat = [_flatten(item) for item in objects or ()]
    except json.JSONDecodeError as error:
        return _refused(
            name,
            "json-illisible",
            f"le fichier n'est pas un JSON valide : ligne {error.lineno}, colonne {error.colno}",
            "corrigez-le, ou exportez l'annuaire en CSV",
            error.lineno,
        )
    except RecursionError:
        return _refused(name, "json-illisible", "le JSON est trop profondément imbriqué", "exportez l'annuaire en CSV")
    if objects is None:
        return _refused(
            name,
            "json-sans-liste",
            "le JSON n'est ni une liste d'objets, ni un objet qui en contient une seule, ni un GeoJSON",
            'attendu : [{…}, {…}] ou {"data": [{…}, {…}]}',
        )
    headers = list(dict.fromkeys(key for item in flat for key in item))
    rows = tuple(
        Row(rank, tuple(_clean(item.get(header, "")) for header in headers))
        for rank, item in enumerate(flat, start=1)
        if any(item.values())
    )
    return Table(_headers([_clean(header) for header in headers]), rows, "JSON")


def _objects(document: Any) -> list[dict[str, Any]] | None:
    if isinstance(document, dict):
        if document.get("type") == "FeatureCollection" and isinstance(document.get("features"), list):
            features = [item for item in document["features"] if isinstance(item, dict)]
            return [_feature(feature) for feature in features]
        lists = [
            value for value in document.values() if isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        document = lists[0] if len(lists) == 1 else None
    if isinstance(document, list) and all(isinstance(item, dict) for item in document):
        return document
    return None


def _feature(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    row: dict[str, Any] = dict(properties) if isinstance(properties, dict) else {}
    if "id" in feature:
        row.setdefault("id", feature["id"])
    geometry = feature.get("geometry")
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(coordinates, list) and len(coordinates) >= 2 and isinstance(coordinates[0], str):
        row |= {"geometry.longitude": coordinates[0], "geometry.latitude": coordinates[1]}
    return row


def _flatten(item: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    # {"adresse": {"voie": …}} becomes the column "adresse.voie"; a list of words one cell joined with "|".
    row: dict[str, str] = {}
    for key, value in item.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            row |= _flatten(value, f"{name}.")
        elif isinstance(value, list) and not any(isinstance(part, dict | list) for part in value):
            row[name] = "|".join(_scalar(part) for part in value)
        else:
            row[name] = _scalar(value)
    return row


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


# What all formats share


def _clean(value: str) -> str:
    return _INVISIBLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip()


def _assemble(
    records: Iterable[tuple[int, Sequence[str]]], name: str, label: str, layout: Layout, problems: list[Problem]
) -> Table | tuple[Problem, ...]:
    cleaned = [(line, [_clean(cell) for cell in cells]) for line, cells in records if line >= layout.header_line]
    filled = [(line, cells) for line, cells in cleaned if any(cells)]
    if not filled:
        return _refused(
            name,
            "sans-entete",
            f"aucune ligne de titres à partir de la ligne {layout.header_line}",
            "corrigez « ligne_entete » dans la correspondance",
        )
    header_line, titles = filled[0]
    while titles and not titles[-1]:
        titles.pop()
    headers = _headers(titles)
    for title, count in Counter(title for title in titles if title).items():
        if count > 1:
            problems.append(
                Problem(
                    name,
                    header_line,
                    0,
                    "attention",
                    "titre-en-double",
                    "",
                    f"{count} colonnes ont le titre « {title} » ; les suivantes sont lues comme « {title} (2) »…",
                    "donnez un titre différent à chaque colonne",
                )
            )
    rows: list[Row] = []
    for line, cells in filled[1:]:
        extra = [value for value in cells[len(headers) :] if value]
        if extra:
            message = f"la ligne a {_counted(len(cells), 'cellule')} pour {_counted(len(headers), 'titre')}"
            message += f" ; en trop : {' · '.join(extra)}"
        elif len(cells) < len(headers):
            message = f"la ligne n'a que {_counted(len(cells), 'cellule')} pour {_counted(len(headers), 'titre')}"
            message += " ; les autres sont lues vides"
        else:
            message = ""
        if message:
            problems.append(
                Problem(
                    name,
                    line,
                    0,
                    "attention",
                    "ligne-inegale",
                    "",
                    message,
                    "une cellule qui contient le séparateur doit être entre guillemets",
                )
            )
        padded = (*cells[: len(headers)], *[""] * (len(headers) - len(cells)))
        rows.append(Row(line, padded, tuple(extra)))
    return Table(headers, tuple(rows), label, tuple(problems))


def _headers(titles: Sequence[str]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    headers: list[str] = []
    for rank, title in enumerate(titles, start=1):
        name = " ".join(title.split()) or f"colonne {rank}"
        seen[name] += 1
        headers.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(headers)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"
