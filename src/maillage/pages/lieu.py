"""The page of one venue, in the order in which a person with somebody in front of them asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from maillage import freshness
from maillage.model import Draft, FondDeCarte, Lieu, Page
from maillage.offers import Offer
from maillage.pages import addresses, links, opening, services, structured, venue_facts, words
from maillage.pages.context import Context, Link
from maillage.pages.facts import Facts, Gathering
from maillage.pages.templating import compact, template


@dataclass(frozen=True, slots=True)
class PerService:
    """Something that is said service by service."""

    services: str
    lignes: tuple[str, ...]


def pages(context: Context) -> Iterator[Draft]:
    """Yield the page of each venue."""
    for lieu in context.published:
        made_of = partial(_made_of, context, lieu)
        yield Draft(addresses.lieu(lieu.id), partial(page, context, lieu), made_of=made_of)


def _made_of(context: Context, lieu: Lieu) -> object:
    """Return the venue and those that its page leads to."""
    host = (lieu.hote.id,) if lieu.hote and lieu.hote.id else ()
    replacing = lieu.fermeture.remplace_par if lieu.fermeture else ()
    guests = context.catalogue.hosted.get(lieu.id, ())
    return context.state(lieu), context.states_named((*host, *replacing, *guests))


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
    places = venue_facts.places(context, lieu)
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
        verification=venue_facts.verification(lieu),
        horaires=week,
        entree=venue_facts.way_in(context, lieu, offers),
        prise_rdv=links.web(lieu.prise_rdv),
        groupes=services.groups(context, offers),
        permanences=services.permanences(context, offers),
        exclus=tuple((services.named(context, each.service), each.motif) for each in lieu.services_exclus),
        limites=_per_service(context, offers, "limites"),
        prix=services.prices(context, lieu.frais_a_charge, lieu.tarifs),
        pass_numerique=context.sentence("pass_numerique", (lieu.pass_numerique,) if lieu.pass_numerique else ()),
        a_apporter=_per_service(context, offers, "a_apporter"),
        contact=_contact(lieu),
        professionnels=_professionals(lieu),
        places=places,
        etapes=tuple(place for place in places if place.horaires),
        suspendu=lieu.statut == "suspendu",
        fond=context.site.fond_de_carte,
        tuiles=_tiles(context.site.fond_de_carte),
        batiment=venue_facts.building(lieu),
        poste=venue_facts.desk(lieu, offers),
        acces_libre=links.web(lieu.accessibilite.fiche_acces_libre) if lieu.accessibilite else None,
        langues=venue_facts.tongues(context, lieu, offers),
        discretion=venue_facts.discretion(context, lieu),
        equipements=tuple(venue_facts.machine(context, equipement) for equipement in lieu.equipements),
        labels=tuple(venue_facts.distinction(context, label) for label in lieu.labels),
        gestion=venue_facts.management(context, lieu),
        hote=venue_facts.host(context, lieu),
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
    return venue_facts.commune_of(context, adresse) if adresse else Link("", None)


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


def _tiles(fond: FondDeCarte | None) -> str | None:
    return links.web(fond.url) if fond else None


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
