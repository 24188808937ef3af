"""The page that documents the addresses of the search, and the file that it shares with the search itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from urllib.parse import parse_qs, urlsplit

import pytest

from maillage import contract
from maillage.facets import conditions, words
from maillage.model import Accessibilite, Service
from small_world import GAEL, MEEN, PAYS, Reading, adresse, lieu, page_at

DESCRIBED = contract.search_address()
PARAMETERS = [one["nom"] for one in DESCRIBED["parametres"]]
FILTERS = {one["nom"]: one for one in DESCRIBED["filtres"]}
OF_THE_VENUE = {"tenu_par", "enfants_bienvenus", "equipements", "labels", "contact_professionnels", "itinerance"}


@pytest.fixture(scope="module")
def reading() -> Reading:
    """The page of a site with two venues, one of which offers more."""
    found = page_at(
        "reference/recherche/",
        lieu("b", adresse=adresse(GAEL), services=(Service(service=("wifi",)), Service(service=("caf-demarches",)))),
        lieu("a", adresse=adresse(MEEN), services=(Service(service=("wifi",)),)),
    )
    return Reading(found.body)


def searches(reading: Reading) -> list[dict[str, list[str]]]:
    """What each example asks."""
    found = [urlsplit(link) for link in reading.links]
    return [parse_qs(parts.query) for parts in found if parts.path == "../../trouver/"]


def test_every_filter_asks_for_a_fact_that_the_search_publishes() -> None:
    published = {
        *conditions.SHARED_FACTS,
        *conditions.ENTRY_FACTS,
        *(field.name for field in fields(Accessibilite)),
        *OF_THE_VENUE,
    }
    assert set(FILTERS) <= published


def test_every_filter_with_codes_has_a_table_whose_labels_are_published() -> None:
    tables = {one.get("table", name) for name, one in FILTERS.items() if one["forme"] != "oui-non"}
    assert tables <= set(words.TABLES)


def test_every_form_of_a_filter_is_explained_and_no_other() -> None:
    assert {one["forme"] for one in FILTERS.values()} == set(DESCRIBED["formes"])


def test_no_name_serves_twice() -> None:
    assert [name for name, count in Counter([*PARAMETERS, *FILTERS]).items() if count > 1] == []


def test_every_parameter_and_every_filter_has_its_place_in_the_page(reading: Reading) -> None:
    assert set(reading.ids) >= {*PARAMETERS, *FILTERS}
    for name in (*PARAMETERS, *FILTERS):
        assert any(title.endswith(name) for _, title in reading.headings), name


def test_every_filter_has_an_example_with_a_value_of_its_own(reading: Reading) -> None:
    nomenclature = contract.load_nomenclature()
    asked = {name: value for search in searches(reading) for name, [value] in search.items()}
    for name, one in FILTERS.items():
        table = one.get("table", name)
        allowed = {"oui", "non"} if one["forme"] == "oui-non" else set(nomenclature.table(table))
        assert asked[name] in allowed


def test_the_examples_are_of_the_site(reading: Reading) -> None:
    asked = searches(reading)
    assert {"service": ["wifi,caf-demarches"]} in asked
    assert {"pres": [MEEN]} in asked
    assert {"lieu": ["Saint-Méen"]} in asked
    assert {"territoire": [PAYS]} in asked
    assert {"choisis": ["a"]} in asked
    assert {"pres": [MEEN], "le": ["2026-11-21"]} in asked


def test_every_moment_is_listed(reading: Reading) -> None:
    said = reading.section("Les moments")
    for code, label in DESCRIBED["moments"].items():
        assert f"{code} : {label}" in said


def test_a_site_without_any_venue_has_its_page_too() -> None:
    reading = Reading(page_at("reference/recherche/").body)
    assert {"q": ["refaire sa carte vitale"]} in searches(reading)
    assert not any("pres=&" in link for link in reading.links)
