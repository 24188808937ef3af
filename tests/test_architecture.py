"""The house stands: imports only go down, and each library lives in one room."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "maillage"

FLOORS: dict[str, int] = {
    "model": 0,
    "collector": 0,
    "digests": 0,
    "processes": 0,
    "records": 1,
    "parse": 1,
    "nomenclature": 1,
    "territory": 1,
    "hours": 1,
    "positions": 1,
    "offers": 1,
    "freshness": 1,
    "report": 1,
    "cache": 1,
    "publish": 1,
    "contract": 2,
    "checks": 2,
    "streets": 2,
    "maps": 2,
    "exchange": 2,
    "facets": 2,
    "coverage": 2,
    "hub_files": 2,
    "catalogue": 3,
    "directory": 3,
    "geocode": 3,
    "pages": 4,
    "build": 5,
    "sources": 5,
    "stamp": 5,
    "offline": 5,
    "dressing": 5,
    "reuse": 5,
    "printing": 6,
    "press": 7,
    "preview": 6,
    "mkdocs_plugin": 8,
    "assembly": 9,
    "cli": 10,
}


def rooms() -> dict[str, list[Path]]:
    """Each room of the package with its files."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        relative = path.relative_to(PACKAGE)
        if relative.parts[0] not in ("__init__.py", "__main__.py"):
            found[relative.parts[0].removesuffix(".py")].append(path)
    return found


def imports(path: Path) -> set[str]:
    """The dotted names that one file imports, wherever in the file it does so."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(str(node.module))
            if node.module == "maillage":
                names.update(f"maillage.{alias.name}" for alias in node.names)
    return names


def test_every_room_has_its_floor() -> None:
    assert set(rooms()) <= set(FLOORS)


@pytest.mark.parametrize("room", sorted(rooms()))
def test_imports_only_go_down(room: str) -> None:
    for path in rooms()[room]:
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "maillage" and len(parts) > 1 and parts[1] != room:
                assert FLOORS[parts[1]] < FLOORS[room], f"{path.name} imports {name}"


def test_each_library_lives_in_one_room() -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for room, paths in rooms().items():
        for path in paths:
            for name in imports(path):
                library = name.split(".")[0]
                if library not in sys.stdlib_module_names and library != "maillage":
                    homes[library].add(room)
    assert {library: homes for library, homes in homes.items() if len(homes) > 1} == {}
