"""Distances and nearest places agree with the plain formula, everywhere on Earth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.coverage.distances import NOWHERE, Nearest, across_within, chord, kilometres, unit_vectors
from maillage.model import Position
from maillage.territory import distance_km

points = st.lists(
    st.tuples(st.floats(-90, 90, allow_subnormal=False), st.floats(-180, 180, allow_subnormal=False)),
    min_size=1,
    max_size=40,
)


def position(point: tuple[float, float]) -> Position:
    return Position(latitude=point[0], longitude=point[1])


@settings(max_examples=60, deadline=None)
@given(points, points)
def test_the_nearest_is_that_of_plain_loops(
    towns: list[tuple[float, float]], places: list[tuple[float, float]]
) -> None:
    chosen = np.array([index % 3 != 1 for index in range(len(places))])
    nearest = Nearest(unit_vectors(np.array(towns)), unit_vectors(np.array(places)))
    found, ranks = nearest.among(chosen)
    for town, kilometre, rank in zip(towns, found, ranks, strict=True):
        every = [distance_km(position(town), position(place)) for place, one in zip(places, chosen, strict=True) if one]
        # Near the antipodes an angle is known to a few metres only, by any formula of this kind.
        assert kilometre == pytest.approx(min(every), abs=0.01, rel=1e-7)
        assert chosen[rank]


def test_many_towns_in_many_blocks_agree_with_plain_loops() -> None:
    rng = np.random.default_rng(7)
    towns = np.column_stack((rng.uniform(45, 49, 900), rng.uniform(0, 7, 900)))
    islands = np.column_stack((rng.uniform(-21.3, -20.9, 20), rng.uniform(55.2, 55.8, 20)))
    towns = np.vstack((towns, islands))
    places = np.column_stack((rng.uniform(44, 50, 400), rng.uniform(-1, 8, 400)))
    vectors = unit_vectors(towns), unit_vectors(places)
    nearest = Nearest(*vectors)
    for share in (0.01, 0.2, 1.0):
        chosen = rng.random(400) < share
        chosen[0] = True
        apart = vectors[0][:, None, :] - vectors[1][chosen][None, :, :]
        expected = kilometres(np.sqrt((apart**2).sum(axis=2)).min(axis=1))
        found, ranks = nearest.among(chosen)
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9)
        assert chosen[ranks].all()


def test_no_place_is_infinitely_far() -> None:
    towns = unit_vectors(np.array([[48.0, 2.0]]))
    for places in (np.zeros((0, 2)), np.array([[48.0, 2.0]])):
        found, ranks = Nearest(towns, unit_vectors(places)).among(np.zeros(len(places), dtype=np.bool_))
        assert np.isinf(found).all()
        assert (ranks == NOWHERE).all()


def test_the_same_point_is_at_no_distance() -> None:
    here = unit_vectors(np.array([[48.123456, -2.654321]]))
    found, _ = Nearest(here, here).among(np.array([True]))
    assert found[0] == 0


def test_a_chord_and_its_kilometres_go_both_ways() -> None:
    assert kilometres(np.array([chord(10.0)]))[0] == pytest.approx(10.0, abs=1e-9)


def test_the_pairs_across_are_those_of_all_to_all() -> None:
    generator = np.random.default_rng(7)
    places = unit_vectors(np.column_stack((generator.uniform(46, 48, 40), generator.uniform(3, 6, 40))))
    towns = unit_vectors(np.column_stack((generator.uniform(46, 48, 300), generator.uniform(3, 6, 300))))
    apart = kilometres(np.linalg.norm(places[:, None, :] - towns[None, :, :], axis=2))
    owners, columns = across_within(places, towns, 12.0)
    assert set(zip(owners.tolist(), columns.tolist(), strict=True)) == set(
        zip(*(ranks.tolist() for ranks in np.nonzero(apart <= 12.0)), strict=True)
    )
    assert owners.tolist() == sorted(owners.tolist())


def test_no_place_and_no_town_make_no_pair() -> None:
    none, one = unit_vectors(np.zeros((0, 2))), unit_vectors(np.array([[47.0, 3.0]]))
    for places, towns in ((none, one), (one, none), (none, none)):
        assert [len(ranks) for ranks in across_within(places, towns, 10.0)] == [0, 0]
