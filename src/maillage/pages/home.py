"""The home page: three doors, one for each reader, and what is known with its denominators."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from maillage import freshness
from maillage.model import Page
from maillage.pages import addresses, words
from maillage.pages.besoins import shelves
from maillage.pages.context import Context, Link
from maillage.pages.templating import compact, template


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, what it counts, and over how many."""

    nom: str
    partie: int
    total: int


TITLE = "Accueil"
"""The engine adds the name of the site to the title of each page: that of the home page would be said twice."""


def page(context: Context) -> Page:
    """Return the home page."""
    site = context.site
    body = template("accueil").render(
        context.frame(addresses.HOME, site.titre),
        rayons=shelves(context),
        chiffres=_figures(context),
        niveaux=tuple(
            (rung, count)
            for rung in freshness.rungs(site.seuils)
            if (count := _levels(context).get(rung.code, 0)) or rung.code != "jamais"
        ),
        ouverts=len(context.open_lieux),
        fermes=len(context.closed_lieux),
        departements=_territories(context),
    )
    return Page(
        url=addresses.HOME,
        title=TITLE,
        description=words.first_sentence(
            [site.sous_titre or "L’annuaire des lieux où l’on aide aux démarches et au numérique."], 300
        ),
        body=compact(body),
    )


def _territories(context: Context) -> tuple[tuple[Link, tuple[Link, ...]], ...]:
    """Return each département with its intercommunalities, by name; one that lies across a border is in both."""
    return tuple(
        (
            link,
            tuple(
                Link(epci.nom, addresses.epci(epci.siren))
                for epci in context.epci
                if any(commune.departement == code for commune in context.communes_by_epci[epci.siren])
            ),
        )
        for code, link in zip(context.selection.departements, context.departement_links, strict=True)
    )


def _figures(context: Context) -> tuple[Figure, ...]:
    """Return what is known and what is not: no figure stands without the total it is part of."""
    lieux = context.open_lieux
    total = len(lieux)
    communes = context.selection.communes
    recenses = sum(1 for siren in context.selection.epci if context.recense(siren) == "oui")
    return (
        Figure(
            "Communes avec un lieu ou un passage",
            sum(1 for c in communes if c in context.lieux_by_commune),
            len(communes),
        ),
        Figure("Intercommunalités recensées", recenses, len(context.selection.epci)),
        Figure("Lieux qui disent ce qu’on y fait", sum(1 for lieu in lieux if context.offers[lieu.id]), total),
        Figure("Lieux dont les horaires sont connus", sum(1 for lieu in lieux if _has_hours(context, lieu.id)), total),
        Figure("Lieux qui disent comment on entre", sum(1 for lieu in lieux if _has_access(context, lieu.id)), total),
    )


def _has_hours(context: Context, identifier: str) -> bool:
    lieu = context.catalogue.lieux[identifier]
    stops = lieu.itinerance.etapes if lieu.itinerance else ()
    return bool(lieu.horaires) or any(stop.horaires for stop in stops)


def _has_access(context: Context, identifier: str) -> bool:
    offers = context.offers[identifier]
    return bool(context.catalogue.lieux[identifier].acces) or any(offer.service.acces for offer in offers)


def _levels(context: Context) -> Counter[freshness.Code]:
    return Counter(context.level(lieu) for lieu in context.open_lieux)
