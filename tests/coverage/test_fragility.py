"""What ends soon, what one structure alone holds, and who holds it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from maillage.coverage import Ending, Report, endings, report
from maillage.model import Label, Service


def hub(of: Report, name: str, **more: Any) -> Any:
    return of.figure("hub", "essai", name, None, **more)


@pytest.mark.parametrize(
    ("end", "expected"),
    [(date(2026, 11, 20), 0), (date(2026, 11, 21), 1), (date(2027, 11, 21), 1), (date(2027, 11, 22), 0)],
)
def test_a_label_or_a_service_ends_within_twelve_months(
    make_world: Any, make_lieu: Any, end: date, expected: int
) -> None:
    service = Service(service=("imprimer",), valide_au=end)
    told = report(make_world(make_lieu("a", labels=(Label(label="aptic", fin=end),), services=[service])))
    assert hub(told, "labels_finissent").valeur == expected
    assert hub(told, "services_finissent").valeur == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, 0),
        ({"fin_financement": date(2027, 11, 21)}, 1),
        ({"fin_financement": date(2020, 1, 1)}, 1),
        ({"fin_financement": date(2027, 11, 22)}, 0),
        ({"services": [Service(service=("imprimer",), fin_financement=date(2027, 1, 1))]}, 1),
        (
            {
                "services": [
                    Service(service=("imprimer",), fin_financement=date(2027, 1, 1), valide_au=date(2020, 1, 1))
                ]
            },
            0,
        ),
    ],
)
def test_funding_that_ends_or_has_ended(make_world: Any, make_lieu: Any, facts: Any, expected: int) -> None:
    assert hub(report(make_world(make_lieu("a", **facts))), "financements_finissent").valeur == expected


def test_what_ends_is_told_with_its_day_and_what_it_is(make_lieu: Any) -> None:
    service = Service(service=("imprimer",), valide_au=date(2027, 1, 2), fin_financement=date(2027, 1, 3))
    over = Service(service=("scanner",), valide_au=date(2026, 1, 1), fin_financement=date(2027, 1, 3))
    lieu = make_lieu(
        "a",
        labels=(Label(label="aptic", fin=date(2027, 1, 1)), Label(label="pix", fin=date(2028, 1, 1))),
        services=[service, over],
        fin_financement=date(2020, 1, 1),
    )
    assert list(endings(lieu, date(2026, 11, 21))) == [
        Ending(date(2027, 1, 1), "label", ("aptic",)),
        Ending(date(2020, 1, 1), "financement"),
        Ending(date(2027, 1, 3), "financement", ("imprimer",)),
        Ending(date(2027, 1, 2), "service", ("imprimer",)),
    ]


def test_a_service_held_by_one_structure_is_fragile(make_world: Any, make_lieu: Any) -> None:
    told = report(
        make_world(make_lieu("a", services=["imprimer", "scanner"]), make_lieu("b", services=["imprimer", "wifi"]))
    )
    every = hub(told, "services_fragiles").denominateur
    assert hub(told, "services_fragiles").valeur == 2
    assert hub(told, "services_sans_lieu").valeur == every - 3


def test_volunteers_and_those_who_do_not_say(make_world: Any, make_lieu: Any) -> None:
    told = report(make_world(make_lieu("a", tenu_par="benevoles"), make_lieu("b", tenu_par="salaries"), make_lieu("c")))
    found = hub(told, "tenus_par_benevoles")
    assert (found.valeur, found.denominateur, found.au_moins, found.au_plus) == (1, 3, 1, 2)
