"""The referral sheet in a real browser: on screen, on paper, by text and by mail, and when something is wrong."""

from __future__ import annotations

import datetime
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import numpy as np
import pytest
from playwright.sync_api import Route, expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Published, Reader

pytestmark = pytest.mark.browser

NOW = datetime.datetime(2026, 11, 21, 9, tzinfo=datetime.UTC)
AXE = Path(__file__).parent.parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIOLATIONS = """async (rules) => {
  // On paper, the title of the sheet stands in the place of that of the page.
  const paper = matchMedia("print").matches;
  const runOnly = { type: "tag", values: rules };
  const { violations } = await axe.run(document, {
    resultTypes: ["violations"], runOnly, rules: { "page-has-heading-one": { enabled: !paper } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} : ${target.join(" ")}`));
}"""
SHIFTED = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    sum += list.getEntries().reduce((total, { value }) => total + value, 0);
  }).observe({ type: "layout-shift", buffered: true });
  // What is drawn last is told after it is drawn.
  setTimeout(() => resolve(sum), 300);
})"""

MONTAUBAN = "france-services-montauban-de-bretagne"
MEDIATHEQUE = "mediatheque-montauban-de-bretagne"
BUS = "bus-numerique-broceliande"
LOGEMENT = "maison-du-logement-ploermel"
LIGNE = "ligne-entraide-numerique"
CORLAY = "mairie-corlay"
FERME = "centre-numerique-boisgervilly"
SUSPENDU = "epicerie-solidaire-breteil"
THREE = f"?lieux={MONTAUBAN},{MEDIATHEQUE},{BUS}&service=caf-demarches&pres=35171"

PHONES = {
    MONTAUBAN: "02 61 91 10 02",
    MEDIATHEQUE: "02 61 91 10 01",
    BUS: "02 61 91 10 14",
    LOGEMENT: "02 61 91 20 10",
    LIGNE: "02 61 91 40 20",
}

STATES = {
    "nothing chosen": "",
    "one venue, two needs": f"?lieux={MONTAUBAN}&service=carte-grise,titre-sejour&pres=35171",
    "three venues": THREE,
    "five venues": f"?lieux={MONTAUBAN},{MEDIATHEQUE},{BUS},{LOGEMENT},{LIGNE}",
    "closed, unknown, suspended, undeclared": f"?lieux={FERME},inconnu,{SUSPENDU},{CORLAY}&service=dalo",
    "only closed": f"?lieux={FERME}",
}


@pytest.fixture
def sheet(newcomer: Callable[..., Reader], site: Published) -> Iterator[Callable[..., Reader]]:
    """A function that opens the page on Saturday 21 November 2026 at ten: (address, options) → reader."""
    readers: list[Reader] = []

    def open_page(address: str = "", *, routes: Any = (), **options: Any) -> Reader:
        # A worker would answer in the place of the routes of a test.
        reader = newcomer(site.url, service_workers="block", **options)
        readers.append(reader)
        reader.page.clock.set_fixed_time(NOW)
        for pattern, handler in routes:
            reader.page.route(pattern, handler)
        reader.go(f"orienter/{address}")
        if options.get("java_script_enabled", True):
            reader.page.wait_for_selector("[data-mg-orienter][data-mg-pret]", state="attached")
        return reader

    yield open_page
    for reader in readers:
        reader.page.context.close()


def printed(page: Page, folder: Path) -> tuple[str, int]:
    """Print the page as its own style sheet wants it, and return its text and the number of its sheets of paper."""
    target = folder / "feuille.pdf"
    page.pdf(path=target, prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, check=True).stdout.decode()
    told = subprocess.run(["pdfinfo", target], capture_output=True, check=True).stdout.decode()
    found = re.search(r"Pages:\s+(\d+)", told)
    assert found
    assert "A4" in told
    return text.replace("\u00a0", " "), int(found[1])


def plain(text: str) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", text)


# --- On paper -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("venues", "papers"),
    [
        ([MONTAUBAN], 1),
        ([MONTAUBAN, MEDIATHEQUE], 1),
        ([MONTAUBAN, MEDIATHEQUE, BUS], 1),
        ([MONTAUBAN, MEDIATHEQUE, BUS, LOGEMENT, LIGNE], 2),
    ],
)
@pytest.mark.parametrize("need", ["", "&service=caf-demarches,titre-sejour,dalo&pres=35171"])
def test_three_venues_hold_on_one_sheet_of_paper(
    sheet: Callable[..., Reader], tmp_path: Path, venues: list[str], papers: int, need: str
) -> None:
    reader = sheet(f"?lieux={','.join(venues)}{need}")
    text, count = printed(reader.page, tmp_path)
    assert count == papers
    assert text.count("Préparée le samedi 21 novembre 2026") == papers
    for venue in venues:
        assert PHONES[venue] in text
    # Each page ends with whom to call: nothing was left beyond its edge.
    assert text.count("Une question : Hub de démonstration, 02 61 91 00 01.") == papers
    assert reader.errors == []


def test_long_texts_are_shortened_on_paper_and_say_where_the_rest_is(
    sheet: Callable[..., Reader], tmp_path: Path
) -> None:
    def lengthen(route: Route) -> None:
        document = route.fetch().json()
        for details in document["lieux"].values():
            for holder in (details, *details["offres"]):
                for key in (
                    "deroulement", "delai", "precisions", "prerequis_precisions", "horaires_precisions",
                    "trouver_la_porte", "transports", "accessibilite", "oriente_par_precisions",
                ):  # fmt: skip
                    holder[key] = f"{key} " + "et encore un mot, puis un autre. " * 60
                holder["a_apporter"] = ["un papier dont le nom est long"] * 30
                holder["limites"] = ["une limite qui se dit en beaucoup de mots"] * 20
                holder["tarifs"] = [["une chose à payer", "1 €"]] * 30
        route.fulfill(json=document)

    for address, papers in ((THREE, 1), (f"?lieux={MONTAUBAN}&service=caf-demarches,titre-sejour,carte-grise", 1)):
        page = sheet(address, routes=[("**/details-*.json", lengthen)]).page
        assert page.locator("[data-abrege]").count() > 0
        text, count = printed(page, tmp_path)
        assert count == papers
        assert "02 61 91 10 02" in text
        assert "Suite" in text
        assert "12 allée des Peupliers" in text
        # What is cut ends with a word or a sentence, and nothing lies under something else.
        assert page.evaluate(OVERLAPS) == []


OVERLAPS = """() => [...document.querySelectorAll(".mg-orientation")].flatMap((sheet) => {
  const bottom = sheet.getBoundingClientRect().bottom;
  const parts = [...sheet.querySelectorAll(".mg-remise-texte, .mg-remise-cote, .mg-orientation-pied")];
  const low = (part) => part.getBoundingClientRect().bottom > bottom + 1;
  return parts.filter((part) => low(part) || part.scrollWidth > part.clientWidth + 1).map((part) => part.className);
})"""


def test_only_the_sheet_is_printed(sheet: Callable[..., Reader], tmp_path: Path) -> None:
    text, _ = printed(sheet(THREE).page, tmp_path)
    for word in (
        "Préparer une feuille",
        "Imprimer",
        "Copier",
        "L’envoyer",
        "Signaler",
        "Pour qui",
        "facultatif",
        "Fait avec",
    ):
        assert word not in text
    assert "Données de démonstration" in text


def test_letters_are_large_enough_on_paper(sheet: Callable[..., Reader]) -> None:
    page = sheet(THREE).page
    page.emulate_media(media="print")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(".mg-orientation *")]
          .filter((element) => !element.closest("svg") && [...element.childNodes].some((node) => node.nodeType === 3))
          .map((element) => [element.className, parseFloat(getComputedStyle(element).fontSize) * 0.75])"""
    )
    assert len(sizes) > 50
    assert min(size for _, size in sizes) >= 12.99
    phones = page.eval_on_selector_all(
        ".mg-remise-tel a", "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize) * 0.75)"
    )
    assert phones == pytest.approx([18, 18, 18], abs=0.01)
    # Those of a sketch are in its own millimetres.
    names = page.eval_on_selector_all(
        "svg.mg-croquis text",
        "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a * 0.75)",
    )
    assert len(names) > 6
    assert min(names) >= 10.9


@pytest.mark.parametrize("venues", [[MONTAUBAN], [MONTAUBAN, LOGEMENT], [MONTAUBAN, MEDIATHEQUE, BUS]])
def test_a_telephone_reads_the_printed_codes_and_they_lead_to_the_venues(
    sheet: Callable[..., Reader], tmp_path: Path, venues: list[str]
) -> None:
    import zxingcpp

    page = sheet(f"?lieux={','.join(venues)}").page
    page.pdf(path=tmp_path / "feuille.pdf", prefer_css_page_size=True)
    subprocess.run(["pdftoppm", "-r", "150", "-gray", tmp_path / "feuille.pdf", tmp_path / "page"], check=True)
    found: set[str] = set()
    for image in tmp_path.glob("page*.pgm"):
        _, size, _, pixels = image.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        shades = np.frombuffer(pixels, np.uint8).reshape(height, width)
        found |= {code.text for code in zxingcpp.read_barcodes(shades)}
    assert found == {f"https://demonstration.maillage.example/lieux/{venue}/" for venue in venues}


# --- What it says ---------------------------------------------------------------------------------------------------


def test_the_sheet_says_what_is_needed_to_go_there_for_this_need(sheet: Callable[..., Reader]) -> None:
    page = sheet(f"?lieux={MONTAUBAN}&service=caf-demarches&pres=35171").page
    told = plain(page.inner_text(f'[data-lieu="{MONTAUBAN}"]'))
    for words in (
        "France services de Montauban-de-Bretagne",
        "02 61 91 10 02",
        "Espace France services. Fiche vérifiée le 3 novembre 2026.",
        "Pour : Allocations familiales (CAF) : compte et démarches.",
        "Manière d’aider déclarée : Faire avec vous.",
        "jeudi : 10 h à 13 h, 14 h à 19 h 30",
        "Fermé du 28 au 31 décembre",
        "Apportez : Pièce d’identité",
        "Prix : Gratuit.",
        "12 allée des Peupliers",
        "Grand bâtiment gris derrière la gendarmerie.",
        "Limites : Ne peut pas débloquer un dossier suspendu",
        "au sud de la mairie de Médréac",
    ):
        assert words in told
    assert "titre de séjour" not in told.lower()
    label = page.locator("svg.mg-croquis").get_attribute("aria-label") or ""
    assert "au sud de la mairie de Médréac" in plain(label)
    assert {"Médréac", "Landujan"} <= set(page.locator("svg.mg-croquis text").all_text_contents())


def test_what_nobody_has_said_is_said_to_be_so(sheet: Callable[..., Reader]) -> None:
    told = plain(sheet(f"?lieux={CORLAY}").page.inner_text(f'[data-lieu="{CORLAY}"]'))
    assert "Quand : Horaires non renseignés, téléphonez avant de venir." in told
    assert "S’il faut un rendez-vous, le prix, ce qu’il faut apporter (non renseigné)." in told
    assert "Fiche jamais vérifiée" in told
    assert "Position approximative" in told


def test_what_is_typed_goes_on_the_paper_and_nowhere_else(sheet: Callable[..., Reader], tmp_path: Path) -> None:
    reader = sheet(THREE)
    page = reader.page
    before = page.url
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url + (request.post_data or "")))
    page.get_by_label("Pour qui").fill("Madame Secrète <b>")
    page.get_by_label("Note").fill("Demander Camille.\nLe dossier est complet.")
    text, papers = printed(page, tmp_path)
    assert papers == 1
    assert "Pour : Madame Secrète <b>" in text
    assert "Note : Demander Camille. Le dossier est complet." in text
    assert page.url == before
    assert requests == []
    kept = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state])")
    assert "Secrète" not in kept
    links = page.eval_on_selector_all("a[href]", "all => all.map(({ href }) => decodeURIComponent(href)).join()")
    assert "Secrète" not in links
    assert "Camille" not in links
    page.reload()
    page.wait_for_selector("[data-mg-pret]", state="attached")
    assert page.get_by_label("Pour qui").input_value() == ""
    assert page.get_by_label("Note").input_value() == ""


def test_a_note_as_long_as_it_may_be_stays_on_the_page(sheet: Callable[..., Reader], tmp_path: Path) -> None:
    page = sheet(THREE).page
    page.get_by_label("Note").fill("Un mot " * 100)
    assert len(page.get_by_label("Note").input_value()) == 150
    assert printed(page, tmp_path)[1] == 1
    assert page.evaluate(
        """() => {
          const [note, lines] = document.querySelector(".mg-orientation-note").children;
          return note.scrollHeight <= lines.getBoundingClientRect().height + 1;
        }"""
    )


# --- To send --------------------------------------------------------------------------------------------------------


def test_a_text_is_copied_aloud_and_opened_whole(sheet: Callable[..., Reader]) -> None:
    reader = sheet(THREE, permissions=["clipboard-read", "clipboard-write"])
    page = reader.page
    part = page.locator(f'[data-envoi="{MONTAUBAN}"]')
    text = part.locator(".mg-envoi-texte").inner_text()
    assert 160 <= len(text) <= 300
    assert text.startswith("France services de Montauban-de-Bretagne. 12 allée des Peupliers")
    assert "Tél. 02 61 91 10 02. Prochaine ouverture : lundi 23 novembre à 8 h 45." in text
    assert text.endswith(f"https://demonstration.maillage.example/lieux/{MONTAUBAN}/")
    part.get_by_role("button", name="Copier le texte").click()
    expect(part.get_by_role("status")).to_have_text("Copié.")
    assert page.evaluate("navigator.clipboard.readText()") == text
    href = part.get_by_role("link", name="Ouvrir dans les SMS").get_attribute("href") or ""
    assert unquote(href) == f"sms:?&body={text}"
    assert reader.errors == []


def test_where_the_clipboard_refuses_the_text_can_be_taken(sheet: Callable[..., Reader]) -> None:
    page = sheet(f"?lieux={CORLAY}").page
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="Copier le courriel : la feuille").click()
    field = page.get_by_role("textbox", name="Copier le courriel : la feuille")
    expect(field).to_be_focused()
    assert "Mairie de Corlay" in field.input_value()


def test_the_mail_and_the_link_lead_to_the_same_sheet(sheet: Callable[..., Reader]) -> None:
    page = sheet(
        f"?lieux={CORLAY}&service=dalo&pres=48.2341,-2.0567", permissions=["clipboard-read", "clipboard-write"]
    ).page
    address = f"https://demonstration.maillage.example/orienter/?lieux={CORLAY}&service=dalo"
    page.get_by_role("button", name="Copier le lien de cette feuille").click()
    expect(page.locator('[data-envoi=""] [role=status]').last).to_have_text("Copié.")
    # Coordinates may be those of a home: they stay here.
    assert page.evaluate("navigator.clipboard.readText()") == address
    mail = page.get_by_role("link", name="Écrire un courriel").get_attribute("href") or ""
    assert mail.startswith("mailto:?subject=O%C3%B9")
    assert len(mail) <= 1900
    assert address in unquote(mail)
    assert "02 61 91 40 11" in unquote(mail)
    assert "2341" not in unquote(mail)


def test_a_contact_card_is_a_file_of_its_own(sheet: Callable[..., Reader]) -> None:
    page = sheet(f"?lieux={MONTAUBAN}").page
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Carte de contact").click()
    assert waiting.value.suggested_filename == f"{MONTAUBAN}.vcf"
    card = Path(waiting.value.path()).read_bytes().decode().replace("\r\n ", "")
    assert card.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert "\r\nFN:France services de Montauban-de-Bretagne\r\n" in card
    assert "\r\nTEL;TYPE=WORK,VOICE:02 61 91 10 02\r\n" in card


def test_the_whole_page_is_used_from_the_keyboard(sheet: Callable[..., Reader]) -> None:
    page = sheet(f"?lieux={CORLAY}").page
    page.get_by_label("Pour qui").focus()
    names = []
    for _ in range(14):
        page.keyboard.press("Tab")
        names.append(re.sub(r"\s+", " ", page.evaluate("document.activeElement.innerText")))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", names[-1]
    assert [name for name in names if name in ("Imprimer la feuille", "L’envoyer par SMS ou courriel")]
    assert "Copier le texte : Mairie de Corlay" in names
    assert "Écrire un courriel : la feuille" in names


# --- When something is wrong ----------------------------------------------------------------------------------------


def test_a_closed_venue_says_what_replaces_it_and_lets_it_take_its_place(sheet: Callable[..., Reader]) -> None:
    page = sheet(f"?lieux={FERME},{BUS}&service=caf-demarches").page
    told = plain(page.inner_text(f'[data-ferme="{FERME}"]'))
    assert (
        "« Cyberespace de Boisgervilly » a fermé le 31 décembre 2025. Le poste d’animateur n’a pas été renouvelé."
        in told
    )
    assert "Bus numérique de Brocéliande, déjà sur la feuille" in told
    page.get_by_role("link", name="le mettre sur la feuille : France services de Montauban-de-Bretagne").click()
    page.wait_for_selector(f'[data-lieu="{MONTAUBAN}"]')
    assert f"lieux={MONTAUBAN},{BUS}&service=caf-demarches" in page.url
    assert page.locator("[data-ferme]").count() == 0


def test_an_unknown_venue_is_named_and_the_others_are_there(sheet: Callable[..., Reader]) -> None:
    page = sheet(f"?lieux=inconnu,{CORLAY}").page
    assert "« inconnu »" in plain(page.inner_text('[data-inconnu="inconnu"]'))
    assert page.locator("[data-lieu]").count() == 1


def test_thirty_venues_are_twelve_and_it_is_said(sheet: Callable[..., Reader], site: Published, tmp_path: Path) -> None:
    every = sorted(path.name for path in (site.folder / "lieux").iterdir() if path.is_dir())
    opened = [one for one in every if one not in (FERME, "maison-services-merdrignac")][:30]
    page = sheet(f"?lieux={','.join(opened)}").page
    assert "12 lieux au plus" in page.inner_text("[data-mg-messages]")
    assert page.locator("[data-lieu]").count() == 12
    assert printed(page, tmp_path)[1] == 4


def test_no_venue_leads_to_the_search_with_what_was_asked(sheet: Callable[..., Reader]) -> None:
    page = sheet("?service=dalo&pres=35184").page
    assert "Aucun lieu n’est choisi" in page.inner_text("[data-mg-messages]")
    link = page.locator("[data-mg-messages]").get_by_role("link", name="la recherche")
    assert link.get_attribute("href") == "../trouver/?service=dalo&pres=35184"
    assert not page.get_by_role("button", name="Imprimer la feuille").is_visible()


@pytest.mark.parametrize(
    "address",
    [
        "?lieux=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E,mairie-corlay&service=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "?lieux=__proto__,constructor,toString,mairie-corlay&pres=99999",
        f"?lieux={'mairie-corlay,' * 3000}&service={'x' * 10_000}",
        "?lieux=mairie-corlay&pres=91,181&service=toString,__proto__",
        "?lieux=mairie-corlay&lieux=%E0%A4%A&pres=javascript:alert(1)",
    ],
)
def test_an_absurd_or_hostile_address_is_survived(address: str, sheet: Callable[..., Reader]) -> None:
    reader = sheet(address)
    assert reader.page.locator("[data-mg-messages] :is(script, img), .mg-orientation :is(script, img)").count() == 0
    assert reader.page.locator(f'[data-lieu="{CORLAY}"]').count() == 1
    assert reader.dialogs == []
    assert reader.errors == []


@pytest.mark.parametrize("file", ["lieux.json", "mots.json", "details-0.json"])
def test_data_that_does_not_come_leaves_the_pages_of_the_venues(file: str, sheet: Callable[..., Reader]) -> None:
    broken = [(f"**/{file}", lambda route: route.fulfill(status=500, body=""))]
    page = sheet(f"?lieux={MONTAUBAN},{BUS}", routes=broken).page
    alert = page.get_by_role("alert")
    assert "s’impriment bien" in alert.inner_text()
    assert alert.get_by_role("link", name=BUS).get_attribute("href") == f"../lieux/{BUS}/"
    assert page.locator("[data-lieu]").count() == 0


@pytest.mark.parametrize("file", ["croquis-35.json", "fermes.json", "communes-35.json"])
def test_what_can_be_done_without_is_done_without(file: str, sheet: Callable[..., Reader]) -> None:
    broken = [(f"**/{file}", lambda route: route.fulfill(status=500, body="{"))]
    page = sheet(f"?lieux={MONTAUBAN},{FERME}&pres=35171", routes=broken).page
    assert "12 allée des Peupliers" in page.inner_text(f'[data-lieu="{MONTAUBAN}"]')
    assert page.locator("svg.mg-croquis").count() == (0 if file.startswith("croquis") else 1)
    assert page.locator(".mg-croquis-limite").count() == (0 if file.startswith("croquis") else 1)


def test_without_a_script_the_page_leads_to_the_pages_of_the_venues(sheet: Callable[..., Reader]) -> None:
    page = sheet(THREE, java_script_enabled=False).page
    assert page.locator("noscript p").nth(1).inner_text().startswith("La page de chaque lieu s’imprime bien")
    assert page.locator("article").get_by_role("link", name="Tous les lieux").is_visible()
    assert not page.get_by_role("button", name="Imprimer").is_visible()


# --- For everybody --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
def test_axe_has_nothing_to_say_of_any_state(state: str, sheet: Callable[..., Reader]) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core est absent : lancez « python web/bundle.py check »")
    page = sheet(STATES[state]).page
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(VIOLATIONS, RULES) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate(VIOLATIONS, RULES) == []
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    assert page.evaluate(VIOLATIONS, RULES) == []


@pytest.mark.parametrize("state", STATES)
def test_a_narrow_screen_shows_the_page_whole(state: str, sheet: Callable[..., Reader]) -> None:
    page = sheet(STATES[state], viewport={"width": 320, "height": 700}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("state", STATES)
def test_nothing_jumps_on_a_telephone_when_the_sheet_comes(state: str, sheet: Callable[..., Reader]) -> None:
    def late(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    routes = [("**/orienter.js", late), ("**/lieux.json", late)]
    page = sheet(STATES[state], routes=routes, viewport={"width": 412, "height": 823}).page
    assert page.evaluate(SHIFTED) < 0.01


def test_a_venue_leads_to_its_sheet(newcomer: Callable[..., Reader], site: Published) -> None:
    page = newcomer(site.url, service_workers="block").go(f"lieux/{MONTAUBAN}/")
    page.get_by_role("link", name="Préparer une feuille d’orientation").click()
    page.wait_for_selector(f'[data-lieu="{MONTAUBAN}"]')
