"""The whole way from the home page to a telephone number without a mouse, and a focus that is always seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Reader

pytestmark = pytest.mark.browser

PAGES = ["", "besoins/caf-demarches/", "lieux/france-services-montauban-de-bretagne/", "contribuer/champs/"]

# Which element has the focus, whether it can be seen, and whether something else covers it.
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  // Of what is taller than the window, the top is out of it when the rest is seen.
  const start = Math.min(Math.max(box.top + Math.min(box.height, 40) / 2, 0), innerHeight - 1);
  const y = box.height > innerHeight ? innerHeight / 2 : start;
  const top = document.elementFromPoint(x, y);
  return {
    what: element.outerHTML.slice(0, 100),
    ring: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
    uncovered: element.tagName === "IFRAME" || (top !== null && (element.contains(top) || top.contains(element))),
  };
}"""


def focus_on(page: Page, text: str | re.Pattern[str], within: str = ".mg", presses: int = 300) -> None:
    """Press Tab until the link or button of that text has the focus."""
    wanted = page.locator(within).locator("a, button").filter(has_text=text).first
    expect(wanted).to_be_visible()
    for _ in range(presses):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {text!r}")


@pytest.mark.parametrize("path", ["", "lieux/france-services-montauban-de-bretagne/", "guide/hubs/", "n-existe-pas/"])
def test_the_first_press_of_tab_offers_to_skip_the_menu(read: Callable[..., Reader], path: str) -> None:
    page = read(path).page
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text(re.compile("Aller au contenu"))
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_venue_is_found_with_the_keyboard_alone(read: Callable[..., Reader]) -> None:
    page = read("").page
    focus_on(page, "Chercher par besoin")
    page.keyboard.press("Enter")
    page.wait_for_url("**/besoins/")
    focus_on(page, re.compile("^Allocations familiales"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/besoins/caf-demarches/")
    focus_on(page, "France services de Montauban-de-Bretagne")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lieux/france-services-montauban-de-bretagne/")
    focus_on(page, re.compile(r"02\s61\s91\s10\s02"))
    assert page.locator(":focus").get_attribute("href") == "tel:+33261911002"


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PAGES)
def test_what_has_the_focus_is_seen(read: Callable[..., Reader], path: str, width: int) -> None:
    page = read(path, viewport={"width": width, "height": 800}, reduced_motion="reduce").page
    seen, lost = 0, []
    for _ in range(45):
        page.keyboard.press("Tab")
        # What opens and closes around the focus takes a moment.
        for _ in range(8):
            focus = page.evaluate(FOCUS)
            if focus is None or (focus["ring"] and focus["uncovered"]):
                break
            page.wait_for_timeout(100)
        if focus is None:
            break
        seen += 1
        if not (focus["ring"] and focus["uncovered"]):
            lost.append(focus)
    assert seen >= 4
    assert lost == []


@pytest.mark.parametrize("path", ["communes/35184/", "trouver/"])
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_of_a_small_screen_opens_with_the_keyboard(read: Callable[..., Reader], path: str, key: str) -> None:
    page = read(path, viewport={"width": 360, "height": 800}).page
    link = page.locator(".md-sidebar--primary").get_by_role("link", name="Tous les lieux")
    expect(link).to_be_hidden()
    button = page.locator("label.md-header__button[for=__drawer]")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press(key)
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press(key)
    expect(link).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/lieux/")
