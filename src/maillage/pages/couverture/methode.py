"""The method of every figure, written from the code that computes it: a definition cannot drift from what is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from maillage.coverage import MethodRow, method
from maillage.model import Page
from maillage.pages import addresses
from maillage.pages.context import Link
from maillage.pages.couverture.measures import Measures
from maillage.pages.templating import compact, template

_TITLE = "Méthode des chiffres de la couverture"

# The families of indicators in the order of the page: what is asked, and of what.
_FAMILIES: Final = {
    "presence": (
        "Ce qui est là, et à quelle distance",
        "Pour un lieu quoi qu’il fasse, pour tous les services ensemble, pour chaque dimension, chaque thème, chaque "
        "service et chaque label\N{NO-BREAK SPACE}; et, pour les plus larges, par posture, par mode d’accès, le soir "
        "ou le samedi, gratuit, avec un poste en fauteuil déclaré, dans un bureau fermé.",
    ),
    "communes": (
        "Commune par commune",
        "Pour un lieu quoi qu’il fasse, pour tous les services, pour chaque dimension.",
    ),
    "ouverture": (
        "Les heures",
        "Pour les mêmes et pour chaque label\N{NO-BREAK SPACE}; en tout, et sans rendez-vous.",
    ),
    "demi-journees": (
        "Les demi-journées",
        "Pour un lieu quoi qu’il fasse, pour tous les services, pour chaque dimension.",
    ),
    "ensemble": ("Le territoire et les fiches", "Une fois pour tout le territoire."),
}


def page(measures: Measures) -> Page:
    """Return the page: the settings, what words mean, every indicator, and what the figures cannot say."""
    context = measures.context
    rows = method(measures.world)
    body = template("couverture/methode").render(
        context.frame(addresses.COUVERTURE_METHODE, _TITLE),
        titre=_TITLE,
        chemin=(Link("Couverture", addresses.COUVERTURE),),
        seuils=context.site.seuils,
        familles=tuple((code, *said, _of(rows, code)) for code, said in _FAMILIES.items()),
        sans_mairie=_communes(measures, lambda code: context.catalogue.territory.communes[code].mairie is None),
        supposees=len(_communes(measures, measures.world.mairies_supposees.__contains__)),
        communes=len(measures.mesh.areas.communes),
        millesimes=context.catalogue.territory.millesimes,
    )
    return Page(
        url=addresses.COUVERTURE_METHODE,
        title=_TITLE,
        description="La définition, le numérateur, le dénominateur, la source et le millésime de chaque chiffre.",
        body=compact(body),
    )


def _of(rows: tuple[MethodRow, ...], family: str) -> tuple[MethodRow, ...]:
    return tuple(row for row in rows if row.famille == family)


def _communes(measures: Measures, wanted: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the names of the communes of the site that are as wanted."""
    return tuple(one.nom for one in measures.mesh.areas.communes if wanted(one.code_insee))
