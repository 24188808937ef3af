"""Rules on contacts: of the structure, never of a person. Links are held to http and https by the schema."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maillage.checks.subject import Finding, Venue, rule
from maillage.model import Lieu
from maillage.nomenclature import fold
from maillage.records import Where

# Words that name a function, a kind of venue or an organisation, and that no first name or surname is.
_OF_A_FUNCTION = frozenset(
    re.findall(
        r"[a-z]+",
        """
    accueil aidants aide aides animateur animation antenne asso association atelier ateliers biblio bibliotheque
    bibliotheques bureau caf campus ccas centre centres centresocial cias citoyen citoyenne clic club cms coeur
    collectif com communaute commune communication compta conseil conseiller conseillere conseillernumerique
    conseillers contact coordinateur coordination coordinatrice culture culturel cyber cyberbase departement dir
    directeur direction directrice education ehpad emmaus emploi epn equipe espace espacenumerique espaces est eveil
    fablab famille familles federation formation foyer france franceservices fs fse gestion habitat hello hub
    inclusion info informatique infos insertion jeune jeunes jeunesse la labo le les lieu local locale locales
    mairie maison maisons mediateur mediatheque mediatheques mediation mfs mission mjc mobile msap multimedia
    mutualite net nord numerique numeriques office ouest pays permanence pij pimms plateforme point pole poste
    presidence president prevention pro proximite public quartier referent regie relais reseau rsp responsable
    ressources rsa rural rurale saint secretaire secretariat senior seniors service services site social sociale
    socioculturel solidaire solidarite solidarites structure sud syndicat technique territoire tiers tierslieu tous
    toutes travail union usagers val vallee vie ville web
        """,
    )
)
_NAMES = re.compile(r"([a-z]+(?:-[a-z]+)?)[._]([a-z]+(?:-[a-z]+)?)")
_MOBILE = re.compile(r"(?:\+33|0033|0)0?[67]")
# Overseas mobile numbers, by international prefix (Guadeloupe, Guyane, Martinique, La Réunion and Mayotte).
_MOBILE_OVERSEAS = re.compile(r"\+(?:590|594|596|262)0?6")


@rule("courriel-de-personne", "attention")
def mail_is_of_the_structure(venue: Venue) -> Iterator[Finding]:
    """Un courriel est celui de la structure : les personnes changent, et certaines ont été menacées en ligne."""
    known = frozenset(fold(" ".join(_own_names(venue.lieu))).split())
    for where, mail in _mails(venue.lieu):
        named = _NAMES.fullmatch(mail.split("@")[0].lower())
        if named and not any(set(_parts(part)) & (_OF_A_FUNCTION | known) for part in named.groups()):
            yield Finding(
                where,
                f"« {mail} » semble être l’adresse d’une personne",
                "demandez une adresse de fonction (accueil@, contact@…), ou retirez celle-ci",
            )


@rule("mobile-public", "attention")
def phone_is_not_a_mobile(venue: Venue) -> Iterator[Finding]:
    """Un téléphone publié est celui de la structure : un mobile est souvent celui d’une personne."""
    for where, phone in _phones(venue.lieu):
        digits = re.sub(r"[^\d+]", "", phone)
        if _MOBILE.match(digits) or _MOBILE_OVERSEAS.match(digits):
            yield Finding(
                where,
                f"« {phone} » est un téléphone mobile",
                "si c’est celui d’une personne, remplacez-le par celui de l’accueil ; s’il appartient à la structure, "
                "laissez-le",
            )


@rule("contact-inconnu", "attention", while_open=True)
def a_contact_is_known(venue: Venue) -> Iterator[Finding]:
    """Un lieu sans aucun contact ne peut être ni appelé ni vérifié."""
    if venue.lieu.contact_inconnu:
        written = [key for key in ("telephone", "courriels", "site_web", "prise_rdv") if getattr(venue.lieu, key)]
        if written:
            yield Finding(
                ("contact_inconnu",),
                f"la fiche dit que le contact est inconnu, et donne « {written[0]} »",
                "retirez la ligne « contact_inconnu »",
            )
        else:
            yield Finding(
                ("contact_inconnu",),
                "aucun contact n’est connu pour ce lieu",
                "cherchez au moins un téléphone, puis retirez la ligne « contact_inconnu »",
            )


def _mails(lieu: Lieu) -> Iterator[tuple[Where, str]]:
    for index, mail in enumerate(lieu.courriels):
        yield ("courriels", index), mail
    if lieu.contact_professionnels and lieu.contact_professionnels.courriel:
        yield ("contact_professionnels", "courriel"), lieu.contact_professionnels.courriel
    for place, service in enumerate(lieu.services):
        for index, mail in enumerate(service.operateur.courriels if service.operateur else ()):
            yield ("services", place, "operateur", "courriels", index), mail


def _phones(lieu: Lieu) -> Iterator[tuple[Where, str]]:
    if lieu.telephone:
        yield ("telephone",), lieu.telephone
    if lieu.contact_professionnels and lieu.contact_professionnels.telephone:
        yield ("contact_professionnels", "telephone"), lieu.contact_professionnels.telephone
    for place, service in enumerate(lieu.services):
        if service.operateur and service.operateur.telephone:
            yield ("services", place, "operateur", "telephone"), service.operateur.telephone


def _own_names(lieu: Lieu) -> Iterator[str]:
    """Yield the names of the venue, of its organisations and of its commune: in an address, they name no person."""
    yield lieu.nom
    if lieu.adresse:
        yield lieu.adresse.commune
    if lieu.structure_parente:
        yield lieu.structure_parente.nom
    for service in lieu.services:
        if service.operateur:
            yield service.operateur.nom


def _parts(name: str) -> list[str]:
    return [name, *name.split("-")]
