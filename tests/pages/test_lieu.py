"""The page of a venue answers the questions of somebody with a person in front of them, and never guesses."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from maillage.model import (
    Accessibilite,
    ContactProfessionnels,
    Equipement,
    Etape,
    Fermeture,
    FermetureDatee,
    Hote,
    Itinerance,
    Label,
    Langue,
    Operateur,
    Service,
    ServicesExclus,
    Tarif,
)
from small_world import GAEL, MEEN, SITE, TODAY, Reading, adresse, demonstration, lieu, page_of, render, venue_page

QUESTIONS = [
    "Ouvert aujourd’hui ?Horaires",
    "Comment on entre",
    "Ce qu’on y fait, et comment",
    "Ce qu’on n’y fait pas",
    "Prix",
    "Ce qu’il faut apporter",
    "Téléphone",
    "Adresse",
    "Accessibilité",
    "Langues",
    "Confidentialité et accueil",
    "Équipements",
    "Labels et habilitations",
    "Qui tient ce lieu",
    "Qui a vérifié, et quand",
]


def hours_of(read: Reading) -> list[dict[str, str]]:
    """The elements whose opening the script of the page follows."""
    return [attributes for _, attributes in read.tags if "data-mg-ouverture" in attributes]


def test_the_sections_follow_the_order_of_the_questions() -> None:
    titles = [title for level, title in page_of(lieu()).headings if level == 2]
    assert titles == [*QUESTIONS, "Cette page n’est pas juste ?"]


@pytest.mark.parametrize("section", ["Ce qu’on n’y fait pas", "Ce qu’il faut apporter", "Téléphone", "Équipements"])
def test_a_section_without_any_fact_says_so(section: str) -> None:
    assert "Non renseigné." in page_of(lieu()).section(section)


@pytest.mark.parametrize(
    "fact",
    [
        "Entrée",
        "Pour prendre contact",
        "Réservé à",
        "Courriel",
        "Site internet",
        "Trouver la porte",
        "Venir sans voiture",
        "Entrée en fauteuil roulant",
        "De plain-pied",
        "Ascenseur",
        "Guichet ou poste utilisable en fauteuil",
        "Boucle magnétique à l’accueil",
        "Où l’on parle de sa situation",
        "Être reçu sans donner son identité",
        "Venir avec des enfants",
        "Structure qui gère le lieu",
        "Tenu par",
        "Dernière modification chez la source",
    ],
)
def test_an_absent_fact_reads_non_renseigne(fact: str) -> None:
    assert page_of(lieu()).fact(fact) == "non renseigné"


def test_hours_services_price_languages_and_labels_are_said_to_be_unknown() -> None:
    read = page_of(lieu())
    assert "Horaires : non renseigné." in read.text
    assert "Services : non renseigné." in read.text
    assert "Pour le lieu dans son ensemble : non renseigné." in read.section("Prix")
    assert "Langues autres que le français : non renseigné." in read.section("Langues")
    assert "Non renseigné." in read.section("Labels et habilitations")


def test_the_week_is_told_without_any_script_and_carried_for_it() -> None:
    read = page_of(lieu(horaires="Mo-Fr 09:00-12:00; PH off"))
    assert "Lundi 9 h à 12 h" in read.text
    assert "Dimanche fermé" in read.text
    assert [a["data-mg-jour"] for _, a in read.tags if "data-mg-jour" in a] == list("1234567")
    assert len(hours_of(read)) == 1


def test_closures_over_are_left_out_and_those_to_come_are_dated() -> None:
    read = page_of(
        lieu(
            horaires="Mo-Fr 09:00-12:00",
            fermetures=(
                FermetureDatee(du=date(2026, 8, 1), au=date(2026, 8, 31), motif="été"),
                FermetureDatee(du=date(2026, 12, 24), au=date(2026, 12, 31), motif="congés d’hiver"),
            ),
        )
    )
    assert "fermé : congés d’hiver" in read.text
    assert "été" not in read.section("Ouvert aujourd’hui ?Horaires")


def test_a_service_says_its_posture_its_access_its_hours_and_its_price() -> None:
    service = Service(
        service=("caf-rsa",),
        postures=("avec",),
        acces=("sur-rdv",),
        horaires="Tu 14:00-17:00",
        frais_a_charge=("gratuit",),
        delai="une semaine",
    )
    read = page_of(lieu(services=(service,)))
    facts = {
        name: value for name, value in read.facts if name in ("Horaires de ce service", "Prix", "Posture déclarée")
    }
    assert facts["Horaires de ce service"] == "mardi : 14 h à 17 h"
    assert facts["Prix"] == "gratuit"
    assert facts["Posture déclarée"] == "Faire avec vous"
    assert ("Entrée", "sur rendez-vous") in read.facts
    assert ("Délai", "une semaine") in read.facts
    assert "../../besoins/caf-rsa/" in read.links


def test_a_service_inherits_nothing_in_silence() -> None:
    read = page_of(
        lieu(
            acces=("sans-rdv",),
            frais_a_charge=("gratuit",),
            horaires="Mo-Fr 09:00-12:00",
            services=(Service(service=("caf-rsa",)),),
        )
    )
    assert ("Entrée", "non renseigné pour le lieu dans son ensemble : sans rendez-vous") in read.facts
    assert ("Prix", "non renseigné pour le lieu dans son ensemble : gratuit") in read.facts
    assert ("Horaires de ce service", "non renseigné") in read.facts


def test_what_is_asked_for_and_unknown_is_counted_and_named() -> None:
    read = page_of(lieu(services=(Service(service=("caf-rsa",)),)))
    ((total, names),) = re.findall(r"Non renseigné : (\d+) autres points (.*?)\.", read.text)
    assert int(total) == len(names.split(", "))
    assert names.startswith("Réservé à, ce qu’il faut avant de venir, prise de contact")
    assert "niveau" not in names, "a procedure has no level"


def test_a_permanence_stands_apart_with_its_operator_and_its_hours() -> None:
    held = Service(
        service=("retraite-demande",),
        operateur=Operateur(nom="Caisse de retraite", telephone="3960"),
        horaires="Th 09:00-12:00",
    )
    read = page_of(lieu(services=(held,)))
    titles = [title for _, title in read.headings]
    assert titles.index("Permanences d’autres organismes") + 1 == titles.index("Caisse de retraite")
    assert "Téléphone de cet organisme : 39 60" in read.text
    assert "jeudi : 9 h à 12 h" in read.text
    assert "Services : non renseigné" not in read.text


def test_what_is_not_done_is_never_among_what_is_done() -> None:
    read = page_of(
        lieu(
            services=(Service(service=("logement-social", "dalo"), limites=("ne fait pas les recours",)),),
            services_exclus=(ServicesExclus(service=("dalo",), motif="voir la préfecture"),),
        )
    )
    assert "../../besoins/dalo/" not in read.links
    assert "DALO" in read.section("Ce qu’on n’y fait pas")
    assert "voir la préfecture" in read.section("Ce qu’on n’y fait pas")
    assert "ne fait pas les recours" in read.section("Ce qu’on n’y fait pas")


def test_an_offer_that_has_ended_is_gone_and_one_to_come_is_dated() -> None:
    ended = Service(service=("caf-rsa",), valide_au=date(2026, 11, 20))
    to_come = Service(service=("dalo",), valide_du=date(2027, 1, 4))
    read = page_of(lieu(services=(ended, to_come)))
    assert "../../besoins/caf-rsa/" not in read.links
    assert "À partir du 4 janvier 2027." in read.text


def test_prices_and_papers_are_listed() -> None:
    read = page_of(
        lieu(
            frais_a_charge=("payant",),
            tarifs=(Tarif(objet="adhésion", prix="15 €"),),
            pass_numerique="partiel",  # noqa: S106 (a voucher, not a password)
            services=(Service(service=("caf-rsa",), a_apporter=("pièce d’identité",)),),
        )
    )
    assert "Adhésion : 15 €" in read.section("Prix")
    assert "Pass numérique : non renseigné" not in read.section("Prix")
    assert "pièce d’identité" in read.section("Ce qu’il faut apporter")


def test_the_telephone_is_a_link_and_the_professionals_have_theirs() -> None:
    read = page_of(
        lieu(
            telephone="02 61 91 00 12",
            contact_professionnels=ContactProfessionnels(fonction="référent", telephone="02 61 91 00 13"),
        )
    )
    assert {"tel:+33261910012", "tel:+33261910013"} <= set(read.links)
    assert "Pour les professionnels" in [title for _, title in read.headings]


def test_a_position_at_the_town_hall_is_said_to_be_approximate() -> None:
    read = page_of(lieu())
    (place,) = [attributes for _, attributes in read.tags if "data-mg-carte" in attributes]
    assert place["data-precision"] == "mairie"
    assert "Position approximative" in read.text


def test_the_building_and_the_desk_are_two_answers() -> None:
    read = page_of(lieu(accessibilite=Accessibilite(entree_fauteuil="oui", poste_fauteuil="non")))
    assert read.fact("Entrée en fauteuil roulant") == "oui"
    assert read.fact("Guichet ou poste utilisable en fauteuil") == "non"


def test_a_label_has_its_issuer_and_an_expired_one_is_said_expired() -> None:
    read = page_of(
        lieu(
            labels=(
                Label(label="aidants-connect", emetteur="Agence", debut=date(2024, 1, 1), fin=date(2027, 1, 1)),
                Label(label="aptic", fin=date(2026, 11, 20)),
                Label(label="pix", fin=TODAY),
            )
        )
    )
    said = read.section("Labels et habilitations")
    assert "Donné par : Agence. Depuis le 1er janvier 2024, jusqu’au 1er janvier 2027." in said
    assert "expiré depuis le 20 novembre 2026" in said
    assert said.count("en cours") == 2, "a label holds on its last day"


def test_equipment_and_languages_say_their_conditions() -> None:
    read = page_of(
        lieu(
            equipements=(Equipement(equipement="imprimante", nombre=2, restriction="attestations seulement"),),
            langues=(Langue(langue="ru", modalite="interprete"),),
        )
    )
    assert "Imprimante : 2" in read.section("Équipements")
    assert "attestations seulement" in read.section("Équipements")
    assert "russe" in read.section("Langues")


def test_verified_and_edited_are_two_dates() -> None:
    read = page_of(
        lieu(
            verifie_le=date(2026, 1, 5),
            verifie_par="Hub d’essai",
            verifie_comment="appel",
            date_maj=date(2026, 11, 20),
        )
    )
    said = read.section("Qui a vérifié, et quand")
    assert "Fiche à surveiller Fiche vérifiée le 5 janvier 2026 par Hub d’essai (appel)." in said
    assert "20 novembre 2026" in said


def test_a_record_that_nobody_verified_says_it() -> None:
    assert "personne ne l’a encore vérifiée" in page_of(lieu(verifie_le="jamais")).text


def test_a_closed_venue_says_so_first_and_leads_to_what_replaces_it() -> None:
    closed = lieu(
        statut="ferme",
        fermeture=Fermeture(date=date(2025, 12, 31), motif="fin du financement.", remplace_par=("suite",)),
        services=(Service(service=("caf-rsa",)),),
        telephone="02 61 91 00 12",
    )
    page = venue_page(closed, lieu("suite", nom="La Suite"))
    read = Reading(page.body)
    assert read.text.index("Ce lieu est fermé") < read.text.index("Lieu d’essai")
    assert "Motif : fin du financement." in read.text
    assert "fin du financement.." not in read.text
    assert "../../lieux/suite/" in read.links
    assert "tel:+33261910012" not in read.links
    assert hours_of(read) == []
    assert not page.indexed
    assert 'content="noindex"' in page.head
    assert "application/ld+json" not in page.head


def test_a_closed_venue_without_replacement_leads_to_its_commune() -> None:
    read = page_of(lieu(statut="ferme", fermeture=Fermeture()))
    assert "Date de fermeture : non renseigné" in read.text
    assert f"../../communes/{MEEN}/" in read.links


def test_a_suspended_venue_never_says_that_it_is_open() -> None:
    read = page_of(lieu(statut="suspendu", horaires="24/7"))
    assert "Fermé pour le moment." in read.text
    assert "Horaires habituels, qui ne valent pas pour le moment" in read.text
    assert hours_of(read) == []


def test_a_venue_that_moves_has_the_hours_of_each_stop() -> None:
    stops = (
        Etape(id="gael", nom="Place de l’église", adresse=adresse(GAEL), horaires="week 1-53/2 We 14:00-17:00"),
        Etape(id="meen", nom="Halle", adresse=adresse(MEEN)),
    )
    read = page_of(lieu(adresse=None, itinerance=Itinerance(etapes=stops, precisions="Sauf neige.")))
    assert "Mercredi : semaines impaires : 14 h à 17 h." in read.text
    assert read.section("Halle").startswith("Saint-Méen Horaires : non renseigné.")
    assert read.text.count("Sauf neige.") == 1
    assert len(hours_of(read)) == 2


def test_a_host_and_its_guests_know_each_other() -> None:
    host, guest = lieu("hote", nom="Mairie"), lieu("invite", nom="Permanence", hote=Hote(id="hote"))
    assert "Installé dans : Mairie, Saint-Méen." in page_of(guest, host).text
    assert "../../lieux/invite/" in page_of(host, guest).links


def test_invented_venues_are_marked_on_every_page() -> None:
    pages, _ = render(lieu(), site=demonstration())
    assert all("Données de démonstration" in Reading(page.body).text for page in pages.values())


def test_every_venue_can_be_corrected_by_mail_and_on_the_forge() -> None:
    links = page_of(lieu()).links
    assert any(link.startswith("mailto:hub@essai.example?subject=") for link in links)
    assert "https://forge.example/issues/new?title=essai" in links
    assert "https://forge.example/edit/directory/35/essai.yml" in links


def json_ld(**facts: Any) -> dict[str, Any]:
    """What machines read of a venue."""
    head = venue_page(lieu(**facts)).head
    value: dict[str, Any] = json.loads(head.split(">", 1)[1].rsplit("<", 1)[0])
    return value


def test_machines_read_the_address_the_telephone_and_the_hours() -> None:
    value = json_ld(
        horaires="Mo-Tu 09:00-12:00",
        telephone="02 61 91 00 12",
        fermetures=(FermetureDatee(du=date(2026, 12, 24), au=date(2026, 12, 31)),),
    )
    assert (value["@type"], value["telephone"]) == ("Library", "+33261910012")
    assert value["address"]["addressLocality"] == "Saint-Méen"
    assert value["openingHoursSpecification"] == [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": ["Monday", "Tuesday"], "opens": "09:00", "closes": "12:00"}
    ]
    assert value["specialOpeningHoursSpecification"][0]["validThrough"] == "2026-12-31"
    assert value["url"] == f"{SITE.adresse_publique}lieux/essai/"


def test_machines_are_told_nothing_that_is_unknown_or_approximate() -> None:
    value = json_ld()
    assert not {"openingHoursSpecification", "geo", "telephone", "isAccessibleForFree", "description"} & set(value)
    assert "openingHoursSpecification" not in json_ld(horaires="week 1-53/2 We 14:00-17:00")
    # A day that is left out reads as closed.
    assert "openingHoursSpecification" not in json_ld(horaires="Tu-Fr 09:00-12:00; Mo unknown")
    assert "isAccessibleForFree" not in json_ld(frais_a_charge=("gratuit-sous-condition",))


def test_machines_are_not_told_the_hours_of_a_venue_closed_for_the_moment() -> None:
    value = json_ld(statut="suspendu", horaires="Mo-Fr 09:00-12:00")
    assert value["name"]
    assert "openingHoursSpecification" not in value


def test_a_public_office_may_have_the_mail_that_machines_read() -> None:
    value = json_ld(typologies=("MUNI",), courriels=("mairie@essai.example",))
    # A CivicStructure of schema.org has none.
    assert (value["@type"], value["email"]) == ("GovernmentOffice", "mairie@essai.example")
