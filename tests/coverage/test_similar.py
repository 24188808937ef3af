"""An EPCI is compared with those of its size, and ranked with nobody."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.coverage import Question, Report, median_of_similar, report

CAF = Question(genre="service", code="caf-demarches")


@pytest.fixture(scope="module")
def told(make_world: Any, make_lieu: Any, make_france: Any) -> Report:
    """Six EPCI of one commune each, on one meridian, 4.9 km apart; the CAF is in the first."""
    people = {"a": 1000, "b": 500, "c": 2000, "d": 1500, "e": 2001, "f": 499}
    towns = {
        f"3500{rank}": (name, number, name, "35", 4.9 * rank) for rank, (name, number) in enumerate(people.items())
    }
    france = make_france(towns)
    venue = make_lieu("lieu", 0, "35000", services=["caf-demarches"])
    return report(make_world(venue, territory=france, recenses=tuple(people)))


def test_the_median_of_those_with_half_to_double_the_people(told: Report) -> None:
    found = median_of_similar(told, "a", "personnes_a_portee", CAF, seuil_km=10)
    # b (4.9 km) and c (9.8 km) are within reach, d (14.7 km) is not; e and f are of another size.
    assert found is not None
    assert (found.mediane, found.nombre, found.de, found.a) == (1.0, 3, 500, 2000)
    nearest = median_of_similar(told, "a", "distance_mediane", CAF)
    assert nearest is not None
    assert nearest.mediane == pytest.approx(9.8, abs=1e-6)


def test_fewer_than_three_say_nothing(told: Report) -> None:
    assert median_of_similar(told, "f", "personnes_a_portee", CAF, seuil_km=10) is None


def test_an_epci_that_is_not_there_is_refused(told: Report) -> None:
    with pytest.raises(KeyError):
        median_of_similar(told, "z", "population")
