"""What a venue file says, once read: one class per object of `schema/lieu.schema.json`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

OuiNon = Literal["oui", "non"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A point in degrees, WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a venue or a stop is put on the map, and how precisely that is known.

    `precision`: `saisie` (written by hand), `adresse` (geocoded, with its `score` from 0 to 1) or `mairie`
    (only the commune is known: shown as an approximate position).
    """

    position: Position
    precision: Literal["saisie", "adresse", "mairie"]
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adresse:
    """A postal address; EPCI, département and region are derived from `code_insee`, never written."""

    voie: str | None = None
    complement_adresse: str | None = None
    code_postal: str
    commune: str
    code_insee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tarif:
    """One line of a price list; `prix` is what is printed on the spot ("15 €", "0,20 € la page")."""

    objet: str
    prix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FermetureDatee:
    """A closure with both its days included: the August break, a month of works."""

    du: date
    au: date
    motif: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fermeture:
    """The end of a venue, and the venues that take over."""

    date: date | None = None
    motif: str | None = None
    remplace_par: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hote:
    """The venue that shelters this one: another record (`id`) or only its name."""

    id: str | None = None
    nom: str | None = None
    typologies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureParente:
    """The organisation that runs the venue; `pivot` is its SIRET or RNA number."""

    nom: str
    pivot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operateur:
    """The organisation that holds a permanence in a venue that is not its own."""

    nom: str
    pivot: str | None = None
    telephone: str | None = None
    courriels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactProfessionnels:
    """Whom a social worker calls: a function, never a named person."""

    fonction: str
    telephone: str | None = None
    courriel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Langue:
    """A language other than French, spoken on the spot or through an interpreter."""

    langue: str
    modalite: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessibilite:
    """What is declared of the building and, apart, of the desk and the workstations."""

    entree_fauteuil: OuiNon | None = None
    poste_fauteuil: OuiNon | None = None
    plain_pied: OuiNon | None = None
    ascenseur: OuiNon | None = None
    sanitaires_adaptes: OuiNon | None = None
    stationnement_reserve: OuiNon | None = None
    boucle_magnetique: OuiNon | None = None
    sieges_attente: OuiNon | None = None
    fiche_acces_libre: str | None = None
    precisions: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipement:
    """A machine or a resource of the venue; having it is not helping people to use it."""

    equipement: str
    nombre: int | None = None
    libre_acces: OuiNon | None = None
    en_service: OuiNon | None = None
    utilisable_assis: OuiNon | None = None
    tarif: str | None = None
    restriction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label, habilitation or national programme: a fact with an issuer, a start and an end."""

    label: str
    emetteur: str | None = None
    debut: date | None = None
    fin: date | None = None
    numero: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Etape:
    """One stop of an itinerant venue; `id` is unique within the venue."""

    id: str
    nom: str
    adresse: Adresse
    position: Position | None = None
    horaires: str | None = None
    trouver_la_porte: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Itinerance:
    """The stops of a venue that moves."""

    etapes: tuple[Etape, ...]
    precisions: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesExclus:
    """Services that the venue says it does not do, whatever else it declares."""

    service: tuple[str, ...]
    motif: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What the venue declares for one or more service codes that share the same conditions.

    With an `operateur`, the entry is a permanence held by somebody else than the venue.
    `horaires` holds an `opening_hours` expression, or the word `lieu` where the venue declares that
    the service is given during all its opening hours; absent, the hours of the service are unknown
    even if those of the venue are known.
    """

    service: tuple[str, ...]
    operateur: Operateur | None = None
    precisions: str | None = None
    postures: tuple[str, ...] = ()
    acces: tuple[str, ...] = ()
    modalites_acces: tuple[str, ...] = ()
    oriente_par: tuple[str, ...] = ()
    oriente_par_precisions: str | None = None
    prise_rdv: str | None = None
    delai: str | None = None
    modalites_accompagnement: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    niveaux: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    appareil_personnel: OuiNon | None = None
    deroulement: str | None = None
    horaires: str | None = None
    horaires_precisions: str | None = None
    fermetures: tuple[FermetureDatee, ...] = ()
    frais_a_charge: tuple[str, ...] = ()
    tarifs: tuple[Tarif, ...] = ()
    pass_numerique: str | None = None
    publics_specifiquement_adresses: tuple[str, ...] = ()
    prise_en_charge_specifique: tuple[str, ...] = ()
    reserve_a: tuple[str, ...] = ()
    langues: tuple[Langue, ...] = ()
    prerequis: tuple[str, ...] = ()
    prerequis_precisions: str | None = None
    a_apporter: tuple[str, ...] = ()
    limites: tuple[str, ...] = ()
    confidentialite: str | None = None
    anonymat: OuiNon | None = None
    poste_fauteuil: OuiNon | None = None
    zone_intervention: tuple[str, ...] = ()
    valide_du: date | None = None
    valide_au: date | None = None
    fin_financement: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lieu:
    """One venue, as its file declares it."""

    id: str
    nom: str
    typologies: tuple[str, ...]
    statut: Literal["ouvert", "suspendu", "ferme"] = "ouvert"
    fermeture: Fermeture | None = None
    pivot: str | None = None
    structure_parente: StructureParente | None = None
    hote: Hote | None = None
    tenu_par: str | None = None
    fin_financement: date | None = None

    adresse: Adresse | None = None
    position: Position | None = None
    itinerance: Itinerance | None = None
    trouver_la_porte: str | None = None
    transports: str | None = None
    zone_intervention: tuple[str, ...] = ()

    telephone: str | None = None
    courriels: tuple[str, ...] = ()
    site_web: tuple[str, ...] = ()
    prise_rdv: str | None = None
    contact_inconnu: Literal["oui"] | None = None
    contact_professionnels: ContactProfessionnels | None = None

    presentation_resume: str | None = None
    presentation_detail: str | None = None

    horaires: str | None = None
    horaires_precisions: str | None = None
    fermetures: tuple[FermetureDatee, ...] = ()

    acces: tuple[str, ...] = ()
    modalites_acces: tuple[str, ...] = ()
    modalites_accompagnement: tuple[str, ...] = ()
    services: tuple[Service, ...] = ()
    services_exclus: tuple[ServicesExclus, ...] = ()
    equipements: tuple[Equipement, ...] = ()

    frais_a_charge: tuple[str, ...] = ()
    tarifs: tuple[Tarif, ...] = ()
    pass_numerique: str | None = None

    publics_specifiquement_adresses: tuple[str, ...] = ()
    prise_en_charge_specifique: tuple[str, ...] = ()
    reserve_a: tuple[str, ...] = ()
    langues: tuple[Langue, ...] = ()
    accessibilite: Accessibilite | None = None
    confidentialite: str | None = None
    anonymat: OuiNon | None = None
    enfants_bienvenus: OuiNon | None = None

    labels: tuple[Label, ...] = ()

    source: str
    source_id: str | None = None
    source_categories: tuple[str, ...] = ()
    date_maj: date | None = None
    verifie_le: date | Literal["jamais"]
    verifie_par: str | None = None
    verifie_comment: str | None = None
