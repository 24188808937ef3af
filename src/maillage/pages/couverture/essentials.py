"""The few figures that the summary of a report is written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from maillage.coverage import HALF_DAYS, Figure, NewPermanence, Niveau, Similar, median_of_similar
from maillage.pages.couverture.measures import Reading
from maillage.pages.couverture.subject import Subject
from maillage.pages.couverture.wording import bounds


@dataclass(frozen=True, slots=True)
class Interval:
    """What is declared, and what it would be if every unknown were a yes."""

    au_moins: int
    au_plus: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Essentials:
    """One area on one day. Distances in kilometres; people and communes are those where somebody has looked.

    `entier` is how many communes an EPCI has in all where the site holds only a part of it, `departements` the names of
    those it reaches across; `debordent` are the EPCI that a département holds a part of, `non_recensees` those left
    out. `eloignees` are the farthest communes with their distance. `demi_journees_vides` are those that nobody is known
    to cover. `part` and `similaires` compare the share of people within the far distance; `une_de_plus` is where one
    more permanence brings the most people, and how many.
    """

    nom: str
    niveau: Niveau
    jour: date
    annee: str
    sujet: Subject
    proche_km: float
    loin_km: float
    communes: int
    population: int
    lieux: int
    structures: Interval
    communes_pourvues: Interval
    proche: Interval
    loin: Interval
    sans_rdv: Interval
    mediane: float | None
    p90: float | None
    heures: float
    heures_sans_rdv: float
    horaires_inconnus: int
    horaires: int
    demi_journees_vides: tuple[str, ...]
    services: int
    services_sans_lieu: int
    services_fragiles: int
    labels_finissent: int
    financements_finissent: int
    anciennes: int
    mois: int
    silencieuses: int
    eloignees: tuple[tuple[str, float | None], ...] = ()
    entier: int | None = None
    departements: tuple[str, ...] = ()
    debordent: tuple[str, ...] = ()
    epci: int = 0
    non_recensees: tuple[str, ...] = ()
    part: float = 0.0
    similaires: Similar | None = None
    une_de_plus: tuple[str, int] | None = None


_OLD = ("a-verifier", "a-actualiser", "jamais")
_FARTHEST = 3


def essentials(reading: Reading, permanences: Sequence[NewPermanence]) -> Essentials:
    """Return the figures of the summary of an area where somebody has looked.

    `permanences` are where one more would help, the best first.
    """
    measures, area, get = reading.measures, reading.area, reading.get
    world, subject = measures.world, measures.subject
    question = subject.question
    unknown = get("horaires_inconnus", question)
    within = get("personnes_a_portee", question, seuil_km=reading.far)
    without = get("services_sans_lieu")
    return Essentials(
        nom=area.nom,
        niveau=area.niveau,
        jour=world.today,
        annee=measures.people_vintage,
        sujet=subject,
        proche_km=reading.near,
        loin_km=reading.far,
        communes=area.communes_recensees,
        population=area.population_recensee,
        lieux=count(get("lieux_ouverts")),
        structures=interval(get("structures", question)),
        communes_pourvues=interval(get("communes_pourvues", question)),
        proche=interval(get("personnes_a_portee", question, seuil_km=reading.near)),
        loin=interval(within),
        sans_rdv=interval(get("personnes_a_portee", subject.without_appointment, seuil_km=reading.far)),
        mediane=get("distance_mediane", question).valeur,
        p90=get("distance_p90", question).valeur,
        heures=get("heures_semaine", question).valeur or 0.0,
        heures_sans_rdv=get("heures_semaine", subject.without_appointment).valeur or 0.0,
        horaires_inconnus=count(unknown),
        horaires=round(unknown.denominateur or 0),
        demi_journees_vides=tuple(name for name in HALF_DAYS if not get("demi_journee", question, detail=name).valeur),
        services=round(without.denominateur or 0),
        services_sans_lieu=count(without),
        services_fragiles=count(get("services_fragiles")),
        labels_finissent=count(get("labels_finissent")),
        financements_finissent=count(get("financements_finissent")),
        anciennes=sum(count(get("verification", detail=code)) for code in _OLD),
        mois=world.site.seuils.a_verifier_mois,
        silencieuses=count(get("non_renseigne", detail="services")),
        eloignees=tuple((town.nom, town.km) for town in reading.farthest[:_FARTHEST]),
        entier=len(world.territory.epci[area.code].communes) if area.partiel else None,
        departements=reading.departements,
        debordent=reading.across,
        epci=sum(one.niveau == "epci" for one in reading.parts),
        non_recensees=tuple(one.nom for one in reading.parts if not one.recense),
        part=(within.valeur or 0.0) / within.denominateur if within.denominateur else 0.0,
        similaires=similar(reading),
        une_de_plus=(permanences[0].nom, permanences[0].gain) if permanences else None,
    )


def similar(reading: Reading) -> Similar | None:
    """Return the median that the share of people within the far distance is compared with, for an EPCI."""
    if reading.area.niveau != "epci":
        return None
    told, question = reading.measures.told, reading.measures.subject.question
    return median_of_similar(told, reading.area.code, "personnes_a_portee", question, seuil_km=reading.far)


def count(figure: Figure) -> int:
    """Return a figure that counts things; nothing counts as zero where somebody has looked."""
    return round(figure.valeur or 0)


def interval(figure: Figure) -> Interval:
    """Return the bounds of a figure that counts things or people."""
    least, most = bounds(figure)
    return Interval(round(least or 0), round(most or 0))
