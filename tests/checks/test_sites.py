"""A site file looked at: the codes of its territory and the order of its thresholds, each at its place."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from maillage import checks, contract, parse, records, territory
from maillage.model import Problem

SITE = """\
slug: essai
titre: Essai
adresse_publique: https://essai.example/
contact:
  nom: Hub
  courriel: hub@essai.example
territoire:
"""


@cache
def context() -> checks.Context:
    return checks.Context(
        territory=territory.load(), nomenclature=contract.load_nomenclature(), today=date(2026, 3, 12)
    )


def problems(text: str) -> tuple[Problem, ...]:
    record = records.read(text.encode(), "sites/essai.yml")
    assert isinstance(record, records.Record)
    refused = checks.site_refused(record, checks.gate(contract.site_schema()), context())
    return refused or checks.site_doubtful(record, parse.site(record.data), context())


@pytest.mark.parametrize(
    "codes",
    ['regions: ["53"]', 'departements: ["35", "2A"]', 'epci: ["200038990"]', 'communes: ["35297"]', 'regions: ["01"]'],
)
def test_a_territory_of_known_codes_has_nothing_against_it(codes: str) -> None:
    assert problems(f"{SITE}  {codes}\n") == ()


@pytest.mark.parametrize(
    ("key", "code", "what"),
    [
        ("regions", "99", "région"),
        ("epci", "200000000", "intercommunalité (numéro SIREN)"),
        ("recenses", "200000000", "intercommunalité (numéro SIREN)"),
        ("communes", "35999", "commune (code INSEE)"),
    ],
)
def test_an_unknown_code_is_told_at_its_place_with_the_vintage_that_was_asked(key: str, code: str, what: str) -> None:
    known = "" if key == "regions" else '  regions: ["53"]\n'
    text = f'{SITE}{known}  {key}: ["{code}"]\n'
    (problem,) = problems(text)
    assert (problem.level, problem.code, problem.where) == ("erreur", "territoire-inconnu", f"territoire.{key}[0]")
    assert problem.message == f"« {code} » n’est le code d’aucune {what}"
    assert (problem.line, problem.column) == (text.count("\n"), text.splitlines()[-1].index('"') + 1)
    assert territory.load().millesimes[0].annee in problem.hint


def test_every_unknown_code_of_a_file_is_told_in_one_run() -> None:
    found = problems(f'{SITE}  epci: ["200000000", "200038990", "200000001"]\n  communes: ["35999"]\n')
    assert [problem.where for problem in found] == [
        "territoire.epci[0]",
        "territoire.epci[2]",
        "territoire.communes[0]",
    ]


def test_a_merged_commune_is_answered_with_its_new_code_and_name() -> None:
    old = next(old for old, new in territory.load().anciens_codes.items() if new == "35184")
    (problem,) = problems(f'{SITE}  communes: ["{old}"]\n')
    assert problem.hint == "cette commune a fusionné : écrivez « 35184 » (Montauban-de-Bretagne)"


@pytest.mark.parametrize(
    ("nothing", "where"),
    [("  communes: []\n", "territoire.communes"), ('  recenses: ["200038990"]\n', "territoire")],
)
def test_a_territory_that_holds_nothing_is_told(nothing: str, where: str) -> None:
    (problem,) = problems(SITE + nothing)
    assert (problem.level, problem.where) == ("erreur", where)


@pytest.mark.parametrize(
    ("thresholds", "said"),
    [
        ('proche_km: "12"', "proche_km = 12, loin_km = 10, autour_km = 15"),
        ('loin_km: "20"', "proche_km = 2.5, loin_km = 20, autour_km = 15"),
        ('a_verifier_mois: "24"', "a_surveiller_mois = 6, a_verifier_mois = 24, a_actualiser_mois = 18"),
    ],
)
def test_thresholds_that_go_down_are_told_with_the_defaults_they_meet(thresholds: str, said: str) -> None:
    text = f'{SITE}  regions: ["53"]\nseuils:\n  {thresholds}\n'
    (problem,) = problems(text)
    assert (problem.code, problem.where, problem.line) == ("seuils-desordre", "seuils", 9)
    assert said in problem.message


def test_equal_thresholds_are_in_order() -> None:
    text = f'{SITE}  regions: ["53"]\nseuils:\n  proche_km: "5"\n  loin_km: "5"\n  autour_km: "5"\n'
    assert problems(text) == ()


def test_what_the_schema_refuses_does_not_hide_the_unknown_codes() -> None:
    found = problems(f'{SITE}  epci: ["Saint-Méen Montauban", "200000000"]\n  communes: non\n')
    assert [(problem.code, problem.where) for problem in found] == [
        ("schema-forme", "territoire.epci[0]"),
        ("territoire-inconnu", "territoire.epci[1]"),
        ("schema-type", "territoire.communes"),
    ]
