"""One row of a source, through its mapping, as the data of one venue file: what is said, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.exchange import cells, places
from maillage.exchange.cells import Note
from maillage.exchange.findings import Finding
from maillage.exchange.keys import KEYS
from maillage.exchange.mapping import ImportMapping, fill, placeholders
from maillage.exchange.row_values import Draft, Reference, read_cell, read_days
from maillage.exchange.tables import Row
from maillage.model import Position

UNKNOWN_KIND = "NON_RENSEIGNE"
CONTACTS = ("telephone", "courriels", "site_web", "prise_rdv")


@dataclass(frozen=True, slots=True)
class Imported:
    """What one row became: the data of a venue file without its `id`, or None where the row cannot be a venue."""

    line: int
    data: dict[str, Any] | None
    source_id: str
    findings: tuple[Finding, ...]


def read_row(row: Row, headers: Sequence[str], mapping: ImportMapping, reference: Reference) -> Imported:
    """Return what one row of a table becomes, with a finding for everything that was mended or left out."""
    values = dict(zip(headers, row.cells, strict=True))
    named = next((values.get(column.titre, "") for column in mapping.colonnes if column.cle == "nom"), "")
    draft = Draft(row.line, " ".join(named.split()))
    columns = {column.cle: column.titre for column in mapping.colonnes if column.cle}
    for column in mapping.colonnes:
        cell = values.get(column.titre, "")
        if cell and cell not in column.vides:
            read_cell(draft, column, cell, reference)
    for key, template in mapping.assemblages.items():
        read, notes = cells.text(fill(template, values))
        draft.add(key, read)
        for note in notes:
            draft.note(" + ".join(placeholders(template)), key, note)
    if mapping.jours:
        read_days(draft, mapping.jours, values)
    for key, constant in mapping.constantes.items():
        if KEYS[key].reading in ("codes", "textes") or not draft.values.get(key):
            draft.add(key, constant)
    if row.extra:
        why = (
            f"la ligne a plus de cellules que de titres, ses valeurs sont sans doute décalées : {' · '.join(row.extra)}"
        )
        return _discarded(draft, why)
    return _imported(draft, columns, mapping.communes, reference)


def _discarded(draft: Draft, why: str, column: str = "", value: str = "") -> Imported:
    finding = Finding(
        nature="ligne écartée", ligne=draft.line, colonne=column, valeur=value, lieu=draft.name, pourquoi=why
    )
    return Imported(draft.line, None, draft.first("source_id"), (*draft.findings, finding))


def _imported(draft: Draft, columns: Mapping[str, str], communes: Mapping[str, str], reference: Reference) -> Imported:
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


def _position(draft: Draft) -> Position | None:
    latitude, longitude = draft.first("position.latitude"), draft.first("position.longitude")
    return Position(latitude=float(latitude), longitude=float(longitude)) if latitude and longitude else None
