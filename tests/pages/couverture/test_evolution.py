"""What has changed since an edition: nothing hidden in the way of counting, nothing said that was not compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from maillage.model import (
    Edition,
    EditionChiffres,
    EditionLieu,
    EditionTerritoire,
    HubFiles,
    Lieu,
    Service,
    Seuils,
    Site,
)
from small_world import PAYS, SITE, VOISIN, Reading, drafts, lieu

URL = "couverture/evolution/"
BEFORE = date(2025, 11, 30)
HELP = lieu("aide", services=(Service(service=("caf-demarches",)),), verifie_le=date(2026, 2, 1))


def past(**changes: Any) -> Edition:
    """The edition of a day when "parti" was open and "aide" had been checked once, with some people within reach."""
    figures = EditionChiffres(structures=(1, 1), proche=(1613, 1613), loin=(1613, 6266))
    known: dict[str, Any] = {
        "jour": BEFORE,
        "proche_km": 2.5,
        "loin_km": 10.0,
        "population": "",
        "lieux": (
            EditionLieu(id="aide", nom="Aide", verifie_le=date(2025, 1, 1), epci=(PAYS,)),
            EditionLieu(id="parti", nom="Parti <i>loin</i>", verifie_le=None, epci=(PAYS,)),
        ),
        "territoires": (
            EditionTerritoire(
                niveau="hub", code="essai", nom="Hub", recense=True, population=6266, chiffres={"demarches": figures}
            ),
            EditionTerritoire(
                niveau="epci", code=PAYS, nom="Pays", recense=True, population=6266, chiffres={"demarches": figures}
            ),
            EditionTerritoire(niveau="epci", code=VOISIN, nom="Voisin", recense=False, population=0),
        ),
    }
    return Edition(**(known | changes))


def read(*editions: Edition, site: Site = SITE, venues: tuple[Lieu, ...] = (HELP,), url: str = URL) -> Reading:
    made, _ = drafts(*venues, site=site, hub_files=HubFiles(editions=editions))
    return Reading(made[url].make().body.replace("&nbsp;", " "))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_without_an_edition_the_page_says_how_to_keep_one() -> None:
    text = plain(read().text)
    assert "Le hub n’a pas encore gardé d’édition" in text
    assert "--format edition > sites/essai/editions/2026-11-21.json" in text


def test_what_opened_closed_and_was_checked_again_is_named() -> None:
    nouveau = lieu("nouveau", nom="Nouveau")
    found = read(past(), venues=(HELP, nouveau))
    assert "1 lieu de plus, 1 lieu de moins, 1 fiche vérifiée de nouveau" in plain(found.text)
    assert "Nouveau" in found.section("De plus : 1")
    gone = found.section("De moins : 1")
    assert "Parti <i>loin</i>" in gone
    assert "n’est plus dans l’annuaire" in gone
    assert ("i", {}) not in found.tags
    assert "1er janvier 2025, puis 1er février 2026" in plain(found.text)


def test_a_venue_that_closed_is_said_closed() -> None:
    closed = lieu("parti", nom="Parti", statut="ferme")
    assert plain(read(past(), venues=(HELP, closed)).section("De moins : 1")).endswith(": fermé")


def test_people_gained_are_said_with_what_they_were_and_are() -> None:
    # The venue is in Saint-Méen: Gaël, 6.6 km away, makes 6,266 people within 10 km, and 4,653 within 2.5 km.
    text = plain(read(past()).section("Tout le territoire"))
    assert "+4 653 (1 613 → 6 266)" in text
    assert "+3 040 (1 613 → 4 653)" in text


def test_the_same_figures_are_unchanged() -> None:
    today = EditionChiffres(structures=(1, 1), proche=(4653, 4653), loin=(6266, 6266))
    same = past(
        territoires=(
            EditionTerritoire(
                niveau="hub", code="essai", nom="Hub", recense=True, population=6266, chiffres={"demarches": today}
            ),
        )
    )
    assert "Aide aux démarchesinchangéinchangéinchangé" in plain(read(same).section("Tout le territoire"))


def test_a_territory_nobody_has_looked_at_is_said_on_both_sides() -> None:
    assert "non recensé" in read(past()).section("Par intercommunalité")
    both = replace(SITE, territoire=replace(SITE.territoire, recenses=(PAYS, VOISIN)))
    found = read(past(), site=both)
    assert "recensé depuis" in found.section("Par intercommunalité")
    assert "On n’a pas cherché aux mêmes endroits" in found.text


def test_changed_distances_and_another_population_are_said() -> None:
    site = replace(SITE, seuils=Seuils(proche_km=1, loin_km=12))
    text = plain(read(past(population="2019"), site=site).text)
    assert "Le site a changé ses distances : 2,5 km et 10 km alors, 1 km et 12 km aujourd’hui" in text
    assert "La population n’est pas de la même année : 2019 alors" in text
    # The figures are those of the past distances on both sides.
    assert "+3 040 (1 613 → 4 653)" in text


def test_nothing_is_said_changed_in_the_way_of_counting_where_nothing_is() -> None:
    assert not [attributes for _, attributes in read(past()).tags if "mg-alerte" in attributes.get("class", "")]


def test_each_edition_has_its_own_address_and_leads_to_the_others() -> None:
    older = past(jour=date(2024, 11, 30))
    made, _ = drafts(HELP, hub_files=HubFiles(editions=(past(), older)))
    assert {url for url in made if url.startswith(URL)} == {URL, f"{URL}2025-11-30/", f"{URL}2024-11-30/"}
    assert "../../couverture/evolution/2024-11-30/" in read(past(), older).links
    assert "Du 30 novembre 2024" in plain(read(past(), older, url=f"{URL}2024-11-30/").text)


def test_an_edition_of_an_unlooked_hub_is_not_compared() -> None:
    nowhere = replace(SITE, territoire=replace(SITE.territoire, recenses=()))
    assert "ce n’est pas un désert" in read(past(), site=nowhere).text


def test_a_dimension_that_is_no_more_is_not_compared() -> None:
    figures = {"magie": EditionChiffres(structures=(1, 1), proche=(1, 1), loin=(1, 1))}
    old = past(
        territoires=(
            EditionTerritoire(niveau="hub", code="essai", nom="Hub", recense=True, population=1, chiffres=figures),
        )
    )
    assert "pas de comparaison" in read(old).section("Tout le territoire")
