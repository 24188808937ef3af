"""The figures of a site, worked out once and handed to every page of coverage."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from maillage import coverage, territory
from maillage.coverage import Area, Ending, Figure, HostsTables, Mesh, OneMore, Question, Report, Town, World
from maillage.maps import Dot
from maillage.model import Commune
from maillage.pages import addresses
from maillage.pages.context import Context
from maillage.pages.couverture.subject import Subject, subject_of
from maillage.pages.words import sorting


@dataclass(frozen=True, kw_only=True)
class Measures:
    """A site on a day, and all the figures of its territory."""

    context: Context
    told: Report

    @property
    def world(self) -> World:
        """What the figures are drawn from."""
        return self.told.world

    @property
    def mesh(self) -> Mesh:
        """The directory and the territory as arrays."""
        return self.told.mesh

    @property
    def areas(self) -> tuple[Area, ...]:
        """The hub, its départements, its intercommunalities."""
        return self.told.areas

    @property
    def hub(self) -> Area:
        """The whole territory of the site."""
        return self.told.areas[0]

    @cached_property
    def subject(self) -> Subject:
        """What the summaries and the maps speak of."""
        return subject_of(self.told)

    @cached_property
    def towns(self) -> Mapping[str, Town]:
        """How far each commune of the territory is from the subject, by INSEE code."""
        return {town.code_insee: town for town in coverage.towns(self.mesh, self.subject.question)}

    @cached_property
    def holders(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Which open venues declare each service, by the INSEE code of the commune where they do."""
        declared = self.mesh.declared
        service_of = {
            rank: code for (genre, code), rank in declared.subject_rank.items() if genre == "service" and code
        }
        found: dict[str, dict[str, set[str]]] = {}
        for row in declared.rows:
            place = declared.places[row.place]
            for rank in row.oui:
                if rank in service_of:
                    held = found.setdefault(service_of[rank], {})
                    held.setdefault(place.commune, set()).add(declared.lieux[place.lieu].id)
        return {code: {commune: frozenset(lieux) for commune, lieux in held.items()} for code, held in found.items()}

    @cached_property
    def endings(self) -> Mapping[int, tuple[Ending, ...]]:
        """The labels and the funding that end, by the rank of their venue among those that are open."""
        today = self.world.today
        found = (
            (rank, tuple(one for one in coverage.endings(lieu, today) if one.nature != "service"))
            for rank, lieu in enumerate(self.mesh.declared.lieux)
        )
        return {rank: several for rank, several in found if several}

    def dots_between(self, south: float, west: float, north: float, east: float) -> Iterator[Dot]:
        """Yield the venues and stops of the site that stand in a box, from south to north."""
        latitudes, dots = self._dots
        for dot in dots[bisect_left(latitudes, south) : bisect_right(latitudes, north)]:
            if west <= dot.position.longitude <= east:
                yield dot

    @cached_property
    def _dots(self) -> tuple[list[float], list[Dot]]:
        """The open venues and stops that have a page, from south to north, with their latitudes."""
        mesh = self.mesh
        declaring = mesh.places_of(mesh.answer(self.subject.question).yes)
        found = []
        for rank, place in enumerate(mesh.declared.places):
            lieu = mesh.declared.lieux[place.lieu]
            placed = self.world.positions.get(place.cle)
            if placed and lieu.id in self.context.published_ids:
                found.append(
                    Dot(
                        nom=self.context.lieu_link(lieu.id).nom,
                        position=placed.position,
                        declare=bool(declaring[rank]),
                        url=f"../{addresses.lieu(lieu.id)}",
                        lignes=("position approximative",) if placed.precision == "mairie" else (),
                    )
                )
        found.sort(key=lambda dot: (dot.position.latitude, dot.position.longitude, dot.url))
        return [dot.position.latitude for dot in found], found

    @cached_property
    def reach(self) -> territory.Reach:
        """All that lies within the far distance of a venue that declares the subject."""
        return territory.Reach((dot.position for dot in self._dots[1] if dot.declare), self.world.site.seuils.loin_km)

    @cached_property
    def one_more(self) -> OneMore:
        """Where one more of the subject would help."""
        return OneMore(self.mesh, self.subject.question, self.world.site.seuils.loin_km)

    @cached_property
    def hosts(self) -> HostsTables:
        """The tables of hosts by kind."""
        return HostsTables(self.mesh)

    @cached_property
    def people_vintage(self) -> str:
        """The year of the populations, empty where the reference does not say.

        The reference tells in brackets the year of a few territories: it is left out elsewhere.
        """
        said = next((one.annee for one in self.world.territory.millesimes if "opulation" in one.nom), "")
        year, bracket, others = said.partition(" (")
        departements = self.world.territory.departements
        named = (departements[code].nom for code in self.context.selection.departements if code in departements)
        return said if bracket and any(nom in others for nom in named) else year


@dataclass(frozen=True)
class Reading:
    """The figures of one area, as its report asks for them."""

    measures: Measures
    area: Area

    def get(
        self, name: str, question: Question | None = None, *, detail: str = "", seuil_km: float | None = None
    ) -> Figure:
        """Return one figure of the area."""
        return self.measures.told.figure(
            self.area.niveau, self.area.code, name, question, detail=detail, seuil_km=seuil_km
        )

    @cached_property
    def communes(self) -> tuple[Commune, ...]:
        """The communes of the area, by name."""
        context = self.measures.context
        if self.area.niveau == "epci":
            return context.communes_by_epci.get(self.area.code, ())
        if self.area.niveau == "departement":
            return context.communes_by_departement.get(self.area.code, ())
        return tuple(sorted(context.selection.communes.values(), key=lambda one: (sorting(one.nom), one.code_insee)))

    @cached_property
    def parts(self) -> tuple[Area, ...]:
        """The intercommunalities that have a commune in the area, by name; none for one of them."""
        if self.area.niveau == "epci":
            return ()
        held = {commune.epci for commune in self.communes}
        found = (one for one in self.measures.areas if one.niveau == "epci" and one.code in held)
        return tuple(sorted(found, key=lambda one: (sorting(one.nom), one.code)))

    @property
    def departements(self) -> tuple[str, ...]:
        """The names of the départements that an intercommunality reaches across, itself in one or beyond."""
        if self.area.niveau != "epci":
            return ()
        territory = self.measures.world.territory
        return tuple(
            territory.departements[code].nom
            for code in territory.epci[self.area.code].departements
            if code in territory.departements
        )

    @property
    def across(self) -> tuple[str, ...]:
        """The names of the intercommunalities that a département holds only a part of."""
        if self.area.niveau != "departement":
            return ()
        epci = self.measures.world.territory.epci
        return tuple(one.nom for one in self.parts if len(epci[one.code].departements) > 1)

    @property
    def cut(self) -> tuple[str, ...]:
        """The names of the intercommunalities of an area that the site holds only a part of."""
        return tuple(one.nom for one in self.parts if one.partiel)

    @cached_property
    def farthest(self) -> tuple[Town, ...]:
        """The inhabited communes of the area by distance to the subject, the farthest first.

        Communes that have nothing at all, however far, come before the others; then the most people, then the code.
        """
        towns = (self.measures.towns[commune.code_insee] for commune in self.communes)
        return tuple(
            sorted(
                (town for town in towns if town.population and town.recense),
                key=lambda town: (-math.inf if town.km is None else -town.km, -town.population, town.code_insee),
            )
        )

    @property
    def near(self) -> float:
        """The near distance of the site, in kilometres."""
        return self.measures.world.site.seuils.proche_km

    @property
    def far(self) -> float:
        """The far distance of the site, in kilometres."""
        return self.measures.world.site.seuils.loin_km


def measured(context: Context) -> Measures:
    """Return the figures of a site."""
    catalogue = context.catalogue
    world = World(
        lieux=tuple(catalogue.lieux.values()),
        positions=catalogue.positions,
        territory=catalogue.territory,
        nomenclature=catalogue.nomenclature,
        site=context.site,
        today=context.today,
        mairies_supposees=territory.supposed_mairies(),
    )
    return Measures(context=context, told=coverage.report(world))
