"""Without a connection after a first visit: everything from one edition, a newer one in its time, and nothing left."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    import subprocess

    from tests.e2e.conftest import Published, Reader

    Build = Callable[[Path, str, Path], subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent
READY = "[data-mg-pret]"
VENUE = "lieux/france-services-montauban-de-bretagne/"
SEARCH = "trouver/?service=caf-demarches&pres=35184"
OLD, NEW = "France services de Montauban-de-Bretagne", "La maison des démarches"
LINE = "Hors connexion\u00a0: données du 21 novembre 2026."


@pytest.fixture(scope="module")
def editions(site: Published, build_site: Build, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demonstration, the same with one name changed, and the same for a hub that wants nothing kept."""
    project = tmp_path_factory.mktemp("projet")
    for name in ("directory", "docs", "sites"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    found = {"first": site.folder}

    def publish(name: str, file: str, old: str, new: str) -> None:
        path = project / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        found[name] = project / name
        done = build_site(project, "sites/demonstration.yml", found[name])
        assert done.returncode == 0, done.stdout + done.stderr

    venue = "directory/35/france-services-montauban-de-bretagne.yml"
    publish("second", venue, f"nom: {OLD}", f"nom: {NEW}")
    publish("nothing-kept", "sites/demonstration.yml", "demonstration: oui", "hors_ligne: non\ndemonstration: oui")
    return found


@pytest.fixture
def hosted(
    editions: dict[str, Path], serve: Callable[[Path], Published], tmp_path: Path
) -> tuple[Published, Callable[[str], None]]:
    """The demonstration published below a folder of a host, and a function that publishes another edition there."""
    folder = tmp_path / "annuaire"
    shutil.copytree(editions["first"], folder)
    host = serve(tmp_path)

    def publish(name: str) -> None:
        shutil.copytree(editions[name], folder, dirs_exist_ok=True)

    return replace(host, folder=folder, url=f"{host.url}annuaire/"), publish


@pytest.fixture
def come(
    newcomer: Callable[..., Reader], hosted: tuple[Published, Callable[[str], None]]
) -> Iterator[Callable[[str], Reader]]:
    """A function that opens a page of that site in a browser that may keep it: path → reader."""
    readers: list[Reader] = []

    def open_page(path: str) -> Reader:
        reader = newcomer(hosted[0].url, service_workers="allow")
        readers.append(reader)
        reader.go(path)
        return reader

    yield open_page
    for reader in readers:
        reader.page.context.close()


def until(page: Page, promise: str) -> None:
    """Ask again until the promise of an expression is kept by something true."""
    for _ in range(100):
        if page.evaluate(promise):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {promise}")


def kept(page: Page) -> None:
    """Wait until the browser has kept the edition."""
    page.wait_for_selector(READY, state="attached")
    until(page, "navigator.serviceWorker.getRegistration().then((one) => one?.active?.state === 'activated')")


def names(page: Page) -> list[str]:
    """The names of the venues that answer, in their order."""
    page.wait_for_selector("[data-mg-resultats]:not([aria-busy]) [data-etat=oui]", state="attached")
    found: list[str] = page.locator("[data-etat=oui] > [data-lieu] h3").all_inner_texts()
    return found


def test_a_search_is_answered_without_a_connection_with_the_day_of_its_data(come: Callable[[str], Reader]) -> None:
    reader = come(SEARCH)
    page = reader.page
    kept(page)
    before = names(page)
    page.context.set_offline(True)
    page.reload()
    assert names(page) == before
    expect(page.get_by_text(LINE)).to_be_visible()
    page.get_by_label("Quel besoin").fill("refaire ma carte vitale")
    page.get_by_label("Près d’où").fill("médréac")
    page.wait_for_function("location.search.includes('pres=35171')")
    assert names(page)
    # What is read once a result is shown has been kept too.
    expect(page.locator("[data-suite]").first).not_to_be_empty()
    page.context.set_offline(False)
    expect(page.get_by_text(LINE)).to_have_count(0)
    assert reader.asked == []
    assert reader.errors == []


def test_a_connection_that_leads_nowhere_is_said_too(come: Callable[[str], Reader]) -> None:
    page = come(SEARCH).page
    kept(page)
    # The device believes in its connection: only this page's own address fails.
    page.route("**/trouver/", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text(LINE)).to_be_visible()


def test_a_visited_venue_opens_without_a_connection_and_another_says_why_not(come: Callable[[str], Reader]) -> None:
    page = come(SEARCH).page
    kept(page)
    page.goto(page.url.split("trouver/")[0] + VENUE)
    colour = "getComputedStyle(document.querySelector('.md-header')).backgroundColor"
    before = page.evaluate(colour)
    until(page, "caches.match(location.href).then((one) => one !== undefined)")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("France services de Montauban-de-Bretagne")
    expect(page.get_by_text(LINE)).to_be_visible()
    assert page.evaluate(colour) == before
    page.goto(page.url.split("lieux/")[0] + "lieux/mairie-corlay/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hors connexion")
    page.get_by_role("link", name="Trouver un lieu").click()
    page.wait_for_selector(READY, state="attached")


def test_a_referral_sheet_is_made_without_a_connection(come: Callable[[str], Reader]) -> None:
    page = come(SEARCH).page
    kept(page)
    root = page.url.split("trouver/")[0]
    page.goto(root + VENUE)
    page.context.set_offline(True)
    page.goto(f"{root}orienter/?lieux={VENUE.split('/')[1]}&service=caf-demarches&pres=35171")
    page.wait_for_selector(READY, state="attached")
    expect(page.locator("[data-mg-feuilles]")).to_contain_text(OLD)
    expect(page.locator("[data-mg-feuilles]")).to_contain_text("02 61 91 10 02")
    # Its sketch is whole: the border of the commune was kept, though nobody has looked at it before.
    expect(page.locator("svg.mg-croquis .mg-croquis-limite")).to_have_count(1)
    expect(page.get_by_text(LINE)).to_be_visible()


def test_nothing_is_kept_outside_of_the_site_nor_under_another_name(come: Callable[[str], Reader]) -> None:
    page = come(SEARCH).page
    kept(page)
    scope = page.evaluate("navigator.serviceWorker.getRegistration().then(({ scope }) => scope)")
    assert scope.endswith("/annuaire/")
    assert all(name.startswith("maillage:/annuaire/:") for name in page.evaluate("caches.keys()"))
    addresses = page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) =>
            (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()"""
    )
    assert addresses
    assert [address for address in addresses if not address.startswith(scope)] == []
    # What was searched is in no address that is kept.
    assert [address for address in addresses if "35184" in address or "caf" in address] == []


def test_a_new_edition_is_said_at_the_first_visit_and_shown_at_the_second(
    come: Callable[[str], Reader], hosted: tuple[Published, Callable[[str], None]]
) -> None:
    page = come(SEARCH).page
    kept(page)
    assert OLD in names(page)
    hosted[1]("second")
    page.reload()
    assert OLD in names(page)
    expect(page.get_by_text("Une édition plus récente de l’annuaire est arrivée.")).to_be_visible()
    page.get_by_role("button", name="L’afficher").click()
    page.wait_for_function("document.body.innerText.includes('La maison des démarches')")
    expect(page.get_by_role("button", name="L’afficher")).to_have_count(0)


def test_a_tab_that_stays_open_reads_the_data_of_its_own_edition(
    come: Callable[[str], Reader], hosted: tuple[Published, Callable[[str], None]]
) -> None:
    first = come(SEARCH).page
    kept(first)
    first.reload()
    first.wait_for_selector(READY, state="attached")
    hosted[1]("second")
    second = first.context.new_page()
    second.goto(first.url)
    expect(second.get_by_text("Une édition plus récente de l’annuaire est arrivée.")).to_be_visible()
    second.reload()
    assert NEW in names(second)
    read = "fetch('../donnees/recherche/lieux.json').then((one) => one.text())"
    assert NEW in second.evaluate(read)
    assert NEW not in first.evaluate(read)


def test_an_edition_that_is_not_whole_is_not_taken(
    come: Callable[[str], Reader], hosted: tuple[Published, Callable[[str], None]]
) -> None:
    page = come(SEARCH).page
    kept(page)
    published, publish = hosted
    data = published.folder / "donnees" / "recherche" / "lieux.json"
    old = data.read_bytes()
    publish("second")
    # The files of a host are not all replaced at the same moment.
    data.write_bytes(old)
    for _ in range(2):
        page.reload()
        assert OLD in names(page)
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => undefined)")
        until(page, "navigator.serviceWorker.getRegistration().then((one) => !one.installing)")
        expect(page.get_by_role("button", name="L’afficher")).to_have_count(0)
    publish("second")
    until(page, "navigator.serviceWorker.getRegistration().then((one) => one.update()).then((one) => !one.installing)")
    page.reload()
    assert NEW in names(page)


def test_the_same_site_is_the_same_edition(
    site: Published, build_site: Build, tmp_path: Path, come: Callable[[str], Reader]
) -> None:
    done = build_site(ROOT, "sites/demonstration.yml", tmp_path / "again")
    assert done.returncode == 0
    assert (tmp_path / "again" / "hors-ligne.js").read_bytes() == (site.folder / "hors-ligne.js").read_bytes()
    page = come(SEARCH).page
    kept(page)
    page.reload()
    page.wait_for_selector(READY, state="attached")
    update = "navigator.serviceWorker.getRegistration().then((one) => one.update())"
    assert page.evaluate(f"{update}.then((one) => one.installing === null && one.waiting === null)") is True
    expect(page.get_by_role("button", name="L’afficher")).to_have_count(0)


def test_a_hub_that_wants_nothing_kept_takes_away_what_was(
    come: Callable[[str], Reader], hosted: tuple[Published, Callable[[str], None]]
) -> None:
    page = come(SEARCH).page
    kept(page)
    hosted[1]("nothing-kept")
    page.reload()
    until(page, "navigator.serviceWorker.getRegistration().then((one) => one === undefined)")
    assert page.evaluate("caches.keys()") == []
    page.reload()
    page.wait_for_selector(READY, state="attached")
    page.wait_for_timeout(300)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_a_reader_erases_what_the_site_keeps(come: Callable[[str], Reader]) -> None:
    page = come(SEARCH).page
    kept(page)
    page.get_by_label("Retenir ce lieu sur cet appareil").check()
    assert page.evaluate("localStorage.length") == 1
    page.goto(page.url.split("trouver/")[0] + "mentions-legales/")
    page.get_by_role("button", name="Effacer ce que ce site garde").click()
    expect(page.get_by_text("ce site ne garde plus rien")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
