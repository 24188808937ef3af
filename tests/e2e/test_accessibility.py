"""What a machine can tell of the accessibility of every kind of page: axe-core, reflow, targets, language.

What it cannot tell (order of reading, meaning of the words) is written in docs/accessibilite.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Reader

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent.parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 360)

RUN = """async (options) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...options });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} : ${target.join(" ")} : ${failureSummary}`));
}"""

# Controls that a finger must hit: not a link in the middle of a sentence, which the rule leaves aside.
SMALL = """() => [...document.querySelectorAll("button, summary, input, select, textarea, [role=button], a")]
  .filter((control) => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((control) => control.tagName !== "A" || getComputedStyle(control).display !== "inline")
  .map((control) => [control.outerHTML.slice(0, 120), control.type === "checkbox" ? control.labels[0] : control])
  .map(([html, target]) => [html, target.getBoundingClientRect()])
  .filter(([, { width, height }]) => width > 1 && height > 1 && (width < 24 || height < 24))
  .map(([html, { width, height }]) => `${Math.round(width)} × ${Math.round(height)} : ${html}`)"""

WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > width + 1 && element.checkVisibility())
    .map((element) => element.outerHTML.slice(0, 120)).slice(0, 8)
    .concat(`page : ${document.documentElement.scrollWidth}`);
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The text of axe-core, which the checks of the pages' scripts install."""
    if not AXE.is_file():
        pytest.skip("axe-core est absent : lancez « python web/bundle.py check »")
    return AXE.read_text("utf-8")


def resize(reader: Reader, width: int) -> Any:
    """Return the page at rest in a window of a width: a colour on its way to another is neither."""
    reader.page.set_viewport_size({"width": width, "height": 800})
    reader.page.wait_for_function("!document.getAnimations().some((one) => one instanceof CSSTransition)")
    return reader.page


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_has_nothing_to_say(kind: Reader, axe: str, width: int) -> None:
    page = resize(kind, width)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe)
    rules = {
        # Colours are the same on a small screen, and take most of the time.
        "color-contrast": {"enabled": width == max(WIDTHS)},
        # The points of a map lie where the venues are, some on others: the list under it has a link for each.
        "target-size": {"enabled": "/cartes/" not in page.url},
    }
    assert page.evaluate(RUN, {"runOnly": {"type": "tag", "values": RULES}, "rules": rules}) == []


@pytest.mark.parametrize("width", [320, 640])
def test_no_page_scrolls_sideways_on_a_small_screen_nor_when_it_is_enlarged(kind: Reader, width: int) -> None:
    assert resize(kind, width).evaluate(WIDE) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_finger_can_hit_every_control(kind: Reader, width: int) -> None:
    assert resize(kind, width).evaluate(SMALL) == []


def test_every_page_speaks_french_and_has_one_title(kind: Reader) -> None:
    page = resize(kind, 1280)
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.title()
    assert page.locator("h1").count() == 1


def test_a_page_asks_nothing_of_others_keeps_nothing_and_says_no_error(kind: Reader) -> None:
    page = resize(kind, 1280)
    assert page.context.cookies() == []
    assert page.evaluate("[{ ...localStorage }, { ...sessionStorage }]") == [{}, {}]
    assert [url for url in kind.asked if not url.startswith("https://data.geopf.fr/")] == []
    refused = "Failed to load resource: the server responded with a status of 404 (Not Found)"
    assert [error for error in kind.errors if error != refused or "n-existe-pas" not in page.url] == []
