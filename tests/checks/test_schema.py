"""What the schema refuses is said in French at its line, and what it accepts in the same file is still read."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage import checks, contract, records, territory
from maillage.checks import schema, wording
from maillage.checks.codes import Codes
from maillage.model import Problem

TODAY = date(2026, 11, 21)
GATE = checks.gate(contract.lieu_schema())
VENUE = """\
id: mediatheque
nom: Médiathèque du Pré
typologies: [BIB]
adresse:
  voie: 4 rue du Pré
  code_postal: "35360"
  commune: Montauban-de-Bretagne
  code_insee: "35184"
telephone: 02 61 91 00 01
source: Exemple
verifie_le: "2026-06-01"
"""


@pytest.fixture(scope="module")
def context() -> checks.Context:
    return checks.Context(territory=territory.load(), nomenclature=contract.load_nomenclature(), today=TODAY)


def record(text: str) -> records.Record:
    found = records.read(text.encode(), "directory/35/mediatheque.yml")
    assert isinstance(found, records.Record), found
    return found


def problems(text: str, context: checks.Context) -> list[Problem]:
    return list(checks.examine(record(text), GATE, context).problems)


def only(text: str, context: checks.Context) -> Problem:
    (problem,) = problems(text, context)
    return problem


def test_a_right_record_passes(context: checks.Context) -> None:
    assert problems(VENUE, context) == []


def test_a_mistyped_key_is_named_with_the_right_one(context: checks.Context) -> None:
    problem = only(VENUE + "courriel: [accueil@exemple.fr]\n", context)
    assert (problem.line, problem.column, problem.code, problem.where) == (12, 1, "schema-cle-inconnue", "courriel")
    assert problem.message == "la clé « courriel » n’existe pas ici"
    assert problem.hint == "vouliez-vous dire « courriels » ?"


def test_a_key_of_another_place_is_sent_there(context: checks.Context) -> None:
    problem = only(VENUE + "postures: [avec]\n", context)
    assert problem.hint == "cette clé s’écrit dans « services »"


def test_a_key_that_nothing_resembles_gets_the_list_of_keys(context: checks.Context) -> None:
    problem = only(VENUE + "services:\n  - service: [imprimer]\n    zzzz: oui\n", context)
    assert problem.where == "services[0].zzzz"
    assert problem.hint.startswith("clés possibles ici : operateur, ")


def test_a_missing_key_is_named_at_its_parent_with_an_example(context: checks.Context) -> None:
    problem = only(VENUE.replace('  code_insee: "35184"\n', ""), context)
    assert (problem.line, problem.where, problem.code) == (4, "adresse", "schema-cle-manquante")
    assert problem.message.startswith("il manque la clé « code_insee » dans « adresse » (code officiel de la commune")
    assert problem.hint == "ajoutez la ligne « code_insee: … » ; exemple : 35297"


def test_no_way_of_contact_is_one_problem_with_every_way_out(context: checks.Context) -> None:
    problem = only(VENUE.replace("telephone: 02 61 91 00 01\n", ""), context)
    assert problem.message == (
        "il manque au moins une de ces clés : telephone, courriels, site_web, prise_rdv, contact_inconnu"
    )
    assert "contact_inconnu: oui" in problem.hint


def test_an_unknown_code_suggests_the_nearest_by_label_and_synonym(context: checks.Context) -> None:
    problem = only(VENUE + "services:\n  - service: [imprimer, CAF]\n", context)
    assert (problem.line, problem.column) == (13, 25)
    assert problem.message == "« CAF » n’est pas une valeur possible de « service »"
    assert problem.hint.startswith("vouliez-vous dire « caf-demarches » (")


def test_a_short_list_of_codes_is_given_whole(context: checks.Context) -> None:
    problem = only(VENUE + "acces: [sans-rendez-vous]\n", context)
    assert problem.hint.endswith(" ? Valeurs possibles : sans-rdv, sur-rdv, sur-inscription, sur-orientation")


def test_a_text_where_a_list_is_needed_says_how_to_write_a_list(context: checks.Context) -> None:
    problem = only(VENUE + "courriels: accueil@exemple.fr\n", context)
    assert problem.message == "il faut ici une liste, et le fichier donne le texte « accueil@exemple.fr »"
    assert problem.hint == "écrivez chaque valeur sur sa ligne, précédée d’un tiret : « - accueil@exemple.fr »"


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("site_web: ['javascript:alert(1)']", "Écrivez l’adresse complète d’une page, qui commence par"),
        ("site_web: ['data:text/html,x']", "Écrivez l’adresse complète d’une page, qui commence par"),
        ("prise_rdv: ftp://exemple.fr/x", "Écrivez l’adresse complète d’une page, qui commence par"),
        ("date_maj: 30/02/2026", "Écrivez un jour qui existe"),
        ("date_maj: 2026-02-30", "Écrivez un jour qui existe"),
        ("pivot: '213502976'", ""),
    ],
)
def test_a_wrong_form_gets_the_advice_of_the_schema(line: str, hint: str, context: checks.Context) -> None:
    found = problems(f"{VENUE}{line}\n", context)
    assert [problem.code for problem in found] == (["schema-forme"] if hint else [])
    assert all(problem.hint.startswith(hint) for problem in found)


def test_what_is_repeated_is_shown_where_it_is_repeated(context: checks.Context) -> None:
    problem = only(VENUE + "acces:\n  - sans-rdv\n  - sur-rdv\n  - sans-rdv\n", context)
    assert (problem.line, problem.where, problem.message) == (15, "acces[2]", "« sans-rdv » est déjà dans la liste")


def test_a_retired_service_says_what_replaces_it(context: checks.Context) -> None:
    from maillage.nomenclature import Retired

    class Renamed(Codes):
        def replacements(self, key: str, value: str) -> tuple[str, ...]:
            retired = Retired(code="vieux", libelle="Vieux", remplace_par=("imprimer",))
            return retired.remplace_par if (key, value) == ("service", "vieux") else ()

    wrong = record(VENUE + "services:\n  - service: [vieux]\n")
    (problem,) = schema.problems(GATE, wrong, Renamed(context.nomenclature))
    assert problem.code == "schema-code-retire"
    assert problem.hint.startswith("remplacez-le par « imprimer » (")


def test_the_rest_of_a_wrong_file_is_checked_in_the_same_run(context: checks.Context) -> None:
    text = (
        VENUE.replace('verifie_le: "2026-06-01"', 'verifie_le: "2026-06-31"')
        + "services:\n"
        + "  - service: [inconnu-total]\n"
        + "  - service: [imprimer, encore-inconnu, scanner]\n    horaires: Mo 14:00-9h\n"
        + "  - horaires: Tu 10:00-12:00\n"
        + "  - service: [wifi]\n    horaires: Lu 10:00-12:00\n"
    )
    found = problems(text, context)
    assert [(problem.code, problem.where) for problem in found] == [
        ("schema-forme", "verifie_le"),
        ("schema-valeur-inconnue", "services[0].service[0]"),
        ("schema-valeur-inconnue", "services[1].service[1]"),
        ("horaires-illisibles", "services[1].horaires"),
        ("schema-cle-manquante", "services[2]"),
        ("horaires-illisibles", "services[3].horaires"),
    ]
    assert [problem.line for problem in found] == [11, 13, 14, 15, 16, 18]


def test_two_wrong_items_do_not_hide_the_right_one_beside_them(context: checks.Context) -> None:
    labels = 'labels:\n  - label: absent\n  - label: inconnu\n  - label: aptic\n    fin: "2020-01-01"\n'
    found = [(problem.code, problem.line) for problem in problems(VENUE + labels, context)]
    assert found == [("schema-valeur-inconnue", 13), ("schema-valeur-inconnue", 14), ("label-expire", 16)]


def test_rules_on_absence_wait_for_a_file_that_reads_whole(context: checks.Context) -> None:
    equipment = "equipements:\n  - equipement: imprimante\n    libre_acces: oui\n"
    assert [problem.code for problem in problems(VENUE + equipment, context)] == ["equipement-sans-service"]
    broken = VENUE + equipment + "services:\n  - service: [imprimerr]\n"
    assert [problem.code for problem in problems(broken, context)] == ["schema-valeur-inconnue"]


def test_every_keyword_that_is_told_is_explained() -> None:
    told = {name.removeprefix("schema-") for name, _, _ in checks.schema_table()}
    assert told == set(wording.KEYWORDS)


values: st.SearchStrategy[Any] = st.recursive(
    st.text(max_size=8) | st.sampled_from(["oui", "2026-01-01", "imprimer", "Mo 10:00-12:00"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["service", "date", "du", "au", "label", "etapes", "id", "nom", "x"]), inner)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*contract.lieu_schema()["properties"], "inconnue"]), values, max_size=6))
def test_no_record_makes_a_check_fall(context: checks.Context, data: dict[str, Any]) -> None:
    found = checks.examine(records.Record("directory/35/x.yml", data), GATE, context)
    assert any(problem.level == "erreur" for problem in found.problems)
    assert all(problem.message and problem.path for problem in found.problems)
    assert {problem.code.removeprefix("schema-") for problem in found.problems if "schema-" in problem.code} <= set(
        wording.KEYWORDS
    )


def test_suggestions_are_a_series(context: checks.Context) -> None:
    three = only(VENUE.replace("[BIB]", "[EPM]"), context).hint
    assert re.fullmatch(r"vouliez-vous dire « \w+ » \([^)]+\), « \w+ » \([^)]+\) ou « \w+ » \([^)]+\) \?", three)


def test_a_group_that_is_an_empty_text_is_called_empty(context: checks.Context) -> None:
    assert only(VENUE + 'services: ""\n', context).message == "« services » est vide"
