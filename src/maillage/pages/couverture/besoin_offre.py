"""Need beside offer: the indicators that the hub brings, crossed with what is declared near each territory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

from maillage import maps, territory
from maillage.coverage import Crossed, Crossing, Question, cross
from maillage.maps import Shade, Zone
from maillage.model import Draft, LateAsset, Need, Page
from maillage.pages import addresses, words
from maillage.pages.context import Link
from maillage.pages.couverture.drawing import PAPER, drawing
from maillage.pages.couverture.measures import Measures
from maillage.pages.couverture.unlooked import why_nothing
from maillage.pages.templating import compact, template

_TITLE = "Le besoin à côté de l’offre"
_NOUNS: Final = {"commune": ("commune", "communes"), "epci": ("intercommunalité", "intercommunalités")}
_MOST_LINES: Final = 200
_ROOM: Final = 0.07

_INK, _PAPER = "#1c2430", "#ffffff"
# The farther, the darker; the greater the need, the more is drawn over it: a photocopy says the same.
_GROUNDS: Final = {"proche": "#eaf1f8", "loin": "#86abd0", "au-dela": "#123f6d"}
_PATTERNS: Final[dict[str, maps.Motif]] = {"fort": "hachures", "moyen": "points", "faible": ""}
_SHADES: Final = {
    (need, reach): Shade(
        code=f"{need}-{reach}",
        libelle=f"besoin {need}, {reach}",
        fond=ground,
        motif=pattern,
        encre=_PAPER if reach == "au-dela" else _INK,
    )
    for need, pattern in _PATTERNS.items()
    for reach, ground in _GROUNDS.items()
}
# Not the dots that the other maps have there: here they say how great a need is.
_UNLOOKED: Final = Shade(code="non-recense", libelle="non recensé", fond="#d5cfc0")
_NO_VALUE: Final = Shade(code="sans-valeur", libelle="besoin non renseigné", fond=_PAPER)
_NAMES_STYLE = (
    "<style>text{font:700 12.5px sans-serif;text-anchor:middle;dominant-baseline:middle;fill:#1c2430;stroke:#fff;"
    "stroke-width:3.5px;stroke-linejoin:round;paint-order:stroke}</style>"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many territories have such a need and such a distance, and the people that makes."""

    classe: Shade
    nombre: int
    habitants: int
    double: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A third of need with its bounds in words, and its cells from near to beyond."""

    libelle: str
    cellules: tuple[Cell, ...]


@dataclass(frozen=True)
class Beside:
    """One indicator of need beside one dimension of the offer."""

    measures: Measures
    need: Need
    dimension: str
    nom: str

    @property
    def url(self) -> str:
        """Where its page is."""
        return addresses.couverture_besoin(self.need.code, self.dimension)

    @property
    def csv_url(self) -> str:
        """Where its table is."""
        return f"{addresses.COUVERTURE_DONNEES}besoin-et-offre/{self.need.code}-{self.dimension}.csv"

    @property
    def map_url(self) -> str:
        """Where its map is."""
        return f"cartes/besoin-{self.need.code}-{self.dimension}.svg"

    @cached_property
    def crossing(self) -> Crossing:
        """The territories that somebody has looked at, with their need and their distance."""
        return cross(self.measures.mesh, self.need, Question(genre="dimension", code=self.dimension))

    @property
    def rows(self) -> tuple[Row, ...]:
        """The two-way table: need down, distance across."""
        return tuple(Row(self._third(need), tuple(self._cell(need, reach) for reach in _GROUNDS)) for need in _PATTERNS)

    @property
    def without_value(self) -> int:
        """How many territories the indicator says nothing of."""
        return sum(1 for one in self.crossing.territoires if one.valeur is None)

    @property
    def unlooked(self) -> int:
        """How many territories of the site nobody has looked at."""
        return len(self._every_code()) - len(self.crossing.territoires)

    @property
    def beyond(self) -> int:
        """The people beyond the far distance in the territories with a double deficit."""
        return sum(one.personnes_au_dela for one in self.crossing.doubles)

    def table(self) -> bytes:
        """Return every territory as a table."""
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(
            ("code", "nom", "population", "valeur", "besoin", "portee", "km", "personnes_au_dela", "double_deficit",
             "libelle", "source", "millesime")
        )  # fmt: skip
        for one in self.crossing.territoires:
            writer.writerow(
                (
                    one.code,
                    one.nom,
                    one.population,
                    "" if one.valeur is None else f"{one.valeur:g}",
                    one.besoin or "",
                    one.portee,
                    "" if one.km is None else f"{one.km:.3f}",
                    one.personnes_au_dela,
                    "oui" if one.double else "non",
                    self.need.libelle,
                    self.need.source,
                    self.need.millesime,
                )
            )
        return buffer.getvalue().encode()

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """The territories that have a contour, each with its class."""
        told = {one.code: one for one in self.crossing.territoires}
        return tuple(
            Zone(nom=code, contour=contour, classe=_shade(told.get(code)), url="")
            for code in self._every_code()
            if (contour := self._contour(code))
        )

    @property
    def mapped(self) -> bool:
        """Whether there is a map: contours, and thirds of need to show on them."""
        return bool(self.zones) and self.crossing.bornes is not None

    def drawn(self) -> bytes:
        """Return the map as a file of its own, with what it is filled with."""
        south, west, north, east = maps.bounds(zone.contour for zone in self.zones)
        # Names of the communes at the edge need some room beside it.
        room = (east - west) * _ROOM
        box = (south, west - room, north, east + room)
        names = [
            maps.PlaceName(nom=commune.nom, position=commune.mairie)
            for one in self.crossing.doubles[:_MOST_LINES]
            if (commune := self.measures.context.selection.communes.get(one.code)) and commune.mairie
        ]
        svg = drawing(self.title, box, self.zones, None, (), maps.apart(names, box, PAPER))
        patterns = maps.patterns((*_SHADES.values(), _NO_VALUE, _UNLOOKED))
        return svg.replace("</title>", f"</title>{_NAMES_STYLE}{patterns}", 1).encode()

    @property
    def title(self) -> str:
        """What is crossed."""
        return f"{self.need.libelle}, et {words.lowered(self.nom)}"

    def _third(self, need: str) -> str:
        bounds = self.crossing.bornes
        if bounds is None:
            return f"Besoin {need}"
        low, high = (words.decimal(bound, 2) for bound in bounds)
        said = {"fort": f"{high} ou plus", "moyen": f"de {low} à moins de {high}", "faible": f"moins de {low}"}
        return f"Besoin {need}{words.NBSP}: {said[need]}"

    def _cell(self, need: str, reach: str) -> Cell:
        held = [one for one in self.crossing.territoires if one.besoin == need and one.portee == reach]
        people = sum(one.population for one in held)
        return Cell(_SHADES[need, reach], len(held), people, double=(need, reach) == ("fort", "au-dela"))

    def _every_code(self) -> tuple[str, ...]:
        if self.need.niveau == "epci":
            return tuple(area.code for area in self.measures.areas if area.niveau == "epci")
        return tuple(one.code_insee for one in self.measures.mesh.areas.communes)

    def _contour(self, code: str) -> Mapping[str, Any] | None:
        if self.need.niveau == "epci":
            return territory.epci_contours().get(code)
        return territory.commune_contours(self.measures.context.selection.communes[code].departement).get(code)


def _shade(one: Crossed | None) -> Shade:
    if one is None:
        return _UNLOOKED
    return _SHADES[one.besoin, one.portee] if one.besoin else _NO_VALUE


def every(measures: Measures, needs: Sequence[Need]) -> tuple[Beside, ...]:
    """Return each indicator beside each dimension, where there is anything to cross."""
    if not measures.hub.recense:
        return ()
    dimensions = measures.world.nomenclature.dimensions.items()
    return tuple(Beside(measures, need, code, entry.libelle) for need in needs for code, entry in dimensions)


def pages(measures: Measures, needs: Sequence[Need]) -> Iterator[Draft]:
    """Yield the page of the indicators, and one page for each beside each dimension."""
    found = every(measures, needs)
    yield Draft(addresses.COUVERTURE_BESOIN, partial(_index, measures, needs, found))
    for one in found:
        yield Draft(one.url, partial(_page, measures, one))


def assets(measures: Measures, needs: Sequence[Need]) -> Iterator[LateAsset]:
    """Yield the table and the map of each."""
    for one in every(measures, needs):
        yield LateAsset(one.csv_url, one.table)
        if one.mapped:
            yield LateAsset(one.map_url, one.drawn)


def _index(measures: Measures, needs: Sequence[Need], found: Sequence[Beside]) -> Page:
    context = measures.context
    body = template("couverture/besoins").render(
        context.frame(addresses.COUVERTURE_BESOIN, _TITLE),
        titre=_TITLE,
        chemin=(Link("Couverture", addresses.COUVERTURE),),
        rien=None if measures.hub.recense else why_nothing(measures.world),
        besoins=tuple((need, tuple(one for one in found if one.need is need)) for need in needs),
        noms=_NOUNS,
        loin=words.kilometres(context.site.seuils.loin_km),
        slug=context.site.slug,
        methode=f"{addresses.COUVERTURE_METHODE}#besoin",
    )
    return Page(
        url=addresses.COUVERTURE_BESOIN,
        title=_TITLE,
        description="Les indicateurs de besoin du hub, croisés avec ce qui est déclaré à proximité.",
        body=compact(body),
    )


def _page(measures: Measures, one: Beside) -> Page:
    context = measures.context
    doubles = one.crossing.doubles
    body = template("couverture/besoin").render(
        context.frame(one.url, one.title),
        un=one,
        chemin=(Link("Couverture", addresses.COUVERTURE), Link(_TITLE, addresses.COUVERTURE_BESOIN)),
        nom_un=_NOUNS[one.need.niveau][0],
        nom_des=_NOUNS[one.need.niveau][1],
        proche=words.kilometres(context.site.seuils.proche_km),
        loin=words.kilometres(context.site.seuils.loin_km),
        doubles=tuple((_link(one, each), each) for each in doubles[:_MOST_LINES]),
        combien=len(doubles),
        remplit=maps.fill_of,
        motifs=maps.patterns((*_SHADES.values(), _NO_VALUE, _UNLOOKED)),
        sans_valeur=_NO_VALUE,
        non_recense=_UNLOOKED,
        autres=tuple(
            Link(other.nom, other.url) for other in every(measures, (one.need,)) if other.dimension != one.dimension
        ),
        methode=f"{addresses.COUVERTURE_METHODE}#besoin",
        millesimes=context.catalogue.territory.millesimes,
    )
    return Page(
        url=one.url,
        title=one.title,
        description=f"Où le besoin est fort et la réponse loin{words.NBSP}: {words.lowered(one.title)}.",
        body=compact(body),
    )


def _link(one: Beside, each: Crossed) -> Link:
    if one.need.niveau == "epci":
        return Link(each.nom, addresses.couverture("epci", each.code))
    return Link(each.nom, addresses.commune(each.code))
