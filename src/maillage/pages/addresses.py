"""Where each page lives. These addresses are for ever: printed sheets and other sites lead to them."""

from __future__ import annotations

from maillage.coverage import Niveau

HOME = ""
LIEUX = "lieux/"
LIEUX_FERMES = "lieux-fermes/"
COMMUNES = "communes/"
EPCI = "epci/"
DEPARTEMENTS = "departements/"
BESOINS = "besoins/"
ORIENTER = "orienter/"
REFERENCE = "reference/"
DONNEES = "donnees/"
COUVERTURE = "couverture/"
COUVERTURE_METHODE = "couverture/methode/"
COUVERTURE_EXPLORER = "couverture/explorer/"
COUVERTURE_EVOLUTION = "couverture/evolution/"
COUVERTURE_BESOIN = "couverture/besoin-et-offre/"
COUVERTURE_DONNEES = "donnees/couverture/"
ASSETS = "assets/maillage/"


def lieu(identifier: str) -> str:
    """Return the address of a venue."""
    return f"{LIEUX}{identifier}/"


def commune(code_insee: str) -> str:
    """Return the address of a commune, by its INSEE code."""
    return f"{COMMUNES}{code_insee}/"


def epci(siren: str) -> str:
    """Return the address of an intercommunality, by its SIREN."""
    return f"{EPCI}{siren}/"


def departement(code: str) -> str:
    """Return the address of a département, by its code."""
    return f"{DEPARTEMENTS}{code}/"


def semaine(territoire: str) -> str:
    """Return the address of the weekly grid of a territory, given that of its page."""
    return f"{territoire}semaine/"


def livret(territoire: str) -> str:
    """Return the address of the booklet of a territory, given that of its page."""
    return f"{territoire}livret/"


def besoin(code: str, departement: str | None = None) -> str:
    """Return the address of a need, or of its part for one département where the whole is too long for a page."""
    return f"{BESOINS}{code}/{departement}/" if departement else f"{BESOINS}{code}/"


def reference(name: str) -> str:
    """Return the address of one page of the reference of the file format."""
    return f"{REFERENCE}{name}/"


def carte_epci(siren: str) -> str:
    """Return the address of the overview map of an intercommunality, which is shown in a frame."""
    return f"cartes/epci-{siren}.html"


def contours(siren: str) -> str:
    """Return the address of the contours of the communes of an intercommunality, in GeoJSON."""
    return f"{DONNEES}contours/{siren}.json"


def couverture(niveau: Niveau, code: str) -> str:
    """Return the address of the coverage report of the hub, a département or an intercommunality."""
    return f"{COUVERTURE}{_folder(niveau, code)}"


def couverture_carte(niveau: Niveau, code: str) -> str:
    """Return the address of the coverage map of an area, which is shown in a frame."""
    return "cartes/couverture.html" if niveau == "hub" else f"cartes/couverture-{niveau}-{code}.html"


def couverture_donnees(niveau: Niveau, code: str, extension: str) -> str:
    """Return the address of the figures of an area, as "csv" or "json"."""
    name = "hub" if niveau == "hub" else _folder(niveau, code).strip("/")
    return f"{COUVERTURE_DONNEES}{name}.{extension}"


def couverture_besoin(besoin: str, dimension: str) -> str:
    """Return the address of an indicator of need beside one dimension of the offer."""
    return f"{COUVERTURE_BESOIN}{besoin}/{dimension}/"


def couverture_evolution(jour: str) -> str:
    """Return the address of the comparison with the edition of a day."""
    return f"{COUVERTURE_EVOLUTION}{jour}/"


def couverture_indicateur(nom: str) -> str:
    """Return the address of the definition of an indicator, on the page of the method."""
    return f"{COUVERTURE_METHODE}#{nom}"


def _folder(niveau: Niveau, code: str) -> str:
    if niveau == "hub":
        return ""
    return departement(code) if niveau == "departement" else epci(code)


def up(url: str) -> str:
    """Return the way from a page back to the root of the site: "../../" for "lieux/x/", "" for the home page."""
    return "../" * url.count("/")
