"""Two editions: venues that appear, leave, are checked again; people gained and lost, and nothing hidden between."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from maillage.coverage import EVERY_DIMENSION, Mesh, compare, edition
from maillage.model import Edition, Seuils, TerritoireSite

BEFORE, AFTER = date(2026, 5, 1), date(2026, 11, 21)


def made(world: Any, near: float = 2.5, far: float = 10.0) -> Edition:
    return edition(Mesh(world), near, far)


def of(found: Edition, niveau: str, code: str) -> Any:
    return next(one for one in found.territoires if (one.niveau, one.code) == (niveau, code))


def test_an_edition_has_the_people_of_each_territory_by_dimension(make_world: Any, make_lieu: Any) -> None:
    world = make_world(make_lieu("a", services=["caf-demarches"]), make_lieu("muet", 30.0, "22004"))
    found = made(world)
    hub = of(found, "hub", "essai").chiffres["demarches"]
    # "muet", in D, lists no service: it may help, and D may be within reach.
    assert (hub.structures, hub.proche, hub.loin) == ((1, 2), (1500, 1800), (1500, 1800))
    assert of(found, "epci", "un").chiffres[EVERY_DIMENSION].proche == (1000, 1300)
    assert (found.jour, found.population) == (AFTER, "2023")
    assert [(lieu.id, lieu.epci) for lieu in found.lieux] == [("a", ("un",)), ("muet", ("un",))]


def test_a_territory_nobody_has_looked_at_has_neither_figures_nor_venues(make_world: Any, make_lieu: Any) -> None:
    found = made(make_world(make_lieu("b", 2.49, "35002"), recenses=("un",)))
    deux = of(found, "epci", "deux")
    assert (deux.recense, dict(deux.chiffres), deux.population) == (False, {}, 0)
    assert found.lieux == ()


def test_closed_venues_are_in_no_edition_and_a_bus_is_one_venue(make_world: Any, make_lieu: Any, make_bus: Any) -> None:
    bus = make_bus("bus", [("35001", 0, None), ("35002", 2.49, None)])
    found = made(make_world(make_lieu("ferme", statut="ferme"), bus))
    assert [(lieu.id, lieu.epci) for lieu in found.lieux] == [("bus", ("deux", "un"))]


def test_venues_appear_leave_and_are_checked_again(make_world: Any, make_lieu: Any) -> None:
    day = timedelta(days=1)
    before = make_world(
        make_lieu("reste", verifie_le=BEFORE),
        make_lieu("revu", verifie_le=BEFORE),
        make_lieu("enfin", verifie_le="jamais"),
        make_lieu("part", verifie_le=BEFORE),
        today=BEFORE,
    )
    after = make_world(
        make_lieu("reste", verifie_le=BEFORE),
        make_lieu("revu", verifie_le=BEFORE + day),
        make_lieu("enfin", verifie_le=AFTER),
        make_lieu("part", statut="ferme", verifie_le=AFTER),
        make_lieu("nouveau"),
    )
    found = compare(made(before), made(after))
    assert [lieu.id for lieu in found.ouverts] == ["nouveau"]
    assert [lieu.id for lieu in found.fermes] == ["part"]
    assert [(one.avant.verifie_le, one.apres.id) for one in found.reverifies] == [(None, "enfin"), (BEFORE, "revu")]


def test_people_are_gained_and_lost(make_world: Any, make_lieu: Any) -> None:
    before = made(make_world(make_lieu("a", services=["caf-demarches"]), today=BEFORE))
    after = made(make_world(make_lieu("d", 30.0, "22004", services=["caf-demarches"])))
    found = compare(before, after)
    un = next(one for one in found.territoires if one.code == "un")
    step = un.pas["demarches"]
    assert step.avant is not None
    assert step.apres is not None
    assert (step.avant.loin, step.apres.loin) == ((1000, 1000), (300, 300))
    assert found.meme_population


def test_the_same_world_has_not_moved(make_world: Any, make_lieu: Any) -> None:
    world = make_world(make_lieu("a", services=["caf-demarches"]))
    found = compare(made(world), made(world))
    assert (found.ouverts, found.fermes, found.reverifies) == ((), (), ())
    assert all(step.avant == step.apres for one in found.territoires for step in one.pas.values())


def test_todays_figures_are_worked_out_with_the_distances_of_the_past(make_world: Any, make_lieu: Any) -> None:
    # The site has gone from 2.5 to 1 km meanwhile: B, 2.49 km away, is not lost for all that.
    world = make_world(make_lieu("a", services=["caf-demarches"]), seuils=Seuils(proche_km=1.0))
    found = compare(made(make_world(make_lieu("a", services=["caf-demarches"]))), made(world, 2.5, 10.0))
    hub = found.territoires[0].pas["demarches"]
    assert hub.avant == hub.apres


def test_a_territory_that_is_looked_at_since_has_nothing_to_compare_with(make_world: Any, make_lieu: Any) -> None:
    before = made(make_world(make_lieu("a"), recenses=("un",)))
    after = made(make_world(make_lieu("a")))
    deux = next(one for one in compare(before, after).territoires if one.code == "deux")
    assert deux.avant is not None
    assert (deux.avant.recense, deux.pas["demarches"].avant is None) == (False, True)
    assert deux.pas["demarches"].apres is not None


def test_a_territory_that_was_not_there_or_is_no_more_is_kept(make_world: Any, make_lieu: Any) -> None:
    here = make_world(make_lieu("a"), territoire=TerritoireSite(epci=("un", "deux")))
    there = make_world(make_lieu("a"), territoire=TerritoireSite(epci=("un", "trois")))
    found = {one.code: one for one in compare(made(here), made(there)).territoires if one.niveau == "epci"}
    assert (found["deux"].apres, found["trois"].avant) == (None, None)
    assert set(found) == {"un", "deux", "trois"}


def test_people_of_another_year_are_said(make_world: Any, make_lieu: Any) -> None:
    found = made(make_world(make_lieu("a")))
    assert not compare(replace(found, population="2020"), found).meme_population
