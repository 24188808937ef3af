"""The nouns of the project: frozen dataclasses that depend on the standard library alone.

Every field that comes from a YAML file bears the French key of that file. `None` (or an empty tuple)
always means *unknown*, never *no*: a "no" is the word `non`.
"""

from maillage.model.lieu import (
    Accessibilite,
    Adresse,
    ContactProfessionnels,
    Equipement,
    Etape,
    Fermeture,
    FermetureDatee,
    Hote,
    Itinerance,
    Label,
    Langue,
    Lieu,
    Operateur,
    OuiNon,
    Placed,
    Position,
    Service,
    ServicesExclus,
    StructureParente,
    Tarif,
)
from maillage.model.page import Asset, Draft, LateAsset, Page
from maillage.model.problem import Level, Problem
from maillage.model.site import ContactSite, Depot, FondDeCarte, Recense, Seuils, Site, TerritoireSite
from maillage.model.territory import (
    Commune,
    Departement,
    Epci,
    Millesime,
    Region,
    Territory,
)

__all__ = [
    "Accessibilite",
    "Adresse",
    "Asset",
    "Commune",
    "ContactProfessionnels",
    "ContactSite",
    "Departement",
    "Depot",
    "Draft",
    "Epci",
    "Equipement",
    "Etape",
    "Fermeture",
    "FermetureDatee",
    "FondDeCarte",
    "Hote",
    "Itinerance",
    "Label",
    "Langue",
    "LateAsset",
    "Level",
    "Lieu",
    "Millesime",
    "Operateur",
    "OuiNon",
    "Page",
    "Placed",
    "Position",
    "Problem",
    "Recense",
    "Region",
    "Service",
    "ServicesExclus",
    "Seuils",
    "Site",
    "StructureParente",
    "Tarif",
    "TerritoireSite",
    "Territory",
]
