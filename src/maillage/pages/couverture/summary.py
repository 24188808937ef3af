"""A report in a few plain sentences, written from its figures and nothing else, to be read or pasted as they are.

Each paragraph is a function of the figures. None of them ranks, praises or blames: they say what is declared, for how
many people out of how many, and how far the directory itself may be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from maillage.coverage import HALF_DAYS
from maillage.pages import words
from maillage.pages.couverture.essentials import Essentials
from maillage.pages.couverture.subject import VENUES
from maillage.pages.couverture.wording import away, decimal, half_days, listed, percent, whole, within
from maillage.pages.words import NBSP

# From that share of old records on, a gap may be one of the directory.
_MUCH: Final = 0.25

# Up to that many hours a week, a half-hour is worth saying.
_PRECISE: Final = 100

_COLON: Final = f"{NBSP}:"
_SEMICOLON: Final = f"{NBSP};"


def paragraphs(told: Essentials) -> tuple[str, ...]:
    """Return the summary of a report, a paragraph a string."""
    every = (_what(told), _reach(told), _opening(told), _offer(told), _beside(told), _quality(told))
    return tuple(" ".join(sentences) for sentences in map(tuple, every) if sentences)


def _what(told: Essentials) -> Iterator[str]:
    people = words.count(told.population, "habitant")
    vintage = f" (population municipale {told.annee})" if told.annee else ""
    communes = words.count(told.communes, "commune")
    yield f"{told.nom}, au {words.day(told.jour)}{_COLON} {communes}, {people}{vintage}."
    if told.entier is not None:
        part = f"{told.communes} de ses {told.entier} communes"
        yield f"C’est la partie de l’intercommunalité que ce site couvre{_COLON} {part}."
    elif len(told.departements) > 1:
        names = words.sentence_list(told.departements)
        yield (
            f"Elle s’étend sur {len(told.departements)} départements ({names}){_COLON} ce rapport la compte en entier, "
            "une seule fois."
        )
    if told.epci:
        yield _surveyed(told)
    if told.debordent:
        verb = "s’étendent" if len(told.debordent) > 1 else "s’étend"
        names = listed(told.debordent, 3, "intercommunalité")
        yield f"{names} {verb} au-delà{_COLON} seules les communes du département sont comptées ici."
    yield from _venues(told)


def _surveyed(told: Essentials) -> str:
    lost = told.non_recensees
    if lost:
        known = told.epci - len(lost)
        verb = "est recensée" if known < 2 else "sont recensées"
        return (
            f"{words.count(known, 'intercommunalité')} sur {whole(told.epci)} {verb}{_SEMICOLON} "
            f"{'n’entrent' if len(lost) > 1 else 'n’entre'} dans aucun total, faute d’y avoir cherché{_COLON} "
            f"{listed(lost, 3, 'intercommunalité')}."
        )
    if told.epci > 1:
        return f"Ses {whole(told.epci)} intercommunalités sont recensées."
    return "Son intercommunalité est recensée."


def _venues(told: Essentials) -> Iterator[str]:
    if not told.lieux:
        yield "On y a cherché, et l’annuaire n’y connaît aucun lieu ouvert."
        return
    known = f"L’annuaire y connaît {words.count(told.lieux, 'lieu ouvert', 'lieux ouverts')}"
    where = f"dans {words.count(told.communes_pourvues.au_moins, 'commune')} sur {whole(told.communes)}"
    if told.sujet == VENUES:
        yield f"{known}, {where}."
        silent = words.share(told.silencieuses, told.lieux)
        yield f"Fiches qui ne disent pas ce qu’on y fait{_COLON} {silent}."
        yield "Ce résumé parle donc des lieux, quoi qu’ils fassent."
        return
    yield f"{known}."
    declaring = told.structures.au_moins
    if declaring:
        verb = "déclare" if declaring == 1 else "déclarent"
        yield f"{words.count(declaring, 'structure')} {verb} une {told.sujet.nom}, {where}."
    else:
        yield f"Aucune structure n’y déclare d’{told.sujet.nom}."
    unsaid = told.structures.au_plus - declaring
    if unsaid == 1:
        yield "1 autre structure ne dit pas si elle en donne une."
    elif unsaid:
        yield f"{whole(unsaid)} autres structures ne disent pas si elles en donnent une."


def _reach(told: Essentials) -> Iterator[str]:
    if not told.population:
        return
    proche, loin = told.proche.au_moins, told.loin.au_moins
    beyond = told.population - loin
    if not loin:
        yield (
            f"Il n’y a {told.sujet.aucun} à {_far(told)} ou moins, à vol d’oiseau, de la mairie d’aucune des "
            f"{whole(told.population)} personnes."
        )
    else:
        further = f"{_SEMICOLON} {_people(beyond)} en sont plus loin." if beyond else "."
        yield (
            f"À vol d’oiseau depuis la mairie de leur commune, {_part(loin, told)} ont {told.sujet.un} à {_far(told)} "
            f"ou moins, et {_share(proche, told)} à {words.kilometres(told.proche_km)} ou moins{further}"
        )
    if told.loin.au_plus > loin:
        yield (
            f"Si tout ce qui n’est pas renseigné existait, il y en aurait {_share(told.loin.au_plus, told)} à "
            f"{_far(told)} ou moins."
        )
    if told.mediane is not None:
        most = f", neuf sur dix à {within(told.p90)}" if told.p90 is not None else ""
        yield f"La moitié des personnes sont à {within(told.mediane)} du plus proche{most}."
    yield from _farthest(told)


def _farthest(told: Essentials) -> Iterator[str]:
    known = [(nom, measured) for nom, measured in told.eloignees if measured is not None and measured > told.loin_km]
    if known:
        names = words.sentence_list(f"{nom} ({away(measured, told.loin_km)})" for nom, measured in known)
        yield f"{'Les communes les plus éloignées sont' if len(known) > 1 else 'La plus éloignée est'} {names}."


def _opening(told: Essentials) -> Iterator[str]:
    if not told.loin.au_moins and not told.horaires:
        return
    least, most = told.sans_rdv.au_moins, told.sans_rdv.au_plus
    if least:
        more = f", {_share(most, told)} au plus." if most > least else "."
        yield f"Sans rendez-vous, {_part(least, told)} en ont {told.sujet.pronom} à {_far(told)} ou moins{more}"
    elif most:
        yield (
            f"Rien n’est déclaré sans rendez-vous à {_far(told)} ou moins{_SEMICOLON} {_share(most, told)} en auraient "
            "si tout ce qui n’est pas renseigné existait."
        )
    else:
        yield f"Rien n’est déclaré sans rendez-vous à {_far(told)} ou moins."
    yield from _hours(told)


def _hours(told: Essentials) -> Iterator[str]:
    if not told.horaires:
        return
    missing = told.horaires_inconnus
    if not told.heures:
        yield f"Aucun horaire n’y est connu, pour {words.count(told.horaires, 'lieu ou arrêt', 'lieux ou arrêts')}."
        return
    silent = words.count(missing, "lieu ou arrêt", "lieux ou arrêts")
    unknown = f"{_SEMICOLON} les horaires manquent en tout ou partie pour {silent} sur {whole(told.horaires)}"
    free = _in_hours(told.heures_sans_rdv) if told.heures_sans_rdv else "aucune"
    yield (
        f"Il y a au moins {_in_hours(told.heures)} d’ouverture par semaine, dont {free} de façon déclarée sans "
        f"rendez-vous{unknown if missing else ''}."
    )
    empty = told.demi_journees_vides
    if len(empty) == len(HALF_DAYS):
        yield "D’après les horaires connus, aucune demi-journée de la semaine n’est couverte."
    elif empty:
        yield f"D’après les horaires connus, rien n’est ouvert {half_days(empty)}."


def _offer(told: Essentials) -> Iterator[str]:
    declared = told.services - told.services_sans_lieu
    if declared:
        single = told.services_fragiles
        one = f", dont {whole(single)} par une seule structure" if single else ""
        verb = "y est déclaré" if declared == 1 else "y sont déclarés"
        yield f"{words.count(declared, 'service')} sur {whole(told.services)} {verb}{one}."
    endings = [
        f"{what} dans {words.count(number, 'lieu', 'lieux')}"
        for what, number in (
            ("un label ou une habilitation", told.labels_finissent),
            ("un financement, s’il n’est pas déjà fini,", told.financements_finissent),
        )
        if number
    ]
    if endings:
        yield f"Dans les douze mois {'finissent' if len(endings) > 1 else 'finit'} {words.sentence_list(endings)}."
    if told.une_de_plus:
        nom, gain = told.une_de_plus
        yield (
            f"La permanence hebdomadaire de plus qui rapprocherait le plus de personnes serait à {nom}{_COLON} "
            f"{whole(gain)} passeraient à {_far(told)} ou moins."
        )


def _beside(told: Essentials) -> Iterator[str]:
    same = told.similaires
    if same:
        yield (
            f"Repère, sans classement{_COLON} dans les {same.nombre} autres intercommunalités recensées de taille "
            f"voisine ({whole(same.de)} à {whole(same.a)} habitants), la part médiane des personnes à {_far(told)} ou "
            f"moins est de {percent(same.mediane, 1)}{_SEMICOLON} elle est ici de {percent(told.part, 1)}."
        )


def _quality(told: Essentials) -> Iterator[str]:
    if told.lieux:
        old, since = told.anciennes, f"depuis {told.mois} mois ou plus, ou ne"
        doubt = f"{_COLON} l’écart peut venir des données" if old >= told.lieux * _MUCH else ""
        if old == told.lieux > 1:
            yield f"Aucune des {whole(old)} fiches n’a été vérifiée dans les {told.mois} derniers mois{doubt}."
        elif old == 1:
            yield f"1 fiche sur {whole(told.lieux)} n’a pas été vérifiée {since} l’a jamais été{doubt}."
        elif old:
            yield (
                f"{whole(old)} fiches sur {whole(told.lieux)} n’ont pas été vérifiées {since} l’ont jamais été{doubt}."
            )
        else:
            yield f"Toutes les fiches ont été vérifiées dans les {told.mois} derniers mois."
        if told.silencieuses and told.sujet != VENUES:
            yield f"Fiches qui ne disent pas ce qu’on y fait{_COLON} {words.share(told.silencieuses, told.lieux)}."
    yield (
        "Les distances sont des réglages du site, pas des normes. Ces chiffres décrivent une situation, ils ne "
        "désignent aucun responsable."
    )


def _far(told: Essentials) -> str:
    return words.kilometres(told.loin_km)


def _people(number: int) -> str:
    return words.count(number, "personne")


def _part(number: int, told: Essentials) -> str:
    if number == told.population:
        return f"toutes les personnes ({whole(number)})"
    return f"{_people(number)} sur {whole(told.population)} ({percent(number, told.population)})"


def _share(number: int, told: Essentials) -> str:
    return f"{whole(number)} ({percent(number, told.population)})"


def _in_hours(hours: float) -> str:
    number = decimal(hours) if hours < _PRECISE else whole(hours)
    return f"{number}{NBSP}{'heures' if hours >= 2 else 'heure'}"
