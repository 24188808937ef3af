"""What there is, what could be developed, and what to ask first: three lists, none of them a judgement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from maillage.coverage import ANY_LABEL, ANY_SERVICE, CONDITIONS, Question
from maillage.pages import words
from maillage.pages.couverture.essentials import Essentials, count
from maillage.pages.couverture.measures import Reading
from maillage.pages.couverture.wording import half_days, listed, percent, whole
from maillage.pages.words import NBSP

_COLON = f"{NBSP}:"
_NAMES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Sentences, each without its full stop."""

    existantes: tuple[str, ...]
    a_developper: tuple[str, ...]
    a_demander: tuple[str, ...]


def balance(reading: Reading, told: Essentials) -> Balance:
    """Return the resources of an area, what is missing from them, and what its records leave unsaid."""
    return Balance(
        existantes=tuple(_existing(reading, told)),
        a_developper=tuple(_missing(reading, told)),
        a_demander=tuple(_unsaid(reading, told)),
    )


def _existing(reading: Reading, told: Essentials) -> Iterator[str]:
    dimensions = reading.measures.world.nomenclature.dimensions
    for code, entry in dimensions.items():
        question = Question(genre="dimension", code=code)
        structures = count(reading.get("structures", question))
        if structures:
            free = count(reading.get("structures", replace(question, acces="sans-rdv")))
            without = f", dont {whole(free)} sans rendez-vous" if free else ""
            yield f"{entry.libelle}{_COLON} {words.count(structures, 'structure')}{without}"
    for name, one, many, question in (
        ("permanences", "permanence", "permanences", ANY_SERVICE),
        ("arrets", "arrêt itinérant", "arrêts itinérants", ANY_SERVICE),
        ("fiches", "lieu qui a un label", "lieux qui ont un label", Question(genre="label", code=ANY_LABEL)),
    ):
        found = count(reading.get(name, question))
        if found:
            yield words.count(found, one, many)
    for code, name in CONDITIONS.items():
        found = count(reading.get("structures", replace(ANY_SERVICE, condition=code)))
        if found:
            yield f"{words.capitalised(name)}{_COLON} {words.count(found, 'structure')}"
    if told.lieux and not told.services - told.services_sans_lieu:
        yield f"{words.count(told.lieux, 'lieu', 'lieux')}, dont aucun ne dit ce qu’on y fait"


def _missing(reading: Reading, told: Essentials) -> Iterator[str]:
    far = words.kilometres(told.loin_km)
    beyond = [town for town in reading.farthest() if town.km is None or town.km > told.loin_km]
    if beyond:
        people = words.count(sum(town.population for town in beyond), "personne")
        yield (
            f"Plus près{_COLON} {people} de {words.count(len(beyond), 'commune')} à plus de {far} "
            f"({listed((town.nom for town in beyond), _NAMES, 'commune')})"
        )
    for code, entry in reading.measures.world.nomenclature.dimensions.items():
        if not count(reading.get("structures", Question(genre="dimension", code=code))):
            yield f"{entry.libelle}{_COLON} aucune structure du territoire ne le déclare"
    if told.loin.au_moins > told.sans_rdv.au_moins:
        yield (
            f"Sans rendez-vous{_COLON} {whole(told.population - told.sans_rdv.au_moins)} personnes "
            f"({percent(told.population - told.sans_rdv.au_moins, told.population)}) n’ont rien de déclaré à {far}"
        )
    if told.horaires and told.demi_journees_vides:
        yield f"Des horaires{_COLON} {half_days(told.demi_journees_vides)}, que personne ne couvre de façon connue"
    for code, name in CONDITIONS.items():
        if not count(reading.get("structures", replace(ANY_SERVICE, condition=code))):
            yield f"{words.capitalised(name)}{_COLON} aucune structure ne le déclare"
    if told.services_fragiles:
        yield f"Un relais{_COLON} {words.count(told.services_fragiles, 'service')} qu’une seule structure déclare"
    if told.services_sans_lieu:
        yield f"{whole(told.services_sans_lieu)} services sur {whole(told.services)} que personne ne déclare"


def _unsaid(reading: Reading, told: Essentials) -> Iterator[str]:
    if told.anciennes:
        yield (
            f"Vérifier {words.count(told.anciennes, 'fiche')} sur {whole(told.lieux)}, de {told.mois} mois ou plus, ou "
            "jamais vérifiées"
        )
    for code, name in (
        ("services", "Ce qu’on y fait"),
        ("horaires", "Les horaires"),
        ("acces", "Avec ou sans rendez-vous"),
        ("frais_a_charge", "Le prix"),
        ("poste_fauteuil", "Un poste utilisable en fauteuil"),
        ("confidentialite", "La confidentialité"),
    ):
        found = count(reading.get("non_renseigne", detail=code))
        if found:
            verb = "dit" if found < 2 else "disent"
            yield f"{name}{_COLON} {words.count(found, 'fiche')} sur {whole(told.lieux)} n’en {verb} rien"
