"""From folders of files to the catalogue, and from the catalogue to what one site shows.

read → check → parse → locate → relate → select: everything that needs the disk is here, so that pages, maps and
figures stay functions of values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maillage import positions as positions_of
from maillage import territory as geography
from maillage.model import Commune, Lieu, Placed, Position, Site, Territory
from maillage.nomenclature import Nomenclature


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Every venue of a directory, placed.

    `paths` gives the file of each venue relative to the project; `positions` is keyed by venue id and, for the
    stops of an itinerant venue, by `id/stop`. `hosted` gives the ids of the venues that say they stand in another.
    """

    lieux: Mapping[str, Lieu]
    paths: Mapping[str, str]
    positions: Mapping[str, Placed]
    hosted: Mapping[str, tuple[str, ...]]
    nomenclature: Nomenclature
    territory: Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What one site shows: the communes of its territory (sorted by code) and the ids of its venues, sorted.

    `autour` are the venues outside the territory that are near enough to have their page: people do not stop at
    a border. They are never counted as venues of the territory.
    """

    communes: Mapping[str, Commune]
    epci: tuple[str, ...]
    departements: tuple[str, ...]
    lieux: tuple[str, ...]
    autour: tuple[str, ...]


def assemble(
    lieux: Iterable[tuple[str, Lieu]],
    lock: positions_of.Lock,
    nomenclature: Nomenclature,
    territory: Territory,
) -> Catalogue:
    """Return the catalogue of `(path, venue)` pairs: placed, and tied to their hosts."""
    ordered = sorted(lieux, key=lambda pair: pair[1].id)
    placed: dict[str, Placed] = {}
    hosted: dict[str, list[str]] = {}
    for _, lieu in ordered:
        for key, adresse, written in positions_of.places(lieu):
            found = positions_of.place(adresse, written, lock.get(key), territory)
            if found:
                placed[key] = found
        if lieu.hote and lieu.hote.id:
            hosted.setdefault(lieu.hote.id, []).append(lieu.id)
    return Catalogue(
        lieux={lieu.id: lieu for _, lieu in ordered},
        paths={lieu.id: path for path, lieu in ordered},
        positions=placed,
        hosted={host: tuple(guests) for host, guests in hosted.items()},
        nomenclature=nomenclature,
        territory=territory,
    )


def communes_of_lieu(lieu: Lieu, territory: Territory) -> tuple[str, ...]:
    """Return today's codes of the communes where a venue is or stops, in the order of its file."""
    codes = (adresse.code_insee for _, adresse, _ in positions_of.places(lieu))
    return tuple(dict.fromkeys(territory.anciens_codes.get(code, code) for code in codes))


def select(catalogue: Catalogue, site: Site) -> Selection:
    """Return what the territory of a site holds, and the venues around it."""
    territory = catalogue.territory
    communes = {commune.code_insee: commune for commune in geography.communes_of(territory, site.territoire)}
    inside: list[str] = []
    around: list[str] = []
    town_halls = [commune.mairie for commune in communes.values() if commune.mairie]
    for lieu in catalogue.lieux.values():
        if any(code in communes for code in communes_of_lieu(lieu, territory)):
            inside.append(lieu.id)
        elif any(
            _any_within(catalogue.positions[key].position, town_halls, site.seuils.autour_km)
            for key, _, _ in positions_of.places(lieu)
            if key in catalogue.positions
        ):
            around.append(lieu.id)
    return Selection(
        communes=dict(sorted(communes.items())),
        epci=tuple(sorted({commune.epci for commune in communes.values() if commune.epci})),
        departements=tuple(sorted({commune.departement for commune in communes.values()})),
        lieux=tuple(sorted(inside)),
        autour=tuple(sorted(around)),
    )


def _any_within(position: Position, others: list[Position], kilometres: float) -> bool:
    margin = kilometres / 111.0  # degrees of latitude: a cheap test that spares most of the distances
    return any(
        abs(other.latitude - position.latitude) <= margin and geography.distance_km(position, other) <= kilometres
        for other in others
    )
