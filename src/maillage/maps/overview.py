"""The overview map of a territory: its contour, its venues, its largest communes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import folium
from folium.utilities import JsCode

from maillage.maps.features import PlaceName, Point, apart, at, bounds, collection, feature, names_of
from maillage.maps.frame import NOTHING, SOMEWHERE, Frame, cut, empty_map, fill
from maillage.model import FondDeCarte

_CONTOUR_STYLE = {"color": "#123f6d", "weight": 2, "fillColor": "#ffffff", "fillOpacity": 0.5}

# The texts of a venue only ever enter the page as text nodes: no markup of theirs can act.
POINT = JsCode("""
  (feature, latlng) => L.marker(latlng, {
    icon: L.divIcon({ className: "mg-point mg-point--" + feature.properties.precision, iconSize: [24, 24] }),
    title: feature.properties.nom,
    alt: feature.properties.nom
  })
""")
POPUP = JsCode("""
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
NAME = JsCode("""
  (feature, latlng) => {
    const name = document.createElement("span");
    name.textContent = feature.properties.nom;
    return L.marker(latlng, {
      interactive: false, keyboard: false, zIndexOffset: 1000,
      icon: L.divIcon({ className: "mg-commune", iconSize: null, html: name })
    });
  }
""")


def overview(
    title: str,
    contour: Mapping[str, Any],
    points: Iterable[Point],
    names: Sequence[PlaceName],
    tiles: FondDeCarte | None,
) -> bytes:
    """Return the HTML page of one map, to publish one level below the root; the same input gives the same bytes."""
    box = bounds([contour])
    layers = {
        "CONTOUR": feature(contour, {}),
        "COMMUNES": names_of(apart(names, box)),
        "LIEUX": collection(
            at(
                point.position,
                {"nom": point.nom, "url": point.url, "lignes": list(point.lignes), "precision": point.precision},
            )
            for point in points
        ),
    }
    return fill(_frame(tiles), title, box, layers)


@cache
def _frame(tiles: FondDeCarte | None) -> Frame:
    return cut(
        empty_map(tiles),
        {
            "CONTOUR": folium.GeoJson(SOMEWHERE, name="contour", style_function=lambda _: _CONTOUR_STYLE),
            "COMMUNES": folium.GeoJson(NOTHING, name="communes", point_to_layer=NAME),
            "LIEUX": folium.GeoJson(NOTHING, name="lieux", point_to_layer=POINT, on_each_feature=POPUP),
        },
    )
