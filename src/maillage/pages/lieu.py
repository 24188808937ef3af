"""The page of one venue, in the order in which a person with somebody in front of them asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.model import Accessibilite, Adresse, Equipement, Etape, FondDeCarte, Label, Lieu, Page, Placed
from maillage.pages import addresses, contours, freshness, links, opening, services, structured, words
from maillage.pages.context import Context, Link
from maillage.pages.facts import Fact, Facts, Gathering
from maillage.pages.offers import Offer
from maillage.pages.templating import compact, template


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


@dataclass(frozen=True, slots=True)
class PerService:
    """Something that is said service by service."""

    services: str
    lignes: tuple[str, ...]


def page(context: Context, lieu: Lieu) -> Page:
    """Return the page of a venue; that of a closed one stays, says so first, and asks not to be indexed."""
    url = addresses.lieu(lieu.id)
    path = context.catalogue.paths[lieu.id]
    offers = context.offers[lieu.id]
    commune = _commune_link(context, lieu)
    closed = lieu.statut == "ferme"
    title = f"{lieu.nom}, {commune.nom}" if commune.nom else lieu.nom
    level = context.level(lieu)
    week = opening.opening(lieu.horaires, lieu.fermetures, context.today, context.departement(lieu))
    places = _places(context, lieu)
    body = template("lieu").render(
        context.frame(url, lieu.nom, path=path, identifier=lieu.id),
        lieu=lieu,
        types=" · ".join(context.labels("typologies", (t for t in lieu.typologies if t != "NON_RENSEIGNE"))),
        chemin=_trail(context, lieu),
        commune=commune,
        ferme=closed,
        fermeture=_closing(context, lieu) if closed else None,
        niveau=level,
        niveau_libelle=freshness.LABELS[level],
        niveau_definition=context.rungs[level],
        verification=_verification(lieu),
        horaires=week,
        entree=_way_in(context, lieu, offers),
        prise_rdv=links.web(lieu.prise_rdv),
        groupes=services.groups(context, offers),
        permanences=services.permanences(context, offers),
        exclus=tuple((services.named(context, each.service), each.motif) for each in lieu.services_exclus),
        limites=_per_service(context, offers, "limites"),
        prix=services.prices(context, lieu.frais_a_charge, lieu.tarifs),
        pass_numerique=context.sentence("pass_numerique", _one(lieu.pass_numerique)),
        a_apporter=_per_service(context, offers, "a_apporter"),
        contact=_contact(lieu),
        professionnels=_professionals(lieu),
        places=places,
        etapes=tuple(place for place in places if place.horaires),
        suspendu=lieu.statut == "suspendu",
        fond=context.site.fond_de_carte,
        tuiles=_tiles(context.site.fond_de_carte),
        batiment=_building(lieu),
        poste=_desk(lieu, offers),
        acces_libre=links.web(lieu.accessibilite.fiche_acces_libre) if lieu.accessibilite else None,
        langues=_tongues(context, lieu, offers),
        discretion=_discretion(context, lieu),
        equipements=tuple(_machine(context, equipement) for equipement in lieu.equipements),
        labels=tuple(_distinction(context, label) for label in lieu.labels),
        gestion=_management(context, lieu),
        hote=_host(context, lieu),
        accueille=_guests(context, lieu),
        source=_source(lieu),
    )
    return Page(
        url=url,
        title=title,
        description=_description(context, lieu, offers, commune.nom),
        body=compact(body),
        head=structured.head(context, lieu, week, indexed=not closed),
        edited_path=path,
        indexed=not closed,
    )


def _commune_link(context: Context, lieu: Lieu) -> Link:
    """Return the commune of a venue; of its first stop where it has no address of its own."""
    adresse = lieu.adresse or (lieu.itinerance.etapes[0].adresse if lieu.itinerance else None)
    return _commune_of(context, adresse) if adresse else Link("", None)


def _commune_of(context: Context, adresse: Adresse) -> Link:
    commune = context.commune(adresse)
    if commune is None:
        return Link(adresse.commune, None)
    inside = commune.code_insee in context.selection.communes
    return Link(commune.nom, addresses.commune(commune.code_insee) if inside else None)


def _trail(context: Context, lieu: Lieu) -> tuple[Link, ...]:
    """Return the way from the home page: département, EPCI, commune, those of them that have a page."""
    adresse = lieu.adresse or (lieu.itinerance.etapes[0].adresse if lieu.itinerance else None)
    commune = context.commune(adresse) if adresse else None
    return context.trail(commune) if commune else ()


@dataclass(frozen=True, slots=True)
class Closing:
    """Why and when a venue closed, and the venues that take over."""

    date: str | None
    motif: str | None
    remplacants: tuple[Link, ...]


def _closing(context: Context, lieu: Lieu) -> Closing:
    fermeture = lieu.fermeture
    if fermeture is None:
        return Closing(None, None, ())
    return Closing(
        words.day(fermeture.date) if fermeture.date else None,
        fermeture.motif,
        tuple(context.lieu_link(identifier) for identifier in fermeture.remplace_par),
    )


def _verification(lieu: Lieu) -> str:
    if lieu.verifie_le == "jamais":
        return "Fiche importée\N{NO-BREAK SPACE}: personne ne l’a encore vérifiée auprès du lieu."
    parts = [f"Fiche vérifiée le {words.day(lieu.verifie_le)}"]
    if lieu.verifie_par:
        parts.append(f"par {lieu.verifie_par}")
    if lieu.verifie_comment:
        parts.append(f"({lieu.verifie_comment})")
    return f"{' '.join(parts)}."


def _way_in(context: Context, lieu: Lieu, offers: Sequence[Offer]) -> Facts:
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


def _per_service(context: Context, offers: Sequence[Offer], key: str) -> tuple[PerService, ...]:
    found = []
    for offer in offers:
        lines: tuple[str, ...] = getattr(offer.service, key)
        if lines:
            holder = offer.service.operateur
            who = f"{holder.nom}\N{NO-BREAK SPACE}: " if holder else ""
            found.append(PerService(who + services.names(context, offer), lines))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Contact:
    """How the public reaches the venue; `url` is None where what is written cannot be followed."""

    telephone: str | None
    courriels: tuple[Link, ...]
    sites: tuple[Link, ...]
    inconnu: bool


def _contact(lieu: Lieu) -> Contact:
    return Contact(
        lieu.telephone,
        tuple(Link(courriel, links.mailto(courriel)) for courriel in lieu.courriels),
        tuple(Link(site, links.web(site)) for site in lieu.site_web),
        lieu.contact_inconnu == "oui",
    )


@dataclass(frozen=True, slots=True)
class Professionals:
    """Whom a social worker calls."""

    fonction: str
    telephone: str | None
    courriel: Link | None


def _professionals(lieu: Lieu) -> Professionals | None:
    contact = lieu.contact_professionnels
    if contact is None:
        return None
    courriel = Link(contact.courriel, links.mailto(contact.courriel)) if contact.courriel else None
    return Professionals(contact.fonction, contact.telephone, courriel)


def _places(context: Context, lieu: Lieu) -> tuple[Place, ...]:
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
        commune=_commune_of(context, adresse),
        code_insee=commune.code_insee if commune else adresse.code_insee,
        contours=contours.url(commune),
        placed=placed,
        approximation=_APPROXIMATIONS[placed.precision] if placed else "Position inconnue.",
        plan=directions,
        porte=porte,
        horaires=horaires,
        en_ligne=opening.in_one_line(horaires) if horaires else "",
    )


def _tiles(fond: FondDeCarte | None) -> str | None:
    return links.web(fond.url) if fond else None


def _building(lieu: Lieu) -> Facts:
    access = lieu.accessibilite or Accessibilite()
    gathering = Gathering()
    gathering.main("Entrée en fauteuil roulant", access.entree_fauteuil)
    gathering.main("De plain-pied", access.plain_pied)
    gathering.main("Ascenseur", access.ascenseur)
    gathering.main("Toilettes adaptées", access.sanitaires_adaptes)
    gathering.main("Place de stationnement réservée", access.stationnement_reserve)
    gathering.main("Sièges pour attendre", access.sieges_attente)
    return gathering.done()


def _desk(lieu: Lieu, offers: Sequence[Offer]) -> Facts:
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


def _tongues(context: Context, lieu: Lieu, offers: Sequence[Offer]) -> Fact:
    elsewhere = any(offer.service.langues for offer in offers)
    return Fact(
        "Langues autres que le français",
        _one(services.languages(context, lieu.langues)),
        "certains services ont leurs propres langues, voir plus haut" if elsewhere else "",
    )


def _discretion(context: Context, lieu: Lieu) -> Facts:
    gathering = Gathering()
    gathering.main("Où l’on parle de sa situation", context.sentence("confidentialite", _one(lieu.confidentialite)))
    gathering.main("Être reçu sans donner son identité", lieu.anonymat)
    gathering.main("Venir avec des enfants", lieu.enfants_bienvenus)
    return gathering.done()


def _machine(context: Context, equipement: Equipement) -> Machine:
    gathering = Gathering()
    gathering.other("En libre accès", equipement.libre_acces)
    gathering.other("En service", equipement.en_service)
    gathering.other("Utilisable assis", equipement.utilisable_assis)
    gathering.other("Prix", equipement.tarif)
    gathering.other("Restriction", equipement.restriction)
    if equipement.nombre is None:
        gathering.other("Nombre")
    return Machine(context.label("equipements", equipement.equipement), equipement.nombre, gathering.done())


def _distinction(context: Context, label: Label) -> Distinction:
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


def _management(context: Context, lieu: Lieu) -> Facts:
    gathering = Gathering()
    gathering.main("Structure qui gère le lieu", lieu.structure_parente.nom if lieu.structure_parente else None)
    gathering.main("Tenu par", context.sentence("tenu_par", _one(lieu.tenu_par)))
    if lieu.fin_financement:
        gathering.main("Financement connu", f"jusqu’au {words.day(lieu.fin_financement)}")
    return gathering.done()


def _host(context: Context, lieu: Lieu) -> Link | None:
    if lieu.hote is None:
        return None
    if lieu.hote.id:
        return context.lieu_link(lieu.hote.id, lieu.hote.nom)
    return Link(lieu.hote.nom or words.UNKNOWN, None)


def _guests(context: Context, lieu: Lieu) -> tuple[Link, ...]:
    return tuple(
        context.lieu_link(identifier)
        for identifier in context.catalogue.hosted.get(lieu.id, ())
        if identifier in context.published_ids and context.catalogue.lieux[identifier].statut != "ferme"
    )


def _source(lieu: Lieu) -> Facts:
    gathering = Gathering()
    gathering.main("Source des informations", lieu.source)
    gathering.main("Dernière modification chez la source", words.day(lieu.date_maj) if lieu.date_maj else None)
    if lieu.source_categories:
        gathering.main("Mots de la source", ", ".join(lieu.source_categories))
    return gathering.done()


def _description(context: Context, lieu: Lieu, offers: Sequence[Offer], commune: str) -> str:
    """Return what a search engine shows: where it is, what is declared, how to call."""
    if lieu.statut == "ferme":
        return f"{lieu.nom}, {commune}\N{NO-BREAK SPACE}: ce lieu est fermé."
    labels = [label for offer in offers for label in context.labels("services", offer.codes)]
    declared = f"Services déclarés\N{NO-BREAK SPACE}: {', '.join(dict.fromkeys(labels))}." if labels else ""
    phone = f"Téléphone\N{NO-BREAK SPACE}: {words.phone(lieu.telephone)}." if lieu.telephone else ""
    return words.first_sentence([f"{lieu.nom}, {commune}.", phone, declared], 300)


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()
