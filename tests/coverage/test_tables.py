"""Figures as a table and as a document, and the method behind each."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from maillage.coverage import COLUMNS, INDICATORS, Question, Report, Tables, essential, method, report

ISSUE = (
    "niveau,code,nom,indicateur,dimension,service,posture,acces,seuil_km,valeur,unite,numerateur,denominateur,"
    "au_moins,au_plus,millesime"
)


@pytest.fixture
def told(make_world: Any, make_lieu: Any) -> Any:
    return report(make_world(make_lieu("a", services=["caf-demarches"]), recenses=("un", "deux")))


def rows(of: Report, *where: Any, **how: Any) -> list[dict[str, str]]:
    return list(csv.DictReader("".join(Tables(of).csv(*where, **how)).splitlines()))


def test_one_row_per_figure_with_these_columns(told: Any) -> None:
    assert next(iter(Tables(told).csv())) == ISSUE + "\n"
    found = rows(told, "hub", communes=False)
    assert len(found) == len(list(told.figures("hub")))
    row = next(
        one
        for one in found
        if one["indicateur"] == "personnes_a_portee" and one["service"] == "caf-demarches" and one["seuil_km"] == "2.5"
    )
    assert row == {
        **dict.fromkeys(COLUMNS, ""),
        "niveau": "hub",
        "code": "essai",
        "nom": "Hub d’essai",
        "indicateur": "personnes_a_portee",
        "service": "caf-demarches",
        "seuil_km": "2.5",
        "valeur": "1500",
        "unite": "personnes",
        "numerateur": "1500",
        "denominateur": "1800",
        "au_moins": "1500",
        "au_plus": "1500",
        "millesime": "2026-11-21 ; population 2023",
    }


def test_every_row_is_told_apart_by_its_keys(told: Any) -> None:
    found = rows(told, "epci", "un", communes=False)
    keys = [tuple(row[name] for name in COLUMNS[3:9]) for row in found]
    assert len(set(keys)) == len(keys)


def test_where_nobody_has_looked_the_value_says_so(told: Any) -> None:
    found = rows(told, "epci", "trois")
    assert {row["valeur"] for row in found} == {"non recensé"}
    assert {row["au_plus"] for row in found} == {""}


def test_communes_have_their_distance(told: Any) -> None:
    found = [row for row in rows(told) if row["niveau"] == "commune"]
    near = {row["nom"]: row["valeur"] for row in found if row["dimension"] == "demarches"}
    assert near == {"A": "0", "B": "2.49", "C": "non recensé", "D": "30"}


def test_the_document_keeps_to_its_schema(told: Any, root: Any) -> None:
    schema = json.loads((root / "schema" / "couverture.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    document = json.loads("".join(Tables(told).json()))
    Draft202012Validator(schema).validate(document)
    assert document["territoires"][0]["population_recensee"] == 1800
    assert len(document["methode"]) == len(INDICATORS)
    assert sum("valeur" in one for one in document["chiffres"]) == len(document["chiffres"])


def test_table_and_document_say_the_figures_of_the_report(told: Any) -> None:
    document = json.loads("".join(Tables(told).json(communes=False)))
    figures = list(told.figures())
    assert len(document["chiffres"]) == len(figures) == len(rows(told, communes=False))
    for figure, row, one in zip(figures, rows(told, communes=False), document["chiffres"], strict=True):
        assert (one["niveau"], one["code"], one["indicateur"]) == (figure.niveau, figure.code, figure.indicateur)
        assert row["nom"] == figure.nom
        for name in ("valeur", "numerateur", "denominateur", "au_moins", "au_plus"):
            value = getattr(figure, name)
            assert one.get(name) == (None if value is None else pytest.approx(value, abs=5e-4)), (name, one)
            if figure.recense:
                assert row[name] == ("" if one.get(name) is None else str(one[name]))


def test_one_area_has_its_own_figures_and_communes_only(told: Any) -> None:
    found = rows(told, "epci", "un")
    assert {(row["niveau"], row["nom"]) for row in found} == {
        ("epci", "Communauté un"),
        ("commune", "A"),
        ("commune", "D"),
    }
    document = json.loads("".join(Tables(told).json("epci", "un")))
    assert [one["code"] for one in document["territoires"]] == ["un"]


def test_the_essential_figures_are_a_part_of_all(told: Any) -> None:
    every = {tuple(row.values()) for row in rows(told)}
    text = "".join(Tables(told, essential(told)).csv())
    some = {tuple(row.values()) for row in csv.DictReader(text.splitlines())}
    assert some < every
    assert len(some) < len(every) / 3
    assert {row[3].split("@")[0] for row in some} == {row[3].split("@")[0] for row in every}


def test_a_name_with_a_comma_stays_in_its_cell(make_world: Any, make_lieu: Any, make_france: Any) -> None:
    france = make_france({"35001": ('A, B et "C"', 1000, "un", "35", 0.0)})
    found = rows(report(make_world(make_lieu("a"), territory=france)), "epci", "un")
    assert {row["nom"] for row in found if row["niveau"] == "commune"} == {'A, B et "C"'}


def test_the_method_explains_every_indicator_of_a_report(told: Any) -> None:
    names = [row.nom for row in method(told.world)]
    assert len(set(names)) == len(names)
    assert {figure.indicateur for figure in told.figures()} <= set(names)
    for row in method(told.world):
        assert row.definition.endswith("."), row.nom
        assert row.unite
        assert row.numerateur
        assert row.source
        assert row.millesime.startswith("2026-11-21")


def test_a_figure_is_found_by_its_question(told: Any) -> None:
    question = Question(genre="dimension", code="demarches", acces="sans-rdv")
    found = told.figure("epci", "un", "personnes_a_portee", question, seuil_km=10)
    assert (found.valeur, found.au_plus, found.unite) == (0, 1000, "personnes")
    with pytest.raises(KeyError):
        told.figure("epci", "inconnu", "population")
