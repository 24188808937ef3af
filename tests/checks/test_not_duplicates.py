"""The list of declared non-duplicates is a file that people write: it is checked like any other."""

from __future__ import annotations

import pytest

from maillage import checks, records
from maillage.nomenclature import Nomenclature


def read(text: str) -> checks.NotDuplicates | list[tuple[int, str, str]]:
    record = records.read(text.encode(), "directory/pas-des-doublons.yml")
    assert isinstance(record, records.Record)
    found = checks.read_not_duplicates(record, Nomenclature())
    if isinstance(found, checks.NotDuplicates):
        return found
    return [(problem.line, problem.code, problem.message) for problem in found]


def test_every_pair_of_an_entry_is_declared_different() -> None:
    found = read("pas_des_doublons:\n  - lieux: [a, b, c]\n    motif: trois équipes\n")
    assert isinstance(found, checks.NotDuplicates)
    assert found.pairs == {frozenset("ab"), frozenset("ac"), frozenset("bc")}


def test_an_empty_list_declares_nothing() -> None:
    found = read("pas_des_doublons: []\n")
    assert isinstance(found, checks.NotDuplicates)
    assert found.pairs == frozenset()


@pytest.mark.parametrize(
    ("entry", "line", "code", "message"),
    [
        ("lieux: [a]\n    motif: x", 2, "schema-nombre", "1 élément, il en faut au moins 2"),
        ("lieux: [a, a]\n    motif: x", 2, "schema-repetition", "« a » est déjà dans la liste"),
        ("lieux: [a, B c]\n    motif: x", 2, "schema-forme", "« B c » n’a pas la forme attendue"),
        (
            "lieux: [a, b]",
            2,
            "schema-cle-manquante",
            "il manque la clé « motif » dans « pas_des_doublons[0] » (pourquoi ce sont deux lieux, en une phrase)",
        ),
        ("lieux: [a, b]\n    motif: ''", 3, "schema-vide", "« motif » est vide"),
    ],
)
def test_what_is_wrong_in_an_entry_is_said(entry: str, line: int, code: str, message: str) -> None:
    assert read(f"pas_des_doublons:\n  - {entry}\n") == [(line, code, message)]
