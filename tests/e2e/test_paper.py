"""A page on paper: what a social worker hands over must fit, say where it comes from, and leave the menus out."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Reader

pytestmark = pytest.mark.browser


def printed(reader: Reader, folder: Path) -> tuple[str, int]:
    """Print the page on A4 and return its text and its number of sheets."""
    target = folder / "page.pdf"
    reader.page.pdf(path=target, format="A4")
    text = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, check=True).stdout.decode()
    return text.replace("\u00a0", " "), text.count("\f")


@pytest.mark.parametrize(
    ("venue", "telephone", "street"),
    [
        ("france-services-montauban-de-bretagne", "02 61 91 10 02", "12 allée des Peupliers"),
        ("mairie-corlay", "02 61 91 40 11", "2 rue du Trieux-Petit"),
        ("ccas-dinard", "02 61 91", "Dinard"),
    ],
)
def test_a_venue_fits_on_two_sheets_with_what_is_needed_to_go_there(
    read: Callable[..., Reader], tmp_path: Path, venue: str, telephone: str, street: str
) -> None:
    text, sheets = printed(read(f"lieux/{venue}/"), tmp_path)
    assert sheets <= 2
    assert telephone in text
    assert street in text
    assert f"https://demonstration.maillage.example/lieux/{venue}/" in text.replace("\n", "")


def test_menus_buttons_and_the_hour_of_printing_are_not_printed(read: Callable[..., Reader], tmp_path: Path) -> None:
    text, _ = printed(read("lieux/france-services-montauban-de-bretagne/"), tmp_path)
    for word in (
        "Rechercher",
        "Mentions légales",
        "Copier le lien",
        "Afficher la carte",
        "Ouvert jusqu’à",
        "Made with",
    ):
        assert word not in text


def test_a_map_that_is_not_printed_leaves_no_title_behind(read: Callable[..., Reader], tmp_path: Path) -> None:
    text, _ = printed(read("epci/200038990/"), tmp_path)
    assert "Les lieux, commune par commune" in text
    assert "La carte" not in text


@pytest.mark.parametrize("path", ["besoins/caf-demarches/", "communes/35184/", "epci/200038990/"])
def test_a_list_is_printed_with_its_telephones_and_its_address(
    read: Callable[..., Reader], tmp_path: Path, path: str
) -> None:
    text, _ = printed(read(path), tmp_path)
    assert "02 61 91 10 02" in text
    assert f"https://demonstration.maillage.example/{path}" in text
