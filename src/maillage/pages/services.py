"""What is done in a venue, entry by entry: the conditions of a service are its own, never those of the building."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maillage.model import Langue, Lieu, Operateur, Service, Tarif
from maillage.offers import Offer
from maillage.pages import links, opening, words
from maillage.pages.context import Context, Link
from maillage.pages.facts import Facts, Gathering


@dataclass(frozen=True, slots=True)
class Named:
    """A service code with its label; `connu` codes have a page of their own."""

    code: str
    libelle: str
    connu: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """A theme and the services of one entry that belong to it."""

    libelle: str
    services: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a venue: the services that share its conditions, by theme, and these conditions."""

    rayons: tuple[Shelf, ...]
    precisions: str | None
    debut: str | None
    faits: Facts


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under the same title: one theme, or the several themes that a single entry covers."""

    titre: str
    entrees: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Permanence:
    """What another organisation comes and does in the venue, with its own hours."""

    operateur: Operateur
    courriels: tuple[Link, ...]
    entrees: tuple[Entry, ...]


def groups(context: Context, offers: Iterable[Offer]) -> tuple[Group, ...]:
    """Return the entries that the venue holds itself, by theme in the order of the nomenclature."""
    order = {theme.libelle: rank for rank, theme in enumerate(context.catalogue.nomenclature.themes.values())}
    entries = [_entry(context, offer) for offer in offers if offer.service.operateur is None]

    def rank(entry: Entry) -> tuple[bool, list[int]]:
        return len(entry.rayons) > 1, [order.get(shelf.libelle, len(order)) for shelf in entry.rayons]

    found: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=rank):
        found.setdefault(_title(entry), []).append(entry)
    return tuple(Group(title, tuple(under)) for title, under in found.items())


def _title(entry: Entry) -> str:
    return " · ".join(shelf.libelle for shelf in entry.rayons) if len(entry.rayons) < 3 else "Plusieurs sujets"


def permanences(context: Context, offers: Iterable[Offer]) -> tuple[Permanence, ...]:
    """Return what other organisations hold in the venue, by organisation in the order of the file."""
    found: dict[Operateur, list[Entry]] = {}
    for offer in offers:
        if offer.service.operateur:
            found.setdefault(offer.service.operateur, []).append(_entry(context, offer))
    return tuple(
        Permanence(
            operateur,
            tuple(Link(courriel, links.mailto(courriel)) for courriel in operateur.courriels),
            tuple(entries),
        )
        for operateur, entries in found.items()
    )


def named(context: Context, codes: Iterable[str]) -> tuple[Named, ...]:
    """Return service codes with their labels."""
    services = context.catalogue.nomenclature.services
    return tuple(Named(code, context.label("services", code), code in services) for code in codes)


def names(context: Context, offer: Offer) -> str:
    """Return the services of an entry as people read a list: the first three, then how many more."""
    labels = context.labels("services", offer.codes)
    if len(labels) <= 4:
        return words.sentence_list(labels)
    return f"{', '.join(labels[:3])} et {words.count(len(labels) - 3, 'autre service', 'autres services')}"


def conditions(context: Context, lieu: Lieu, service: Service, departement: str | None) -> Facts:
    """Return the conditions of one entry.

    Posture, access, hours and price have their own line, known or not. Where only the venue says something, the line
    says "non renseigné" for the service, and what the venue declares as a note: nothing is inherited in silence.
    """
    gathering = Gathering()
    known = context.catalogue.nomenclature.services
    learning = any(known[code].dimension == "apprentissage" for code in service.service if code in known)
    gathering.main("Posture déclarée", *context.labels("postures", service.postures))
    gathering.main(
        "Entrée",
        context.sentence("acces", service.acces),
        note=_for_the_venue(context.sentence("acces", lieu.acces)) if not service.acces else "",
    )
    if "sur-orientation" in service.acces or service.oriente_par or service.oriente_par_precisions:
        gathering.main(
            "Qui peut orienter", context.sentence("oriente_par", service.oriente_par), service.oriente_par_precisions
        )
    gathering.main(
        "Horaires de ce service",
        opening.of_service(lieu, service.horaires, service.fermetures, context.today, departement),
        service.horaires_precisions,
    )
    gathering.main(
        "Prix",
        *prices(context, service.frais_a_charge, service.tarifs),
        note=_for_the_venue(context.sentence("frais_a_charge", lieu.frais_a_charge))
        if not (service.frais_a_charge or service.tarifs)
        else "",
    )
    gathering.other("Réservé à", context.sentence("publics", service.reserve_a))
    gathering.other(
        "Ce qu’il faut avant de venir",
        *context.labels("prerequis", service.prerequis),
        service.prerequis_precisions,
    )
    gathering.other("Prise de contact", context.sentence("modalites_acces", service.modalites_acces))
    gathering.other(
        "Rendez-vous en ligne",
        service.prise_rdv,
        lien=links.web(service.prise_rdv),
        expected="sur-rdv" in service.acces,
    )
    gathering.other("Délai", service.delai)
    gathering.other("Déroulement", service.deroulement)
    gathering.other("Forme de l’aide", context.sentence("modalites_accompagnement", service.modalites_accompagnement))
    # A level or a kind of device is asked of what one learns; a declared one is shown whatever the service.
    gathering.other("Format", context.sentence("formats", service.formats))
    gathering.other("Niveau", context.sentence("niveaux", service.niveaux), expected=learning)
    gathering.other("Appareils", context.sentence("supports", service.supports), expected=learning)
    gathering.other("Sur son propre appareil", service.appareil_personnel, expected=learning)
    gathering.other(
        "Pensé d’abord pour",
        context.sentence("publics_specifiquement_adresses", service.publics_specifiquement_adresses),
    )
    gathering.other(
        "Situations accueillies", context.sentence("prise_en_charge_specifique", service.prise_en_charge_specifique)
    )
    gathering.other("Langues", languages(context, service.langues))
    gathering.other("Pass numérique", context.sentence("pass_numerique", _one(service.pass_numerique)))
    gathering.other("Confidentialité", context.sentence("confidentialite", _one(service.confidentialite)))
    gathering.other("Sans donner son identité", service.anonymat)
    gathering.other("Poste utilisable en fauteuil", service.poste_fauteuil)
    gathering.other("Zone d’intervention", zones(context, service.zone_intervention))
    if service.valide_du or service.valide_au:
        gathering.main("Dates de l’offre", words.period(service.valide_du, service.valide_au))
    if service.fin_financement:
        gathering.main("Financement connu", f"jusqu’au {words.day(service.fin_financement)}")
    return gathering.done()


def prices(context: Context, frais: Sequence[str], tarifs: Sequence[Tarif]) -> tuple[str, ...]:
    """Return what is said of the price: the general word first, then each line of the price list."""
    general = context.sentence("frais_a_charge", frais)
    lines = tuple(f"{tarif.objet}{words.NBSP}: {tarif.prix}" for tarif in tarifs)
    return ((general,) if general else ()) + lines


def languages(context: Context, langues: Iterable[Langue]) -> str | None:
    """Return the languages with how they are practised, None when unknown."""
    found = []
    for langue in langues:
        name = context.label_within("langues", langue.langue)
        how = context.label_within("modalite_langue", langue.modalite) if langue.modalite else ""
        found.append(f"{name} ({how})" if how else name)
    return ", ".join(found) or None


def zones(context: Context, codes: Iterable[str]) -> str | None:
    """Return the names of territories given by code: communes, EPCI or départements."""
    territory = context.catalogue.territory
    found = []
    for code in codes:
        place = territory.epci.get(code) or territory.departements.get(code) or territory.communes.get(code)
        found.append(place.nom if place else code)
    return ", ".join(found) or None


def _entry(context: Context, offer: Offer) -> Entry:
    nomenclature = context.catalogue.nomenclature
    shelves: dict[str, list[str]] = {}
    for code in offer.codes:
        service = nomenclature.services.get(code)
        theme = context.label("themes", service.theme) if service else "Autres services"
        shelves.setdefault(theme, []).append(code)
    return Entry(
        rayons=tuple(Shelf(theme, named(context, codes)) for theme, codes in shelves.items()),
        precisions=offer.service.precisions,
        debut=words.day(offer.service.valide_du) if offer.a_venir and offer.service.valide_du else None,
        faits=conditions(context, offer.lieu, offer.service, context.departement(offer.lieu)),
    )


def _for_the_venue(known: str | None) -> str:
    return f"pour le lieu dans son ensemble : {known}" if known else ""


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()
