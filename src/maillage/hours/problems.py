"""Why an expression of hours cannot be used, part by part and in French, so that whoever wrote it can mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from maillage.hours.expression import MAX_LENGTH, Unread, evaluate, fortnight, is_weekly, parse, without_comments

HINT = (
    "écrivez par exemple « Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00; PH off » : du lundi au vendredi de 9 h à "
    "12 h et de 14 h à 18 h, le samedi de 9 h à 12 h, fermé les jours fériés"
)
"""What to do, for the `hint` of a Problem."""


@dataclass(frozen=True, slots=True)
class HoursProblem:
    """One thing to mend: `part` is the text as it was written, `reason` a phrase without capital nor full stop."""

    part: str
    reason: str


@lru_cache(maxsize=65536)
def problems(text: str) -> tuple[HoursProblem, ...]:
    """Return what forbids to use an expression, in the order of the text; empty when it can be evaluated.

    Refused besides what the grammar of OpenStreetMap refuses: an end before its start that is not a night, a missing
    end ("10:00+"), days without hours (the grammar makes that "open day and night"), school holidays and the sun,
    which cannot be known here.
    """
    if not text.strip():
        return (HoursProblem(text.strip(), "aucune heure n’est donnée"),)
    if len(text) > MAX_LENGTH:
        return (HoursProblem(f"{text[:60]}…", f"plus de {MAX_LENGTH} caractères"),)
    read = parse(text)
    if isinstance(read, Unread):
        return tuple(_unread(text, read)) or (HoursProblem(text, "ces horaires ne sont pas compris"),)
    found = tuple(_misleading(text))
    if found:
        return found
    return tuple(_without_hours(text))


@lru_cache(maxsize=65536)
def doubts(text: str) -> tuple[HoursProblem, ...]:
    """Return what can be used but probably does not say what its author meant; empty for a text with problems.

    Two doubts: a rule that wipes out the hours that another gives to the same day ("Mo-Fr 09:00-12:00; Mo 14:00-18:00"
    is closed on Monday morning), and nothing said of public holidays.
    """
    if problems(text):
        return ()
    return (*_wiped_out(text), *_silent_on_holidays(text))


def speaks_of_holidays(text: str) -> bool:
    """Return whether an expression says what happens on public holidays; "24/7" does."""
    bare = without_comments(text)
    return bool(re.search(r"\bPH\b", bare)) or bare.strip() == "24/7"


def rules(text: str) -> Iterator[str]:
    """Yield each rule of an expression; separators in comments do not count."""
    start = 0
    for separator in re.finditer(r";|\|\||$", without_comments(text)):
        yield text[start : separator.start()].strip()
        start = separator.end()
        if separator.start() == len(text):
            return


_FRENCH_DAYS = {
    "lundi": "Mo", "lun": "Mo", "mardi": "Tu", "mercredi": "We", "mer": "We", "jeudi": "Th", "jeu": "Th",
    "vendredi": "Fr", "ven": "Fr", "samedi": "Sa", "sam": "Sa", "dimanche": "Su", "dim": "Su",
}  # fmt: skip
_FRENCH_DAY = re.compile(r"\b(" + "|".join(_FRENCH_DAYS) + r")s?\b", re.IGNORECASE)
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])")


def _french_day(rule: str) -> tuple[str, str] | None:
    found = _FRENCH_DAY.search(rule)
    return (found[0], f"« {found[0]} » s’écrit « {_FRENCH_DAYS[found[1].lower()]} »") if found else None


def _french_hour(rule: str) -> tuple[str, str] | None:
    found = re.search(r"\b(\d{1,2})\s?[hH.]\s?(\d{2})?(?!\d)", rule)
    return (found[0], f"« {found[0]} » s’écrit « {int(found[1]):02}:{found[2] or '00'} »") if found else None


def _impossible_time(rule: str) -> tuple[str, str] | None:
    for found in _TIME.finditer(rule):
        hours, minutes = int(found[1]), int(found[2])
        is_end = rule[: found.start()].rstrip().endswith("-")
        if minutes > 59:
            return found[0], f"« {found[0]} » n’est pas une heure : les minutes vont de 00 à 59"
        if hours > (48 if is_end else 24):
            return found[0], (
                f"« {found[0]} » n’est pas une heure : les heures vont de 00:00 à 24:00, et la fin peut aller jusqu’à "
                "48:00 pour dire le lendemain"
            )
    return None


def _wrong_dash(rule: str) -> tuple[str, str] | None:
    found = re.search(r"\S*[–—−]\S*", rule)
    return (found[0], "le tiret attendu est le tiret court « - », celui du clavier") if found else None


def _spaced_dash(rule: str) -> tuple[str, str] | None:
    found = re.search(r"\b[A-Z][a-z]+(?:\s+-\s*|\s*-\s+)[A-Z][a-z]+\b", rule)
    return (found[0], "il ne faut pas d’espace autour du tiret") if found else None


def _whole_hour(rule: str) -> tuple[str, str] | None:
    found = re.search(r"(?<![\d:.-])\b(\d{1,2})-(\d{1,2})\b(?![:\d])", rule)
    if not found or re.search(r"week|[A-Z][a-z]{2}\s*$", rule[: found.start()]):
        return None
    return found[0], f"« {found[0]} » s’écrit « {int(found[1]):02}:00-{int(found[2]):02}:00 »"


def _lonely_time(rule: str) -> tuple[str, str] | None:
    for found in _TIME.finditer(rule):
        before, after = rule[: found.start()].rstrip(), rule[found.end() :].lstrip()
        linked = before.endswith(("-", "/")) or after.startswith("-")
        if not linked:
            return found[0], f"« {found[0]} » n’a pas d’heure de fin ou de début : écrivez « 09:00-12:00 »"
    return None


_DIAGNOSES: tuple[Callable[[str], tuple[str, str] | None], ...] = (
    _french_day,
    _french_hour,
    _impossible_time,
    _wrong_dash,
    _spaced_dash,
    _whole_hour,
    _lonely_time,
)


def _unread(text: str, whole: Unread) -> Iterator[HoursProblem]:
    """Try each rule alone, then say why with the first diagnosis that fits, or show where the reading stops."""
    every_rule_reads = True
    for rule in rules(text):
        if not rule:
            every_rule_reads = False
            yield HoursProblem(text.strip()[-40:], "un point-virgule ne sépare rien : enlevez-le")
            continue
        read = parse(rule)
        if isinstance(read, Unread):
            every_rule_reads = False
            yield HoursProblem(rule, _reason(rule, read))
    if every_rule_reads:
        yield HoursProblem(text, _stops_at(text, whole))


def _reason(rule: str, read: Unread) -> str:
    bare = without_comments(rule)
    if bare.count('"') != 0 or rule.count('"') % 2:
        return "un guillemet n’est pas fermé"
    reasons = [found[1] for diagnosis in _DIAGNOSES if (found := diagnosis(bare))]
    return " ; ".join(reasons) or _stops_at(rule, read)


def _stops_at(text: str, read: Unread) -> str:
    rest = text[read.at :].strip()
    if not rest:
        return "il manque quelque chose à la fin"
    word = re.split(r"[\s;]", rest, maxsplit=1)[0]
    return f"la lecture s’arrête à « {word[:40]} »"


def _misleading(text: str) -> Iterator[HoursProblem]:
    """Name what the grammar allows and nobody can honour."""
    for rule in rules(text):
        bare = without_comments(rule)
        if re.search(r"\bSH\b", bare):
            yield HoursProblem(rule, "les vacances scolaires (SH) ne sont pas calculées : écrivez les dates")
        if re.search(r"\b(?:sunrise|sunset|dawn|dusk)\b", bare):
            yield HoursProblem(rule, "le lever et le coucher du soleil ne sont pas calculés : écrivez des heures")
        if open_end := re.search(r"\d{1,2}:\d{2}\+", bare):
            yield HoursProblem(rule, f"« {open_end[0]} » ne dit pas l’heure de fin")
        for first, last, written in _ranges(bare):
            if first == last:
                yield HoursProblem(rule, f"« {written} » commence et finit à la même heure")
            # A night of more than twelve hours is far more often two times written in the wrong order.
            elif last < first and last + 1440 - first > 720:
                yield HoursProblem(
                    rule,
                    f"dans « {written} » la fin vient avant le début ; pour finir le lendemain, ajoutez 24 à l’heure "
                    "de fin (« 18:00-26:00 » finit à 2 h du matin)",
                )


def _ranges(bare: str) -> Iterator[tuple[int, int, str]]:
    for found in re.finditer(r"(?<![\d:])(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})", bare):
        yield int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4]), found[0]


_HOURS_OR_CLOSED = re.compile(r"\d:\d\d|\b(?:off|closed)\b")
_ANY_YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def _without_hours(text: str) -> Iterator[HoursProblem]:
    bare = without_comments(text)
    if re.search(r"24/7|00:00\s*-\s*(?:24|00):00|:\d\d\s*-\s*(?:2[5-9]|[34]\d):", bare):
        return
    # Every rule has its hours, and no comma can begin another: nothing to look for, which is the common case.
    if not re.search(r",\s|\d,[A-Z]", bare) and all(_HOURS_OR_CLOSED.search(rule) for rule in rules(bare)):
        return
    seen = fortnight(text) if is_weekly(text) else evaluate(text, *_ANY_YEAR).values()
    if any(slot.sure and slot.end - slot.start >= 1440 for slots in seen for slot in slots):
        blamed = next((rule for rule in rules(text) if not _TIME.search(without_comments(rule))), text)
        if not without_comments(blamed).strip():
            reason = "un commentaire seul ne donne pas d’heures : mettez-le dans « horaires_precisions »"
        else:
            reason = (
                "des jours sans heures voudraient dire « ouvert jour et nuit » : ajoutez les heures, ou écrivez "
                "« 24/7 »"
            )
        yield HoursProblem(blamed, reason)


def _wiped_out(text: str) -> Iterator[HoursProblem]:
    parts = list(rules(text))
    if "||" in without_comments(text):
        return
    before = fortnight(parts[0])
    for number in range(2, len(parts) + 1):
        after = fortnight("; ".join(parts[:number]))
        for old_slots, new_slots in zip(before, after, strict=True):
            if (
                old_slots
                and new_slots
                and all(new.end <= old.start or old.end <= new.start for new in new_slots for old in old_slots)
            ):
                yield HoursProblem(
                    parts[number - 1],
                    "cette règle remplace les heures déjà données pour le même jour, elle ne s’y ajoute pas ; pour "
                    "les ajouter, écrivez toutes les heures du jour dans une seule règle, séparées par une virgule",
                )
                break
        before = after


def _silent_on_holidays(text: str) -> Iterator[HoursProblem]:
    if not speaks_of_holidays(text):
        yield HoursProblem(
            text,
            "rien n’est dit des jours fériés : la page affichera « jour férié : horaires à vérifier » ; ajoutez "
            "« ; PH off » si le lieu est fermé ces jours-là",
        )
