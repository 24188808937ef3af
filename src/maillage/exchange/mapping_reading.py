"""From the text of a mapping file to the mapping, or to all that is wrong in it, said at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast, get_args

from maillage import records
from maillage.exchange.cells import folded
from maillage.exchange.free_hours import DAYS
from maillage.exchange.keys import KEYS
from maillage.exchange.mapping import (
    ID_PARTS,
    IGNORED,
    Column,
    DateFormat,
    HoursFormat,
    ImportMapping,
    Others,
    Targets,
    placeholders,
)
from maillage.exchange.shapes import Shapes
from maillage.exchange.tables import Layout
from maillage.model import Problem
from maillage.nomenclature import Nomenclature

_NAME = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def read_mapping(content: bytes, path: str, nomenclature: Nomenclature) -> ImportMapping | tuple[Problem, ...]:
    """Return the mapping that a file holds, or all that is wrong in it; its codes are those of the nomenclature."""
    read = records.read_on(content, path)
    if read.record is None:
        return read.problems
    reader = _Reader(read.record, nomenclature)
    mapping = reader.mapping()
    problems = (*read.problems, *reader.problems)
    return tuple(sorted(problems)) if problems or mapping is None else mapping


class _Reader(Shapes):
    """One pass over the record of a mapping: values for the mapping, problems for people."""

    def __init__(self, record: records.Record, nomenclature: Nomenclature) -> None:
        super().__init__(record)
        self.nomenclature = nomenclature

    def mapping(self) -> ImportMapping | None:
        data = self.record.data
        self.closed(
            data,
            (),
            required=("nom", "titre", "colonnes"),
            optional=("fichier", "id", "constantes", "assemblages", "horaires_par_jour", "communes", "ignorees"),
        )
        name = self.text(data, ("nom",))
        if name and not _NAME.fullmatch(name):
            self.problem(("nom",), f"« {name} » n'est pas un nom de correspondance", "minuscules, chiffres et tirets")
        columns = [
            self._column(header, spec, ("colonnes", header)) for header, spec in self.map(data, ("colonnes",)).items()
        ]
        mapping = ImportMapping(
            nom=name,
            titre=self.text(data, ("titre",)),
            layout=self._layout(data),
            id=tuple(
                self.one_of(part, ID_PARTS, ("id", index), "une partie de l'identifiant")
                for index, part in enumerate(self.texts(data.get("id", ["nom", "adresse.commune"]), ("id",)))
            ),
            constantes={
                key: self._constant(key, value, ("constantes", key))
                for key, value in self.map(data, ("constantes",)).items()
            },
            colonnes=tuple(columns),
            assemblages={
                key: self._template(key, template, ("assemblages", key))
                for key, template in self.map(data, ("assemblages",)).items()
            },
            jours=self._days(data),
            communes={
                folded(name): self.text(self.map(data, ("communes",)), ("communes", name))
                for name in self.map(data, ("communes",))
            },
            ignorees=self.texts(data.get("ignorees", []), ("ignorees",)),
            path=self.record.path,
            marks=self._marks(data),
        )
        self._complete(mapping)
        return mapping

    def _marks(self, data: Mapping[str, Any]) -> dict[str, records.Mark]:
        days = self.map(data, ("horaires_par_jour",))
        templates = self.map(data, ("assemblages",))
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
            **{header: self.record.mark(("colonnes", header)) for header in self.map(data, ("colonnes",))},
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
                self.problem(
                    ("colonnes",),
                    f"rien n'alimente « {key} » : {why}",
                    f"ajoutez une colonne vers « {key} »{otherwise}",
                )
        if mapping.jours and "horaires" in fed:
            self.problem(
                ("horaires_par_jour",),
                "les horaires viennent à la fois d'une colonne et des colonnes de chaque jour",
                "gardez l'une des deux façons",
            )

    def _layout(self, data: Mapping[str, Any]) -> Layout:
        where = ("fichier",)
        spec = self.map(data, where)
        self.closed(spec, where, optional=("separateur", "encodage", "feuille", "ligne_entete"))
        line = self.text(spec, (*where, "ligne_entete")) or "1"
        if not line.isascii() or not line.isdigit() or not 1 <= int(line[:4]) <= 1000 or len(line) > 4:
            self.problem(
                (*where, "ligne_entete"), f"« {line} » n'est pas un numéro de ligne", "un nombre à partir de 1"
            )
            line = "1"
        delimiter = self.text(spec, (*where, "separateur")) or None
        if delimiter in ("tabulation", "\\t"):
            delimiter = "\t"
        if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
            self.problem(
                (*where, "separateur"), f"« {delimiter} » n'est pas un séparateur", "un seul signe, ou « tabulation »"
            )
            delimiter = None
        return Layout(
            delimiter=delimiter,
            encoding=self.text(spec, (*where, "encodage")) or None,
            sheet=self.text(spec, (*where, "feuille")) or None,
            header_line=int(line),
        )

    def _column(self, header: str, spec: Any, where: records.Where) -> Column:
        if isinstance(spec, str):
            return Column(titre=header, cle=self.one_of(spec, KEYS, where, "une clé d'une fiche"))
        if not isinstance(spec, dict):
            self.problem(where, "attendu : une clé, ou une description de la colonne", "exemple : { cle: nom }")
            return Column(titre=header)
        self.closed(
            spec,
            where,
            optional=(
                "cle", "valeurs", "nomenclature", "separateurs", "format_date", "format_horaires", "facultative",
                "vides", "autres",
            ),
        )  # fmt: skip
        key = None
        if "cle" in spec:
            key = self.one_of(self.text(spec, (*where, "cle")), KEYS, (*where, "cle"), "une clé d'une fiche")
        elif "valeurs" not in spec:
            self.problem(where, "la colonne ne dit pas ce qu'elle alimente", "ajoutez « cle » ou « valeurs »")
        values = None
        if "valeurs" in spec:
            values = {
                " ".join(value.split()): self._targets(key, target, (*where, "valeurs", value))
                for value, target in self.map(spec, (*where, "valeurs")).items()
            }
        return Column(
            titre=header,
            cle=key,
            valeurs=values,
            nomenclature=self.yes(spec, (*where, "nomenclature")),
            separateurs=self.texts(spec.get("separateurs", []), (*where, "separateurs")),
            format_date=cast(DateFormat, self.choice(spec, (*where, "format_date"), get_args(DateFormat))),
            format_horaires=cast(HoursFormat, self.choice(spec, (*where, "format_horaires"), get_args(HoursFormat))),
            facultative=self.yes(spec, (*where, "facultative")),
            vides=self.texts(spec.get("vides", []), (*where, "vides")),
            autres=cast(Others, self.choice(spec, (*where, "autres"), get_args(Others))),
        )

    def _targets(self, key: str | None, target: Any, where: records.Where) -> Targets:
        if target == IGNORED:
            return {}
        if isinstance(target, dict):
            return {
                self.one_of(name, KEYS, (*where, name), "une clé d'une fiche"): self._codes(name, codes, (*where, name))
                for name, codes in target.items()
            }
        if key is None:
            self.problem(where, "on ne sait pas quelle clé reçoit cette valeur", "exemple : { acces: sur-rdv }")
            return {}
        return {key: self._codes(key, target, where)}

    def _codes(self, key: str, value: Any, where: records.Where) -> tuple[str, ...]:
        """Return the values that a key receives, checked against the nomenclature where the key has a table."""
        texts = self.texts(value, where)
        known = KEYS.get(key)
        if known and known.reading not in ("code", "codes", "texte", "textes", "oui-non", "pivot"):
            self.problem(
                where, f"« {key} » ne se remplit pas par une table de valeurs", "nommez sa colonne avec « cle »"
            )
        if known and known.table:
            for text in texts:
                self.one_of(text, self.nomenclature.table(known.table), where, f"un code de « {known.table} »")
        if known and known.reading == "oui-non":
            for text in texts:
                self.one_of(text, ("oui", "non"), where, "un fait")
        return texts

    def _constant(self, key: str, value: Any, where: records.Where) -> tuple[str, ...]:
        self.one_of(key, KEYS, where, "une clé d'une fiche")
        if key in KEYS and not KEYS[key].constant:
            self.problem(
                where,
                f"« {key} » ne peut pas être le même pour tous les lieux",
                "chaque lieu déclare ce qui lui est propre ; constantes possibles : "
                + ", ".join(name for name, known in KEYS.items() if known.constant),
            )
        return self._codes(key, value, where)

    def _template(self, key: str, template: Any, where: records.Where) -> str:
        self.one_of(key, [name for name, known in KEYS.items() if known.reading == "texte"], where, "une clé de texte")
        if not isinstance(template, str) or not placeholders(template):
            self.problem(where, "attendu : un texte avec des colonnes entre accolades", "exemple : « {numero} {voie} »")
            return ""
        return template

    def _days(self, data: Mapping[str, Any]) -> dict[int, tuple[str, ...]]:
        where = ("horaires_par_jour",)
        spec = self.map(data, where)
        self.closed(spec, where, optional=DAYS)
        return {DAYS.index(day): self.texts(columns, (*where, day)) for day, columns in spec.items() if day in DAYS}
