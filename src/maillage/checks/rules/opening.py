"""Rules on hours and dates: what a reader plans a journey with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from maillage import hours
from maillage.checks.subject import Finding, Venue, rule
from maillage.hours.problems import speaks_of_holidays
from maillage.model import FermetureDatee, Lieu
from maillage.records import Where

# The word by which a service declares that it is given whenever the venue is open.
OF_THE_VENUE = "lieu"


@rule("etape-en-double", "erreur")
def stops_are_told_apart(venue: Venue) -> Iterator[Finding]:
    """Chaque étape d’un lieu itinérant a son identifiant : sa position est rangée sous ce nom."""
    seen: set[str] = set()
    for index, etape in enumerate(venue.lieu.itinerance.etapes if venue.lieu.itinerance else ()):
        if etape.id in seen:
            yield Finding(
                ("itinerance", "etapes", index, "id"),
                f"une autre étape de ce lieu a déjà l’identifiant « {etape.id} »",
                "donnez-en un autre, par exemple le nom de la commune",
            )
        seen.add(etape.id)


@rule("horaires-illisibles", "erreur")
def hours_can_be_read(venue: Venue) -> Iterator[Finding]:
    """Les horaires s’écrivent comme ceux d’OpenStreetMap : sinon la page ne sait pas dire « ouvert maintenant »."""
    for where, text in _hours(venue.lieu):
        for problem in hours.problems(text):
            yield Finding(
                where,
                f"« {problem.part} » : {problem.reason}",
                hours.HINT,
            )


@rule("horaires-effaces", "attention", while_open=True)
def no_hours_wipe_out_others(venue: Venue) -> Iterator[Finding]:
    """Une règle d’horaires remplace celle qui la précède pour le même jour : elle ne s’y ajoute pas."""
    for where, text in _hours(venue.lieu):
        for doubt in hours.doubts(text):
            # Of the doubts, only the one on public holidays is about the whole text.
            if doubt.part != text:
                yield Finding(where, f"« {doubt.part} » : {doubt.reason}")


@rule("jours-feries", "attention", while_open=True)
def public_holidays_are_told(venue: Venue) -> Iterator[Finding]:
    """Des horaires disent ce qu’il en est des jours fériés : sinon la page affiche « à vérifier » ces jours-là."""
    silent = [(where, text) for where, text in _hours(venue.lieu) if not speaks_of_holidays(text)]
    silent = [(where, text) for where, text in silent if not hours.problems(text)]
    if silent:
        where, text = silent[0]
        others = f" ({len(silent)} fois dans cette fiche)" if len(silent) > 1 else ""
        yield Finding(
            where,
            f"« {text} » ne dit rien des jours fériés{others}",
            "ajoutez « ; PH off » si c’est fermé ces jours-là",
        )


@rule("horaires-du-lieu-inconnus", "attention", needs_whole=True, while_open=True)
def hours_of_the_venue_are_known(venue: Venue) -> Iterator[Finding]:
    """Un service « pendant toute l’ouverture du lieu » ne dit rien tant que les horaires du lieu manquent."""
    for index, service in enumerate(venue.lieu.services):
        if service.horaires == OF_THE_VENUE and not venue.lieu.horaires and not venue.lieu.itinerance:
            yield Finding(
                ("services", index, "horaires"),
                "ce service est ouvert en même temps que le lieu, dont les horaires sont inconnus",
                "ajoutez « horaires » au lieu, ou écrivez ici ceux du service",
            )


@rule("dates-inversees", "erreur")
def dates_are_in_order(venue: Venue) -> Iterator[Finding]:
    """Une fermeture, une validité ou un label commence avant de finir."""
    for where, start, end in _periods(venue.lieu):
        if start and end and end < start:
            yield Finding(
                where,
                f"la fin ({end:%d/%m/%Y}) est avant le début ({start:%d/%m/%Y})",
                "échangez les deux dates, ou corrigez celle qui est fausse",
            )


@rule("date-future", "erreur")
def past_dates_are_past(venue: Venue) -> Iterator[Finding]:
    """Une vérification ou une mise à jour a déjà eu lieu : une date à venir est une faute de frappe."""
    for key, value in (("verifie_le", venue.lieu.verifie_le), ("date_maj", venue.lieu.date_maj)):
        if isinstance(value, date) and value > venue.today:
            yield Finding(
                (key,),
                f"le {value:%d/%m/%Y} n’est pas encore passé (nous sommes le {venue.today:%d/%m/%Y})",
                "écrivez l’année, puis le mois, puis le jour : aaaa-mm-jj",
            )


def _hours(lieu: Lieu) -> Iterator[tuple[Where, str]]:
    """Yield every opening-hours expression of a venue with its path."""
    if lieu.horaires:
        yield ("horaires",), lieu.horaires
    for index, service in enumerate(lieu.services):
        if service.horaires and service.horaires != OF_THE_VENUE:
            yield ("services", index, "horaires"), service.horaires
    if lieu.itinerance:
        for index, etape in enumerate(lieu.itinerance.etapes):
            if etape.horaires:
                yield ("itinerance", "etapes", index, "horaires"), etape.horaires


def _periods(lieu: Lieu) -> Iterator[tuple[Where, date | None, date | None]]:
    """Yield every period of a venue: where its end is written, its start and its end."""
    yield from _closures((), lieu.fermetures)
    for index, service in enumerate(lieu.services):
        yield from _closures(("services", index), service.fermetures)
        yield ("services", index, "valide_au"), service.valide_du, service.valide_au
    for index, label in enumerate(lieu.labels):
        yield ("labels", index, "fin"), label.debut, label.fin


def _closures(where: Where, closures: tuple[FermetureDatee, ...]) -> Iterator[tuple[Where, date, date]]:
    for index, closure in enumerate(closures):
        yield (*where, "fermetures", index, "au"), closure.du, closure.au
