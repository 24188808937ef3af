"""The theme's own search is for the pages that people write: venues have a search of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Published, Reader

pytestmark = pytest.mark.browser

HAND_WRITTEN = re.compile(r"(guide|contribuer|methode|accessibilite|mentions-legales)/")


def test_only_hand_written_pages_are_in_the_index(site: Published) -> None:
    index = json.loads((site.folder / "search" / "search_index.json").read_text("utf-8"))
    found = {entry["location"].split("#")[0] for entry in index["docs"]}
    assert {address for address in found if not HAND_WRITTEN.match(address)} == set()
    assert "methode/" in found


def test_a_word_of_the_guides_leads_to_them(read: Callable[..., Reader]) -> None:
    reader = read("communes/35184/")
    box = reader.page.get_by_role("textbox", name="Chercher dans les guides")
    box.press_sequentially("tableur")
    links = reader.page.locator(".md-search-result__link")
    expect(links.first).to_be_visible(timeout=15_000)
    for link in links.all():
        assert HAND_WRITTEN.search(link.get_attribute("href") or "")
    assert reader.errors == []


def test_the_name_of_a_venue_is_not_found_there(read: Callable[..., Reader]) -> None:
    reader = read("")
    reader.page.get_by_role("textbox", name="Chercher dans les guides").press_sequentially("mairie-corlay")
    expect(reader.page.locator(".md-search-result__meta")).to_contain_text(re.compile("trouvé|Aucun"), timeout=15_000)
    expect(reader.page.locator('.md-search-result__link[href*="lieux/"]')).to_have_count(0)
