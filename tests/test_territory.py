"""The reference says what France is, and finds communes as spreadsheets name them."""

from __future__ import annotations

import csv
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from maillage import territory
from maillage.model import Commune, Epci, Position, TerritoireSite, Territory
from maillage.territory.encoding import pack, unpack
from maillage.territory.reference import REFERENCE

SAINT_MEEN_MONTAUBAN = "200038990"
PARIS_TOWN_HALL = Position(latitude=48.8566, longitude=2.3522)

positions = st.builds(
    Position, latitude=st.floats(-90, 90, allow_nan=False), longitude=st.floats(-180, 180, allow_nan=False)
)


@pytest.fixture(scope="module")
def france() -> Territory:
    return territory.load()


def found(france: Territory, code_postal: str, nom: str) -> str:
    """The code of the commune that was found for certain, or the kind of answer."""
    answer = territory.find_commune(france, code_postal, nom)
    return answer.code_insee if isinstance(answer, Commune) else "proches" if answer else "rien"


def mairie(france: Territory, code: str) -> Position:
    position = france.communes[code].mairie
    assert position is not None
    return position


# What is known by hand.


def test_saint_meen_le_grand_is_where_it_is(france: Territory) -> None:
    commune = france.communes["35297"]
    assert (commune.nom, commune.codes_postaux, commune.epci) == (
        "Saint-Méen-le-Grand",
        ("35290",),
        SAINT_MEEN_MONTAUBAN,
    )
    assert (commune.departement, commune.region) == ("35", "53")
    assert territory.distance_km(mairie(france, "35297"), Position(latitude=48.189, longitude=-2.190)) < 1


def test_montauban_de_bretagne_shares_the_epci_of_saint_meen(france: Territory) -> None:
    epci = france.epci[SAINT_MEEN_MONTAUBAN]
    assert {"35184", "35297"} <= set(epci.communes)
    assert france.communes["35184"].nom == "Montauban-de-Bretagne"
    assert epci.nature == "communauté de communes"
    assert epci.nom.startswith("Communauté de communes ")
    assert epci.departements == ("35",)


def test_paris_has_its_postcodes_its_arrondissements_and_its_metropole(france: Territory) -> None:
    paris = france.communes["75056"]
    assert {"75001", "75016", "75116", "75020"} <= set(paris.codes_postaux)
    assert paris.population is not None
    assert 2_000_000 < paris.population < 2_300_000
    assert france.anciens_codes["75112"] == "75056"
    assert france.anciens_codes["69383"] == "69123"
    assert france.anciens_codes["13216"] == "13055"
    assert paris.epci is not None
    assert france.epci[paris.epci].nom == "Métropole du Grand Paris"


def test_corsica_and_la_reunion_are_france(france: Territory) -> None:
    assert france.departements["2A"].nom == "Corse-du-Sud"
    assert france.communes["2A004"].region == "94"
    assert france.communes["97411"].departement == "974"
    assert france.regions["04"].nom == "La Réunion"
    assert territory.commune_at(mairie(france, "97411")) == "97411"
    assert territory.commune_at(mairie(france, "2B033")) == "2B033"


def test_the_overseas_collectivities_have_communes_but_no_contour(france: Territory) -> None:
    noumea = france.communes["98818"]
    assert (noumea.nom, noumea.epci, noumea.mairie) == ("Nouméa", None, None)
    assert territory.is_in_commune("98818", Position(latitude=-22.27, longitude=166.44)) is None


def test_a_merged_commune_leads_to_the_commune_of_today(france: Territory) -> None:
    assert france.anciens_codes["49031"] == "49018"
    assert france.anciens_codes["93059"] == "93066"
    assert territory.former_names()["49018"] == "Baugé"


def test_no_former_code_is_a_commune_of_today(france: Territory) -> None:
    assert not set(france.anciens_codes) & set(france.communes)
    assert set(france.anciens_codes.values()) <= set(france.communes)


def test_every_vintage_is_said_with_its_licence(france: Territory) -> None:
    assert len(france.millesimes) == 3
    assert {millesime.licence for millesime in france.millesimes} == {"Licence Ouverte 2.0"}
    assert all(millesime.nom and millesime.annee and millesime.source for millesime in france.millesimes)


# What must add up.


def test_nobody_is_lost_between_communes_epci_departements_and_regions(france: Territory) -> None:
    assert len(france.communes) > 34_000
    for epci in france.epci.values():
        assert epci.population == sum(france.communes[code].population or 0 for code in epci.communes)
    in_epci = [code for epci in france.epci.values() for code in epci.communes]
    assert len(in_epci) == len(set(in_epci))
    assert all(france.communes[code].epci == epci.siren for epci in france.epci.values() for code in epci.communes)
    assert {commune.departement for commune in france.communes.values()} == set(france.departements)
    assert {departement.region for departement in france.departements.values()} == set(france.regions)


def test_the_people_of_france_are_68_millions(france: Territory) -> None:
    hexagone_and_four = sum(
        commune.population or 0
        for commune in france.communes.values()
        if len(commune.region) == 2 and commune.departement != "976"
    )
    assert 67_900_000 < hexagone_and_four < 68_300_000


def test_only_four_islands_have_no_epci(france: Territory) -> None:
    alone = {code for code, commune in france.communes.items() if commune.epci is None and len(commune.region) == 2}
    assert alone == {"22016", "29083", "29155", "85113"}


def test_contours_hold_the_town_halls(france: Territory) -> None:
    outside = [
        code
        for code, commune in france.communes.items()
        if commune.mairie and territory.is_in_commune(code, commune.mairie, margin_km=1.1) is not True
    ]
    assert outside == []


def test_supposed_town_halls_are_in_their_commune_and_few(france: Territory) -> None:
    supposed = territory.supposed_mairies()
    assert 0 < len(supposed) < 0.06 * len(france.communes)
    assert all(territory.is_in_commune(code, mairie(france, code), margin_km=0.1) for code in supposed)


def test_only_the_restored_communes_of_cantal_lack_a_contour(france: Territory) -> None:
    nowhere = Position(latitude=0, longitude=0)
    without = {
        code
        for code, commune in france.communes.items()
        if len(commune.region) == 2 and territory.is_in_commune(code, nowhere) is None
    }
    assert without == {"15031", "15035", "15047", "15171"}


@pytest.mark.parametrize("contours", [territory.epci_contours, territory.departement_contours])
def test_shared_borders_stay_shared(contours: Any) -> None:
    shapes = [shape(geometry) for geometry in contours().values()]
    assert all(shapely.is_valid(shapes))
    assert shapely.coverage_is_valid(shapes)


def test_there_is_a_contour_for_each_epci_and_each_departement(france: Territory) -> None:
    assert set(territory.epci_contours()) == set(france.epci)
    assert set(territory.departement_contours()) == {
        code for code, departement in france.departements.items() if len(departement.region) == 2
    }


def test_contours_are_geojson_with_outer_rings_counter_clockwise() -> None:
    geometry = territory.epci_contours()[SAINT_MEEN_MONTAUBAN]
    assert geometry["type"] == "MultiPolygon"
    ring = geometry["coordinates"][0][0]
    assert ring[0] == ring[-1]
    assert sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) > 0
    assert all(round(x, 4) == x and round(y, 4) == y for x, y in ring)


# Where things are.


def test_the_contours_of_communes_hold_their_town_halls(france: Territory) -> None:
    codes = france.epci["200038990"].communes
    for code in codes:
        hall = france.communes[code].mairie
        assert hall is not None
        contour = territory.commune_contours("35")[code]
        assert shape(dict(contour)).buffer(0.01).contains(shapely.Point(hall.longitude, hall.latitude))


def test_a_position_is_in_its_commune_or_within_two_kilometres_of_it(france: Territory) -> None:
    town_hall = mairie(france, "35297")
    assert territory.is_in_commune("35297", town_hall, margin_km=0) is True
    assert territory.is_in_commune("35184", town_hall) is False
    assert territory.is_in_commune("35184", town_hall, margin_km=30) is True


def test_an_old_code_or_an_arrondissement_stands_for_the_commune_of_today() -> None:
    assert territory.is_in_commune("75112", PARIS_TOWN_HALL) is True
    assert territory.is_in_commune("99999", PARIS_TOWN_HALL) is None


def test_a_position_at_sea_or_abroad_is_in_no_commune() -> None:
    biscay = Position(latitude=46.5, longitude=-4.5)
    llivia = Position(latitude=42.464, longitude=1.981)
    geneva = Position(latitude=46.204, longitude=6.143)
    assert [territory.commune_at(position) for position in (biscay, llivia, geneva)] == [None, None, None]
    assert not territory.in_france(biscay)
    assert territory.in_france(PARIS_TOWN_HALL)
    assert territory.in_france(llivia)
    assert not territory.in_france(llivia, margin_km=0)


def test_commune_at_says_where_a_misplaced_position_really_is() -> None:
    assert territory.commune_at(PARIS_TOWN_HALL) == "75056"


def test_land_of_communes_merged_since_the_contours_were_drawn_belongs_to_the_merged_commune() -> None:
    assert territory.commune_at(Position(latitude=48.961, longitude=2.363)) == "93066"


def test_neighbours_touch_each_other_both_ways(france: Territory) -> None:
    around = territory.neighbours(SAINT_MEEN_MONTAUBAN)
    assert "243500139" in around
    assert SAINT_MEEN_MONTAUBAN not in around
    assert set(around) <= set(france.epci)
    assert all(SAINT_MEEN_MONTAUBAN in territory.neighbours(siren) for siren in around)
    assert territory.neighbours("000000000") == ()


@given(positions, positions)
def test_distance_is_symmetric_and_at_most_half_the_globe(a: Position, b: Position) -> None:
    distance = territory.distance_km(a, b)
    assert distance == pytest.approx(territory.distance_km(b, a))
    assert 0 <= distance <= math.pi * 6371.0088 + 1e-6


@given(positions)
def test_distance_to_oneself_is_nothing(a: Position) -> None:
    assert territory.distance_km(a, a) == 0


@given(positions, positions, positions)
def test_a_detour_is_never_shorter(a: Position, b: Position, c: Position) -> None:
    direct = territory.distance_km(a, c)
    assert direct <= territory.distance_km(a, b) + territory.distance_km(b, c) + 1e-3


def test_paris_to_marseille_is_661_kilometres() -> None:
    marseille = Position(latitude=43.2965, longitude=5.3698)
    assert territory.distance_km(PARIS_TOWN_HALL, marseille) == pytest.approx(660.5, abs=0.5)


# What a site covers.


def test_a_territory_is_the_union_of_its_codes(france: Territory) -> None:
    selection = TerritoireSite(epci=(SAINT_MEEN_MONTAUBAN,), communes=("35238", "49031"), departements=("90",))
    codes = [commune.code_insee for commune in territory.communes_of(france, selection)]
    assert codes == sorted(set(codes))
    assert {"35297", "35238", "49018", "90010"} <= set(codes)
    assert {epci.siren for epci in territory.epci_of(france, selection)} >= {SAINT_MEEN_MONTAUBAN, "243500139"}


def test_a_region_holds_all_its_departements(france: Territory) -> None:
    communes = territory.communes_of(france, TerritoireSite(regions=("27",)))
    assert {commune.departement for commune in communes} == {"21", "25", "39", "58", "70", "71", "89", "90"}


def test_an_unknown_code_covers_nothing(france: Territory) -> None:
    assert territory.communes_of(france, TerritoireSite(epci=("000000000",), communes=("00000",))) == ()
    assert territory.epci_of(france, TerritoireSite()) == ()


# Names as spreadsheets write them.


@pytest.mark.parametrize(
    ("code_postal", "nom", "code"),
    [
        ("39000", "LONS LE SAUNIER", "39300"),
        ("39003", "Lons-le-Saunier Cedex", "39300"),
        ("35290", "ST MEEN LE GRAND", "35297"),
        ("35290", "St. Méen-le-Grand", "35297"),
        ("21000", "Dijon CEDEX", "21231"),
        ("21078", "DIJON CEDEX 9", "21231"),
        ("01000", "Bourg-en-Bresse Cedex 9", "01053"),
        ("1000", "BOURG EN BRESSE", "01053"),
        ("1000.0", "Bourg en Bresse", "01053"),
        ("75012", "Paris", "75056"),
        ("75012", "PARIS 12", "75056"),
        ("75012", "Paris 12e arrondissement", "75056"),
        ("69003", "Lyon 3ème", "69123"),
        ("13001", "Marseille 1er Arrondissement", "13055"),
        ("71100", "CHALON S/SAONE", "71076"),
        ("71100", "Chalon s/ Saône", "71076"),
        ("71200", "Creusot (Le)", "71153"),
        ("71200", "CREUSOT", "71153"),
        ("71500", "Louhans", "71263"),
        ("58120", "CHATEAU CHINON CAMPAGNE", "58063"),
        ("20090", "AJACCIO", "2A004"),
        ("97400", "ST DENIS", "97411"),
        ("49150", "Baugé", "49018"),
        ("62860", "Baralle", "62081"),
        ("29900", "Concarneau", "29039"),
    ],
)
def test_a_commune_is_found_as_spreadsheets_name_it(france: Territory, code_postal: str, nom: str, code: str) -> None:
    assert found(france, code_postal, nom) == code


@pytest.mark.parametrize("nom", ["Sacré-Cœur", "Sacre Coeur", "SACRÉ-CŒUR", "sacre-coeur"])
def test_ligatures_accents_and_case_do_not_matter(nom: str) -> None:
    assert found(SMALL, "99100", nom) == "99001"


@pytest.mark.parametrize("nom", ["L'Isle", "l’isle", "ISLE (L')", "L ISLE", "Isle"])
def test_apostrophes_and_articles_do_not_matter(nom: str) -> None:
    assert found(SMALL, "99100", nom) == "99002"


def test_two_communes_of_the_same_name_are_told_apart_by_the_postcode() -> None:
    assert found(SMALL, "99200", "Sainte-Anne") == "99003"
    assert found(SMALL, "99300", "STE ANNE") == "99004"


def test_a_cedex_cannot_choose_between_two_communes_of_the_same_name() -> None:
    answer = territory.find_commune(SMALL, "99999", "Sainte Anne Cedex")
    assert isinstance(answer, tuple)
    assert {commune.code_insee for commune in answer} == {"99003", "99004"}


def test_a_postcode_that_contradicts_the_name_gives_near_misses(france: Territory) -> None:
    answer = territory.find_commune(france, "58190", "DORNES")
    assert isinstance(answer, tuple)
    assert answer[0].code_insee == "58104"


def test_a_misspelt_name_gives_the_right_one_first(france: Territory) -> None:
    for code_postal, nom, code in [
        ("21700", "NUIT-SAINT-GEORGES", "21464"),
        ("39140", "BLETTRANS", "39056"),
        ("58200", "Cosne-sur-Loire", "58086"),
        ("25430", "Sancey-le-Grand", "25529"),
    ]:
        answer = territory.find_commune(france, code_postal, nom)
        assert isinstance(answer, tuple)
        assert answer[0].code_insee == code


def test_an_ambiguous_name_gives_each_commune(france: Territory) -> None:
    answer = territory.find_commune(france, "58120", "Château-Chinon")
    assert isinstance(answer, tuple)
    assert {commune.code_insee for commune in answer} == {"58062", "58063"}


def test_without_a_name_the_postcode_only_suggests() -> None:
    answer = territory.find_commune(SMALL, "99200", "")
    assert isinstance(answer, tuple)
    assert [commune.code_insee for commune in answer] == ["99003"]


@pytest.mark.parametrize(("code_postal", "nom"), [("", ""), ("99999", ""), ("99999", "Xyzzy"), ("", "Xyzzy")])
def test_nothing_is_found_where_there_is_nothing(code_postal: str, nom: str) -> None:
    assert territory.find_commune(SMALL, code_postal, nom) is None


@given(st.text(max_size=8), st.text(max_size=30))
def test_any_text_has_an_answer(code_postal: str, nom: str) -> None:
    answer = territory.find_commune(SMALL, code_postal, nom)
    assert answer is None or isinstance(answer, Commune) or 0 < len(answer) <= 3


def test_every_commune_is_found_by_its_own_name_and_postcodes(france: Territory) -> None:
    lost = [
        (postcode, commune.nom)
        for commune in list(france.communes.values())[::7]
        for postcode in commune.codes_postaux
        if found(france, postcode, commune.nom.upper()) != commune.code_insee
    ]
    assert lost == []


def test_the_communes_of_a_real_directory_are_found(real_data: Path, france: Territory) -> None:
    with (real_data / "hub-bourgogne-franche-comte-2023.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    answers = [territory.find_commune(france, row["code_postal"], row["ville"]) for row in rows]
    assert len(rows) == 697
    assert None not in answers
    assert sum(isinstance(answer, Commune) for answer in answers) >= 673


# The format.


@given(st.lists(st.integers(-(2**29), 2**29)))
def test_packed_integers_come_back(values: list[int]) -> None:
    assert unpack(pack(values) + pack(values)) == [values, values]


def test_the_reference_stays_small() -> None:
    assert REFERENCE.stat().st_size < 3_500_000


def test_loading_twice_gives_the_same_object() -> None:
    assert territory.load() is territory.load()


def _commune(code: str, nom: str, *codes_postaux: str) -> Commune:
    return Commune(
        code_insee=code,
        nom=nom,
        codes_postaux=codes_postaux,
        population=10,
        epci="999999999",
        departement="99",
        region="99",
        mairie=None,
    )


_COMMUNES = (
    _commune("99001", "Sacré-Cœur", "99100"),
    _commune("99002", "L’Isle", "99100"),
    _commune("99003", "Sainte-Anne", "99200"),
    _commune("99004", "Sainte-Anne", "99300"),
)
SMALL = Territory(
    communes={commune.code_insee: commune for commune in _COMMUNES},
    epci={
        "999999999": Epci(
            siren="999999999",
            nom="Pays inventé",
            nature="communauté de communes",
            population=40,
            communes=tuple(commune.code_insee for commune in _COMMUNES),
            departements=("99",),
        )
    },
    departements={},
    regions={},
    anciens_codes={},
    millesimes=(),
)


def test_the_limit_of_a_reach_is_a_circle_of_that_radius_cut_by_the_box() -> None:
    here = Position(latitude=48.0, longitude=-2.0)
    limit = territory.Reach([here, here], 10).limit(47.0, -3.0, 49.0, -1.0)
    assert limit is not None
    points = [point for line in _lines(limit) for point in line]
    for longitude, latitude in points:
        assert territory.distance_km(here, Position(latitude=latitude, longitude=longitude)) == pytest.approx(
            10, rel=0.01
        )
    north = territory.Reach([here], 10).limit(48.0, -3.0, 49.0, -1.0)
    assert north is not None
    assert min(latitude for line in _lines(north) for _, latitude in line) >= 48.0


def test_nothing_has_no_limit_and_a_box_far_away_shows_none() -> None:
    assert territory.Reach([], 10).limit(47.0, -3.0, 49.0, -1.0) is None
    assert territory.Reach([Position(latitude=48.0, longitude=-2.0)], 10).limit(43.0, 1.0, 44.0, 2.0) is None


def _lines(geometry: Any) -> Any:
    return geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]


near = st.builds(Position, latitude=st.floats(47.8, 48.2), longitude=st.floats(-2.3, -1.7))
elsewhere = st.builds(Position, latitude=st.floats(48.6, 49.5), longitude=st.floats(-3.0, -1.0))


@given(here=st.lists(near, min_size=1, max_size=12), far=st.lists(elsewhere, min_size=1, max_size=12))
def test_a_limit_is_the_same_whatever_lies_far_from_it(here: list[Position], far: list[Position]) -> None:
    box = (47.6, -2.5, 48.4, -1.5)
    assert territory.Reach([*far, *here], 10).limit(*box) == territory.Reach(here, 10).limit(*box)
