"""What there is, what could be developed, and what to ask first: three lists, none of them a judgement.

Only what would be missing even if every unknown were a yes is an offer to develop; what is merely not said is a
question to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from maillage.coverage import ANY_LABEL, ANY_SERVICE, ANY_VENUE, CONDITIONS, HALF_DAYS, Question, Town
from maillage.pages import words
from maillage.pages.couverture.essentials import Essentials, Interval, count, interval
from maillage.pages.couverture.measures import Reading
from maillage.pages.couverture.wording import half_days, listed, percent, whole
from maillage.pages.words import NBSP

_COLON = f"{NBSP}:"
_NAMES = 6
_SUNDAY = 12


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
    for name, question in _dimensions(reading):
        structures = count(reading.get("structures", question))
        if structures:
            free = count(reading.get("structures", replace(question, acces="sans-rdv")))
            without = f", dont {whole(free)} sans rendez-vous" if free else ""
            yield f"{name}{_COLON} {words.count(structures, 'structure')}{without}"
    for indicator, one, many, question in (
        ("permanences", "permanence", "permanences", ANY_SERVICE),
        ("arrets", "arrêt itinérant", "arrêts itinérants", ANY_SERVICE),
        ("fiches", "lieu qui a un label", "lieux qui ont un label", Question(genre="label", code=ANY_LABEL)),
    ):
        found = count(reading.get(indicator, question))
        if found:
            yield words.count(found, one, many)
    for name, question in _conditions(reading):
        found = count(reading.get("structures", question))
        if found:
            yield f"{name}{_COLON} {words.count(found, 'structure')}"
    if told.lieux and told.silencieuses:
        silent = "ne dit pas ce qu’on y fait" if told.silencieuses == 1 else "ne disent pas ce qu’on y fait"
        yield f"{words.count(told.silencieuses, 'lieu', 'lieux')} qui {silent}"


def _missing(reading: Reading, told: Essentials) -> Iterator[str]:
    far = words.kilometres(told.loin_km)
    beyond = _towns(reading, lambda town: _further(town.km_au_mieux, told))
    if beyond:
        yield f"Plus près{_COLON} {_people_of(beyond)} à plus de {far} ({_named(beyond)})"
    for name, _ in _none(reading, _dimensions(reading), lambda structures: not structures.au_plus):
        yield f"{name}{_COLON} aucune structure du territoire ne le déclare"
    without = told.population - told.sans_rdv.au_plus
    if without > told.population - told.loin.au_plus:
        share = percent(without, told.population)
        yield f"Sans rendez-vous{_COLON} {words.count(without, 'personne')} ({share}) n’ont rien à {far} ou moins"
    empty = [name for name in HALF_DAYS[:_SUNDAY] if _closed_for_sure(reading, name, told)]
    if told.horaires and empty:
        yield f"Des horaires{_COLON} {half_days(empty)}, que personne ne couvre"
    for name, _ in _none(reading, _conditions(reading), lambda structures: not structures.au_plus):
        yield f"{name}{_COLON} aucune structure ne le déclare"
    if told.services_fragiles:
        yield f"Un relais{_COLON} {words.count(told.services_fragiles, 'service')} qu’une seule structure déclare"
    if told.services_sans_lieu and told.silencieuses * 2 < told.lieux:
        yield f"{whole(told.services_sans_lieu)} services sur {whole(told.services)} que personne ne déclare"


def _unsaid(reading: Reading, told: Essentials) -> Iterator[str]:
    if told.anciennes:
        yield (
            f"Vérifier {words.count(told.anciennes, 'fiche')} sur {whole(told.lieux)}, de {told.mois} mois ou plus, ou "
            "jamais vérifiées"
        )
    maybe = _towns(reading, lambda town: _further(town.km, told) and not _further(town.km_au_mieux, told))
    if maybe:
        yield (
            f"Un lieu qui ne dit pas ce qu’il fait est tout ce qu’il y a à {words.kilometres(told.loin_km)} pour "
            f"{_people_of(maybe)}"
        )
    silent = [name for name, _ in _none(reading, (*_dimensions(reading), *_conditions(reading)), _only_unsaid)]
    if silent:
        names = words.sentence_list(words.lowered(name) for name in silent)
        yield f"Personne ne le déclare, et des lieux ne disent pas si c’est le cas{_COLON} {names}"
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
            verb = "dit" if found == 1 else "disent"
            yield f"{name}{_COLON} {words.count(found, 'fiche')} sur {whole(told.lieux)} n’en {verb} rien"


_Named = tuple[str, Question]


def _dimensions(reading: Reading) -> tuple[_Named, ...]:
    dimensions = reading.measures.world.nomenclature.dimensions
    return tuple((entry.libelle, Question(genre="dimension", code=code)) for code, entry in dimensions.items())


def _conditions(reading: Reading) -> tuple[_Named, ...]:
    """Return the conditions, asked of services, or of venues where the reports speak of these."""
    asked = ANY_VENUE if reading.measures.subject.question == ANY_VENUE else ANY_SERVICE
    # That all of it is declared is said by the lists themselves.
    names = {code: words.capitalised(name.removesuffix(", déclaré")) for code, name in CONDITIONS.items()}
    return tuple((name, replace(asked, condition=code)) for code, name in names.items())


def _none(reading: Reading, asked: tuple[_Named, ...], wanted: Callable[[Interval], bool]) -> Iterator[_Named]:
    """Yield the questions whose structures are as wanted."""
    for name, question in asked:
        if wanted(interval(reading.get("structures", question))):
            yield name, question


def _only_unsaid(structures: Interval) -> bool:
    return not structures.au_moins and bool(structures.au_plus)


def _closed_for_sure(reading: Reading, half_day: str, told: Essentials) -> bool:
    return not interval(reading.get("demi_journee", told.sujet.question, detail=half_day)).au_plus


def _towns(reading: Reading, wanted: Callable[[Town], bool]) -> list[Town]:
    return [town for town in reading.farthest if wanted(town)]


def _further(measured: float | None, told: Essentials) -> bool:
    return measured is None or measured > told.loin_km


def _people_of(towns: list[Town]) -> str:
    people = words.count(sum(town.population for town in towns), "personne")
    return f"{people} de {words.count(len(towns), 'commune')}"


def _named(towns: list[Town]) -> str:
    return listed((town.nom for town in towns), _NAMES, "commune")
