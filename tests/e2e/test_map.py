"""Maps come when they are looked at, say their place without any tile, and obey the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Reader

pytestmark = pytest.mark.browser

VENUE = "lieux/france-services-montauban-de-bretagne/"
NAME = "France services de Montauban-de-Bretagne"
TILES = "https://data.geopf.fr/"
SMALL = {"width": 360, "height": 640}


def test_a_map_that_is_not_looked_at_is_not_downloaded(read: Callable[..., Reader]) -> None:
    reader = read(VENUE, viewport=SMALL)
    reader.page.wait_for_load_state("networkidle")
    assert reader.page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert "carte.js" not in reader.page.content()
    assert reader.asked == []


def test_a_map_works_without_tiles(read: Callable[..., Reader]) -> None:
    reader = read(VENUE, viewport=SMALL)
    place = reader.page.locator("[data-mg-carte]")
    place.scroll_into_view_if_needed()
    expect(place.locator(".leaflet-container")).to_be_visible()
    expect(place.get_by_role("region", name=f"Carte : {NAME}")).to_be_visible()
    expect(place.get_by_role("button", name=NAME)).to_be_visible()
    expect(place.locator(".leaflet-control-attribution")).to_contain_text("IGN")
    assert reader.asked
    assert {url for url in reader.asked if not url.startswith(TILES)} == set()
    assert reader.errors == []


def test_a_map_that_no_script_draws_leaves_no_empty_frame(read: Callable[..., Reader]) -> None:
    for path in (VENUE, "epci/200038990/"):
        page = read(path, java_script_enabled=False).page
        expect(page.locator("#carte, .mg-cadre, [data-mg-carte] *").filter(visible=True)).to_have_count(0)


def test_a_map_obeys_the_keyboard(read: Callable[..., Reader]) -> None:
    page = read(VENUE, reduced_motion="reduce").page
    page.locator("[data-mg-carte]").scroll_into_view_if_needed()
    frame = page.locator("[data-mg-carte] .leaflet-container")
    expect(frame).to_be_visible()
    scale = frame.locator(".leaflet-control-scale-line")
    before = scale.inner_text()
    frame.focus()
    page.keyboard.press("+")
    expect(scale).not_to_have_text(before)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    popup = frame.locator(".leaflet-popup-content")
    expect(popup).to_have_text(NAME)
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)


def test_the_maps_of_a_bus_wait_to_be_asked_for(read: Callable[..., Reader]) -> None:
    reader = read("lieux/bus-numerique-broceliande/")
    buttons = reader.page.get_by_role("button", name="Afficher la carte")
    stops = buttons.count()
    assert stops > 2
    buttons.first.focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".leaflet-container")).to_be_focused()
    assert buttons.count() == stops - 1


def test_a_place_known_by_its_commune_alone_is_a_circle_that_says_so(read: Callable[..., Reader]) -> None:
    page = read("lieux/mairie-corlay/").page
    place = page.locator("[data-mg-carte]")
    place.scroll_into_view_if_needed()
    expect(place.get_by_role("region", name="position approximative")).to_be_visible()
    expect(place.locator(".mg-carte-zone")).to_be_visible()
    expect(place.locator(".leaflet-marker-icon")).to_have_count(0)


def test_the_map_of_a_territory_shows_its_venues_in_its_frame(read: Callable[..., Reader]) -> None:
    reader = read("epci/200038990/")
    reader.page.locator("iframe.mg-cadre").scroll_into_view_if_needed()
    frame = reader.page.frame_locator("iframe.mg-cadre")
    points = frame.locator(".mg-point")
    expect(points.first).to_be_visible()
    assert points.count() >= 10
    frame.get_by_role("button", name=NAME).focus()
    reader.page.keyboard.press("Enter")
    link = frame.locator(".leaflet-popup-content a")
    expect(link).to_have_text(NAME)
    link.click()
    reader.page.wait_for_url(f"**/{VENUE}")
    assert {url for url in reader.asked if not url.startswith(TILES)} == set()
