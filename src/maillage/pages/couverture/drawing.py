"""A map for paper: the same classes as the map in its frame, as one drawing that any browser prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any, Final

from maillage.maps import DECLARES, SILENT, Bounds, Dot, Lettering, PlaceName, Zone, fill_of, lines, narrowing

_WIDTH, _HEIGHT, _MARGIN = 1000, 620, 12

PAPER: Final = Lettering(_WIDTH, _HEIGHT, 26, 12.5)
"""The drawing, with its names as the style sheet sets them for paper."""

_MANY: Final = 150

_Project = Callable[[float, float], tuple[int, int]]


def drawing(
    title: str,
    box: Bounds,
    zones: Sequence[Zone],
    limite: Mapping[str, Any] | None,
    dots: Sequence[Dot],
    names: Iterable[PlaceName],
) -> str:
    """Return the SVG of a map; names are escaped here, all the rest is numbers."""
    project, width, height = _projection(box)
    radius, stroke = (5, 2) if len(dots) < _MANY else (2, 1)
    parts = [
        f'<svg class="mg-dessin" role="img" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title>",
        '<g stroke="#545b66" stroke-width="1" stroke-linejoin="round">',
        *(f'<path fill="{fill_of(zone.classe)}" d="{_path(zone.contour, project)}"/>' for zone in zones),
        "</g>",
    ]
    if limite:
        dashed = f'fill="none" stroke="{DECLARES}" stroke-width="{stroke}" stroke-dasharray="9 6"'
        parts.append(f'<path {dashed} d="{_path(limite, project)}"/>')
    parts.append(f'<g stroke="{DECLARES}" stroke-width="{stroke}">')
    for dot in dots:
        x, y = project(dot.position.longitude, dot.position.latitude)
        parts.append(f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{DECLARES if dot.declare else SILENT}"/>')
    parts.append('</g><g class="mg-dessin-noms">')
    for name in names:
        x, y = project(name.position.longitude, name.position.latitude)
        half = round(len(name.nom) * PAPER.letter / 2) + 1
        parts.append(f'<text x="{max(half, min(x, width - half))}" y="{y}">{escape(name.nom)}</text>')
    parts.append("</g></svg>")
    return "".join(parts)


def _projection(box: Bounds) -> tuple[_Project, int, int]:
    """Return how a longitude and a latitude fall on the drawing, and its size."""
    south, west, north, east = box
    shorter = narrowing((south + north) / 2)
    wide, high = max((east - west) * shorter, 1e-6), max(north - south, 1e-6)
    scale = min((_WIDTH - 2 * _MARGIN) / wide, (_HEIGHT - 2 * _MARGIN) / high)

    def project(longitude: float, latitude: float) -> tuple[int, int]:
        return (
            round(_MARGIN + (longitude - west) * shorter * scale),
            round(_MARGIN + (north - latitude) * scale),
        )

    return project, round(2 * _MARGIN + wide * scale), round(2 * _MARGIN + high * scale)


def _path(geometry: Mapping[str, Any], project: _Project) -> str:
    closed = "Z" if geometry["type"].endswith("Polygon") else ""
    # Points that fall on the same one are drawn once: a small commune has more points than the paper.
    drawn = (tuple(dict.fromkeys(project(*point) for point in line)) for line in lines(geometry))
    return "".join(f"{_line(points)}{closed}" for points in drawn if len(points) > 1)


def _line(points: Sequence[tuple[int, int]]) -> str:
    """Return a line as a point and the steps from one to the next, which are short to write."""
    first = points[0]
    steps = " ".join(f"{after[0] - before[0]} {after[1] - before[1]}" for before, after in pairwise(points))
    return f"M{first[0]} {first[1]}l{steps}".replace(" -", "-")
