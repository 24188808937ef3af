"""Need beside offer: what the hub brings is crossed, its source printed, and nothing is taken for need without it."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from typing import Any

import pytest

from maillage.model import HubFiles, Need, Service, Site
from small_world import GAEL, LOIN, MEEN, MERDRIGNAC, PAYS, SITE, VOISIN, Reading, drafts, lieu

URL = "couverture/besoin-et-offre/"
BOTH = replace(SITE, territoire=replace(SITE.territoire, recenses=(PAYS, VOISIN)))
HELP = lieu("aide", services=(Service(service=("caf-demarches",)),))
NEED = Need(
    code="plus-de-75-ans",
    libelle="Part des <b>75 ans</b> et plus",
    source="INSEE",
    millesime="2022",
    niveau="commune",
    valeurs={MEEN: 30.0, GAEL: 10.0, MERDRIGNAC: 40.5},
)


def site_with(*needs: Need, site: Site = BOTH) -> tuple[dict[str, Any], dict[str, Any]]:
    made, assets = drafts(HELP, site=site, hub_files=HubFiles(besoins=needs))
    return {url: draft.make() for url, draft in made.items() if url.startswith(URL)}, assets


def test_without_an_indicator_the_page_says_how_to_bring_one() -> None:
    pages, assets = site_with()
    assert set(pages) == {URL}
    text = Reading(pages[URL].body).text
    assert "Le hub n’a pas encore apporté d’indicateur" in text
    assert "sites/essai/" in text
    assert not [url for url in assets if "besoin" in url]


def test_each_indicator_is_crossed_with_each_dimension_and_says_its_source() -> None:
    pages, _ = site_with(NEED)
    assert set(pages) == {
        URL,
        *(f"{URL}plus-de-75-ans/{code}/" for code in ("acces", "demarches", "apprentissage", "equipement")),
    }
    for page in pages.values():
        reading = Reading(page.body)
        assert "INSEE, 2022" in reading.text
        # The label of a file is never read as markup.
        assert "<b>75 ans</b>" in reading.text
        assert ("b", {}) not in reading.tags


def test_the_communes_in_double_deficit_are_listed_with_their_need_and_their_distance() -> None:
    pages, _ = site_with(NEED)
    reading = Reading(pages[f"{URL}plus-de-75-ans/demarches/"].body)
    # 30 and 40.5 part the three values: only Merdrignac is 40.5, more than 10 km from Saint-Méen.
    assert "Merdrignac" in reading.section("En double déficit")
    assert re.search(r"40,5\s*2 800\s*16,7 km", reading.section("En double déficit").replace("\u00a0", " "))
    assert "1 commune sur 4 a à la fois" in reading.text.replace("\u00a0", " ")
    assert "Besoin non renseigné : 1 commune" in reading.text.replace("\u00a0", " ")


def test_the_table_of_all_is_a_file() -> None:
    _, assets = site_with(NEED)
    content = assets["donnees/couverture/besoin-et-offre/plus-de-75-ans-demarches.csv"].content.decode()
    rows = {row["code"]: row for row in csv.DictReader(content.splitlines())}
    assert {
        code: (row["valeur"], row["besoin"], row["portee"], row["double_deficit"]) for code, row in rows.items()
    } == {
        MEEN: ("30", "moyen", "proche", "non"),
        GAEL: ("10", "faible", "loin", "non"),
        MERDRIGNAC: ("40.5", "fort", "au-dela", "oui"),
        LOIN: ("", "", "au-dela", "non"),
    }
    assert {row["source"] for row in rows.values()} == {"INSEE"}


def test_the_map_is_drawn_in_a_file_of_its_own_without_a_third_party() -> None:
    _, assets = site_with(NEED)
    svg = assets["cartes/besoin-plus-de-75-ans-demarches.svg"].content.decode()
    assert svg.startswith("<svg")
    assert "mg-motif-fort-au-dela" in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "<b>" not in svg


def test_territories_nobody_has_looked_at_are_left_out_and_said() -> None:
    pages, assets = site_with(NEED, site=SITE)
    assert "Non recensé, laissé de côté : 2 communes" in Reading(
        pages[f"{URL}plus-de-75-ans/demarches/"].body
    ).text.replace("\u00a0", " ")
    content = assets["donnees/couverture/besoin-et-offre/plus-de-75-ans-demarches.csv"].content.decode()
    assert {row["code"] for row in csv.DictReader(content.splitlines())} == {MEEN, GAEL}


@pytest.mark.parametrize("values", [{}, {MEEN: 3.0}, {MEEN: 2.0, GAEL: 2.0, MERDRIGNAC: 2.0}])
def test_values_that_cannot_be_parted_make_no_strong_need(values: dict[str, float]) -> None:
    pages, assets = site_with(replace(NEED, valeurs=values))
    text = Reading(pages[f"{URL}plus-de-75-ans/demarches/"].body).text
    assert "on ne peut pas dire où le besoin est fort" in text
    # A table of zeros, or a blank map, would say that nobody needs anything.
    assert "Besoin fort" not in text
    assert "En double déficit" not in text
    assert not [url for url in assets if url.startswith("cartes/besoin")]
    assert "trop peu de valeurs différentes" in Reading(pages[URL].body).text


def test_an_indicator_of_intercommunalities_speaks_of_them() -> None:
    need = replace(NEED, niveau="epci", valeurs={PAYS: 1.0, VOISIN: 9.0})
    pages, _ = site_with(need)
    reading = Reading(pages[f"{URL}plus-de-75-ans/demarches/"].body)
    assert "Toutes les intercommunalités, en CSV" in reading.text
    # Two values are not cut in three.
    assert "on ne peut pas dire où le besoin est fort" in reading.text


def test_where_nobody_has_looked_nothing_is_crossed() -> None:
    nowhere = replace(SITE, territoire=replace(SITE.territoire, recenses=()))
    pages, assets = site_with(NEED, site=nowhere)
    assert set(pages) == {URL}
    assert not [url for url in assets if "besoin" in url]
    assert "ce n’est pas un désert" in Reading(pages[URL].body).text
