"""Hours of the week and half-days, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from maillage import contract
from maillage.coverage import ANY_VENUE, HALF_DAYS, Question, Report, report
from maillage.model import ServicesExclus

DEMARCHES = Question(genre="dimension", code="demarches")
SANS_RDV = Question(genre="dimension", code="demarches", acces="sans-rdv")


def hub(of: Report, name: str, question: Question = DEMARCHES, **more: Any) -> Any:
    return of.figure("hub", "essai", name, question, **more)


def test_hours_are_those_of_the_service_not_of_the_building(make_world: Any, make_lieu: Any) -> None:
    venue = make_lieu("a", horaires="Mo-Fr 09:00-19:00", services=[("caf-demarches", {"horaires": "Tu 14:00-17:00"})])
    told = report(make_world(venue))
    assert hub(told, "heures_semaine").valeur == 3
    assert hub(told, "heures_semaine", ANY_VENUE).valeur == 50
    # 3 hours for 2,000 people are 15 for 10,000.
    found = hub(told, "heures_pour_10000")
    assert (found.valeur, found.numerateur, found.denominateur, found.au_plus) == (15, 3, 2000, None)


def test_two_entries_at_the_same_time_are_one_opening(make_world: Any, make_lieu: Any) -> None:
    venue = make_lieu(
        "a",
        services=[
            ("caf-demarches", {"horaires": "Mo 09:00-12:00"}),
            ("impots-declarer", {"horaires": "Mo 10:00-13:00"}),
            ("ameli-compte", {"horaires": "Mo 09:00-12:00"}),
        ],
    )
    assert hub(report(make_world(venue)), "heures_semaine").valeur == 4


def test_the_word_lieu_means_the_hours_of_the_venue(make_world: Any, make_lieu: Any) -> None:
    venue = make_lieu("a", horaires="Mo-We 09:00-12:00", services=[("caf-demarches", {"horaires": "lieu"})])
    assert hub(report(make_world(venue)), "heures_semaine").valeur == 9


def test_every_second_week_is_half(make_world: Any, make_lieu: Any) -> None:
    venue = make_lieu("a", services=[("caf-demarches", {"horaires": "week 01-53/2 Mo 09:00-12:00"})])
    told = report(make_world(venue))
    assert hub(told, "heures_semaine").valeur == pytest.approx(1.5)
    assert hub(told, "demi_journee", detail="lundi-matin").valeur == 1


def test_once_a_month_is_no_half_day_of_the_week(make_world: Any, make_lieu: Any) -> None:
    venue = make_lieu("a", services=[("caf-demarches", {"horaires": "Mo[1] 09:00-12:00"})])
    assert hub(report(make_world(venue)), "demi_journee", detail="lundi-matin").valeur == 0


def test_hours_without_appointment_are_counted_apart(make_world: Any, make_lieu: Any) -> None:
    venue = make_lieu(
        "a",
        services=[
            ("caf-demarches", {"horaires": "Mo-Fr 09:00-12:00", "acces": ("sur-rdv",)}),
            ("caf-demarches", {"horaires": "Sa 09:00-12:00", "acces": ("sans-rdv",)}),
        ],
    )
    told = report(make_world(venue))
    assert hub(told, "heures_semaine").valeur == 18
    assert hub(told, "heures_semaine", SANS_RDV).valeur == 3


def test_unknown_hours_are_no_hours_and_are_said(make_world: Any, make_lieu: Any) -> None:
    told = report(make_world(make_lieu("a", horaires="Mo 09:00-12:00", services=["caf-demarches"])))
    assert hub(told, "heures_semaine").valeur == 0
    unknown = hub(told, "horaires_inconnus")
    assert (unknown.valeur, unknown.denominateur) == (1, 1)
    half = hub(told, "demi_journee", detail="lundi-matin")
    assert (half.au_moins, half.au_plus) == (0, 1)


def test_each_stop_has_its_own_hours(make_world: Any, make_bus: Any) -> None:
    bus = make_bus(
        "bus",
        [("35001", 0, "Mo 14:00-16:00"), ("35003", 10.01, "Tu 14:00-17:00"), ("22004", 30, None)],
        services=[("caf-demarches", {"horaires": "lieu"})],
    )
    told = report(make_world(bus))
    assert hub(told, "heures_semaine").valeur == 5
    assert told.figure("epci", "trois", "heures_semaine", DEMARCHES).valeur == 3
    assert hub(told, "horaires_inconnus").valeur == 1
    assert hub(told, "personnes_demi_journee", detail="mardi-apres-midi", seuil_km=10).valeur == 700


def test_hours_of_a_whole_round_do_not_say_at_which_stop(make_world: Any, make_bus: Any) -> None:
    bus = make_bus(
        "bus", [("35001", 0, None), ("35002", 2.49, None)], services=[("caf-demarches", {"horaires": "Mo 14:00-16:00"})]
    )
    told = report(make_world(bus))
    assert hub(told, "heures_semaine").valeur == 0
    assert hub(told, "horaires_inconnus").valeur == 2


def test_the_half_days_that_nobody_covers(make_world: Any, make_lieu: Any) -> None:
    venues = [
        make_lieu("a", services=[("caf-demarches", {"horaires": "Mo 09:00-12:00"})]),
        make_lieu("b", services=[("caf-demarches", {"horaires": "Mo 11:00-13:00; We 13:00-20:00"})]),
    ]
    told = report(make_world(*venues))
    counts = {name: hub(told, "demi_journee", detail=name).valeur for name in HALF_DAYS}
    assert {name for name, number in counts.items() if number} == {"lundi-matin", "mercredi-apres-midi"}
    assert counts["lundi-matin"] == 2
    covered = hub(told, "demi_journees_couvertes")
    assert (covered.valeur, covered.denominateur) == (2, 14)
    assert hub(told, "personnes_demi_journee", detail="lundi-apres-midi", seuil_km=10).valeur == 0


def test_hours_of_a_territory_nobody_has_looked_at_are_not_zero(make_world: Any, make_lieu: Any) -> None:
    venue = make_lieu("a", services=[("caf-demarches", {"horaires": "Mo 09:00-12:00"})])
    told = report(make_world(venue, recenses=("deux",)))
    assert told.figure("epci", "un", "heures_semaine", DEMARCHES).valeur is None
    assert hub(told, "heures_semaine").valeur == 0


@pytest.mark.parametrize(("slot", "half_day"), [("12:30-13:30", "lundi-matin"), ("12:30-13:31", "lundi-apres-midi")])
def test_a_venue_open_over_lunch_only_is_open_on_the_half_day_that_holds_most_of_it(
    make_world: Any, make_lieu: Any, slot: str, half_day: str
) -> None:
    told = report(make_world(make_lieu("a", services=[("caf-demarches", {"horaires": f"Mo {slot}"})])))
    assert [name for name in HALF_DAYS if hub(told, "demi_journee", detail=name).valeur] == [half_day]
    assert hub(told, "demi_journees_couvertes").valeur == 1


def test_two_services_that_end_at_half_past_one_do_not_make_an_afternoon(make_world: Any, make_lieu: Any) -> None:
    services = [
        ("caf-demarches", {"horaires": "Mo 09:00-13:30"}),
        ("impots-declarer", {"horaires": "Mo 10:00-13:30"}),
    ]
    told = report(make_world(make_lieu("a", services=services)))
    assert hub(told, "demi_journee", detail="lundi-apres-midi").valeur == 0


def test_a_day_that_the_hours_call_unknown_is_neither_closed_nor_open(make_world: Any, make_lieu: Any) -> None:
    text = "Tu 09:00-12:00; Mo unknown"
    told = report(make_world(make_lieu("a", services=[("caf-demarches", {"horaires": text})])))
    monday, tuesday, friday = (
        [
            hub(told, "demi_journee", detail=f"{day}-matin"),
            hub(told, "personnes_demi_journee", detail=f"{day}-matin", seuil_km=10),
        ]
        for day in ("lundi", "mardi", "vendredi")
    )
    assert [(each.au_moins, each.au_plus) for each in monday] == [(0, 1), (0, 1500)]
    assert [(each.au_moins, each.au_plus) for each in tuesday] == [(1, 1), (1500, 1500)]
    assert [(each.au_moins, each.au_plus) for each in friday] == [(0, 0), (0, 0)]
    covered = hub(told, "demi_journees_couvertes")
    assert (covered.au_moins, covered.au_plus) == (1, 3)
    # What is known is counted, and said to be a part.
    assert hub(told, "heures_semaine").valeur == 3
    assert hub(told, "horaires_inconnus").valeur == 1


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Mo 09:00-12:00; Sa unknown", 0, 1),
        ("Mo 09:00-12:00; Fr 18:00-19:00 unknown", 0, 1),
        ("Mo 09:00-12:00; Fr 14:00-16:00 unknown", 0, 0),
        ("Sa 09:00-12:00; Mo unknown", 1, 1),
    ],
)
def test_an_evening_or_a_saturday_that_is_unknown_may_be_one(
    make_world: Any, make_lieu: Any, text: str, least: int, most: int
) -> None:
    late = Question(genre="dimension", code="demarches", condition="soir-ou-samedi")
    told = report(make_world(make_lieu("a", services=[("caf-demarches", {"horaires": text})])))
    found = hub(told, "structures", late)
    assert (found.au_moins, found.au_plus) == (least, most)


def test_a_venue_that_does_not_say_what_it_does_may_do_it_on_any_half_day(make_world: Any, make_lieu: Any) -> None:
    silent = make_lieu("silent", horaires="Mo 09:00-12:00")
    told = report(make_world(silent))
    for half_day in ("lundi-matin", "jeudi-apres-midi"):
        counted = hub(told, "demi_journee", detail=half_day)
        assert (counted.au_moins, counted.au_plus) == (0, 1)
        people = hub(told, "personnes_demi_journee", detail=half_day, seuil_km=10)
        assert (people.au_moins, people.au_plus) == (0, 1500)
    covered = hub(told, "demi_journees_couvertes")
    assert (covered.au_moins, covered.au_plus) == (0, 14)
    # Of the venue itself, the hours are known.
    assert hub(told, "demi_journee", ANY_VENUE, detail="jeudi-apres-midi").au_plus == 0


def test_what_a_venue_excludes_is_given_on_no_half_day(make_world: Any, make_lieu: Any) -> None:
    services = contract.load_nomenclature().services.values()
    excluded = ServicesExclus(service=tuple(one.code for one in services if one.dimension == "demarches"))
    told = report(make_world(make_lieu("silent", services_exclus=(excluded,))))
    assert hub(told, "demi_journee", detail="lundi-matin").au_plus == 0
