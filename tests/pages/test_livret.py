"""The booklet of a territory: it stands alone, its numbers lead somewhere, and it tells nothing that is not known."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from maillage.model import (
    Accessibilite,
    ContactProfessionnels,
    Etape,
    Fermeture,
    FermetureDatee,
    Itinerance,
    Lieu,
    Operateur,
    Service,
    ServicesExclus,
    Tarif,
)
from maillage.pages import acronyms
from small_world import GAEL, LOIN, MEEN, MERDRIGNAC, PAYS, SITE, VOISIN, Reading, adresse, even, lieu, page_at

BOOKLET = f"epci/{PAYS}/livret/"


def service(*codes: str, **facts: Any) -> Service:
    return Service(service=codes or ("caf-rsa",), **facts)


def read(*lieux: Lieu, url: str = BOOKLET) -> Reading:
    return Reading(page_at(url, *lieux).body)


def sheet(number: int, *lieux: Lieu, url: str = BOOKLET) -> str:
    """The text of one venue of the booklet."""
    found = re.search(rf'id="lieu-{number}".*?</article>', page_at(url, *lieux).body, re.DOTALL)
    assert found
    return Reading(f"<article {found[0]}").text


# --- Numbers --------------------------------------------------------------------------------------------------------

THREE = (
    lieu("z", nom="Zèbre", adresse=adresse(GAEL), services=(service("caf-rsa", acces=("sans-rdv",)),)),
    lieu("a", nom="Abeille", services=(service("caf-rsa", acces=("sur-rdv",)), service("wifi"))),
    lieu("b", nom="Baleine"),
)


def test_venues_are_numbered_commune_by_commune_then_by_name() -> None:
    titles = [even(title) for level, title in read(*THREE).headings if level == 4]
    assert titles == ["1 Zèbre", "2 Abeille", "3 Baleine"]


def test_a_need_leads_to_the_numbers_of_who_declares_it_with_how_one_gets_in() -> None:
    text = read(*THREE).text
    assert "Revenu de solidarité active (RSA) : 1 ●, 2 ○" in text
    assert "Se connecter au wifi : 2 ?" in text
    assert "2 besoins sur 233 sont déclarés par un lieu au moins" in text


def test_venues_that_say_nothing_of_what_they_do_are_counted_apart() -> None:
    assert "Services non renseignés (1 sur 3 (33 %) lieux) : 3." in read(*THREE).text


def test_every_number_leads_to_a_venue_of_the_booklet() -> None:
    page = read(*THREE)
    links = {link.removeprefix("#") for link in page.links if link.startswith("#lieu-")}
    assert links == {"lieu-1", "lieu-2", "lieu-3"}
    assert links <= set(page.ids)


def test_a_commune_gives_its_venues_and_the_nearest_with_their_distance() -> None:
    text = read(*THREE).text
    assert "Gaël : sur place 1 ; 2 (6,6 km), 3 (6,6 km)" in text
    assert "Saint-Méen : sur place 2, 3 ; 1 (6,6 km)" in text


def test_a_near_venue_beyond_the_border_is_named_with_its_telephone() -> None:
    away = lieu("m", nom="Chez le voisin", adresse=adresse(MERDRIGNAC), telephone="02 61 91 00 44")
    text = read(away).text
    assert "Gaël : V1 (16 km)" in text
    assert "V1 Chez le voisin, Merdrignac, 02 61 91 00 44" in text


def test_a_round_is_told_once_and_named_in_each_commune_where_it_stops() -> None:
    stops = tuple(
        Etape(id=code, nom=f"Arrêt {code}", adresse=adresse(code), horaires="We 09:00-12:00") for code in (MEEN, GAEL)
    )
    bus = lieu(
        "bus", nom="Bus", adresse=None, itinerance=Itinerance(etapes=stops), services=(service(horaires="lieu"),)
    )
    page = read(bus)
    assert [title for level, title in page.headings if level == 4] == ["1 Bus"]
    assert "De passage : 1." in page.section("Saint-Méen")
    assert "Arrêt Arrêt 35297 : 1 rue de l’Essai, 35290 Saint-Méen · mercredi : 9 h à 12 h" in sheet(1, bus)


def test_who_helps_from_elsewhere_is_in_the_booklet_too() -> None:
    remote = lieu(
        "tel", nom="Par téléphone", adresse=adresse(LOIN), zone_intervention=("35",),
        modalites_accompagnement=("a-distance",), telephone="02 61 91 00 55",
    )  # fmt: skip
    page = read(remote)
    assert "1 Par téléphone" in [even(title) for _, title in page.headings]
    assert "D’ailleurs, à distance ou à domicile" in [title for _, title in page.headings]


def test_closed_venues_are_left_out_and_suspended_ones_are_apart() -> None:
    closed = lieu("f", nom="Fermé", statut="ferme", fermeture=Fermeture(date=date(2025, 1, 1), remplace_par=("a",)))
    paused = lieu("s", nom="En travaux", statut="suspendu", telephone="02 61 91 00 66", services=(service(),))
    page = read(closed, paused)
    assert "Fermé," not in page.text
    assert "En travaux, Saint-Méen, 02 61 91 00 66" in page.section("Fermés pour le moment")
    assert not [title for level, title in page.headings if level == 4]


# --- A venue --------------------------------------------------------------------------------------------------------


def test_a_sheet_has_all_that_decides_of_a_journey() -> None:
    made = lieu(
        telephone="02 61 91 00 12",
        trouver_la_porte="Sonner à gauche",
        transports="Car ligne 3",
        horaires="We 09:00-12:00",
        fermetures=(FermetureDatee(du=date(2026, 12, 24), au=date(2027, 1, 2), motif="Congés"),),
        accessibilite=Accessibilite(entree_fauteuil="oui"),
        contact_professionnels=ContactProfessionnels(fonction="Accueil pro", telephone="0261910013"),
        site_web=("https://exemple.example/lieu/",),
        services=(
            service(
                "caf-rsa",
                postures=("avec",),
                acces=("sur-rdv",),
                horaires="We 10:00-11:00",
                tarifs=(Tarif(objet="Photocopie", prix="0,20 €"),),
                a_apporter=("Pièce d’identité", "Numéro d’allocataire"),
                limites=("Pas de recours",),
                operateur=Operateur(nom="La Plume", telephone="0261910077"),
            ),
        ),
        services_exclus=(ServicesExclus(service=("dalo",), motif="Voir la mairie"),),
        verifie_par="le hub",
    )
    text = sheet(1, made)
    for told in (
        "02 61 91 00 12 · 1 rue de l’Essai, 35290 Saint-Méen",
        "Trouver la porte : Sonner à gauche",
        "Venir sans voiture : Car ligne 3",
        "Horaires du lieu : mercredi : 9 h à 12 h",
        "du 24 décembre 2026 au 2 janvier 2027 : fermé : Congés",
        "Revenu de solidarité active (RSA) (permanence de La Plume 02 61 91 00 77)",
        "Horaires de ce service : mercredi : 10 h à 11 h",
        "Prix : Photocopie : 0,20 €",
        "Apporter : Pièce d’identité ; Numéro d’allocataire",
        "Ce qui n’est pas fait : Pas de recours",
        "N’y est pas fait : Droit au logement opposable (DALO) (Voir la mairie)",
        "Accessibilité : entrée en fauteuil roulant oui",
        "Pour les professionnels : Accueil pro, 02 61 91 00 13",
        "Site internet : exemple.example/lieu",
        "Fiche vérifiée le 1er novembre 2026 par le hub.",
        "Non renseigné : langues.",
    ):
        assert told in text


def test_what_nobody_has_said_is_one_line_and_never_a_no() -> None:
    text = sheet(1, lieu())
    assert "Non renseigné : téléphone, entrée, horaires, services, prix, accessibilité, langues." in text
    assert " non " not in text.replace("Non renseigné", "")


def test_an_expired_service_is_left_out_and_one_to_come_says_when() -> None:
    made = lieu(
        services=(service("caf-rsa", valide_au=date(2026, 1, 1)), service("wifi", valide_du=date(2027, 3, 1))),
    )
    text = sheet(1, made)
    assert "RSA" not in text
    assert "Se connecter au wifi à partir du 1er mars 2027" in text


# --- The week, the cover, the last pages ----------------------------------------------------------------------------


def test_the_week_names_who_is_open_by_what_is_done() -> None:
    made = (
        lieu("a", nom="Abeille", services=(service(horaires="We 09:00-12:00", acces=("sans-rdv",)),)),
        lieu("b", nom="Baleine", horaires="We 10:00-12:00"),
    )
    table = read(*made).section("C. Par demi-journée")
    assert "Mercredi matin Aide aux démarches : 1 Abeille, 9 h à 12 h ●." in table
    assert "Lieu ouvert, services ou heures des services non renseignés : 2 Baleine, 10 h à 12 h ?." in table
    assert "Dimanche après-midi Personne, d’après ce qui est déclaré." in table


def test_the_cover_says_of_when_it_is_whom_to_call_and_how_to_read_it() -> None:
    text = read(*THREE).text
    assert "Données du 21 novembre 2026 : 3 lieux pour 2 communes." in text
    assert "Hub d’essai, 02 61 91 00 99" in text
    assert "● sans rendez-vous ; ○ sur rendez-vous" in text
    assert "Ce livret à jour : essai.example/epci/200038990/livret/" in text


def test_sources_and_licence_are_told_with_how_many_were_never_verified() -> None:
    made = (lieu("a", verifie_le="jamais", source="Tableau"), lieu("b", source="Terrain"))
    text = read(*made).text
    assert "Tableau (1 lieu) ; Terrain (1 lieu)." in text
    assert "1 sur 2 (50 %) des fiches n’ont encore été vérifiées par personne" in text
    assert "Licence : Licence Ouverte 2.0." in text


def test_the_acronyms_that_are_there_are_explained_and_no_others() -> None:
    assert read(lieu(nom="CCAS et XYZW", services=(service("caf-rsa"),))).facts == [
        ("CCAS", "centre communal d’action sociale"),
        ("RSA", "revenu de solidarité active"),
    ]


@pytest.mark.parametrize(
    ("text", "found"), [("Le CCAS", ["CCAS"]), ("ccas", []), ("MACAF", []), ("CnFS", ["CnFS"]), ("", [])]
)
def test_an_acronym_is_a_word_in_capitals(text: str, found: list[str]) -> None:
    assert [acronym for acronym, _ in acronyms.used(text)] == found


def test_the_foot_of_each_page_cannot_close_its_style() -> None:
    head = page_at(BOOKLET).head
    assert head.count("<") == 2
    assert re.fullmatch(r'<style>:root\{--mg-livret:"[A-Za-z0-9\\ ]*"\}</style>', head)


def test_a_departement_has_its_booklet_and_an_empty_territory_too() -> None:
    away = lieu("m", nom="Chez le voisin", adresse=adresse(MERDRIGNAC))
    assert "1 Chez le voisin" in [even(title) for _, title in read(away, url="departements/22/livret/").headings]
    assert "Aucun lieu n’est connu dans ce territoire." in read(url=f"epci/{VOISIN}/livret/").text


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (f"epci/{PAYS}/", "livret/"),
        ("departements/35/", "livret/"),
        (f"communes/{MEEN}/", f"../../epci/{PAYS}/livret/"),
        (f"epci/{PAYS}/semaine/", "../livret/"),
    ],
)
def test_the_pages_of_a_territory_lead_to_its_booklet(url: str, link: str) -> None:
    assert SITE.slug
    assert link in read(url=url).links
