"""The weekly grid: real hours of each service, and what is not known kept apart and counted."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from maillage import contract
from maillage.catalogue import select
from maillage.coverage.opening import HALF_DAYS
from maillage.model import Etape, FermetureDatee, Itinerance, Lieu, Operateur, Service
from maillage.pages.context import Context
from maillage.pages.slots import Line, Place, Slots
from small_world import (
    COMMUNES,
    GAEL,
    MEEN,
    PAYS,
    SITE,
    TODAY,
    VOISIN,
    Reading,
    adresse,
    catalogue,
    even,
    lieu,
    page_at,
)

WEDNESDAY_MORNING, WEDNESDAY_AFTERNOON = 4, 5
GRID = f"epci/{PAYS}/semaine/"


def service(*codes: str, **facts: Any) -> Service:
    return Service(service=codes or ("caf-rsa",), **facts)


def places(*lieux: Lieu, today: date = TODAY, commune: str = MEEN) -> tuple[Place, ...]:
    known = catalogue(lieux, contract.load_nomenclature())
    context = Context(catalogue=known, site=SITE, today=today, selection=select(known, SITE))
    return Slots(context=context).at([COMMUNES[commune]])


def lines(made: Lieu, rank: int, today: date = TODAY) -> tuple[Line, ...]:
    return places(made, today=today)[0].demi_journees[rank]


def told(made: Lieu, rank: int, today: date = TODAY) -> list[tuple[str, str]]:
    return [(even(line.heures), line.quand) for line in lines(made, rank, today)]


def cell(code: str, *lieux: Lieu, today: date = TODAY) -> str:
    """The text of one half-day of the page."""
    body = page_at(GRID, *lieux, today=today).body
    found = re.search(rf'<td role="cell" id="{code}".*?</td>', body, re.DOTALL)
    assert found
    return Reading(found[0]).text


# --- Whose hours ----------------------------------------------------------------------------------------------------


def test_the_hours_are_those_of_the_service_and_not_of_its_building() -> None:
    made = lieu(horaires="Mo-Fr 09:00-18:00", services=(service(horaires="We 14:00-16:00"),))
    assert told(made, WEDNESDAY_AFTERNOON) == [("14 h à 16 h", "")]
    assert [rank for rank in range(14) if lines(made, rank)] == [WEDNESDAY_AFTERNOON]


def test_a_service_given_whenever_the_venue_is_open_has_its_hours() -> None:
    made = lieu(horaires="We 09:00-12:00", services=(service(horaires="lieu"),))
    assert told(made, WEDNESDAY_MORNING) == [("9 h à 12 h", "")]
    assert places(made)[0].etat == "connu"


def test_a_service_without_hours_in_an_open_venue_is_known_by_the_building_alone() -> None:
    made = lieu(horaires="We 09:00-12:00", services=(service(),))
    (line,) = lines(made, WEDNESDAY_MORNING)
    assert (line.connu, line.lieu_seul, line.dimensions) == (False, True, ("demarches",))
    assert places(made)[0].etat == "service-inconnu"
    assert "heures du service (aide aux démarches) non renseignées" in cell("mercredi-matin", made)


def test_a_venue_that_lists_no_service_is_open_and_no_more_is_said_of_it() -> None:
    made = lieu(horaires="We 09:00-12:00")
    (line,) = lines(made, WEDNESDAY_MORNING)
    assert (line.connu, line.dimensions) == (False, ())
    assert "lieu ouvert, services non renseignés" in cell("mercredi-matin", made)


def test_a_venue_all_of_whose_services_have_hours_is_not_there_at_other_times() -> None:
    made = lieu(horaires="Mo-Fr 09:00-18:00", services=(service(horaires="Tu 09:00-12:00"),))
    assert "Lieu d’essai" not in cell("mercredi-matin", made)


def test_a_venue_without_any_hours_is_listed_apart_and_counted() -> None:
    page = Reading(page_at(GRID, lieu("a", nom="Muet", horaires_precisions="Le soir")).body)
    assert "Muet" in page.section("Horaires non renseignés : 1 sur 1 (100 %)")
    assert "Le soir" in page.section("Horaires non renseignés : 1 sur 1 (100 %)")
    assert "Muet" not in cell("mercredi-matin", lieu(nom="Muet"))


def test_an_expired_or_excluded_service_leaves_nothing() -> None:
    over = service(horaires="We 14:00-16:00", valide_au=date(2026, 1, 31))
    (place,) = places(lieu(horaires="We 09:00-18:00", services=(over,)))
    assert place.etat == "sans-service"
    assert not any(place.demi_journees)


def test_a_service_that_begins_in_the_coming_weeks_says_when() -> None:
    (line,) = lines(
        lieu(services=(service(horaires="We 14:00-16:00", valide_du=date(2026, 12, 1)),)), WEDNESDAY_AFTERNOON
    )
    assert [even(note) for note in line.notes] == ["à partir du 1er décembre 2026"]
    far = lieu(services=(service(horaires="We 14:00-16:00", valide_du=date(2027, 3, 1)),))
    assert places(far)[0].etat == "sans-service"


def test_what_is_done_only_at_a_distance_is_not_a_place_to_go_to() -> None:
    remote = service(horaires="We 14:00-16:00", modalites_accompagnement=("a-distance",), acces=("sans-rdv",))
    made = lieu(nom="Par téléphone", services=(remote,))
    assert places(made)[0].etat == "ailleurs"
    page = Reading(page_at(GRID, made).body)
    assert "aide aux démarches (à distance) : mercredi : 14 h à 16 h ; sans rendez-vous" in page.section(
        "À distance ou à domicile"
    ).replace("Aide", "aide")


def test_each_stop_of_a_round_is_a_place_with_its_own_hours() -> None:
    stops = (
        Etape(id="gael", nom="Place", adresse=adresse(GAEL), horaires="We 14:00-16:00"),
        Etape(id="meen", nom="Gare", adresse=adresse(MEEN), horaires="We 09:00-12:00"),
    )
    bus = lieu("bus", adresse=None, itinerance=Itinerance(etapes=stops), services=(service(horaires="lieu"),))
    (here,) = places(bus)
    assert (here.etape, [rank for rank in range(14) if here.demi_journees[rank]]) == ("Gare", [WEDNESDAY_MORNING])
    assert "arrêt Place" in cell("mercredi-apres-midi", bus)


def test_hours_for_a_whole_round_do_not_say_at_which_stop() -> None:
    stops = tuple(Etape(id=code, nom=code, adresse=adresse(code)) for code in (GAEL, MEEN))
    bus = lieu("bus", adresse=None, itinerance=Itinerance(etapes=stops), services=(service(horaires="We 09:00-12:00"),))
    assert places(bus)[0].etat == "horaires-inconnus"


# --- Which half-day, which weeks ------------------------------------------------------------------------------------


def test_the_half_days_are_those_that_coverage_counts() -> None:
    body = page_at(GRID, lieu(horaires="We 09:00-12:00")).body
    assert re.findall(r'data-demi-journee="([^"]+)"', body) == list(HALF_DAYS)


@pytest.mark.parametrize(
    ("hours", "morning", "afternoon"),
    [
        ("We 08:00-18:00", [("8 h à 18 h", "")], [("8 h à 18 h", "")]),
        ("We 09:00-13:30", [("9 h à 13 h 30", "")], []),
        ("We 12:15-14:00", [], [("12 h 15 à 14 h", "")]),
        ("We 12:30-13:30", [("12 h 30 à 13 h 30", "")], []),
    ],
)
def test_a_slot_is_whole_in_each_half_day_that_it_makes(
    hours: str, morning: list[tuple[str, str]], afternoon: list[tuple[str, str]]
) -> None:
    made = lieu(services=(service(horaires=hours),))
    assert (told(made, WEDNESDAY_MORNING), told(made, WEDNESDAY_AFTERNOON)) == (morning, afternoon)


def test_the_evening_is_part_of_the_afternoon_and_is_said() -> None:
    evening, day = (lieu(services=(service(horaires=f"We 14:00-{end}"),)) for end in ("18:30", "18:15"))
    assert [line.soir for line in lines(evening, WEDNESDAY_AFTERNOON)] == [True]
    assert [line.soir for line in lines(day, WEDNESDAY_AFTERNOON)] == [False]
    assert "en soirée" in cell("mercredi-apres-midi", evening)


def test_alternate_weeks_say_which_and_the_page_says_which_this_one_is() -> None:
    made = lieu(services=(service(horaires="week 02-52/2 We 14:00-16:00; week 01-53/2 We 09:00-12:00"),))
    assert told(made, WEDNESDAY_AFTERNOON) == [("14 h à 16 h", "semaines paires")]
    assert told(made, WEDNESDAY_MORNING) == [("9 h à 12 h", "semaines impaires")]
    text = Reading(page_at(GRID, made).body).text
    assert "La semaine du lundi 16 novembre 2026 est impaire (numéro 47), la suivante paire." in text


def test_a_second_wednesday_of_the_month_is_told_by_its_dates_in_the_coming_weeks() -> None:
    made = lieu(services=(service(horaires="We[2] 14:00-16:00"),))
    ((hours, when),) = told(made, WEDNESDAY_AFTERNOON)
    assert (hours, even(when)) == ("14 h à 16 h", "seulement les 9 décembre 2026 et 13 janvier 2027")


def test_the_week_is_that_of_the_season_of_the_day_and_the_change_is_told() -> None:
    made = lieu(services=(service(horaires="Sep-Jun We 14:00-18:00; Jul-Aug We 09:00-12:00"),))
    assert told(made, WEDNESDAY_MORNING, date(2026, 8, 3)) == [("9 h à 12 h", "")]
    assert told(made, WEDNESDAY_AFTERNOON, date(2026, 8, 3)) == []
    changes = [tuple(map(even, row)) for row in places(made, today=date(2026, 8, 3))[0].changements]
    assert changes == [("", "à partir du 1er septembre 2026", "mercredi : 14 h à 18 h")]


def test_a_day_of_which_nothing_is_known_is_apart() -> None:
    made = lieu(services=(service(horaires="Mo 09:00-12:00; We 09:00-12:00 unknown"),))
    assert [line.connu for line in lines(made, WEDNESDAY_MORNING)] == [False]
    assert "à confirmer" in cell("mercredi-matin", made)


# --- The coming dates -----------------------------------------------------------------------------------------------

AUGUST = FermetureDatee(du=date(2026, 8, 1), au=date(2026, 8, 31), motif="Congés")


def test_a_closure_to_come_is_on_each_of_its_half_days_and_in_the_list() -> None:
    made = lieu(services=(service(horaires="We 14:00-16:00"),), fermetures=(AUGUST,))
    assert "Fermé du 1er au 31 août 2026." in cell("mercredi-apres-midi", made, today=date(2026, 7, 20))
    page = Reading(page_at(GRID, made, today=date(2026, 7, 20)).body)
    assert "du 1er au 31 août 2026, fermé (Congés)" in page.section("Fermetures et changements")


def test_a_venue_closed_on_the_day_is_not_open_and_is_listed_with_its_dates() -> None:
    made = lieu(horaires="We 14:00-16:00", services=(service(horaires="lieu"),), fermetures=(AUGUST,))
    assert "Lieu d’essai" not in cell("mercredi-apres-midi", made, today=date(2026, 8, 15))
    page = Reading(page_at(GRID, made, today=date(2026, 8, 15)).body)
    assert "Mercredi : 14 h à 16 h" in page.section("Fermés le 15 août 2026")
    assert "du 1er au 31 août 2026, fermé (Congés)" in page.section("Fermetures et changements")


def test_a_closure_that_is_over_or_far_away_is_not_told() -> None:
    made = lieu(services=(service(horaires="We 14:00-16:00"),), fermetures=(AUGUST,))
    for day in (date(2026, 9, 1), date(2026, 4, 1)):
        assert "Fermé du" not in cell("mercredi-apres-midi", made, today=day)


def test_a_closure_of_one_service_says_which() -> None:
    made = lieu(
        services=(
            service("caf-rsa", horaires="We 14:00-16:00", fermetures=(AUGUST,)),
            service("wifi", horaires="We 14:00-16:00"),
        )
    )
    (place,) = places(made, today=date(2026, 7, 20))
    assert [tuple(map(even, row)) for row in place.changements] == [
        ("aide aux démarches", "du 1er au 31 août 2026", "fermé (Congés)")
    ]


def test_a_public_holiday_says_who_closes_who_opens_and_who_has_said_nothing() -> None:
    made = (
        lieu("a", nom="Ferme", services=(service(horaires="Fr 09:00-12:00; PH off"),)),
        lieu("b", nom="Ouvre", services=(service(horaires="Fr 09:00-12:00; PH 10:00-11:00"),)),
        lieu("c", nom="Muet", services=(service(horaires="Fr 09:00-12:00"),)),
        lieu("d", nom="Autre jour", services=(service(horaires="Tu 09:00-12:00"),)),
    )
    text = Reading(page_at(GRID, *made).body).section("Jours fériés")
    assert "Vendredi 25 décembre 2026 (Noël), sur 3 lieux et arrêts qui ouvrent ce jour de la semaine" in text
    assert "1 fermé ; 1 n’en dit rien, appelez avant ; 1 ouvert : Ouvre (Saint-Méen)" in text


def test_a_venue_closed_for_the_moment_is_apart() -> None:
    made = lieu(nom="En travaux", statut="suspendu", services=(service(horaires="We 09:00-12:00"),))
    assert "En travaux" not in cell("mercredi-matin", made)
    assert "En travaux" in Reading(page_at(GRID, made).body).section("Fermés pour le moment, sans date connue")


# --- How one gets in ------------------------------------------------------------------------------------------------


def test_the_access_of_a_service_wins_over_that_of_its_venue() -> None:
    made = lieu(acces=("sans-rdv",), services=(service(horaires="We 09:00-12:00", acces=("sur-rdv",)),))
    assert "○ sur rendez-vous." in cell("mercredi-matin", made)
    assert "sans rendez-vous" not in cell("mercredi-matin", made)


def test_the_access_of_the_venue_is_said_to_be_that_of_the_venue() -> None:
    made = lieu(acces=("sans-rdv", "sur-rdv"), services=(service(horaires="We 09:00-12:00"),))
    assert "● sans rendez-vous ou ○ sur rendez-vous (pour le lieu en général)" in cell("mercredi-matin", made)
    # Which of the two holds is not known: a filter keeps it apart.
    assert 'data-acces=""' in page_at(GRID, made).body


def test_services_on_the_same_hours_are_told_once() -> None:
    same = {"horaires": "We 09:00-12:00", "acces": ("sans-rdv",)}
    made = lieu(services=(service("caf-rsa", **same), service("wifi", **same), service("ameli-compte", **same)))
    (line,) = lines(made, WEDNESDAY_MORNING)
    assert line.dimensions == ("acces", "demarches")


def test_services_that_differ_by_their_access_alone_say_that_it_depends() -> None:
    made = lieu(
        services=(
            service("caf-rsa", horaires="We 09:00-12:00", acces=("sans-rdv",)),
            service("ameli-compte", horaires="We 09:00-12:00", acces=("sur-rdv",)),
        )
    )
    assert "● sans rendez-vous ou ○ sur rendez-vous, selon le service" in cell("mercredi-matin", made)


def test_an_operator_and_its_telephone_are_those_of_its_hours() -> None:
    plume = Operateur(nom="La Plume", telephone="02 61 91 00 77")
    made = lieu(services=(service(horaires="We 09:00-12:00", operateur=plume, reserve_a=("jeunes",)),))
    text = cell("mercredi-matin", made)
    assert "Permanence de La Plume." in text
    assert "Réservé à : jeunes." in text
    assert "02 61 91 00 77" in text


# --- The territory --------------------------------------------------------------------------------------------------


def test_the_venues_of_another_intercommunality_are_on_its_own_grid() -> None:
    away = lieu("b", nom="Ailleurs", adresse=adresse("22147"), services=(service(horaires="We 09:00-12:00"),))
    assert "Ailleurs" not in page_at(GRID, away).body
    assert "Ailleurs" in page_at(f"epci/{VOISIN}/semaine/", away).body


def test_a_territory_that_nobody_has_surveyed_is_not_called_empty() -> None:
    text = Reading(page_at(f"epci/{VOISIN}/semaine/").body).text
    assert "Personne n’a encore recensé" in text
    assert "Aucun lieu n’est connu dans cette intercommunalité." in text


def test_a_departement_counts_the_known_and_in_brackets_those_of_which_less_is_known() -> None:
    made = (
        lieu("a", services=(service(horaires="We 09:00-12:00"),)),
        lieu("b", horaires="We 09:00-12:00"),
        lieu("c"),
    )
    body = page_at("departements/35/semaine/", *made).body
    row = re.search(r"Pays de Méen.*?</tr>", body, re.DOTALL)
    assert row
    cells = [even(Reading(found).text) for found in re.findall(r"<td.*?</td>", row[0], re.DOTALL)]
    assert cells == ["3", "1", "–", "–", "–", "–", "1 (1)", *["–"] * 9]


def test_the_page_of_a_territory_and_that_of_a_commune_lead_to_the_grid() -> None:
    for url, link in (
        (f"epci/{PAYS}/", "semaine/"),
        ("departements/35/", "semaine/"),
        (f"communes/{MEEN}/", f"../../epci/{PAYS}/semaine/"),
    ):
        assert link in Reading(page_at(url).body).links
