"""Behind every figure, a file that anybody may take: one for each territory, listed on one page."""

from __future__ import annotations

import csv
import json
from typing import Any

from maillage.coverage import COLUMNS
from maillage.model import Service
from small_world import PAYS, VOISIN, Reading, lieu, render

URL = "donnees/couverture/"
HELP = lieu("aide", services=(Service(service=("caf-demarches",)),))


def rows(assets: Any, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(assets[URL + name].content.decode().splitlines()))


def test_each_territory_has_a_table_and_a_document() -> None:
    pages, assets = render(HELP)
    links = [link.removeprefix("../../") for link in Reading(pages[URL].body).links]
    files = {url for url in assets if url.startswith(URL) and not url.startswith(f"{URL}explorer/")}
    assert {
        f"{URL}{name}.{extension}"
        for name in ("hub", "departements/35", f"epci/{PAYS}")
        for extension in ("csv", "json")
    } <= files
    assert files <= set(links)


def test_the_table_has_the_columns_of_the_method_and_its_own_territory_only() -> None:
    _, assets = render(HELP)
    found = rows(assets, f"epci/{PAYS}.csv")
    assert tuple(found[0]) == COLUMNS
    assert {row["nom"] for row in found} == {"Pays de Méen", "Saint-Méen", "Gaël"}
    within = next(
        row
        for row in found
        if (row["niveau"], row["indicateur"], row["dimension"], row["seuil_km"])
        == ("epci", "personnes_a_portee", "demarches", "10")
    )
    assert (within["valeur"], within["denominateur"], within["au_plus"]) == ("6266", "6266", "6266")


def test_the_hub_has_every_question_and_leaves_communes_to_their_own_territories() -> None:
    _, assets = render(HELP)
    found = rows(assets, "hub.csv")
    assert {row["niveau"] for row in found} == {"hub"}
    assert any(row["service"] == "caf-rsa" and row["indicateur"] == "distance_mediane" for row in found)


def test_a_territory_nobody_has_looked_at_says_so_in_its_file_and_on_the_page() -> None:
    pages, assets = render(HELP)
    assert {row["valeur"] for row in rows(assets, f"epci/{VOISIN}.csv")} == {"non recensé"}
    assert all(one["valeur"] is None for one in json.loads(assets[f"{URL}epci/{VOISIN}.json"].content)["chiffres"])
    assert "non recensé" in Reading(pages[URL].body).section("Par intercommunalité")


def test_the_page_of_open_data_leads_there() -> None:
    pages, _ = render(HELP)
    assert f"../{URL}" in Reading(pages["donnees/"].body).links
