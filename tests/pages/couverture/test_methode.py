"""The page of the method explains every figure, in the words of the code that works it out."""

from __future__ import annotations

from dataclasses import replace

from maillage.coverage import INDICATORS
from maillage.model import Seuils
from small_world import LOIN, SITE, TERRITORY, Reading, lieu, page_at

URL = "couverture/methode/"


def reading() -> Reading:
    return Reading(page_at(URL, lieu()).body)


def test_every_indicator_is_explained_under_its_own_address() -> None:
    found = reading()
    for one in INDICATORS:
        assert one.nom in found.ids
        assert one.definition.split(". ")[0] in found.text
        assert f"Dans les fichiers : {one.nom}, en {one.unite}" in found.text
        if one.denominateur:
            assert f"Dénominateur : {one.denominateur}" in found.text


def test_figures_say_the_day_of_the_records_and_their_source() -> None:
    assert "Source et millésime : Fiches de l’annuaire ; 2026-11-21" in reading().text


def test_the_settings_are_those_of_the_site() -> None:
    site = replace(SITE, seuils=Seuils(proche_km=1.25, loin_km=8, autour_km=20, a_verifier_mois=9))
    found = Reading(page_at(URL, lieu(), site=site).body)
    assert found.fact("Distance proche").startswith("1,25 km")
    assert found.fact("Distance lointaine").startswith("8 km")
    assert "à vérifier après 9 mois" in found.fact("Âge des fiches")


def test_a_commune_without_a_town_hall_is_named() -> None:
    assert TERRITORY.communes[LOIN].mairie is not None
    assert "Aucune commune de ce territoire n’est dans ce cas" in reading().text


def test_the_two_ways_of_reading_a_silent_service_are_told_apart() -> None:
    assert "Si le lieu en déclare plusieurs" in reading().section("Les mots")
