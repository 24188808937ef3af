"""A mapping says what it means, or everything that is wrong with it at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from maillage import contract, records
from maillage.exchange.importer import SHIPPED, shipped_mappings
from maillage.exchange.keys import KEYS
from maillage.exchange.mapping import ImportMapping
from maillage.exchange.mapping_reading import read_mapping
from maillage.model import Problem

GOOD = """
nom: annuaire
titre: Annuaire
constantes: { source: Hub }
colonnes:
  numéro: source_id
  structure: nom
  ville: adresse.commune
  cp: adresse.code_postal
"""
BOURGOGNE = Path(__file__).parent / "mapping-bourgogne-franche-comte.yml"


def schema(root: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((root / "schema" / "mapping.schema.json").read_text("utf-8"))
    return document


def read(text: str) -> ImportMapping | tuple[Problem, ...]:
    return read_mapping(text.encode(), "m.yml", contract.load_nomenclature())


def mapping(text: str) -> ImportMapping:
    found = read(text)
    assert isinstance(found, ImportMapping), found
    return found


def problems(text: str) -> tuple[Problem, ...]:
    found = read(text)
    assert not isinstance(found, ImportMapping)
    return found


def test_a_short_mapping_is_enough() -> None:
    found = mapping(GOOD)
    assert found.id == ("nom", "adresse.commune")
    assert (found.colonnes[0].titre, found.colonnes[0].cle) == ("numéro", "source_id")
    assert dict(found.constantes) == {"source": ("Hub",)}


def test_a_table_of_values_may_feed_several_keys() -> None:
    found = mapping(
        GOOD + "  accueil: { separateurs: ['-'], valeurs: { RDV: { acces: sur-rdv, modalites_accompagnement: "
        "[accompagnement-individuel] }, '?': ignorer } }\n"
    )
    assert found.colonnes[-1].valeurs == {
        "RDV": {"acces": ("sur-rdv",), "modalites_accompagnement": ("accompagnement-individuel",)},
        "?": {},
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("  x: nomm\n", "vouliez-vous dire « nom »"),
        ("  x: { cle: acces, valeurs: { R: sur-rv } }\n", "vouliez-vous dire « sur-rdv »"),
        ("  x: { clef: nom }\n", "vouliez-vous dire « cle »"),
        ("  x: {}\n", "ne dit pas ce qu'elle alimente"),
        ("  x: [nom]\n", "attendu : une clé, ou une description"),
        ("  x: { valeurs: { R: sur-rdv } }\n", "quelle clé reçoit cette valeur"),
        ("  x: { cle: date_maj, format_date: aa/mm/jj }\n", "vouliez-vous dire"),
        ("  x: { cle: anonymat, valeurs: { R: peut-être } }\n", "n'est pas un fait"),
        ("  x: { valeurs: { R: { telephone: oui } } }\n", "ne se remplit pas par une table"),
        ("horaires_par_jour: { lundis: x }\n", "vouliez-vous dire « lundi »"),
        ("fichier: { ligne_entete: zéro }\n", "n'est pas un numéro de ligne"),
        ("fichier: { separateur: ';;' }\n", "n'est pas un séparateur"),
        ("assemblages: { adresse.voie: rue }\n", "colonnes entre accolades"),
        ("id: [couleur]\n", "n'est pas une partie de l'identifiant"),
        ("ignorees: { a: b }\n", "attendu : un texte ou une liste de textes"),
    ],
)
def test_each_mistake_is_said_with_its_line(change: str, words: str) -> None:
    found = problems(GOOD + change)
    assert any(words in problem.message for problem in found), found
    assert all(problem.line > 1 and problem.level == "erreur" for problem in found)


def test_all_mistakes_are_said_at_once() -> None:
    found = problems("nom: A B\ntitre: T\nconstantes: { acces: sans-rdv }\ncolonnes: { x: nomm }\n")
    said = " ".join(problem.message for problem in found)
    for words in ("« A B » n'est pas un nom", "ne peut pas être le même pour tous", "« nomm »", "« source_id »"):
        assert words in said


@pytest.mark.parametrize("key", ["services", "acces", "publics_specifiquement_adresses", "frais_a_charge", "horaires"])
def test_what_each_venue_declares_itself_cannot_be_a_constant(key: str) -> None:
    assert not KEYS[key].constant


def test_hours_come_from_one_place_only() -> None:
    found = problems(GOOD + "  h: horaires\nhoraires_par_jour: { lundi: [lun] }\n")
    assert any("à la fois" in problem.message for problem in found)


def test_a_table_without_identifiers_is_told_how_to_make_one() -> None:
    found = problems(GOOD.replace("  numéro: source_id\n", ""))
    assert any("assemblages: { source_id: " in problem.hint for problem in found)


@pytest.mark.parametrize("name", shipped_mappings())
def test_shipped_mappings_are_read_and_pass_their_schema(name: str, root: Path) -> None:
    content = (SHIPPED / f"{name}.yml").read_bytes()
    found = read_mapping(content, name, contract.load_nomenclature())
    assert isinstance(found, ImportMapping), found
    assert found.nom == name
    record = records.read(content, name)
    assert isinstance(record, records.Record)
    Draft202012Validator(schema(root)).validate(record.data)


def test_the_mapping_of_the_real_hub_passes_its_schema(root: Path) -> None:
    record = records.read(BOURGOGNE.read_bytes(), "m")
    assert isinstance(record, records.Record)
    Draft202012Validator(schema(root)).validate(record.data)
    mapping(BOURGOGNE.read_text("utf-8"))


def test_the_schema_knows_the_same_keys(root: Path) -> None:
    document = schema(root)
    Draft202012Validator.check_schema(document)
    assert document["$defs"]["cle"]["enum"] == list(KEYS)
    constants = {key for key, known in KEYS.items() if known.constant}
    assert set(document["properties"]["constantes"]["properties"]) == constants


def test_every_key_of_an_import_is_a_key_of_a_venue_file() -> None:
    properties = contract.lieu_schema()["properties"]
    for key, known in KEYS.items():
        node = properties[key.split(".")[0]]
        if "." in key:
            node = node["properties"][key.split(".")[1]]
        if known.table:
            codes = node.get("items", node)
            codes = codes["properties"][known.inside] if known.inside else codes
            codes = codes.get("items", codes)
            assert set(codes["enum"]) >= set(contract.load_nomenclature().table(known.table)), key


def test_an_empty_key_hides_no_other_problem_of_the_mapping() -> None:
    text = "nom: a\ntitre:\ncolonnes:\n  x: nomm\n  y:\n  z: source_id\n"
    found = read_mapping(text.encode(), "m.yml", contract.load_nomenclature())
    assert isinstance(found, tuple)
    told = {(problem.line, problem.code) for problem in found}
    assert {(2, "valeur-vide"), (4, "correspondance"), (5, "valeur-vide")} <= told
    assert (5, "correspondance") not in told
