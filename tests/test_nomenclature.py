"""The words that people read: complete, coherent, and found by those who do not know the official names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.nomenclature import Entry, Nomenclature, Retired, ServiceEntry, SharedWord, fold, nomenclature
from maillage.records import Record, read_file


def _words(text: str) -> set[str]:
    return set(text.split())


FOLDER = Path(__file__).parent.parent / "schema" / "nomenclature"

# The closed lists of the national standard v1.0.2, written here by hand: the tables are tested against them.
SERVICES = {
    "Acquisition de matériel informatique à prix solidaire",
    "Aide aux démarches administratives",
    "Maîtrise des outils numériques du quotidien",
    "Insertion professionnelle via le numérique",
    "Utilisation sécurisée du numérique",
    "Parentalité et éducation avec le numérique",
    "Loisirs et créations numériques",
    "Compréhension du monde numérique",
    "Accès internet et matériel informatique",
}
PUBLICS = {"Jeunes", "Étudiants", "Familles et/ou enfants", "Seniors", "Femmes"}
PRISES_EN_CHARGE = {
    "Surdité",
    "Handicaps moteurs",
    "Handicaps mentaux",
    "Illettrisme",
    "Langues étrangères (anglais)",
    "Langues étrangères (autres)",
    "Déficience visuelle",
}
FRAIS = {"Gratuit", "Gratuit sous condition", "Payant"}
DISPOSITIFS = {
    "Aidants Connect",
    "Bibliothèques numérique de référence",
    "Certification PIX",
    "Conseillers numériques",
    "Emmaüs Connect",
    "France Services",
    "Grande école du numérique",
    "La Croix Rouge",
    "Point d'accès numérique CAF",
    "Promeneurs du net",
    "Relais numérique (Emmaüs Connect)",
}
# The official schema forgets a space in "Étapes numériques(La Poste)", and a file with the space is refused by it.
FORMATIONS = {
    "Formé à « Mon Espace Santé »",
    "Formé à « DUPLEX » (illettrisme)",
    "Arnia/MedNum BFC (Bourgogne-Franche-Comté)",
    "Collectif ressources et acteurs réemploi (Normandie)",
    "Étapes numériques(La Poste)",
    "Fabriques de Territoire",
    "Les Éclaireurs du numérique (Drôme)",
    "Mes Papiers (Métropole de Lyon)",
    "ORDI 3.0",
    "SUD LABS (PACA)",
}
MODALITES_ACCES = {
    "Se présenter",
    "Téléphoner",
    "Contacter par mail",
    "Envoyer un mail avec une fiche de prescription",
    "Prendre un RDV en ligne",
    "Ce lieu n'accueille pas de public",
}
MODALITES_ACCOMPAGNEMENT = {"En autonomie", "Accompagnement individuel", "Dans un atelier collectif", "À distance"}
TYPOLOGIES = _words("""
    ACI ACIPHC AFPA AI ASE ASSO ASSO_CHOMEUR Autre AVIP BIB CAARUD CADA CAF CAP_EMPLOI CAVA CC CCAS CCONS CD CDAS
    CFP CHRS CHU CIAS CIDFF CITMET CMP CMS CPAM CPH CS CSAPA CSC DEETS DEPT DIPLP E2C EA EATT EI EITI ENM EPCI EPI
    EPIDE EPN ES ESAT ESS ETTI EVS FABLAB FABRIQUE FAIS FT GEIQ HUDA LA_POSTE MDE MDH MDEF MDPH MDS MJC ML MQ MSA
    MSAP MUNI OACAS ODC OF OIL OPCS PAD PENSION PI PIJ_BIJ PIMMS PJJ PLIE PREF PREVENTION REG RELAIS_LECTURE
    RESSOURCERIE RFS RS_FJT SCP SPIP TIERS_LIEUX UDAF
""")

# The closed lists of data·inclusion v1 that the tables use.
THEMATIQUES = _words("""
    choisir-un-metier--confirmer-son-choix-de-metier choisir-un-metier--connaitre-les-opportunites-demploi
    choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite
    choisir-un-metier--identifier-ses-points-forts-et-ses-competences
    creer-une-entreprise--definir-son-projet-de-creation-dentreprise creer-une-entreprise--developper-son-entreprise
    creer-une-entreprise--structurer-son-projet-de-creation-dentreprise
    difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives
    difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-a-la-citoyennete
    difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits
    difficultes-administratives-ou-juridiques--beneficier-dune-mesure-daccompagnement-adapte
    difficultes-administratives-ou-juridiques--connaitre-ses-droits-face-a-une-discrimination
    difficultes-administratives-ou-juridiques--prendre-en-compte-une-problematique-judiciaire
    difficultes-financieres--acquerir-une-autonomie-budgetaire
    difficultes-financieres--ameliorer-sa-gestion-budgetaire
    difficultes-financieres--mettre-en-place-une-mesure-de-protection-financiere
    difficultes-financieres--prevenir-une-degradation-de-la-situation-financiere
    difficultes-financieres--situation-dendettement-surendettement equipement-et-alimentation--aide-menagere
    equipement-et-alimentation--alimentation equipement-et-alimentation--electromenager
    equipement-et-alimentation--habillement famille--garde-denfants famille--prise-en-charge-personne-dependante
    famille--soutien-a-la-parentalite-et-a-leducation famille--soutien-aidants
    famille--surmonter-conflits-separation-violence lecture-ecriture-calcul--maitriser-le-calcul
    lecture-ecriture-calcul--maitriser-le-francais logement-hebergement--acheter-un-logement
    logement-hebergement--changer-de-logement logement-hebergement--louer-un-logement
    logement-hebergement--rechercher-une-solution-dhebergement-temporaire
    logement-hebergement--reduire-les-impayes-de-loyer logement-hebergement--se-maintenir-dans-le-logement
    logement-hebergement--sinformer-sur-les-demarches-liees-a-lacces-au-logement mobilite--acceder-a-un-vehicule
    mobilite--entretenir-reparer-son-vehicule mobilite--etre-accompagne-dans-son-parcours-mobilite
    mobilite--financer-ma-mobilite mobilite--preparer-un-permis mobilite--mobilite-douce-partagee-collective
    numerique--acceder-a-des-services-en-ligne numerique--acceder-a-une-connexion-internet
    numerique--acquerir-un-equipement numerique--maitriser-les-fondamentaux-du-numerique
    preparer-sa-candidature--developper-son-reseau
    preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi
    preparer-sa-candidature--realiser-un-cv-et-ou-une-lettre-de-motivation
    preparer-sa-candidature--valoriser-ses-competences remobilisation--activites-sportives-et-culturelles
    remobilisation--benevolat-action-citoyenne remobilisation--bien-etre-confiance-en-soi
    remobilisation--lien-social sante--acces-aux-soins sante--addictions
    sante--constituer-un-dossier-mdph-invalidite sante--sante-mentale sante--sante-sexuelle
    se-former--monter-son-dossier-de-formation se-former--trouver-sa-formation
    souvrir-a-linternational--connaitre-les-opportunites-demploi-a-letranger
    souvrir-a-linternational--sinformer-sur-les-aides-pour-travailler-a-letranger
    souvrir-a-linternational--sorganiser-suite-a-son-retour-en-france
    trouver-un-emploi--convaincre-un-recruteur-en-entretien trouver-un-emploi--faire-des-candidatures-spontanees
    trouver-un-emploi--maintien-dans-lemploi trouver-un-emploi--repondre-a-des-offres-demploi
    trouver-un-emploi--suivre-ses-candidatures-et-relancer-les-employeurs
""")
RESEAUX_PORTEURS = _words("""
    60000-rebonds action-logement adie afpa agefiph ai aidants-connect alliance-villes-emploi anlci
    apprentis-dauteuil ase banques-alimentaires caarud cada caf campus-connecte cap-emploi-reseau-cheops cava
    ccas-cias chambres-consulaires chantier-ecole chrs chu cidff cmp cms cnam collectif-emploi communes coorace
    conseillers-numeriques cpam cph creches-avip crepi cresus croix-rouge csapa delegataire-conseil-departemental
    departements duo-for-a-job ecoles-de-la-deuxieme-chance ea eatt egee emmaus epide esat
    espaces-publics-numeriques etcld fabrique-de-territoire face fcsf federation-professionnelle-femmes
    federation-des-acteurs-de-la-solidarite france-active france-service france-travail french-tech geiq
    grandes-ecoles-du-numerique huda hup inae initiative-france konexio la-cravate-solidaire la-poste les-premieres
    maisons-de-l-emploi maison-departementale-de-lautonomie maisons-des-solidarites mdph mission-locale mjc mobin
    msap mutualite-sociale-agricole nqt pimms-mediation pjj plie points-conseil-budget points-justice
    positive-planet regions reseau-app reseau-bge reseau-entreprendre reseau-information-jeunesse residences-fjt
    ressourceries restos-du-coeur secours-populaire ei aci etti eiti siao simplon singa snc spip tous-tes-possibles
    unaf unea unis-cite wimoov
""")
DATA_INCLUSION = {
    "services": THEMATIQUES,
    "labels": RESEAUX_PORTEURS,
    "typologies": RESEAUX_PORTEURS,
    "frais_a_charge": {"gratuit", "payant"},
    "modalites_acces": {"envoyer-un-courriel", "se-presenter", "telephoner", "utiliser-lien-mobilisation"},
    "modalites_accompagnement": {
        "accompagnement",
        "aide-financiere",
        "aide-materielle",
        "atelier",
        "formation",
        "information",
    },
}
PUBLICS_DATA_INCLUSION = _words("""
    tous-publics actifs beneficiaires-des-minimas-sociaux demandeurs-emploi etudiants familles femmes jeunes
    personnes-en-situation-de-handicap personnes-en-situation-durgence personnes-en-situation-juridique-specifique
    personnes-exilees residents-qpv-frr seniors
""")
for _table in ("publics", "publics_specifiquement_adresses", "prise_en_charge_specifique"):
    DATA_INCLUSION[_table] = PUBLICS_DATA_INCLUSION

NATIONAL = {
    "services": SERVICES,
    "publics_specifiquement_adresses": PUBLICS,
    "publics": PUBLICS,
    "prise_en_charge_specifique": PRISES_EN_CHARGE,
    "frais_a_charge": FRAIS,
    "labels": DISPOSITIFS | FORMATIONS,
    "modalites_acces": MODALITES_ACCES,
    "modalites_accompagnement": MODALITES_ACCOMPAGNEMENT,
    "typologies": TYPOLOGIES,
}

# The codes that each small vocabulary must have, and no other.
FIXED = {
    "postures": "a-la-place avec apprendre libre",
    "acces": "sans-rdv sur-rdv sur-inscription sur-orientation",
    "modalites_acces": "se-presenter telephoner contacter-par-mail mail-fiche-prescription rdv-en-ligne pas-de-public",
    "modalites_accompagnement": "en-autonomie accompagnement-individuel atelier-collectif a-distance a-domicile",
    "formats": "permanence atelier-ponctuel cycle",
    "niveaux": "grand-debutant debutant intermediaire avance",
    "supports": "ordinateur tablette smartphone",
    "publics_specifiquement_adresses": "jeunes etudiants familles-enfants seniors femmes",
    "publics": "jeunes etudiants familles-enfants seniors femmes demandeurs-emploi allocataires minimas-sociaux "
    "personnes-handicapees personnes-exilees adherents habitants usagers-du-lieu",
    "prise_en_charge_specifique": "surdite handicaps-moteurs handicaps-mentaux illettrisme langues-etrangeres-anglais "
    "langues-etrangeres-autres deficience-visuelle",
    "modalite_langue": "parlee interprete ecrite",
    "frais_a_charge": "gratuit gratuit-sous-condition payant",
    "pass_numerique": "total partiel non",
    "confidentialite": "bureau-ferme espace-isole espace-partage",
    "tenu_par": "salaries benevoles mixte",
    "oriente_par": "tout-professionnel travailleur-social ccas departement mission-locale france-travail caf cpam "
    "centre-hebergement service-penitentiaire",
    "prerequis": "lire-ecrire-francais parler-francais adresse-mail mot-de-passe-connu numero-allocataire "
    "compte-franceconnect savoir-utiliser-souris demande-logement-deposee ordinateur-personnel telephone-portable "
    "piece-identite",
    "equipements": "ordinateur tablette imprimante scanner photocopieur borne-caf wifi prise-recharge casque webcam "
    "poste-visio poste-adapte telephone coffre-fort-numerique",
    "statut": "ouvert suspendu ferme",
    "dimensions": "acces demarches apprentissage equipement",
    "labels": "aptic france-services msap pimms aidants-connect conseiller-numerique point-numerique-caf pix "
    "emmaus-connect relais-emmaus-connect croix-rouge bnr grande-ecole-numerique promeneurs-du-net mon-espace-sante "
    "duplex fabrique-de-territoire france-tiers-lieux ordi-3-0 etapes-numeriques-la-poste eclaireurs-du-numerique "
    "mes-papiers sud-labs charte-tiers-lieux-bfc arnia-mednum-bfc collectif-reemploi-normandie "
    "nievre-mediation-numerique reseau-dijon-metropole reseau-inclusion-chalon-louhans point-conseil-budget "
    "point-justice autre",
}

# What people type (the field studies' words and the scenarios'), and a service that must then be found.
TYPED = {
    "carte vitale": "ameli-carte-vitale",
    "refaire sa carte vitale": "ameli-carte-vitale",
    "ameli": "ameli-compte",
    "sécu": "ameli-compte",
    "CPAM": "ameli-compte",
    "CAF": "caf-demarches",
    "déclaration CAF": "caf-declaration-trimestrielle",
    "APL": "caf-aide-logement",
    "prime d'activité": "caf-prime-activite",
    "RSA": "caf-rsa",
    "RSA suspendu": "caf-rsa",
    "quotient familial": "caf-attestation",
    "indu": "caf-dette-recours",
    "déclaration trimestrielle": "caf-declaration-trimestrielle",
    "impôts": "impots-declarer",
    "déclaration de revenus": "impots-declarer",
    "taxe": "impots-logement",
    "Pôle emploi": "france-travail-inscription",
    "France Travail": "france-travail-inscription",
    "actualisation": "france-travail-actualisation",
    "inscription": "france-travail-inscription",
    "carte grise": "carte-grise",
    "permis": "permis-conduire",
    "ANTS": "carte-grise",
    "titre de séjour": "titre-sejour",
    "préfecture": "prefecture-rendez-vous",
    "rendez-vous préfecture": "prefecture-rendez-vous",
    "rendez-vous": "prefecture-rendez-vous",
    "retraite": "retraite-demande",
    "CARSAT": "retraite-demande",
    "MSA": "msa-demarches",
    "logement social": "logement-social",
    "HLM": "logement-social",
    "DALO": "dalo",
    "MDPH": "mdph-dossier",
    "handicap": "mdph-dossier",
    "Parcoursup": "parcoursup",
    "bourse": "bourse-etudes",
    "Pronote": "ecole-espace-numerique",
    "ENT": "ecole-espace-numerique",
    "cantine": "ecole-cantine",
    "mail": "messagerie-utiliser",
    "boîte mail": "mot-de-passe-recuperer",
    "mot de passe": "mot-de-passe-recuperer",
    "mot de passe oublié": "mot-de-passe-recuperer",
    "mot de passe perdu": "mot-de-passe-recuperer",
    "récupérer sa boîte mail": "mot-de-passe-recuperer",
    "gérer sa boîte mail": "messagerie-utiliser",
    "identifiant": "mot-de-passe-recuperer",
    "FranceConnect": "franceconnect",
    "imprimer": "imprimer",
    "scanner": "scanner",
    "photocopie": "photocopier",
    "wifi": "wifi",
    "recharger": "recharger-telephone",
    "CV": "cv-lettre",
    "lettre de motivation": "cv-lettre",
    "Doctolib": "sante-rendez-vous",
    "facture EDF": "facture-energie",
    "échéancier": "facture-energie",
    "chèque énergie": "cheque-energie",
    "surendettement": "surendettement",
    "écrire une lettre": "ecrire-courrier",
    "lire un courrier": "lire-courrier",
    "enveloppe pas ouverte": "lire-courrier",
    "écrivain public": "ecrire-courrier",
    "ordinateur pas cher": "achat-ordinateur-solidaire",
    "téléphone": "achat-telephone-solidaire",
    "forfait": "forfait-solidaire",
    "comprendre ses droits": "acces-aux-droits",
    "accès aux droits": "acces-aux-droits",
    "souris": "debuter-ordinateur",
    "grand débutant": "debuter-ordinateur",
    "cours d'informatique": "debuter-ordinateur",
    "internet": "ordinateur-libre-acces",
    "chômage": "france-travail-allocation",
    "emploi": "recherche-emploi",
    "suspension du RSA": "caf-rsa",
    "CAF bloquée": "caf-demarches",
    "radié": "france-travail-espace",
    "titre de transport": "deplacements",
    "autoentrepreneur": "auto-entrepreneur",
    "logement": "logement-social",
    "loyer": "impayes-loyer",
    "santé": "ameli-compte",
    "surendettée": "surendettement",
}

# What an acronym stands for: whoever meets it in a label or a definition reads the words there too.
SPELLED_OUT = {
    "APA": "allocation personnalisée d’autonomie",
    "APL": "aide personnalisée au logement",
    "ASPA": "allocation de solidarité aux personnes âgées",
    "CAF": "allocations familiales",
    "CESU": "chèque emploi service universel",
    "CIDFF": "centre d’information sur les droits des femmes et des familles",
    "CROUS": "centre régional des œuvres universitaires",
    "DALO": "droit au logement opposable",
    "MDPH": "maison départementale des personnes handicapées",
    "MSA": "mutualité sociale agricole",
    "PIMMS": "médiation multi-services",
    "RSA": "revenu de solidarité active",
    "UDAF": "union départementale des associations familiales",
}
# Known to everybody by its letters, or a name and nothing else.
NAMES = {"CV", "APTIC"}


@cache
def tables() -> dict[str, dict[str, Any]]:
    records = {file.stem: read_file(file, file.name, maximum=2_000_000) for file in sorted(FOLDER.glob("*.yml"))}
    assert [record for record in records.values() if not isinstance(record, Record)] == []
    return {name: record.data for name, record in records.items() if isinstance(record, Record)}


@cache
def real() -> Nomenclature:
    return nomenclature(tables())


def entries() -> Iterator[tuple[str, Entry]]:
    for name in tables():
        for entry in getattr(real(), name.replace("-", "_")).values():
            if isinstance(entry, Entry):
                yield name, entry


def test_the_folder_holds_every_table_and_nothing_else() -> None:
    assert {name.replace("-", "_") for name in tables()} == set(Nomenclature.__dataclass_fields__)


@pytest.mark.parametrize("table", FIXED)
def test_a_small_vocabulary_has_exactly_its_codes(table: str) -> None:
    assert set(real().table(table)) == set(FIXED[table].split())


def test_codes_are_kebab_case_save_the_national_ones_of_the_kinds_of_venue() -> None:
    wrong = {
        (name, code)
        for name, rows in tables().items()
        for code in rows
        if name != "typologies" and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    }
    assert wrong == set()
    assert set(real().typologies) == TYPOLOGIES | {"NON_RENSEIGNE"}


def test_labels_are_unique_in_their_table_and_begin_with_a_capital() -> None:
    labels = defaultdict(list)
    for table, entry in entries():
        labels[table, fold(entry.libelle)].append(entry.code)
        assert entry.libelle[0].isupper() or entry.libelle[0].isdigit(), entry
        assert not entry.libelle.endswith("."), entry
        assert len(entry.libelle) <= 70, entry
    assert [codes for codes in labels.values() if len(codes) > 1] == []


def test_everything_but_a_language_has_a_definition_in_full_sentences() -> None:
    for table, entry in entries():
        if table == "langues":
            continue
        assert entry.definition.endswith("."), (table, entry.code)
        assert entry.definition[0].isupper() or entry.definition[0].isdigit(), (table, entry.code)
        assert 15 <= len(entry.definition) <= 260, (table, entry.code, len(entry.definition))


def test_what_people_read_is_typeset_as_french() -> None:
    for table, entry in entries():
        for text in (entry.libelle, entry.definition, *entry.synonymes):
            assert "'" not in text, (table, entry.code, text)
            assert "..." not in text or table == "hotes_siilab", (table, entry.code, text)
            assert text == " ".join(text.split(" ")).strip(), (table, entry.code, text)
            # A heading must not begin a line with its colon: no ordinary space stands there.
            parted = re.search(r"[^\xa0][;:!?»]|«[^\xa0]", text.replace("micro:bit", ""))
            assert not parted, (table, entry.code, text)


def test_an_acronym_never_stands_alone() -> None:
    for table, entry in entries():
        read = f"{entry.libelle} {entry.definition}"
        for acronym in set(re.findall(r"\b[A-ZÉ]{2,}\b", read)) - NAMES:
            assert acronym in SPELLED_OUT, (table, entry.code, acronym)
            assert SPELLED_OUT[acronym] in read.lower(), (table, entry.code, acronym)


def test_synonyms_are_words_to_type_and_not_repeated() -> None:
    for table, entry in entries():
        folded = [fold(word) for word in entry.synonymes]
        assert len(folded) == len(set(folded)), (table, entry.code)
        assert all(len(word) >= 2 for word in folded), (table, entry.code)
    for service in real().services.values():
        assert len(service.synonymes) >= 2, service.code
        assert fold(service.libelle) not in map(fold, service.synonymes), service.code


def test_a_word_belongs_to_one_service_or_is_declared_as_shared() -> None:
    services = defaultdict(set)
    for service in real().services.values():
        for word in service.synonymes:
            services[fold(word)].add(service.code)
    shared = {word: codes for word, codes in services.items() if len(codes) > 1}
    declared = {fold(word.libelle): set(word.services) for word in real().synonymes_partages.values()}
    assert shared == declared


def test_a_shared_word_is_keyed_by_its_own_letters() -> None:
    for code, word in real().synonymes_partages.items():
        assert fold(word.libelle).replace(" ", "-") == code


def test_a_word_is_never_the_label_of_another_service() -> None:
    labels = {fold(service.libelle): service.code for service in real().services.values()}
    for service in real().services.values():
        for word in service.synonymes:
            assert labels.get(fold(word), service.code) == service.code, (service.code, word)


@pytest.mark.parametrize("typed", TYPED)
def test_the_words_of_the_field_lead_to_the_service(typed: str) -> None:
    wanted = fold(typed)
    named = {
        service.code
        for service in real().services.values()
        if wanted in {fold(service.libelle), *map(fold, service.synonymes)}
        or set(wanted.split()) <= set(fold(service.libelle).split())
    }
    assert TYPED[typed] in named
    assert TYPED[typed] in real().nearest("services", typed, limit=9)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("mot de passe oublié", "mot-de-passe-recuperer"),
        ("titre de sejour", "titre-sejour"),
        ("rendez vous prefecture", "prefecture-rendez-vous"),
        ("lire un courrier", "lire-courrier"),
        ("rsa suspendu", "caf-rsa"),
        ("declaration trimestrielle", "caf-declaration-trimestrielle"),
        ("dalo", "dalo"),
        ("pronotte", "ecole-espace-numerique"),
        ("surendetement", "surendettement"),
        ("photocopies", "photocopier"),
        ("logemant social", "logement-social"),
        ("comprendre ses droits", "acces-aux-droits"),
        ("caf", "caf-demarches"),
        ("impots", "impots-declarer"),
        ("pole emploi", "france-travail-inscription"),
    ],
)
def test_a_search_as_it_is_typed_gives_the_right_service_first(typed: str, first: str) -> None:
    assert real().nearest("services", typed)[0] == first


def test_a_lost_password_is_not_answered_by_a_new_mailbox() -> None:
    assert "messagerie-creer" not in real().nearest("services", "mot de passe oublié", limit=20)


def test_a_service_has_a_theme_and_one_dimension_and_none_of_them_is_empty() -> None:
    services = real().services.values()
    assert {service.theme for service in services} == set(real().themes)
    assert {service.dimension for service in services} == set(real().dimensions)


def test_help_with_a_procedure_is_not_learning_nor_a_machine() -> None:
    dimensions = {service.code: service.dimension for service in real().services.values()}
    assert dimensions["france-travail-actualisation"] == "demarches"
    assert dimensions["lire-courrier"] == "demarches"
    assert dimensions["demarches-apprendre"] == "apprentissage"
    assert dimensions["imprimer"] == dimensions["borne-administrative"] == "acces"
    assert dimensions["achat-ordinateur-solidaire"] == "equipement"


def test_services_needed_together_exist() -> None:
    for service in real().services.values():
        assert set(service.connexes) <= set(real().services) - {service.code}, service.code
        assert len(service.connexes) == len(set(service.connexes)), service.code


def test_the_129_aptic_subjects_are_all_somewhere() -> None:
    assert {number for service in real().services.values() for number in service.aptic} == set(range(1, 130))


def test_the_aptic_subjects_are_those_of_the_2020_list(real_data: Path) -> None:
    lines = (real_data / "aptic-129.csv").read_text("utf-8-sig").splitlines()[1:]
    listed = {int(line.split(";")[0]) for line in lines if line}
    assert {number for service in real().services.values() for number in service.aptic} == listed


@pytest.mark.parametrize("table", NATIONAL)
def test_every_national_value_has_a_code_and_every_value_written_is_national(table: str) -> None:
    written = {entry.national[0] for entry in real().table(table).values() if entry.national}
    assert written == NATIONAL[table]
    for value in NATIONAL[table]:
        code = real().from_national(table, value)
        assert code is not None, value
        assert value in real().table(table)[code].national


def test_one_general_service_stands_for_each_national_service() -> None:
    general = [service for service in real().services.values() if service.general]
    assert len(general) == 9
    assert {service.national[0] for service in general} == SERVICES
    assert real().from_national("services", "Aide aux démarches administratives") == "demarches-en-ligne"


def test_only_giving_away_a_machine_has_no_national_service() -> None:
    assert [service.code for service in real().services.values() if not service.national] == ["depot-materiel"]


def test_both_spellings_of_the_etapes_numeriques_are_read_and_the_one_of_the_schema_is_written() -> None:
    assert real().from_national("labels", "Étapes numériques (La Poste)") == "etapes-numeriques-la-poste"
    assert real().from_national("labels", "Étapes numériques(La Poste)") == "etapes-numeriques-la-poste"
    assert real().labels["etapes-numeriques-la-poste"].national[0] == "Étapes numériques(La Poste)"


def test_data_inclusion_values_are_of_its_closed_lists() -> None:
    for table, entry in entries():
        assert set(entry.data_inclusion) <= DATA_INCLUSION.get(table, set()), (table, entry.code)


def test_a_label_says_in_which_national_column_it_is_written() -> None:
    columns = {
        "dispositif_programmes_nationaux": DISPOSITIFS,
        "formations_labels": FORMATIONS,
        "autres_formations_labels": set(),
    }
    for label in real().labels.values():
        assert set(label.national[:1]) <= columns[label.champ_national], label.code
        assert bool(label.national) == (label.champ_national != "autres_formations_labels"), label.code
        assert label.emetteur or label.code == "autre", label.code


def test_a_machine_allows_a_service_that_exists() -> None:
    services = real().services
    allowed = {machine.code: machine.service for machine in real().equipements.values()}
    assert {code for code in allowed.values() if code} <= set(services)
    assert [code for code, service in allowed.items() if not service] == ["casque", "webcam"]
    assert allowed["borne-caf"] == "borne-administrative"
    assert allowed["imprimante"] == "imprimer"


def test_a_kind_of_venue_has_a_family_and_a_row_of_hosts() -> None:
    kinds = real().typologies.values()
    assert {kind.famille for kind in kinds} == set(real().familles)
    assert {kind.hote_siilab for kind in kinds} == set(real().hotes_siilab)
    assert [kind.code for kind in kinds if kind.hote_siilab == "non-renseigne"] == ["NON_RENSEIGNE"]


def test_a_retired_code_has_left_and_is_replaced_by_services_in_use() -> None:
    for retired in real().services_retires.values():
        assert retired.code not in real().services
        assert retired.remplace_par
        assert set(retired.remplace_par) <= set(real().services)


WORLD: dict[str, dict[str, Any]] = {
    "services": {
        "carte-grise": {
            "libelle": "Carte grise",
            "definition": "Immatriculer un véhicule.",
            "synonymes": ["ANTS", "certificat d’immatriculation"],
            "dimension": "demarches",
            "theme": "vehicule",
            "aptic": ["84", "7"],
            "national": "Aide",
            "connexes": ["demarches"],
        },
        "demarches": {
            "libelle": "Toute démarche",
            "dimension": "demarches",
            "theme": "tout",
            "national": ["Aide"],
            "general": "oui",
        },
    },
    "services-retires": {
        "immatriculation": {"libelle": "Immatriculation", "remplace_par": ["carte-grise"], "depuis": "2026-01-31"}
    },
    "synonymes-partages": {"ants": {"libelle": "ANTS", "services": ["carte-grise", "demarches"]}},
    "acces": {
        "sans-rdv": {"libelle": "Sans rendez-vous", "national": ["Libre"]},
        "sur-rdv": {"libelle": "Sur rendez-vous", "national": ["Libre"]},
    },
}


def test_a_table_is_read_into_frozen_entries_in_the_order_of_its_file() -> None:
    world = nomenclature(WORLD)
    assert list(world.services) == ["carte-grise", "demarches"]
    assert world.services["carte-grise"] == ServiceEntry(
        code="carte-grise",
        libelle="Carte grise",
        definition="Immatriculer un véhicule.",
        synonymes=("ANTS", "certificat d’immatriculation"),
        national=("Aide",),
        theme="vehicule",
        dimension="demarches",
        aptic=(84, 7),
        connexes=("demarches",),
    )
    assert world.synonymes_partages["ants"] == SharedWord(
        code="ants", libelle="ANTS", services=("carte-grise", "demarches")
    )
    assert world.postures == {}


def test_a_service_code_is_in_use_retired_or_unknown() -> None:
    world = nomenclature(WORLD)
    assert world.resolve_service("carte-grise") is world.services["carte-grise"]
    assert world.resolve_service("immatriculation") == Retired(
        code="immatriculation", libelle="Immatriculation", remplace_par=("carte-grise",), depuis="2026-01-31"
    )
    assert world.resolve_service("carte-noire") is None


def test_a_national_value_that_several_codes_share_gives_the_general_one_or_nothing() -> None:
    world = nomenclature(WORLD)
    assert world.from_national("services", "aide") == "demarches"
    assert world.from_national("acces", "Libre") is None
    assert world.from_national("acces", "Autre chose") is None
    assert world.from_national("acces", "") is None


def test_a_label_is_the_code_itself_when_nobody_has_named_it() -> None:
    world = nomenclature(WORLD)
    assert world.label("services", "carte-grise") == "Carte grise"
    assert world.label("services", "inconnu") == "inconnu"


@pytest.mark.parametrize("table", ["services_retires", "synonymes_partages", "label", "nimporte"])
def test_only_a_table_of_codes_can_be_asked_for(table: str) -> None:
    with pytest.raises(KeyError):
        nomenclature(WORLD).label(table, "x")


def test_near_misses_count_codes_labels_and_synonyms_and_keep_to_the_limit() -> None:
    world = nomenclature(WORLD)
    assert world.nearest("services", "carte-gryse") == ("carte-grise",)
    assert world.nearest("services", "certificat dimmatriculation") == ("carte-grise",)
    assert world.nearest("acces", "sans rendez vous")[0] == "sans-rdv"
    assert len(world.nearest("acces", "rendez-vous", limit=1)) == 1
    assert world.nearest("services", "hippopotame") == ()
    assert world.nearest("services", " ! ") == ()


@pytest.mark.parametrize(("typed", "meant"), [("EPM", "EPN"), ("BIP", "BIB"), ("RFC", "RFS"), ("epm", "EPN")])
def test_an_acronym_with_one_letter_wrong_is_near(typed: str, meant: str) -> None:
    assert meant in real().nearest("typologies", typed)


def test_an_acronym_with_two_letters_wrong_is_not() -> None:
    assert "EPN" not in real().nearest("typologies", "XPX", limit=20)


def test_other_alphabets_are_searched_too() -> None:
    assert real().nearest("langues", "Русский") == ("ru",)
    assert real().nearest("langues", "arabe")[0] == "ar"


@pytest.mark.parametrize(
    ("given_tables", "found"),
    [
        ({"inconnue": {}}, "inconnue : cette table est inconnue"),
        ({"acces": {"x": {"libelle": "X", "couleur": "bleu"}}}, "acces, « x » : clé inconnue couleur"),
        ({"acces": {"x": {"definition": "Rien."}}}, "acces, « x » : il manque une clé obligatoire"),
        ({"acces": {"x": "X"}}, "acces, « x » : il faut une liste de clés"),
        ({"acces": {"x": {"libelle": ["X"]}}}, "acces, « x » : un texte est attendu"),
        ({"acces": {"x": {"libelle": "X", "general": "peut-être"}}}, "« peut-être » n’est ni oui ni non"),
        ({"services": {"x": {"libelle": "X", "theme": "t", "dimension": "d", "aptic": ["un"]}}}, "services, « x » :"),
    ],
)
def test_a_mistake_in_a_table_is_said_with_its_place(given_tables: dict[str, Any], found: str) -> None:
    with pytest.raises(ValueError, match=re.escape(found)):
        nomenclature(given_tables)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_forgets_case_accents_ligatures_apostrophes_and_spaces() -> None:
    assert fold("  L’Œuvre : prime d'ACTIVITÉ ") == fold("l'oeuvre prime d activite") == "l oeuvre prime d activite"


@given(st.text())
def test_whatever_is_typed_gets_an_answer_among_the_codes(typed: str) -> None:
    assert set(nomenclature(WORLD).nearest("services", typed)) <= {"carte-grise", "demarches"}
