"""A technician asks their own question of the whole territory: the map, the table and the address follow."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Published, Reader

pytestmark = pytest.mark.browser

URL = "couverture/explorer/"
READY = "[data-mg-explorer][data-mg-pret]"
SAINT_MEEN, OUST = "200038990", "200066785"


@pytest.fixture
def explore(read: Callable[..., Reader]) -> Callable[..., Page]:
    """A function that opens the explorer, with the parameters of its address."""

    def open_page(search: str = "", **options: object) -> Page:
        page = read(URL + search, **options).page
        page.wait_for_selector(READY)
        return page

    return open_page


def plain(text: str | None) -> str:
    return " ".join((text or "").replace("\u00a0", " ").split())


def rows(page: Page) -> dict[str, list[str]]:
    """The lines of the table, by name."""
    cells = page.locator(".mg-explorer tbody tr").evaluate_all(
        "lines => lines.map((line) => [...line.cells].map((cell) => cell.textContent))"
    )
    return {plain(name): [plain(cell) for cell in others] for name, *others in cells}


def figures(site: Published, name: str) -> list[dict[str, str]]:
    text = (site.folder / "donnees" / "couverture" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize(
    ("search", "dimension", "acces", "seuil"),
    [
        ("", "demarches", "", "10"),
        ("?dimension=apprentissage&acces=sans-rdv&seuil_km=2.5", "apprentissage", "sans-rdv", "2.5"),
        ("?dimension=toutes&acces=sur-rdv", "toutes", "sur-rdv", "10"),
    ],
)
def test_the_table_says_the_very_figures_of_the_files(
    explore: Callable[..., Page], site: Published, search: str, dimension: str, acces: str, seuil: str
) -> None:
    shown = rows(explore(search))
    assert len(shown) == 9
    for siren in (SAINT_MEEN, "200067460", "243500733"):
        figure = next(
            row
            for row in figures(site, f"epci/{siren}.csv")
            if (row["niveau"], row["indicateur"], row["dimension"], row["acces"], row["posture"], row["seuil_km"])
            == ("epci", "personnes_a_portee", dimension, acces, "", seuil)
        )
        cells = shown[figure["nom"]]
        beyond = int(figure["denominateur"]) - int(figure["valeur"])
        assert cells[0].split(" (")[0].replace(" ", "") == str(beyond)
        assert cells[2].replace(" ", "") == figure["denominateur"]


def test_a_territory_nobody_has_looked_at_is_said_and_left_out(explore: Callable[..., Page]) -> None:
    page = explore()
    assert rows(page)["Communauté de communes de l’Oust à Brocéliande"][:2] == ["non recensé", "non recensé"]
    assert "laissées hors du total : 1 sur 9" in plain(page.locator("[data-mg-resultats]").text_content())
    assert page.locator(f'path[data-code="{OUST}"]').get_attribute("fill") == "url(#mg-motif-non-recense)"


def test_a_choice_changes_the_map_the_table_and_the_address_and_back_undoes_it(explore: Callable[..., Page]) -> None:
    page = explore()
    before = rows(page)
    page.get_by_label("Comment on y entre").select_option("sans-rdv")
    page.wait_for_function("location.search === '?acces=sans-rdv'")
    page.get_by_role("heading", name="sans rendez-vous").wait_for()
    assert rows(page) != before
    page.get_by_label("Ce que la carte montre").select_option("distance_mediane")
    page.wait_for_function("location.search.includes('indicateur=distance_mediane')")
    assert page.get_by_label("Distance", exact=True).is_disabled()
    page.go_back()
    page.go_back()
    page.wait_for_function("location.search === ''")
    page.get_by_role("heading", name="(Aide aux démarches)").wait_for()
    assert page.get_by_label("Comment on y entre").input_value() == ""
    assert rows(page) == before


def test_a_link_opens_where_it_was_copied(explore: Callable[..., Page]) -> None:
    page = explore(
        f"?theme=papiers&acces=sur-rdv&indicateur=personnes_a_portee&seuil_km=5&epci={SAINT_MEEN}&tri=valeur"
    )
    assert page.get_by_label("Ce que l’on cherche").input_value() == "theme-papiers"
    assert page.get_by_label("Échelle").input_value() == SAINT_MEEN
    assert len(rows(page)) == 17
    assert "Personnes à 5 km ou moins" in plain(page.locator("h2").first.text_content())


def test_where_one_more_would_help_is_what_the_report_says(
    explore: Callable[..., Page], read: Callable[..., Reader]
) -> None:
    report = read("couverture/").page.locator("#de-plus ~ table").first.locator("tbody tr").all()
    wanted = [
        [plain(cell) for cell in (row.locator("th").text_content(), *row.locator("td").all_text_contents()[:2])]
        for row in report
    ]
    page = explore()
    page.wait_for_selector("#mg-de-plus")
    found = page.locator(".mg-de-plus li")
    said = [plain(one) for one in found.all_text_contents()]
    assert len(said) == len(wanted) > 1
    for rank, ((name, gain, beyond), line) in enumerate(zip(wanted, said, strict=True), start=1):
        people, left = f"{gain} personne", f"{beyond} encore" if beyond != "0" else "aucune encore"
        assert name.startswith(f"{rank}. ")
        assert line.startswith(f"{name.removeprefix(f'{rank}. ')} : {people}")
        assert f"de plus, {left} au-delà." in line


def test_where_one_more_would_help_follows_what_is_chosen(explore: Callable[..., Page]) -> None:
    page = explore("?acces=sans-rdv&seuil_km=5")
    page.wait_for_selector("#mg-de-plus")
    assert "sans rendez-vous), à la mairie" in plain(page.locator(".mg-de-plus").text_content())
    assert "à 5 km ou moins" in plain(page.locator(".mg-de-plus").text_content())
    before = page.locator(".mg-de-plus li").all_text_contents()
    page.get_by_label("Échelle").select_option("200067460")
    page.wait_for_function("location.search.includes('epci=200067460')")
    page.get_by_role("link", name="Toutes les intercommunalités").wait_for()
    page.wait_for_selector("#mg-de-plus")
    assert page.locator(".mg-de-plus li").all_text_contents() != before
    page.get_by_label("Ce que la carte montre").select_option("distance_mediane")
    page.get_by_role("heading", name="Distance au plus proche").wait_for()
    assert page.locator("#mg-de-plus").count() == 0


def test_bad_values_are_ignored_and_said(explore: Callable[..., Page]) -> None:
    page = explore("?theme=%3Cscript%3E&seuil_km=-4&epci=99&acces=constructor&tri=&indicateur=%F0%9F%92%A9")
    said = plain(page.locator("[data-mg-annonce]").text_content())
    for word in ("« <script> »", "« -4 »", "« 99 »", "« constructor »", "« 💩 »"):
        assert word in said
    assert len(rows(page)) == 9


def test_the_keyboard_goes_to_the_communes_and_comes_back(explore: Callable[..., Page]) -> None:
    page = explore()
    page.get_by_role("link", name="Communauté de communes de Saint-Méen Montauban").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"location.search === '?epci={SAINT_MEEN}'")
    page.wait_for_function("document.activeElement?.id === 'mg-titre'")
    assert "Médréac" in rows(page)
    page.get_by_role("link", name="Toutes les intercommunalités").press("Enter")
    page.wait_for_function("location.search === ''")


def test_a_click_on_the_map_goes_there_too(explore: Callable[..., Page]) -> None:
    page = explore()
    page.locator(f'path[data-code="{SAINT_MEEN}"]').click()
    page.wait_for_function(f"location.search === '?epci={SAINT_MEEN}'")


def test_nothing_is_lost_when_the_map_does_not_come(read: Callable[..., Reader]) -> None:
    reader = read("couverture/methode/")
    reader.page.route("**/contours*", lambda route: route.abort())
    reader.page.route("**/contours/**", lambda route: route.abort())
    page = reader.go(URL)
    page.wait_for_selector(READY)
    assert len(rows(page)) == 9
    assert "Aucun contour n’est connu ici" in plain(page.locator("figure").text_content())


def test_a_file_that_does_not_come_is_said(read: Callable[..., Reader]) -> None:
    reader = read("couverture/methode/")
    reader.page.route("**/explorer/dimension-demarches.json", lambda route: route.fulfill(status=500))
    page = reader.go(URL)
    page.wait_for_selector(READY)
    assert "n’ont pas pu être chargés" in plain(page.locator("[data-mg-annonce]").text_content())
    page.get_by_label("Ce que l’on cherche").select_option("dimension-acces")
    page.wait_for_selector("table")


def test_without_a_script_it_says_so_and_leads_to_the_reports(read: Callable[..., Reader]) -> None:
    page = read(URL, java_script_enabled=False).page
    assert "Cette page a besoin de JavaScript" in page.locator(".mg-explorer").inner_text()
    assert not page.locator("form.mg-explorer-form").is_visible()
    page.get_by_role("link", name="rapports de couverture").click()
    page.wait_for_url("**/couverture/")


def test_it_prints_what_is_chosen_with_the_map_and_the_address(explore: Callable[..., Page], tmp_path: Path) -> None:
    page = explore("?acces=sans-rdv")
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "page.pdf", "-"], capture_output=True, check=True).stdout
    said = plain(text.decode())
    assert "Personnes à plus de 10 km (Aide aux démarches, Sans rendez-vous)" in said or "sans rendez-vous)" in said
    assert "/couverture/explorer/?acces=sans-rdv" in said.replace("\n", "")
    assert "Comment on y entre" not in said
    page.emulate_media(media="print")
    box = page.locator("svg.mg-choroplethe").bounding_box()
    assert box is not None
    assert box["height"] > 200
