"""One cell at a time: what is read, what is mended, what is left out."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maillage.exchange import cells
from maillage.exchange.cells import Read

TODAY = date(2026, 3, 1)


def natures(read: Read) -> list[str]:
    return [note.nature for note in read[1]]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("03 80 48 84 14", "03 80 48 84 14"),
        ("0380488414", "03 80 48 84 14"),
        ("+33 (0)3.80.48.84.14", "03 80 48 84 14"),
        ("0033380488414", "03 80 48 84 14"),
        ("Tél. : 03-80-48-84-14", "03 80 48 84 14"),
        ("36 46", "36 46"),
        ("+262262000001", "+262262000001"),
    ],
)
def test_phone_numbers_are_printed_one_way(cell: str, expected: str) -> None:
    assert cells.phone(cell) == ((expected,), ())


def test_a_phone_number_gets_back_the_zero_that_a_spreadsheet_ate() -> None:
    read = cells.phone("380488414")
    assert read[0] == ("03 80 48 84 14",)
    assert natures(read) == ["corrigé"]


def test_a_second_phone_number_is_reported_not_lost() -> None:
    read = cells.phone("03 80 48 84 14 / 06 39 98 00 01")
    assert read[0] == ("03 80 48 84 14",)
    assert [(note.nature, note.value) for note in read[1]] == [("non lu", "06 39 98 00 01")]


@pytest.mark.parametrize("cell", ["12", "mairie", "03 80 48 84", "=1+1"])
def test_what_is_no_phone_number_is_left_out(cell: str) -> None:
    read = cells.phone(cell)
    assert read[0] == ()
    assert natures(read) == ["non lu"]


def test_mails_are_cut_wherever_people_cut_them() -> None:
    assert cells.mails("a@b.fr; c@d.fr | mailto:e@f.fr") == (("a@b.fr", "c@d.fr", "e@f.fr"), ())
    read = cells.mails("epn@blanzy71 fr")
    assert (read[0], natures(read)) == ((), ["non lu"])


def test_links_get_their_scheme_and_scripts_are_refused() -> None:
    assert cells.links("https://a.fr/x?y=1|http://b.fr") == (("https://a.fr/x?y=1", "http://b.fr"), ())
    read = cells.links("www.mdeauxerrois.com")
    assert (read[0], natures(read)) == (("http://www.mdeauxerrois.com",), ["corrigé"])
    for bad in ("javascript:alert(1)", "ftp://a.fr", "a@b.fr", "voir le site", "http://"):
        assert cells.links(bad)[0] == ()


@pytest.mark.parametrize(
    ("cell", "form", "expected"),
    [
        ("02/03/2021", "jj/mm/aaaa", "2021-03-02"),
        ("2.3.2021", "jj/mm/aaaa", "2021-03-02"),
        ("03/02/2021", "mm/jj/aaaa", "2021-03-02"),
        ("2021-03-02", "jj/mm/aaaa", "2021-03-02"),
        ("2021-03-02T10:00:00Z", "aaaa-mm-jj", "2021-03-02"),
        ("02/03/2021 10:30", "jj/mm/aaaa", "2021-03-02"),
    ],
)
def test_dates_are_read_in_the_order_of_the_mapping(cell: str, form: str, expected: str) -> None:
    assert cells.day(cell, form, TODAY) == ((expected,), ())


@pytest.mark.parametrize("cell", ["31/02/2021", "44287", "mars 2021", "02/03/21", "02/03/2027", "01/01/1900"])
def test_dates_that_cannot_be_are_left_out(cell: str) -> None:
    read = cells.day(cell, "jj/mm/aaaa", TODAY)
    assert (read[0], natures(read)) == ((), ["non lu"])


def test_degrees_may_have_a_comma() -> None:
    assert cells.degrees("48,1892", 90) == (("48.1892",), ())
    assert cells.degrees("-2.1911", 180) == (("-2.1911",), ())
    assert cells.degrees("148.2", 90)[0] == ()
    assert cells.degrees("47°20'", 90)[0] == ()


def test_pivots_are_siret_siren_or_rna() -> None:
    assert cells.pivot("434 933 123 00029") == (("43493312300029",), ())
    assert cells.pivot("W353000001")[0] == ("W353000001",)
    assert cells.pivot("00000000000000")[1][0].why == "une suite de zéros n'est pas un SIRET"
    assert cells.pivot("12")[0] == ()


def test_codes_of_digits_get_their_zero_back() -> None:
    read = cells.code_of_digits("1000", "code postal")
    assert (read[0], natures(read)) == (("01000",), ["corrigé"])
    assert cells.code_of_digits("2a004", "code INSEE") == (("2A004",), ())
    assert cells.code_of_digits("350", "code postal")[0] == ()


def test_a_lost_letter_is_shown_and_reported() -> None:
    read = cells.text("M\ufffddiathèque")
    assert (read[0], natures(read)) == (("M?diathèque",), ["corrigé"])


def test_texts_that_are_too_long_are_reported_whole() -> None:
    read = cells.text("a" * 301)
    assert read[0] == ()
    assert read[1][0].value == "a" * 301


def test_paragraphs_keep_their_lines() -> None:
    assert cells.text(" un \n\n deux  mots ", cells.PARAGRAPHS, paragraphs=True)[0] == ("un\ndeux mots",)
    assert cells.text("un\ndeux")[0] == ("un deux",)


def test_yes_and_no_have_many_spellings() -> None:
    assert [cells.yes_or_no(word)[0] for word in ("Oui", "VRAI", "non", "peut-être")] == [
        ("oui",),
        ("oui",),
        ("non",),
        (),
    ]


def test_slugs_have_letters_digits_and_hyphens() -> None:
    assert cells.slug("L'Œuvre — Évron (n° 2)") == "l-oeuvre-evron-n-2"
    assert cells.slug("北京") == ""


@given(st.text(max_size=60))
@example("mailto:")
def test_no_cell_makes_a_reader_fail_and_nothing_is_dropped_in_silence(cell: str) -> None:
    for read in (
        cells.phone(cell),
        cells.mails(cell),
        cells.links(cell),
        cells.day(cell, "jj/mm/aaaa", TODAY),
        cells.degrees(cell, 90),
        cells.code_of_digits(cell, "code postal"),
    ):
        assert read[0] or read[1] or not re.search(r"\w", cell)
    assert cells.pivot(cell)[0] or cells.pivot(cell)[1]
