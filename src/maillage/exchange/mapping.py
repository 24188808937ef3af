"""The declarative file that says which column of a spreadsheet feeds which key of a venue file.

`schema/mapping.schema.json` says the same to editors; a test holds the two together. Everything that is wrong in a
mapping is said at once, and nothing is read from a spreadsheet through a mapping that has an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from maillage import records
from maillage.exchange.tables import Layout
from maillage.model import Problem, Territory

DateFormat = Literal["jj/mm/aaaa", "mm/jj/aaaa", "aaaa-mm-jj"]
HoursFormat = Literal["francais", "opening_hours"]
Others = Literal["signaler", "source_categories"]

ID_PARTS = ("nom", "adresse.commune", "adresse.voie", "adresse.code_postal", "source_id")
IGNORED = "ignorer"
"""The word of a table of values for a value that is known and says nothing to us."""

Targets = Mapping[str, tuple[str, ...]]
"""What one value gives: codes or texts, by key."""

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one column feeds: the key `cle` with what the cell says, or through the table `valeurs` one or more keys.

    `separateurs` cut a cell into several values. `vides` are the words that mean nothing here ("NC"). With
    `nomenclature`, a value that is not in the table may also be a code or a national value. `autres` says what
    becomes of a value that nothing knows: it is always reported, and kept as a category of the source if asked.
    """

    titre: str
    cle: str | None = None
    valeurs: Mapping[str, Targets] | None = None
    nomenclature: bool = False
    separateurs: tuple[str, ...] = ()
    format_date: DateFormat = "jj/mm/aaaa"
    format_horaires: HoursFormat = "francais"
    facultative: bool = False
    vides: tuple[str, ...] = ()
    autres: Others = "signaler"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMapping:
    """One mapping file. `nom` names the state and the report of its imports, and never changes.

    `assemblages` are templates of several columns ("{numero} {voie}") by key; `jours` the columns of each day of the
    week; `communes` the INSEE codes of names that no reference knows, by folded name; `id` the keys whose words make
    the id of a venue that is imported for the first time. `marks` says where in the file `path` each header is named.
    """

    nom: str
    titre: str
    layout: Layout
    id: tuple[str, ...]
    constantes: Mapping[str, tuple[str, ...]]
    colonnes: tuple[Column, ...]
    assemblages: Mapping[str, str]
    jours: Mapping[int, tuple[str, ...]]
    communes: Mapping[str, str]
    ignorees: tuple[str, ...]
    path: str = ""
    marks: Mapping[str, records.Mark] = field(default_factory=dict, compare=False)

    def named(self) -> Iterator[tuple[str, bool]]:
        """Yield each header that the mapping names, and whether the file may lack it."""
        for column in self.colonnes:
            yield column.titre, column.facultative
        for template in self.assemblages.values():
            yield from ((header, False) for header in placeholders(template))
        for headers in self.jours.values():
            yield from ((header, False) for header in headers)


def placeholders(template: str) -> tuple[str, ...]:
    """Return the headers that a template names: "{numero} {voie}" gives `("numero", "voie")`."""
    return tuple(match[1] for match in _PLACEHOLDER.finditer(template))


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return a template with the cells of one row in it, without the spaces that empty cells leave."""
    return " ".join(_PLACEHOLDER.sub(lambda match: values.get(match[1], ""), template).split())


def unknown_communes(mapping: ImportMapping, territory: Territory) -> tuple[Problem, ...]:
    """Return an error for each INSEE code of the mapping that is not that of a commune of today."""
    return tuple(
        Problem(
            mapping.path,
            mapping.marks["communes"].line,
            mapping.marks["communes"].column,
            "erreur",
            "correspondance",
            f"communes.{name}",
            f"« {code} » n'est le code INSEE d'aucune commune d'aujourd'hui"
            + (f" ; il est devenu {territory.anciens_codes[code]}" if code in territory.anciens_codes else ""),
            "le code INSEE, différent du code postal, a cinq signes",
        )
        for name, code in mapping.communes.items()
        if code not in territory.communes
    )


def missing_columns(mapping: ImportMapping, headers: Sequence[str]) -> tuple[Problem, ...]:
    """Return an error for each column that the mapping needs and the file does not have, with the nearest title."""
    problems: list[Problem] = []
    columns = f"colonnes du fichier : {', '.join(headers)}"
    if len(headers) == 1:
        columns += ' ; si un autre signe sépare les colonnes, donnez-le : « fichier: { separateur: "…" } »'
    for header in dict.fromkeys(header for header, optional in mapping.named() if not optional):
        if header in headers:
            continue
        mark = mapping.marks.get(header, records.Mark(0, 0))
        same = [title for title in headers if title.casefold() == header.casefold()]
        near = same or get_close_matches(header, headers, 1, 0.6)
        problems.append(
            Problem(
                mapping.path,
                mark.line,
                mark.column,
                "erreur",
                "colonne-absente",
                header,
                f"la correspondance lit la colonne « {header} », que le fichier n'a pas"
                + (f" ; vouliez-vous dire « {near[0]} » ?" if near else ""),
                columns,
            )
        )
    return tuple(problems)
