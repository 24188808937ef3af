"""The contract as documents: finds the files of `schema/`, in a checkout or in an installed package, and reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from maillage.nomenclature import Nomenclature, nomenclature
from maillage.records import Record, read_file

# The list of services alone may outgrow what is allowed to a venue.
_NOMENCLATURE_MAXIMUM_BYTES: Final = 2_000_000


def schema_folder() -> Path:
    """Return the folder of the schema and of the nomenclature: the package's own, else that of the checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "schema"
    return installed if installed.is_dir() else package.parent.parent / "schema"


@cache
def lieu_schema() -> Mapping[str, Any]:
    """Return the schema of a venue file as one document without any reference; not to be modified."""
    return _document(schema_folder() / "lieu.schema.json")


@cache
def site_schema() -> Mapping[str, Any]:
    """Return the schema of a site file as one document without any reference; not to be modified."""
    return _document(schema_folder() / "site.schema.json")


@cache
def search_schema() -> Mapping[str, Any]:
    """Return the schema of the files that the search reads, whose references stay within it; not to be modified."""
    document: dict[str, Any] = json.loads((schema_folder() / "recherche.schema.json").read_text("utf-8"))
    return document


@cache
def search_address() -> Mapping[str, Any]:
    """Return what an address of the search may hold, as the search itself reads it; not to be modified."""
    document: dict[str, Any] = json.loads((schema_folder() / "recherche-adresse.json").read_text("utf-8"))
    return document


@cache
def proper_names() -> tuple[str, ...]:
    """Return the names that labels of the nomenclature begin with, as the scripts of the pages read them too."""
    return tuple(json.loads((schema_folder() / "noms-propres.json").read_text("utf-8"))["noms"])


@cache
def load_nomenclature() -> Nomenclature:
    """Return the nomenclature of the project; a mistake in one of its files raises `ValueError` with its place."""
    tables: dict[str, Mapping[str, Any]] = {}
    for file in sorted((schema_folder() / "nomenclature").glob("*.yml")):
        result = read_file(file, file.name, maximum=_NOMENCLATURE_MAXIMUM_BYTES)
        if not isinstance(result, Record):
            raise ValueError("\n".join(f"{problem.path}:{problem.line}: {problem.message}" for problem in result))
        tables[file.stem] = result.data
    return nomenclature(tables)


@cache
def _document(file: Path) -> dict[str, Any]:
    document: dict[str, Any] = _resolved(json.loads(file.read_text("utf-8")), file.parent)
    return document


def _resolved(node: Any, folder: Path) -> Any:
    """Return a node with each reference replaced by what it refers to.

    What is written beside a `$ref` (a title, a stricter length) wins over what stands behind it.
    """
    if isinstance(node, list):
        return [_resolved(item, folder) for item in node]
    if not isinstance(node, dict):
        return node
    own = {
        key: value if key == "examples" else _resolved(value, folder) for key, value in node.items() if key != "$ref"
    }
    if "$ref" not in node:
        return own
    behind = _document((folder / node["$ref"]).resolve())
    return {key: value for key, value in behind.items() if key != "$schema"} | own
