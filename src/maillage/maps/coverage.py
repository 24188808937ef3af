"""The coverage map of a territory: its parts by class, the venues, how far these reach, and who is left beyond."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import folium
from folium.utilities import JsCode

from maillage.maps.features import PlaceName, at, bounds, collection, feature, names_of
from maillage.maps.frame import NOTHING, SOMEWHERE, Frame, cut, empty_map, fill
from maillage.maps.overview import NAME, POPUP
from maillage.maps.shades import DECLARES, SILENT, Shade, fill_of, patterns
from maillage.model import FondDeCarte, Position

_ZONE_STYLE = {"color": "#545b66", "weight": 1, "fillOpacity": 0.85}
_LIMIT_STYLE = {
    "color": "#9c3700",
    "weight": 1.5,
    "opacity": 0.8,
    "fill": False,
    "dashArray": "6 4",
    "interactive": False,
}

_ZONE = JsCode(f"""
  (feature, layer) => {{
    layer.setStyle({{ fillColor: feature.properties.fond }});
    ({POPUP.js_code})(feature, layer);
  }}
""")
_VENUE = JsCode("""
  (feature, latlng) => L.marker(latlng, {
    icon: L.divIcon({ className: "mg-point mg-point--" + feature.properties.etat, iconSize: [24, 24] }),
    title: feature.properties.nom,
    alt: feature.properties.nom
  })
""")
# Hundreds of venues: dots that are looked at, not controls that a keyboard has to cross.
_SMALL_VENUE = JsCode(f"""
  (feature, latlng) => L.circleMarker(latlng, {{
    interactive: false, radius: 2, weight: 1, color: "{DECLARES}", fillOpacity: 1,
    fillColor: feature.properties.etat === "declare" ? "{DECLARES}" : "{SILENT}"
  }})
""")
_STYLE = f"""
  .mg-motifs {{ position: absolute; }}
  .mg-point {{ border: 0; box-shadow: none; }}
  .mg-point--declare {{ background: radial-gradient({DECLARES} 6px, #fff 6.5px 8px, transparent 8.5px); }}
  .mg-point--autre {{ background: radial-gradient({SILENT} 5px, {DECLARES} 5.5px 7.5px, #fff 8px, transparent 9px); }}
  .mg-commune span {{ padding: 0 .25rem; border-radius: .2rem; background: #ffffffd9; color: #1c2430; font-weight: 700;
    transform: translate(-50%, -50%); }}
"""


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
    return fill(_frame(tiles, shades, small), title, bounds(zone.contour for zone in zones), layers)


@cache
def _frame(tiles: FondDeCarte | None, shades: tuple[Shade, ...], small: bool) -> Frame:
    venues = (
        folium.GeoJson(NOTHING, name="lieux", point_to_layer=_SMALL_VENUE)
        if small
        else folium.GeoJson(NOTHING, name="lieux", point_to_layer=_VENUE, on_each_feature=POPUP)
    )
    return cut(
        empty_map(tiles),
        {
            "ZONES": folium.GeoJson(
                SOMEWHERE, name="zones", style_function=lambda _: _ZONE_STYLE, on_each_feature=_ZONE
            ),
            "LIMITE": folium.GeoJson(SOMEWHERE, name="limite", style_function=lambda _: _LIMIT_STYLE),
            "LIEUX": venues,
            "NOMS": folium.GeoJson(NOTHING, name="noms", point_to_layer=NAME),
        },
        _STYLE,
        patterns(shades),
    )


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
