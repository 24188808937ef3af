"""Folium's page, rendered once and cut around what differs between two maps of a kind.

Folium compiles its templates again for each map, 12 ms: a country has thousands of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final

import folium

from maillage.maps.features import Bounds, in_script
from maillage.model import FondDeCarte

_ASSETS = "../assets/maillage/"
# A sign that no page holds.
_MARK = "\x00"
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
SOMEWHERE: Final = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0, 0]}}
NOTHING: Final[Mapping[str, Any]] = {"type": "FeatureCollection", "features": []}

Frame = tuple[str, ...]
"""Text, name of a value, text, name, … text."""


def empty_map(tiles: FondDeCarte | None) -> folium.Map:
    """Return a map of nowhere, on the tiles of the site if it has some."""
    carte = folium.Map(location=[0, 0], tiles=None, zoom_snap=0.5)
    carte.default_js = [("leaflet", f"{_ASSETS}leaflet.js")]
    carte.default_css = [("leaflet_css", f"{_ASSETS}leaflet.css")]
    if tiles:
        folium.TileLayer(
            tiles=tiles.url, attr=escape(tiles.attribution), name="fond", control=False, max_zoom=tiles.zoom_max
        ).add_to(carte)
    return carte


def cut(carte: folium.Map, layers: Mapping[str, folium.GeoJson], style: str = "", body: str = "") -> Frame:
    """Return the page of a map with the data of its layers left out, under their names."""
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
    html = re.sub(r'<meta name="viewport".*?/>', _VIEWPORT, html, flags=re.DOTALL)
    html = html.replace("<html>", '<html lang="fr">', 1)
    head = f"<title>{_MARK}TITRE{_MARK}</title>\n<style>{_STYLE}{style}</style>\n</head>"
    html = html.replace("</head>", head, 1)
    html = html.replace("<body>", f"<body>{body}<main><h1>{_MARK}TITRE{_MARK}</h1>", 1).replace(
        "</body>", "</main></body>", 1
    )
    return tuple(html.split(_MARK))


def fill(frame: Frame, title: str, box: Bounds, layers: Mapping[str, Any]) -> bytes:
    """Return the page of one map: its title, where it looks, and the GeoJSON of its layers."""
    south, west, north, east = box
    values = {
        "TITRE": escape(title),
        "CENTRE": in_script([(south + north) / 2, (west + east) / 2]),
        "BORNES": in_script([[south, west], [north, east]]),
        **{name: in_script(value) for name, value in layers.items()},
    }
    return "".join(values[piece] if place % 2 else piece for place, piece in enumerate(frame)).encode()


def _marked(html: str, what: str, value: str) -> str:
    marked, found = re.subn(what, f"{_MARK}{value}{_MARK}", html, flags=re.DOTALL)
    if found != 1:
        raise ValueError(f"folium no longer writes {value} where it did ({found} times)")
    return marked
