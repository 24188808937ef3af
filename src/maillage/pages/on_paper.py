"""A venue as a booklet tells it: all that is known in few lines, and in one line what nobody has said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from maillage.model import Adresse, ContactProfessionnels, Lieu
from maillage.offers import Offer
from maillage.pages import links, opening, services, signs, venue_facts, words
from maillage.pages.context import Context
from maillage.pages.facts import Fact
from maillage.pages.templating import compact, macro, trusted

_AND = f"{words.NBSP}; "

Named = tuple[tuple[str, str], ...]
"""Names of facts with what is known of them, in one line each."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of a round."""

    nom: str
    adresse: str
    porte: str | None
    horaires: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """Services that share their conditions; `operateur` is who holds them, when it is not the venue."""

    services: str
    operateur: str
    debut: str | None
    precisions: str | None
    faits: Named
    inconnus: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A venue on paper."""

    types: str
    telephone: str | None
    professionnels: str
    adresse: str
    faits: Named
    arrets: tuple[Stop, ...]
    entrees: tuple[Entry, ...]
    exclus: tuple[tuple[str, str | None], ...]
    autres: Named
    inconnus: str
    verification: str


@dataclass(frozen=True, kw_only=True)
class OnPaper:
    """The venues of a site on paper, each written once."""

    context: Context
    _written: dict[str, str] = field(default_factory=dict)
    _signs: dict[tuple[str, ...], str] = field(default_factory=dict)

    def of(self, lieu: Lieu) -> str:
        """Return a venue as HTML, without its name: a booklet numbers it."""
        found = self._written.get(lieu.id)
        if found is None:
            # Compact: the booklets of a département hold again what those of its intercommunalities do.
            written = compact(self._write(sheet(self.context, lieu)))
            found = self._written[lieu.id] = trusted(written)
        return found

    def sign(self, access: Iterable[str]) -> str:
        """Return the signs of some access modes as HTML, which says their words too."""
        codes = tuple(access)
        found = self._signs.get(codes)
        if found is None:
            found = self._signs[codes] = macro("signe", of="_livret")(*signs.of_access(self.context, codes))
        return found

    @cached_property
    def _write(self) -> Callable[..., str]:
        return macro("lieu", of="_livret")


def sheet(context: Context, lieu: Lieu) -> Sheet:
    """Return all that is known of a venue."""
    offers = context.offers[lieu.id]
    week = opening.opening(lieu.horaires, lieu.fermetures, context.today, context.departement(lieu))
    hours = opening.in_one_line(week)
    stops = lieu.itinerance.etapes if lieu.itinerance else ()
    first = tuple(_first(context, lieu, offers, hours))
    others = tuple(_others(context, lieu, offers))
    unknown = [
        name
        for name, known in (
            ("téléphone", lieu.telephone),
            ("entrée", lieu.acces or any(offer.service.acces for offer in offers)),
            ("horaires", hours or any(stop.horaires for stop in stops)),
            ("services", offers),
            ("prix", lieu.frais_a_charge or lieu.tarifs or any(map(_priced, offers))),
            ("accessibilité", lieu.accessibilite),
            ("langues", lieu.langues),
        )
        if not known
    ]
    return Sheet(
        types=" · ".join(context.labels("typologies", (t for t in lieu.typologies if t != "NON_RENSEIGNE"))),
        telephone=lieu.telephone,
        professionnels=_professionals(lieu.contact_professionnels),
        adresse=_address(lieu.adresse) if lieu.adresse else "",
        faits=first,
        arrets=tuple(_stops(context, lieu)),
        entrees=tuple(_entry(context, offer) for offer in offers),
        exclus=tuple(
            (words.sentence_list(context.labels("services", each.service)), each.motif) for each in lieu.services_exclus
        ),
        autres=others,
        inconnus=", ".join(unknown),
        verification=venue_facts.verification(lieu),
    )


def _stops(context: Context, lieu: Lieu) -> Iterator[Stop]:
    """Yield the stops of a round; its closures are told once, for the whole of it."""
    for stop in lieu.itinerance.etapes if lieu.itinerance else ():
        week = opening.opening(stop.horaires, (), context.today, context.departement(lieu))
        yield Stop(stop.nom, _address(stop.adresse), stop.trouver_la_porte, opening.in_one_line(week) or None)


def _professionals(contact: ContactProfessionnels | None) -> str:
    if contact is None:
        return ""
    parts = (contact.fonction, words.phone(contact.telephone) if contact.telephone else None, contact.courriel)
    return ", ".join(part for part in parts if part)


def _address(adresse: Adresse) -> str:
    lines = (adresse.voie, adresse.complement_adresse, f"{adresse.code_postal} {adresse.commune}")
    return ", ".join(line for line in lines if line)


def _first(context: Context, lieu: Lieu, offers: tuple[Offer, ...], hours: str) -> Iterator[tuple[str, str]]:
    """Yield what decides of the way there: hours, way in, price, door."""
    if hours or lieu.horaires_precisions:
        yield (
            "Horaires du lieu" if lieu.horaires else "Dates",
            " — ".join(part for part in (hours, lieu.horaires_precisions) if part),
        )
    yield from _known(venue_facts.way_in(context, lieu, offers).faits)
    if lieu.prise_rdv:
        yield "Rendez-vous en ligne", _short(lieu.prise_rdv)
    if prices := services.prices(context, lieu.frais_a_charge, lieu.tarifs):
        yield "Prix", _AND.join(prices)
    if lieu.pass_numerique:
        yield "Pass numérique", context.label_within("pass_numerique", lieu.pass_numerique)
    if lieu.trouver_la_porte:
        yield "Trouver la porte", lieu.trouver_la_porte
    if lieu.transports:
        yield "Venir sans voiture", lieu.transports
    if lieu.itinerance and lieu.itinerance.precisions:
        yield "Tournée", lieu.itinerance.precisions
    if host := venue_facts.host(context, lieu):
        yield "Installé dans", host.nom


def _others(context: Context, lieu: Lieu, offers: tuple[Offer, ...]) -> Iterator[tuple[str, str]]:
    """Yield what comes after the services: accessibility, languages, welcome, machines, labels, the web."""
    access = _known((*venue_facts.building(lieu).faits, *venue_facts.desk(lieu, offers).faits))
    told = [f"{words.lowered(name)} {value}" for name, value in access]
    if lieu.accessibilite and lieu.accessibilite.precisions:
        told.append(lieu.accessibilite.precisions)
    if told:
        yield "Accessibilité", _AND.join(told)
    yield from _known((venue_facts.tongues(context, lieu, offers), *venue_facts.discretion(context, lieu).faits))
    machines = [_machine(venue_facts.machine(context, each)) for each in lieu.equipements]
    if machines:
        yield "Équipements", _AND.join(machines)
    labels = [venue_facts.distinction(context, each) for each in lieu.labels]
    held = [f"{label.nom} ({label.dates})" for label in labels if not label.expire]
    if held:
        yield "Labels et habilitations", _AND.join(held)
    if lieu.courriels:
        yield "Courriel", ", ".join(lieu.courriels)
    if lieu.site_web:
        yield "Site internet", ", ".join(map(_short, lieu.site_web))


def _priced(offer: Offer) -> bool:
    return bool(offer.service.frais_a_charge or offer.service.tarifs)


def _machine(machine: venue_facts.Machine) -> str:
    name = f"{machine.nom} ({machine.nombre})" if machine.nombre else machine.nom
    details = ", ".join(f"{words.lowered(nom)} {value}" for nom, value in _known(machine.faits.faits))
    return f"{name}, {details}" if details else name


def _entry(context: Context, offer: Offer) -> Entry:
    service = offer.service
    facts = services.conditions(context, offer.lieu, service, context.departement(offer.lieu)).faits
    told = list(_known(facts))
    if service.a_apporter:
        told.append(("Apporter", _AND.join(service.a_apporter)))
    if service.limites:
        told.append(("Ce qui n’est pas fait", _AND.join(service.limites)))
    holder = service.operateur
    return Entry(
        services=words.sentence_list(context.labels("services", offer.codes)),
        operateur=f"{holder.nom} {words.phone(holder.telephone or '')}".strip() if holder else "",
        debut=words.day(service.valide_du) if offer.a_venir and service.valide_du else None,
        precisions=service.precisions,
        faits=tuple(told),
        inconnus=", ".join(words.lowered(fact.nom) for fact in facts if not fact.connu and not fact.note),
    )


def _known(facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    """Yield the facts of which something is known, be it only a note."""
    for fact in facts:
        value = ", ".join(fact.valeurs)
        if value and fact.note:
            yield fact.nom, f"{value} ({fact.note})"
        elif value or fact.note:
            yield fact.nom, value or fact.note


def _short(address: str) -> str:
    """Return a web address as it is copied by hand."""
    return address.split("://", 1)[1].rstrip("/") if links.web(address) else address
