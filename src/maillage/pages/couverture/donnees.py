"""The figures as files: a table and a document for every area, and the page that lists them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from maillage.coverage import Area, Niveau, Tables, essential
from maillage.model import Asset, Page
from maillage.pages import addresses, words
from maillage.pages.context import Link
from maillage.pages.couverture.measures import Measures
from maillage.pages.templating import compact, template

_TITLE = "Les chiffres de la couverture, à télécharger"


@dataclass(frozen=True)
class Files:
    """The figures of a site as files: all of them for the hub, the essential ones for each territory.

    All of them for each territory would weigh as much as the rest of the site; `maillage coverage` writes them.
    """

    measures: Measures

    @cached_property
    def _whole(self) -> Tables:
        return Tables(self.measures.told)

    @cached_property
    def _short(self) -> Tables:
        return Tables(self.measures.told, essential(self.measures.told))

    def of(self, area: Area) -> tuple[Asset, ...]:
        """Return the files of an area, at `urls`."""
        tables = self._whole if area.niveau == "hub" else self._short
        # Each commune is in the file of its intercommunality, and there alone.
        texts = tables.both(area.niveau, area.code, communes=area.niveau == "epci")
        return tuple(Asset(url=url, content=text.encode()) for url, text in zip(urls(area), texts, strict=True))


def urls(area: Area) -> tuple[str, str]:
    """Return the addresses of the table and of the document of an area."""
    csv, json = (addresses.couverture_donnees(area.niveau, area.code, form) for form in ("csv", "json"))
    return csv, json


def page(measures: Measures) -> Page:
    """Return the page that lists the files and says what their columns mean."""
    context = measures.context
    url = addresses.COUVERTURE_DONNEES
    body = template("couverture/donnees").render(
        context.frame(url, _TITLE),
        titre=_TITLE,
        chemin=(Link("Données", addresses.DONNEES),),
        hub=_row(measures.hub),
        groupes=(
            ("departements", "Par département", _rows(measures, "departement")),
            ("epci", "Par intercommunalité", _rows(measures, "epci")),
        ),
        recenses=sum(1 for area in measures.areas if area.niveau == "epci" and area.recense),
        epci=sum(1 for area in measures.areas if area.niveau == "epci"),
        methode=addresses.COUVERTURE_METHODE,
    )
    return Page(
        url=url,
        title=_TITLE,
        description="Chaque chiffre des rapports de couverture, territoire par territoire, en tableau et en document.",
        body=compact(body),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    rapport: Link
    recense: bool
    csv: str
    json: str


def _rows(measures: Measures, niveau: Niveau) -> tuple[_Row, ...]:
    areas = (area for area in measures.areas if area.niveau == niveau)
    return tuple(_row(area) for area in sorted(areas, key=lambda area: (words.sorting(area.nom), area.code)))


def _row(area: Area) -> _Row:
    csv, json = urls(area)
    return _Row(Link(area.nom, addresses.couverture(area.niveau, area.code)), area.recense, csv, json)
