"""The contract is found in a checkout and in an installed package, and read as documents without references."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from maillage import contract


@pytest.fixture
def other_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A contract of the test's own."""
    (tmp_path / "nomenclature").mkdir()
    monkeypatch.setattr(contract, "schema_folder", lambda: tmp_path)
    for cached in (contract.lieu_schema, contract.site_schema, contract.load_nomenclature):
        cached.cache_clear()
    yield tmp_path
    for cached in (contract.lieu_schema, contract.site_schema, contract.load_nomenclature):
        cached.cache_clear()


def every(node: Any) -> Iterator[Any]:
    yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from every(inner)


@pytest.mark.parametrize("document", [contract.lieu_schema(), contract.site_schema()])
def test_a_document_has_no_reference_left(document: dict[str, Any]) -> None:
    assert not any(isinstance(node, dict) and "$ref" in node for node in every(document))
    assert sum(1 for node in every(document) if isinstance(node, dict) and "$schema" in node) == 1
    assert json.loads(json.dumps(document)) == document


def test_a_document_is_read_once() -> None:
    assert contract.lieu_schema() is contract.lieu_schema()


def test_what_is_beside_a_reference_wins_over_what_is_behind_it() -> None:
    properties = contract.lieu_schema()["properties"]
    assert properties["presentation_resume"]["maxLength"] == 280
    assert properties["presentation_resume"]["title"] == "Présentation en une phrase"
    assert properties["presentation_resume"]["type"] == "string"


def test_the_folder_of_the_checkout_is_found(root: Path) -> None:
    assert contract.schema_folder() == root / "schema"


def test_the_folder_of_an_installed_package_comes_first(root: Path, tmp_path: Path) -> None:
    package = tmp_path / "maillage"
    shutil.copytree(root / "src" / "maillage", package, ignore=shutil.ignore_patterns("web", "__pycache__"))
    shutil.copytree(root / "schema", package / "schema")
    program = "from maillage import contract; print(contract.schema_folder()); contract.lieu_schema()"
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(result.stdout.strip()) == package / "schema"


def test_the_nomenclature_has_the_codes_that_the_schema_allows() -> None:
    nomenclature = contract.load_nomenclature()
    tables = {
        node["x-table"]: node["enum"]
        for node in every(contract.lieu_schema())
        if isinstance(node, dict) and "x-table" in node
    }
    assert len(tables) > 20
    for table, codes in tables.items():
        assert list(nomenclature.table(table)) == codes, table


def test_a_mistake_in_the_nomenclature_is_told_with_its_place(other_folder: Path) -> None:
    (other_folder / "nomenclature" / "postures.yml").write_text("avec:\n  libelle: a\n  libelle: b\n", "utf-8")
    with pytest.raises(ValueError, match=r"postures\.yml:3: la clé « libelle » est déjà écrite, ligne"):
        contract.load_nomenclature()


def test_pieces_refer_to_each_other_from_their_own_folder(other_folder: Path) -> None:
    (other_folder / "pieces" / "codes").mkdir(parents=True)
    (other_folder / "pieces" / "codes" / "x.json").write_text('{"$schema": "s", "enum": ["a"]}', "utf-8")
    (other_folder / "pieces" / "y.json").write_text('{"items": {"$ref": "codes/x.json", "title": "T"}}', "utf-8")
    (other_folder / "site.schema.json").write_text('{"$schema": "s", "allOf": [{"$ref": "pieces/y.json"}]}', "utf-8")
    assert contract.site_schema() == {"$schema": "s", "allOf": [{"items": {"enum": ["a"], "title": "T"}}]}
