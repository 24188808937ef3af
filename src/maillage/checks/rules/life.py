"""Rules on the life of a venue and of its record: closed, replaced, verified, gone old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from maillage.checks.subject import Finding, Venue, rule
from maillage.model import Seuils

OLD_AFTER_MONTHS = Seuils().a_actualiser_mois


@rule("fermeture-sans-date", "erreur", needs_whole=True)
def a_closed_venue_says_when(venue: Venue) -> Iterator[Finding]:
    """Un lieu fermé dit depuis quand : sa page reste, pour ceux qui ont encore son adresse."""
    end = venue.lieu.fermeture
    if venue.lieu.statut == "ferme" and not (end and end.date):
        yield Finding(
            ("fermeture",),
            "ce lieu est fermé, et la date de fermeture manque",
            "ajoutez « fermeture: » puis, en retrait, « date: aaaa-mm-jj »",
        )


@rule("fermeture-sans-suite", "attention", needs_whole=True)
def a_closed_venue_says_what_replaces_it(venue: Venue) -> Iterator[Finding]:
    """Un lieu fermé dit ce qui le remplace, ou pourquoi rien : on n’envoie personne devant une porte close."""
    end = venue.lieu.fermeture
    if venue.lieu.statut == "ferme" and not (end and (end.remplace_par or end.motif)):
        yield Finding(
            ("fermeture",),
            "ce lieu est fermé, et rien ne dit où aller à la place",
            "dans « fermeture », ajoutez « remplace_par » (un identifiant de lieu), ou un « motif » s’il n’y en a pas",
        )


@rule("fermeture-a-venir", "attention")
def a_closed_venue_has_closed(venue: Venue) -> Iterator[Finding]:
    """Un lieu qui va fermer est encore ouvert : marqué fermé trop tôt, il disparaît des recherches."""
    end = venue.lieu.fermeture
    if venue.lieu.statut == "ferme" and end and end.date and end.date > venue.today:
        yield Finding(
            ("fermeture", "date"),
            f"ce lieu est déjà marqué fermé, et ne ferme que le {end.date:%d/%m/%Y}",
            "d’ici là, retirez « statut » et « fermeture » ; la date peut aller dans « fin_financement »",
        )


@rule("services-d-un-lieu-ferme", "attention")
def a_closed_venue_has_no_service(venue: Venue) -> Iterator[Finding]:
    """Un lieu fermé ne déclare plus de service."""
    if venue.lieu.statut == "ferme" and venue.lieu.services:
        yield Finding(
            ("services",),
            "ce lieu est fermé, et déclare encore des services",
            "retirez « services », ou corrigez « statut » si le lieu a rouvert",
        )


@rule("jamais-verifie", "attention", while_open=True)
def somebody_has_verified(venue: Venue) -> Iterator[Finding]:
    """Une fiche importée attend que quelqu’un la vérifie : importer n’est pas vérifier."""
    if venue.data.get("verifie_le") == "jamais":
        yield Finding(
            ("verifie_le",),
            "personne n’a encore vérifié cette fiche",
            "appelez le lieu, corrigez la fiche, puis écrivez la date du jour dans « verifie_le »",
        )


@rule("verification-ancienne", "attention", while_open=True)
def verification_is_recent(venue: Venue) -> Iterator[Finding]:
    """Une fiche est vérifiée tous les dix-huit mois au moins : équipes et horaires changent plus vite."""
    verified = venue.lieu.verifie_le
    if not isinstance(verified, date):
        return
    months = _months_between(verified, venue.today)
    if months >= OLD_AFTER_MONTHS:
        yield Finding(
            ("verifie_le",),
            f"la dernière vérification date du {verified:%d/%m/%Y}, il y a {months} mois",
            "appelez le lieu, corrigez la fiche, puis écrivez la date du jour dans « verifie_le »",
        )


def _months_between(start: date, end: date) -> int:
    """Return the number of whole months from one date to another."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
