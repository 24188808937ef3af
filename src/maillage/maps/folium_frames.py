"""Folium's pages, each rendered once and cut around what differs between two maps of a kind.

Folium compiles its templates again for each map, 12 ms: a country has thousands of them. Importing it takes as long as
reading a whole directory again: nobody does where the frames are kept (see `frames`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final

import folium
from folium.utilities import JsCode

from maillage.maps.features import in_script
from maillage.maps.frame import Frame
from maillage.maps.shades import DECLARES, SILENT, Shade, patterns
from maillage.model import FondDeCarte

_ASSETS = "../assets/maillage/"
# A sign that no page holds.
_MARK = "\x00"
# Folium compiles what it has written as a template once more: the texts of the site are put in afterwards.
_TILES_URL, _TILES_CREDIT = "maillage-tiles-url", "maillage-tiles-credit"
_VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'
_STYLE = """
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
  .leaflet-control-attribution a { text-decoration: underline; }
  .leaflet-popup-content { font-size: 1rem; line-height: 1.4; }
"""

# What is seen where one stands, for a layer that has nothing yet: folium writes a style only where it has seen
# something to style.
_SOMEWHERE: Final = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0, 0]}}
_NOTHING: Final[Mapping[str, Any]] = {"type": "FeatureCollection", "features": []}
_CONTOUR_STYLE = {"color": "#123f6d", "weight": 2, "fillColor": "#ffffff", "fillOpacity": 0.5}

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
    ({_POPUP.js_code})(feature, layer);
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
_COVERAGE_STYLE = f"""
  .mg-motifs {{ position: absolute; }}
  .mg-point {{ border: 0; box-shadow: none; }}
  .mg-point--declare {{ background: radial-gradient({DECLARES} 6px, #fff 6.5px 8px, transparent 8.5px); }}
  .mg-point--autre {{ background: radial-gradient({SILENT} 5px, {DECLARES} 5.5px 7.5px, #fff 8px, transparent 9px); }}
  .mg-commune span {{ padding: 0 .25rem; border-radius: .2rem; background: #ffffffd9; color: #1c2430; font-weight: 700;
    transform: translate(-50%, -50%); }}
"""


def overview_frame(tiles: FondDeCarte | None) -> Frame:
    """Return the frame of an overview map: CONTOUR, COMMUNES, LIEUX."""
    return _cut(
        tiles,
        {
            "CONTOUR": folium.GeoJson(_SOMEWHERE, name="contour", style_function=lambda _: _CONTOUR_STYLE),
            "COMMUNES": folium.GeoJson(_NOTHING, name="communes", point_to_layer=_NAME),
            "LIEUX": folium.GeoJson(_NOTHING, name="lieux", point_to_layer=_POINT, on_each_feature=_POPUP),
        },
    )


def coverage_frame(tiles: FondDeCarte | None, shades: tuple[Shade, ...], small: bool) -> Frame:
    """Return the frame of a coverage map: ZONES, LIMITE, LIEUX, NOMS."""
    venues = (
        folium.GeoJson(_NOTHING, name="lieux", point_to_layer=_SMALL_VENUE)
        if small
        else folium.GeoJson(_NOTHING, name="lieux", point_to_layer=_VENUE, on_each_feature=_POPUP)
    )
    return _cut(
        tiles,
        {
            "ZONES": folium.GeoJson(
                _SOMEWHERE, name="zones", style_function=lambda _: _ZONE_STYLE, on_each_feature=_ZONE
            ),
            "LIMITE": folium.GeoJson(_SOMEWHERE, name="limite", style_function=lambda _: _LIMIT_STYLE),
            "LIEUX": venues,
            "NOMS": folium.GeoJson(_NOTHING, name="noms", point_to_layer=_NAME),
        },
        _COVERAGE_STYLE,
        patterns(shades),
    )


def _empty_map(tiles: FondDeCarte | None) -> folium.Map:
    """Return a map of nowhere, on the tiles of the site if it has some."""
    carte = folium.Map(location=[0, 0], tiles=None, zoom_snap=0.5)
    carte.default_js = [("leaflet", f"{_ASSETS}leaflet.js")]
    carte.default_css = [("leaflet_css", f"{_ASSETS}leaflet.css")]
    if tiles:
        folium.TileLayer(
            tiles=_TILES_URL, attr=_TILES_CREDIT, name="fond", control=False, max_zoom=tiles.zoom_max
        ).add_to(carte)
    return carte


def _cut(tiles: FondDeCarte | None, layers: Mapping[str, folium.GeoJson], style: str = "", body: str = "") -> Frame:
    """Return the page of a map with the data of its layers left out, under their names."""
    carte = _empty_map(tiles)
    for layer in layers.values():
        layer.add_to(carte)
    carte.fit_bounds([[0, 0], [0, 0]])
    html = carte.get_root().render()
    for name, layer in layers.items():
        html = _marked(html, rf"(?<={layer.get_name()}_add\()\{{.*?\}}(?=\);)", name)
    html = _marked(html, r"(?<=center: )\[.*?\]", "CENTRE")
    html = _marked(html, r"(?<=fitBounds\()\s*\[\[.*?\]\]", "BORNES")
    # Folium's ids are drawn at random, and its page forbids zooming.
    for number, name in enumerate(dict.fromkeys(re.findall(r"[0-9a-f]{32}", html))):
        html = html.replace(name, str(number))
    if tiles:
        html = html.replace(f'"{_TILES_URL}"', in_script(tiles.url))
        html = html.replace(f'"{_TILES_CREDIT}"', in_script(escape(tiles.attribution)))
    html = re.sub(r'<meta name="viewport".*?/>', _VIEWPORT, html, flags=re.DOTALL)
    html = html.replace("<html>", '<html lang="fr">', 1)
    head = f"<title>{_MARK}TITRE{_MARK}</title>\n<style>{_STYLE}{style}</style>\n</head>"
    html = html.replace("</head>", head, 1)
    html = html.replace("<body>", f"<body>{body}<main><h1>{_MARK}TITRE{_MARK}</h1>", 1).replace(
        "</body>", "</main></body>", 1
    )
    return tuple(html.split(_MARK))


def _marked(html: str, what: str, value: str) -> str:
    marked, found = re.subn(what, f"{_MARK}{value}{_MARK}", html, flags=re.DOTALL)
    if found != 1:
        raise ValueError(f"folium no longer writes {value} where it did ({found} times)")
    return marked
