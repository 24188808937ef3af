"""The commune of an address is told by two signals that agree, or not at all."""

from __future__ import annotations

import pytest

from maillage import territory as geography
from maillage.exchange.places import Given, Placement, place
from maillage.model import Position

TERRITORY = geography.load()
DIJON = Position(latitude=47.3216, longitude=5.0415)


def placed(given: Given) -> Placement | str:
    return place(
        given, TERRITORY, lambda postcode, name: geography.find_commune(TERRITORY, postcode, name), geography.commune_at
    )


def reasons(placement: Placement | str) -> list[tuple[str, str]]:
    assert isinstance(placement, Placement), placement
    return [(key, note.nature) for key, note in placement.notes]


def test_postcode_and_name_are_enough() -> None:
    found = placed(Given(code_postal="21000", commune="DIJON"))
    assert isinstance(found, Placement)
    assert (found.commune.code_insee, found.code_postal, found.notes) == ("21231", "21000", ())


def test_a_former_commune_gives_the_one_of_today_and_says_so() -> None:
    found = placed(Given(code_postal="39400", commune="MOREZ"))
    assert isinstance(found, Placement)
    assert found.commune.nom == "Hauts de Bienne"
    assert reasons(found) == [("adresse.commune", "corrigé")]


def test_a_merged_insee_code_is_replaced_and_said() -> None:
    found = placed(Given(code_postal="39400", commune="Hauts de Bienne", code_insee="39371"))
    assert reasons(found) == [("adresse.code_insee", "corrigé")]


@pytest.mark.parametrize("code", ["21999", "71270"])
def test_an_insee_code_that_says_otherwise_is_left_out(code: str) -> None:
    found = placed(Given(code_postal="21000", commune="Dijon", code_insee=code))
    assert isinstance(found, Placement)
    assert found.commune.nom == "Dijon"
    assert reasons(found) == [("adresse.code_insee", "non lu")]


def test_an_insee_code_helps_a_name_that_nobody_knows() -> None:
    found = placed(Given(code_postal="21000", commune="Les Grésilles", code_insee="21231"))
    assert isinstance(found, Placement)
    assert found.commune.nom == "Dijon"
    assert reasons(found) == [("adresse.commune", "corrigé")]


def test_a_position_decides_between_near_misses_only() -> None:
    found = placed(Given(code_postal="21000", commune="DIJJON", position=DIJON))
    assert isinstance(found, Placement)
    assert found.commune.nom == "Dijon"
    assert isinstance(placed(Given(code_postal="33000", commune="BORDEAUX-CENTRE", position=DIJON)), str)


def test_a_cedex_postcode_gives_way_to_that_of_the_commune() -> None:
    found = placed(Given(code_postal="70007", commune="VESOUL CEDEX"))
    assert isinstance(found, Placement)
    assert found.code_postal == "70000"
    assert ("adresse.code_postal", "corrigé") in reasons(found)


def test_a_restored_zero_is_said_once_a_commune_confirms_it() -> None:
    found = placed(Given(code_postal="01000", commune="Bourg-en-Bresse", zero_restored=True))
    assert reasons(found) == [("adresse.code_postal", "corrigé")]


def test_what_the_mapping_declares_is_obeyed() -> None:
    found = placed(Given(code_postal="25520", commune="GOUX-LES-USIERS", declared="25060"))
    assert isinstance(found, Placement)
    assert found.commune.nom == "Val-d’Usiers"


def test_an_unknown_commune_comes_back_with_near_names() -> None:
    why = placed(Given(code_postal="25520", commune="GOUX-LES-USIERS"))
    assert isinstance(why, str)
    assert "Val-d’Usiers" in why
    assert isinstance(placed(Given(code_postal="", commune="")), str)
