"""The weekly grid in a browser: filters that say what they leave apart, an address that holds them, and paper."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_accessibility import AXE, RULES, RUN, WIDE

if TYPE_CHECKING:
    from tests.e2e.conftest import Reader

pytestmark = pytest.mark.browser

GRID = "epci/200038990/semaine/"
ASKED = f"{GRID}?demi-journee=mercredi-apres-midi&acces=sans-rdv"


def shown(page: Page, etat: str) -> list[str]:
    """The places that can be seen in the lists of a state, in their order."""
    items = page.locator(f'[data-etat="{etat}"] > [data-lieu]').all()
    return [str(item.get_attribute("data-cle")) for item in items if item.is_visible()]


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f'select[name="{name}"]').select_option(value)


def test_who_is_open_on_wednesday_afternoon_without_appointment(read: Callable[..., Reader]) -> None:
    page = read(ASKED).page
    answers = shown(page, "oui")
    assert "france-services-montauban-de-bretagne" in answers
    assert "mairie-montauban-de-bretagne" not in answers, "on appointment only"
    # Nobody has said how one enters there: it is apart, and counted.
    assert "mediatheque-gael" in shown(page, "non-renseigne")
    status = page.get_by_role("status").filter(has_text="Mercredi après-midi")
    expect(status).to_have_text(
        re.compile(rf"Mercredi après-midi, Sans rendez-vous : {len(answers)} lieux ou arrêts ; \d+ à part")
    )


def test_a_filter_goes_into_the_address_and_back_undoes_it(read: Callable[..., Reader]) -> None:
    page = read(GRID).page
    everything = shown(page, "oui")
    choose(page, "dimension", "apprentissage")
    expect(page).to_have_url(re.compile(r"\?dimension=apprentissage$"))
    narrowed = shown(page, "oui")
    assert 0 < len(narrowed) < len(everything)
    choose(page, "demi-journee", "samedi-matin")
    expect(page).to_have_url(re.compile(r"dimension=apprentissage&demi-journee=samedi-matin$"))
    page.go_back()
    assert shown(page, "oui") == narrowed
    page.go_back()
    assert shown(page, "oui") == everything
    page.go_forward()
    assert shown(page, "oui") == narrowed
    page.get_by_role("button", name="Tout montrer").click()
    expect(page).to_have_url(re.compile(r"/semaine/$"))
    assert shown(page, "oui") == everything


def test_lines_that_do_not_answer_are_hidden_within_a_place(read: Callable[..., Reader]) -> None:
    page = read(f"{GRID}?demi-journee=mercredi-matin&dimension=acces").page
    place = page.locator('#mercredi-matin [data-lieu="mediatheque-montauban-de-bretagne"]')
    visible = [line.inner_text() for line in place.locator(".mg-creneau").all() if line.is_visible()]
    assert len(visible) == 1
    assert "accès libre" in visible[0]


@pytest.mark.parametrize(
    "query",
    [
        "?demi-journee=lundi-minuit&dimension=%3Cscript%3E&acces=" + "x" * 5000,
        "?dimension=__proto__&acces=toString&demi-journee=",
        "?%ff%fe&demi-journee=%E0%A4%A&dimension[]=acces",
    ],
)
def test_absurd_parameters_are_ignored_aloud_and_break_nothing(read: Callable[..., Reader], query: str) -> None:
    reader = read(f"{GRID}{query}")
    everything = shown(read(GRID).page, "oui")
    assert shown(reader.page, "oui") == everything
    assert reader.errors == []
    if "minuit" in query:
        expect(reader.page.get_by_text("« dimension » n’existe pas : ignorée.")).to_be_visible()


def test_without_script_all_is_there_and_links_lead_to_each_half_day(read: Callable[..., Reader]) -> None:
    page = read(GRID, java_script_enabled=False).page
    expect(page.locator(".mg-tri")).to_be_hidden()
    page.get_by_role("link", name="Mercredi après-midi").click()
    expect(page.locator("#mercredi-apres-midi")).to_be_in_viewport()
    expect(page.locator("#mercredi-apres-midi [data-lieu]").first).to_be_visible()


def test_a_telephone_shows_one_block_for_each_half_day_and_never_scrolls_sideways(read: Callable[..., Reader]) -> None:
    for width in (320, 360):
        page = read(GRID, viewport={"width": width, "height": 800}).page
        assert page.evaluate(WIDE) == []
        boxes = [page.locator(f"#mercredi-{part}").bounding_box() for part in ("matin", "apres-midi")]
        assert boxes[0]
        assert boxes[1]
        assert boxes[0]["x"] == boxes[1]["x"]
        assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]


def test_the_filters_are_reached_and_changed_by_keyboard(read: Callable[..., Reader]) -> None:
    page = read(GRID).page
    page.get_by_label("Quand ?").focus()
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("demi-journee=lundi-matin"))
    page.keyboard.press("Tab")
    expect(page.get_by_label("Pour quoi ?")).to_be_focused()


@pytest.mark.parametrize("path", [ASKED, f"{GRID}?dimension=equipement&acces=sur-orientation&demi-journee=lundi-matin"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_has_nothing_to_say_of_a_filtered_grid(read: Callable[..., Reader], path: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core est absent : lancez « python web/bundle.py check »")
    page = read(path, viewport={"width": width, "height": 800}).page
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN, {"runOnly": {"type": "tag", "values": RULES}}) == []


def printed(page: Page, folder: Path) -> tuple[str, int]:
    target = folder / "semaine.pdf"
    page.pdf(path=target, prefer_css_page_size=True)
    size = subprocess.run(["pdfinfo", target], capture_output=True, check=True).stdout.decode()
    assert "841.92 x 594.96 pts (A4)" in size or "841.92 x 595" in size
    text = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, check=True).stdout.decode()
    return text.replace("\u00a0", " "), text.count("\f")


def test_paper_is_landscape_says_its_date_and_has_no_control(read: Callable[..., Reader], tmp_path: Path) -> None:
    text, sheets = printed(read(GRID).page, tmp_path)
    assert sheets <= 4
    assert "déclarés au 21 novembre 2026" in text
    assert "page 1 sur" in text
    assert "02 61 91 10 02" in text
    assert "Tout montrer" not in text
    assert "Rechercher" not in text


def test_paper_of_one_half_day_is_one_sheet(read: Callable[..., Reader], tmp_path: Path) -> None:
    text, sheets = printed(read(ASKED).page, tmp_path)
    assert sheets == 1
    assert "Mercredi après-midi, Sans rendez-vous" in text
    assert "Lundi" not in text.replace("lundi", "")
