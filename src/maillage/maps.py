"""The overview map of a territory: a page of its own, shown in a frame above the list that says the same.

Nothing is fetched from a third party but the map tiles, and only where the site has chosen some: without them the
contours and the names of the largest communes are enough to read the map.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import folium
from folium.utilities import JsCode

from maillage.model import FondDeCarte, Position

# The frame at its usual size, a line and a letter of the names on the map, in pixels.
_FRAME, _LINE, _LETTER = (700, 360), 18, 7
_ASSETS = "../assets/maillage/"
# A sign that no page holds.
_MARK = "\x00"
_CONTOUR_STYLE = {"color": "#123f6d", "weight": 2, "fillColor": "#ffffff", "fillOpacity": 0.5}
_VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'
_STYLE = """
<style>
  body { font-family: system-ui, sans-serif; }
  main { height: 100%; }
  h1 { position: absolute; overflow: hidden; width: 1px; height: 1px; margin: 0; clip-path: inset(50%); }
  .leaflet-container { background: #f4f1ea; font-size: 1rem; }
  .mg-point { box-sizing: border-box; border: 3px solid #fff; border-radius: 50%; background: #123f6d;
    box-shadow: 0 0 0 1px #123f6d; }
  .mg-point--mairie { background: #fff; border: 4px dotted #123f6d; }
  .mg-point:focus-visible { outline: 3px solid #b34000; outline-offset: 2px; }
  .mg-commune span { display: inline-block; transform: translate(-50%, .75rem); color: #3a3a3a;
    font-size: .8125rem; white-space: nowrap; text-shadow: 0 0 3px #fff, 0 0 3px #fff, 0 0 3px #fff; }
  .leaflet-popup-content { font-size: 1rem; line-height: 1.4; }
</style>
"""

# The texts of a venue only ever enter the page as text nodes: no markup of theirs can act.
_POINT = JsCode("""
  (feature, latlng) => L.marker(latlng, {
    icon: L.divIcon({ className: "mg-point mg-point--" + feature.properties.precision, iconSize: [24, 24] }),
    title: feature.properties.nom,
    alt: feature.properties.nom
  })
""")
_POPUP = JsCode("""
  (feature, layer) => {
    const box = document.createElement("div");
    const link = box.appendChild(document.createElement("a"));
    link.href = feature.properties.url;
    link.target = "_top";
    link.textContent = feature.properties.nom;
    for (const line of feature.properties.lignes) {
      box.appendChild(document.createElement("br"));
      box.appendChild(document.createTextNode(line));
    }
    layer.bindPopup(box);
  }
""")
_NAME = JsCode("""
  (feature, latlng) => {
    const name = document.createElement("span");
    name.textContent = feature.properties.nom;
    return L.marker(latlng, {
      interactive: false, keyboard: false, zIndexOffset: 1000,
      icon: L.divIcon({ className: "mg-commune", iconSize: null, html: name })
    });
  }
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A venue or a stop on the map: `url` is relative to the map's own page, `lignes` follow the name."""

    nom: str
    position: Position
    precision: str
    url: str
    lignes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A name written on the map."""

    nom: str
    position: Position


def overview(
    title: str,
    contour: Mapping[str, Any],
    points: Iterable[Point],
    names: Sequence[PlaceName],
    tiles: FondDeCarte | None,
) -> bytes:
    """Return the HTML page of one map, to publish one level below the root; the same input gives the same bytes."""
    south, west, north, east = _bounds(contour)
    values = {
        "TITRE": escape(title),
        "CENTRE": _json([(south + north) / 2, (west + east) / 2]),
        "BORNES": _json([[south, west], [north, east]]),
        "CONTOUR": _json({"type": "Feature", "properties": {}, "geometry": _geometry(contour)}),
        "COMMUNES": _json(_named(_apart(names, (south, west, north, east)))),
        "LIEUX": _json(_located(points)),
    }
    pieces = _shell(tiles)
    return "".join(values[piece] if place % 2 else piece for place, piece in enumerate(pieces)).encode()


@cache
def _shell(tiles: FondDeCarte | None) -> tuple[str, ...]:
    """Return folium's page cut around what differs between maps: text, name of a value, text, name, … text.

    Folium compiles its templates again for each map, 12 ms: a country has 1,250 of them.
    """
    carte = folium.Map(location=[0, 0], tiles=None, zoom_snap=0.5)
    carte.default_js = [("leaflet", f"{_ASSETS}leaflet.js")]
    carte.default_css = [("leaflet_css", f"{_ASSETS}leaflet.css")]
    if tiles:
        folium.TileLayer(
            tiles=tiles.url, attr=escape(tiles.attribution), name="fond", control=False, max_zoom=tiles.zoom_max
        ).add_to(carte)
    nothing: dict[str, Any] = {"type": "FeatureCollection", "features": []}
    # Folium writes a style only where it has seen something to style.
    somewhere = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0, 0]}}
    contour = folium.GeoJson(somewhere, name="contour", style_function=lambda _: _CONTOUR_STYLE)
    communes = folium.GeoJson(nothing, name="communes", point_to_layer=_NAME)
    lieux = folium.GeoJson(nothing, name="lieux", point_to_layer=_POINT, on_each_feature=_POPUP)
    for layer in (contour, communes, lieux):
        layer.add_to(carte)
    carte.fit_bounds([[0, 0], [0, 0]])
    html = carte.get_root().render()
    for layer, value in ((contour, "CONTOUR"), (communes, "COMMUNES"), (lieux, "LIEUX")):
        html = _marked(html, rf"(?<={layer.get_name()}_add\()\{{.*?\}}(?=\);)", value)
    html = _marked(html, r"(?<=center: )\[.*?\]", "CENTRE")
    html = _marked(html, r"(?<=fitBounds\()\s*\[\[.*?\]\]", "BORNES")
    # Folium's ids are drawn at random, and its page forbids zooming.
    for number, name in enumerate(dict.fromkeys(re.findall(r"[0-9a-f]{32}", html))):
        html = html.replace(name, str(number))
    html = re.sub(r'<meta name="viewport".*?/>', _VIEWPORT, html, flags=re.DOTALL)
    html = html.replace("<html>", '<html lang="fr">', 1)
    html = html.replace("</head>", f"<title>{_MARK}TITRE{_MARK}</title>{_STYLE}</head>", 1)
    html = html.replace("<body>", f"<body><main><h1>{_MARK}TITRE{_MARK}</h1>", 1).replace(
        "</body>", "</main></body>", 1
    )
    return tuple(html.split(_MARK))


def _marked(html: str, what: str, value: str) -> str:
    marked, found = re.subn(what, f"{_MARK}{value}{_MARK}", html, flags=re.DOTALL)
    if found != 1:
        raise ValueError(f"folium no longer writes {value} where it did ({found} times)")
    return marked


def _json(value: Any) -> str:
    """Return JSON that can stand in a script: nothing in it can close the script or open a tag."""
    text = json.dumps(value, ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _geometry(contour: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = contour.get("geometry", contour)
    return found


def _located(points: Iterable[Point]) -> dict[str, Any]:
    return _collection(
        (
            point.position,
            {"nom": point.nom, "url": point.url, "lignes": list(point.lignes), "precision": point.precision},
        )
        for point in points
    )


def _apart(names: Sequence[PlaceName], bounds: tuple[float, float, float, float]) -> list[PlaceName]:
    """Return the names that do not cover one another when the map opens; the first ones go first."""
    south, west, north, east = bounds
    narrowing = math.cos(math.radians((south + north) / 2))
    # Pixels in a degree of latitude, once the whole territory is in the frame.
    scale = min(_FRAME[0] / max((east - west) * narrowing, 0.01), _FRAME[1] / max(north - south, 0.01))
    kept: list[PlaceName] = []
    for name in names:
        here = name.position
        if all(
            abs(here.latitude - other.position.latitude) * scale > _LINE
            or abs(here.longitude - other.position.longitude) * narrowing * scale
            > (len(name.nom) + len(other.nom)) / 2 * _LETTER
            for other in kept
        ):
            kept.append(name)
    return kept


def _named(names: Iterable[PlaceName]) -> dict[str, Any]:
    return _collection((name.position, {"nom": name.nom}) for name in names)


def _collection(points: Iterable[tuple[Position, dict[str, Any]]]) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": properties,
                "geometry": {"type": "Point", "coordinates": [position.longitude, position.latitude]},
            }
            for position, properties in points
        ],
    }


def _bounds(contour: Mapping[str, Any]) -> tuple[float, float, float, float]:
    pairs = list(_coordinates(contour))
    longitudes, latitudes = zip(*pairs, strict=True)
    return min(latitudes), min(longitudes), max(latitudes), max(longitudes)


def _coordinates(value: Any) -> Iterable[tuple[float, float]]:
    match value:
        case {"features": list(features)}:
            for feature in features:
                yield from _coordinates(feature["geometry"]["coordinates"])
        case {"geometry": {"coordinates": coordinates}} | {"coordinates": coordinates}:
            yield from _coordinates(coordinates)
        case [float() | int() as longitude, float() | int() as latitude]:
            yield longitude, latitude
        case list() | tuple():
            for inner in value:
                yield from _coordinates(inner)
