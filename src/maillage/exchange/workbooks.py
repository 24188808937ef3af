"""Tables from workbooks, whose numbers, days and hours are shown as people read them."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import python_calamine

from maillage.exchange.tables import Layout, Table, assemble, refused
from maillage.model import Problem


def read_workbook(content: bytes, name: str, layout: Layout) -> Table | tuple[Problem, ...]:
    """Return the table of one sheet of a workbook: the first, or the one that the mapping names."""
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            sheet.name for sheet in workbook.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        wanted = layout.sheet or (sheets[0] if sheets else "")
        if wanted not in sheets:
            return refused(
                name,
                "feuille-inconnue",
                f"le classeur n'a pas de feuille « {wanted} » ; il a : {', '.join(sheets) or 'aucune'}",
                "corrigez « feuille » dans la correspondance",
            )
        values = workbook.get_sheet_by_name(wanted).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        return refused(
            name,
            "classeur-illisible",
            f"le classeur ne s'ouvre pas ({error})",
            "s'il est protégé par un mot de passe, enlevez-le ; sinon enregistrez-le à nouveau en .xlsx ou en CSV",
        )
    records = [(line, [shown(value) for value in row]) for line, row in enumerate(values, start=1)]
    return assemble(records, name, f"classeur, feuille « {wanted} »", layout, [])


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
