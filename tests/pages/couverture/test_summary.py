"""The summary of a report: each sentence from its figures, whatever these are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from maillage.coverage import HALF_DAYS, Similar
from maillage.pages.couverture.essentials import Essentials, Interval
from maillage.pages.couverture.subject import HELP, VENUES
from maillage.pages.couverture.summary import paragraphs
from small_world import even

# Everything is known, and everybody has help within the far distance.
COVERED = Essentials(
    nom="Pays de Méen",
    niveau="epci",
    jour=date(2026, 11, 21),
    annee="2023",
    sujet=HELP,
    proche_km=2.5,
    loin_km=10,
    communes=17,
    population=27442,
    lieux=14,
    structures=Interval(11, 11),
    communes_pourvues=Interval(9, 9),
    proche=Interval(20032, 20032),
    loin=Interval(27442, 27442),
    sans_rdv=Interval(27442, 27442),
    mediane=0.2,
    p90=4.21,
    heures=193.5,
    heures_sans_rdv=1.5,
    horaires_inconnus=0,
    horaires=12,
    demi_journees_vides=("samedi-apres-midi", "dimanche-matin", "dimanche-apres-midi"),
    services=233,
    services_sans_lieu=181,
    services_fragiles=30,
    labels_finissent=0,
    financements_finissent=0,
    anciennes=0,
    mois=12,
    silencieuses=0,
)


def said(**facts: Any) -> str:
    """The summary of the covered territory, with some other figures."""
    return even(" ".join(paragraphs(replace(COVERED, **facts))))


def test_a_territory_where_all_is_known() -> None:
    assert [even(paragraph) for paragraph in paragraphs(COVERED)] == [
        "Pays de Méen, au 21 novembre 2026 : 17 communes, 27 442 habitants (population municipale 2023). L’annuaire y "
        "connaît 14 lieux ouverts. 11 structures déclarent une aide aux démarches, dans 9 communes sur 17.",
        "À vol d’oiseau depuis la mairie de leur commune, toutes les personnes (27 442) ont une aide aux démarches "
        "déclarée à 10 km ou moins, et 20 032 (73 %) à 2,5 km ou moins. La moitié des personnes sont à moins de 1 km "
        "du plus proche, neuf sur dix à 4,3 km ou moins.",
        "Sans rendez-vous, toutes les personnes (27 442) en ont une à 10 km ou moins. Il y a au moins 194 heures "
        "d’ouverture par semaine, dont 1,5 heure de façon déclarée sans rendez-vous. D’après les horaires connus, rien "
        "n’est ouvert le samedi après-midi et le dimanche.",
        "52 services sur 233 y sont déclarés, dont 30 par une seule structure.",
        "Toutes les fiches ont été vérifiées dans les 12 derniers mois. Les distances sont des réglages du site, pas "
        "des normes. Ces chiffres décrivent une situation, ils ne désignent aucun responsable.",
    ]


def test_those_who_are_further_are_counted_and_the_farthest_communes_named() -> None:
    text = said(
        loin=Interval(26000, 26000),
        eloignees=(("Gaël", 12.34), ("Muel", 10.04), ("Bléruais", 9.9)),
        proche=Interval(0, 0),
    )
    assert "26 000 personnes sur 27 442 (95 %) ont une aide" in text
    assert "et 0 (0 %) à 2,5 km ou moins ; 1 442 personnes en sont plus loin." in text
    assert "Les communes les plus éloignées sont Gaël (12,3 km) et Muel (un peu plus de 10 km)." in text


def test_what_is_not_said_makes_an_interval() -> None:
    text = said(
        structures=Interval(3, 5), loin=Interval(20000, 27442), sans_rdv=Interval(100, 27000), horaires_inconnus=1
    )
    assert "3 structures déclarent une aide aux démarches" in text
    assert "2 autres structures ne disent pas si elles en donnent une." in text
    assert "Si tout ce qui n’est pas renseigné existait, il y en aurait 27 442 (100 %) à 10 km ou moins." in text
    assert (
        "Sans rendez-vous, 100 personnes sur 27 442 (moins de 1 %) en ont une à 10 km ou moins, 27 000 (98 %) au plus."
        in text
    )
    assert "les horaires manquent en tout ou partie pour 1 lieu ou arrêt sur 12." in text


def test_a_sentence_on_appointments_names_its_distance_whatever_was_said_before_it() -> None:
    far = (("Gaël", 19.2),)
    unsaid = said(eloignees=far, loin=Interval(26000, 26000), sans_rdv=Interval(0, 27000))
    assert "Rien n’est déclaré sans rendez-vous à 10 km ou moins ; 27 000 (98 %) en auraient si tout" in unsaid
    assert "Rien n’est déclaré sans rendez-vous à 10 km ou moins." in said(eloignees=far, sans_rdv=Interval(0, 0))
    assert "toutes les personnes (27 442) en ont un à 10 km ou moins." in said(sujet=VENUES)


def test_nobody_within_reach_is_said_plainly() -> None:
    text = said(
        structures=Interval(0, 0),
        communes_pourvues=Interval(0, 0),
        proche=Interval(0, 0),
        loin=Interval(0, 0),
        sans_rdv=Interval(0, 0),
        mediane=None,
        p90=None,
        heures=0.0,
        heures_sans_rdv=0.0,
        horaires=0,
        demi_journees_vides=HALF_DAYS,
        services_sans_lieu=233,
        services_fragiles=0,
        une_de_plus=("Gaël", 12000),
    )
    assert "Aucune structure n’y déclare d’aide aux démarches." in text
    assert (
        "Il n’y a aucune aide aux démarches déclarée à 10 km ou moins, à vol d’oiseau, de la mairie d’aucune des "
        "27 442 personnes." in text
    )
    assert "serait à Gaël : 12 000 passeraient à 10 km ou moins." in text
    for absent in ("rendez-vous", "moitié", "services", "D’après les horaires"):
        assert absent not in text


def test_a_directory_that_does_not_say_what_venues_do_speaks_of_venues() -> None:
    text = said(sujet=VENUES, structures=Interval(14, 14), silencieuses=13, services_sans_lieu=232, services_fragiles=1)
    assert "L’annuaire y connaît 14 lieux ouverts, dans 9 communes sur 17." in text
    assert "Fiches qui ne disent pas ce qu’on y fait : 13 sur 14 (93 %). Ce résumé parle donc des lieux" in text
    assert "ont un lieu de l’annuaire (quoi qu’on y fasse) à 10 km ou moins" in text
    assert "1 service sur 233 y est déclaré, dont 1 par une seule structure." in text


def test_a_place_where_one_has_looked_and_found_nothing_is_not_silent_about_it() -> None:
    text = said(lieux=0, structures=Interval(0, 0), services_sans_lieu=233)
    assert "On y a cherché, et l’annuaire n’y connaît aucun lieu ouvert." in text
    assert "fiches" not in text


@pytest.mark.parametrize(
    ("anciennes", "lieux", "sentence"),
    [
        (
            12,
            19,
            "12 fiches sur 19 n’ont pas été vérifiées depuis 12 mois ou plus, ou ne l’ont jamais été : l’écart peut "
            "venir des données.",
        ),
        (1, 19, "1 fiche sur 19 n’a pas été vérifiée depuis 12 mois ou plus, ou ne l’a jamais été. Les distances"),
        (19, 19, "Aucune des 19 fiches n’a été vérifiée dans les 12 derniers mois : l’écart peut venir des données."),
        (1, 1, "1 fiche sur 1 n’a pas été vérifiée depuis 12 mois ou plus, ou ne l’a jamais été : l’écart"),
        (0, 19, "Toutes les fiches ont été vérifiées dans les 12 derniers mois."),
    ],
)
def test_the_quality_of_the_data_is_told_with_its_numbers(anciennes: int, lieux: int, sentence: str) -> None:
    assert sentence in said(anciennes=anciennes, lieux=lieux)


def test_hours_that_nobody_knows_are_not_zero_hours() -> None:
    text = said(heures=0.0, heures_sans_rdv=0.0, horaires_inconnus=12, demi_journees_vides=HALF_DAYS)
    assert "Aucun horaire n’y est connu, pour 12 lieux ou arrêts." in text
    assert "heures d’ouverture" not in text
    assert "demi-journée" not in text


def test_what_ends_within_the_year_is_told() -> None:
    # Funding that has ended already is counted with what ends.
    one, both = said(financements_finissent=1), said(labels_finissent=4, financements_finissent=2)
    assert "Dans les douze mois finit un financement, s’il n’est pas déjà fini, dans 1 lieu." in one
    assert (
        "Dans les douze mois finissent un label ou une habilitation dans 4 lieux et un financement, s’il n’est pas "
        "déjà fini, dans 2 lieux."
    ) in both


def test_the_comparison_is_a_median_of_others_of_the_same_size_and_no_rank() -> None:
    text = said(similaires=Similar(mediane=0.8996, nombre=6, de=13721, a=54884), part=1.0)
    assert (
        "Repère, sans classement : dans les 6 autres intercommunalités recensées de taille voisine (13 721 à 54 884 "
        "habitants), la part médiane des personnes à 10 km ou moins est de 90 % ; elle est ici de 100 %." in text
    )
    assert "Repère" not in said(similaires=None)


def test_an_intercommunality_across_a_border_and_one_that_the_site_cuts() -> None:
    assert (
        "Elle s’étend sur 2 départements (Ille-et-Vilaine et Côtes-d’Armor) : ce rapport la compte en entier, une "
        "seule fois." in said(departements=("Ille-et-Vilaine", "Côtes-d’Armor"))
    )
    cut = said(departements=("Ille-et-Vilaine", "Côtes-d’Armor"), entier=20)
    assert "C’est la partie de l’intercommunalité que ce site couvre : 17 de ses 20 communes." in cut
    assert "en entier" not in cut


def test_a_departement_counts_its_own_communes_of_those_that_reach_beyond() -> None:
    told = said(niveau="departement", epci=9, debordent=("Pays voisin",))
    assert "Pays voisin s’étend au-delà : seules les communes du département sont comptées ici." in told
    assert "A et B s’étendent au-delà" in said(niveau="departement", debordent=("A", "B"))


def test_the_territories_left_out_of_a_total_are_named() -> None:
    assert "Ses 9 intercommunalités sont recensées." in said(epci=9)
    assert "Son intercommunalité est recensée." in said(epci=1)
    assert (
        "8 intercommunalités sur 9 sont recensées ; n’entre dans aucun total, faute d’y avoir cherché : Pays voisin."
        in said(epci=9, non_recensees=("Pays voisin",))
    )
    assert "n’entrent dans aucun total, faute d’y avoir cherché : A, B, C et 2 autres intercommunalités." in said(
        epci=9, non_recensees=tuple("ABCDE")
    )


def test_no_summary_ever_judges() -> None:
    every = said(loin=Interval(0, 0), similaires=Similar(mediane=0.9, nombre=6, de=1, a=2)) + said()
    for word in ("mauvais", "retard", "insuffisan", "malheureusement", "seulement", "désert", "faute de"):
        assert word not in every
