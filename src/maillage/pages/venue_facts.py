"""What is known of a venue as a whole, fact by fact: where, how one gets in, for whom, with what. Pages choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.model import Accessibilite, Adresse, Equipement, Etape, Label, Lieu, Placed
from maillage.offers import Offer
from maillage.pages import addresses, contours, opening, services, words
from maillage.pages.context import Context, Link
from maillage.pages.facts import Fact, Facts, Gathering


@dataclass(frozen=True, slots=True)
class Place:
    """Where a venue or a stop is, and how to find it once in the street."""

    titre: str | None
    lignes: tuple[str, ...]
    commune: Link
    code_insee: str
    contours: str | None
    placed: Placed | None
    approximation: str
    plan: str | None
    porte: str | None
    horaires: opening.Opening | None
    en_ligne: str


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine with what is known of it."""

    nom: str
    nombre: int | None
    faits: Facts


@dataclass(frozen=True, slots=True)
class Distinction:
    """A label with its issuer and its dates; `etat` says in words whether it still holds."""

    nom: str
    numero: str | None
    emetteur: str
    dates: str
    etat: str
    expire: bool


def commune_of(context: Context, adresse: Adresse) -> Link:
    """Return the commune of an address, with its page where it has one."""
    commune = context.commune(adresse)
    if commune is None:
        return Link(adresse.commune, None)
    inside = commune.code_insee in context.selection.communes
    return Link(commune.nom, addresses.commune(commune.code_insee) if inside else None)


def verification(lieu: Lieu) -> str:
    """Return who verified a venue, when and how, as a sentence."""
    if lieu.verifie_le == "jamais":
        return "Fiche importée\N{NO-BREAK SPACE}: personne ne l’a encore vérifiée auprès du lieu."
    parts = [f"Fiche vérifiée le {words.day(lieu.verifie_le)}"]
    if lieu.verifie_par:
        parts.append(f"par {lieu.verifie_par}")
    if lieu.verifie_comment:
        parts.append(f"({lieu.verifie_comment})")
    return f"{' '.join(parts)}."


def way_in(context: Context, lieu: Lieu, offers: Sequence[Offer]) -> Facts:
    """Return how one gets in, makes contact and is helped, and for whom the venue is; all of it, known or not."""
    gathering = Gathering()
    by_service = _access_by_service(context, offers)
    gathering.main(
        "Entrée",
        *context.labels("acces", lieu.acces),
        note=f"selon le service\N{NO-BREAK SPACE}: {by_service}" if by_service and not lieu.acces else "",
    )
    gathering.main("Pour prendre contact", context.sentence("modalites_acces", lieu.modalites_acces))
    gathering.main("Forme de l’aide", context.sentence("modalites_accompagnement", lieu.modalites_accompagnement))
    gathering.main("Réservé à", context.sentence("publics", lieu.reserve_a))
    gathering.main(
        "Pensé d’abord pour",
        context.sentence("publics_specifiquement_adresses", lieu.publics_specifiquement_adresses),
    )
    gathering.main(
        "Situations que l’équipe sait accueillir",
        context.sentence("prise_en_charge_specifique", lieu.prise_en_charge_specifique),
    )
    gathering.main("Zone d’intervention", services.zones(context, lieu.zone_intervention))
    return gathering.done()


def _access_by_service(context: Context, offers: Sequence[Offer]) -> str:
    """Return each access mode that services declare, with how many services: "sans rendez-vous (3 services)"."""
    counts: dict[str, int] = {}
    for offer in offers:
        for code in offer.service.acces:
            counts[code] = counts.get(code, 0) + len(offer.codes)
    return ", ".join(
        f"{context.label_within('acces', code)} ({words.count(total, 'service')})" for code, total in counts.items()
    )


def places(context: Context, lieu: Lieu) -> tuple[Place, ...]:
    """Return the address of a venue and its stops."""
    found = []
    if lieu.adresse:
        found.append(_place(context, lieu.id, None, lieu.adresse, lieu.trouver_la_porte, None))
    if lieu.itinerance:
        found += [_stop(context, lieu, etape) for etape in lieu.itinerance.etapes]
    return tuple(found)


def _stop(context: Context, lieu: Lieu, etape: Etape) -> Place:
    week = opening.opening(etape.horaires, lieu.fermetures, context.today, context.departement(lieu))
    return _place(context, f"{lieu.id}/{etape.id}", etape.nom, etape.adresse, etape.trouver_la_porte, week)


_APPROXIMATIONS = {
    "saisie": "",
    "adresse": "Position calculée d’après l’adresse.",
    "mairie": "Position approximative\N{NO-BREAK SPACE}: seule la commune est connue, le point est à la mairie.",
}


def _place(
    context: Context,
    key: str,
    title: str | None,
    adresse: Adresse,
    porte: str | None,
    horaires: opening.Opening | None,
) -> Place:
    placed, commune = context.placed(key), context.commune(adresse)
    lines = [line for line in (adresse.voie, adresse.complement_adresse) if line]
    lines.append(f"{adresse.code_postal} {adresse.commune}")
    directions = None
    if placed and placed.precision != "mairie":
        position = placed.position
        here = f"{position.latitude:.6f}", f"{position.longitude:.6f}"
        directions = f"https://www.openstreetmap.org/?mlat={here[0]}&mlon={here[1]}#map=18/{here[0]}/{here[1]}"
    return Place(
        titre=title,
        lignes=tuple(lines),
        commune=commune_of(context, adresse),
        code_insee=commune.code_insee if commune else adresse.code_insee,
        contours=contours.url(commune),
        placed=placed,
        approximation=_APPROXIMATIONS[placed.precision] if placed else "Position inconnue.",
        plan=directions,
        porte=porte,
        horaires=horaires,
        en_ligne=opening.in_one_line(horaires) if horaires else "",
    )


def building(lieu: Lieu) -> Facts:
    """Return what is declared of the building for somebody who walks badly or not at all."""
    access = lieu.accessibilite or Accessibilite()
    gathering = Gathering()
    gathering.main("Entrée en fauteuil roulant", access.entree_fauteuil)
    gathering.main("De plain-pied", access.plain_pied)
    gathering.main("Ascenseur", access.ascenseur)
    gathering.main("Toilettes adaptées", access.sanitaires_adaptes)
    gathering.main("Place de stationnement réservée", access.stationnement_reserve)
    gathering.main("Sièges pour attendre", access.sieges_attente)
    return gathering.done()


def desk(lieu: Lieu, offers: Sequence[Offer]) -> Facts:
    """Return what is declared of the desk and the workstations, which are not the building."""
    access = lieu.accessibilite or Accessibilite()
    gathering = Gathering()
    of_services = {offer.service.poste_fauteuil for offer in offers if offer.service.poste_fauteuil}
    gathering.main(
        "Guichet ou poste utilisable en fauteuil",
        access.poste_fauteuil,
        note="la réponse dépend du service, voir plus haut" if of_services else "",
    )
    gathering.main("Boucle magnétique à l’accueil", access.boucle_magnetique)
    return gathering.done()


def tongues(context: Context, lieu: Lieu, offers: Sequence[Offer]) -> Fact:
    """Return the languages other than French."""
    elsewhere = any(offer.service.langues for offer in offers)
    return Fact(
        "Langues autres que le français",
        _one(services.languages(context, lieu.langues)),
        "certains services ont leurs propres langues, voir plus haut" if elsewhere else "",
    )


def discretion(context: Context, lieu: Lieu) -> Facts:
    """Return what decides whether somebody dares to come."""
    gathering = Gathering()
    gathering.main("Où l’on parle de sa situation", context.sentence("confidentialite", _one(lieu.confidentialite)))
    gathering.main("Être reçu sans donner son identité", lieu.anonymat)
    gathering.main("Venir avec des enfants", lieu.enfants_bienvenus)
    return gathering.done()


def machine(context: Context, equipement: Equipement) -> Machine:
    """Return a machine with what is known of it."""
    gathering = Gathering()
    gathering.other("En libre accès", equipement.libre_acces)
    gathering.other("En service", equipement.en_service)
    gathering.other("Utilisable assis", equipement.utilisable_assis)
    gathering.other("Prix", equipement.tarif)
    gathering.other("Restriction", equipement.restriction)
    if equipement.nombre is None:
        gathering.other("Nombre")
    return Machine(context.label("equipements", equipement.equipement), equipement.nombre, gathering.done())


def distinction(context: Context, label: Label) -> Distinction:
    """Return a label, and whether it still holds today."""
    expired = bool(label.fin and label.fin < context.today)
    future = bool(label.debut and label.debut > context.today)
    start = f"depuis le {words.day(label.debut)}" if label.debut else f"date de début {words.UNKNOWN}e"
    if future and label.debut:
        start = f"à partir du {words.day(label.debut)}"
    end = f"jusqu’au {words.day(label.fin)}" if label.fin else f"date de fin {words.UNKNOWN}e"
    state = "en cours"
    if expired and label.fin:
        state = f"expiré depuis le {words.day(label.fin)}"
        end = ""
    elif future:
        state = "pas encore commencé"
    elif label.fin is None:
        state = "déclaré"
    return Distinction(
        nom=context.label("labels", label.label),
        numero=label.numero,
        emetteur=label.emetteur or words.UNKNOWN,
        dates=", ".join(part for part in (start, end) if part),
        etat=state,
        expire=expired,
    )


def management(context: Context, lieu: Lieu) -> Facts:
    """Return who runs a venue, and until when that is paid."""
    gathering = Gathering()
    gathering.main("Structure qui gère le lieu", lieu.structure_parente.nom if lieu.structure_parente else None)
    gathering.main("Tenu par", context.sentence("tenu_par", _one(lieu.tenu_par)))
    if lieu.fin_financement:
        gathering.main("Financement connu", f"jusqu’au {words.day(lieu.fin_financement)}")
    return gathering.done()


def host(context: Context, lieu: Lieu) -> Link | None:
    """Return the venue that shelters this one."""
    if lieu.hote is None:
        return None
    if lieu.hote.id:
        return context.lieu_link(lieu.hote.id, lieu.hote.nom)
    return Link(lieu.hote.nom or words.UNKNOWN, None)


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()
