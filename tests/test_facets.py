"""What the search page receives is the directory, no more and no less, in the shape that the schema describes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from maillage import contract, directory, facets, hours
from maillage import territory as geography
from maillage.catalogue import Catalogue, assemble, select
from maillage.facets.timetables import OF_THE_PLACE, Timetables
from maillage.model import (
    Adresse,
    Equipement,
    Etape,
    Fermeture,
    FermetureDatee,
    Hote,
    Itinerance,
    Label,
    Langue,
    Lieu,
    Service,
    ServicesExclus,
    Site,
)
from maillage.nomenclature import fold

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 21)
START, END = hours.horizon(TODAY)
ADRESSE = Adresse(voie="1 rue du Four", code_postal="35290", commune="Saint-Méen-le-Grand", code_insee="35297")


@cache
def site() -> Site:
    found = directory.read_site(directory.Project.at(ROOT / "directory"), ROOT / "sites" / "demonstration.yml")
    assert isinstance(found, Site)
    return found


def lieu(**facts: Any) -> Lieu:
    base = Lieu(id="lieu-a", nom="Lieu A", typologies=("BIB",), adresse=ADRESSE, source="essai", verifie_le=TODAY)
    return replace(base, **facts)


def search(*lieux: Lieu) -> dict[str, Any]:
    catalogue = assemble(((one.id, one) for one in lieux), {}, contract.load_nomenclature(), geography.load())
    return documents(catalogue, lieux)


def documents(catalogue: Catalogue, lieux: Any) -> dict[str, Any]:
    selection = select(catalogue, site())
    communes = facets.communes_around(catalogue.territory, selection.communes, site().seuils.autour_km)
    files = facets.search_files(
        lieux,
        catalogue.positions,
        communes,
        nomenclature=catalogue.nomenclature,
        territory=catalogue.territory,
        site=site(),
        today=TODAY,
    )
    return {name: json.loads(file.make()) for name, file in files.items()}


@cache
def demonstration() -> dict[str, Any]:
    folder = directory.read_directory(directory.Project.at(ROOT / "directory"), TODAY)
    catalogue = assemble(folder.lieux.items(), folder.lock, contract.load_nomenclature(), geography.load())
    return documents(catalogue, catalogue.lieux.values())


def problems(kind: str, document: Any) -> list[str]:
    schema = json.loads((contract.schema_folder() / "recherche.schema.json").read_text("utf-8"))
    validator = Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]})
    return [error.message for error in validator.iter_errors(document)]


def entries(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The offers of a file, their numbers followed."""
    columns = document["offres"]
    return [
        {
            "lieu": document["lieux"]["id"][columns["lieu"][row]],
            "service": [document["services"][code] for code in document["lots"][columns["lot"][row]]],
            "horaires": columns["horaires"][row],
            "fermetures": columns["fermetures"][row],
            **document["conditions"][columns["conditions"][row]],
        }
        for row in range(len(columns["lieu"]))
    ]


@pytest.mark.parametrize(
    "name", sorted(["lieux.json", "mots.json", "fermes.json", "details-0.json", "communes-35.json", "croquis-35.json"])
)
def test_every_file_has_the_shape_that_the_schema_describes(name: str) -> None:
    assert problems(name.removesuffix(".json").split("-")[0], demonstration()[name]) == []


def test_the_schema_refuses_a_fact_under_an_unknown_key() -> None:
    document = json.loads(json.dumps(demonstration()["lieux.json"]))
    document["conditions"][1]["prix"] = "gratuit"
    assert problems("lieux", document)


def test_columns_have_the_same_length_and_numbers_lead_somewhere() -> None:
    document = demonstration()["lieux.json"]
    for table in ("lieux", "points", "offres", "communes"):
        assert len({len(column) for column in document[table].values()}) == 1
    assert max(document["points"]["lieu"]) < len(document["lieux"]["id"])
    assert max(document["offres"]["conditions"]) < len(document["conditions"])
    assert max(filter(None, document["offres"]["horaires"])) < len(document["horaires"])
    assert all(rank < len(document["journees"]) for one in document["horaires"] for rank in one.get("semaine", []))


def test_the_same_directory_on_the_same_day_gives_the_same_files() -> None:
    again = demonstration.__wrapped__()
    assert json.dumps(again) == json.dumps(demonstration())


def test_a_closed_venue_is_not_there_and_a_suspended_one_is_marked() -> None:
    document = search(lieu(statut="ferme"), lieu(id="lieu-b", statut="suspendu"))["lieux.json"]
    assert document["lieux"]["id"] == ["lieu-b"]
    assert document["suspendus"] == [0]


def test_a_venue_that_says_nothing_of_what_is_done_there_is_told_from_one_that_refuses() -> None:
    document = search(
        lieu(),
        lieu(id="lieu-b", services=(Service(service=("dalo",)),)),
        lieu(id="lieu-c", services_exclus=(ServicesExclus(service=("dalo",)),)),
        lieu(id="lieu-d", statut="suspendu"),
    )["lieux.json"]
    assert [document["lieux"]["id"][rank] for rank in document["muets"]] == ["lieu-a"]


def test_excluded_expired_and_coming_services_are_not_there() -> None:
    document = search(
        lieu(
            services=(
                Service(service=("caf-demarches", "caf-rsa")),
                Service(service=("wifi",), valide_au=TODAY - timedelta(days=1)),
                Service(service=("scanner",), valide_du=TODAY + timedelta(days=1)),
                Service(service=("imprimer",), valide_du=TODAY, valide_au=TODAY),
            ),
            services_exclus=(ServicesExclus(service=("caf-rsa",)),),
        )
    )["lieux.json"]
    assert [one["service"] for one in entries(document)] == [["caf-demarches"], ["imprimer"]]
    assert entries(document)[1]["valide_au"] == "2026-11-21"


def test_an_entry_never_takes_a_fact_from_its_venue() -> None:
    document = search(lieu(acces=("sans-rdv",), services=(Service(service=("wifi",)),)))["lieux.json"]
    assert "acces" not in entries(document)[0]
    assert document["faits"][0]["acces"] == ["sans-rdv"]


def test_hours_are_those_of_the_service_those_of_the_place_or_unknown() -> None:
    document = search(
        lieu(
            horaires="Mo-Fr 09:00-12:00",
            services=(
                Service(service=("wifi",), horaires="Sa 10:00-12:00"),
                Service(service=("scanner",), horaires="lieu"),
                Service(service=("imprimer",)),
            ),
        )
    )["lieux.json"]
    own, place, unknown = (one["horaires"] for one in entries(document))
    assert (place, unknown) == (OF_THE_PLACE, None)
    assert own != document["points"]["horaires"][0]


def test_each_stop_is_a_place_with_its_own_hours() -> None:
    stops = (
        Etape(id="a", nom="La place", adresse=ADRESSE, horaires="Mo 09:00-12:00"),
        Etape(id="b", nom="Le parking", adresse=ADRESSE),
    )
    document = search(lieu(adresse=None, itinerance=Itinerance(etapes=stops)))["lieux.json"]
    assert document["points"]["etape"] == ["La place", "Le parking"]
    assert document["points"]["horaires"] == [0, None]
    assert document["points"]["precision"] == [2, 2]


@pytest.mark.parametrize(
    ("equipement", "state"),
    [
        ({"libre_acces": "oui"}, "oui"),
        ({}, "inconnu"),
        ({"libre_acces": "non"}, "non"),
        ({"libre_acces": "oui", "en_service": "non"}, "non"),
        ({"libre_acces": "oui", "restriction": "Attestations de la CAF seulement"}, "non"),
    ],
)
def test_a_machine_that_is_hidden_broken_or_restricted_is_not_a_yes(equipement: Any, state: str) -> None:
    document = search(lieu(equipements=(Equipement(equipement="imprimante", **equipement),)))["lieux.json"]
    assert document["faits"][0]["equipements"] == {"imprimante": state}


def test_the_best_machine_of_a_kind_answers_for_all() -> None:
    machines = (Equipement(equipement="scanner", en_service="non"), Equipement(equipement="scanner", libre_acces="oui"))
    assert search(lieu(equipements=machines))["lieux.json"]["faits"][0]["equipements"] == {"scanner": "oui"}


def test_labels_keep_their_dates_and_languages_how_they_are_practised() -> None:
    facts = search(
        lieu(
            labels=(
                Label(label="aptic"),
                Label(label="pix", debut=date(2025, 1, 1)),
                Label(label="msap", fin=date(2026, 1, 1)),
            ),
            langues=(Langue(langue="en"), Langue(langue="ar", modalite="interprete")),
        )
    )["lieux.json"]["faits"][0]
    assert facts["labels"] == [["aptic"], ["pix", "2025-01-01"], ["msap", "", "2026-01-01"]]
    assert facts["langues"] == ["en", ["ar", "interprete"]]


def test_details_follow_the_order_of_the_offers() -> None:
    files = search(
        lieu(
            services=(
                Service(service=("wifi",), valide_au=date(2026, 1, 1), precisions="Fini"),
                Service(service=("dalo",), prerequis_precisions="Demande déposée"),
            )
        )
    )
    details = files["details-0.json"]["lieux"]["lieu-a"]
    assert details["adresse"] == ["1 rue du Four", "35290 Saint-Méen-le-Grand"]
    assert details["offres"] == [{"prerequis_precisions": "Demande déposée"}]


def test_what_a_venue_does_not_do_where_it_stands_and_how_it_travels_are_details() -> None:
    stop = Etape(id="place", nom="Place", adresse=ADRESSE)
    files = search(
        lieu(
            hote=Hote(id="lieu-b"),
            itinerance=Itinerance(etapes=(stop,), precisions="Pas en hiver"),
            services_exclus=(ServicesExclus(service=("dalo", "wifi"), motif="Voir ailleurs"),),
        ),
        lieu(id="lieu-b", nom="La mairie", hote=Hote(nom="Le château")),
        lieu(id="lieu-c", hote=Hote(id="inconnu")),
    )
    details = files["details-0.json"]["lieux"]
    assert details["lieu-a"]["hote"] == "La mairie"
    assert details["lieu-a"]["itinerance_precisions"] == "Pas en hiver"
    assert details["lieu-a"]["services_exclus"] == [{"service": ["dalo", "wifi"], "motif": "Voir ailleurs"}]
    assert details["lieu-b"]["hote"] == "Le château"
    assert "hote" not in details["lieu-c"]


def test_a_closed_venue_says_what_replaces_it() -> None:
    end = Fermeture(date=date(2025, 12, 31), motif="Fin du bail", remplace_par=("lieu-b",))
    closed = search(
        lieu(statut="ferme", fermeture=end), lieu(id="lieu-b"), lieu(id="lieu-c", nom="Sans suite", statut="ferme")
    )["fermes.json"]["lieux"]
    assert closed == {
        "lieu-a": {"nom": "Lieu A", "date": "2025-12-31", "motif": "Fin du bail", "remplace_par": ["lieu-b"]},
        "lieu-c": {"nom": "Sans suite"},
    }


def test_a_sketch_has_the_town_hall_of_its_commune_and_the_nearest_of_the_others() -> None:
    sketches = demonstration()["croquis-35.json"]["communes"]
    venues = demonstration()["lieux.json"]["communes"]["code_insee"]
    assert sorted(sketches) == sorted(code for code in venues if code.startswith("35"))
    saint_meen, reference = sketches["35297"], geography.load().communes
    hall = reference["35297"].mairie
    assert hall is not None
    assert saint_meen["mairie"] == [round(hall.latitude * 10_000), round(hall.longitude * 10_000)]
    near = sorted(
        (geography.distance_km(hall, one.mairie), one.nom)
        for code in {code for name in demonstration() if name.startswith("communes-") for code in _codes(name)}
        if code != "35297" and (one := reference[code]).mairie
    )
    assert [name for name, *_ in saint_meen["autour"]] == [name for _, name in near[:12]]


def test_a_sketch_has_the_border_of_its_commune_in_steps() -> None:
    rings = demonstration()["croquis-35.json"]["communes"]["35297"]["limite"]
    contour = geography.commune_contours("35")["35297"]
    drawn = [
        [(sum(ring[:rank:2]), sum(ring[1 : rank + 1 : 2])) for rank in range(2, len(ring) + 1, 2)] for ring in rings
    ]
    exact = [
        [(round(latitude * 10_000), round(longitude * 10_000)) for longitude, latitude in ring]
        for polygon in contour["coordinates"]
        for ring in polygon
    ]
    assert drawn == exact


def test_communes_around_are_those_of_the_territory_and_their_neighbours() -> None:
    communes = {code for name in demonstration() if name.startswith("communes-") for code in _codes(name)}
    assert {"35297", "22050", "56165"} <= communes
    assert "35238" not in communes or _distance("35238") <= site().seuils.autour_km
    outside = [code for code in communes if geography.load().communes[code].epci not in site().territoire.epci]
    assert outside
    assert all(_distance(code) <= site().seuils.autour_km for code in outside)


def _codes(name: str) -> list[str]:
    found: list[str] = demonstration()[name]["communes"]["code_insee"]
    return found


def _distance(code: str) -> float:
    reference = geography.load()
    here = reference.communes[code].mairie
    inside = [reference.communes[one] for siren in site().territoire.epci for one in reference.epci[siren].communes]
    assert here is not None
    return min(geography.distance_km(here, one.mairie) for one in inside if one.mairie)


def test_no_synonym_is_lost_between_labels_phrases_and_shared_words() -> None:
    words, nomenclature = demonstration()["mots.json"], contract.load_nomenclature()
    shared = {fold(word): codes for word, codes in words["mots_partages"].items()}
    for code, service in nomenclature.services.items():
        label, theme, dimension, phrases = words["services"][code]
        assert (label, theme, dimension) == (service.libelle, service.theme, service.dimension)
        own = {fold(label), *map(fold, phrases)}
        for phrase in service.synonymes:
            assert fold(phrase) in own or code in shared[fold(phrase)]


# Hours written short say what the long ones say.


def _day(document: Mapping[str, Any], rank: int, closures: Any, day: date) -> Any:
    """What the schema says a day is, in as few words as it says it."""
    written, text = document["horaires"][rank], day.isoformat()
    for first, last, _ in closures:
        if first <= text <= last:
            return []
    if not document["du"] <= text <= document["au"]:
        return None
    special = {one[0]: one[1] for one in written.get("exceptions", [])}
    if text in special:
        return document["journees"][special[text]]
    pair = next((weeks for du, au, weeks in written.get("saisons", []) if du <= text <= au), None)
    odd, even = pair or written.get("semaines") or [written["semaine"]] * 2
    _, week, weekday = day.isocalendar()
    usual = document["journees"][(odd if week % 2 else even)[weekday - 1]]
    if text in document["feries"] and usual:
        return {"ferme": [], "inconnu": None}.get(written.get("feries", ""), usual)
    return usual


EXPRESSIONS = st.sampled_from(
    [
        "Mo-Fr 09:00-12:00",
        "Mo-Fr 09:00-12:00; PH off",
        "Mo-Fr 09:00-12:00; PH 10:00-11:00",
        "24/7",
        "week 01-53/2 Mo 14:00-16:30; PH off",
        "Jul-Aug Sa 10:00-12:00; Sep-Jun We 14:00-17:00; PH off",
        "Tu[2] 14:00-16:00",
        "Mo-Su 10:00-18:00; Dec 24 off; PH off",
        'Fr 18:00-26:00 "bar"; PH open',
        "We 09:00-12:00 unknown",
    ]
)


@settings(max_examples=40, deadline=None)
@given(EXPRESSIONS, st.sampled_from(["35", "67", "974"]), st.booleans())
def test_short_hours_say_of_every_day_what_the_schedule_says(text: str, departement: str, closed: bool) -> None:
    closures = (FermetureDatee(du=date(2027, 8, 1), au=date(2027, 8, 31), motif="Congés"),) if closed else ()
    tables = Timetables(START, END)
    rank = tables.of(text, departement)
    assert rank is not None
    document = {
        "du": START.isoformat(),
        "au": END.isoformat(),
        "feries": tables.holidays,
        "journees": tables.days.values,
        "horaires": tables.hours.values,
    }
    closed_rank = tables.closed(closures)
    closed_days = tables.closures.values[closed_rank] if closed_rank is not None else []
    read = hours.schedule(text, closures, START, END, departement)
    for number in range(-3, (END - START).days + 4):
        day = START + timedelta(days=number)
        slots = hours.on(read, day).slots
        expected = None if slots is None else [[slot.start, slot.end] for slot in slots]
        found = _day(document, rank, closed_days, day)
        assert (None if found is None else [slot[:2] for slot in found]) == expected, (text, day)


def test_unreadable_hours_are_unknown() -> None:
    assert Timetables(START, END).of("le matin", "35") is None


def test_a_closure_that_is_over_is_forgotten() -> None:
    assert Timetables(START, END).closed((FermetureDatee(du=date(2026, 8, 1), au=date(2026, 8, 31)),)) is None
