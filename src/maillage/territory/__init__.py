"""The administrative geography of France: codes, names, populations, contours, and what contains what.

The reference ships inside the package and is read on demand; nothing here opens a socket. `scripts/update-territories`
rebuilds it. Functions that take a `Territory` work on any, hand-made ones included; those that speak of contours
use the packaged ones.
"""

from maillage.territory.contours import (
    Reach,
    commune_at,
    commune_contours,
    departement_contours,
    epci_box,
    epci_contours,
    in_france,
    is_in_commune,
    neighbours,
)
from maillage.territory.names import clean_postcode, find_commune
from maillage.territory.nearest import Grid, Near
from maillage.territory.reference import EARTH_RADIUS_KM, distance_km, former_names, load, supposed_mairies
from maillage.territory.selection import communes_of, epci_of

__all__ = [
    "EARTH_RADIUS_KM",
    "Grid",
    "Near",
    "Reach",
    "clean_postcode",
    "commune_at",
    "commune_contours",
    "communes_of",
    "departement_contours",
    "distance_km",
    "epci_box",
    "epci_contours",
    "epci_of",
    "find_commune",
    "former_names",
    "in_france",
    "is_in_commune",
    "load",
    "neighbours",
    "supposed_mairies",
]
