"""The maps of a site: pages of their own, each shown in a frame above the table that says the same.

Nothing is fetched from a third party but the map tiles, and only where the site has chosen some: without them the
contours and the names of the largest communes are enough to read the map.
"""

from maillage.maps.coverage import Dot, Zone, coverage
from maillage.maps.features import Bounds, Lettering, PlaceName, Point, apart, bounds, lines, narrowing
from maillage.maps.overview import overview
from maillage.maps.shades import DECLARES, SILENT, Motif, Shade, fill_of, patterns

__all__ = [
    "DECLARES",
    "SILENT",
    "Bounds",
    "Dot",
    "Lettering",
    "Motif",
    "PlaceName",
    "Point",
    "Shade",
    "Zone",
    "apart",
    "bounds",
    "coverage",
    "fill_of",
    "lines",
    "narrowing",
    "overview",
    "patterns",
]
