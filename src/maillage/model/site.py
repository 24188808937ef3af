"""What a site file says: one class per object of `schema/site.schema.json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OuiNon = Literal["oui", "non"]

Recense = Literal["oui", "non", ""]
"""Whether somebody has looked for venues somewhere; empty where the site does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoireSite:
    """What the site covers: the union of the codes given; `recenses` are the EPCI where somebody has looked."""

    regions: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    epci: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    recenses: tuple[str, ...] = ()

    def recense(self, siren: str | None, *, vide: bool = False) -> Recense:
        """Return whether somebody has looked for venues in an EPCI.

        Nobody has in an empty directory (`vide`), whatever the site says. A site that lists no EPCI at all has not
        answered the question, and cannot answer it for communes that have none.
        """
        if vide:
            return "non"
        if not self.recenses or siren is None:
            return ""
        return "oui" if siren in self.recenses else "non"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSite:
    """Who answers for the directory."""

    nom: str
    courriel: str
    telephone: str | None = None
    adresse: str | None = None
    site_web: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Depot:
    """Where the files live: `modifier` and `signaler` are URL templates with `{chemin}` and `{id}`."""

    modifier: str
    signaler: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seuils:
    """Settings of the hub, printed wherever they are used; none is a norm. Kilometres and months.

    Venues outside the territory but at most `autour_km` from one of its town halls have their page too: people
    do not stop at a border.
    """

    proche_km: float = 2.5
    loin_km: float = 10.0
    autour_km: float = 15.0
    a_surveiller_mois: int = 6
    a_verifier_mois: int = 12
    a_actualiser_mois: int = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class FondDeCarte:
    """Map tiles: the only request a page makes to a third party."""

    url: str
    attribution: str
    zoom_max: int = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One site, as its file declares it."""

    slug: str
    titre: str
    sous_titre: str | None = None
    presentation: str | None = None
    adresse_publique: str
    territoire: TerritoireSite
    contact: ContactSite
    depot: Depot | None = None
    seuils: Seuils = Seuils()
    fond_de_carte: FondDeCarte | None = None
    hors_ligne: OuiNon = "oui"
    demonstration: OuiNon = "non"
    editeur: str | None = None
    hebergeur: str | None = None
