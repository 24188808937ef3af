"""Ids that nobody has to invent, and that never change."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from maillage.exchange.naming import LONGEST, new_ids

PARTS = ("nom", "adresse.commune")


def venue(nom: str, commune: str = "Évron", voie: str = "", source_id: str = "1") -> dict[str, Any]:
    return {"nom": nom, "adresse": {"commune": commune, "voie": voie}, "source_id": source_id}


def test_an_id_is_the_name_and_the_town() -> None:
    assert new_ids([venue("Médiathèque « Les Prés »")], PARTS, ()) == ("mediatheque-les-pres-evron",)


def test_the_town_is_not_said_twice() -> None:
    assert new_ids([venue("Médiathèque d'Évron")], PARTS, ()) == ("mediatheque-d-evron",)


def test_two_of_a_name_are_told_apart_by_their_street_and_none_by_a_counter() -> None:
    venues = [venue("École", voie="1 rue A", source_id="7"), venue("École", voie="2 rue B", source_id="9")]
    assert new_ids(venues, PARTS, ()) == ("ecole-evron-1-rue-a", "ecole-evron-2-rue-b")


def test_two_of_a_name_and_street_are_told_apart_by_their_source_id() -> None:
    venues = [venue("École", source_id="7"), venue("École", source_id="9")]
    assert new_ids(venues, PARTS, ()) == ("ecole-evron-7", "ecole-evron-9")


def test_an_id_in_use_is_not_given_again() -> None:
    assert new_ids([venue("École", voie="1 rue A")], PARTS, {"ecole-evron"}) == ("ecole-evron-1-rue-a",)


def test_what_has_its_id_already_still_counts_among_those_of_a_name() -> None:
    venues = [venue("École", voie="1 rue A", source_id="7"), venue("École", voie="2 rue B", source_id="9")]
    first, second = new_ids(venues, PARTS, ())
    assert new_ids(venues[1:], PARTS, {str(first)}, beside=venues[:1]) == (second,)


def test_the_order_of_the_rows_changes_nothing() -> None:
    venues = [venue("École", voie=f"{number % 3} rue A", source_id=str(number)) for number in range(12)]
    shuffled = [*venues[7:], *reversed(venues[:7])]
    names = {item["source_id"]: name for item, name in zip(venues, new_ids(venues, PARTS, ()), strict=True)}
    again = {item["source_id"]: name for item, name in zip(shuffled, new_ids(shuffled, PARTS, ()), strict=True)}
    assert names == again


def test_a_name_without_letters_makes_no_id() -> None:
    assert new_ids([venue("北京", commune="", source_id="")], PARTS, ()) == (None,)


@given(st.lists(st.tuples(st.text(max_size=120), st.text(max_size=60), st.text(max_size=60)), max_size=6))
def test_ids_are_always_well_formed_and_unique(names: list[tuple[str, str, str]]) -> None:
    venues = [venue(nom, commune, source_id=source_id) for nom, commune, source_id in names]
    ids = [name for name in new_ids(venues, PARTS, ()) if name]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) and len(name) <= LONGEST for name in ids)
