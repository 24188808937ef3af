"""The reference of the package is what its script makes of the two registry packages, byte for byte."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import shapely

from maillage.territory.reference import REFERENCE

MADE_WITH_GEOS = (3, 14, 1)
"""The engine of the committed contours, inside the wheel of shapely 2.2.0; another may choose other points."""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = Path(__file__).parent.parent / "scripts" / "update-territories"
    loader = importlib.machinery.SourceFileLoader("update_territories", str(path))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module
    loader.exec_module(module)
    return module


def row(kind: str, code: str, shape: Any, mairie: Any = None) -> Mapping[str, str]:
    """One line of the table of contours."""
    return {
        "type": kind,
        "code": code,
        "geometry": shape.wkb_hex if shape else r"\N",
        "mairie_localisation": mairie.wkb_hex if mairie else r"\N",
    }


def commune(code: str, **facts: Any) -> Mapping[str, Any]:
    return {
        "type": "commune-actuelle",
        "code": code,
        "nom": f"Commune {code}",
        "departement": "99",
        "zone": "metro",
        "siren": f"2199{code}",
        **facts,
    }


def sources(script: ModuleType, communes: list[Mapping[str, Any]], shapes: list[Mapping[str, str]]) -> Any:
    return script.Sources(communes=communes, epci=(), departements=(), regions=(), shapes=shapes)


def contours(script: ModuleType, made: Any) -> dict[str, Any]:
    current = [item for item in made.communes if item["type"] == "commune-actuelle"]
    found: dict[str, Any] = script.commune_contours(made, current, [])
    return found


RING = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))


def test_land_that_nothing_covers_goes_to_the_commune_that_has_absorbed_another(script: ModuleType) -> None:
    communes = [
        commune("99001", anciensCodes=["99002"]),
        {**commune("99002"), "type": "commune-deleguee", "chefLieu": "99001"},
    ]
    made = sources(script, communes, [row("COM", "99001", RING), row("COMD", "99002", None)])
    assert contours(script, made)["99001"].area == pytest.approx(9)


def test_land_that_nothing_covers_stays_empty_where_no_commune_has_absorbed_another(script: ModuleType) -> None:
    made = sources(script, [commune("99001")], [row("COM", "99001", RING)])
    assert contours(script, made)["99001"].area == pytest.approx(8)


def test_a_commune_that_is_not_drawn_is_the_union_of_its_delegated_communes(script: ModuleType) -> None:
    communes = [
        commune("99001", anciensCodes=["99002"]),
        {**commune("99001"), "type": "commune-deleguee", "chefLieu": "99001"},
        {**commune("99002"), "type": "commune-deleguee", "chefLieu": "99001"},
    ]
    shapes = [
        row("COM", "99001", None),
        row("COMD", "99001", shapely.box(0, 0, 1, 1)),
        row("COMD", "99002", shapely.box(1, 0, 2, 1)),
    ]
    assert contours(script, sources(script, communes, shapes))["99001"].area == pytest.approx(2)


def test_overlaps_and_slivers_between_neighbours_are_closed(script: ModuleType) -> None:
    communes = [commune("99001"), commune("99002"), commune("99003")]
    shapes = [
        row("COM", "99001", shapely.box(0, 0, 1.0005, 1)),
        row("COM", "99002", shapely.box(1, 0, 2, 1)),
        row("COM", "99003", shapely.box(0, 1, 2, 2)),
    ]
    found = list(contours(script, sources(script, communes, shapes)).values())
    assert shapely.coverage_is_valid(found)
    assert sum(shape.area for shape in found) == pytest.approx(4)


@pytest.mark.parametrize(
    ("mairie", "expected", "supposed"),
    [
        (shapely.Point(0.2, 0.3), (0.2, 0.3), []),
        (shapely.Point(1.005, 0.3), (1.005, 0.3), []),
        (shapely.Point(1.05, 0.3), (0.5, 0.5), ["99001"]),
        (shapely.Point(), (0.5, 0.5), ["99001"]),
        (None, (0.5, 0.5), ["99001"]),
    ],
)
def test_a_town_hall_far_from_its_commune_is_not_believed(
    script: ModuleType, mairie: Any, expected: tuple[float, float], supposed: list[str]
) -> None:
    square = shapely.box(0, 0, 1, 1)
    made = sources(script, [commune("99001")], [row("COM", "99001", square, mairie)])
    positions, doubtful = script.mairie_positions(made, {"99001": square}, [])
    assert positions["99001"] == pytest.approx(expected)
    assert doubtful == supposed


@pytest.mark.parametrize(
    ("nature", "nom", "expected"),
    [
        ("CC", "CC de la Forêt", "Communauté de communes de la Forêt"),
        ("CA", "CA d'Épinal", "Communauté d’agglomération d’Épinal"),
        ("CU", "CU Caen la Mer", "Communauté urbaine Caen la Mer"),
        ("METRO", "Rennes Métropole", "Rennes Métropole"),
    ],
)
def test_the_name_of_an_epci_is_spelled_out(script: ModuleType, nature: str, nom: str, expected: str) -> None:
    assert script.epci_name({"type": nature, "nom": nom}) == expected


def test_an_archive_depends_on_nothing_but_its_members(script: ModuleType, tmp_path: Path) -> None:
    script.write_archive({"b": b"2" * 1000, "a": b"1"}, tmp_path / "one.zip")
    script.write_archive({"a": b"1", "b": b"2" * 1000}, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "one.zip").read("b") == b"2" * 1000


def test_a_package_with_another_checksum_is_refused(script: ModuleType, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import pathlib; pathlib.Path('x.tgz').write_bytes(b'?')"]
    with pytest.raises(script.WrongSourceError, match="empreinte"):
        script.fetch(command, tmp_path, "*.tgz", "0" * 64)


def test_a_missing_client_or_a_failed_download_is_said_in_french(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(script.WrongSourceError, match="introuvable"):
        script.fetch(["no-such-client"], tmp_path, "*.tgz", "")
    with pytest.raises(script.WrongSourceError, match="téléchargement a échoué"):
        script.fetch([sys.executable, "-c", "raise SystemExit(1)"], tmp_path, "*.tgz", "")


def test_a_failed_download_says_what_the_client_said(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("npm", "NPM"):
        monkeypatch.setenv(f"{name}_CONFIG_REGISTRY", "http://127.0.0.1:9/")
        monkeypatch.setenv(f"{name}_CONFIG_FETCH_RETRIES", "0")
        monkeypatch.setenv(f"{name}_CONFIG_CACHE", str(tmp_path / "cache"))
    with pytest.raises(script.WrongSourceError, match="ECONNREFUSED"):
        script.read_sources(tmp_path)


@pytest.mark.registry
def test_the_script_makes_the_committed_reference_twice(root: Path, tmp_path: Path) -> None:
    script = root / "scripts" / "update-territories"
    paths = [tmp_path / "one.zip", tmp_path / "two.zip"]
    runs = [
        subprocess.Popen([sys.executable, script, "--out", path], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        for path in paths
    ]
    messages = [run.communicate()[1].decode() for run in runs]
    if any("téléchargement a échoué" in message for message in messages):
        pytest.skip("aucun registre de paquets n’est joignable : la référence ne peut pas être refaite")
    assert [run.returncode for run in runs] == [0, 0], messages
    first, second = (path.read_bytes() for path in paths)
    assert first == second
    if shapely.geos_version != MADE_WITH_GEOS:
        pytest.skip(f"référence faite avec GEOS {MADE_WITH_GEOS}, ici {shapely.geos_version} : elles peuvent différer")
    assert first == REFERENCE.read_bytes()
