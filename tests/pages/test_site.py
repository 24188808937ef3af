"""The pages hold together: every link leads somewhere, no text of a file acts, and the structure can be followed."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage import contract
from maillage.model import Etape, Fermeture, Itinerance, Lieu, Page, Service, ServicesExclus
from maillage.nomenclature import Retired
from small_world import GAEL, LOIN, MERDRIGNAC, PAYS, SITE, VOISIN, Reading, adresse, lieu, page_at, render, venue_page

# Written by other hands (docs/, the bundle of web/): the pages may lead there.
ELSEWHERE = re.compile(r"(contribuer|methode|accessibilite|mentions-legales|guide/\w[\w-]*|trouver)(/.*)?")
HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>"\' onclick="x&{{ 7 * 7 }}</textarea>--><!--'


def rich() -> tuple[Lieu, ...]:
    """Venues of every status, with what makes pages differ."""
    rsa = Service(service=("caf-rsa",), acces=("sur-orientation",), oriente_par=("ccas",), postures=("avec",))
    stops = (Etape(id="gael", nom="Place", adresse=adresse(GAEL), horaires="We 14:00-17:00"),)
    return (
        lieu("complet", services=(rsa,), telephone="02 61 91 00 12", horaires="Mo-Fr 09:00-12:00"),
        lieu("bus", nom="Bus", adresse=None, itinerance=Itinerance(etapes=stops)),
        lieu("voisin", nom="Chez le voisin", adresse=adresse(MERDRIGNAC), services=(rsa,)),
        lieu("ferme", statut="ferme", fermeture=Fermeture(date=date(2025, 1, 1), remplace_par=("complet",))),
        lieu("suspendu", nom="En travaux", statut="suspendu", services=(rsa,)),
        lieu("distance", nom="Par téléphone", adresse=adresse(LOIN), zone_intervention=("35",),
             modalites_accompagnement=("a-distance",)),
    )  # fmt: skip


@cache
def site() -> tuple[dict[str, Page], frozenset[str]]:
    """The pages of a small site, and the addresses of its files."""
    pages, assets = render(*rich())
    return pages, frozenset(assets)


def reading(url: str) -> Reading:
    """What a reader finds on one page of the small site."""
    return Reading(site()[0][url].body)


def test_the_title_of_no_page_says_the_name_of_the_site_which_the_engine_adds() -> None:
    assert [url for url, page in site()[0].items() if SITE.titre in page.title] == []


def test_every_link_leads_to_a_page_a_file_or_an_anchor_that_exists() -> None:
    pages, assets = site()
    read = {url: Reading(page.body) for url, page in pages.items()}
    for url, page in read.items():
        frames = [attributes["src"] for tag, attributes in page.tags if tag == "iframe"]
        for link in (*page.links, *frames):
            if re.match(r"https?:|mailto:|tel:", link):
                continue
            address, _, anchor = link.partition("#")
            path = address.partition("?")[0]
            target = posixpath.normpath(posixpath.join("/", url, path)).strip("/") if path else url.strip("/")
            target = target if target in assets else f"{target}/".removeprefix("/")
            assert target in pages or target in assets or ELSEWHERE.fullmatch(target), f"{url} → {link}"
            if anchor and target in pages:
                assert anchor in read[target].ids, f"{url} → {link}"


def test_every_page_has_one_title_and_headings_in_order() -> None:
    for url, page in site()[0].items():
        levels = [level for level, _ in Reading(page.body).headings]
        assert levels[0] == 1, url
        assert levels.count(1) == 1, url
        assert all(after - before <= 1 for before, after in pairwise(levels)), url


def data_or_ours(attributes: Mapping[str, str]) -> bool:
    """Whether a script is data, or a file of the package: nothing runs that a text could have written."""
    ours = re.fullmatch(r"(\.\./)*assets/maillage/[a-z-]+\.js", attributes.get("src", ""))
    return attributes.get("type") == "application/json" or ours is not None


def test_no_page_has_a_script_that_runs_a_style_or_an_event_inside() -> None:
    for url, page in site()[0].items():
        for tag, attributes in Reading(page.body).tags:
            assert tag != "style", url
            assert tag != "script" or data_or_ours(attributes), url
            assert not any(name == "style" or name.startswith("on") for name in attributes), url


def test_ids_are_unique_and_tables_have_a_caption() -> None:
    for url, page in site()[0].items():
        read = Reading(page.body)
        assert len(read.ids) == len(set(read.ids)), url
        tags = [tag for tag, _ in read.tags]
        assert tags.count("table") == tags.count("caption"), url
        assert all("scope" in attributes for tag, attributes in read.tags if tag == "th"), url
        assert all(attributes.get("title") for tag, attributes in read.tags if tag == "iframe"), url


def test_every_page_says_how_to_report_a_mistake_and_has_a_description() -> None:
    for url, page in site()[0].items():
        read = Reading(page.body)
        assert any(link.startswith("mailto:hub@essai.example?subject=") for link in read.links), url
        assert "https://forge.example/issues/new" in " ".join(read.links), url
        assert page.title, url
        assert 5 < len(page.description) <= 301, url


def test_the_same_input_gives_the_same_pages() -> None:
    again, files = render(*reversed(rich()))
    assert again == site()[0]
    assert frozenset(files) == site()[1]


# --- Hostile text ---------------------------------------------------------------------------------------------------


def filled(kind: Any, text: str) -> Any:
    """A value of a type of the model with the text wherever a person may write one."""
    kind = next((each for each in get_args(kind) if each is not type(None)), kind) if is_optional(kind) else kind
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{spec.name: filled(hints[spec.name], text) for spec in fields(kind)})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        return (filled(get_args(kind)[0], text),)
    return {str: text, int: 3, float: 48.0, date: date(2026, 1, 1)}.get(kind) or get_args(kind)[0]


def is_optional(kind: Any) -> bool:
    """Whether a type may be None (or a word beside a date)."""
    return type(None) in get_args(kind) or date in get_args(kind)


def hostile(text: str) -> Lieu:
    """A venue whose every text is the one given; the keys that place it are true."""
    everything: Lieu = filled(Lieu, text)
    assert everything.itinerance
    stop = replace(everything.itinerance.etapes[0], id="arret", adresse=adresse(GAEL, text))
    return replace(
        everything,
        id="hostile",
        statut="ouvert",
        fermeture=None,
        adresse=adresse(voie=text),
        itinerance=Itinerance(etapes=(stop,), precisions=text),
        horaires="Mo-Fr 09:00-12:00",
        services=tuple(replace(each, valide_au=None, horaires="lieu") for each in everything.services)
        + tuple(replace(each, service=("caf-rsa",), valide_au=None) for each in everything.services),
    )


def risks(page: Page) -> Iterator[str]:
    """What a page holds that only a text could have brought."""
    for tag, attributes in Reading(page.body).tags:
        drawn = tag == "svg" and not attributes.get("class", "").startswith("mg-")
        ours = tag == "textarea" and attributes.get("id") == "mg-note"
        strange = tag in ("img", "textarea", "b") and not ours
        if drawn or strange or (tag == "script" and not data_or_ours(attributes)):
            yield tag
        yield from (name for name in attributes if name.startswith("on"))
        link = attributes.get("href", attributes.get("src", ""))
        if re.match(r"\s*(javascript|data|vbscript):", link, re.IGNORECASE):
            yield link
    # One script at most in the head, and its text cannot close it.
    if page.head.count("<") > 2 or "alert(1)</" in page.head:
        yield page.head


@pytest.mark.parametrize("text", [HOSTILE, "javascript:alert(1)", "</script><script>alert(1)</script>", "'\"><b>"])
def test_no_text_of_a_file_acts_on_any_page(text: str) -> None:
    shown = hostile(text)
    closed = replace(shown, id="fini", statut="ferme", fermeture=Fermeture(motif=text, remplace_par=("hostile",)))
    named = replace(SITE, titre=text, sous_titre=text, presentation=text, contact=replace(SITE.contact, nom=text))
    pages, assets = render(shown, closed, site=named)
    assert {url: found for url, page in pages.items() if (found := list(risks(page)))} == {}
    for url, asset in assets.items():
        if url.endswith(".html"):
            assert b"<img src=x" not in asset.content, url


@given(text=st.text(alphabet=st.sampled_from("<>&\"'/!-={}%#abscript \u2028é"), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_shown_as_it_was_written(text: str) -> None:
    page = venue_page(lieu(nom=f"a{text}z", presentation_resume=f"a{text}z"))
    assert list(risks(page)) == []
    assert Reading(page.body).headings[0] == (1, " ".join(f"a{text}z".split()))
    machine = json.loads(page.head.split(">", 1)[1].rsplit("<", 1)[0])
    assert machine["name"] == f"a{text}z"


# --- Needs ----------------------------------------------------------------------------------------------------------


def test_a_need_lists_who_declares_it_by_intercommunality_and_commune() -> None:
    read = reading("besoins/caf-rsa/")
    assert [title for level, title in read.headings if level < 4][1:6] == [
        "Pays de Méen",
        "Saint-Méen",
        "Pays voisin",
        "Merdrignac",
        "Fermés pour le moment",
    ]
    assert "2 lieux le déclarent, sur 5 lieux ouverts du territoire, au 21 novembre 2026." in read.text
    assert ("Qui peut orienter", "le centre communal d’action sociale") in read.facts
    assert "../../lieux/ferme/" not in read.links


def test_a_need_that_nobody_declares_says_so_and_gives_the_telephone_of_the_hub() -> None:
    read = reading("besoins/dalo/")
    assert "Aucun lieu ouvert du territoire ne déclare ce service aujourd’hui." in read.text
    assert "tel:+33261910099" in read.links


def test_a_need_says_how_many_venues_are_silent_and_where_to_find_them() -> None:
    read = reading("besoins/dalo/")
    # The bus and the venue at a distance say nothing of what they do; those that declare another need are not silent.
    assert "2 lieux ouverts ne disent rien de ce qu’on y fait, sur 5." in read.text
    assert "../../trouver/?service=dalo" in read.links


def test_a_venue_that_excludes_a_need_is_never_on_its_page() -> None:
    both = lieu(services=(Service(service=("dalo",)),), services_exclus=(ServicesExclus(service=("dalo",)),))
    assert "../../lieux/essai/" not in Reading(page_at("besoins/dalo/", both).body).links


def test_a_venue_around_the_territory_is_shown_and_not_counted() -> None:
    own = replace(SITE, territoire=replace(SITE.territoire, epci=(PAYS,)), seuils=replace(SITE.seuils, autour_km=20))
    read = Reading(page_at("besoins/caf-rsa/", *rich(), site=own).body)
    assert "1 lieu le déclare, sur 3 lieux ouverts du territoire" in read.text
    assert "Chez le voisin" in read.section("Autour du territoire") or "../../lieux/voisin/" in read.links


def test_a_code_that_is_no_longer_used_leads_to_those_that_replace_it() -> None:
    retired = Retired(code="taxe-habitation", libelle="Taxe d’habitation", remplace_par=("impots-declarer",))
    nomenclature = replace(contract.load_nomenclature(), services_retires={retired.code: retired})
    page = page_at("besoins/taxe-habitation/", nomenclature=nomenclature)
    assert not page.indexed
    assert "../../besoins/impots-declarer/" in Reading(page.body).links


# --- Territories ----------------------------------------------------------------------------------------------------


def test_a_commune_shows_its_venues_what_comes_there_and_help_from_afar() -> None:
    read = reading(f"communes/{GAEL}/")
    assert "Aucun lieu n’est connu dans cette commune." in read.text
    assert "Arrêt : Place" in read.section("De passage dans la commune")
    assert "mercredi : 14 h à 17 h" in read.section("De passage dans la commune")
    assert "Par téléphone" in read.section("À domicile ou à distance")


def test_the_nearest_venues_cross_the_borders_and_are_in_order() -> None:
    read = reading(f"communes/{GAEL}/")
    near = read.section("Les plus proches dans d’autres communes")
    distances = [float(found.replace(",", ".")) for found in re.findall(r"(\d+(?:,\d)?) km (?:Saint|Mer|Loin)", near)]
    assert distances == sorted(distances)
    assert near.index("Saint-Méen") < near.index("Merdrignac") < near.index("Loin")
    assert "En travaux" not in near, "a venue that is closed for now helps nobody"


def test_a_territory_that_nobody_has_surveyed_is_not_called_empty() -> None:
    assert "Personne n’a encore recensé" in reading(f"epci/{VOISIN}/").text
    assert "Le recensement a été fait" in reading(f"epci/{PAYS}/").text
    assert "Personne n’a encore recensé" in reading(f"communes/{MERDRIGNAC}/").text
    silent = replace(SITE, territoire=replace(SITE.territoire, recenses=()))
    said = Reading(page_at(f"epci/{PAYS}/", lieu(), site=silent).body).text
    assert "Recensement : non renseigné. Le site ne dit pas où l’on a cherché." in said


def test_an_intercommunality_has_a_map_and_the_list_that_says_the_same() -> None:
    read = reading(f"epci/{PAYS}/")
    (frame,) = [attributes for tag, attributes in read.tags if tag == "iframe"]
    assert frame["src"] == f"../../cartes/epci-{PAYS}.html"
    assert {"../../lieux/complet/", "../../lieux/bus/"} <= set(read.links)
    assert f"cartes/epci-{PAYS}.html" in site()[1]
    assert "contour de cette intercommunalité n’est pas" in reading(f"epci/{VOISIN}/").text


def test_what_is_declared_is_counted_among_the_venues_that_declare_something() -> None:
    read = reading(f"epci/{PAYS}/")
    # Of its three venues the bus is silent: one speaks of the venue open, one of the suspended one.
    assert "Ce que déclarent les 2 lieux qui disent ce qu’on y fait" in read.text
    assert "Aide aux démarches 2 sur 2 (100 %)" in read.text
    assert "Services non renseignés : 1 sur 3 (33 %)." in read.text
    silent = Reading(page_at(f"epci/{PAYS}/", lieu("muet")).body).text
    assert "Aide aux démarches" not in silent
    assert "Services non renseignés : 1 sur 1 (100 %)." in silent


def test_the_map_of_a_venue_has_the_contours_of_its_intercommunality() -> None:
    address = f"donnees/contours/{PAYS}.json"
    page = reading("lieux/complet/")
    assert f"../../{address}" in [attributes.get("data-contours") for _, attributes in page.tags]
    contours = json.loads(render(*rich())[1][address].content)
    assert [one["properties"]["nom"] for one in contours["features"]] == ["Saint-Méen", "Gaël"]
    # Nobody has drawn the neighbour's intercommunality, which is not a real one.
    assert f"donnees/contours/{VOISIN}.json" not in site()[1]


def test_the_home_page_lists_the_intercommunalities_of_each_departement() -> None:
    section = reading("").section
    assert "Pays de Méen" in section("Ille-et-Vilaine")
    assert "Pays voisin" in section("Côtes-d’Armor")


def test_a_population_that_is_partly_unknown_has_no_total() -> None:
    assert "6 266 habitants" in reading(f"epci/{PAYS}/").text
    assert "habitants." not in reading(f"epci/{VOISIN}/").section("Pays voisin")


def test_the_home_page_has_three_doors_and_figures_with_their_denominators() -> None:
    read = reading("")
    assert [title for level, title in read.headings if level == 2][:3] == [
        "Je cherche un lieu où orienter quelqu’un",
        "Je tiens une fiche à jour",
        "Je lis la couverture",
    ]
    assert "L’annuaire au 21 novembre 2026" in [title for _, title in read.headings]
    assert "Intercommunalités recensées 1 sur 2 (50 %)" in read.text
    assert "Lieux qui disent ce qu’on y fait 3 sur 5 (60 %)" in read.text


def test_closed_venues_are_listed_apart_with_what_replaces_them() -> None:
    read = reading("lieux-fermes/")
    assert "1er janvier 2025" in read.text
    assert {"../lieux/ferme/", "../lieux/complet/"} <= set(read.links)
    assert "../lieux/ferme/" not in reading("lieux/").links


def test_an_empty_directory_still_makes_a_site() -> None:
    assert "Aucun lieu n’est encore dans l’annuaire." in Reading(page_at("lieux/").body).text
    assert "Aucun autre lieu n’est connu" in Reading(page_at(f"communes/{GAEL}/").body).text
