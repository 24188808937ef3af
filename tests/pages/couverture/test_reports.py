"""The coverage reports of the small world: what a reader finds on them, and what they never say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from maillage.model import Epci, Label, Page, Service, TerritoireSite
from small_world import GAEL, PAYS, SITE, TERRITORY, VOISIN, Reading, adresse, commune, even, lieu, render

HELP = lieu(
    "aide",
    nom="Mairie de Méen",
    typologies=("MUNI",),
    horaires="Mo-Fr 09:00-12:00",
    services=(Service(service=("caf-demarches",), acces=("sans-rdv",), horaires="lieu"),),
    labels=(Label(label="france-services", fin=date(2027, 3, 1)),),
)
SILENT = lieu("silence", nom="Bibliothèque de Gaël", adresse=adresse(GAEL))
REPORT = f"couverture/epci/{PAYS}/"


@cache
def pages() -> dict[str, Page]:
    return render(HELP, SILENT)[0]


def read(url: str = REPORT) -> Reading:
    return Reading(pages()[url].body)


def test_there_is_a_report_for_the_hub_each_departement_and_each_intercommunality() -> None:
    assert {url for url in pages() if url.startswith("couverture/") and "methode" not in url} >= {
        "couverture/",
        "couverture/departements/22/",
        "couverture/departements/35/",
        REPORT,
        f"couverture/epci/{VOISIN}/",
    }


def test_a_report_begins_with_its_summary_which_a_button_copies() -> None:
    found = read()
    assert [text for level, text in found.headings if level == 2][:4] == [
        "En bref",
        "Ressources existantes",
        "Offre à développer",
        "À demander d’abord",
    ]
    assert "1 structure déclare une aide aux démarches, dans 1 commune sur 2." in found.section("En bref")
    # Gaël is 6.6 km from the help of Saint-Méen.
    assert "toutes les personnes (6 266) ont une aide aux démarches déclarée" in found.section("En bref")
    assert ("button", "resume") in [(tag, has.get("data-mg-copier-texte", "")) for tag, has in found.tags]
    assert "resume" in found.ids


def test_every_table_tells_its_source_and_its_date() -> None:
    body = pages()[REPORT].body
    captions = re.findall(r"<caption>(.*?)</caption>", body, flags=re.DOTALL)
    assert len(captions) == body.count("<table") > 10
    dated = [caption for caption in captions if "21" in caption and "2026" in caption]
    # Where one more would help is dated by the page: its caption says the method.
    assert len(dated) >= len(captions) - 2


def test_what_is_unknown_is_a_question_and_not_an_offer_to_develop() -> None:
    found = read()
    # The library says nothing: it may train, and nobody else declares that they do.
    assert "Apprentissage" not in found.section("Offre à développer")
    assert "apprentissage" in found.section("À demander d’abord")
    assert "Ce qu’on y fait : 1 fiche sur 2 n’en dit rien." in found.section("À demander d’abord")


def test_a_directory_that_does_not_say_what_venues_do_asks_the_conditions_of_the_venues() -> None:
    late = replace(SILENT, horaires="Mo-Fr 14:00-19:00", services=())
    found = Reading(render(late)[0][REPORT].body)
    assert "Le soir ou le samedi : 1 structure." in found.section("Ressources existantes")
    assert "le soir ou le samedi" not in found.section("À demander d’abord")
    assert "gratuit" in found.section("À demander d’abord")


def test_the_table_of_the_map_says_what_the_map_shows() -> None:
    _, assets = render(HELP, SILENT)
    chart = assets[f"cartes/couverture-epci-{PAYS}.html"]
    html = chart.content.decode()
    zones = next(
        found
        for found in map(json.loads, re.findall(r"_add\((\{.*?\})\);", html, flags=re.DOTALL))
        if any("fond" in feature["properties"] for feature in found["features"])
    )
    shown = {zone["properties"]["nom"]: zone["properties"]["lignes"] for zone in zones["features"]}
    assert {name: lines[-1] for name, lines in shown.items()} == {
        "Saint-Méen": "À 2,5\N{NO-BREAK SPACE}km ou moins",
        "Gaël": "De 2,5\N{NO-BREAK SPACE}km à 10\N{NO-BREAK SPACE}km",
    }
    text = even(pages()[REPORT].body.replace("&nbsp;", " ").replace("&#160;", " "))
    assert "À 2,5 km ou moins</strong> : 1 commune, 4 653 habitants" in text
    assert "De 2,5 km à 10 km</strong> : 1 commune, 1 613 habitants" in text


def row_of(table: str, name: str) -> list[str]:
    """The cells of a line of one of the tables of the report, by its title."""
    body = pages()[REPORT].body
    found = next(one for one in re.findall(r"<table.*?</table>", body, flags=re.DOTALL) if f"{table}<" in one)
    lines = re.findall(r"<tr[^>]*>(.*?)</tr>", found, flags=re.DOTALL)
    line = next(one for one in lines if f">{name}<" in one)
    return [even(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", line, flags=re.DOTALL)]


def test_how_one_is_received_is_said_of_venues_as_of_services() -> None:
    free = row_of("Comment on y est reçu, en structures", "Sans rendez-vous")
    # The library says nothing of its access; the town hall receives without appointment.
    assert free[0] == "1 à 2"
    posture = row_of("Comment on y est reçu, en structures", "Faire avec vous")
    assert posture[0] == "sans objet"


def test_hours_for_ten_thousand_people_are_told_with_and_without_appointment() -> None:
    # 15 hours for 6,266 people.
    assert row_of("Structures, permanences, arrêts et horaires", "Aide aux démarches")[4:6] == ["23,9", "23,9"]


def written(body: str) -> list[str]:
    """What is written on the map of a report on paper."""
    drawn = body[body.index('class="mg-dessin"') :].split("</svg>")[0]
    return [even(name) for name in re.findall(r"<text[^>]*>([^<]+)</text>", drawn)]


def test_the_map_of_a_hub_writes_the_shares_that_are_not_the_best_and_says_of_what() -> None:
    both = replace(SITE, territoire=replace(SITE.territoire, recenses=(PAYS, VOISIN)))
    body = render(HELP, site=both)[0]["couverture/"].body
    # The share of the Pays de Méen is 100 %: its colour says so.
    assert written(body) == ["0 %"]
    assert (
        "selon la part de ses habitants qui ont une aide aux démarches déclarée à 10 km ou moins. Les chiffres sont "
        "les parts les plus basses."
    ) in Reading(body).text
    assert written(render(HELP)[0]["couverture/"].body) == []
    assert "Les chiffres sont" not in Reading(render(HELP)[0]["couverture/"].body).text


def test_the_map_of_a_large_hub_writes_its_lowest_shares_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {str(number): f"{number}0{VOISIN[3:]}" for number in range(10, 40)}
    towns = {
        f"22{rank}": commune(f"22{rank}", f"Bourg {rank}", siren, 48.2 + int(rank) / 20, -3.0, 100)
        for rank, siren in many.items()
    }
    known = {
        siren: Epci(siren=siren, nom=siren, nature="CC", population=None, communes=(code,), departements=("22",))
        for code, siren in zip(towns, many.values(), strict=True)
    }
    wider = replace(TERRITORY, communes={**TERRITORY.communes, **towns}, epci={**TERRITORY.epci, **known})
    monkeypatch.setattr("small_world.TERRITORY", wider)
    every = (PAYS, *known)
    hub = replace(SITE, territoire=TerritoireSite(epci=every, recenses=every))
    assert written(render(HELP, site=hub)[0]["couverture/"].body) == ["0 %"] * 14


def test_an_intercommunality_that_the_site_cuts_is_named_under_the_map_that_draws_it_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = "Dessinées en entier, comptées seulement pour leur part dans le territoire du site"
    assert said not in read("couverture/").text
    own = TERRITORY.epci[PAYS]
    wider = replace(own, communes=(*own.communes, "56001"))
    monkeypatch.setattr("small_world.TERRITORY", replace(TERRITORY, epci={**TERRITORY.epci, PAYS: wider}))
    assert f"{said} : Pays de Méen." in Reading(render(HELP)[0]["couverture/"].body).text


def test_the_same_input_gives_the_same_bytes() -> None:
    again, assets = render(HELP, SILENT)
    assert again[REPORT] == pages()[REPORT]
    for url, asset in render(HELP, SILENT)[1].items():
        if url.startswith("cartes/couverture"):
            assert asset.content == assets[url].content


def test_the_printed_map_holds_every_zone_and_no_table_longer_than_the_paper() -> None:
    body = pages()[REPORT].body
    drawn = body[body.index('class="mg-dessin"') :].split("</svg>")[0]
    assert drawn.count("<path") == 2 + 1, "two communes, and the reach of the help"
    assert "mg-ecran" in body


def test_the_hosts_that_could_take_a_permanence_are_named() -> None:
    far = replace(SITE, seuils=replace(SITE.seuils, proche_km=1.0, loin_km=3.0))
    found = Reading(render(HELP, SILENT, site=far)[0][REPORT].body)
    assert "1. Gaël" in found.section("Où un lieu de plus aiderait-il ?")
    assert "Bibliothèque de Gaël, Gaël" in found.section("Où un lieu de plus aiderait-il ?")


def test_a_label_that_ends_within_the_year_and_a_service_held_by_one_are_fragile() -> None:
    found = read().section("Ce qui est fragile")
    assert "Un label ou une habilitation finit dans les douze moisau moins 1 sur 2 (50 %)" in found
    assert "Services tenus par une seule structure : 1" in found
    assert "Mairie de Méen" in found


def test_the_venues_whose_label_or_funding_ends_are_named_with_the_day_the_soonest_first() -> None:
    paid = replace(
        SILENT,
        fin_financement=date(2026, 6, 30),
        services=(
            Service(service=("parcoursup",), fin_financement=date(2027, 2, 1)),
            Service(service=("scanner", "imprimer"), fin_financement=date(2027, 2, 2)),
            Service(service=("caf-demarches",), fin_financement=date(2028, 1, 1)),
        ),
        labels=(Label(label="aptic", fin=date(2026, 11, 20)), Label(label="pix", fin=None)),
    )
    page = render(HELP, paid)[0][REPORT]
    said = Reading(page.body).section("Ce qui est fragile")
    library = "Bibliothèque de Gaël, Gaël : "
    assert (
        "Labels et financements qui finissent : 4, dans 2 lieux "
        f"{library}financement, fini le 30 juin 2026"
        f"{library}financement de « Parcoursup et inscription après le bac », jusqu’au 1er février 2027"
        f"{library}financement de 2 services, jusqu’au 2 février 2027"
        "Mairie de Méen, Saint-Méen : France services, jusqu’au 1er mars 2027"
    ) in said
    assert page.body.count('lieux/silence/">Bibliothèque de Gaël, Gaël</a>&nbsp;: financement') == 6, "and on paper"
    assert "un financement, s’il n’est pas déjà fini, dans 1 lieu" in Reading(page.body).section("En bref")


def test_the_paper_names_what_ends_soonest_and_counts_the_others() -> None:
    many = [replace(HELP, id=f"aide-{rank}", nom=f"Mairie {rank}", labels=HELP.labels) for rank in range(9)]
    body = render(*many)[0][REPORT].body
    paper = body[body.index('aria-label="Ce qui finit"') :].split("</section>")[0]
    assert paper.count("<a ") == 6
    assert even(paper.replace("&nbsp;", " ")).endswith("et 3 autres.</p>")
    assert body.count("jusqu’au".encode("ascii", "xmlcharrefreplace").decode()) == 6 + 9


def test_the_paper_does_not_count_theme_by_theme_what_records_do_not_say() -> None:
    silent = render(SILENT, replace(SILENT, id="autre", services=(Service(service=("equipement-solidaire",)),)))[0][
        REPORT
    ]
    assert Reading(silent.body).section("Services déclarés, thème par thème") == (
        "S’équiper et réparer : 1 sur 11. Rien dans les 25 autres thèmes : 1 fiche sur 2 ne dit pas ce qu’on y fait."
    )
    nothing = Reading(render(SILENT)[0][REPORT].body).section("Services déclarés, thème par thème")
    assert nothing == "Rien n’est déclaré : 1 fiche sur 1 ne dit pas ce qu’on y fait."
    telling = Reading(render(HELP)[0][REPORT].body).section("Services déclarés, thème par thème")
    assert "Handicap et grand âge : 0 sur 5" in telling
    assert telling.endswith("Qu’un service ne soit déclaré par personne ne veut pas dire que personne ne le rend.")


def test_nothing_sure_to_be_missing_is_not_nothing_missing() -> None:
    said = Reading(render(SILENT, replace(SILENT, id="autre", adresse=adresse()))[0][REPORT].body)
    assert said.section("Offre à développer") == "Rien ne manque à coup sûr, d’après ce que disent les fiches."


def test_nothing_that_ends_is_not_said_on_paper() -> None:
    assert "Ce qui finit" not in render(SILENT)[0][REPORT].body


def test_a_territory_where_nobody_has_looked_has_no_figure() -> None:
    found = read(f"couverture/epci/{VOISIN}/")
    assert "Non recensé : personne n’a encore cherché de lieux ici." in found.text
    assert "%" not in found.text
    assert "table" not in [tag for tag, _ in found.tags]
    assert f"cartes/couverture-epci-{VOISIN}.html" not in render(HELP)[1]


def test_the_hub_names_those_it_leaves_out() -> None:
    summary = read("couverture/").section("En bref")
    assert "1 intercommunalité sur 2 est recensée ; n’entre dans aucun total" in summary
    assert "Pays voisin" in summary
    assert "6 266 habitants" in summary


def test_an_empty_directory_is_not_a_desert() -> None:
    made, assets = render()
    for url in ("couverture/", REPORT, "couverture/departements/35/"):
        text = Reading(made[url].body).text
        assert "Non recensé : l’annuaire ne contient aucune fiche." in text
        assert "0 %" not in text
    assert not [url for url in assets if url.startswith("cartes/couverture")]
    assert "Personne n’a encore recensé" in Reading(made[f"epci/{PAYS}/"].body).text


def test_a_site_that_does_not_say_where_one_has_looked_is_told_so_everywhere() -> None:
    silent = replace(SITE, territoire=replace(SITE.territoire, recenses=()))
    made, _ = render(HELP, site=silent)
    for url in ("couverture/", REPORT, f"couverture/epci/{VOISIN}/"):
        assert "le site ne dit pas où l’on a cherché" in Reading(made[url].body).text
    assert "Le site ne dit pas où l’on a cherché." in Reading(made[f"epci/{PAYS}/"].body).text


@pytest.mark.parametrize(
    ("siren", "vide", "expected"),
    [(PAYS, False, "oui"), (VOISIN, False, "non"), (PAYS, True, "non"), (None, False, "")],
)
def test_whether_somebody_has_looked_has_one_answer(siren: str | None, vide: bool, expected: str) -> None:
    assert SITE.territoire.recense(siren, vide=vide) == expected
    assert TerritoireSite(epci=(PAYS,)).recense(siren) == ""


def test_a_site_with_one_commune_has_its_reports() -> None:
    alone = replace(SITE, territoire=TerritoireSite(communes=(GAEL,), recenses=(PAYS,)))
    made, _ = render(HELP, SILENT, site=alone)
    summary = Reading(made[REPORT].body).section("En bref")
    assert "1 commune, 1 613 habitants" in summary
    assert "C’est la partie de l’intercommunalité que ce site couvre : 1 de ses 2 communes." in summary
    assert Reading(made["couverture/"].body).section("En bref").count("1 613 habitants") == 1


def test_the_pages_of_a_territory_lead_to_its_report() -> None:
    assert f"../../{REPORT}" in read(f"epci/{PAYS}/").links
    assert "../../couverture/departements/35/" in read("departements/35/").links
    assert "couverture/" in read("").links


def test_no_report_ranks_intercommunalities() -> None:
    rows = re.findall(r'<th role="rowheader" scope="row"><a[^>]*>(Pays[^<]*)<', pages()["couverture/"].body)
    assert rows == ["Pays de Méen", "Pays voisin"]
    for url, page in pages().items():
        if url.startswith("couverture/"):
            assert not re.search(r"\b(rang|classement général|meilleur)", Reading(page.body).section("En bref"))
