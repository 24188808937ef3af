"""The short form of a venue in a list: rendered once, shown on every page that names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from maillage import freshness
from maillage.model import Lieu, Service
from maillage.offers import Offer
from maillage.pages import opening as opening_of
from maillage.pages import services, words
from maillage.pages.context import Context
from maillage.pages.templating import macro
from maillage.positions import places


@dataclass(frozen=True, slots=True)
class Card:
    """What a list says of a venue: where, how to get in, when, whom to call, and how old all that is."""

    id: str
    nom: str
    types: str
    suspendu: bool
    ou: str
    entree: str | None
    entree_note: str
    horaires: str | None
    telephone: str | None
    dimensions: str
    niveau: freshness.Code
    niveau_libelle: str


@dataclass(frozen=True, slots=True)
class NeedCard:
    """What the page of a need says of one entry of a venue."""

    id: str
    nom: str
    ou: str
    operateur: str | None
    suspendu: bool
    debut: str | None
    faits: tuple[tuple[str, str | None], ...]
    limites: tuple[str, ...]
    telephone: str | None
    niveau: freshness.Code
    niveau_libelle: str
    verification: str


@dataclass(frozen=True, kw_only=True)
class Cards:
    """Cards of a site, each rendered at most once for each way back to the root."""

    context: Context

    def of(self, lieu: Lieu, racine: str) -> str:
        """Return the card of a venue as HTML."""
        key = (lieu.id, racine)
        found = self._venues.get(key)
        if found is None:
            found = self._venues[key] = self._render_card(self._card(lieu), racine)
        return found

    def of_need(self, offer: Offer, racine: str) -> str:
        """Return the card of one entry of a venue as HTML."""
        # The same entry is shown under each of its codes: it is told apart by identity, a hash would read it whole.
        key = (id(offer), racine)
        found = self._needs.get(key)
        if found is None:
            found = self._needs[key] = self._render_need(self._need(offer), racine)
        return found

    @cached_property
    def _venues(self) -> dict[tuple[str, str], str]:
        return {}

    @cached_property
    def _needs(self) -> dict[tuple[int, str], str]:
        return {}

    @cached_property
    def _render_card(self) -> Callable[..., str]:
        return macro("carte", of="_cartes")

    @cached_property
    def _render_need(self) -> Callable[..., str]:
        return macro("besoin", of="_cartes")

    def _card(self, lieu: Lieu) -> Card:
        context = self.context
        offers = context.offers[lieu.id]
        level = context.level(lieu)
        by_service = dict.fromkeys(code for offer in offers for code in offer.service.acces)
        week = opening_of.opening(lieu.horaires, lieu.fermetures, context.today, context.departement(lieu))
        return Card(
            id=lieu.id,
            nom=lieu.nom,
            types=" · ".join(context.labels("typologies", (t for t in lieu.typologies if t != "NON_RENSEIGNE"))),
            suspendu=lieu.statut == "suspendu",
            ou=where(context, lieu),
            entree=context.sentence("acces", lieu.acces or by_service),
            entree_note="selon le service" if by_service and not lieu.acces else "",
            horaires=_hours(lieu, week),
            telephone=lieu.telephone,
            dimensions=_dimensions(context, offers),
            niveau=level,
            niveau_libelle=freshness.LABELS[level],
        )

    def _need(self, offer: Offer) -> NeedCard:
        context, lieu, service = self.context, offer.lieu, offer.service
        level = context.level(lieu)
        verified = "jamais vérifiée" if lieu.verifie_le == "jamais" else f"vérifiée le {words.day(lieu.verifie_le)}"
        by = f" par {lieu.verifie_par}" if lieu.verifie_par and lieu.verifie_le != "jamais" else ""
        operateur = service.operateur
        return NeedCard(
            id=lieu.id,
            nom=lieu.nom,
            ou=where(context, lieu),
            operateur=operateur.nom if operateur else None,
            suspendu=lieu.statut == "suspendu",
            debut=words.day(service.valide_du) if offer.a_venir and service.valide_du else None,
            faits=_need_facts(context, lieu, service),
            limites=service.limites,
            telephone=(operateur.telephone if operateur else None) or lieu.telephone,
            niveau=level,
            niveau_libelle=freshness.LABELS[level],
            verification=f"{verified}{by}",
        )


def where(context: Context, lieu: Lieu) -> str:
    """Return the commune of a venue, or those where it stops."""
    communes = []
    for _, adresse, _ in places(lieu):
        commune = context.commune(adresse)
        communes.append(commune.nom if commune else adresse.commune)
    names = list(dict.fromkeys(communes))
    if lieu.itinerance is None:
        return "".join(names[:1])
    shown = names if len(names) <= 5 else [*names[:4], words.count(len(names) - 4, "autre commune", "autres communes")]
    return f"se déplace\N{NO-BREAK SPACE}: {words.sentence_list(shown)}"


def _hours(lieu: Lieu, week: opening_of.Opening) -> str | None:
    """Return the hours of a venue in one line; a venue that moves has those of its stops, which are on its page."""
    if lieu.itinerance and not week.connu:
        return "selon l’arrêt" if any(etape.horaires for etape in lieu.itinerance.etapes) else None
    return opening_of.in_one_line(week) or None


def _need_facts(context: Context, lieu: Lieu, service: Service) -> tuple[tuple[str, str | None], ...]:
    """Return the facts that decide of a referral, in the order of the question; None is shown as unknown."""
    facts: list[tuple[str, str | None]] = [("Entrée", context.sentence("acces", service.acces))]
    if "sur-orientation" in service.acces or service.oriente_par:
        facts.append(("Qui peut orienter", context.sentence("oriente_par", service.oriente_par)))
    facts += [
        ("Posture déclarée", context.sentence("postures", service.postures)),
        ("Prix", ", ".join(services.prices(context, service.frais_a_charge, service.tarifs)) or None),
        (
            "Horaires",
            opening_of.of_service(lieu, service.horaires, service.fermetures, context.today, context.departement(lieu)),
        ),
    ]
    if service.reserve_a:
        facts.append(("Réservé à", context.sentence("publics", service.reserve_a)))
    needed = [words.lowered(each) for each in context.labels("prerequis", service.prerequis)]
    if service.prerequis_precisions:
        needed.append(service.prerequis_precisions)
    if needed:
        facts.append(("Il faut avant de venir", ", ".join(needed)))
    if service.formats or service.niveaux:
        both = (context.sentence("formats", service.formats), context.sentence("niveaux", service.niveaux))
        facts.append(("Format et niveau", ", ".join(each for each in both if each)))
    return tuple(facts)


def _dimensions(context: Context, offers: tuple[Offer, ...]) -> str:
    """Return how many services are declared in each dimension: "aide aux démarches (6), apprentissage (2)"."""
    nomenclature = context.catalogue.nomenclature
    codes = dict.fromkeys(code for offer in offers for code in offer.codes)
    counts: dict[str, int] = {}
    for code in codes:
        service = nomenclature.services.get(code)
        if service:
            counts[service.dimension] = counts.get(service.dimension, 0) + 1
    return ", ".join(
        f"{words.lowered(entry.libelle)} ({counts[code]})"
        for code, entry in nomenclature.dimensions.items()
        if code in counts
    )
