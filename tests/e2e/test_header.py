"""One search in the header of every page, and it finds venues; the search page carries no program but its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Reader

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["", "communes/35184/", "lieux/mairie-corlay/", "guide/hubs/", "n-existe-pas/"])
def test_what_is_typed_in_the_header_is_searched_among_the_venues(read: Callable[..., Reader], path: str) -> None:
    page = read(path).page
    box = page.get_by_role("searchbox", name="Quel besoin ?")
    box.press_sequentially("carte grise")
    box.press("Enter")
    page.wait_for_url("**/trouver/?q=carte+grise")
    expect(page.get_by_label("Quel besoin")).to_have_value("carte grise")
    expect(page.locator("[data-mg-cherches]")).to_contain_text("Carte grise")


def test_a_small_screen_has_a_link_to_the_search_in_the_place_of_the_line(read: Callable[..., Reader]) -> None:
    page = read("communes/35184/", viewport={"width": 360, "height": 800}).page
    expect(page.get_by_role("searchbox")).to_have_count(0)
    page.get_by_role("banner").get_by_role("link", name="Trouver un lieu").click()
    page.wait_for_url("**/trouver/")


def test_the_search_page_has_one_search_and_no_program_of_the_theme(read: Callable[..., Reader]) -> None:
    reader = read("trouver/?q=caf&pres=35184")
    reader.page.wait_for_load_state("networkidle")
    expect(reader.page.get_by_role("searchbox")).to_have_count(1)
    loaded = reader.page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert loaded
    assert [name for name in loaded if "/javascripts/" in name] == []
    assert reader.errors == []
