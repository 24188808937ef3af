"""The nearest places are those that measuring them all would give."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from maillage.model import Position
from maillage.territory import Grid, distance_km

POSITIONS = st.builds(
    Position,
    latitude=st.floats(46.0, 48.0).map(lambda value: round(value, 3)),
    longitude=st.floats(-2.0, 2.0).map(lambda value: round(value, 3)),
)


@given(st.lists(POSITIONS, max_size=60), POSITIONS, st.integers(1, 12))
def test_rings_of_cells_find_what_measuring_everything_finds(
    positions: list[Position], origin: Position, wanted: int
) -> None:
    grid = Grid((position, rank) for rank, position in enumerate(positions))
    found = [near.km for near in grid.nearest(origin, wanted, lambda rank: rank % 3 != 0)]
    everything = sorted(distance_km(origin, position) for rank, position in enumerate(positions) if rank % 3)
    assert [round(km, 6) for km in found] == [round(km, 6) for km in everything[:wanted]]


def test_two_things_at_one_place_keep_their_order() -> None:
    here = Position(latitude=48.0, longitude=-2.0)
    grid = Grid([(here, "premier"), (here, "second")])
    assert [near.chose for near in grid.nearest(here, 2, lambda _: True)] == ["premier", "second"]


def test_nothing_is_near_in_an_empty_world() -> None:
    empty: Grid[str] = Grid([])
    assert empty.nearest(Position(latitude=48.0, longitude=-2.0), 3, lambda _: True) == []
