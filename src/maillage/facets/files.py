"""The files of the search, each made when it is wanted: the same directory on the same day always gives the same."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any, Final

from maillage import offers
from maillage.facets.closed import closed_data
from maillage.facets.communes import communes_data
from maillage.facets.details import details
from maillage.facets.documents import commune_of, index_data
from maillage.facets.sketches import sketches_data, town_halls
from maillage.facets.words import words_data
from maillage.model import Commune, Lieu, Placed, Site, Territory
from maillage.nomenclature import Nomenclature
from maillage.positions import places
from maillage.territory import Grid

VERSION: Final = 1
FOLDER: Final = "donnees/recherche/"
DETAILS_PER_FILE: Final = 250


@dataclass(frozen=True, slots=True)
class SearchFile:
    """One file of the search; `about` are all the venues that it speaks of."""

    make: Callable[[], bytes]
    about: tuple[Lieu, ...] = ()


def search_files(
    lieux: Iterable[Lieu],
    placed: Mapping[str, Placed],
    communes: Iterable[Commune],
    *,
    nomenclature: Nomenclature,
    territory: Territory,
    site: Site,
    today: date,
) -> dict[str, SearchFile]:
    """Return the files of the search by name, JSON in UTF-8, described by `schema/recherche.schema.json`.

    - `mots.json`: services, their synonyms, labels of codes.
    - `lieux.json`: every venue that has not closed, with all that filters and order need.
    - `details-<n>.json`: what is shown of a result, for venues `n` times 250 to the next.
    - `communes-<code>.json`: the communes of one département, where a person may start from.
    - `croquis-<code>.json`: what a sketch map of a commune with a venue is drawn with, by département.
    - `fermes.json`: the venues that have closed, and what replaces them.

    `communes` are those that may be typed (see `communes_around`).
    """
    search = _Search(
        lieux={lieu.id: lieu for lieu in sorted(lieux, key=lambda lieu: lieu.id)},
        placed=placed,
        communes=tuple(communes),
        nomenclature=nomenclature,
        territory=territory,
        site=site,
        today=today,
    )
    return dict(sorted(search.files()))


@dataclass(frozen=True, kw_only=True)
class _Search:
    """What the files are drawn from."""

    lieux: Mapping[str, Lieu]
    placed: Mapping[str, Placed]
    communes: tuple[Commune, ...]
    nomenclature: Nomenclature
    territory: Territory
    site: Site
    today: date

    def files(self) -> Iterator[tuple[str, SearchFile]]:
        """Yield all the files with their names."""
        alive = tuple(lieu for lieu in self.lieux.values() if lieu.statut != "ferme")
        closed = tuple(lieu for lieu in self.lieux.values() if lieu.statut == "ferme")
        yield "lieux.json", self._file(partial(self._index, alive), alive)
        yield "mots.json", self._file(partial(words_data, self.nomenclature))
        yield "fermes.json", self._file(partial(closed_data, closed), closed)
        for first in range(0, len(alive), DETAILS_PER_FILE):
            group = alive[first : first + DETAILS_PER_FILE]
            hosts = (lieu.hote.id for lieu in group if lieu.hote and lieu.hote.id)
            about = (*group, *(self.lieux[host] for host in hosts if host in self.lieux))
            yield f"details-{first // DETAILS_PER_FILE}.json", self._file(partial(self._details, group), about)
        by_departement: dict[str, list[Commune]] = defaultdict(list)
        for commune in self.communes:
            if commune.mairie:
                by_departement[commune.departement].append(commune)
        for code, communes in by_departement.items():
            yield f"communes-{code}.json", self._file(partial(communes_data, self.territory, code, communes))
        for code, group in self._by_departement(alive).items():
            yield f"croquis-{code}.json", self._file(partial(self._sketches, code, group), group)

    def _file(self, document: Callable[[], Mapping[str, Any]], about: tuple[Lieu, ...] = ()) -> SearchFile:
        return SearchFile(lambda: self._bytes(document()), about)

    def _bytes(self, document: Mapping[str, Any]) -> bytes:
        whole = {"version": VERSION, "date": self.today.isoformat(), **document}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()

    def _index(self, lieux: Iterable[Lieu]) -> dict[str, Any]:
        return index_data(
            lieux,
            self.placed,
            nomenclature=self.nomenclature,
            territory=self.territory,
            site=self.site,
            today=self.today,
        )

    def _details(self, lieux: Iterable[Lieu]) -> dict[str, Any]:
        entries = ((lieu, [offer.service for offer in offers.current(lieu, self.today)]) for lieu in lieux)
        return {"lieux": {lieu.id: details(lieu, services, self._names) for lieu, services in entries}}

    def _by_departement(self, lieux: Iterable[Lieu]) -> dict[str, tuple[Lieu, ...]]:
        """Return the venues that are or stop in each département."""
        found: dict[str, dict[str, Lieu]] = defaultdict(dict)
        for lieu in lieux:
            for commune in self._communes_of(lieu):
                found[commune.departement][lieu.id] = lieu
        return {code: tuple(group.values()) for code, group in found.items()}

    def _sketches(self, departement: str, lieux: Iterable[Lieu]) -> dict[str, Any]:
        standing = {commune.code_insee: commune for lieu in lieux for commune in self._communes_of(lieu)}
        wanted = [commune for commune in standing.values() if commune.departement == departement]
        return sketches_data(wanted, self._halls)

    def _communes_of(self, lieu: Lieu) -> Iterator[Commune]:
        return filter(None, (commune_of(adresse, self.territory) for _, adresse, _ in places(lieu)))

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {identifier: lieu.nom for identifier, lieu in self.lieux.items()}

    @cached_property
    def _halls(self) -> Grid[Commune]:
        return town_halls(self.communes)
