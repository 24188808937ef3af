"""The explorer: its form knows every choice, and its files hold the very figures of the reports."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from typing import Any

from maillage import contract
from maillage.catalogue import select
from maillage.coverage import Question, Report
from maillage.model import Service, TerritoireSite
from maillage.pages.context import Context
from maillage.pages.couverture.explorer import FOLDER
from maillage.pages.couverture.measures import measured as measures_of
from small_world import GAEL, MERDRIGNAC, PAYS, SITE, TODAY, VOISIN, Reading, adresse, catalogue, lieu, render

URL = "couverture/explorer/"
VENUES = (
    lieu("aide", services=(Service(service=("caf-demarches",), acces=("sans-rdv",)),), horaires="Mo-Fr 09:00-12:00"),
    lieu("muet", adresse=adresse(GAEL)),
    lieu("voisin", adresse=adresse(MERDRIGNAC), services=(Service(service=("caf-demarches",)),)),
)
BOTH = replace(SITE, territoire=replace(SITE.territoire, recenses=(PAYS, VOISIN)))


def files(assets: Any) -> dict[str, Any]:
    return {
        url.removeprefix(FOLDER).removesuffix(".json"): json.loads(one.content)
        for url, one in assets.items()
        if url.startswith(FOLDER)
    }


def test_every_choice_of_the_form_has_its_file() -> None:
    pages, assets = render(*VENUES)
    reading = Reading(pages[URL].body)
    values: dict[str, list[str]] = {}
    name = ""
    for tag, attributes in reading.tags:
        if tag == "select":
            name = attributes["name"]
        elif tag == "option":
            values.setdefault(name, []).append(attributes["value"])
    assert set(values) == {"sujet", "acces", "indicateur", "seuil_km", "epci", "tri"}
    wanted = {f"{subject}.{acces}" if acces else subject for subject in values["sujet"] for acces in values["acces"]}
    assert wanted == set(files(assets)) - {"territoires", "contours", "mairies"}
    assert len(wanted) == len(values["sujet"]) * len(values["acces"])
    assert {PAYS, VOISIN, ""} == set(values["epci"])
    assert {"2.5", "10"} <= set(values["seuil_km"])


def told(site: Any) -> Report:
    known = catalogue(VENUES, contract.load_nomenclature())
    return measures_of(Context(catalogue=known, site=site, today=TODAY, selection=select(known, site))).told


def test_distances_give_back_the_people_of_the_report_to_the_last() -> None:
    _, assets = render(*VENUES, site=BOTH)
    found, report = files(assets), told(BOTH)
    communes = found["territoires"]["communes"]
    compared = 0
    for code in ("demarches", "apprentissage"):
        for acces in ("", "sans-rdv"):
            answers = found[f"dimension-{code}{'.' + acces if acces else ''}"]
            question = Question(genre="dimension", code=code, acces=acces)
            for rank, siren in enumerate(found["territoires"]["epci"]["code"]):
                for seuil in (2.5, 10.0):
                    within = [
                        sum(
                            people
                            for people, epci, metre in zip(
                                communes["population"], communes["epci"], metres, strict=True
                            )
                            if epci == rank and 0 <= metre <= seuil * 1000
                        )
                        for metres in (answers["metres"], answers["metres_au_mieux"])
                    ]
                    figure = report.figure("epci", siren, "personnes_a_portee", question, seuil_km=seuil)
                    assert within == [figure.au_moins, figure.au_plus], (code, acces, siren, seuil)
                    compared += 1
    assert compared == 16


def test_what_is_counted_is_that_of_the_report() -> None:
    _, assets = render(*VENUES, site=BOTH)
    found, report = files(assets), told(BOTH)
    question = Question(genre="dimension", code="demarches")
    hub, *areas = (("hub", SITE.slug), *(("epci", code) for code in found["territoires"]["epci"]["code"]))
    for name in ("structures", "heures_pour_10000", "demi_journees_couvertes"):
        for rank, where in enumerate((hub, *areas)):
            figure = report.figure(where[0], where[1], name, question)  # type: ignore[arg-type]
            least = found["dimension-demarches"][name][0][rank]
            assert least == (None if figure.valeur is None else round(figure.valeur, 3))


def test_a_metre_is_rounded_up_so_that_thresholds_agree() -> None:
    _, assets = render(*VENUES, site=BOTH)
    report = told(BOTH)
    question = Question(genre="dimension", code="demarches")
    kilometres = report.mesh.answer(question).reach.kilometres.tolist()
    metres = files(assets)["dimension-demarches"]["metres"]
    assert metres == [math.ceil(km * 1000) for km in kilometres]


def test_a_territory_nobody_has_looked_at_has_no_distance() -> None:
    _, assets = render(*VENUES)
    found = files(assets)
    place = found["territoires"]["epci"]["code"].index(VOISIN)
    assert found["territoires"]["epci"]["recense"][place] == 0
    lost = [rank for rank, epci in enumerate(found["territoires"]["communes"]["epci"]) if epci == place]
    assert [found["dimension-aucune"]["metres"][rank] for rank in lost] == [-1] * len(lost)


def test_contours_come_back_to_where_they_were() -> None:
    _, assets = render(*VENUES)
    contours = files(assets)["contours"]
    x = y = 0
    for step_x, step_y in zip(*[iter(contours["epci"][PAYS][0])] * 2, strict=True):
        x, y = x + step_x, y + step_y
        assert -2.5 < x / contours["grille"] < -1.8
        assert 48.0 < y / contours["grille"] < 48.5


def test_nothing_is_explored_where_nobody_has_looked() -> None:
    nowhere = replace(SITE, territoire=TerritoireSite(epci=(PAYS, VOISIN)))
    pages, assets = render(*VENUES, site=nowhere)
    assert files(assets) == {}
    reading = Reading(pages[URL].body)
    assert "ce n’est pas un désert" in reading.text
    assert not any(tag in ("form", "script") for tag, _ in reading.tags)


def test_without_a_script_the_page_leads_to_the_reports() -> None:
    reading = Reading(render(*VENUES)[0][URL].body)
    assert "../../couverture/" in reading.links
    assert "../../donnees/couverture/" in reading.links
    assert "JavaScript" in reading.text


def test_the_form_begins_with_what_the_reports_speak_of() -> None:
    def chosen(*venues: Any) -> list[str]:
        menu = render(*venues)[0][URL].body.split('name="sujet"')[1].split("</select>")[0]
        return re.findall(r'<option value="([^"]+)" selected', menu)

    assert chosen(*VENUES) == ["dimension-demarches"]
    # A map of help that nobody declares would be one of our ignorance.
    assert chosen(VENUES[1]) == ["dimension-aucune"]


def test_town_halls_and_possible_hosts_are_those_of_the_communes() -> None:
    host = lieu("hote", nom="Bibliothèque de Gaël", adresse=adresse(GAEL))
    _, assets = render(*VENUES[:1], host)
    read = files(assets)
    halls, codes = read["mairies"], read["territoires"]["communes"]["code_insee"]
    at = codes.index(GAEL)
    assert (halls["latitude"][at] / halls["grille"], halls["longitude"][at] / halls["grille"]) == (48.132, -2.223)
    assert halls["hotes"][str(at)] == {"lieux": [["lieux/hote/", "Bibliothèque de Gaël, Gaël"]], "autres": 0}
