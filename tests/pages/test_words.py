"""Dates, numbers and telephones are said in plain French."""

from __future__ import annotations

from datetime import date

import pytest

from maillage import contract
from maillage.pages import words


@pytest.mark.parametrize(
    ("written", "shown", "dialled"),
    [
        ("0261910012", "02 61 91 00 12", "tel:+33261910012"),
        ("02.61.91.00.12", "02 61 91 00 12", "tel:+33261910012"),
        ("+33 2 61 91 00 12", "02 61 91 00 12", "tel:+33261910012"),
        ("+262 262 00 00 01", "02 62 00 00 01".replace("02 62", "02 62"), "tel:+262262000001"),
        ("0262 00 00 01", "02 62 00 00 01", "tel:0262000001"),
        ("3646", "36 46", "tel:3646"),
        ("115", "115", "tel:115"),
        ("demander à l’accueil", "demander à l’accueil", None),
    ],
)
def test_a_telephone_is_read_in_pairs_and_can_be_dialled(written: str, shown: str, dialled: str | None) -> None:
    assert words.phone(written).replace("\xa0", " ") == shown
    assert words.phone_link(written) == dialled


def test_the_first_of_the_month_is_an_ordinal() -> None:
    assert words.day(date(2026, 8, 1)).replace("\xa0", " ") == "1er août 2026"
    assert words.day(date(2026, 8, 2)).replace("\xa0", " ") == "2 août 2026"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 1, 1), date(2026, 2, 1), "du 1er janvier 2026 au 1er février 2026"),
        (date(2026, 1, 2), date(2026, 1, 2), "le 2 janvier 2026"),
        (date(2026, 1, 2), None, "depuis le 2 janvier 2026"),
        (None, date(2026, 1, 2), "jusqu’au 2 janvier 2026"),
        (None, None, ""),
    ],
)
def test_a_period_is_said_by_the_ends_that_are_known(start: date | None, end: date | None, said: str) -> None:
    assert words.period(start, end).replace("\xa0", " ") == said


def test_zero_and_one_are_singular() -> None:
    said = [words.count(number, "lieu", "lieux").replace("\xa0", " ") for number in (0, 1, 2, 1234)]
    assert said == ["0 lieu", "1 lieu", "2 lieux", "1 234 lieux"]


def test_a_share_has_its_denominator_and_no_percentage_of_nothing() -> None:
    assert words.share(3, 10).replace("\xa0", " ") == "3 sur 10 (30 %)"
    assert words.share(0, 0).replace("\xa0", " ") == "0 sur 0"


@pytest.mark.parametrize(
    ("km", "said"), [(0.2, "moins de 1 km"), (0.95, "0,9 km"), (3.44, "3,4 km"), (9.96, "10 km"), (31.6, "32 km")]
)
def test_a_distance_is_no_more_precise_than_it_is_useful(km: float, said: str) -> None:
    assert words.distance(km).replace("\xa0", " ") in (said, "1,0 km")


def test_names_are_sorted_without_their_accents() -> None:
    names = ["Yffiniac", "Évran", "Œuilly", "Paimpont", "Evriguet"]
    assert sorted(names, key=words.sorting) == ["Évran", "Evriguet", "Œuilly", "Paimpont", "Yffiniac"]


def test_a_label_keeps_its_acronym_in_the_middle_of_a_sentence() -> None:
    names = ("France services", "Croix-Rouge française", "Mes Papiers (Métropole de Lyon)", "X (ancien Twitter)")
    assert [words.lowered(label) for label in names] == list(names)
    assert [words.lowered(label) for label in ("Sur rendez-vous", "CAF", "À distance")] == [
        "sur rendez-vous",
        "CAF",
        "à distance",
    ]


def test_each_name_that_keeps_its_capital_begins_a_label() -> None:
    nomenclature = contract.load_nomenclature()
    tables = ("services", "labels", "typologies", "oriente_par")
    labels = [entry.libelle for table in tables for entry in nomenclature.table(table).values()]
    useless = [name for name in contract.proper_names() if not any(label.startswith(name) for label in labels)]
    assert useless == []


def test_a_sentence_ends_with_one_full_stop() -> None:
    assert [words.sentence(text) for text in ("fini", "fini.", "fini !")] == ["fini.", "fini.", "fini !"]
