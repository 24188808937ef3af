"""Rules on where a venue is: commune, postcode, INSEE code and position must tell one story."""

from __future__ import annotations

from collections.abc import Iterator

from maillage import territory as geography
from maillage.checks.prepositions import at, of
from maillage.checks.subject import Finding, Venue, rule
from maillage.model import Adresse, Commune, Lieu, Position, Territory
from maillage.nomenclature import fold
from maillage.records import Where

# A venue may stand a little outside the contour that is drawn of its commune, never this far (issue, DESIGN §5).
MARGIN_KM = 2.0
# Paris, Lyon and Marseille: their arrondissements have codes of their own and are not communes.
_DISTRICTS = ("751", "6938", "132")


@rule("commune-inconnue", "erreur")
def commune_exists(venue: Venue) -> Iterator[Finding]:
    """Le code INSEE est celui d’une commune : sans lui, le lieu n’est dans aucune intercommunalité."""
    for where, adresse in addresses(venue.lieu):
        if _commune(adresse, venue.territory) is None:
            meant = _named(adresse, venue.territory)
            yield Finding(
                (*where, "code_insee"),
                f"« {adresse.code_insee} » n’est le code INSEE d’aucune commune",
                f"{meant.nom} ({adresse.code_postal}) a le code {meant.code_insee}"
                if meant
                else "cherchez le code INSEE de la commune (cinq signes) ; ce n’est pas le code postal",
            )


@rule("commune-fusionnee", "attention")
def commune_is_of_today(venue: Venue) -> Iterator[Finding]:
    """Le code INSEE est celui d’une commune d’aujourd’hui : après une fusion, l’ancien code ne mène plus à rien."""
    for where, adresse in addresses(venue.lieu):
        today = venue.territory.anciens_codes.get(adresse.code_insee)
        commune = venue.territory.communes.get(today) if today else None
        if commune and adresse.code_insee not in venue.territory.communes:
            district = adresse.code_insee.startswith(_DISTRICTS)
            was = (
                "le code d’un arrondissement" if district else "l’ancien code d’une commune qui fait maintenant partie"
            )
            yield Finding(
                (*where, "code_insee"),
                f"« {adresse.code_insee} » est {was} {of(commune.nom)}",
                f'écrivez « code_insee: "{commune.code_insee}" » et « commune: {commune.nom} » '
                "(l’ancien nom peut aller dans « complement_adresse »)",
            )


@rule("code-postal", "erreur")
def postcode_is_of_the_commune(venue: Venue) -> Iterator[Finding]:
    """Le code postal est un de ceux de la commune : sinon, l’un des deux est faux, et le lieu aussi."""
    for where, adresse in addresses(venue.lieu):
        commune = _commune(adresse, venue.territory)
        if commune is None or not commune.codes_postaux or adresse.code_postal in commune.codes_postaux:
            continue
        meant = _named(adresse, venue.territory)
        if meant and meant != commune:
            hint = f"pour {meant.nom} ({adresse.code_postal}), le code INSEE est {meant.code_insee}"
        elif "cedex" in fold(adresse.commune).split():
            hint = "n’utilisez pas le code CEDEX du courrier d’entreprise : écrivez le code postal de la rue"
        else:
            hint = f"écrivez {' ou '.join(commune.codes_postaux)}, ou corrigez la commune"
        known = ", ".join(commune.codes_postaux)
        yield Finding(
            (*where, "code_postal"),
            f"« {adresse.code_postal} » n’est pas un code postal {of(commune.nom)} ({known})",
            hint,
        )


@rule("nom-de-commune", "attention")
def name_is_of_the_commune(venue: Venue) -> Iterator[Finding]:
    """Le nom de la commune est celui que porte son code INSEE : c’est lui que l’on tape pour chercher."""
    for where, adresse in addresses(venue.lieu):
        commune = venue.territory.communes.get(adresse.code_insee)
        if commune is None or fold(adresse.commune) == fold(commune.nom):
            continue
        meant = _named(adresse, venue.territory)
        if meant == commune:
            # Another spelling, or the name of a commune that has joined this one.
            continue
        if meant:
            hint = f"pour {meant.nom}, le code INSEE est {meant.code_insee}"
        else:
            hint = f"écrivez « commune: {commune.nom} » ; un ancien nom ou un quartier va dans « complement_adresse »"
        yield Finding(
            (*where, "commune"),
            f"le code {adresse.code_insee} est celui {of(commune.nom)}, pas de « {adresse.commune} »",
            hint,
        )


@rule("position-hors-commune", "erreur")
def position_is_in_the_commune(venue: Venue) -> Iterator[Finding]:
    """Une position écrite à la main est dans la commune, ou à moins de 2 km : une virgule déplacée mène en mer."""
    for where, adresse, position in _written_positions(venue.lieu):
        commune = _commune(adresse, venue.territory)
        if commune is None or _is_near(position, commune.mairie):
            continue
        if geography.is_in_commune(commune.code_insee, position, MARGIN_KM) is not False:
            continue
        yield Finding(where, *_lost(position, commune, venue.territory))


@rule("zone-inconnue", "attention")
def zones_exist(venue: Venue) -> Iterator[Finding]:
    """Une zone d’intervention est faite de codes qui existent : commune, intercommunalité ou département."""
    known = (venue.territory.communes, venue.territory.epci, venue.territory.departements)
    for where, code in _zones(venue.lieu):
        if any(code in codes for codes in known):
            continue
        commune = venue.territory.communes.get(venue.territory.anciens_codes.get(code, ""))
        yield Finding(
            where,
            f"« {code} » n’est le code d’aucune commune, d’aucune intercommunalité ni d’aucun département actuel",
            f'cette commune fait partie {of(commune.nom)} : écrivez "{commune.code_insee}"'
            if commune
            else "vérifiez le code ; ce n’est pas un code postal",
        )


def _zones(lieu: Lieu) -> Iterator[tuple[Where, str]]:
    for index, code in enumerate(lieu.zone_intervention):
        yield ("zone_intervention", index), code
    for place, service in enumerate(lieu.services):
        for index, code in enumerate(service.zone_intervention):
            yield ("services", place, "zone_intervention", index), code


def addresses(lieu: Lieu) -> Iterator[tuple[Where, Adresse]]:
    """Yield each address of a venue, its stops' included, with its path."""
    if lieu.adresse:
        yield ("adresse",), lieu.adresse
    if lieu.itinerance:
        for index, etape in enumerate(lieu.itinerance.etapes):
            yield ("itinerance", "etapes", index, "adresse"), etape.adresse


def _written_positions(lieu: Lieu) -> Iterator[tuple[Where, Adresse, Position]]:
    if lieu.adresse and lieu.position:
        yield ("position",), lieu.adresse, lieu.position
    if lieu.itinerance:
        for index, etape in enumerate(lieu.itinerance.etapes):
            if etape.position:
                yield ("itinerance", "etapes", index, "position"), etape.adresse, etape.position


def _is_near(position: Position, mairie: Position | None) -> bool:
    """Tell without any contour that a position is right: the town hall is in the commune, the margin around it."""
    return mairie is not None and geography.distance_km(position, mairie) <= MARGIN_KM


def _lost(position: Position, commune: Commune, territory: Territory) -> tuple[str, str]:
    """Return what to say of a position that is not in its commune, and what to do."""
    swapped = Position(latitude=position.longitude, longitude=position.latitude)
    if geography.is_in_commune(commune.code_insee, swapped, MARGIN_KM):
        return "la latitude et la longitude sont échangées", "échangez les deux valeurs"
    distance = f", à {_kilometres(position, commune.mairie)} de sa mairie" if commune.mairie else ""
    around = territory.communes.get(geography.commune_at(position) or "")
    if around:
        place = f"elle est {at(around.nom)} ({around.departement})"
    elif geography.in_france(position):
        place = "elle n’est dans aucune commune"
    else:
        place = "elle est en mer, ou hors de France"
    return (
        f"la position n’est pas {at(commune.nom)}{distance} : {place}",
        "corrigez la position, ou retirez-la : `maillage geocode` la calculera depuis l’adresse",
    )


def _kilometres(position: Position, mairie: Position) -> str:
    return f"{max(1, round(geography.distance_km(position, mairie)))} km"


def _commune(adresse: Adresse, territory: Territory) -> Commune | None:
    return territory.communes.get(territory.anciens_codes.get(adresse.code_insee, adresse.code_insee))


def _named(adresse: Adresse, territory: Territory) -> Commune | None:
    """Return the commune that the postcode and the name of an address tell without a doubt, whatever its code says."""
    found = geography.find_commune(territory, adresse.code_postal, adresse.commune)
    return found if isinstance(found, Commune) else None
