"""The map of a report: communes for an intercommunality, intercommunalities for a département or the hub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from maillage import maps, territory
from maillage.coverage import Area, Town
from maillage.maps import PlaceName, Shade, Zone
from maillage.model import Commune
from maillage.pages import addresses, words
from maillage.pages.couverture.drawing import PAPER, drawing
from maillage.pages.couverture.measures import Reading
from maillage.pages.couverture.scale import CommuneScale, EpciScale
from maillage.pages.couverture.table import INTERVAL, Line, Table, far_column, near_column, people_source
from maillage.pages.couverture.wording import away, between, people, percent

_NAMES = 14
_FARTHEST = 10
_KM_PER_DEGREE = 111.2
# Over that many, venues are dots: nobody crosses hundreds of them with a keyboard, and the pages have their lists.
_MANY = 200
_TOO_MANY = 3000


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend: a class, and how many parts and people are in it."""

    classe: Shade
    nombre: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A commune or an intercommunality: its row of the table says what the map shows of it.

    `part` is the share of its people within the far distance: where names would cover one another, the lowest is kept.
    """

    code: str
    nom: str
    population: int
    classe: Shade
    url: str
    cellules: tuple[str, ...]
    etiquette: PlaceName | None
    part: float
    dit: str


@dataclass(frozen=True)
class Cartography:
    """The map of one area, its legend, and the table that says the same."""

    reading: Reading

    @property
    def title(self) -> str:
        """The name of the map."""
        return f"Carte de couverture, {self.reading.area.nom}"

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        codes = (commune.code_insee if self._by_commune else commune.epci for commune in self.reading.communes)
        return any(self._contours(code) is not None for code in codes if code)

    @cached_property
    def legend(self) -> tuple[Key, ...]:
        """The classes that the map has, with their numbers."""
        held = ((shade, [part for part in self._parts if part.classe == shade]) for shade in self._scale.shades)
        return tuple(Key(shade, self._how_many(parts)) for shade, parts in held if parts)

    @property
    def meaning(self) -> str:
        """What the colour of a part says of it, and the figures written on the map."""
        subject = self.reading.measures.subject
        if self._by_commune:
            return f"Chaque commune, selon la distance de sa mairie à {subject.un}."
        far = words.kilometres(self.reading.far)
        figures = " Les chiffres sont les parts les plus basses." if self._names else ""
        return (
            f"Chaque intercommunalité, selon la part de ses habitants qui ont {subject.un} à {far} ou moins.{figures}"
        )

    @cached_property
    def table(self) -> Table:
        """Every part of the map, by name."""
        reading = self.reading
        columns = (
            ("Commune", "Habitants", "Distance du plus proche", "Lieu le plus proche")
            if self._by_commune
            else ("Intercommunalité", "Habitants", "Structures", near_column(reading), far_column(reading))
        )
        return Table(
            titre=f"Ce que montre la carte{words.NBSP}: {reading.measures.subject.nom}",
            source=f"{people_source(reading)} {INTERVAL}",
            colonnes=(*columns, "Sur la carte"),
            lignes=tuple(Line(part.nom, (*part.cellules, part.classe.libelle), part.url) for part in self._parts),
        )

    @property
    def farthest(self) -> tuple[str, ...]:
        """The farthest communes by name, with their distance and their people."""
        return tuple(
            f"{town.nom} ({self._measured(town.km)}, {words.count(town.population, 'habitant')})"
            for town in self.reading.farthest[:_FARTHEST]
        )

    @cached_property
    def unnamed(self) -> int:
        """How many parts have no contour, and are in the table alone."""
        return len(self._parts) - len(self._zones)

    @property
    def patterns(self) -> str:
        """The patterns of the classes, for the legend and the drawing."""
        return maps.patterns(self._scale.shades)

    def page(self) -> bytes:
        """Return the map for the screen, a page of its own."""
        return maps.coverage(
            self.title,
            self._zones,
            limite=self._limit,
            dots=self._dots,
            small=len(self._dots) > _MANY,
            names=maps.apart(self._names, self._box),
            shades=self._scale.shades,
            tiles=self.reading.measures.context.site.fond_de_carte,
        )

    def paper(self) -> str:
        """Return the map for paper, as SVG."""
        names = maps.apart(self._names, self._box, PAPER)
        return drawing(self.title, self._box, self._zones, self._limit, self._dots, names)

    # -- what is drawn

    @property
    def _by_commune(self) -> bool:
        return self.reading.area.niveau == "epci"

    def _how_many(self, parts: Sequence[_Part]) -> str:
        noun = "commune" if self._by_commune else "intercommunalité"
        people = words.count(sum(part.population for part in parts), "habitant")
        return f"{words.count(len(parts), noun)}, {people}"

    @cached_property
    def _scale(self) -> CommuneScale | EpciScale:
        if self._by_commune:
            return CommuneScale(self.reading.measures.subject, self.reading.near, self.reading.far)
        return EpciScale()

    @cached_property
    def _parts(self) -> tuple[_Part, ...]:
        scale = self._scale
        if isinstance(scale, CommuneScale):
            towns = self.reading.measures.towns
            return tuple(self._commune(commune, towns[commune.code_insee], scale) for commune in self.reading.communes)
        return tuple(self._epci(area, scale) for area in self.reading.parts)

    def _commune(self, commune: Commune, town: Town, scale: CommuneScale) -> _Part:
        classe = scale.of(town)
        distance = self._measured(town.km)
        best = f", {self._measured(town.km_au_mieux)} au mieux" if town.km_au_mieux != town.km else ""
        nearest = next((self.reading.measures.context.lieu_link(lieu).nom for lieu in town.lieux), "aucun")
        torn = classe in (scale.beyond, scale.maybe)
        return _Part(
            code=commune.code_insee,
            nom=commune.nom,
            population=town.population,
            classe=classe,
            url=addresses.commune(commune.code_insee),
            cellules=(words.number(town.population), f"{distance}{best}", nearest),
            etiquette=PlaceName(nom=commune.nom, position=commune.mairie) if torn and commune.mairie else None,
            part=0.0,
            dit=f"{words.count(town.population, 'habitant')}, {distance}",
        )

    def _epci(self, area: Area, scale: EpciScale) -> _Part:
        measures, question = self.reading.measures, self.reading.measures.subject.question
        own = Reading(measures, area)
        within = own.get("personnes_a_portee", question, seuil_km=own.far)
        cells, said, share, part = ("non recensé",) * 3, "non recensé", "", 0.0
        if area.recense:
            near = own.get("personnes_a_portee", question, seuil_km=own.near)
            cells = (between(own.get("structures", question)), people(near), people(within))
            share = percent(within.valeur or 0, within.denominateur or 0)
            part = (within.valeur or 0) / (within.denominateur or 1)
            said = f"{people(within)} à {words.kilometres(own.far)} ou moins"
        largest = max(own.communes, key=lambda commune: (commune.population or 0, commune.code_insee))
        classe = scale.of(area, within)
        # The best class says enough by its colour: on a hub, its shares would hide the map and one another.
        told = share and classe != scale.shades[0]
        return _Part(
            code=area.code,
            nom=area.nom,
            population=area.population,
            classe=classe,
            url=addresses.couverture("epci", area.code),
            cellules=(words.number(area.population), *cells),
            etiquette=PlaceName(nom=share, position=largest.mairie) if told and largest.mairie else None,
            part=part,
            dit=said,
        )

    def _measured(self, kilometre: float | None) -> str:
        return "rien de déclaré" if kilometre is None else away(kilometre, self.reading.near, self.reading.far)

    def _contours(self, code: str) -> Mapping[str, Any] | None:
        if not self._by_commune:
            return territory.epci_contours().get(code)
        commune = self.reading.measures.context.selection.communes[code]
        return territory.commune_contours(commune.departement).get(code)

    @cached_property
    def _zones(self) -> tuple[Zone, ...]:
        return tuple(
            Zone(
                nom=part.nom,
                contour=contour,
                classe=part.classe,
                url=f"../{part.url}",
                lignes=(part.dit, part.classe.libelle),
            )
            for part in self._parts
            if (contour := self._contours(part.code))
        )

    @cached_property
    def _box(self) -> maps.Bounds:
        return maps.bounds(zone.contour for zone in self._zones)

    @cached_property
    def _around(self) -> maps.Bounds:
        """The box, and as far around it as a venue reaches into it."""
        south, west, north, east = self._box
        high = self.reading.far / _KM_PER_DEGREE
        wide = high / maps.narrowing((south + north) / 2)
        return south - high, west - wide, north + high, east + wide

    @cached_property
    def _names(self) -> tuple[PlaceName, ...]:
        named = sorted(
            (part for part in self._parts if part.etiquette),
            key=lambda part: (part.part, -part.population, part.code),
        )
        return tuple(part.etiquette for part in named[:_NAMES] if part.etiquette)

    @cached_property
    def _dots(self) -> tuple[maps.Dot, ...]:
        found = tuple(self.reading.measures.dots_between(*self._around))
        return found if len(found) <= _TOO_MANY else ()

    @cached_property
    def _limit(self) -> Mapping[str, Any] | None:
        return self.reading.measures.reach.limit(*self._around)
