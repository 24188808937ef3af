"""What is declared theme by theme and service by service, and what labelled venues bring beside the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maillage.coverage import ANY_LABEL, NO_LABEL, Question
from maillage.pages import addresses, words
from maillage.pages.couverture.essentials import Essentials
from maillage.pages.couverture.measures import Reading
from maillage.pages.couverture.presence import weekly
from maillage.pages.couverture.table import INTERVAL, Line, Table, far_column, near_column, people_source
from maillage.pages.couverture.wording import between, people, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One theme: the table of its services that somebody declares, and the names of the others."""

    libelle: str
    structures: str
    portee: str
    services: Table | None
    non_declares: tuple[str, ...]

    @property
    def combien(self) -> tuple[int, int]:
        """How many of its services are declared, and how many there are."""
        declared = len(self.services.lignes) if self.services else 0
        return declared, declared + len(self.non_declares)


def themes(reading: Reading) -> tuple[Theme, ...]:
    """Return every theme of the nomenclature, with its services."""
    nomenclature = reading.measures.world.nomenclature
    by_theme: dict[str, list[str]] = {code: [] for code in nomenclature.themes}
    for entry in nomenclature.services.values():
        by_theme.setdefault(entry.theme, []).append(entry.code)
    return tuple(_theme(reading, code, services) for code, services in by_theme.items())


def on_paper(found: Sequence[Theme], told: Essentials) -> str:
    """Return how many services of each theme are declared; only those themes where most records do not say."""
    if told.silencieuses * 2 < told.lieux or not told.lieux:
        return (
            f"{_counted(found)}. Qu’un service ne soit déclaré par personne ne veut pas dire que personne ne le rend."
        )
    verb = "ne dit" if told.silencieuses < 2 else "ne disent"
    silent = f"{words.count(told.silencieuses, 'fiche')} sur {whole(told.lieux)} {verb} pas ce qu’on y fait."
    declared = [theme for theme in found if theme.services]
    if not declared:
        return f"Rien n’est déclaré{words.NBSP}: {silent}"
    others = words.count(len(found) - len(declared), "autre thème", "autres thèmes")
    return f"{_counted(declared)}. Rien dans les {others}{words.NBSP}: {silent}"


def _counted(found: Iterable[Theme]) -> str:
    colon, semicolon = f"{words.NBSP}: ", f"{words.NBSP}; "
    counted = ((theme.libelle, *theme.combien) for theme in found)
    return semicolon.join(f"{name}{colon}{declared} sur {every}" for name, declared, every in counted)


def _theme(reading: Reading, code: str, services: list[str]) -> Theme:
    mesh, labels = reading.measures.mesh, reading.measures.context.label
    rank = mesh.areas.rank[reading.area.niveau, reading.area.code]
    declared = [service for service in services if mesh.structures_by_service[service][rank]]
    question = Question(genre="theme", code=code)
    table = Table(
        titre=f"Services déclarés, {labels('themes', code)}",
        source=f"{people_source(reading)} {INTERVAL}",
        colonnes=(
            "Service",
            "Structures",
            near_column(reading),
            far_column(reading),
        ),
        lignes=tuple(_service(reading, service) for service in declared),
    )
    return Theme(
        libelle=labels("themes", code),
        structures=between(reading.get("structures", question)),
        portee=people(reading.get("personnes_a_portee", question, seuil_km=reading.far)),
        services=table if declared else None,
        non_declares=tuple(labels("services", service) for service in services if service not in declared),
    )


def _service(reading: Reading, code: str) -> Line:
    question = Question(genre="service", code=code)
    return Line(
        reading.measures.context.label("services", code),
        (
            between(reading.get("structures", question)),
            people(reading.get("personnes_a_portee", question, seuil_km=reading.near)),
            people(reading.get("personnes_a_portee", question, seuil_km=reading.far)),
        ),
        addresses.besoin(code),
    )


def labels(reading: Reading) -> Table:
    """Return what labelled venues bring beside those that declare none."""
    nomenclature, get = reading.measures.world.nomenclature, reading.get
    rows = []
    for code in (*nomenclature.labels, ANY_LABEL, NO_LABEL):
        question = Question(genre="label", code=code)
        venues = get("fiches", question)
        if venues.valeur or code not in nomenclature.labels:
            rows.append(
                Line(
                    _LABELS.get(code) or nomenclature.labels[code].libelle,
                    (
                        whole(venues.valeur),
                        weekly(reading, "heures_semaine", question),
                        whole(get("personnes_a_portee", question, seuil_km=reading.near).valeur),
                        whole(get("personnes_a_portee", question, seuil_km=reading.far).valeur),
                    ),
                )
            )
    return Table(
        titre="Les lieux qui ont un label, à côté des autres",
        source=f"{people_source(reading)} Un lieu peut avoir plusieurs labels, et aucun ne dit ce que le lieu fait.",
        colonnes=(
            "Label ou habilitation",
            "Lieux",
            "Heures par semaine",
            near_column(reading),
            far_column(reading),
        ),
        lignes=tuple(rows),
    )


_LABELS = {ANY_LABEL: "Au moins un label", NO_LABEL: "Aucun label déclaré"}
