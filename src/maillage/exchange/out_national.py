"""Venues in the national standard of digital mediation venues, version 1.0.2, and what it has no place for.

The standard says one thing of a whole venue where our files say it service by service: what is true of one service
only is left out rather than said of all, and every loss is listed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.model import Adresse, Lieu, Placed
from maillage.nomenclature import Nomenclature

FIELDS = (
    "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse", "latitude",
    "longitude", "typologie", "telephone", "courriels", "site_web", "horaires", "presentation_resume",
    "presentation_detail", "source", "itinerance", "structure_parente", "date_maj", "services",
    "publics_specifiquement_adresses", "prise_en_charge_specifique", "frais_a_charge",
    "dispositif_programmes_nationaux", "formations_labels", "autres_formations_labels", "modalites_acces",
    "modalites_accompagnement", "fiche_acces_libre", "prise_rdv",
)  # fmt: skip
"""The columns, in the order of the standard."""

UNKNOWN_PIVOT = "00000000000000"
"""What producers write where the number is not known: the standard wants one."""

_SEPARATOR = "|"
_PHONE = re.compile(r"\+(?:33|590|594|262|596|269|687|689|508|681)\d{6,9}")

_NO_PLACE = (
    "hote", "tenu_par", "fin_financement", "trouver_la_porte", "transports", "zone_intervention",
    "contact_professionnels", "horaires_precisions", "fermetures", "acces", "services_exclus", "equipements",
    "tarifs", "pass_numerique", "reserve_a", "langues", "confidentialite", "anonymat", "enfants_bienvenus",
    "source_categories", "verifie_par", "verifie_comment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that a venue declares and that its row does not say; `champ` is the key of the venue file."""

    lieu: str
    champ: str
    pourquoi: str


@dataclass(frozen=True, slots=True)
class NationalTable:
    """The rows, sorted by id, each with all the fields; and what they could not say."""

    rows: tuple[Mapping[str, str], ...]
    losses: tuple[Loss, ...]


def national_table(
    lieux: Iterable[Lieu], positions: Mapping[str, Placed], nomenclature: Nomenclature, today: date
) -> NationalTable:
    """Return the venues that are not closed for good, as rows of the standard.

    `positions` is keyed by venue id, and by `id/stop` for stops; the position of a town hall is not given as if it
    were that of the venue. Labels that have ended before `today` are left out.
    """
    rows: list[Mapping[str, str]] = []
    losses: list[Loss] = []
    for lieu in sorted(lieux, key=lambda lieu: lieu.id):
        if lieu.statut == "ferme":
            losses.append(Loss(lieu.id, "statut", "le standard ne dit pas qu'un lieu a fermé : la ligne est omise"))
            continue
        row = _Row(lieu, nomenclature)
        row.fill(positions, today)
        rows.append({name: row.values.get(name, "") for name in FIELDS})
        losses += row.losses
    return NationalTable(tuple(rows), tuple(losses))


def as_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """Return rows as CSV: commas, UTF-8 text without byte order mark, one header line."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def phone(number: str) -> str | None:
    """Return a number in international form ("+33380488414"), None for a short one ("36 46")."""
    compact = re.sub(r"[ .]", "", number)
    if compact.startswith("0"):
        compact = f"+33{compact[1:]}"
    return compact if _PHONE.fullmatch(compact) else None


class _Row:
    """One row in the making."""

    def __init__(self, lieu: Lieu, nomenclature: Nomenclature) -> None:
        self.lieu = lieu
        self.nomenclature = nomenclature
        self.values: dict[str, str] = {}
        self.losses: list[Loss] = []

    def fill(self, positions: Mapping[str, Placed], today: date) -> None:
        lieu = self.lieu
        self._identity()
        self._place(positions)
        self._contacts()
        self.values["horaires"] = lieu.horaires or ""
        self.values["presentation_resume"] = lieu.presentation_resume or ""
        self.values["presentation_detail"] = lieu.presentation_detail or ""
        for field in (
            "publics_specifiquement_adresses",
            "prise_en_charge_specifique",
            "frais_a_charge",
            "modalites_acces",
        ):
            self._codes(field, getattr(lieu, field))
            if any(getattr(service, field) for service in lieu.services):
                self._lose(f"services.{field}", "le standard ne le dit que du lieu entier")
        # What is offered in one service is offered by the venue: here the union is true.
        offered = [*lieu.modalites_accompagnement]
        offered += [code for service in lieu.services for code in service.modalites_accompagnement]
        self._codes("modalites_accompagnement", offered)
        self._codes("services", [code for service in lieu.services for code in service.service])
        if lieu.services:
            self._lose("services", "les services deviennent de grandes familles, sans accès, posture, horaires ni prix")
        self._labels(today)
        for key in _NO_PLACE:
            if getattr(lieu, key):
                self._lose(key, "le standard n'a pas de champ pour cela")

    def _identity(self) -> None:
        lieu = self.lieu
        if lieu.pivot is None:
            self._lose("pivot", f"obligatoire dans le standard et non renseigné : {UNKNOWN_PIVOT}")
        edited = [day for day in (lieu.date_maj, lieu.verifie_le) if isinstance(day, date)]
        if not edited:
            self._lose("date_maj", "obligatoire dans le standard et non renseigné : laissé vide")
        if lieu.statut == "suspendu":
            self._lose("statut", "le standard ne dit pas qu'un lieu est suspendu")
        self.values |= {
            "id": lieu.id,
            "pivot": lieu.pivot or UNKNOWN_PIVOT,
            "nom": lieu.nom,
            "typologie": _joined(code for code in lieu.typologies if code != "NON_RENSEIGNE"),
            "structure_parente": lieu.structure_parente.nom if lieu.structure_parente else "",
            "source": lieu.source,
            "date_maj": max(edited).isoformat() if edited else "",
            "fiche_acces_libre": (lieu.accessibilite and lieu.accessibilite.fiche_acces_libre) or "",
        }
        if lieu.accessibilite:
            self._lose("accessibilite", "le standard n'en garde que l'adresse de la fiche Accès libre")

    def _place(self, positions: Mapping[str, Placed]) -> None:
        lieu = self.lieu
        stops = lieu.itinerance.etapes if lieu.itinerance else ()
        key, adresse = (lieu.id, lieu.adresse) if lieu.adresse else ("", None)
        if stops:
            self.values["itinerance"] = "Itinérant"
            self._lose("itinerance", "le standard n'a qu'une adresse : les étapes n'y sont pas toutes")
            if adresse is None:
                key, adresse = f"{lieu.id}/{stops[0].id}", stops[0].adresse
        if adresse:
            self._address(adresse)
        placed = positions.get(key)
        if placed and placed.precision != "mairie":
            self.values["latitude"] = f"{placed.position.latitude:.7g}"
            self.values["longitude"] = f"{placed.position.longitude:.7g}"
        elif placed:
            self._lose("position", "seule la mairie est connue : une position approximative n'est pas donnée")

    def _address(self, adresse: Adresse) -> None:
        if not adresse.voie:
            self._lose(
                "adresse.voie", "obligatoire dans le standard et non renseignée : le nom de la commune est répété"
            )
        self.values |= {
            "adresse": adresse.voie or adresse.commune,
            "complement_adresse": adresse.complement_adresse or "",
            "code_postal": adresse.code_postal,
            "commune": adresse.commune,
            "code_insee": adresse.code_insee,
        }

    def _contacts(self) -> None:
        lieu = self.lieu
        number = phone(lieu.telephone) if lieu.telephone else ""
        if number is None:
            self._lose("telephone", "le standard n'admet pas les numéros courts")
        self.values |= {
            "telephone": number or "",
            "courriels": _joined(lieu.courriels),
            "site_web": _joined(lieu.site_web),
            "prise_rdv": lieu.prise_rdv or "",
        }

    def _codes(self, field: str, codes: Iterable[str]) -> None:
        table = self.nomenclature.table(field)
        values: list[str] = []
        for code in codes:
            entry = table.get(code)
            if entry and entry.national:
                values.append(entry.national[0])
            else:
                self._lose(field, f"« {self.nomenclature.label(field, code)} » n'a pas d'équivalent dans le standard")
        self.values[field] = _joined(values)

    def _labels(self, today: date) -> None:
        columns: dict[str, list[str]] = {}
        for label in self.lieu.labels:
            if label.fin and label.fin < today:
                self._lose("labels", f"« {self.nomenclature.label('labels', label.label)} » a pris fin le {label.fin}")
                continue
            entry = self.nomenclature.labels.get(label.label)
            column = (entry and entry.champ_national) or "autres_formations_labels"
            name = entry.national[0] if entry and entry.national else self.nomenclature.label("labels", label.label)
            columns.setdefault(column, []).append(name)
            if label.debut or label.fin or label.emetteur or label.numero:
                self._lose("labels", "le standard ne dit ni l'émetteur, ni les dates, ni le numéro d'un label")
        for column, names in columns.items():
            self.values[column] = _joined(names)

    def _lose(self, key: str, why: str) -> None:
        loss = Loss(self.lieu.id, key, why)
        if loss not in self.losses:
            self.losses.append(loss)


def _joined(values: Iterable[str]) -> str:
    """Return values without double, joined as the standard does; its separator cannot be part of a value."""
    return _SEPARATOR.join(dict.fromkeys(value.replace(_SEPARATOR, "%7C") for value in values))
