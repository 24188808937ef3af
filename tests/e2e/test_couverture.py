"""A coverage report in a browser: read, copied, printed, and its map beside the table that says the same."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Reader

pytestmark = pytest.mark.browser

HUB = "couverture/"
EPCI = "couverture/epci/200067460/"
REPORTS = (HUB, "couverture/departements/35/", "couverture/epci/200038990/", EPCI, "couverture/epci/200068989/")


def printed(reader: Reader, folder: Path) -> list[str]:
    """Print the page on A4 and return the text of each sheet."""
    target = folder / "rapport.pdf"
    reader.page.pdf(path=target, format="A4")
    text = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, check=True).stdout.decode()
    return text.replace("\u00a0", " ").split("\f")[:-1]


def test_the_third_door_of_the_home_page_leads_to_the_coverage(read: Callable[..., Reader]) -> None:
    page = read("").page
    page.get_by_role("region", name="Je lis la couverture").get_by_role(
        "link", name="La couverture du territoire"
    ).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Maillage, démonstration"
    assert page.get_by_role("heading", name="En bref").is_visible()


def test_from_the_hub_to_an_intercommunality_by_the_table_of_the_map(read: Callable[..., Reader]) -> None:
    page = read(HUB).page
    page.get_by_role("row").get_by_role("link", name="Communauté de communes Loudéac Communauté").click()
    page.wait_for_url(f"**/{EPCI}")
    page.get_by_role("link", name="Couverture", exact=True).first.wait_for()


def test_the_summary_is_copied_paragraph_by_paragraph(read: Callable[..., Reader]) -> None:
    reader = read(EPCI, permissions=["clipboard-read", "clipboard-write"])
    page = reader.page
    page.get_by_role("button", name="Copier ce résumé").click()
    page.get_by_text("Texte copié.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").replace("\u00a0", " ")
    shown = [text.replace("\u00a0", " ") for text in page.locator("#resume p").all_inner_texts()]
    assert copied.split("\n\n") == shown
    assert copied.startswith("Communauté de communes Loudéac Communauté - Bretagne Centre, au 21 novembre 2026")


def test_the_map_shows_classes_that_black_and_white_tells_apart(read: Callable[..., Reader]) -> None:
    page = read(EPCI).page
    frame = page.frame_locator("iframe.mg-cadre")
    frame.locator(".leaflet-overlay-pane path").first.wait_for()
    fills = set(
        frame.locator(".leaflet-overlay-pane path").evaluate_all("all => all.map(path => path.getAttribute('fill'))")
    )
    assert "url(#mg-motif-peut-etre)" in fills
    assert frame.locator("#mg-motif-peut-etre").count() == 1
    legend = page.locator(".mg-legende")
    swatches = legend.locator("rect").evaluate_all("all => all.map(rect => rect.getAttribute('fill'))")
    assert set(swatches) <= fills
    # The communes that are left beyond have their name on the map.
    assert "Plumieux" in frame.locator(".mg-commune").all_inner_texts()


def test_the_table_under_the_map_says_what_it_shows(read: Callable[..., Reader]) -> None:
    page = read(EPCI).page
    frame = page.frame_locator("iframe.mg-cadre")
    frame.locator(".leaflet-overlay-pane path").first.wait_for()
    page.locator("summary", has_text="Ce que montre la carte").click()
    classes = page.locator("details[open] td[data-nom='Sur la carte']").all_inner_texts()
    counted = Counter(name.replace("\u00a0", " ") for name in classes)
    lines = [line.replace("\u00a0", " ").strip() for line in page.locator(".mg-legende li:has(rect)").all_inner_texts()]
    said = [re.fullmatch(r"(.*?)\s*: (\d+) communes?, .*", line, flags=re.DOTALL) for line in lines]
    assert {found[1]: int(found[2]) for found in said if found} == counted


def test_a_keyboard_opens_what_is_folded(read: Callable[..., Reader]) -> None:
    page = read(EPCI).page
    fold = page.locator("summary", has_text="Écrire, lire, comprendre ses droits")
    fold.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open]", has=fold).count() == 1


def test_the_address_of_another_edition_says_so(read: Callable[..., Reader]) -> None:
    notice = read(f"{EPCI}?edition=2026-05-01").page.locator("[data-mg-edition]")
    assert notice.is_visible()
    assert "vendredi 1er\u00a0mai\u00a02026" in notice.inner_text()
    for search in ("", "?edition=2026-11-21", "?edition=%3Cscript%3E", "?edition=2026-99-99"):
        assert not read(f"{EPCI}{search}").page.locator("[data-mg-edition]").is_visible()


@pytest.mark.parametrize("path", REPORTS)
def test_a_report_prints_on_two_sheets_of_a4(read: Callable[..., Reader], tmp_path: Path, path: str) -> None:
    first, second = printed(read(path), tmp_path)
    for word in ("En bref", "Ressources existantes", "Offre à développer", "À demander d’abord", "L’essentiel"):
        assert word in first
    for word in ("La carte", "La semaine", "Où un lieu de plus", "Services déclarés, thème par thème"):
        assert word in second
    assert f"https://demonstration.maillage.example/{path}?edition=2026-11-21" in first.replace("\n", "")
    for word in ("Copier", "Signaler", "Ce que les fiches ne disent pas", "Lieu le plus proche"):
        assert word not in first + second


def test_the_paper_names_the_venues_whose_label_or_funding_ends(read: Callable[..., Reader], tmp_path: Path) -> None:
    _, second = printed(read("couverture/epci/200038990/"), tmp_path)
    said = " ".join(second.split())
    assert "Labels et financements qui finissent : Bus numérique de Brocéliande, Gaël : conseiller numérique" in said
    assert "jusqu’au 31 mars 2027" in said
    page = read("couverture/epci/200038990/").page
    page.locator("summary", has_text="Labels et financements qui finissent").click()
    page.get_by_role("listitem").get_by_role("link", name="Espace de vie sociale La Parenthèse, Irodouër").first.click()
    page.wait_for_url("**/lieux/espace-de-vie-sociale-irodouer/")


def test_the_paper_has_a_map_of_its_own(read: Callable[..., Reader]) -> None:
    page: Any = read(EPCI).page
    assert not page.locator("svg.mg-dessin").is_visible()
    page.emulate_media(media="print")
    box = page.locator("svg.mg-dessin").bounding_box()
    assert box
    assert min(box["width"], box["height"]) > 200
    assert not page.locator("iframe.mg-cadre").is_visible()
    assert "Plumieux" in page.locator("svg.mg-dessin text").all_text_contents()


def test_without_scripts_the_map_of_the_paper_stands_for_the_one_that_moves(read: Callable[..., Reader]) -> None:
    page: Any = read(EPCI, java_script_enabled=False).page
    assert page.locator("iframe").filter(visible=True).count() == 0
    box = page.locator("svg.mg-dessin").bounding_box()
    assert box
    assert min(box["width"], box["height"]) > 200
    assert page.locator(".mg-legende").is_visible()


def test_where_nobody_has_looked_there_is_no_figure_and_no_map(read: Callable[..., Reader]) -> None:
    page = read("couverture/epci/200066785/").page
    said = page.locator(".mg-page").inner_text().replace("\u00a0", " ")
    assert "Non recensé : personne n’a encore cherché de lieux ici." in said
    assert "%" not in said
    assert page.locator("iframe, table").count() == 0
