"""The coverage map of a territory: its parts by class, the venues, how far these reach, and who is left beyond."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.maps.features import PlaceName, at, bounds, collection, feature, names_of
from maillage.maps.frame import fill
from maillage.maps.frames import coverage_frame
from maillage.maps.shades import Shade, fill_of
from maillage.model import FondDeCarte, Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A commune or an EPCI on the map; `url` is relative to the map's own page, `lignes` follow the name."""

    nom: str
    contour: Mapping[str, Any]
    classe: Shade
    url: str
    lignes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A venue or a stop: whether it declares what the map shows, and where its page is, relative to the map's own."""

    nom: str
    position: Position
    declare: bool
    url: str
    lignes: tuple[str, ...] = ()


def coverage(
    title: str,
    zones: Sequence[Zone],
    *,
    limite: Mapping[str, Any] | None,
    dots: Sequence[Dot],
    small: bool,
    names: Sequence[PlaceName],
    shades: tuple[Shade, ...],
    tiles: FondDeCarte | None,
) -> bytes:
    """Return the HTML page of one map, to publish one level below the root; the same input gives the same bytes.

    `limite` is where the far distance of the venues ends. `small` dots cannot be clicked. There is at least one zone: a
    map of nothing has nowhere to look at.
    """
    layers = {
        "ZONES": collection(
            feature(
                zone.contour,
                {"nom": zone.nom, "url": zone.url, "lignes": list(zone.lignes), "fond": fill_of(zone.classe)},
            )
            for zone in zones
        ),
        "LIMITE": collection([feature(_rounded(limite), {})] if limite else ()),
        "LIEUX": collection(
            at(
                dot.position,
                {"etat": etat} if small else {"nom": dot.nom, "url": dot.url, "lignes": list(dot.lignes), "etat": etat},
            )
            for dot in dots
            for etat in ("declare" if dot.declare else "autre",)
        ),
        "NOMS": names_of(names),
    }
    return fill(coverage_frame(tiles, shades, small), title, bounds(zone.contour for zone in zones), layers)


def _rounded(value: Any) -> Any:
    """Return a geometry to about ten metres: what is drawn needs no more."""
    match value:
        case {"type": kind, "coordinates": found}:
            return {"type": kind, "coordinates": _rounded(found)}
        case float():
            return round(value, 4)
        case [*inner]:
            return [_rounded(each) for each in inner]
    return value
