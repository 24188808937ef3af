"""The administrative geography of France, as reference data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.model.lieu import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Millesime:
    """What a reference is and how old it is, printed wherever it is used."""

    nom: str
    annee: str
    source: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """One commune of today; `population` is the municipal population, `mairie` its town hall."""

    code_insee: str
    nom: str
    codes_postaux: tuple[str, ...]
    population: int | None
    epci: str | None
    departement: str
    region: str
    mairie: Position | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Epci:
    """One intercommunality, by its SIREN; `communes` and `departements` are sorted codes."""

    siren: str
    nom: str
    nature: str
    population: int | None
    communes: tuple[str, ...]
    departements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Departement:
    """One département, by its INSEE code."""

    code: str
    nom: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One region, by its INSEE code."""

    code: str
    nom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """The whole reference, keyed by code; `anciens_codes` leads from a merged commune to today's."""

    communes: Mapping[str, Commune]
    epci: Mapping[str, Epci]
    departements: Mapping[str, Departement]
    regions: Mapping[str, Region]
    anciens_codes: Mapping[str, str]
    millesimes: tuple[Millesime, ...]
