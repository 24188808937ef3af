"""What a hub puts beside the file of its site: figures of need, and past editions of its own figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

NeedLevel = Literal["commune", "epci"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One indicator of need: the higher the value, the greater the need. `valeurs` are by INSEE code or by SIREN.

    `code` is the name of its file.
    """

    code: str
    libelle: str
    source: str
    millesime: str
    niveau: NeedLevel
    valeurs: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLieu:
    """A venue that was open on the day of an edition; `verifie_le` is None where it was never checked."""

    id: str
    nom: str
    verifie_le: date | None
    epci: tuple[str, ...] = ()


Interval = tuple[int, int]
"""At least, as declared; and at most, if every unknown were a yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChiffres:
    """What a territory had in one dimension: structures, and people within the near and the far distance."""

    structures: Interval
    proche: Interval
    loin: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionTerritoire:
    """A territory on the day of an edition; one where nobody had looked has no figures."""

    niveau: Literal["hub", "departement", "epci", "commune"]
    code: str
    nom: str
    recense: bool
    population: int
    chiffres: Mapping[str, EditionChiffres] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The figures of a site on a day, with the settings they were worked out with.

    `population` is the vintage of the people. Figures are by dimension.
    """

    jour: date
    proche_km: float
    loin_km: float
    population: str
    lieux: tuple[EditionLieu, ...]
    territoires: tuple[EditionTerritoire, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFiles:
    """The indicators of need by their code, and the past editions, the latest first."""

    besoins: tuple[Need, ...] = ()
    editions: tuple[Edition, ...] = ()
