"""Every indicator, in the order of reports and of the method page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from maillage.coverage import fragility, openings, presence, quality
from maillage.coverage.registry import Family, Indicator, vintage
from maillage.coverage.world import World

INDICATORS: Final[tuple[Indicator, ...]] = (
    quality.population,
    quality.communes,
    presence.structures,
    presence.fiches,
    presence.permanences,
    presence.organismes,
    presence.arrets,
    presence.communes_pourvues,
    presence.personnes_a_portee,
    presence.personnes_au_dela,
    presence.distance_mediane,
    presence.distance_p90,
    presence.distance_maximale,
    presence.distance_au_plus_proche,
    openings.heures_semaine,
    openings.heures_pour_10000,
    openings.horaires_inconnus,
    openings.demi_journee,
    openings.demi_journees_couvertes,
    openings.personnes_demi_journee,
    fragility.services_sans_lieu,
    fragility.services_fragiles,
    fragility.labels_finissent,
    fragility.financements_finissent,
    fragility.services_finissent,
    fragility.tenus_par_benevoles,
    quality.verification,
    quality.lieux_ouverts,
    quality.lieux_a_distance,
    quality.non_renseigne,
    quality.positions_approximatives,
    quality.personnes_position_supposee,
    quality.personnes_non_situees,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodRow:
    """What the method page says of one indicator."""

    nom: str
    libelle: str
    famille: Family
    definition: str
    unite: str
    numerateur: str
    denominateur: str
    source: str
    millesime: str


def method(world: World) -> tuple[MethodRow, ...]:
    """Return the table of the method page, one row per indicator, written from the code that computes them."""
    return tuple(
        MethodRow(
            nom=one.nom,
            libelle=one.libelle,
            famille=one.famille,
            definition=one.definition,
            unite=one.unite,
            numerateur=one.numerateur or one.libelle.lower(),
            denominateur=one.denominateur,
            source=one.source,
            millesime=vintage(world, one.source),
        )
        for one in INDICATORS
    )
