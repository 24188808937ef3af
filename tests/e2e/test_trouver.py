"""The search page in a real browser: the 35 searches of the field, the history, bad addresses, no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from maillage import records

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.e2e.conftest import Published, Reader

pytestmark = pytest.mark.browser

READY = "[data-mg-pret]"
INSTANT = "2026-11-21T09:00:00Z"


def _scenarios() -> list[Any]:
    found = records.read_file(Path(__file__).parent.parent / "scenarios.yml", "scenarios.yml")
    assert isinstance(found, records.Record), found
    return [pytest.param(one, id=one["id"]) for one in found.data["scenarios"]]


# The clock alone is moved: timers stay those of the browser, which the theme's scripts need.
CLOCK = f"""{{
  const real = Date;
  const shift = real.parse("{INSTANT}") - real.now();
  Date = class extends real {{
    constructor(...given) {{ given.length ? super(...given) : super(real.now() + shift); }}
    static now() {{ return real.now() + shift; }}
  }};
}}"""


@pytest.fixture
def search(newcomer: Callable[..., Reader], site: Published) -> Iterator[Callable[..., Reader]]:
    """A function that opens the search page on Saturday 21 November 2026 at ten: (address, options) → reader."""
    readers: list[Reader] = []

    def open_page(address: str = "", **options: Any) -> Reader:
        reader = newcomer(site.url, **options)
        readers.append(reader)
        reader.page.add_init_script(CLOCK)
        reader.go(f"trouver/{address}")
        if options.get("java_script_enabled", True):
            reader.page.wait_for_selector(READY, state="attached")
        return reader

    yield open_page
    for reader in readers:
        reader.page.context.close()


def listed(page: Page, state: str) -> list[str]:
    """The ids of one of the two lists, in their order, once the page has written them all."""
    page.wait_for_selector("[data-mg-resultats]:not([aria-busy])", state="attached")
    found: list[str] = page.eval_on_selector_all(
        f'[data-etat="{state}"] > [data-lieu]', "all => all.map((one) => one.dataset.lieu)"
    )
    return found


def everything(page: Page) -> None:
    """Show the lists whole."""
    for _ in range(50):
        more = page.get_by_role("button", name="Afficher la suite")
        if more.count() == 0:
            return
        more.first.click()


@pytest.mark.parametrize("scenario", _scenarios())
def test_a_search_of_the_field_has_its_answer(scenario: Mapping[str, Any], search: Callable[..., Reader]) -> None:
    asked = {key: ",".join(value) if isinstance(value, list) else value for key, value in scenario["recherche"].items()}
    reader = search(f"?{urlencode(asked)}")
    page = reader.page
    everything(page)
    yes, unknown = listed(page, "oui"), listed(page, "non-renseigne")
    first = yes[: len(scenario["premiers"])]
    if "territoire" in asked:
        assert set(scenario["premiers"]) <= set(yes)
    elif scenario.get("en_ordre") == "oui":
        assert first == scenario["premiers"]
    else:
        assert sorted(first) == sorted(scenario["premiers"])
    for wrong in scenario["jamais"]:
        assert page.locator(f'[data-lieu="{wrong}"]').count() == 0
    assert set(scenario.get("non_renseigne", [])) <= set(unknown)
    if scenario.get("aucun") == "oui":
        assert yes == []
        assert "Aucun lieu ne répond" in page.inner_text("[data-mg-resultats]")
    for closed in scenario.get("fermes", []):
        assert "fermé du" in page.inner_text(f'[data-ferme="{closed}"]')
    assert reader.errors == []
    assert reader.asked == []


def test_nobody_speaks_russian_is_said_in_words(search: Callable[..., Reader]) -> None:
    page = search("?service=titre-sejour&pres=35188&langues=ru").page
    assert "Aucun lieu de cet annuaire ne déclare" in page.inner_text("[data-mg-resultats]")
    expect(page.locator('[data-etat="non-renseigne"]')).to_contain_text("russe : non renseigné")
    interpreter = page.locator('[data-lieu="passerelles-montfort-sur-meu"]')
    expect(interpreter).to_contain_text("interprète déclaré pour : arabe, turc, persan")


def test_what_is_typed_is_answered_and_suggested(search: Callable[..., Reader]) -> None:
    page = search().page
    page.get_by_label("Quel besoin").fill("refaire ma carte vitale")
    page.get_by_label("Près d’où").fill("médréac")
    page.wait_for_function("location.search.includes('pres=35171')")
    assert "Carte Vitale" in page.inner_text("[data-mg-cherches]")
    assert "pres=35171" in page.url
    assert listed(page, "oui")
    assert "à vol d’oiseau" in page.inner_text('[data-etat="oui"] > li:first-child')


def test_a_condition_typed_as_a_need_is_a_filter_that_one_press_takes_off(search: Callable[..., Reader]) -> None:
    page = search("?q=Aidants+Connect&pres=56165").page
    assert listed(page, "oui")[0] == "france-services-ploermel"
    assert page.locator('[data-lieu="mairie-guilliers"]').count() == 0
    page.get_by_role("button", name="Retirer le filtre : Label ou habilitation en cours : Aidants Connect").click()
    assert "labels" not in page.url
    assert page.get_by_label("Quel besoin").input_value() == ""
    page.get_by_label("Quel besoin").fill("titre de séjour, russe")
    page.get_by_role("button", name="Chercher", exact=True).click()
    page.wait_for_function("location.search.includes('langues=ru')")
    assert page.get_by_label("Quel besoin").input_value() == "titre de séjour"


def chosen(page: Page) -> list[str]:
    """The venues that the address keeps."""
    kept = page.evaluate("new URLSearchParams(location.search).get('choisis')")
    return str(kept).split(",") if kept else []


def test_chosen_venues_are_kept_in_the_address_in_their_order_and_lead_to_the_sheet(
    search: Callable[..., Reader],
) -> None:
    page = search("?service=caf-demarches&pres=35184").page
    first, second = listed(page, "oui")[:2]
    bar = page.get_by_role("complementary", name="Lieux choisis")
    expect(bar).to_be_hidden()
    for venue in (second, first):
        name = page.inner_text(f'[data-lieu="{venue}"] h3')
        page.get_by_role("checkbox", name=f"Choisir : {name}").check()
    assert chosen(page) == [second, first]
    expect(bar).to_contain_text("2 lieux choisis")
    expect(page.locator("[data-mg-annonce]")).to_have_text("2 lieux choisis")
    sheet = bar.get_by_role("link", name="Préparer la feuille d’orientation").get_attribute("href")
    assert sheet == f"../orienter/?lieux={second},{first}&service=caf-demarches&pres=35184"
    page.reload()
    page.wait_for_selector(READY, state="attached")
    expect(page.locator(f'[data-mg-choisir="{first}"]')).to_be_checked()
    bar.locator("summary").click()
    bar.get_by_role("button", name="Retirer").first.click()
    assert chosen(page) == [first]
    page.go_back()
    expect(page.locator(f'[data-mg-choisir="{second}"]')).to_be_checked()


def test_a_card_leads_to_the_sheet_of_its_venue(search: Callable[..., Reader]) -> None:
    page = search("?service=caf-demarches&pres=35184").page
    venue = listed(page, "oui")[0]
    name = page.inner_text(f'[data-lieu="{venue}"] h3')
    link = page.get_by_role("link", name=f"Feuille d’orientation : {name}")
    assert link.get_attribute("href") == f"../orienter/?lieux={venue}&service=caf-demarches&pres=35184"


def test_no_more_than_twelve_venues_are_chosen_and_the_page_says_so(search: Callable[..., Reader]) -> None:
    page = search("?pres=35184").page
    everything(page)
    venues = listed(page, "oui")[:13]
    assert len(venues) == 13
    for venue in venues:
        page.locator(f'[data-mg-choisir="{venue}"]').click()
    assert chosen(page) == venues[:12]
    expect(page.locator(f'[data-mg-choisir="{venues[12]}"]')).not_to_be_checked()
    expect(page.get_by_text("On choisit 12 lieux au plus")).to_be_visible()


def test_a_chosen_venue_that_is_gone_is_ignored_aloud(search: Callable[..., Reader]) -> None:
    page = search("?pres=35184&choisis=constructor,mairie-corlay").page
    expect(page.get_by_role("complementary", name="Lieux choisis")).to_contain_text("1 lieu choisi")
    assert "« constructor »" in page.inner_text("[data-mg-resultats]").replace("\u00a0", " ")


TILES = "https://data.geopf.fr/"


def pins(page: Page) -> list[str]:
    """The names of the pins of the map."""
    found: list[str] = page.locator(".mg-epingle:not(.mg-epingle--groupe)").all_inner_texts()
    return found


def test_nothing_of_the_map_is_asked_before_it_is_opened(search: Callable[..., Reader]) -> None:
    reader = search("?service=caf-demarches&pres=35184")
    page = reader.page
    listed(page, "oui")
    names = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert not [name for name in names if "carte" in name or "contours" in name]
    assert reader.asked == []


def test_the_map_has_the_numbers_of_the_list_and_leads_to_it_and_back(search: Callable[..., Reader]) -> None:
    reader = search("?service=caf-demarches&pres=35184")
    page = reader.page
    page.get_by_role("button", name="Voir la carte").click()
    assert "carte=oui" in page.url
    page.wait_for_selector(".mg-epingle")
    third = page.locator('[data-etat="oui"] > [data-rang="3"]')
    name = third.locator("h3").inner_text()
    third.get_by_role("button", name="Numéro 3, le voir sur la carte").click()
    pin = page.get_by_role("button", name=f"Numéro 3 : {name}")
    expect(pin).to_be_focused()
    page.keyboard.press("Enter")
    expect(third.get_by_role("link", name=name, exact=True)).to_be_focused()
    assert [one for one in reader.asked if not one.startswith(TILES)] == []
    assert reader.errors == []
    page.go_back()
    expect(page.get_by_role("region", name="Carte des réponses")).to_be_hidden()


def test_a_pin_whose_card_is_further_down_the_list_brings_it(search: Callable[..., Reader]) -> None:
    page = search("?service=caf-demarches&pres=35184&carte=oui").page
    page.wait_for_selector(".mg-epingle")
    total = int(page.locator('[data-etat="oui"]').get_attribute("data-total") or 0)
    assert total > 10
    assert page.locator('[data-rang="12"]').count() == 0
    frame = page.get_by_role("region", name="Carte des réponses")
    pin = frame.get_by_role("button", name="Numéro 12 :")
    for _ in range(4):
        if pin.count():
            break
        frame.get_by_role("button", name="Réduire la carte").click()
        page.wait_for_timeout(400)
    pin.press("Enter")
    expect(page.locator('[data-rang="12"] h3 a')).to_be_focused()


def test_without_tiles_the_map_has_the_communes_and_their_names(search: Callable[..., Reader]) -> None:
    page = search("?service=caf-demarches&pres=35184&carte=oui").page
    expect(page.locator(".mg-plan-commune").first).to_be_attached()
    expect(page.locator(".mg-plan-nom:not([hidden]) > span", has_text="Boisgervilly")).to_have_count(1)


def test_the_map_may_be_passed_and_may_fail(search: Callable[..., Reader]) -> None:
    reader = search("?service=caf-demarches&pres=35184")
    page = reader.page
    page.route("**/trouver-carte.js", lambda route: route.abort())
    page.get_by_role("button", name="Voir la carte").click()
    expect(page.get_by_role("region", name="Carte des réponses")).to_contain_text("n’a pas pu être chargée")
    page.get_by_role("link", name="Passer la carte").press("Enter")
    expect(page.locator("#mg-oui")).to_be_focused()


def text_of(page: Page, selector: str) -> str:
    """The text that is read there, with ordinary spaces."""
    return " ".join(page.inner_text(selector).replace("\u00a0", " ").split())


def changed(page: Page, name: str, change: Callable[[Any], None]) -> None:
    """Let the page receive a file of the search otherwise than it is published."""

    def fulfil(route: Route) -> None:
        document = route.fetch().json()
        change(document)
        route.fulfill(json=document)

    page.route(f"**/{name}", fulfil)


def test_a_venue_that_moves_is_at_its_stop_with_its_next_passing(search: Callable[..., Reader]) -> None:
    page = search("?service=caf-demarches&pres=35211").page
    told = text_of(page, '[data-lieu="bus-numerique-broceliande"]')
    assert "Lieu itinérant, à cet arrêt : Paimpont, esplanade de l’abbaye" in told
    assert "Prochain passage jeudi 26 novembre 2026 : 14 h à 17 h" in told


def test_each_offer_that_answers_has_its_own_hours_and_way_in(search: Callable[..., Reader]) -> None:
    page = search("?service=caf-demarches,imprimer&pres=35184").page
    card = '[data-lieu="mediatheque-montauban-de-bretagne"]'
    assert page.locator(f"{card} .mg-trouve-dire h4").all_inner_texts() == [
        "Imprimer",
        "Allocations familiales (CAF)\u00a0: compte et démarches",
    ]
    assert page.locator(f"{card} .mg-trouve-dire dl").count() == 2


def test_the_nearest_open_now_and_without_appointment_stand_above_the_list(search: Callable[..., Reader]) -> None:
    page = search("?service=caf-demarches&pres=35184").page
    first = listed(page, "oui")[0]
    told = text_of(page, "[data-mg-aussi]")
    assert "Le plus proche sans rendez-vous" in told
    assert page.locator(f'[data-mg-aussi] a[href$="/{first}/"]').count() == 0


def test_a_position_is_rounded_and_stays_in_the_page(search: Callable[..., Reader]) -> None:
    reader = search(
        "?service=caf-demarches",
        geolocation={"latitude": 48.198765, "longitude": -2.043210},
        permissions=["geolocation"],
    )
    page = reader.page
    page.get_by_role("button", name="Partir de ma position").click()
    page.wait_for_function("location.search.includes('pres=48.199,-2.043')")
    assert page.get_by_label("Près d’où").input_value() == "votre position"
    assert "ne quitte pas cette page" in text_of(page, "[data-mg-lieux]")
    assert "à vol d’oiseau depuis votre position" in text_of(page, "[data-mg-resultats]")
    assert reader.asked == []


def test_a_refused_position_asks_for_a_commune(search: Callable[..., Reader]) -> None:
    page = search("?service=caf-demarches", permissions=[]).page
    page.get_by_role("button", name="Partir de ma position").click()
    expect(page.locator("[data-mg-lieux]")).to_contain_text("écrivez une commune ou un code postal")


def test_the_place_is_remembered_only_when_asked(search: Callable[..., Reader]) -> None:
    page = search("?pres=35184").page
    kept = "localStorage.getItem('maillage-lieu')"
    assert page.evaluate(kept) is None
    page.get_by_label("Retenir ce lieu").check()
    assert page.evaluate(kept) == "35184"
    page.goto(page.url.split("?")[0])
    page.wait_for_selector(READY, state="attached")
    assert page.get_by_label("Près d’où").input_value().startswith("Montauban-de-Bretagne")
    page.get_by_label("Retenir ce lieu").uncheck()
    assert page.evaluate(kept) is None


def test_a_commune_outside_the_territory_is_a_place_to_start_from(search: Callable[..., Reader]) -> None:
    page = search("?service=caf-demarches").page
    page.get_by_label("Près d’où").fill("rennes")
    page.get_by_role("button", name="Rennes (Ille-et-Vilaine)", exact=True).click()
    page.wait_for_function("location.search.includes('pres=35238')")
    assert listed(page, "oui")


def test_a_service_that_is_no_more_is_replaced_aloud(search: Callable[..., Reader]) -> None:
    reader = search()
    changed(
        reader.page,
        "mots.json",
        lambda mots: mots["services_retires"].update({"vieux": ["Vieux service", ["caf-demarches"]]}),
    )
    page = reader.go("trouver/?service=vieux&pres=35184")
    page.wait_for_selector(READY, state="attached")
    assert "« Vieux service » n’existe plus : il est remplacé par « Allocations" in text_of(page, "[data-mg-resultats]")
    assert listed(page, "oui")


def test_old_data_says_its_date_and_asks_to_telephone(search: Callable[..., Reader]) -> None:
    reader = search()
    changed(reader.page, "lieux.json", lambda lieux: lieux.update(date="2026-08-01"))
    page = reader.go("trouver/?service=caf-demarches&pres=35184")
    page.wait_for_selector(READY, state="attached")
    assert "Ces fiches datent du samedi 1er août 2026 : téléphonez" in text_of(page, "[data-mg-resultats]")


@pytest.mark.parametrize(
    ("label", "parameter"),
    [
        ("Écrire un mail", "modalites_acces=contacter-par-mail"),
        ("À distance", "modalites_accompagnement=a-distance"),
        ("Lieu itinérant, qui vient près de chez vous", "itinerance=oui"),
        ("Aidants Connect", "labels=aidants-connect"),
        ("Poste utilisable en fauteuil", "poste_fauteuil=oui"),
        ("Bureau fermé", "confidentialite=bureau-ferme"),
        ("Sans donner son identité", "anonymat=oui"),
        ("Grand débutant", "niveaux=grand-debutant"),
        ("Avec son propre appareil", "appareil_personnel=oui"),
    ],
)
def test_a_folded_filter_is_one_press_away_and_says_itself(
    label: str, parameter: str, search: Callable[..., Reader]
) -> None:
    page = search("?pres=35184").page
    page.evaluate("for (const fold of document.querySelectorAll('form details')) fold.open = true")
    page.get_by_role("checkbox", name=label, exact=True).check()
    assert parameter in page.url
    assert page.get_by_role("button", name="Retirer le filtre").count() == 1
    page.get_by_role("button", name="Effacer les filtres").click()
    assert parameter not in page.url
    assert page.url.endswith("pres=35184")


def test_a_link_that_keeps_to_a_territory_says_so(search: Callable[..., Reader]) -> None:
    page = search("?service=caf-demarches&territoire=200038990").page
    total = "Number(document.querySelector('[data-etat=oui]').dataset.total)"
    before = page.evaluate(total)
    page.get_by_role("button", name="Retirer le filtre : seulement").click()
    assert "territoire" not in page.url
    assert page.evaluate(total) > before


def test_on_a_telephone_the_filters_are_folded_and_say_how_many_are_asked(search: Callable[..., Reader]) -> None:
    page = search("?pres=35184&acces=sans-rdv&le=2026-12-01", viewport={"width": 360, "height": 740}).page
    expect(page.get_by_label("Sans rendez-vous", exact=True)).to_be_hidden()
    assert "Filtrer (2)" in page.inner_text("form")


def test_a_link_with_folded_filters_leaves_the_answer_in_sight(search: Callable[..., Reader]) -> None:
    page = search("?service=titre-sejour&pres=35188&langues=ru").page
    expect(page.get_by_text("Autres filtres (1)")).to_be_visible()
    language = page.locator("select[name=langues]")
    expect(language).to_be_hidden()
    page.get_by_text("Autres filtres (1)").click()
    expect(language).to_be_visible()
    page.get_by_role("checkbox", name="Bureau fermé").check()
    expect(page.get_by_text("Autres filtres (2)")).to_be_visible()
    expect(page.get_by_role("button", name="Retirer le filtre : Langue parlée")).to_be_visible()


def test_a_gap_leads_to_the_report_of_where_the_person_lives(search: Callable[..., Reader]) -> None:
    reader = search("?service=pinterest&pres=35184")
    page = reader.page
    link = page.get_by_role("link", name="ce qui manque dans cette intercommunalité")
    assert link.get_attribute("href") == "../couverture/epci/200038990/"
    link.click()
    expect(page.locator("h1")).to_have_count(1)
    assert reader.failed == []


def test_a_service_that_nobody_declares_is_said_to_be_so(search: Callable[..., Reader]) -> None:
    page = search("?service=pinterest&pres=35184&langues=ru").page
    text = text_of(page, "[data-mg-resultats]")
    assert "Aucun lieu de cet annuaire ne déclare ce service." in text
    assert "pour ce besoin" not in text
    assert "Hub de démonstration peut vous aider à chercher : 02 61 91 00 01." in text


def test_without_a_need_nobody_is_said_to_declare_one(search: Callable[..., Reader]) -> None:
    page = search("?pres=35184&langues=ru").page
    text = text_of(page, "[data-mg-resultats]")
    assert "Aucun lieu de cet annuaire ne déclare « Langue parlée, autre que le français : russe »." in text
    assert "Personne n’a répondu à toutes vos questions" in text
    assert "déclarent ce service" not in text
    everything(page)
    assert "ce qui s’y fait : non renseigné" in text_of(page, '[data-lieu="mairie-corlay"]')


def test_one_venue_to_check_is_spoken_of_as_one(search: Callable[..., Reader]) -> None:
    page = search("?q=caf&pres=35184&le=2027-08-15").page
    text = text_of(page, "[data-mg-resultats]")
    assert "À vérifier : 1 lieu Il déclare ce service" in text
    # The person may come another day: no need to drop what they asked.
    assert "À un autre moment : " in text_of(page, "[data-mg-assoupli]")


def test_words_that_nobody_understands_lead_to_the_hub(search: Callable[..., Reader]) -> None:
    text = text_of(search("?q=zzzz+qqqq&pres=35184").page, "[data-mg-resultats]")
    assert "Essayez d’autres mots" in text
    assert "02 61 91 00 01" in text


@pytest.mark.parametrize(("lieu", "said"), [("Xyzville", "ne s’appelle « Xyzville »"), ("Saint-M", "Saint-Malo")])
def test_a_place_of_the_address_that_is_not_certain_is_asked_about(
    lieu: str, said: str, search: Callable[..., Reader]
) -> None:
    page = search(f"?q=caf&lieu={lieu}").page
    expect(page.locator("[data-mg-lieux]")).to_contain_text(said)


def test_a_label_keeps_its_name(search: Callable[..., Reader]) -> None:
    page = search("?pres=35184&labels=france-services").page
    expect(page.locator(".mg-raisons").first).to_contain_text("✓ France services")


def test_the_start_is_read_beside_the_pins_of_its_town(search: Callable[..., Reader]) -> None:
    page = search("?q=caf&pres=35184&carte=oui").page
    start = page.locator(".mg-epingle-depart")
    page.wait_for_selector(".mg-epingle--groupe")
    start.scroll_into_view_if_needed()
    hidden = page.evaluate(
        """() => { const at = (one) => one.getBoundingClientRect();
            const start = at(document.querySelector(".mg-epingle-depart"));
            const middle = document.elementFromPoint(start.x + start.width / 2, start.y + start.height / 2);
            return middle.closest(".mg-epingle") !== null; }"""
    )
    assert not hidden


def test_files_that_do_not_come_are_said_and_nothing_false_is(search: Callable[..., Reader]) -> None:
    page = search().page
    page.route("**/communes-*.json", lambda route: route.abort())
    page.route("**/details-*.json", lambda route: route.abort())
    page.goto(f"{page.url.split('?')[0]}?service=caf-demarches&pres=35184")
    page.wait_for_selector(READY, state="attached")
    assert "La liste des communes n’a pas pu être chargée" in text_of(page, "[data-mg-resultats]")
    expect(page.locator(".mg-trouve-suite").first).to_contain_text("n’ont pas pu être chargées")
    page.get_by_label("Près d’où").fill("rennes")
    expect(page.locator("[data-mg-lieux]")).to_contain_text("n’a pas pu être chargée")


def test_the_whole_path_goes_by_the_keyboard(search: Callable[..., Reader]) -> None:
    page = search().page
    page.get_by_label("Quel besoin").focus()
    page.keyboard.type("declaracion caf")
    page.keyboard.press("Tab")
    page.keyboard.type("médréac")
    page.wait_for_function("location.search.includes('pres=35171')")
    page.keyboard.press("Enter")
    expect(page.locator("#mg-oui")).to_be_focused()
    first = page.locator('[data-rang="1"] h3 a')
    for _ in range(6):
        page.keyboard.press("Tab")
        if first.evaluate("one => one === document.activeElement"):
            break
    expect(first).to_be_focused()
    box = page.locator('[data-rang="1"] [data-mg-choisir]')
    for _ in range(3):
        page.keyboard.press("Tab")
        if box.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(page.get_by_role("complementary", name="Lieux choisis")).to_contain_text("1 lieu choisi")


def test_the_keyboard_goes_on_from_the_answer_when_what_it_pressed_is_gone(search: Callable[..., Reader]) -> None:
    page = search("?service=caf-demarches&pres=35184&acces=sans-rdv").page
    page.get_by_role("button", name="Retirer le filtre").press("Enter")
    expect(page.locator("#mg-oui")).to_be_focused()


def test_back_undoes_a_choice_and_the_form_follows(search: Callable[..., Reader]) -> None:
    page = search("?q=caf&service=caf-demarches&pres=35184&rayon=15").page
    before = listed(page, "oui")
    page.get_by_label("Sans rendez-vous", exact=True).check()
    assert "acces=sans-rdv" in page.url
    after = listed(page, "oui")
    assert after != before
    page.go_back()
    # The form is filled once the list is.
    expect(page.get_by_label("Sans rendez-vous", exact=True)).not_to_be_checked()
    assert listed(page, "oui") == before


@pytest.mark.parametrize(
    "address",
    [
        "?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&pres=35184",
        "?service=__proto__,constructor&acces=toString&rayon=-1&le=9999-99-99",
        f"?q={'mot ' * 2500}",
        "?pres=99999&langues=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "?q=%E0%A4%A&pres=91,181",
    ],
)
def test_an_absurd_or_hostile_address_is_survived(address: str, search: Callable[..., Reader]) -> None:
    reader = search(address)
    assert reader.page.locator("[data-mg-resultats] script, [data-mg-resultats] img").count() == 0
    assert reader.dialogs == []
    assert reader.errors == []


def test_data_that_does_not_come_leaves_the_other_ways_in(search: Callable[..., Reader]) -> None:
    reader = search()
    reader.page.route("**/lieux.json", lambda route: route.fulfill(status=500, body=""))
    page = reader.go("trouver/?q=caf")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert alert.get_by_role("link", name="Chercher par besoin").get_attribute("href") == "../besoins/"
    assert alert.get_by_role("link", name="02 61 91 00 01").get_attribute("href") == "tel:+33261910001"


def test_without_script_the_page_leads_to_needs_and_communes(search: Callable[..., Reader]) -> None:
    page = search(java_script_enabled=False).page
    assert page.get_by_role("link", name="Chercher par commune").first.is_visible()
    assert not page.locator("form.mg-trouver-form").is_visible()


def test_a_narrow_screen_shows_the_page_whole(search: Callable[..., Reader]) -> None:
    page = search("?q=caf&pres=35184&langues=ru", viewport={"width": 320, "height": 700}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
