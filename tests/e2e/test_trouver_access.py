"""The search page in each of its states: what axe says of it, on a wide screen, enlarged, on a phone; and on paper."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.test_accessibility import AXE, RULES, RUN, SMALL, WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Published, Reader

pytestmark = pytest.mark.browser

READY = "[data-mg-pret]"
ANSWERS = "?q=declaration+caf&pres=35184&acces=sans-rdv"


def _open(page: Page) -> None:
    """Nothing to press: the address says the whole state."""


def _filters(page: Page) -> None:
    page.evaluate("for (const fold of document.querySelectorAll('form details')) fold.open = true")


def _details(page: Page) -> None:
    page.wait_for_selector(".mg-trouve-suite summary")
    page.evaluate("for (const fold of document.querySelectorAll('.mg-trouve-suite details')) fold.open = true")


def _map(page: Page) -> None:
    page.wait_for_selector(".mg-plan-commune", state="attached")


def _places(page: Page) -> None:
    page.get_by_label("Près d’où").fill("saint m")
    page.wait_for_selector("[data-mg-lieux] button")


def _chosen(page: Page) -> None:
    for box in page.locator("[data-mg-choisir]").all()[:2]:
        box.check()
    page.locator(".mg-choisis summary").click()


def _print(page: Page) -> None:
    page.emulate_media(media="print")


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "empty": ("", _open),
    "answers": (ANSWERS, _open),
    "several-needs": ("?q=caf%2C+imprimer&pres=35184", _open),
    "to-check": ("?service=titre-sejour&pres=35188&langues=ru", _open),
    "nobody": ("?q=caf&service=caf-demarches&pres=22074&rayon=10", _open),
    "unheard-words": ("?q=zzzzzz&pres=35184", _open),
    "notes": ("?service=n-existe-pas&acces=quoi&le=2026-02-31&rayon=x&choisis=parti", _open),
    "closed-that-day": ("?service=caf-demarches&pres=35184&le=2026-12-25", _open),
    "filters-open": (ANSWERS, _filters),
    "details-open": (ANSWERS, _details),
    "places-proposed": (ANSWERS, _places),
    "map-open": (f"{ANSWERS}&carte=oui", _map),
    "chosen": (ANSWERS, _chosen),
    "print": (ANSWERS, _print),
}


@pytest.fixture(scope="module", params=STATES)
def state(request: pytest.FixtureRequest, newcomer: Callable[..., Reader], site: Published) -> Iterator[Reader]:
    """The page in each of its states, opened once for all the questions of this module."""
    address, act = STATES[request.param]
    reader = newcomer(site.url, reduced_motion="reduce")
    page = reader.go(f"trouver/{address}")
    page.wait_for_selector(READY, state="attached")
    page.wait_for_selector("[data-mg-resultats]:not([aria-busy])", state="attached")
    act(page)
    yield reader
    reader.page.context.close()


def sized(reader: Reader, width: int) -> Any:
    reader.page.set_viewport_size({"width": width, "height": 800})
    return reader.page


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_has_nothing_to_say_of_any_state(state: Reader, width: int) -> None:
    page = sized(state, width)
    if page.evaluate("typeof axe") == "undefined":
        if not AXE.is_file():
            pytest.skip("axe-core est absent : lancez « python web/bundle.py check »")
        page.evaluate(AXE.read_text("utf-8"))
    rules = {
        # Colours are the same on a small screen, and take most of the time.
        "color-contrast": {"enabled": width == 1280},
    }
    assert page.evaluate(RUN, {"runOnly": {"type": "tag", "values": RULES}, "rules": rules}) == []


@pytest.mark.parametrize("width", [640, 320])
def test_no_state_scrolls_sideways_when_it_is_enlarged(state: Reader, width: int) -> None:
    assert sized(state, width).evaluate(WIDE) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_a_finger_can_hit_every_control_of_any_state(state: Reader, width: int) -> None:
    page = sized(state, width)
    assert page.evaluate("matchMedia('print').matches") or page.evaluate(SMALL) == []
    assert state.errors == []


def test_answers_on_paper_have_what_one_needs_to_go_there(
    newcomer: Callable[..., Reader], site: Published, tmp_path: Path
) -> None:
    reader = newcomer(site.url)
    page = reader.go(f"trouver/{ANSWERS}&carte=oui&choisis=mairie-corlay")
    page.wait_for_selector(".mg-trouve-adresse", state="attached")
    target = tmp_path / "page.pdf"
    page.pdf(path=target, format="A4")
    text = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, check=True).stdout.decode()
    text = " ".join(text.replace("\u00a0", " ").split())
    for word in (
        "02 61 91 10 02",
        "12 allée des Peupliers",
        "Fiche vérifiée le 3 novembre 2026",
        "Recherche : declaration caf ;",
        # What was not asked to be shown is counted.
        "2 lieux ne sont pas sur cette feuille.",
    ):
        assert word in text
    for word in ("Choisir", "Chercher", "Voir la carte", "Feuille d’orientation", "Autres filtres"):
        assert word not in text
    page.context.close()
