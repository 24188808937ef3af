"""What machines read of a venue page: schema.org in JSON-LD, and whether it may be indexed."""

from __future__ import annotations

from typing import Any

from maillage import hours
from maillage.model import FermetureDatee, Lieu, Placed
from maillage.pages import links, words
from maillage.pages.context import Context
from maillage.pages.opening import Opening
from maillage.pages.script import data

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_KINDS = {"BIB": "Library", "RELAIS_LECTURE": "Library", "LA_POSTE": "PostOffice", "PREF": "GovernmentOffice"}
_CIVIC = frozenset({"MUNI", "EPCI", "CCAS", "CIAS", "CD", "REG", "DEPT", "MDS", "CDAS"})
_MIDNIGHT = 1440


def head(context: Context, lieu: Lieu, week: Opening, *, indexed: bool) -> str:
    """Return the HTML for the head of a venue page; a closed venue has no structured data and is not indexed."""
    if not indexed:
        return '<meta name="robots" content="noindex">'
    return f'<script type="application/ld+json">{data(described(context, lieu, week))}</script>'


def described(context: Context, lieu: Lieu, week: Opening) -> dict[str, Any]:
    """Return the schema.org description of a venue: only what is known, and hours only when they are."""
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _kind(lieu),
        "@id": links.public(context.site, f"lieux/{lieu.id}/"),
        "url": links.public(context.site, f"lieux/{lieu.id}/"),
        "name": lieu.nom,
    }
    if lieu.presentation_resume:
        value["description"] = lieu.presentation_resume
    if lieu.telephone:
        link = words.phone_link(lieu.telephone)
        value["telephone"] = link.removeprefix("tel:") if link else lieu.telephone
    if lieu.courriels:
        value["email"] = lieu.courriels[0]
    if lieu.adresse:
        value["address"] = {
            "@type": "PostalAddress",
            "streetAddress": lieu.adresse.voie or "",
            "postalCode": lieu.adresse.code_postal,
            "addressLocality": lieu.adresse.commune,
            "addressCountry": "FR",
        }
        if not lieu.adresse.voie:
            del value["address"]["streetAddress"]
    placed = context.placed(lieu.id)
    if placed and placed.precision != "mairie":
        value["geo"] = _geo(placed)
    usual = _weekly(week) if lieu.statut == "ouvert" else []
    if usual:
        value["openingHoursSpecification"] = usual
    closures = [_closure(each) for each in week.week.fermetures]
    if closures:
        value["specialOpeningHoursSpecification"] = closures
    # "Gratuit sous condition" is neither: nothing is said.
    if lieu.frais_a_charge in (("gratuit",), ("payant",)):
        value["isAccessibleForFree"] = lieu.frais_a_charge == ("gratuit",)
    sites = [site for site in lieu.site_web if links.web(site)]
    if sites:
        value["sameAs"] = sites
    return value


def _kind(lieu: Lieu) -> str:
    for code in lieu.typologies:
        if code in _KINDS:
            return _KINDS[code]
    # A telephone, a mail and hours: kinds of LocalBusiness have all three, a CivicStructure has no mail.
    return "GovernmentOffice" if _CIVIC.intersection(lieu.typologies) else "LocalBusiness"


def _geo(placed: Placed) -> dict[str, Any]:
    return {
        "@type": "GeoCoordinates",
        "latitude": placed.position.latitude,
        "longitude": placed.position.longitude,
    }


def _weekly(week: Opening) -> list[dict[str, Any]]:
    """Return the usual week; none where weeks alternate, where seasons exist or where something of it is unknown.

    This vocabulary cannot say it, and a day that it does not name is closed.
    """
    schedule = week.week
    if not hours.is_complete(schedule) or schedule.semaine_impaire != schedule.semaine_paire or schedule.saisons:
        return []
    days: dict[tuple[int, int], list[str]] = {}
    for name, slots in zip(_DAYS, schedule.semaine_impaire, strict=True):
        for slot in slots or ():
            days.setdefault((slot.start, slot.end), []).append(name)
    return [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": names, "opens": _clock(start), "closes": _clock(end)}
        for (start, end), names in days.items()
    ]


def _closure(fermeture: FermetureDatee) -> dict[str, Any]:
    # The same hour twice is how this vocabulary says closed.
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": fermeture.du.isoformat(),
        "validThrough": fermeture.au.isoformat(),
        "opens": "00:00",
        "closes": "00:00",
    }


def _clock(minutes: int) -> str:
    if minutes == _MIDNIGHT:
        return "23:59"
    return f"{minutes % _MIDNIGHT // 60:02}:{minutes % 60:02}"
