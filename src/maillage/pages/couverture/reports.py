"""The coverage reports: one for the hub, one per département, one per intercommunality."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from maillage.coverage import Area
from maillage.maps import fill_of
from maillage.model import Asset, Draft, Page
from maillage.pages import addresses, words
from maillage.pages.context import Link
from maillage.pages.couverture import donnees, fragile, grid, helping, hosts, presence, services
from maillage.pages.couverture.balance import balance
from maillage.pages.couverture.cartography import Cartography
from maillage.pages.couverture.essentials import essentials
from maillage.pages.couverture.measures import Measures, Reading
from maillage.pages.couverture.states import States
from maillage.pages.couverture.summary import paragraphs
from maillage.pages.couverture.unlooked import why_nothing
from maillage.pages.templating import compact, template, trusted

_TITLE = "La couverture du territoire"
_STYLE = f"{addresses.ASSETS}couverture.css"


def pages(measures: Measures, states: States) -> Iterator[Draft]:
    """Yield the report of each area, with its figures as files, and its map where there is something to draw."""
    figures = donnees.Files(measures)
    for area in measures.areas:
        url = addresses.couverture(area.niveau, area.code)
        yield Draft(
            url,
            partial(_page, measures, figures, area),
            title=_title(area),
            files=donnees.urls(area),
            made_of=partial(states.report, area),
        )


def _title(area: Area) -> str:
    return _TITLE if area.niveau == "hub" else f"Couverture{words.NBSP}: {area.nom}"


def _page(measures: Measures, figures: donnees.Files, area: Area) -> Page:
    url = addresses.couverture(area.niveau, area.code)
    title = _title(area)
    racine = addresses.up(url)
    reading = Reading(measures, area)
    frame = {
        **measures.context.frame(url, title),
        "style": f"{racine}{_STYLE}",
        "area": area,
        "genre": _KINDS[area.niveau],
        "chemin": _trail(measures, area),
        "fiche": _other_page(area),
        "donnees": dict(zip(("csv", "json"), donnees.urls(area), strict=True)),
        "parts": reading.parts,
        "lien_epci": partial(addresses.couverture, "epci"),
    }
    chart = Cartography(reading)
    drawn = area.recense and chart.drawn
    body = _figures(chart, frame) if area.recense else _nothing(measures, frame)
    maps = (Asset(url=addresses.couverture_carte(area.niveau, area.code), content=chart.page()),) if drawn else ()
    return Page(
        url=url,
        title=title,
        description=f"{area.nom}{words.NBSP}: ce qui existe, ce qui manque, pour combien de personnes, et l’inconnu.",
        body=compact(body),
        assets=(*figures.of(area), *maps),
    )


_KINDS = {
    "hub": "Le territoire du site",
    "departement": "Département",
    "epci": "Intercommunalité",
    "commune": "Commune",
}


def _nothing(measures: Measures, frame: dict[str, object]) -> str:
    return template("couverture/non_recense").render(frame, pourquoi=why_nothing(measures.world))


def _figures(chart: Cartography, frame: dict[str, object]) -> str:
    reading = chart.reading
    measures, area = reading.measures, reading.area
    permanences = measures.one_more.permanences(area.niveau, area.code)
    told = essentials(reading, permanences)
    themes = services.themes(reading)
    return template("couverture/rapport").render(
        frame,
        phrases=paragraphs(told),
        bilan=balance(reading, told),
        sujet=measures.subject,
        carte=chart if chart.drawn else None,
        motifs=trusted(chart.patterns),
        dessin=trusted(chart.paper()) if chart.drawn else "",
        remplit=fill_of,
        tableau_carte=chart.table,
        jour=measures.world.today.isoformat(),
        adresse_edition=f"{frame['adresse_page']}?edition={measures.world.today.isoformat()}",
        carte_url=f"{addresses.up(addresses.couverture(area.niveau, area.code))}"
        f"{addresses.couverture_carte(area.niveau, area.code)}",
        proche=words.kilometres(reading.near),
        loin=words.kilometres(reading.far),
        dimensions=presence.by_dimension(reading),
        distances=presence.distances(reading),
        compte=presence.counted_apart(reading),
        accueil=presence.received(reading),
        themes=themes,
        themes_papier=services.on_paper(themes, told),
        labels=services.labels(reading),
        semaine=grid.grid(reading),
        hotes=hosts.by_kind(reading),
        seuls=fragile.held_by_one(reading),
        finissent=fragile.endings(reading),
        finissants=fragile.ending(reading),
        ages=fragile.ages(reading),
        silences=fragile.silences(reading),
        permanences=helping.places(reading, permanences),
        ouvertures=helping.openings(reading),
        methode=addresses.COUVERTURE_METHODE,
        telechargements=addresses.COUVERTURE_DONNEES,
        departements=_departements(measures) if area.niveau == "hub" else (),
        debordent=reading.across,
        coupees=reading.cut,
        millesimes=measures.world.territory.millesimes,
    )


def _trail(measures: Measures, area: Area) -> tuple[Link, ...]:
    """Return the way down to a report, from that of the hub."""
    if area.niveau == "hub":
        return ()
    found = [Link("Couverture", addresses.COUVERTURE)]
    if area.niveau == "epci":
        territory = measures.world.territory
        found += (
            Link(territory.departements[code].nom, addresses.couverture("departement", code))
            for code in territory.epci[area.code].departements[:1]
            if ("departement", code) in measures.mesh.areas.rank
        )
    return tuple(found)


def _departements(measures: Measures) -> tuple[Link, ...]:
    return tuple(
        Link(area.nom, addresses.couverture("departement", area.code))
        for area in measures.areas
        if area.niveau == "departement"
    )


def _other_page(area: Area) -> str | None:
    """Return the page of an area that lists its communes and venues."""
    if area.niveau == "epci":
        return addresses.epci(area.code)
    return addresses.departement(area.code) if area.niveau == "departement" else None
