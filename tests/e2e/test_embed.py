"""The search in a partner's page: one line of script or a frame, under a strict policy, and nothing left behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Frame, Page, expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.e2e.conftest import Published, Reader

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIOLATIONS = """async (values) => (await axe.run(document, { runOnly: { type: "tag", values } })).violations
  .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} : ${target} : ${failureSummary}`))"""
READY = "[data-mg-pret]"
PUBLIC = "https://demonstration.maillage.example/"
LINE = '<script src="{site}assets/maillage/integrer.js" data-service="caf-demarches" data-pres="35184" async></script>'


@pytest.fixture
def partner(
    browser: Browser, site: Published, serve: Callable[[Path], Published], tmp_path: Path
) -> Iterator[Callable[..., tuple[Page, list[str]]]]:
    """A function that shows a partner's page, of another origin: (HTML, options) → the tab, and what went wrong."""
    pages: list[Page] = []

    def show(html: str, policy: str = "", **options: Any) -> tuple[Page, list[str]]:
        head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
        (tmp_path / "index.html").write_text(
            f'<!doctype html><html lang="fr"><head><meta charset="utf-8">{head}<title>Mairie</title>'
            '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>'
            f"<body><main><h1>Mairie</h1>{html.replace('{site}', site.url)}<p>Après</p></main></body></html>",
            encoding="utf-8",
        )
        page = browser.new_context(locale="fr-FR", **options).new_page()
        page.context.set_default_timeout(10_000)
        pages.append(page)
        errors: list[str] = []
        page.on("console", lambda said: errors.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(serve(tmp_path).url)
        return page, errors

    yield show
    for page in pages:
        page.context.close()


def framed(page: Page) -> Frame:
    """The frame of the search, once it has answered."""
    page.locator("iframe").scroll_into_view_if_needed()
    page.frame_locator("iframe").locator(READY).wait_for(state="attached")
    found = page.frames[1]
    found.wait_for_selector("[data-mg-resultats]:not([aria-busy]) [data-etat=oui]", state="attached")
    return found


def height(page: Page) -> int:
    return int(page.evaluate("parseInt(document.querySelector('iframe').style.height)"))


def until_whole(page: Page) -> None:
    """Wait until the frame is as high as what it holds."""
    for _ in range(100):
        inside = page.frames[1].evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
        if height(page) == inside:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{height(page)} px for {inside} px")


def test_one_line_shows_the_search_with_its_filters_and_its_whole_height(partner: Callable[..., Any]) -> None:
    page, errors = partner(LINE)
    frame = framed(page)
    element = page.locator("iframe")
    assert element.get_attribute("title") == "Trouver un lieu d’aide aux démarches et au numérique"
    assert element.get_attribute("loading") == "lazy"
    assert "Allocations familiales" in frame.inner_text("[data-mg-cherches]")
    assert frame.locator("[data-etat=oui] > [data-lieu]").count() == 4
    until_whole(page)
    before = height(page)
    frame.get_by_role("button", name=re.compile("Afficher la suite")).first.click()
    expect(frame.locator("[data-etat=oui] > [data-lieu]")).to_have_count(8)
    until_whole(page)
    assert height(page) > before
    # The page around stands where the line was.
    assert page.evaluate("document.querySelector('iframe').nextElementSibling.textContent") == "Après"
    assert errors == []


def test_the_frame_has_nothing_of_the_theme_and_keeps_nothing(partner: Callable[..., Any]) -> None:
    page, _ = partner(LINE)
    frame = framed(page)
    loaded = frame.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert any("trouver.js" in name for name in loaded)
    assert [name for name in loaded if "/javascripts/" in name or "/stylesheets/" in name] == []
    assert frame.locator("header.md-header, nav, footer.md-footer").count() == 0
    expect(frame.get_by_label("Retenir ce lieu")).to_be_hidden()
    frame.wait_for_timeout(300)
    assert frame.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert frame.evaluate("caches.keys()") == []
    assert frame.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.cookies() == []


def test_it_works_under_a_policy_that_allows_nothing_but_the_site(partner: Callable[..., Any], site: Published) -> None:
    origin = site.url.rstrip("/")
    page, errors = partner(LINE, f"default-src 'none'; img-src data:; script-src {origin}; frame-src {origin}")
    framed(page)
    until_whole(page)
    assert errors == []


def test_what_others_say_to_the_page_does_not_move_the_frame(partner: Callable[..., Any]) -> None:
    page, _ = partner(LINE)
    framed(page)
    until_whole(page)
    before = height(page)
    # The right words, from the wrong window; then the right window, with other words.
    page.evaluate("window.postMessage({ maillage: 'hauteur', hauteur: 5000 }, '*')")
    page.frames[1].evaluate("parent.postMessage({ maillage: 'hauteur', hauteur: '9px;position:fixed' }, '*')")
    page.frames[1].evaluate("parent.postMessage({ maillage: 'hauteur', hauteur: 1e9 }, '*')")
    page.wait_for_timeout(200)
    assert height(page) == before
    assert page.evaluate("document.querySelector('iframe').style.position") == ""


def test_a_result_opens_in_a_tab_of_its_own(partner: Callable[..., Any], site: Published) -> None:
    page, _ = partner(LINE)
    frame = framed(page)
    with page.expect_popup() as opened:
        frame.locator("[data-etat=oui] h3 a").first.click()
    venue = opened.value
    venue.wait_for_load_state()
    assert venue.url.startswith(f"{site.url}lieux/")
    assert venue.evaluate("window.opener") is None
    # Free of the frame's sandbox: its own scripts work.
    expect(venue.get_by_role("button", name="Copier le lien de cette page")).to_be_visible()
    assert page.locator("iframe").count() == 1


def test_the_same_search_opens_in_full_as_it_has_become(partner: Callable[..., Any], site: Published) -> None:
    page, _ = partner(LINE)
    frame = framed(page)
    frame.get_by_label("Quel besoin").fill("carte grise")
    frame.wait_for_function("location.search.includes('q=carte')")
    with page.expect_popup() as opened:
        frame.get_by_role("link", name="Ouvrir en grand").click()
    opened.value.wait_for_selector(READY, state="attached")
    assert opened.value.url == f"{site.url}trouver/?q=carte+grise&pres=35184"


def test_a_number_is_called_from_where_one_is(partner: Callable[..., Any]) -> None:
    page, _ = partner(LINE)
    link = framed(page).locator("a[href^='tel:']").first
    link.evaluate("one => one.addEventListener('click', (event) => event.preventDefault())")
    link.click()
    assert link.get_attribute("target") == "_self"


def test_a_chosen_height_and_title_are_kept(partner: Callable[..., Any]) -> None:
    page, _ = partner(LINE.replace("async", 'data-hauteur="480" data-titre="Où aller ?" async'))
    framed(page)
    page.wait_for_timeout(200)
    assert height(page) == 480
    assert page.locator("iframe").get_attribute("title") == "Où aller ?"
    assert "titre" not in str(page.locator("iframe").get_attribute("src"))


def test_hostile_attributes_are_parameters_like_any_other(partner: Callable[..., Any]) -> None:
    page, errors = partner(
        '<script src="{site}assets/maillage/integrer.js" data-q="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"'
        ' data-pres="35184" data-__proto__="x" data-acces="toString" async></script>'
    )
    page.frame_locator("iframe").locator(READY).wait_for(state="attached")
    assert page.frames[1].locator("img").count() == 0
    assert errors == []


def test_the_frame_that_the_page_proposes_works_as_it_is_written(
    partner: Callable[..., Any], read: Callable[..., Reader], site: Published
) -> None:
    written = unescape(read("integrer/").page.inner_text("#code-cadre"))
    assert "sandbox=" in written
    page, errors = partner(written.replace(PUBLIC, site.url))
    framed(page)
    assert errors == []


def test_the_line_that_the_page_proposes_is_copied_and_works(
    partner: Callable[..., Any], read: Callable[..., Reader], site: Published
) -> None:
    reader = read("integrer/", permissions=["clipboard-read", "clipboard-write"])
    reader.page.get_by_role("button", name="Copier cette ligne").click()
    expect(reader.page.get_by_text("Texte copié.")).to_be_visible()
    written = reader.page.evaluate("navigator.clipboard.readText()")
    page, errors = partner(written.replace(PUBLIC, site.url))
    framed(page)
    assert errors == []


def test_the_page_that_tells_how_shows_a_live_example(read: Callable[..., Reader]) -> None:
    reader = read("integrer/")
    framed(reader.page)
    assert reader.page.locator("iframe").get_attribute("title") == "Exemple de recherche intégrée"
    assert reader.errors == []
    assert reader.asked == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("asked", ["data-service='caf-demarches' data-pres='35184'", "data-q='zzzz'", ""])
def test_axe_has_nothing_to_say_of_the_frame_nor_of_the_page_around(
    partner: Callable[..., Any], asked: str, width: int
) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core est absent : lancez « python web/bundle.py check »")
    page, _ = partner(
        f"<script src='{{site}}assets/maillage/integrer.js' {asked} async></script>",
        viewport={"width": width, "height": 900},
    )
    page.frame_locator("iframe").locator(READY).wait_for(state="attached")
    page.wait_for_timeout(300)
    assert len(page.frames) == 2
    for frame in page.frames:
        # A frame of another origin is looked at from within.
        frame.evaluate(AXE.read_text("utf-8"))
        assert frame.evaluate(VIOLATIONS, RULES) == []


def test_a_narrow_frame_shows_the_search_whole(partner: Callable[..., Any]) -> None:
    page, _ = partner(LINE, viewport={"width": 336, "height": 700})
    assert framed(page).evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
