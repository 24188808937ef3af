"""Every venue of the search in columns of numbers: all that filters and order need, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from maillage import offers
from maillage.facets import conditions, words
from maillage.facets.communes import GRID
from maillage.facets.shared import Shared
from maillage.facets.timetables import OF_THE_PLACE, Timetables
from maillage.hours import horizon
from maillage.model import Adresse, Commune, Lieu, Placed, Service, Site, Territory
from maillage.nomenclature import Nomenclature
from maillage.positions import places

PRECISIONS: Final = ("saisie", "adresse", "mairie")


def index_data(
    lieux: Iterable[Lieu],
    placed: Mapping[str, Placed],
    *,
    nomenclature: Nomenclature,
    territory: Territory,
    site: Site,
    today: date,
) -> dict[str, Any]:
    """Return the columns of some venues, in their order, and what their numbers point at."""
    index = _Index(placed, nomenclature, territory, today)
    for lieu in lieux:
        index.add(lieu)
    return index.document(site)


def commune_of(adresse: Adresse, territory: Territory) -> Commune | None:
    """Return today's commune of an address, None for a code that the reference does not know."""
    return territory.communes.get(territory.anciens_codes.get(adresse.code_insee, adresse.code_insee))


class _Index:
    """Columns that grow venue after venue."""

    def __init__(
        self, placed: Mapping[str, Placed], nomenclature: Nomenclature, territory: Territory, today: date
    ) -> None:
        self.placed, self.nomenclature, self.territory, self.today = placed, nomenclature, territory, today
        self.timetables = Timetables(*horizon(today))
        self.services, self.lots = Shared(), Shared()
        self.conditions, self.faits = Shared({}), Shared()
        self.communes: dict[str, int] = {}
        self.kinds: set[str] = set()
        self.lieux: dict[str, list[Any]] = {
            key: [] for key in ("id", "nom", "telephone", "verifie_le", "faits", "fermetures")
        }
        self.points: dict[str, list[Any]] = {
            key: [] for key in ("lieu", "commune", "latitude", "longitude", "precision", "etape", "horaires")
        }
        self.offres: dict[str, list[Any]] = {key: [] for key in ("lieu", "lot", "conditions", "horaires", "fermetures")}
        self.suspended: list[int] = []
        self.silent: list[int] = []

    def add(self, lieu: Lieu) -> None:
        """Add a venue, where it is or stops, and what it does."""
        rank = len(self.lieux["id"])
        departement: str | None = None
        self.kinds.update(lieu.typologies)
        _append(
            self.lieux,
            id=lieu.id,
            nom=lieu.nom,
            telephone=lieu.telephone,
            verifie_le=lieu.verifie_le if isinstance(lieu.verifie_le, str) else lieu.verifie_le.isoformat(),
            faits=self.faits.rank(conditions.of_venue(lieu)),
            fermetures=self.timetables.closed(lieu.fermetures),
        )
        if lieu.statut == "suspendu":
            self.suspended.append(rank)
        elif not lieu.services and not lieu.services_exclus:
            self.silent.append(rank)
        texts: dict[str, tuple[str | None, str | None]] = {lieu.id: (None, lieu.horaires)}
        for etape in lieu.itinerance.etapes if lieu.itinerance else ():
            texts[f"{lieu.id}/{etape.id}"] = (etape.nom, etape.horaires)
        for key, adresse, _ in places(lieu):
            name, text = texts[key]
            commune = commune_of(adresse, self.territory)
            here = commune.departement if commune else None
            departement = departement or here
            self._point(rank, key, commune, name, self.timetables.of(text, here))
        for offer in offers.current(lieu, self.today):
            self._offer(rank, offer.service, offer.codes, departement)

    def _point(self, rank: int, key: str, commune: Commune | None, etape: str | None, horaires: int | None) -> None:
        placed = self.placed.get(key)
        _append(
            self.points,
            lieu=rank,
            commune=self.communes.setdefault(commune.code_insee, len(self.communes)) if commune else None,
            latitude=round(placed.position.latitude * GRID) if placed else None,
            longitude=round(placed.position.longitude * GRID) if placed else None,
            precision=PRECISIONS.index(placed.precision) if placed else None,
            etape=etape,
            horaires=horaires,
        )

    def _offer(self, rank: int, service: Service, codes: tuple[str, ...], departement: str | None) -> None:
        text = service.horaires
        _append(
            self.offres,
            lieu=rank,
            lot=self.lots.rank([self.services.rank(code) for code in codes]),
            conditions=self.conditions.rank(conditions.of_entry(service)),
            horaires=OF_THE_PLACE if text == "lieu" else self.timetables.of(text, departement),
            fermetures=self.timetables.closed(service.fermetures),
        )

    def document(self, site: Site) -> dict[str, Any]:
        """Return all the columns, and what their numbers point at."""
        communes = [self.territory.communes[code] for code in self.communes]
        sirens = sorted({commune.epci for commune in communes if commune.epci})
        places_of = {siren: rank for rank, siren in enumerate(sirens)}
        seuils = site.seuils
        return {
            "du": self.timetables.start.isoformat(),
            "au": self.timetables.end.isoformat(),
            "seuils": {
                "proche_km": seuils.proche_km,
                "loin_km": seuils.loin_km,
                "a_surveiller_mois": seuils.a_surveiller_mois,
                "a_verifier_mois": seuils.a_verifier_mois,
                "a_actualiser_mois": seuils.a_actualiser_mois,
            },
            "feries": self.timetables.holidays,
            "epci": [[siren, self.territory.epci[siren].nom] for siren in sirens],
            "communes": {
                "code_insee": [commune.code_insee for commune in communes],
                "nom": [commune.nom for commune in communes],
                "epci": [places_of[commune.epci] if commune.epci else None for commune in communes],
            },
            "typologies": words.kinds(self.nomenclature, self.kinds),
            "journees": self.timetables.days.values,
            "horaires": self.timetables.hours.values,
            "fermetures": self.timetables.closures.values,
            "services": self.services.values,
            "lots": self.lots.values,
            "conditions": self.conditions.values,
            "faits": self.faits.values,
            "suspendus": self.suspended,
            "muets": self.silent,
            "lieux": self.lieux,
            "points": self.points,
            "offres": self.offres,
        }


def _append(columns: dict[str, list[Any]], **row: Any) -> None:
    for key, value in row.items():
        columns[key].append(value)
