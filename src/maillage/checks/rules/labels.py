"""Rules on labels: facts with an issuer, a start and an end."""

from __future__ import annotations

from collections.abc import Iterator

from maillage import hours
from maillage.checks.subject import Finding, Venue, rule
from maillage.offers import label_holds

# The charter of the France services programme: open at least 24 hours a week, over at least five days.
_FRANCE_SERVICES = "france-services"
_MINIMUM_HOURS = 24
_MINIMUM_DAYS = 5
_MINUTES = 60


@rule("label-expire", "attention", while_open=True)
def labels_are_current(venue: Venue) -> Iterator[Finding]:
    """Un label dont la date de fin est passée n’est plus montré comme un label."""
    for index, label in enumerate(venue.lieu.labels):
        if label.fin and label.fin < venue.today:
            yield Finding(
                ("labels", index, "fin"),
                f"le label « {label.label} » est fini depuis le {label.fin:%d/%m/%Y}",
                "changez la date s’il a été renouvelé, sinon retirez ce label",
            )


@rule("france-services-horaires", "attention", while_open=True)
def france_services_opens_enough(venue: Venue) -> Iterator[Finding]:
    """Un lieu France services ouvre au moins 24 heures et cinq jours par semaine : moins, c’est une erreur."""
    held = next(
        (
            index
            for index, label in enumerate(venue.lieu.labels)
            if label.label == _FRANCE_SERVICES and label_holds(label, venue.today)
        ),
        None,
    )
    if held is None or not venue.lieu.horaires:
        return
    week = hours.schedule(venue.lieu.horaires, (), *hours.horizon(venue.today))
    minutes, days = hours.weekly_minutes(week), hours.days_open_per_week(week)
    if minutes is None or days is None:
        return
    if minutes < _MINIMUM_HOURS * _MINUTES or days < _MINIMUM_DAYS:
        yield Finding(
            ("labels", held, "label"),
            f"France services demande au moins {_MINIMUM_HOURS} heures sur {_MINIMUM_DAYS} jours par semaine ; "
            f"les horaires de cette fiche font {_duration(round(minutes))} sur {_number(days)}",
            "vérifiez les horaires, ou la date de fin du label",
        )


def _duration(minutes: int) -> str:
    hours_, left = divmod(minutes, _MINUTES)
    return f"{hours_} h {left:02}" if left else f"{hours_} h"


def _number(days: float) -> str:
    """Return a number of days, halves included (a day every second week)."""
    return f"{days:.1f}".removesuffix(".0").replace(".", ",") + (" jours" if days >= 2 else " jour")
