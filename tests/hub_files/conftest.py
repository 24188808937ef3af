"""The four communes of the tests of coverage, which indicators of need speak of."""

from __future__ import annotations

import pytest

from maillage.model import Commune, Epci, Territory


@pytest.fixture(scope="session")
def france() -> Territory:
    """A (35001) and D (22004) in the EPCI "un", B (35002) in "deux", C (35003) in "trois"."""
    members = {"35001": "un", "35002": "deux", "35003": "trois", "22004": "un"}
    return Territory(
        communes={
            code: Commune(
                code_insee=code,
                nom=code,
                codes_postaux=(),
                population=100,
                epci=epci,
                departement=code[:2],
                region="53",
                mairie=None,
            )
            for code, epci in members.items()
        },
        epci={
            siren: Epci(
                siren=siren,
                nom=siren,
                nature="CC",
                population=100,
                communes=tuple(code for code, epci in members.items() if epci == siren),
                departements=("35",),
            )
            for siren in ("un", "deux", "trois")
        },
        departements={},
        regions={},
        anciens_codes={"35099": "35001"},
        millesimes=(),
    )
