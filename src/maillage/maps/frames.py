"""The frames of maps as folium has made them, kept from one build to the next: importing it takes half a second."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

from maillage import cache as kept
from maillage import digests
from maillage.maps.frame import Frame
from maillage.maps.shades import Shade
from maillage.model import FondDeCarte


@cache
def overview_frame(tiles: FondDeCarte | None) -> Frame:
    """Return the frame of an overview map: CONTOUR, COMMUNES, LIEUX."""

    def drawn() -> Frame:
        from maillage.maps import folium_frames

        return folium_frames.overview_frame(tiles)

    return _kept(drawn, "ensemble", repr(tiles))


@cache
def coverage_frame(tiles: FondDeCarte | None, shades: tuple[Shade, ...], small: bool) -> Frame:
    """Return the frame of a coverage map: ZONES, LIMITE, LIEUX, NOMS."""

    def drawn() -> Frame:
        from maillage.maps import folium_frames

        return folium_frames.coverage_frame(tiles, shades, small)

    return _kept(drawn, "couverture", repr((tiles, shades, small)))


def _kept(drawn: Callable[[], Frame], *of: str) -> Frame:
    folder = Path(__file__).parent
    path = kept.file("carte", folder, f"-{digests.of(*of)}")
    made_by = digests.of(digests.of_path(folder), digests.of_installation())
    content = kept.unsealed(path, made_by)
    if content is None:
        frame = drawn()
        kept.seal(path, made_by, json.dumps(frame, ensure_ascii=False).encode())
        return frame
    return tuple(json.loads(content))
