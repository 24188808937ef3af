"""Open or closed now, by the clock of the place, and what is read without any script."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Published, Reader

pytestmark = pytest.mark.browser

PARIS = ZoneInfo("Europe/Paris")
FRANCE_SERVICES = "lieux/france-services-montauban-de-bretagne/"
LIBRARY = "lieux/mediatheque-dinard/"
EVERY_OTHER_WEEK = "lieux/espace-de-vie-sociale-irodouer/"

# Boxes that would stand empty on the page: they have a size or a border, and nothing to read or to see in them.
EMPTY = """() => [...document.querySelectorAll("main :is(section, div, ul, dl, p, table)")]
  .filter((box) => box.checkVisibility() && box.getBoundingClientRect().height > 2)
  .filter((box) => !box.innerText.trim() && !box.querySelector("svg, img, iframe, input, button"))
  .map((box) => box.outerHTML.slice(0, 160))"""

Look = Callable[..., Locator]


@pytest.fixture
def look(read: Callable[..., Reader]) -> Look:
    """A function that opens a venue at a moment of Paris and returns the box of its opening hours."""

    def look_at(path: str, moment: datetime, zone: str = "Europe/Paris") -> Locator:
        reader = read("mentions-legales/", timezone_id=zone)
        reader.page.clock.set_fixed_time(moment.replace(tzinfo=PARIS))
        reader.go(path)
        return reader.page.locator("[data-mg-ouverture]").first

    return look_at


def state(box: Locator) -> tuple[str | None, str]:
    """What the box says first, in plain spaces, with its code."""
    said = box.locator(".mg-ouverture-etat")
    expect(said).to_be_visible()
    return box.get_attribute("data-etat"), re.sub(r"\s", " ", said.inner_text())


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 23, 10, 0), ("ouvert", "Ouvert jusqu’à 12 h 15")),
        (datetime(2026, 11, 23, 12, 30), ("ferme", "Fermé — ouvre à 13 h 30")),
        (datetime(2026, 11, 26, 18, 0), ("ouvert", "Ouvert jusqu’à 19 h 30")),
        (datetime(2026, 11, 22, 10, 0), ("ferme", "Fermé — ouvre demain à 8 h 45")),
        (datetime(2026, 12, 25, 10, 0), ("ferme", "Fermé, jour férié (Noël) — ouvre lundi 4 janvier 2027 à 8 h 45")),
        (datetime(2026, 12, 29, 10, 0), ("ferme", "Fermé du 28 au 31 décembre : Congés d’hiver")),
    ],
)
def test_a_venue_says_whether_it_is_open_now(look: Look, moment: datetime, expected: tuple[str, str]) -> None:
    assert state(look(FRANCE_SERVICES, moment)) == expected


def test_the_clock_is_that_of_the_place_and_not_of_the_device(look: Look) -> None:
    assert state(look(FRANCE_SERVICES, datetime(2026, 11, 23, 10, 0), "America/New_York"))[0] == "ouvert"
    # Midnight has passed in Paris, not in New York: it is Saturday for the venue.
    box = look(FRANCE_SERVICES, datetime(2026, 11, 28, 0, 30), "America/New_York")
    expect(box.locator("[aria-current=date]")).to_contain_text("Samedi")


def test_a_closure_with_dates_wins_over_the_usual_week_on_the_fifteenth_of_august(look: Look) -> None:
    etat, said = state(look(LIBRARY, datetime(2027, 8, 15, 15, 0)))
    assert etat == "ferme"
    assert "Fermeture annuelle" in said
    assert "31 août" in said


@pytest.mark.parametrize(
    ("moment", "etat"), [(datetime(2026, 11, 25, 15, 0), "ferme"), (datetime(2026, 12, 2, 15, 0), "ouvert")]
)
def test_weeks_that_alternate_are_told_apart(look: Look, moment: datetime, etat: str) -> None:
    assert (moment.isocalendar().week % 2 == 1) == (etat == "ouvert")
    assert state(look(EVERY_OTHER_WEEK, moment))[0] == etat


def test_another_day_can_be_looked_at(read: Callable[..., Reader]) -> None:
    page = read(f"{LIBRARY}?le=2027-08-15").page
    box = page.locator("[data-mg-ouverture]").first
    expect(box).to_contain_text("Vous regardez le")
    expect(box).to_contain_text("Fermeture annuelle")
    box.get_by_role("link", name="Revenir à maintenant").click()
    assert page.url.endswith(LIBRARY)


def test_a_day_that_does_not_exist_is_as_if_none_had_been_asked(read: Callable[..., Reader]) -> None:
    reader = read(f"{LIBRARY}?le=<img src=x onerror=alert(1)>")
    expect(reader.page.locator("main")).not_to_contain_text("Vous regardez")
    assert (reader.dialogs, reader.errors) == ([], [])


def test_each_stop_of_a_bus_has_its_own_answer(look: Look) -> None:
    stops = look("lieux/bus-numerique-broceliande/", datetime(2026, 11, 24, 10, 0)).page.locator("[data-mg-ouverture]")
    assert stops.count() > 2
    for stop in stops.all():
        assert state(stop)[0] in {"ouvert", "ferme"}


@pytest.mark.parametrize(
    "path",
    [
        FRANCE_SERVICES,
        "lieux/bus-numerique-broceliande/",
        "lieux/mairie-corlay/",
        "epci/200038990/",
        "besoins/imprimer/",
        "",
    ],
)
def test_without_scripts_the_page_answers_and_leaves_no_empty_box(
    site: Published, newcomer: Callable[..., Reader], path: str
) -> None:
    reader = newcomer(site.url, java_script_enabled=False)
    page = reader.go(path)
    # Scripts are off in the page: what it shows is measured through the browser's own protocol.
    session = page.context.new_cdp_session(page)
    found = session.send("Runtime.evaluate", {"expression": f"({EMPTY})()", "returnByValue": True})
    assert found["result"].get("value") == []
    if path == FRANCE_SERVICES:
        table = page.locator(".mg-semaine")
        expect(table).to_be_visible()
        assert table.locator("[data-mg-jour]").count() == 7
        expect(table).to_contain_text("8\u00a0h\u00a045")
    expect(page.get_by_role("button", name="Copier le lien")).to_have_count(0)


def test_the_link_of_the_page_can_be_copied(read: Callable[..., Reader]) -> None:
    page = read(f"{FRANCE_SERVICES}?le=2026-12-01#prix", permissions=["clipboard-read", "clipboard-write"]).page
    page.get_by_role("button", name="Copier le lien de cette page").click()
    expect(page.locator(".mg-copie")).to_have_text("Lien copié.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url.split("?")[0]
