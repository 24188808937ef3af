"""All the places around each town, by distance as plain loops give it."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from maillage.coverage import Surroundings
from maillage.model import Position
from maillage.territory import distance_km


def somewhere(drawn: random.Random, count: int) -> list[Position]:
    return [Position(latitude=drawn.uniform(45, 49), longitude=drawn.uniform(0, 7)) for _ in range(count)]


@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 200])
def test_every_place_comes_once_in_the_order_of_plain_loops(count: int) -> None:
    drawn = random.Random(3)  # noqa: S311 — places of a test
    towns, places = somewhere(drawn, 150), somewhere(drawn, count)
    around = Surroundings(towns, places)
    for rank, town in enumerate(towns):
        expected = sorted((distance_km(town, place), place_rank) for place_rank, place in enumerate(places))
        found = list(around.of(rank))
        assert [place_rank for place_rank, _ in found] == [place_rank for _, place_rank in expected]
        assert [km for _, km in found] == pytest.approx([km for km, _ in expected], abs=1e-6)


def test_places_that_share_a_spot_keep_their_order() -> None:
    here, there = Position(latitude=48.0, longitude=-2.0), Position(latitude=48.0, longitude=-2.1)
    around = Surroundings([here], [there, here] * 40)
    assert [rank for rank, _ in islice(around.of(0), 20)] == list(range(1, 41, 2))[:20]
    assert [rank for rank, _ in around.of(0)] == [*range(1, 80, 2), *range(0, 80, 2)]


def test_no_town_and_no_place_are_no_matter() -> None:
    here = Position(latitude=48.0, longitude=-2.0)
    assert list(Surroundings([here], []).of(0)) == []
    Surroundings([], [here])
