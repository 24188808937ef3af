"""What the territory of a site holds: the union of the codes that its file gives."""

from __future__ import annotations

from maillage.model import Commune, Epci, TerritoireSite, Territory


def communes_of(territory: Territory, selection: TerritoireSite) -> tuple[Commune, ...]:
    """Return the communes of a site's territory, sorted by code; unknown codes hold nothing (checks report them)."""
    own = {territory.anciens_codes.get(code, code) for code in selection.communes}
    return tuple(
        commune
        for code, commune in sorted(territory.communes.items())
        if commune.region in selection.regions
        or commune.departement in selection.departements
        or commune.epci in selection.epci
        or code in own
    )


def epci_of(territory: Territory, selection: TerritoireSite) -> tuple[Epci, ...]:
    """Return the EPCI that have at least one commune in a site's territory, sorted by SIREN.

    An EPCI may reach beyond the territory: a département cuts through some.
    """
    sirens = {commune.epci for commune in communes_of(territory, selection)}
    return tuple(epci for siren, epci in sorted(territory.epci.items()) if siren in sirens)
