"""From the words of a source to the codes of the nomenclature: codes, national values and labels, nothing near."""

from __future__ import annotations

from collections.abc import Mapping

from maillage.nomenclature import Nomenclature, fold


class Codes:
    """The codes of a nomenclature, with a memory: a source says the same few words thousands of times."""

    def __init__(self, nomenclature: Nomenclature) -> None:
        self._nomenclature = nomenclature
        self._known: dict[tuple[str, str], str | None] = {}

    def table(self, name: str) -> Mapping[str, object]:
        """Return the entries of a table by code."""
        return self._nomenclature.table(name)

    def find(self, table: str, value: str) -> str | None:
        """Return the code of a value: itself, else the one of which it is the national value or the label."""
        if (table, value) not in self._known:
            self._known[table, value] = self._find(table, value)
        return self._known[table, value]

    def _find(self, table: str, value: str) -> str | None:
        entries = self._nomenclature.table(table)
        if value in entries:
            return value
        if code := self._nomenclature.from_national(table, value):
            return code
        labelled = [entry.code for entry in entries.values() if fold(entry.libelle) == fold(value)]
        return labelled[0] if len(labelled) == 1 else None
