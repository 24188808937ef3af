"""Every indicator worked out by hand on one small world: nobody adds one without saying what it should be.

A (1,000 people) and D (300) are in "un", B (500) in "deux", C (200) in "trois", where nobody has looked. "aide", in A,
declares one service and its hours; "muet", in D, declares nothing. 2.49 km from A to B, 30 km to D.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from maillage.coverage import INDICATORS, Question, Report, report
from maillage.model import Label

DEMARCHES = Question(genre="dimension", code="demarches")
SERVICES = 233

# Of each indicator: its detail, its distance, then value, denominator, at least, at most, for the hub.
HUB: dict[str, tuple[tuple[Any, ...], ...]] = {
    "population": (("", None, 1800, 2000, None, None),),
    "communes": (("", None, 3, 4, None, None),),
    "structures": (("", None, 1, None, 1, 2),),
    "fiches": (("", None, 1, None, 1, 2),),
    "permanences": (("", None, 0, None, 0, 0),),
    "organismes": (("", None, 0, None, 0, 0),),
    "arrets": (("", None, 0, None, 0, 0),),
    "communes_pourvues": (("", None, 1, 3, 1, 2),),
    "personnes_a_portee": (("", 2.5, 1500, 1800, 1500, 1800), ("", 10, 1500, 1800, 1500, 1800)),
    "personnes_au_dela": (("", 2.5, 300, 1800, 0, 300), ("", 10, 300, 1800, 0, 300)),
    "distance_mediane": (("", None, 0, 1800, 0, 0),),
    # Nine out of ten of 1,800 are 1,620: D is needed, unless "muet" helps there, and then B is the last.
    "distance_p90": (("", None, 30, 1800, 2.49, 30),),
    "distance_maximale": (("", None, 30, 1800, 2.49, 30),),
    "heures_semaine": (("", None, 15, None, 15, None),),
    "heures_pour_10000": (("", None, 150_000 / 1800, 1800, 150_000 / 1800, None),),
    "horaires_inconnus": (("", None, 0, 1, None, None),),
    "demi_journee": (
        # "muet" says neither what it does nor when.
        ("lundi-matin", None, 1, None, 1, 2),
        ("lundi-apres-midi", None, 0, None, 0, 1),
        ("samedi-matin", None, 0, None, 0, 1),
    ),
    "demi_journees_couvertes": (("", None, 5, 14, 5, 14),),
    "personnes_demi_journee": (
        ("vendredi-matin", 10, 1500, 1800, 1500, 1800),
        ("vendredi-apres-midi", 10, 0, 1800, 0, 300),
    ),
    "services_sans_lieu": (("", None, SERVICES - 1, SERVICES, None, None),),
    "services_fragiles": (("", None, 1, SERVICES, None, None),),
    "labels_finissent": (("", None, 1, 2, None, None),),
    "financements_finissent": (("", None, 0, 2, None, None),),
    "services_finissent": (("", None, 0, 2, None, None),),
    "tenus_par_benevoles": (("", None, 0, 2, 0, 2),),
    "verification": (
        ("a-jour", None, 0, 2, None, None),
        ("a-surveiller", None, 1, 2, None, None),
        ("jamais", None, 1, 2, None, None),
    ),
    "lieux_ouverts": (("", None, 2, None, None, None),),
    "lieux_a_distance": (("", None, 0, 2, None, None),),
    "non_renseigne": (("services", None, 1, 2, None, None), ("langues", None, 2, 2, None, None)),
    "positions_approximatives": (("", None, 1, 2, None, None),),
    "personnes_position_supposee": (("", None, 300, 1800, None, None),),
    "personnes_non_situees": (("", None, 0, 1800, None, None),),
}

# The same for each EPCI that differs: its value, at least, at most.
EPCI: dict[str, dict[str, tuple[Any, ...]]] = {
    "un": {
        "population": (1300, None, None),
        "structures": (1, 1, 2),
        "communes_pourvues": (1, 1, 2),
        "distance_mediane": (0, 0, 0),
        "distance_p90": (30, 0, 30),
        "heures_pour_10000": (150_000 / 1300, 150_000 / 1300, None),
        "lieux_ouverts": (2, None, None),
    },
    "deux": {
        "population": (500, None, None),
        "structures": (0, 0, 0),
        "communes_pourvues": (0, 0, 0),
        "distance_mediane": (2.49, 2.49, 2.49),
        "distance_p90": (2.49, 2.49, 2.49),
        "heures_pour_10000": (0, 0, None),
        "lieux_ouverts": (0, None, None),
    },
}

OF_COMMUNES = {"distance_au_plus_proche"}


@pytest.fixture
def told(make_world: Any, make_lieu: Any) -> Report:
    aide = make_lieu(
        "aide",
        horaires="Mo-Fr 09:00-12:00",
        labels=(Label(label="aptic", fin=date(2027, 6, 1)),),
        services=[("caf-demarches", {"horaires": "lieu"})],
        verifie_le=date(2026, 1, 1),
    )
    muet = make_lieu("muet", commune="22004", position=None, verifie_le="jamais")
    world = make_world(aide, muet, recenses=("un", "deux"))
    return report(replace(world, mairies_supposees=frozenset({"22004"})))


def figure(of: Report, where: tuple[Any, str], name: str, detail: str, seuil_km: float | None) -> Any:
    family = next(one.famille for one in INDICATORS if one.nom == name)
    question = None if family == "ensemble" else DEMARCHES
    return of.figure(*where, name, question, detail=detail, seuil_km=seuil_km)


def test_every_indicator_has_been_worked_out_by_hand() -> None:
    assert set(HUB) | OF_COMMUNES == {one.nom for one in INDICATORS}


@pytest.mark.parametrize("name", HUB)
def test_an_indicator_of_the_hub(told: Report, name: str) -> None:
    for detail, seuil_km, *expected in HUB[name]:
        found = figure(told, ("hub", "essai"), name, detail, seuil_km)
        values = [found.valeur, found.denominateur, found.au_moins, found.au_plus]
        assert values == [None if one is None else pytest.approx(one, abs=1e-5) for one in expected], (name, detail)


@pytest.mark.parametrize("siren", EPCI)
def test_an_indicator_of_an_epci(told: Report, siren: str) -> None:
    for name, expected in EPCI[siren].items():
        found = figure(told, ("epci", siren), name, "", None)
        values = [found.valeur, found.au_moins, found.au_plus]
        assert values == [None if one is None else pytest.approx(one, abs=1e-5) for one in expected], name


def test_nothing_is_said_of_a_territory_nobody_has_looked_at(told: Report) -> None:
    for found in told.figures("epci", "trois"):
        assert not found.recense
        assert (found.valeur, found.numerateur, found.au_moins, found.au_plus) == (None,) * 4


def test_how_far_each_commune_is(told: Report) -> None:
    found = {
        one.nom: (one.au_moins, one.valeur, one.recense) for one in told.commune_figures() if one.question == DEMARCHES
    }
    close = {
        name: tuple(None if km is None else pytest.approx(km, abs=1e-5) for km in kms)
        for name, (*kms, _) in found.items()
    }
    assert close == {"A": (0, 0), "B": (2.49, 2.49), "C": (None, None), "D": (0, 30)}
    assert [name for name, (_, _, looked) in found.items() if not looked] == ["C"]
