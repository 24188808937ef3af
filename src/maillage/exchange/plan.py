"""What an import does of each row: a new file, a changed one, or none and why."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage import records
from maillage.exchange import merging, naming, rows
from maillage.exchange.findings import Finding
from maillage.exchange.folder import Existing, Folder
from maillage.exchange.mapping import ImportMapping
from maillage.model import Lieu

STATE_VERSION = 1
HEADER = "# yaml-language-server: $schema=../../schema/lieu.schema.json"

_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """How many of each. `lignes` is the sum of `crees`, `modifies`, `inchanges`, `gardes` and `ecartees`.

    `gardes` are venues whose file was left alone: deleted by a person since, unreadable, or with comments that a
    rewriting would lose. The last four count the lines of the report.
    """

    lignes: int = 0
    crees: int = 0
    modifies: int = 0
    inchanges: int = 0
    gardes: int = 0
    ecartees: int = 0
    disparus: int = 0
    differences: int = 0
    non_lus: int = 0
    corriges: int = 0
    tels_quels: int = 0


class Plan:
    """The files to write and what to report, row after row; `names` gives the id of the venue of each row."""

    def __init__(self, mapping: ImportMapping, folder: Folder) -> None:
        self.mapping = mapping
        self.folder = folder
        self.files: dict[str, str] = {}
        self.findings: list[Finding] = []
        self.tally: Counter[str] = Counter()
        self.names: dict[int, str] = {}
        self._state: dict[str, Any] = dict(folder.state)

    @property
    def state(self) -> str:
        """The text of the state file: what the source said of each venue, by its `source_id`."""
        lieux = {
            key: {"id": venue["id"], "fiche": records.ordered(venue["fiche"], Lieu)}
            for key, venue in sorted(self._state.items())
        }
        document = {"version": STATE_VERSION, "correspondance": self.mapping.nom, "lieux": lieux}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def reconcile(self, imported: Sequence[rows.Imported]) -> None:
        """Decide of each row: a new file, a changed one, or none."""
        items = [(item, item.data) for item in imported if item.data is not None]
        known = self.folder.venues.keys() | self.folder.state.keys()
        fresh = [(item.source_id, data) for item, data in items if item.source_id not in known]
        beside = [data for item, data in items if item.source_id in known]
        ids = naming.new_ids([data for _, data in fresh], self.mapping.id, self.folder.ids, beside)
        names = {source_id: name for (source_id, _), name in zip(fresh, ids, strict=True)}
        for item, data in items:
            existing = self.folder.venues.get(item.source_id)
            if existing:
                name: str | None = Path(existing.path).stem
            elif item.source_id in self.folder.state:
                name = str(self.folder.state[item.source_id]["id"])
            else:
                name = names[item.source_id]
            if name is None:
                self._set_aside(item, data)
                continue
            self.names[item.line] = name
            if existing:
                self._update(item, data, name, existing)
            elif item.source_id in self.folder.state:
                self._leave(item, data, name)
            else:
                self._create(item, data, name)

    def report_vanished(self, imported: Sequence[rows.Imported]) -> None:
        """Report the venues that the source had and has no more, until their file says that they are closed."""
        present = {item.source_id for item in imported}
        for source_id, venue in sorted(self.folder.state.items()):
            existing = self.folder.venues.get(source_id)
            if source_id in present or existing is None or existing.data.get("statut") == "ferme":
                continue
            self.findings.append(
                Finding(
                    nature="disparu",
                    valeur=source_id,
                    lieu=str(venue["id"]),
                    pourquoi="la source ne contient plus ce lieu ; s'il a fermé, dites-le dans sa fiche",
                )
            )

    def counts(self, imported: Sequence[rows.Imported], findings: Sequence[Finding]) -> ImportCounts:
        """Return how many of each."""
        natures = Counter(finding.nature for finding in findings)
        return ImportCounts(
            lignes=len(imported),
            crees=self.tally["cree"],
            modifies=self.tally["modifie"],
            inchanges=self.tally["inchange"],
            gardes=self.tally["garde"],
            ecartees=self.tally["ecarte"] + sum(item.data is None for item in imported),
            disparus=natures["disparu"],
            differences=natures["différence"],
            non_lus=natures["non lu"],
            corriges=natures["corrigé"],
            tels_quels=natures["gardé tel quel"],
        )

    def _create(self, item: rows.Imported, data: Mapping[str, Any], name: str) -> None:
        departement = departement_of(data["adresse"]["code_insee"])
        self.files[f"{departement}/{name}.yml"] = records.write({"id": name, **data}, HEADER)
        if data.get("statut") == "ferme" and "date" not in data["fermeture"]:
            why = "fermé sans date selon la source : écrivez-la dans la fiche, un site ne se construit pas sans elle"
            self.findings.append(
                Finding(nature="à faire", ligne=item.line, lieu=name, champ="fermeture.date", pourquoi=why)
            )
        self._remember(item, name, data)
        self.tally["cree"] += 1

    def _update(self, item: rows.Imported, data: Mapping[str, Any], name: str, existing: Existing) -> None:
        remembered = self.folder.state.get(item.source_id)
        merged = merging.merge(remembered["fiche"] if remembered else None, existing.data, data)
        for difference in merged.differences:
            self._differ(item, name, difference.key, difference.yours, difference.theirs, difference.why)
        if merged.data == existing.data:
            self.tally["inchange"] += 1
        elif _loses_comments(existing):
            # Nothing of what a person wrote is lost, comments included: the change is theirs to make.
            for key in dict.fromkeys((*merged.data, *existing.data)):
                mine, new = existing.data.get(key), merged.data.get(key)
                if mine != new:
                    why = "la source a changé ; à reporter à la main : réécrire la fiche perdrait ses commentaires"
                    self._differ(item, name, key, mine, new, why)
            self.tally["garde"] += 1
            return
        else:
            self.files[existing.path] = records.write(merged.data, _header(existing.text))
            self.tally["modifie"] += 1
        self._remember(item, name, data)
        departement = departement_of(str(merged.data.get("adresse", {}).get("code_insee", "")))
        if departement and departement != existing.path.split("/")[0]:
            why = f"le lieu est maintenant dans le département {departement} : déplacez son fichier dans ce dossier"
            self.findings.append(Finding(nature="à faire", ligne=item.line, lieu=name, pourquoi=why))

    def _leave(self, item: rows.Imported, data: Mapping[str, Any], name: str) -> None:
        self.tally["garde"] += 1
        if name in self.folder.unreadable:
            why = "sa fiche ne se lit pas : elle est laissée telle quelle"
        elif name in self.folder.written:
            why = "sa fiche ne dit plus cette source et cet identifiant de la source : elle est laissée telle quelle"
            self._remember(item, name, data)
        else:
            why = "sa fiche a été supprimée de l'annuaire : elle n'est pas écrite à nouveau"
            self._remember(item, name, data)
        self.findings.append(Finding(nature="à faire", ligne=item.line, valeur=item.source_id, lieu=name, pourquoi=why))

    def _set_aside(self, item: rows.Imported, data: Mapping[str, Any]) -> None:
        why = "son nom et sa commune ne donnent pas d'identifiant qui ne soit déjà pris"
        self.findings.append(Finding(nature="ligne écartée", ligne=item.line, lieu=data["nom"], pourquoi=why))
        self.tally["ecarte"] += 1

    def _differ(self, item: rows.Imported, name: str, key: str, yours: Any, theirs: Any, why: str) -> None:
        self.findings.append(
            Finding(
                nature="différence",
                ligne=item.line,
                valeur=_said(theirs),
                lieu=name,
                champ=key,
                fiche=_said(yours),
                pourquoi=why,
            )
        )

    def _remember(self, item: rows.Imported, name: str, data: Mapping[str, Any]) -> None:
        self._state[item.source_id] = {"id": name, "fiche": data}


def departement_of(code_insee: str) -> str:
    """Return the folder of a commune: two signs, or three overseas."""
    return code_insee[:3] if code_insee.startswith(("97", "98")) else code_insee[:2]


def _header(text: str) -> str:
    """Return the comments at the head of a file, which a rewriting keeps."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line)
    return "\n".join(lines)


def _loses_comments(existing: Existing) -> bool:
    header = _header(existing.text)
    canonical = records.write(existing.data, header)
    return len(_COMMENT.findall(existing.text)) > len(_COMMENT.findall(canonical))


def _said(value: Any) -> str:
    """Return a value of a venue file on one line, as a person writes it; empty for an absent one."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_said(inner)}" for key, inner in value.items())
    return " | ".join(_said(item) for item in value) if isinstance(value, list | tuple) else str(value)
