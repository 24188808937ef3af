"""The declarative file that says which column of a spreadsheet feeds which key of a venue file.

`schema/mapping.schema.json` says the same to editors; a test holds the two together. Everything that is wrong in a
mapping is said at once, and nothing is read from a spreadsheet through a mapping that has an error.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Literal, cast, get_args

from maillage import records
from maillage.exchange.cells import folded
from maillage.exchange.free_hours import DAYS
from maillage.exchange.keys import KEYS
from maillage.exchange.tables import Layout
from maillage.model import Problem, Territory
from maillage.nomenclature import Nomenclature

DateFormat = Literal["jj/mm/aaaa", "mm/jj/aaaa", "aaaa-mm-jj"]
HoursFormat = Literal["francais", "opening_hours"]
Others = Literal["signaler", "source_categories"]

ID_PARTS = ("nom", "adresse.commune", "adresse.voie", "adresse.code_postal", "source_id")
IGNORED = "ignorer"
"""The word of a table of values for a value that is known and says nothing to us."""

Targets = Mapping[str, tuple[str, ...]]
"""What one value gives: codes or texts, by key."""

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_NAME = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


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


def read_mapping(content: bytes, path: str, nomenclature: Nomenclature) -> ImportMapping | tuple[Problem, ...]:
    """Return the mapping that a file holds, or all that is wrong in it; its codes are those of the nomenclature."""
    record = records.read(content, path)
    if not isinstance(record, records.Record):
        return record
    reader = _Reader(record, nomenclature)
    mapping = reader.mapping()
    return tuple(sorted(reader.problems)) if reader.problems or mapping is None else mapping


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


class _Reader:
    """One pass over the record of a mapping: values for the mapping, problems for people."""

    def __init__(self, record: records.Record, nomenclature: Nomenclature) -> None:
        self.record = record
        self.nomenclature = nomenclature
        self.problems: list[Problem] = []

    def mapping(self) -> ImportMapping | None:
        data = self.record.data
        self._closed(
            data,
            (),
            required=("nom", "titre", "colonnes"),
            optional=("fichier", "id", "constantes", "assemblages", "horaires_par_jour", "communes", "ignorees"),
        )
        name = self._text(data, ("nom",))
        if name and not _NAME.fullmatch(name):
            self._problem(("nom",), f"« {name} » n'est pas un nom de correspondance", "minuscules, chiffres et tirets")
        columns = [
            self._column(header, spec, ("colonnes", header)) for header, spec in self._map(data, ("colonnes",)).items()
        ]
        mapping = ImportMapping(
            nom=name,
            titre=self._text(data, ("titre",)),
            layout=self._layout(data),
            id=tuple(
                self._one_of(part, ID_PARTS, ("id", index), "une partie de l'identifiant")
                for index, part in enumerate(self._texts(data.get("id", ["nom", "adresse.commune"]), ("id",)))
            ),
            constantes={
                key: self._constant(key, value, ("constantes", key))
                for key, value in self._map(data, ("constantes",)).items()
            },
            colonnes=tuple(columns),
            assemblages={
                key: self._template(key, template, ("assemblages", key))
                for key, template in self._map(data, ("assemblages",)).items()
            },
            jours=self._days(data),
            communes={
                folded(name): self._text(self._map(data, ("communes",)), ("communes", name))
                for name in self._map(data, ("communes",))
            },
            ignorees=self._texts(data.get("ignorees", []), ("ignorees",)),
            path=self.record.path,
            marks=self._marks(data),
        )
        self._complete(mapping)
        return mapping

    def _marks(self, data: Mapping[str, Any]) -> dict[str, records.Mark]:
        days = self._map(data, ("horaires_par_jour",))
        templates = self._map(data, ("assemblages",))
        return {
            "communes": self.record.mark(("communes",)),
            **{
                header: self.record.mark(("horaires_par_jour", day))
                for day, headers in days.items()
                for header in (headers if isinstance(headers, list) else [headers])
                if isinstance(header, str)
            },
            **{
                header: self.record.mark(("assemblages", key))
                for key, template in templates.items()
                if isinstance(template, str)
                for header in placeholders(template)
            },
            **{header: self.record.mark(("colonnes", header)) for header in self._map(data, ("colonnes",))},
        }

    def _complete(self, mapping: ImportMapping) -> None:
        fed = {column.cle for column in mapping.colonnes} | set(mapping.assemblages) | set(mapping.constantes)
        for key, why, otherwise in (
            ("nom", "un lieu a un nom", ""),
            ("source", "chaque fiche dit d'où elle vient", ", ou une constante : « constantes: { source: … } »"),
            (
                "source_id",
                "c'est par lui qu'une nouvelle importation reconnaît un lieu",
                ", ou formez-le de colonnes qui ne changent pas : "
                '« assemblages: { source_id: "{colonne} {autre colonne}" } »',
            ),
            ("adresse.commune", "la commune situe le lieu", ""),
            ("adresse.code_postal", "le code postal lève le doute entre deux communes du même nom", ""),
        ):
            if key not in fed:
                self._problem(
                    ("colonnes",),
                    f"rien n'alimente « {key} » : {why}",
                    f"ajoutez une colonne vers « {key} »{otherwise}",
                )
        if mapping.jours and "horaires" in fed:
            self._problem(
                ("horaires_par_jour",),
                "les horaires viennent à la fois d'une colonne et des colonnes de chaque jour",
                "gardez l'une des deux façons",
            )

    def _layout(self, data: Mapping[str, Any]) -> Layout:
        where = ("fichier",)
        spec = self._map(data, where)
        self._closed(spec, where, optional=("separateur", "encodage", "feuille", "ligne_entete"))
        line = self._text(spec, (*where, "ligne_entete")) or "1"
        if not line.isascii() or not line.isdigit() or not 1 <= int(line[:4]) <= 1000 or len(line) > 4:
            self._problem(
                (*where, "ligne_entete"), f"« {line} » n'est pas un numéro de ligne", "un nombre à partir de 1"
            )
            line = "1"
        delimiter = self._text(spec, (*where, "separateur")) or None
        if delimiter in ("tabulation", "\\t"):
            delimiter = "\t"
        if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
            self._problem(
                (*where, "separateur"), f"« {delimiter} » n'est pas un séparateur", "un seul signe, ou « tabulation »"
            )
            delimiter = None
        return Layout(
            delimiter=delimiter,
            encoding=self._text(spec, (*where, "encodage")) or None,
            sheet=self._text(spec, (*where, "feuille")) or None,
            header_line=int(line),
        )

    def _column(self, header: str, spec: Any, where: records.Where) -> Column:
        if isinstance(spec, str):
            return Column(titre=header, cle=self._one_of(spec, KEYS, where, "une clé d'une fiche"))
        if not isinstance(spec, dict):
            self._problem(where, "attendu : une clé, ou une description de la colonne", "exemple : { cle: nom }")
            return Column(titre=header)
        self._closed(
            spec,
            where,
            optional=(
                "cle", "valeurs", "nomenclature", "separateurs", "format_date", "format_horaires", "facultative",
                "vides", "autres",
            ),
        )  # fmt: skip
        key = None
        if "cle" in spec:
            key = self._one_of(self._text(spec, (*where, "cle")), KEYS, (*where, "cle"), "une clé d'une fiche")
        elif "valeurs" not in spec:
            self._problem(where, "la colonne ne dit pas ce qu'elle alimente", "ajoutez « cle » ou « valeurs »")
        values = None
        if "valeurs" in spec:
            values = {
                " ".join(value.split()): self._targets(key, target, (*where, "valeurs", value))
                for value, target in self._map(spec, (*where, "valeurs")).items()
            }
        return Column(
            titre=header,
            cle=key,
            valeurs=values,
            nomenclature=self._yes(spec, (*where, "nomenclature")),
            separateurs=self._texts(spec.get("separateurs", []), (*where, "separateurs")),
            format_date=cast(DateFormat, self._choice(spec, (*where, "format_date"), get_args(DateFormat))),
            format_horaires=cast(HoursFormat, self._choice(spec, (*where, "format_horaires"), get_args(HoursFormat))),
            facultative=self._yes(spec, (*where, "facultative")),
            vides=self._texts(spec.get("vides", []), (*where, "vides")),
            autres=cast(Others, self._choice(spec, (*where, "autres"), get_args(Others))),
        )

    def _targets(self, key: str | None, target: Any, where: records.Where) -> Targets:
        if target == IGNORED:
            return {}
        if isinstance(target, dict):
            return {
                self._one_of(name, KEYS, (*where, name), "une clé d'une fiche"): self._codes(
                    name, codes, (*where, name)
                )
                for name, codes in target.items()
            }
        if key is None:
            self._problem(where, "on ne sait pas quelle clé reçoit cette valeur", "exemple : { acces: sur-rdv }")
            return {}
        return {key: self._codes(key, target, where)}

    def _codes(self, key: str, value: Any, where: records.Where) -> tuple[str, ...]:
        """Return the values that a key receives, checked against the nomenclature where the key has a table."""
        texts = self._texts(value, where)
        known = KEYS.get(key)
        if known and known.reading not in ("code", "codes", "texte", "textes", "oui-non", "pivot"):
            self._problem(
                where, f"« {key} » ne se remplit pas par une table de valeurs", "nommez sa colonne avec « cle »"
            )
        if known and known.table:
            for text in texts:
                self._one_of(text, self.nomenclature.table(known.table), where, f"un code de « {known.table} »")
        if known and known.reading == "oui-non":
            for text in texts:
                self._one_of(text, ("oui", "non"), where, "un fait")
        return texts

    def _constant(self, key: str, value: Any, where: records.Where) -> tuple[str, ...]:
        self._one_of(key, KEYS, where, "une clé d'une fiche")
        if key in KEYS and not KEYS[key].constant:
            self._problem(
                where,
                f"« {key} » ne peut pas être le même pour tous les lieux",
                "chaque lieu déclare ce qui lui est propre ; constantes possibles : "
                + ", ".join(name for name, known in KEYS.items() if known.constant),
            )
        return self._codes(key, value, where)

    def _template(self, key: str, template: Any, where: records.Where) -> str:
        self._one_of(key, [name for name, known in KEYS.items() if known.reading == "texte"], where, "une clé de texte")
        if not isinstance(template, str) or not placeholders(template):
            self._problem(
                where, "attendu : un texte avec des colonnes entre accolades", "exemple : « {numero} {voie} »"
            )
            return ""
        return template

    def _days(self, data: Mapping[str, Any]) -> dict[int, tuple[str, ...]]:
        where = ("horaires_par_jour",)
        spec = self._map(data, where)
        self._closed(spec, where, optional=DAYS)
        return {DAYS.index(day): self._texts(columns, (*where, day)) for day, columns in spec.items() if day in DAYS}

    # Shapes

    def _closed(
        self, data: Mapping[str, Any], where: records.Where, required: Sequence[str] = (), optional: Sequence[str] = ()
    ) -> None:
        for key in data:
            if key not in required and key not in optional:
                self._one_of(key, (*required, *optional), (*where, key), "une clé connue")
        for key in required:
            if key not in data:
                self._problem(where, f"« {key} » manque", f"clés obligatoires : {', '.join(required)}")

    def _map(self, data: Mapping[str, Any], where: records.Where) -> dict[str, Any]:
        value = data.get(str(where[-1]), {})
        if isinstance(value, dict):
            return value
        self._problem(where, "attendu : des lignes « nom: valeur »", "")
        return {}

    def _text(self, data: Mapping[str, Any], where: records.Where) -> str:
        value = data.get(str(where[-1]), "")
        if isinstance(value, str):
            return value
        self._problem(where, "attendu : un texte", "")
        return ""

    def _texts(self, value: Any, where: records.Where) -> tuple[str, ...]:
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self._problem(where, "attendu : un texte ou une liste de textes", "exemple : [A, B]")
        return ()

    def _yes(self, data: Mapping[str, Any], where: records.Where) -> bool:
        return self._choice(data, where, ("non", "oui")) == "oui"

    def _choice(self, data: Mapping[str, Any], where: records.Where, allowed: Sequence[str]) -> str:
        value = self._text(data, where) or allowed[0]
        return self._one_of(value, allowed, where, "une des valeurs admises")

    def _one_of(self, value: str, allowed: Collection[str], where: records.Where, what: str) -> str:
        if value not in allowed:
            near = get_close_matches(value, allowed, 1, 0.6)
            self._problem(
                where,
                f"« {value} » n'est pas {what}" + (f" ; vouliez-vous dire « {near[0]} » ?" if near else ""),
                f"admis : {', '.join(allowed)}" if len(allowed) <= 30 else "",
            )
        return value

    def _problem(self, where: records.Where, message: str, hint: str) -> None:
        mark = self.record.mark(where)
        path = self.record.path
        self.problems.append(
            Problem(path, mark.line, mark.column, "erreur", "correspondance", records.spelled(where), message, hint)
        )
