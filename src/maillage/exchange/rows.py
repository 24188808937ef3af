"""One row of a source, through its mapping, as the data of one venue file: what is said, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from maillage.exchange import cells, free_hours, places, week_values
from maillage.exchange.cells import Note
from maillage.exchange.codes import Codes
from maillage.exchange.findings import Finding
from maillage.exchange.keys import KEYS
from maillage.exchange.mapping import Column, ImportMapping, fill, placeholders
from maillage.exchange.tables import Row
from maillage.model import Position, Territory

UNKNOWN_KIND = "NON_RENSEIGNE"
CONTACTS = ("telephone", "courriels", "site_web", "prise_rdv")

HoursProblems = Callable[[str], Sequence[str]]
"""An `opening_hours` text → what is wrong with it, in French; empty where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a row is read against: nomenclature, geography, the grammar of hours, and the day of the import."""

    codes: Codes
    territory: Territory
    find_commune: places.FindCommune
    commune_at: places.CommuneAt
    is_inside: Callable[[str, Position], bool | None]
    hours_problems: HoursProblems
    today: date


@dataclass(frozen=True, slots=True)
class Imported:
    """What one row became: the data of a venue file without its `id`, or None where the row cannot be a venue."""

    line: int
    data: dict[str, Any] | None
    source_id: str
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Draft:
    """The values met so far in one row, by key, in the order of the columns."""

    line: int
    name: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, key: str, values: Sequence[str]) -> None:
        known = self.values.setdefault(key, [])
        known += [value for value in values if value not in known]

    def first(self, key: str) -> str:
        return next(iter(self.values.get(key, ())), "")

    def note(self, column: str, key: str, note: Note) -> None:
        self.findings.append(
            Finding(
                nature=note.nature,
                ligne=self.line,
                colonne=column,
                valeur=note.value,
                lieu=self.name,
                champ=key,
                pourquoi=note.why,
            )
        )


def read_row(row: Row, headers: Sequence[str], mapping: ImportMapping, reference: Reference) -> Imported:
    """Return what one row of a table becomes, with a finding for everything that was mended or left out."""
    values = dict(zip(headers, row.cells, strict=True))
    named = next((values.get(column.titre, "") for column in mapping.colonnes if column.cle == "nom"), "")
    draft = _Draft(row.line, " ".join(named.split()))
    columns = {column.cle: column.titre for column in mapping.colonnes if column.cle}
    for column in mapping.colonnes:
        cell = values.get(column.titre, "")
        if cell and cell not in column.vides:
            _read_cell(draft, column, cell, reference)
    for key, template in mapping.assemblages.items():
        read, notes = cells.text(fill(template, values))
        draft.add(key, read)
        for note in notes:
            draft.note(" + ".join(placeholders(template)), key, note)
    if mapping.jours:
        _read_days(draft, mapping.jours, values)
    for key, constant in mapping.constantes.items():
        if KEYS[key].reading in ("codes", "textes") or not draft.values.get(key):
            draft.add(key, constant)
    if row.extra:
        why = (
            f"la ligne a plus de cellules que de titres, ses valeurs sont sans doute décalées : {' · '.join(row.extra)}"
        )
        return _discarded(draft, why)
    return _imported(draft, columns, mapping.communes, reference)


def _discarded(draft: _Draft, why: str, column: str = "", value: str = "") -> Imported:
    finding = Finding(
        nature="ligne écartée", ligne=draft.line, colonne=column, valeur=value, lieu=draft.name, pourquoi=why
    )
    return Imported(draft.line, None, draft.first("source_id"), (*draft.findings, finding))


# Cells


def _read_cell(draft: _Draft, column: Column, cell: str, reference: Reference) -> None:
    if column.valeurs is not None or (column.cle and KEYS[column.cle].reading in ("code", "codes")):
        for value in cells.split(cell, column.separateurs):
            if value not in column.vides:
                _read_code(draft, column, value, reference)
        return
    key = column.cle or ""
    if KEYS[key].reading == "horaires":
        _read_hours(draft, column, cell, reference)
        return
    read, notes = _read_value(key, column, cell, reference)
    for note in notes:
        draft.note(column.titre, key, note)
    if KEYS[key].reading == "textes" or KEYS[key].reading in ("courriels", "liens"):
        draft.add(key, read)
        return
    for extra in read[1:]:
        draft.note(column.titre, key, Note("non lu", extra, "une fiche n'en a qu'un : le premier est gardé"))
    if read and draft.values.get(key) and read[0] != draft.first(key):
        why = f"une autre colonne a déjà donné « {draft.first(key)} »"
        draft.note(column.titre, key, Note("non lu", read[0], why))
    elif read:
        draft.add(key, read[:1])


def _read_value(key: str, column: Column, cell: str, reference: Reference) -> cells.Read:
    match KEYS[key].reading:
        case "textes":
            return _texts(cells.split(cell, column.separateurs))
        case "date":
            return cells.day(cell, column.format_date, reference.today)
        case "latitude":
            return cells.degrees(cell, 90)
        case "longitude":
            return cells.degrees(cell, 180)
        case "telephone":
            return cells.phone(cell)
        case "courriels":
            return cells.mails(cell)
        case "lien" | "liens":
            return cells.links(cell)
        case "pivot":
            return cells.pivot(cell)
        case "oui-non":
            return cells.yes_or_no(cell)
        case "code-postal":
            return cells.code_of_digits(cell, "code postal")
        case "code-insee":
            return cells.code_of_digits(cell, "code INSEE")
        case "paragraphes":
            return cells.text(cell, cells.PARAGRAPHS, paragraphs=True)
        case "resume":
            return cells.text(cell, cells.SUMMARY)
        case _:
            return cells.text(cell)


def _texts(values: Sequence[str]) -> cells.Read:
    read = [cells.text(value) for value in values]
    return tuple(value for found, _ in read for value in found), tuple(note for _, notes in read for note in notes)


def _read_code(draft: _Draft, column: Column, value: str, reference: Reference) -> None:
    key = column.cle or ""
    if column.valeurs is not None:
        targets = column.valeurs.get(value)
        if targets is None:
            near = [known for known in column.valeurs if cells.folded(known) == cells.folded(value)]
            if len(near) == 1:
                targets = column.valeurs[near[0]]
                draft.note(column.titre, key, Note("corrigé", value, f"lu comme « {near[0]} »"))
        if targets is not None:
            for target, codes in targets.items():
                _add_codes(draft, column, target, value, codes)
            return
    table = KEYS[key].table if key else ""
    if table and (column.valeurs is None or column.nomenclature):
        code = reference.codes.find(table, value)
        if code:
            _add_codes(draft, column, key, value, (code,))
            return
    why = "la nomenclature" if column.valeurs is None or column.nomenclature else "la correspondance"
    why += " ne connaît pas cette valeur"
    if column.autres == "source_categories":
        draft.add("source_categories", (value,))
        draft.note(column.titre, key, Note("gardé tel quel", value, f"{why} : gardée dans source_categories"))
    else:
        draft.note(column.titre, key, Note("non lu", value, why))


def _add_codes(draft: _Draft, column: Column, key: str, value: str, codes: Sequence[str]) -> None:
    single = KEYS[key].reading in ("code", "oui-non", "texte", "pivot")
    if single and codes and draft.values.get(key) and codes[0] != draft.first(key):
        draft.note(column.titre, key, Note("non lu", value, f"« {draft.first(key)} » est déjà donné"))
        return
    draft.add(key, codes[:1] if single else codes)


# Hours


def _read_hours(draft: _Draft, column: Column, cell: str, reference: Reference) -> None:
    if column.format_horaires == "opening_hours" and not reference.hours_problems(cell):
        draft.add("horaires", (" ".join(cell.split()),))
        return
    week = free_hours.read_week(cell)
    if week.value is None and column.format_horaires == "opening_hours":
        why = " ; ".join(reference.hours_problems(cell)) or "ce ne sont pas des horaires"
        draft.note(column.titre, "horaires", Note("gardé tel quel", cell, why))
    else:
        for unread in week.unread:
            draft.note(column.titre, "horaires", Note("gardé tel quel", unread.part, unread.why))
        if week.value:
            draft.add("horaires", (week.value,))
            if column.format_horaires == "opening_hours":
                why = f"écrit en toutes lettres, lu comme « {week.value} »"
                draft.note(column.titre, "horaires", Note("corrigé", cell, why))
    if week.value is None or week.unread:
        draft.add("horaires_precisions", (_quoted(f"La source écrit : « {cell} »."),))


def _read_days(draft: _Draft, days: Mapping[int, Sequence[str]], values: Mapping[str, str]) -> None:
    """Read the columns of each day. "x" is neither open nor shut: it is kept in words, and its day is `unknown`."""
    slots: dict[int, tuple[week_values.Slot, ...]] = {}
    unclear: dict[str, list[str]] = {}
    unclear_days: set[int] = set()
    for day, columns in days.items():
        found: list[week_values.Slot] = []
        for column in columns:
            cell = values.get(column, "")
            read = free_hours.read_day(cell)
            for unread in read.unread:
                draft.note(column, "horaires", Note("gardé tel quel", cell, unread.why))
                unclear.setdefault(cell, []).append(column)
                unclear_days.add(day)
            if any(start < other_end and other < end for start, end in read.slots for other, other_end in found):
                why = "chevauche une autre plage du même jour : les deux sont réunies"
                draft.note(column, "horaires", Note("corrigé", cell, why))
            found += read.slots
        slots[day] = week_values.merged(found)
    value = week_values.week_value(slots, unclear_days)
    if value:
        draft.add("horaires", (value,))
    if unclear:
        said = " ; ".join(f"« {cell} » ({', '.join(columns)})" for cell, columns in unclear.items())
        draft.add("horaires_precisions", (_quoted(f"La source écrit, sans heures : {said}."),))


def _quoted(sentence: str) -> str:
    line = " ".join(sentence.replace("\ufffd", "?").split())
    return line if len(line) <= cells.LINE else f"{line[: cells.LINE - 1].rstrip()}…"


# Record


def _imported(draft: _Draft, columns: Mapping[str, str], communes: Mapping[str, str], reference: Reference) -> Imported:
    for key, what in (("nom", "le nom du lieu"), ("source", "la source"), ("source_id", "l'identifiant de la source")):
        if not draft.first(key):
            return _discarded(draft, f"{what} manque", columns.get(key, ""))
    postcode = draft.first("adresse.code_postal")
    repaired = any(f.champ == "adresse.code_postal" and f.nature == "corrigé" for f in draft.findings)
    draft.findings = [f for f in draft.findings if not (f.champ == "adresse.code_postal" and f.nature == "corrigé")]
    town = draft.first("adresse.commune")
    position = _position(draft)
    placement = places.place(
        places.Given(
            code_postal=postcode,
            commune=town,
            code_insee=draft.first("adresse.code_insee"),
            position=position,
            zero_restored=repaired,
            declared=communes.get(cells.folded(town), ""),
        ),
        reference.territory,
        reference.find_commune,
        reference.commune_at,
    )
    if isinstance(placement, str):
        return _discarded(draft, placement, columns.get("adresse.commune", ""), f"{postcode} {town}".strip())
    for key, note in placement.notes:
        draft.note(columns.get(key, ""), key, note)
    adresse = {
        "voie": draft.first("adresse.voie"),
        "complement_adresse": draft.first("adresse.complement_adresse"),
        "code_postal": placement.code_postal,
        "commune": placement.commune.nom,
        "code_insee": placement.commune.code_insee,
    }
    data: dict[str, Any] = {
        "nom": draft.first("nom"),
        "adresse": {key: value for key, value in adresse.items() if value},
    }
    if position and reference.is_inside(placement.commune.code_insee, position) is False:
        why = "cette position est à plus de 2 km de la commune de l'adresse : elle est laissée de côté"
        value = f"{draft.first('position.latitude')}, {draft.first('position.longitude')}"
        draft.note(columns.get("position.latitude", ""), "position", Note("non lu", value, why))
    elif position:
        data["position"] = {key: draft.first(f"position.{key}") for key in ("latitude", "longitude")}
    for key, values in draft.values.items():
        if values and not key.startswith(("adresse.", "position.")):
            _put(data, key, values)
    data.setdefault("typologies", [UNKNOWN_KIND])
    if data.get("statut") == "ferme":
        data.setdefault("fermeture", {}).setdefault("motif", "fermé selon la source")
    elif end := data.pop("fermeture", None):
        for key, value in end.items():
            why = "la source ne dit pas que ce lieu est fermé"
            draft.note(columns.get(f"fermeture.{key}", ""), f"fermeture.{key}", Note("non lu", value, why))
    data.setdefault("verifie_le", "jamais")
    if "structure_parente" in data and "nom" not in data["structure_parente"]:
        draft.note("", "structure_parente.pivot", Note("non lu", draft.first("structure_parente.pivot"), "sans nom"))
        del data["structure_parente"]
    return Imported(draft.line, with_contact(data), draft.first("source_id"), tuple(draft.findings))


def with_contact(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record that admits it where it has no way of contact, and does not admit it where it has one."""
    rest = {key: value for key, value in data.items() if key != "contact_inconnu"}
    known = any(rest.get(key) for key in CONTACTS)
    return rest if known else {**rest, "contact_inconnu": "oui"}


def _put(data: dict[str, Any], key: str, values: list[str]) -> None:
    known = KEYS[key]
    value: Any = values if known.reading in ("codes", "textes", "courriels", "liens") else values[0]
    if known.inside:
        # One entry for all services: the source says them under the same conditions, which it does not give.
        value = [{"service": values}] if key == "services" else [{known.inside: code} for code in values]
    parent, _, child = key.rpartition(".")
    (data.setdefault(parent, {}) if parent else data)[child] = value


def _position(draft: _Draft) -> Position | None:
    latitude, longitude = draft.first("position.latitude"), draft.first("position.longitude")
    return Position(latitude=float(latitude), longitude=float(longitude)) if latitude and longitude else None
