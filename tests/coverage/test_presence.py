"""Who declares it, and how many people live near or far: worlds small enough to be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from maillage.coverage import ANY_SERVICE, ANY_VENUE, Mesh, Question, Report, World, report
from maillage.model import (
    Accessibilite,
    Fermeture,
    Hote,
    Label,
    Operateur,
    Position,
    ServicesExclus,
    Seuils,
    TerritoireSite,
)

CAF = Question(genre="service", code="caf-demarches")
DEMARCHES = Question(genre="dimension", code="demarches")
TODAY = date(2026, 11, 21)


def figure(
    of: Report, indicateur: str, question: Question | None = CAF, where: tuple[Any, str] = ("hub", "essai"), **more: Any
) -> Any:
    return of.figure(*where, indicateur, question, **more)


def value(world: World, indicateur: str, question: Question | None = CAF, **more: Any) -> Any:
    return figure(report(world), indicateur, question, **more).valeur


@pytest.fixture
def one(make_world: Any, make_lieu: Any) -> World:
    """One venue in the middle of A that helps with the CAF."""
    world: World = make_world(make_lieu("a", services=["caf-demarches"]))
    return world


def test_people_are_within_a_distance_or_beyond_it_and_both_make_everybody(one: World) -> None:
    told = report(one)
    # A at 0 km and B at 2.49 km are near; C is at 10.01 km, just beyond the far distance; D at 30 km.
    assert figure(told, "personnes_a_portee", seuil_km=2.5).valeur == 1500
    assert figure(told, "personnes_a_portee", seuil_km=10).valeur == 1500
    assert figure(told, "personnes_au_dela", seuil_km=2.5).valeur == 500
    assert figure(told, "personnes_au_dela", seuil_km=10).valeur == 500
    assert figure(told, "personnes_au_dela", seuil_km=10).denominateur == 2000


@pytest.mark.parametrize(("km", "near", "far"), [(2.48, 1000, 1500), (2.4899, 1000, 1500), (2.4901, 1500, 1500)])
def test_both_sides_of_the_near_distance(make_world: Any, make_lieu: Any, km: float, near: int, far: int) -> None:
    world = make_world(make_lieu("a", services=["caf-demarches"]), seuils=Seuils(proche_km=km))
    told = report(world)
    assert figure(told, "personnes_a_portee", seuil_km=km).valeur == near
    assert figure(told, "personnes_a_portee", seuil_km=10).valeur == far


def test_a_distance_of_zero_reaches_those_who_live_there(make_world: Any, make_lieu: Any) -> None:
    world = make_world(make_lieu("a", services=["caf-demarches"]), seuils=Seuils(proche_km=0))
    assert value(world, "personnes_a_portee", seuil_km=0) == 1000


def test_equal_thresholds_give_one_figure(make_world: Any, make_lieu: Any) -> None:
    world = make_world(make_lieu("a", services=["caf-demarches"]), seuils=Seuils(proche_km=5, loin_km=5))
    assert (
        sum(one.indicateur == "personnes_a_portee" and one.question == CAF for one in report(world).figures("hub")) == 1
    )


def test_thresholds_out_of_order_are_each_worked_out(make_world: Any, make_lieu: Any) -> None:
    # The check of the site refuses them; figures stay true all the same.
    told = report(make_world(make_lieu("a", services=["caf-demarches"]), seuils=Seuils(proche_km=20, loin_km=2.5)))
    assert figure(told, "personnes_a_portee", seuil_km=20).valeur == 1700
    assert figure(told, "personnes_a_portee", seuil_km=2.5).valeur == 1500


def test_distances_are_weighted_by_people(one: World) -> None:
    told = report(one)
    # 1,000 of 2,000 people at 0 km; 1,500 at 2.49; 1,700 at 10.01; 90 % of 2,000 is 1,800: D.
    assert figure(told, "distance_mediane").valeur == 0
    assert figure(told, "distance_p90").valeur == pytest.approx(30.0, abs=1e-6)
    assert figure(told, "distance_maximale").valeur == pytest.approx(30.0, abs=1e-6)
    assert figure(told, "distance_mediane", where=("epci", "deux")).valeur == pytest.approx(2.49, abs=1e-6)


def test_a_commune_has_one_or_has_none(one: World) -> None:
    told = report(one)
    found = figure(told, "communes_pourvues")
    assert (found.valeur, found.numerateur, found.denominateur) == (1, 1, 4)
    assert figure(told, "communes_pourvues", where=("epci", "un")).denominateur == 2


def test_a_venue_beyond_the_border_lends_its_distance_and_is_not_counted(make_world: Any, make_lieu: Any) -> None:
    world = make_world(
        make_lieu("a", services=["caf-demarches"]), territoire=TerritoireSite(epci=("deux",)), recenses=("deux",)
    )
    told = report(world)
    assert figure(told, "structures").valeur == 0
    assert figure(told, "personnes_a_portee", seuil_km=2.5).valeur == 500


def test_a_site_of_one_commune_has_its_figures(make_world: Any, make_lieu: Any) -> None:
    world = make_world(make_lieu("a", services=["caf-demarches"]), territoire=TerritoireSite(communes=("35002",)))
    told = report(world)
    assert [(area.niveau, area.partiel, area.population) for area in told.areas] == [
        ("hub", False, 500),
        ("departement", False, 500),
        ("epci", False, 500),
    ]
    assert figure(told, "distance_mediane").valeur == pytest.approx(2.49, abs=1e-6)
    assert figure(told, "distance_maximale", where=("epci", "deux")).valeur == pytest.approx(2.49, abs=1e-6)


def test_an_epci_that_reaches_beyond_the_site_is_partial(make_world: Any, make_lieu: Any) -> None:
    told = report(make_world(make_lieu("a"), territoire=TerritoireSite(departements=("22",))))
    area = told.areas[-1]
    assert (area.code, area.partiel, area.communes, area.population) == ("un", True, 1, 300)


# -- who does not count


@pytest.mark.parametrize(
    "facts",
    [
        {"statut": "ferme", "fermeture": Fermeture(motif="fin")},
        {"statut": "suspendu"},
        {"services_exclus": (ServicesExclus(service=("caf-demarches",)),)},
        {"services": [("caf-demarches", {"valide_au": date(2026, 11, 20)})]},
        {"services": [("caf-demarches", {"valide_du": date(2026, 11, 22)})]},
        {"services": ["imprimer"]},
        {"modalites_accompagnement": ("a-distance",)},
        {"modalites_accompagnement": ("a-domicile", "a-distance")},
        {"modalites_acces": ("telephoner", "pas-de-public")},
    ],
)
def test_what_is_closed_expired_future_excluded_or_elsewhere_never_counts(
    make_world: Any, make_lieu: Any, facts: dict[str, Any]
) -> None:
    told = report(make_world(make_lieu("a", **{"services": ["caf-demarches"], **facts})))
    for name in ("structures", "fiches", "communes_pourvues"):
        found = figure(told, name)
        assert (found.valeur, found.au_plus) == (0, 0)
    assert figure(told, "personnes_a_portee", seuil_km=10).au_plus == 0
    assert figure(told, "distance_mediane").valeur is None
    assert figure(told, "personnes_au_dela", seuil_km=10).valeur == 2000


@pytest.mark.parametrize(
    "facts",
    [{"valide_au": date(2026, 11, 21)}, {"valide_du": date(2026, 11, 21)}, {"modalites_acces": ("se-presenter",)}],
)
def test_the_first_and_the_last_day_count(make_world: Any, make_lieu: Any, facts: dict[str, Any]) -> None:
    assert value(make_world(make_lieu("a", services=[("caf-demarches", facts)])), "structures") == 1


def test_an_entry_on_the_spot_counts_in_a_venue_that_mostly_helps_by_phone(make_world: Any, make_lieu: Any) -> None:
    venue = make_lieu(
        "a",
        modalites_accompagnement=("a-distance",),
        services=[("caf-demarches", {"modalites_accompagnement": ("accompagnement-individuel",)})],
    )
    assert value(make_world(venue), "structures") == 1


# -- what is counted once


def test_a_bus_with_eight_stops_is_one_structure(make_world: Any, make_bus: Any) -> None:
    stops = [(code, km, None) for code, km in zip(["35001", "35002", "35003", "22004"] * 2, range(8), strict=True)]
    told = report(make_world(make_bus("bus", stops, services=["caf-demarches"])))
    assert figure(told, "structures").valeur == 1
    assert figure(told, "fiches").valeur == 1
    assert figure(told, "arrets").valeur == 8
    assert figure(told, "communes_pourvues").valeur == 4
    # It counts in each EPCI where it stops, and once in their sum.
    assert [figure(told, "structures", where=("epci", code)).valeur for code in ("un", "deux", "trois")] == [1, 1, 1]
    assert [figure(told, "arrets", where=("epci", code)).valeur for code in ("un", "deux", "trois")] == [4, 2, 2]


def test_one_operator_in_three_places_is_one_organisation_and_three_permanences(
    make_world: Any, make_lieu: Any
) -> None:
    held = ("caf-demarches", {"operateur": Operateur(nom="Union des écrivains")})
    same = ("caf-demarches", {"operateur": Operateur(nom="UNION DES ECRIVAINS"), "acces": ("sur-rdv",)})
    venues = [make_lieu(name, services=[held, same]) for name in ("a", "b", "c")]
    told = report(make_world(*venues))
    assert figure(told, "structures").valeur == 3
    assert figure(told, "permanences").valeur == 3
    assert figure(told, "organismes").valeur == 1


def test_a_venue_that_another_shelters_is_the_same_structure(make_world: Any, make_lieu: Any) -> None:
    host = make_lieu("mairie", services=["caf-demarches"])
    guest = make_lieu("espace", services=["caf-demarches"], hote=Hote(id="mairie"))
    lost = make_lieu("ailleurs", services=["caf-demarches"], hote=Hote(id="inconnu"))
    told = report(make_world(host, guest, lost))
    assert figure(told, "fiches").valeur == 3
    assert figure(told, "structures").valeur == 2


def test_two_venues_that_shelter_each_other_do_not_turn_for_ever(make_world: Any, make_lieu: Any) -> None:
    venues = [make_lieu("a", hote=Hote(id="b")), make_lieu("b", hote=Hote(id="a"))]
    assert value(make_world(*venues), "fiches", ANY_VENUE) == 2


def test_a_service_declared_twice_is_one_structure(make_world: Any, make_lieu: Any) -> None:
    world = make_world(make_lieu("a", services=["caf-demarches", ("caf-demarches", {"acces": ("sur-rdv",)})]))
    assert value(world, "structures") == 1


def test_subjects_hold_one_another(make_world: Any, make_lieu: Any) -> None:
    told = report(make_world(make_lieu("a", services=["caf-demarches"])))
    for question in (ANY_VENUE, ANY_SERVICE, DEMARCHES, Question(genre="theme", code="allocations"), CAF):
        assert figure(told, "structures", question).valeur == 1
    assert figure(told, "structures", Question(genre="dimension", code="acces")).au_plus == 0


# -- unknown is not no


def test_a_venue_that_lists_no_service_could_do_any(make_world: Any, make_lieu: Any) -> None:
    found = figure(report(make_world(make_lieu("a"))), "personnes_a_portee", seuil_km=2.5)
    assert (found.valeur, found.au_moins, found.au_plus) == (0, 0, 1500)


def test_people_beyond_have_their_interval_the_other_way_round(make_world: Any, make_lieu: Any) -> None:
    found = figure(report(make_world(make_lieu("a"))), "personnes_au_dela", seuil_km=2.5)
    assert (found.valeur, found.au_moins, found.au_plus) == (2000, 500, 2000)


def test_what_it_excludes_is_a_no_even_when_it_lists_nothing(make_world: Any, make_lieu: Any) -> None:
    told = report(make_world(make_lieu("a", services_exclus=(ServicesExclus(service=("caf-demarches",)),))))
    assert figure(told, "structures").au_plus == 0
    assert figure(told, "structures", Question(genre="service", code="imprimer")).au_plus == 1


def test_a_general_service_leaves_the_precise_ones_unknown(make_world: Any, make_lieu: Any) -> None:
    told = report(make_world(make_lieu("a", services=["demarches-en-ligne"])))
    assert (figure(told, "structures").valeur, figure(told, "structures").au_plus) == (0, 1)
    assert figure(told, "structures", DEMARCHES).valeur == 1
    assert figure(told, "structures", Question(genre="service", code="imprimer")).au_plus == 0


def test_distance_is_at_least_that_of_the_nearest_unknown(make_world: Any, make_lieu: Any) -> None:
    known = make_lieu("d", 30, "22004", services=["caf-demarches"])
    found = figure(report(make_world(known, make_lieu("a"))), "distance_mediane")
    # From D: 300 people at 0 km, 200 at 19.99, 500 at 27.51, and half of everybody is reached there.
    assert found.valeur == pytest.approx(27.51, abs=1e-6)
    assert found.au_plus == found.valeur
    assert found.au_moins == 0


# -- conditions


SANS_RDV = Question(genre="dimension", code="demarches", acces="sans-rdv")


def interval(world: World, question: Question) -> tuple[float, float]:
    found = figure(report(world), "structures", question)
    assert found.valeur == found.au_moins
    return found.au_moins, found.au_plus


@pytest.mark.parametrize(
    ("of_venue", "of_entry", "expected"),
    [
        ((), ("sans-rdv",), (1, 1)),
        ((), ("sans-rdv", "sur-rdv"), (1, 1)),
        ((), ("sur-rdv",), (0, 0)),
        (("sans-rdv",), ("sur-rdv",), (0, 0)),
        (("sans-rdv",), (), (1, 1)),
        (("sans-rdv", "sur-rdv"), (), (0, 1)),
        (("sur-rdv",), (), (0, 0)),
        ((), (), (0, 1)),
    ],
)
def test_access_is_that_of_the_entry_else_the_only_one_of_the_venue(
    make_world: Any, make_lieu: Any, of_venue: Any, of_entry: Any, expected: Any
) -> None:
    world = make_world(make_lieu("a", acces=of_venue, services=[("caf-demarches", {"acces": of_entry})]))
    assert interval(world, SANS_RDV) == expected


def test_a_venue_without_the_access_asked_never_lends_its_coverage(make_world: Any, make_lieu: Any) -> None:
    near = make_lieu("a", services=[("caf-demarches", {"acces": ("sur-rdv",)}), ("imprimer", {"acces": ("sans-rdv",)})])
    far = make_lieu("d", 30, "22004", services=[("caf-demarches", {"acces": ("sans-rdv",)})])
    found = figure(report(make_world(near, far)), "personnes_a_portee", SANS_RDV, seuil_km=10)
    assert (found.valeur, found.au_plus) == (300, 300)


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        ("gratuit", {"frais_a_charge": ("gratuit",)}, (1, 1)),
        ("gratuit", {"frais_a_charge": ("gratuit-sous-condition",)}, (0, 0)),
        ("gratuit", {}, (0, 1)),
        ("confidentiel", {"confidentialite": "bureau-ferme"}, (1, 1)),
        ("confidentiel", {"confidentialite": "espace-isole"}, (0, 0)),
        ("confidentiel", {}, (0, 1)),
        ("poste-fauteuil", {"poste_fauteuil": "oui"}, (1, 1)),
        ("poste-fauteuil", {"poste_fauteuil": "non"}, (0, 0)),
        ("poste-fauteuil", {}, (0, 1)),
        ("soir-ou-samedi", {"horaires": "Mo-Fr 14:00-18:30"}, (1, 1)),
        ("soir-ou-samedi", {"horaires": "Mo-Fr 14:00-18:29"}, (0, 0)),
        ("soir-ou-samedi", {"horaires": "Sa 09:00-10:00"}, (1, 1)),
        ("soir-ou-samedi", {"horaires": "week 01-53/2 Sa 09:00-10:00"}, (1, 1)),
        ("soir-ou-samedi", {"horaires": "Sa[1] 09:00-10:00"}, (0, 0)),
        ("soir-ou-samedi", {}, (0, 1)),
        ("soir-ou-samedi", {"horaires": "lieu"}, (0, 0)),
    ],
)
def test_each_condition_is_yes_no_or_unknown(
    make_world: Any, make_lieu: Any, condition: str, facts: Any, expected: Any
) -> None:
    world = make_world(make_lieu("a", horaires="Mo-Fr 09:00-12:00", services=[("caf-demarches", facts)]))
    assert interval(world, Question(genre="dimension", code="demarches", condition=condition)) == expected


def test_an_entrance_without_a_step_is_not_a_desk(make_world: Any, make_lieu: Any) -> None:
    question = Question(genre="dimension", code="demarches", condition="poste-fauteuil")
    building = make_lieu("a", accessibilite=Accessibilite(entree_fauteuil="oui"), services=["caf-demarches"])
    desk = make_lieu("a", accessibilite=Accessibilite(poste_fauteuil="oui"), services=["caf-demarches"])
    assert interval(make_world(building), question) == (0, 1)
    assert interval(make_world(desk), question) == (1, 1)


@pytest.mark.parametrize(("postures", "expected"), [(("avec",), (1, 1)), (("apprendre",), (0, 0)), ((), (0, 1))])
def test_posture_is_declared_by_the_entry(make_world: Any, make_lieu: Any, postures: Any, expected: Any) -> None:
    world = make_world(make_lieu("a", services=[("caf-demarches", {"postures": postures})]))
    assert interval(world, Question(genre="dimension", code="demarches", posture="avec")) == expected


def test_conditions_hold_of_one_entry_not_of_two(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(
        make_world(
            make_lieu(
                "a",
                services=[
                    ("caf-demarches", {"acces": ("sans-rdv",), "frais_a_charge": ("payant",)}),
                    ("caf-demarches", {"acces": ("sur-rdv",), "frais_a_charge": ("gratuit",)}),
                ],
            )
        )
    )
    yes, maybe = mesh.rows(Question(genre="dimension", code="demarches", acces="sans-rdv", condition="gratuit"))
    assert not yes.any()
    assert not maybe.any()


# -- labels


@pytest.mark.parametrize(("end", "expected"), [(TODAY, (1, 1)), (TODAY - timedelta(1), (0, 0)), (None, (1, 1))])
def test_a_label_counts_until_its_last_day(make_world: Any, make_lieu: Any, end: Any, expected: Any) -> None:
    world = make_world(make_lieu("a", labels=(Label(label="aptic", fin=end),)))
    assert interval(world, Question(genre="label", code="aptic")) == expected


def test_labelled_venues_stand_beside_unlabelled_ones(make_world: Any, make_lieu: Any) -> None:
    world = make_world(make_lieu("a", labels=(Label(label="aptic"),)), make_lieu("b"), make_lieu("c"))
    assert interval(world, Question(genre="label", code="au-moins-un")) == (1, 3)
    assert interval(world, Question(genre="label", code="aptic")) == (1, 3)
    assert figure(report(world), "structures", Question(genre="label", code="aucun")).valeur == 2


# -- nobody has looked


def test_an_epci_that_is_not_listed_has_no_figure_and_is_out_of_the_totals(make_world: Any, make_lieu: Any) -> None:
    venues = make_lieu("a", services=["caf-demarches"]), make_lieu("c", 10.01, "35003", services=["caf-demarches"])
    told = report(make_world(*venues, recenses=("un", "deux")))
    lost = figure(told, "structures", where=("epci", "trois"))
    assert (lost.recense, lost.valeur, lost.au_plus) == (False, None, None)
    assert figure(told, "structures").valeur == 1
    assert figure(told, "population", None).valeur == 1800
    assert figure(told, "population", None).denominateur == 2000
    assert figure(told, "communes", None).valeur == 3
    assert told.areas[0].population_recensee == 1800


@pytest.mark.parametrize("recenses", [(), ("un", "deux", "trois")])
def test_an_empty_directory_is_not_a_desert(make_world: Any, recenses: Any) -> None:
    told = report(make_world(recenses=recenses))
    assert all(not found.recense and found.valeur is None for found in told.figures())


def test_a_directory_nobody_has_listed_reads_as_not_looked_at(make_world: Any, make_lieu: Any) -> None:
    told = report(make_world(make_lieu("a"), recenses=()))
    assert {found.valeur for found in told.figures("hub")} == {None}


def test_a_commune_without_a_town_hall_is_beyond_and_counted(make_world: Any, make_lieu: Any, france: Any) -> None:
    communes = {code: replace(one, mairie=None) if code == "35002" else one for code, one in france.communes.items()}
    told = report(make_world(make_lieu("a", services=["caf-demarches"]), territory=replace(france, communes=communes)))
    assert figure(told, "personnes_a_portee", seuil_km=10).valeur == 1000
    assert figure(told, "personnes_au_dela", seuil_km=10).valeur == 1000
    assert figure(told, "personnes_non_situees", None).valeur == 500


def test_a_venue_at_the_antipodes_is_very_far(make_world: Any, make_lieu: Any) -> None:
    venue = make_lieu("a", position=Position(latitude=-48.0, longitude=178.0), services=["caf-demarches"])
    assert value(make_world(venue), "distance_maximale") == pytest.approx(20015.1, abs=35)
