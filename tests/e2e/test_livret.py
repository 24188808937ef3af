"""The booklet on paper: a cover, numbers that lead somewhere, nothing that needs a screen, and a decent thickness."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.test_accessibility import WIDE

if TYPE_CHECKING:
    from tests.e2e.conftest import Reader

pytestmark = pytest.mark.browser

EPCI = "epci/200038990/livret/"
DEPARTEMENT = "departements/35/livret/"


def sheets(reader: Reader, folder: Path) -> list[str]:
    """The text of each printed sheet."""
    target = folder / "livret.pdf"
    reader.page.pdf(path=target, prefer_css_page_size=True)
    size = subprocess.run(["pdfinfo", target], capture_output=True, check=True).stdout.decode()
    assert re.search(r"Page size: +59\d(\.\d+)? x 84\d(\.\d+)? pts \(A4\)", size)
    text = subprocess.run(["pdftotext", target, "-"], capture_output=True, check=True).stdout.decode()
    return text.replace("\u00a0", " ").replace("\n", " ").split("\f")[:-1]


@pytest.mark.parametrize(("path", "name"), [(EPCI, "Communauté de communes de Saint-Méen Montauban"),
                                            (DEPARTEMENT, "Ille-et-Vilaine")])  # fmt: skip
def test_a_booklet_has_a_cover_then_numbered_pages_with_its_name_and_date(
    read: Callable[..., Reader], tmp_path: Path, path: str, name: str
) -> None:
    cover, *others = sheets(read(path), tmp_path)
    assert f"Livret des lieux : {name}".replace("-", "") in cover.replace("- ", "").replace("-", "")
    assert "02 61 91 00 01" in cover
    assert "page 1" not in cover
    for number, text in enumerate(others, 2):
        assert f"{name}, livret des lieux, données du 21 novembre 2026" in text
        assert f"page {number} sur {len(others) + 1}" in text
        assert len(text) > 200, "a sheet that is nearly blank"


def test_a_booklet_of_an_intercommunality_is_about_ten_sheets(read: Callable[..., Reader], tmp_path: Path) -> None:
    assert len(sheets(read(EPCI), tmp_path)) <= 12


def test_each_part_of_a_long_booklet_is_named_at_the_head_of_its_pages(
    read: Callable[..., Reader], tmp_path: Path
) -> None:
    texts = sheets(read(DEPARTEMENT), tmp_path)
    assert len(texts) <= 26
    # The name is there once as a title on the first sheet of a part, and again at the head of each.
    assert sum("C. Par demi-journée" in text for text in texts) >= 3
    assert sum("B. Les lieux" in text for text in texts) >= 5


def test_paper_has_no_menu_no_button_and_needs_no_link(read: Callable[..., Reader], tmp_path: Path) -> None:
    text = " ".join(sheets(read(EPCI), tmp_path))
    for word in ("Accueil ›", "Rechercher", "Trouver un lieu :", "Copier le lien", "Signaler une erreur", "https://"):
        assert word not in text
    for told in ("02 61 91 10 02", "12 allée des Peupliers", "Grand bâtiment gris", "Ce livret à jour"):
        assert told in text


def test_the_frame_of_a_number_stays_in_its_column(read: Callable[..., Reader]) -> None:
    page = read(EPCI).page
    page.emulate_media(media="print")
    room = page.eval_on_selector_all(
        ".mg-l-lieu h4",
        """all => all.map((one) =>
            one.querySelector(".mg-l-numero").getBoundingClientRect().top - one.getBoundingClientRect().top)""",
    )
    assert len(room) > 10
    assert min(room) >= 1


def test_a_number_leads_to_its_venue_on_a_screen(read: Callable[..., Reader]) -> None:
    page = read(EPCI, viewport={"width": 360, "height": 800}).page
    assert page.evaluate(WIDE) == []
    page.locator('.mg-l-besoins a[href="#lieu-6"]').first.click()
    assert page.url.endswith("#lieu-6")
    box = page.locator("#lieu-6").bounding_box()
    assert box
    assert -10 <= box["y"] < 800
