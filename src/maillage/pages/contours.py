"""The contours of communes, for the maps of venues: a point says nothing on an empty ground."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from maillage.model import Commune, LateAsset, nothing_else
from maillage.pages import addresses
from maillage.pages.context import Context
from maillage.positions import places
from maillage.territory import commune_contours, epci_contours


def assets(context: Context) -> Iterator[LateAsset]:
    """Yield one file for each EPCI that the site or one of its venues touches, as GeoJSON, sorted by SIREN."""
    for siren in sorted({*context.selection.epci, *_of_venues(context)} & set(epci_contours())):
        yield LateAsset(addresses.contours(siren), partial(_geojson, context, siren), nothing_else)


def url(commune: Commune | None) -> str | None:
    """Return the file that holds the contour of a commune, None where no contour is known."""
    return addresses.contours(commune.epci) if commune and commune.epci and commune.epci in epci_contours() else None


def _geojson(context: Context, siren: str) -> bytes:
    territory = context.catalogue.territory
    members = (territory.communes[code] for code in territory.epci[siren].communes if code in territory.communes)
    features = [
        {
            "type": "Feature",
            "properties": {"code_insee": commune.code_insee, "nom": commune.nom},
            "geometry": contour,
        }
        for commune in members
        if (contour := commune_contours(commune.departement).get(commune.code_insee))
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _of_venues(context: Context) -> Iterator[str]:
    for lieu in context.published:
        for _, adresse, _ in places(lieu):
            commune = context.commune(adresse)
            if commune and commune.epci:
                yield commune.epci
