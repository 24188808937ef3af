"""Hours written by hand are read, or come back with the reason."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage import hours
from maillage.exchange.free_hours import read_day, read_week
from maillage.exchange.week_values import week_value


def day(text: str) -> str | None:
    """Return the slots of a cell as an expression of a Monday, None where nothing was read."""
    value = week_value({0: read_day(text).slots})
    return value.removeprefix("Mo ") if value else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9h-12h / 14h-18h", "09:00-12:00,14:00-18:00"),
        ("9h12h", "09:00-12:00"),
        ("9h12h30", "09:00-12:30"),
        ("9h00 à 12h30", "09:00-12:30"),
        ("de 9 h à midi", "09:00-12:00"),
        ("8h30-12h et 13h30-17h", "08:30-12:00,13:30-17:00"),
        ("9 h 30 - 12 h 00", "09:30-12:00"),
        ("09:00 - 12:00 14:00 - 17:00", "09:00-12:00,14:00-17:00"),
        ("8-12h / 14-18h", "08:00-12:00,14:00-18:00"),
        ("de 14 heures à 17 heures 30", "14:00-17:30"),
        ("9h-12h-14h-18h", "09:00-12:00,14:00-18:00"),
        ("matin 9h-12h, après-midi 14h-18h", "09:00-12:00,14:00-18:00"),
        ("20h-minuit", "20:00-24:00"),
        ("12h-17h,17h-19h", "12:00-19:00"),
        ("24h/24", "00:00-24:00"),
        ("9H–12H", "09:00-12:00"),
    ],
)
def test_hours_of_a_day_are_read(text: str, expected: str) -> None:
    assert day(text) == expected
    assert read_day(text).unread == ()


@pytest.mark.parametrize("text", ["-", "fermé", "Fermée", " – ", "/"])
def test_a_closed_day_is_closed(text: str) -> None:
    read = read_day(text)
    assert (read.closed, read.slots, read.unread) == (True, (), ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x", "ce signe ne donne pas d'heures"),
        ("X", "ce signe ne donne pas d'heures"),
        ("14h-12h", "l'heure de fin vient avant l'heure de début"),
        ("souscondition", "« souscondition » n'est pas compris"),
        ("25:00", "« 25:00 » n'est pas une heure"),
        ("9h75-12h", "« 9h75 » n'est pas une heure"),
        ("9h-", "l'heure de fin manque"),
        ("-12h", "l'heure de début manque"),
        ("9h et 12h", "on ne sait pas si ces heures sont un début et une fin"),
        ("9h-12h,11h-13h", "les plages se chevauchent ou ne sont pas dans l'ordre"),
        ("sur rdv", "le texte dit comment venir, pas à quelles heures"),
        ("9h-12h sur rendez-vous", "le texte dit comment venir, pas à quelles heures"),
    ],
)
def test_what_is_not_understood_comes_back_with_its_reason(text: str, reason: str) -> None:
    read = read_day(text)
    assert read.slots == ()
    assert [(unread.part, unread.why) for unread in read.unread] == [(text, reason)]


def test_an_empty_cell_says_nothing() -> None:
    assert read_day("  ") == read_day("")
    assert not read_day("").closed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lundi au vendredi 9h-12h 14h-17h30 ; samedi 9h-12h", "Mo-Fr 09:00-12:00,14:00-17:30; Sa 09:00-12:00"),
        ("mardi et jeudi 14h-17h", "Tu,Th 14:00-17:00"),
        ("Lun. - Ven. : 9h-12h", "Mo-Fr 09:00-12:00"),
        ("9h-12h du lundi au jeudi", "Mo-Th 09:00-12:00"),
        ("1er et 3e mercredi du mois 9h-12h", "We[1,3] 09:00-12:00"),
        ("dernier samedi du mois de 9h à 12h", "Sa[-1] 09:00-12:00"),
        ("lundi 9h-12h semaines paires", "week 02-52/2 Mo 09:00-12:00"),
        (
            "semaines paires : lundi 9h-12h ; semaines impaires : mardi 14h-17h",
            "week 01-53/2 Tu 14:00-17:00; week 02-52/2 Mo 09:00-12:00",
        ),
        ("tous les jours sauf dimanche 9h-18h", "Mo-Sa 09:00-18:00"),
        ("lundi au vendredi 9h-12h sauf jours fériés", "Mo-Fr 09:00-12:00; PH off"),
        ("mardi 9h-12h ; fermé les jours fériés", "Tu 09:00-12:00; PH off"),
        ("fermé le lundi ; mardi 9h-12h", "Tu 09:00-12:00"),
        ("24h/24 et 7j/7", "24/7"),
        ("lundi matin 9h-12h et mardi après-midi 14h-17h", "Mo 09:00-12:00; Tu 14:00-17:00"),
        ("samedi au lundi 9h-12h", "Mo,Sa,Su 09:00-12:00"),
        ("lundi : 9h-12h\nmardi : fermé\nmercredi : 14h-18h", "Mo 09:00-12:00; We 14:00-18:00"),
        ("lundi 9h-12h ; lundi 14h-18h", "Mo 09:00-12:00,14:00-18:00"),
        ("week-end 10h-12h", "Sa,Su 10:00-12:00"),
    ],
)
def test_hours_of_a_week_are_read(text: str, expected: str) -> None:
    read = read_week(text)
    assert (read.value, read.unread) == (expected, ())
    assert hours.problems(expected) == ()


@pytest.mark.parametrize(
    "text",
    [
        "du lundi au jeudi",
        "9h-12h / 14h-18h",
        "sur rdv",
        "lundi-mercredi-vendredi 9h-12h",
        "lundi 9h-12h semaines paires, mardi 14h-17h",
        "le mercredi de 14h à 17h pendant les vacances scolaires",
        "lundi matin",
        "une semaine sur deux le lundi 9h-12h",
        "lundi 9h-12h après-midi fermé",
        "de septembre à juin, lundi 9h-12h",
    ],
)
def test_doubtful_weeks_are_not_guessed(text: str) -> None:
    read = read_week(text)
    assert read.value is None
    assert [unread.part for unread in read.unread] == [text]
    assert all(unread.why for unread in read.unread)


def test_one_part_that_is_not_understood_does_not_hide_the_others() -> None:
    read = read_week("lundi 9h-12h ; samedi sous condition")
    assert read.value == "Mo 09:00-12:00"
    assert [unread.part for unread in read.unread] == ["samedi sous condition"]


def test_a_day_described_twice_differently_is_said() -> None:
    read = read_week("mercredi 9h-12h ; 1er mercredi du mois 14h-17h")
    assert read.value == "We 09:00-12:00"
    assert read.unread[0].why == "le mercredi est déjà décrit autrement"


VOCABULARY = """
lundi mardi mer. jeudi samedi dimanche week-end tous les jours fériés au du de et , ; / - à sauf sur rdv x
9h 9h30 12h 14h 18h 25h 9:00 17:00 8 12 midi minuit 24h/24 7j/7 matin après-midi fermé
1er 3e dernier mois semaines paires impaires
"""
WORDS = st.lists(st.sampled_from(re.findall(r"\S+", VOCABULARY)), max_size=14).map(" ".join)


@given(WORDS | st.text(max_size=60))
def test_nothing_makes_the_reader_fail_and_what_it_reads_is_valid(text: str) -> None:
    read = read_week(text)
    if read.value is not None:
        assert hours.problems(read.value) == (), (text, read.value)
    cell = read_day(text)
    if cell.slots:
        value = week_value({2: cell.slots})
        assert value is not None
        assert hours.problems(value) == ()


@given(WORDS)
def test_what_is_written_is_read_or_reported(text: str) -> None:
    read = read_week(text)
    told = read.value is not None or read.unread or "fermé" in text
    assert told or not any(character.isdigit() for character in text)
