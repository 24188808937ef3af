"""What every page needs, worked out once for the whole site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from maillage import digests, freshness, parse
from maillage.catalogue import Catalogue, Selection, communes_of_lieu
from maillage.model import Adresse, Commune, Epci, Lieu, Placed, Recense, Site
from maillage.offers import Offer, by_need, offers
from maillage.pages import addresses, words
from maillage.pages.frame import frame
from maillage.positions import places

_AWAY = frozenset({"a-distance", "a-domicile"})


@dataclass(frozen=True, slots=True)
class Link:
    """A name, and the page it leads to when there is one."""

    nom: str
    url: str | None


@dataclass(frozen=True, kw_only=True)
class Context:
    """A site on a given day: its catalogue, what it shows, and what is common to all its pages."""

    catalogue: Catalogue
    site: Site
    today: date
    selection: Selection
    _labels: dict[tuple[str, str], str] = field(default_factory=dict)
    _labels_within: dict[tuple[str, str], str] = field(default_factory=dict)
    _states: dict[str, str] = field(default_factory=dict)

    def label(self, table: str, code: str) -> str:
        """Return the French label of a code, the code itself when the nomenclature lacks it."""
        key = (table, code)
        found = self._labels.get(key)
        if found is None:
            found = self._labels[key] = self.catalogue.nomenclature.label(table, code)
        return found

    def label_within(self, table: str, code: str) -> str:
        """Return the label of a code as it is written within a line."""
        key = (table, code)
        found = self._labels_within.get(key)
        if found is None:
            found = self._labels_within[key] = words.lowered(self.label(table, code))
        return found

    def labels(self, table: str, codes: Iterable[str]) -> tuple[str, ...]:
        """Return the labels of some codes, in their order."""
        return tuple(self.label(table, code) for code in codes)

    def sentence(self, table: str, codes: Collection[str]) -> str | None:
        """Return the labels of some codes as one value for the middle of a line, None when there are none."""
        return ", ".join([self.label_within(table, code) for code in codes]) if codes else None

    @cached_property
    def published(self) -> tuple[Lieu, ...]:
        """The venues that have a page: those of the territory, then those around it, each sorted by id."""
        chosen = sorted({*self.selection.lieux, *self.selection.autour})
        return tuple(self.catalogue.lieux[identifier] for identifier in chosen)

    @cached_property
    def inside(self) -> frozenset[str]:
        """The ids of the venues of the territory: the only ones that are counted."""
        return frozenset(self.selection.lieux)

    @cached_property
    def published_ids(self) -> frozenset[str]:
        """The ids of all venues that have a page."""
        return frozenset(lieu.id for lieu in self.published)

    @cached_property
    def offers(self) -> Mapping[str, tuple[Offer, ...]]:
        """What each published venue declares today, by venue."""
        return {lieu.id: offers(lieu, self.today) for lieu in self.published}

    @cached_property
    def offers_by_need(self) -> Mapping[str, list[Offer]]:
        """The offers of each service code, of venues that are open or suspended."""
        return by_need(self.offers)

    @cached_property
    def open_lieux(self) -> tuple[Lieu, ...]:
        """The venues of the territory that have not closed for good."""
        return tuple(lieu for lieu in self.published if lieu.id in self.inside and lieu.statut != "ferme")

    @cached_property
    def silent_lieux(self) -> tuple[Lieu, ...]:
        """The venues of the territory that have not closed, and that declare no service today."""
        return tuple(lieu for lieu in self.open_lieux if not self.offers[lieu.id])

    @cached_property
    def closed_lieux(self) -> tuple[Lieu, ...]:
        """The venues that have closed for good and keep their page."""
        return tuple(lieu for lieu in self.published if lieu.statut == "ferme")

    @cached_property
    def lieux_by_commune(self) -> Mapping[str, tuple[Lieu, ...]]:
        """The venues that are or stop in each commune, by today's INSEE code; closed ones are left out."""
        found: dict[str, list[Lieu]] = {}
        for lieu in self.published:
            if lieu.statut != "ferme":
                for code in communes_of_lieu(lieu, self.catalogue.territory):
                    found.setdefault(code, []).append(lieu)
        return {code: tuple(sorted(lieux, key=by_name)) for code, lieux in found.items()}

    @cached_property
    def communes_by_epci(self) -> Mapping[str, tuple[Commune, ...]]:
        """The communes of the territory in each EPCI, by name."""
        return _grouped(self.selection.communes.values(), lambda commune: commune.epci)

    @cached_property
    def communes_by_departement(self) -> Mapping[str, tuple[Commune, ...]]:
        """The communes of the territory in each département, by name."""
        return _grouped(self.selection.communes.values(), lambda commune: commune.departement)

    @cached_property
    def epci(self) -> tuple[Epci, ...]:
        """The EPCI of the territory, by name."""
        known = self.catalogue.territory.epci
        return tuple(sorted((known[siren] for siren in self.selection.epci), key=lambda epci: words.sorting(epci.nom)))

    @cached_property
    def departement_links(self) -> tuple[Link, ...]:
        """The pages of the départements."""
        territory = self.catalogue.territory
        return tuple(
            Link(territory.departements[code].nom, addresses.departement(code))
            for code in self.selection.departements
            if code in territory.departements
        )

    def state(self, lieu: Lieu) -> str:
        """Return the name of all that is known of one venue: its record and its file, where it stands, who shows it.

        What a page says of a venue alone, on the day of the site, is the same as long as this is.
        """
        found = self._states.get(lieu.id)
        if found is None:
            standing = [(key, self.catalogue.positions.get(key)) for key, _, _ in places(lieu)]
            shown = (self.catalogue.paths[lieu.id], lieu.id in self.inside, lieu.id in self.published_ids)
            found = self._states[lieu.id] = digests.of(parse.pack(lieu), repr((standing, shown)))
        return found

    def states(self, lieux: Iterable[Lieu]) -> tuple[str, ...]:
        """Return the names of all that is known of some venues, in their order."""
        return tuple(map(self.state, lieux))

    def states_named(self, identifiers: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return ids, each with the name of all that is known of its venue, empty where there is none."""
        known = self.catalogue.lieux
        return tuple((each, self.state(known[each]) if each in known else "") for each in identifiers)

    def states_about(self, communes: Iterable[Commune]) -> tuple[str, ...]:
        """Return the names of all that is known of the venues of some communes: there, closed, or from elsewhere."""
        found: dict[str, Lieu] = {}
        for commune in communes:
            for lieu in (*self._ever_in.get(commune.code_insee, ()), *self.reaching(commune)):
                found[lieu.id] = lieu
        return self.states(found.values())

    def state_of_all(self) -> str:
        """Return one name of all that is known of the whole directory."""
        return self._state_of_all

    @cached_property
    def _state_of_all(self) -> str:
        return digests.of(*self.states(self.catalogue.lieux.values()))

    @cached_property
    def _ever_in(self) -> Mapping[str, list[Lieu]]:
        found: dict[str, list[Lieu]] = {}
        for lieu in self.published:
            for code in communes_of_lieu(lieu, self.catalogue.territory):
                found.setdefault(code, []).append(lieu)
        return found

    def recense(self, siren: str | None) -> Recense:
        """Return whether somebody has looked for venues in an EPCI; empty where the site does not say."""
        return self.site.territoire.recense(siren, vide=not self.catalogue.lieux)

    @cached_property
    def _reach(self) -> Mapping[str, tuple[Lieu, ...]]:
        """The open venues that say they help at home or at a distance, by the code of their zone."""
        found: dict[str, list[Lieu]] = {}
        for lieu in self.published:
            if lieu.statut == "ouvert":
                for code in _zones_reached(lieu, self.offers[lieu.id]):
                    found.setdefault(code, []).append(lieu)
        return {code: tuple(lieux) for code, lieux in found.items()}

    def reaching(self, commune: Commune) -> tuple[Lieu, ...]:
        """Return the venues that help people of a commune at home or at a distance, by name."""
        codes = (commune.code_insee, commune.epci or "", commune.departement)
        found = {lieu.id: lieu for code in codes for lieu in self._reach.get(code, ())}
        return tuple(sorted(found.values(), key=by_name))

    def commune(self, adresse: Adresse) -> Commune | None:
        """Return today's commune of an address, None for a code that the reference does not know."""
        territory = self.catalogue.territory
        return territory.communes.get(territory.anciens_codes.get(adresse.code_insee, adresse.code_insee))

    def departement(self, lieu: Lieu) -> str | None:
        """Return the département of a venue, or of its first stop: it decides of a few public holidays."""
        for _, adresse, _ in places(lieu):
            commune = self.commune(adresse)
            return commune.departement if commune else None
        return None

    def placed(self, key: str) -> Placed | None:
        """Return where a venue (`id`) or a stop (`id/stop`) stands."""
        return self.catalogue.positions.get(key)

    def level(self, lieu: Lieu) -> freshness.Code:
        """Return the level of verification of a venue today."""
        return freshness.level(lieu.verifie_le, self.today, self.site.seuils)

    @cached_property
    def rungs(self) -> Mapping[freshness.Code, str]:
        """What each level of verification means, with the thresholds of the site."""
        return {rung.code: rung.definition for rung in freshness.rungs(self.site.seuils)}

    def trail(self, commune: Commune) -> tuple[Link, ...]:
        """Return the way down to a commune: its département, its EPCI and itself, those that have a page."""
        territory = self.catalogue.territory
        if commune.code_insee not in self.selection.communes:
            return ()
        found = []
        departement = territory.departements.get(commune.departement)
        if departement:
            found.append(Link(departement.nom, addresses.departement(departement.code)))
        epci = territory.epci.get(commune.epci) if commune.epci else None
        if epci:
            found.append(Link(epci.nom, addresses.epci(epci.siren)))
        return (*found, Link(commune.nom, addresses.commune(commune.code_insee)))

    def lieu_link(self, identifier: str, name: str | None = None) -> Link:
        """Return a venue by its id, named with its commune; `name` stands for a venue that has no record."""
        known = self.catalogue.lieux.get(identifier)
        url = addresses.lieu(identifier) if identifier in self.published_ids else None
        if known is None:
            return Link(name or identifier, url)
        for _, adresse, _ in places(known):
            commune = self.commune(adresse)
            return Link(f"{known.nom}, {commune.nom if commune else adresse.commune}", url)
        return Link(known.nom, url)

    def frame(
        self, url: str, title: str, *, path: str | None = None, identifier: str | None = None
    ) -> dict[str, object]:
        """Return what the common parts of every page need, as `frame.frame` says."""
        return frame(self.site, self.today, url, title, path=path, identifier=identifier)


def _zones_reached(lieu: Lieu, of_venue: tuple[Offer, ...]) -> Iterable[str]:
    """Return the codes of the zones of what is done at home or at a distance; a service may share the venue's."""
    found: dict[str, None] = {}
    if _AWAY.intersection(lieu.modalites_accompagnement):
        found |= dict.fromkeys(lieu.zone_intervention)
    for offer in of_venue:
        if _AWAY.intersection(offer.service.modalites_accompagnement):
            found |= dict.fromkeys(offer.service.zone_intervention or lieu.zone_intervention)
    return found


def by_name(lieu: Lieu) -> tuple[str, str]:
    """Return the key that sorts venues as in a printed list."""
    return words.sorting(lieu.nom), lieu.id


def _grouped(communes: Iterable[Commune], key: Callable[[Commune], str | None]) -> dict[str, tuple[Commune, ...]]:
    found: dict[str, list[Commune]] = {}
    for commune in sorted(communes, key=lambda each: (words.sorting(each.nom), each.code_insee)):
        code = key(commune)
        if code:
            found.setdefault(code, []).append(commune)
    return {code: tuple(group) for code, group in sorted(found.items())}
