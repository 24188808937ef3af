"""A mapping is held against the columns of a file and the communes of today."""

from __future__ import annotations

from dataclasses import replace

from maillage import territory as geography
from maillage.exchange.mapping import Column, ImportMapping, fill, missing_columns, placeholders, unknown_communes
from maillage.exchange.tables import Layout
from maillage.records import Mark

MAPPING = ImportMapping(
    nom="annuaire",
    titre="Annuaire",
    layout=Layout(),
    id=("nom",),
    constantes={"source": ("Hub",)},
    colonnes=(
        Column(titre="numéro", cle="source_id"),
        Column(titre="structure", cle="nom"),
        Column(titre="ville", cle="adresse.commune"),
        Column(titre="cp", cle="adresse.code_postal"),
    ),
    assemblages={},
    jours={},
    communes={},
    ignorees=(),
    marks={"structure": Mark(7, 3), "ville": Mark(8, 3)},
)


def test_a_missing_column_is_named_with_its_line_and_its_neighbour() -> None:
    found = missing_columns(MAPPING, ["numéro", "Structure", "villle", "cp"])
    assert [(problem.where, problem.line) for problem in found] == [("structure", 7), ("ville", 8)]
    assert "vouliez-vous dire « Structure »" in found[0].message
    assert "vouliez-vous dire « villle »" in found[1].message


def test_a_file_of_one_column_is_asked_for_its_separator() -> None:
    (first, *_) = missing_columns(MAPPING, ["numéro^structure^ville^cp"])
    assert "si un autre signe sépare les colonnes" in first.hint


def test_an_optional_column_may_be_missing() -> None:
    optional = replace(MAPPING, colonnes=(*MAPPING.colonnes, Column(titre="tel", cle="telephone", facultative=True)))
    assert missing_columns(optional, ["numéro", "structure", "ville", "cp"]) == ()


def test_a_commune_that_does_not_exist_is_refused() -> None:
    declared = replace(
        MAPPING,
        communes={"goux": "25060", "morez": "39371", "x": "99999"},
        marks={"communes": Mark(10, 1)},
    )
    found = unknown_communes(declared, geography.load())
    assert len(found) == 2
    assert "il est devenu" in found[0].message


def test_templates_take_cells_and_leave_no_holes() -> None:
    template = "{numero} {voie}"
    assert placeholders(template) == ("numero", "voie")
    assert fill(template, {"numero": "", "voie": "rue A"}) == "rue A"
