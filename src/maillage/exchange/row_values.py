"""The values of one row by key, as its cells are read one after the other, and what there is to say of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from maillage.exchange import cells, free_hours, places, week_values
from maillage.exchange.cells import Note
from maillage.exchange.codes import Codes
from maillage.exchange.findings import Finding
from maillage.exchange.keys import KEYS
from maillage.exchange.mapping import Column
from maillage.model import Position, Territory

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


@dataclass(slots=True)
class Draft:
    """The values met so far in one row, by key, in the order of the columns."""

    line: int
    name: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, key: str, values: Sequence[str]) -> None:
        """Give a key some values, each of them once."""
        known = self.values.setdefault(key, [])
        known += [value for value in values if value not in known]

    def first(self, key: str) -> str:
        """Return the first value of a key, empty where it has none."""
        return next(iter(self.values.get(key, ())), "")

    def note(self, column: str, key: str, note: Note) -> None:
        """Remember what was done with a value of this row."""
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


def read_cell(draft: Draft, column: Column, cell: str, reference: Reference) -> None:
    """Add to the values of a row what one of its cells says."""
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


def _read_code(draft: Draft, column: Column, value: str, reference: Reference) -> None:
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


def _add_codes(draft: Draft, column: Column, key: str, value: str, codes: Sequence[str]) -> None:
    single = KEYS[key].reading in ("code", "oui-non", "texte", "pivot")
    if single and codes and draft.values.get(key) and codes[0] != draft.first(key):
        draft.note(column.titre, key, Note("non lu", value, f"« {draft.first(key)} » est déjà donné"))
        return
    draft.add(key, codes[:1] if single else codes)


# Hours


def _read_hours(draft: Draft, column: Column, cell: str, reference: Reference) -> None:
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


def read_days(draft: Draft, days: Mapping[int, Sequence[str]], values: Mapping[str, str]) -> None:
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
