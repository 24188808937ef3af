"""Near misses: the key or the code that somebody surely meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from maillage.nomenclature import Nomenclature, fold

# Two words of at least this likeness (0 to 100) are taken for one mistyped: "telephonne", "service_exclus".
_NEAR = 75.0
_SUGGESTIONS = 3

# The table of the nomenclature that a key of a venue file takes its codes from, where their names differ.
_TABLES: Mapping[str, str] = {
    "service": "services",
    "label": "labels",
    "langue": "langues",
    "equipement": "equipements",
    "reserve_a": "publics",
    "modalite": "modalite_langue",
}


def near(word: str, options: Iterable[str]) -> str | None:
    """Return the option that is spelled most like a word, None when none is near enough."""
    wanted = fold(word)
    scored = ((fuzz.ratio(wanted, fold(option)), option) for option in options)
    likeness, option = max(scored, default=(0.0, ""))
    return option if likeness >= _NEAR else None


@dataclass(frozen=True)
class Codes:
    """The nomenclature as somebody who does not know its codes would search it: labels and synonyms count."""

    nomenclature: Nomenclature

    def nearest(self, key: str, value: str, options: Sequence[str]) -> tuple[str, ...]:
        """Return the codes, among the options and best first, that a mistyped value of a key most likely means."""
        table = self._table(key)
        if table is None:
            found = near(value, options)
            return (found,) if found else ()
        codes = (*self._shared(table, value), *self.nomenclature.nearest(table, value, limit=len(options)))
        return tuple(code for code in dict.fromkeys(codes) if code in options)[:_SUGGESTIONS]

    def label(self, key: str, code: str) -> str:
        """Return the French label of a code, empty when it has none."""
        table = self._table(key)
        label = self.nomenclature.label(table, code) if table else code
        return "" if label == code else label

    def replacements(self, key: str, value: str) -> tuple[str, ...]:
        """Return the codes that replace a retired one, none when it was never one."""
        retired = self.nomenclature.services_retires.get(value) if key == "service" else None
        return retired.remplace_par if retired else ()

    def _shared(self, table: str, value: str) -> tuple[str, ...]:
        """Return the services of a word that people type for several, the likeliest first, as its author wrote them."""
        if table != "services":
            return ()
        wanted = fold(value)
        words = self.nomenclature.synonymes_partages.values()
        return next((word.services for word in words if wanted in (fold(word.libelle), fold(word.code))), ())

    def _table(self, key: str) -> str | None:
        name = _TABLES.get(key, key)
        try:
            return name if self.nomenclature.table(name) else None
        except KeyError:
            return None
