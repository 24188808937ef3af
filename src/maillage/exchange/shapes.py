"""The shapes of the values of a mapping file: one of another shape is told, and something neutral is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from maillage import records
from maillage.model import Problem


class Shapes:
    """Readers of one record, which add to `problems` what they cannot read."""

    def __init__(self, record: records.Record) -> None:
        self.record = record
        self.problems: list[Problem] = []

    def closed(
        self, data: Mapping[str, Any], where: records.Where, required: Sequence[str] = (), optional: Sequence[str] = ()
    ) -> None:
        """Tell of each key that is neither required nor optional, and of each required one that is missing."""
        for key in data:
            if key not in required and key not in optional:
                self.one_of(key, (*required, *optional), (*where, key), "une clé connue")
        for key in required:
            if key not in data:
                self.problem(where, f"« {key} » manque", f"clés obligatoires : {', '.join(required)}")

    def map(self, data: Mapping[str, Any], where: records.Where) -> dict[str, Any]:
        """Return the map under the last step of a path, empty where there is none."""
        value = data.get(str(where[-1]), {})
        if isinstance(value, dict):
            return value
        self.problem(where, "attendu : des lignes « nom: valeur »", "")
        return {}

    def text(self, data: Mapping[str, Any], where: records.Where) -> str:
        """Return the text under the last step of a path, empty where there is none."""
        value = data.get(str(where[-1]), "")
        if isinstance(value, str):
            return value
        self.problem(where, "attendu : un texte", "")
        return ""

    def texts(self, value: Any, where: records.Where) -> tuple[str, ...]:
        """Return one text, or a list of texts, as a tuple."""
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.problem(where, "attendu : un texte ou une liste de textes", "exemple : [A, B]")
        return ()

    def yes(self, data: Mapping[str, Any], where: records.Where) -> bool:
        """Tell whether a key says "oui"; an absent one says "non"."""
        return self.choice(data, where, ("non", "oui")) == "oui"

    def choice(self, data: Mapping[str, Any], where: records.Where, allowed: Sequence[str]) -> str:
        """Return one of the allowed texts, the first where the key is absent."""
        value = self.text(data, where) or allowed[0]
        return self.one_of(value, allowed, where, "une des valeurs admises")

    def one_of(self, value: str, allowed: Collection[str], where: records.Where, what: str) -> str:
        """Return a value, and tell of it where it is not allowed, with the nearest that is."""
        if value not in allowed:
            near = get_close_matches(value, allowed, 1, 0.6)
            self.problem(
                where,
                f"« {value} » n'est pas {what}" + (f" ; vouliez-vous dire « {near[0]} » ?" if near else ""),
                f"admis : {', '.join(allowed)}" if len(allowed) <= 30 else "",
            )
        return value

    def problem(self, where: records.Where, message: str, hint: str) -> None:
        """Remember what is wrong at a place of the file, unless what is written there is already refused."""
        if where in self.record.refused:
            return
        mark = self.record.mark(where)
        path = self.record.path
        self.problems.append(
            Problem(path, mark.line, mark.column, "erreur", "correspondance", records.spelled(where), message, hint)
        )
