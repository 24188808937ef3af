"""Hours as people write them in French, read into the `opening_hours` syntax of OpenStreetMap.

"lundi au vendredi 9h-12h / 14h-17h30 ; samedi 9h12h" is read; "9h-12h sous condition" is not, and comes back with
the words that stopped the reading. What is not understood is never guessed: a venue that stands closed behind
invented hours costs more than hours that are missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from maillage.exchange.hour_words import HOURS, Kind, Token, UnreadableError, plain, tokens_of
from maillage.exchange.week_values import Rule, Slot, merged, value_of

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MAX_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of the text that was not read, and why, in French."""

    part: str
    why: str


@dataclass(frozen=True, slots=True)
class DayHours:
    """The slots of one cell that speaks of one day; `closed` where the cell says so in words or with a dash."""

    slots: tuple[Slot, ...] = ()
    closed: bool = False
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The `opening_hours` value of what was read, None where nothing was; `unread` is the rest."""

    value: str | None
    unread: tuple[Unread, ...] = ()


def read_day(text: str) -> DayHours:
    """Return the slots that a cell of one day or half-day gives: "9h-12h", "9h12h", "8h30-12h et 13h30-17h", "-"."""
    words = plain(text)
    if not words:
        return DayHours()
    if set(words) <= set("-–—/ ") or words in ("0", "neant", "non"):
        return DayHours(closed=True)
    if words in ("x", "xx", "oui", "ouvert", "ok", "v"):
        return DayHours(unread=(Unread(text.strip(), "ce signe ne donne pas d'heures"),))
    try:
        tokens = tokens_of(text)
        if all(token.kind == "closed" for token in tokens):
            return DayHours(closed=True)
        if stray := next((token for token in tokens if token.kind not in HOURS), None):
            raise UnreadableError(f"« {stray.text} » n'est pas une heure")
        return DayHours(slots=_slots(tokens))
    except UnreadableError as reason:
        return DayHours(unread=(Unread(text.strip(), str(reason)),))


def read_week(text: str) -> WeekHours:
    """Return the hours of a week written in words: each part that is not understood is left out and named.

    Parts are cut at semicolons and line ends. Read: days, ranges and lists of days, "tous les jours sauf…",
    "1er et 3e mercredi du mois", "semaines paires", "sauf jours fériés", "24h/24". Hours without a day, periods of
    the year, holidays of schools and conditions are not.
    """
    if len(text) > _MAX_LENGTH:
        return WeekHours(None, (Unread(text[:80] + "…", f"texte de plus de {_MAX_LENGTH} caractères"),))
    rules: list[Rule] = []
    unread: list[Unread] = []
    parity_leads, closed_on_holidays = False, False
    for part in re.split(r"[;\n|•]+", text):
        if not plain(part).strip(" .,:-"):
            continue
        try:
            tokens = tokens_of(part)
            if {token.kind for token in tokens} == {"closed", "holiday"}:
                closed_on_holidays = True
                continue
            leads = bool(tokens) and tokens[0].kind == "parity"
            if parity_leads and not any(token.kind == "parity" for token in tokens):
                raise UnreadableError("on ne sait pas si cela vaut pour toutes les semaines")
            parity_leads = parity_leads or leads
            read = _rules(tokens)
            _refuse_clash([*rules, *read])
            rules += read
        except UnreadableError as reason:
            unread.append(Unread(part.strip(), str(reason)))
    if any(rule.holidays_off for rule in rules) and not all(rule.holidays_off for rule in rules):
        unread.append(Unread(text.strip(), "« sauf jours fériés » n'est lu que s'il vaut pour tous les jours"))
    closed_on_holidays = closed_on_holidays or all(rule.holidays_off for rule in rules)
    return WeekHours(value_of(rules, closed_on_holidays), tuple(unread))


def _slots(tokens: Sequence[Token]) -> tuple[Slot, ...]:
    """Return the slots of a run of hours: the hours go by pairs, and a link between two of a pair is never "et"."""
    if [token.kind for token in tokens if token.kind != "and"] == ["allday"]:
        return ((0, 1440),)
    slots: list[Slot] = []
    start: int | None = None
    link: Kind | None = None
    for token in tokens:
        if token.kind != "time":
            if token.kind == "allday":
                raise UnreadableError("« 24h/24 » à côté d'autres heures")
            link = token.kind if token.kind != "period" else link
        elif start is None:
            if link == "range" and not slots:
                raise UnreadableError("l'heure de début manque")
            start, link = token.value[0] % 1440, None
        else:
            if link == "and":
                raise UnreadableError("on ne sait pas si ces heures sont un début et une fin")
            end = token.value[0] or 1440
            if end <= start:
                raise UnreadableError("l'heure de fin vient avant l'heure de début")
            slots.append((start, end))
            start, link = None, None
    if start is not None:
        raise UnreadableError("l'heure de fin manque")
    if not slots:
        raise UnreadableError("aucune heure")
    if link == "range":
        raise UnreadableError("l'heure de fin manque")
    if any(after[0] < before[1] for before, after in pairwise(slots)):
        raise UnreadableError("les plages se chevauchent ou ne sont pas dans l'ordre")
    return merged(slots)


@dataclass(frozen=True, slots=True)
class _Selector:
    days: tuple[tuple[int, tuple[int, ...]], ...]
    parity: str
    holidays_off: bool


def _rules(tokens: Sequence[Token]) -> list[Rule]:
    """Return the rules of one part: runs of days and runs of hours that alternate, whichever comes first."""
    runs = [
        (kind, list(run))
        for kind, run in groupby(
            tokens,
            key=lambda token: "hours" if token.kind in HOURS else "closed" if token.kind == "closed" else "days",
        )
    ]
    runs = _absorb_links(runs)
    if not any(kind == "days" or any(token.kind in ("time", "allday") for token in run) for kind, run in runs):
        raise UnreadableError("aucun jour ni aucune heure")
    if [kind for kind, _ in runs] == ["hours"]:
        if any(token.kind == "allday" for token in runs[0][1]):
            return [Rule(day, _slots(runs[0][1])) for day in range(7)]
        raise UnreadableError("aucun jour n'est donné pour ces heures")
    parities = [position for position, token in enumerate(tokens) if token.kind == "parity"]
    selectors = [(_selector(run) if kind == "days" else None) for kind, run in runs]
    parity, holidays_off = "", False
    # "lundi 9h-12h semaines paires", "… sauf jours fériés": what stands after the only hours speaks of all of them.
    last = selectors[-1]
    if last is not None and not last.days and len(runs) > 1:
        if last.parity and len(runs) > 3:
            raise UnreadableError("on ne sait pas à quels jours la semaine paire ou impaire se rapporte")
        parity, holidays_off = last.parity, last.holidays_off
        runs, selectors = runs[:-1], selectors[:-1]
    elif len(parities) > 1 or (parities and parities[0] != 0):
        if not all(selector is None or selector.parity for selector in selectors) or parities[0] != 0:
            raise UnreadableError("on ne sait pas à quels jours la semaine paire ou impaire se rapporte")
    elif parities:
        parity = _parity(tokens[0].text)
    pairs = _pairs(runs)
    rules: list[Rule] = []
    for days_at, hours_at in pairs:
        selector = selectors[days_at]
        if selector is None or not selector.days:
            raise UnreadableError("aucun jour n'est donné pour ces heures")
        slots = () if hours_at is None else _slots(runs[hours_at][1])
        rules += [
            Rule(day, slots, nth, selector.parity or parity, selector.holidays_off or holidays_off)
            for day, nth in selector.days
        ]
    return rules


def _absorb_links(runs: list[tuple[str, list[Token]]]) -> list[tuple[str, list[Token]]]:
    """Give each link ("et", "au", a dash) between two runs of days back to the days: "lundi" "au" "vendredi"."""
    result: list[tuple[str, list[Token]]] = []
    for index, (kind, run) in enumerate(runs):
        link = kind == "hours" and not any(token.kind in ("time", "allday") for token in run)
        if link and any(token.kind == "period" for token in run):
            following = runs[index + 1][0] if index + 1 < len(runs) else ""
            if following != "hours":
                raise UnreadableError("un matin, un après-midi ou un soir sans heures")
        if link:
            kind = "days"
            if not result and index + 1 < len(runs):
                continue
        if result and result[-1][0] == kind == "days":
            result[-1][1].extend(run)
        elif link and result and result[-1][0] != "days":
            if index + 1 < len(runs) and runs[index + 1][0] == "days":
                continue
            if any(token.kind == "range" for token in run):
                raise UnreadableError("l'heure de fin manque")
        else:
            result.append((kind, list(run)))
    return result


def _pairs(runs: Sequence[tuple[str, list[Token]]]) -> list[tuple[int, int | None]]:
    """Return which run of days goes with which run of hours (None: closed)."""
    pairs: list[tuple[int, int | None]] = []
    left = list(range(len(runs)))
    for index, (kind, _) in enumerate(runs):
        if kind != "closed":
            continue
        before, after = index - 1, index + 1
        if before in left and runs[before][0] == "days":
            days_at = before
        elif after in left and runs[after][0] == "days":
            days_at = after
        else:
            raise UnreadableError("« fermé » sans jour")
        pairs.append((days_at, None))
        left.remove(days_at)
        left.remove(index)
    kinds = [runs[index][0] for index in left]
    if len(left) % 2 or any(kind == following for kind, following in pairwise(kinds)):
        raise UnreadableError("on ne sait pas quelles heures vont avec quels jours")
    for first, second in zip(left[::2], left[1::2], strict=True):
        pairs.append((first, second) if runs[first][0] == "days" else (second, first))
    return pairs


def _parity(text: str) -> str:
    return "impaire" if "impaire" in text else "paire"


def _selector(run: Sequence[Token]) -> _Selector:
    """Return the days that a run of words names: "du lundi au jeudi et samedi", "1er et 3e mercredi du mois"."""
    days: list[tuple[int, tuple[int, ...]]] = []
    excluded: set[int] = set()
    nth: list[int] = []
    parity, holidays_off, excluding, ranging, ranged = "", False, False, False, False
    for token in run:
        if token.kind == "parity":
            parity = _parity(token.text)
        elif token.kind == "except":
            excluding = True
        elif token.kind == "holiday":
            if not excluding:
                raise UnreadableError("les jours fériés ne sont lus qu'après « sauf »")
            holidays_off = True
        elif token.kind == "ordinal":
            nth.append(token.value[0])
        elif token.kind == "day":
            day = token.value[0]
            if excluding:
                excluded.add(day)
            elif ranging:
                if days[-1][1] or nth or ranged:
                    raise UnreadableError("l'étendue de jours n'est pas claire")
                first = days[-1][0]
                days += [((first + step) % 7, ()) for step in range(1, (day - first) % 7 + 1)]
            else:
                days.append((day, tuple(nth)))
            nth, ranging, ranged = [], False, ranging
        elif token.kind in ("everyday", "weekend"):
            if excluding or ranging or nth:
                raise UnreadableError(f"« {token.text} » n'est pas compris ici")
            days += [(day, ()) for day in (range(7) if token.kind == "everyday" else (5, 6))]
        elif token.kind == "range":
            ranging = bool(days) and not nth
        # "et", "du mois", "le matin" add nothing once the days are known
    if nth or ranging:
        raise UnreadableError("un jour manque")
    if excluded and not days:
        raise UnreadableError("« sauf » sans les jours d'ouverture")
    if any(token.kind == "month" for token in run) and not any(ranks for _, ranks in days):
        raise UnreadableError("on ne sait pas quel jour du mois")
    kept = tuple(dict.fromkeys((day, ranks) for day, ranks in days if day not in excluded))
    return _Selector(kept, parity, holidays_off)


def _refuse_clash(rules: Sequence[Rule]) -> None:
    """Refuse what two rules say differently of one day: the second cannot be told from a correction of the first."""
    for index, rule in enumerate(rules):
        for other in rules[:index]:
            if rule.day != other.day:
                continue
            disjoint = rule.parity and other.parity and rule.parity != other.parity
            ranks = set(rule.nth) & set(other.nth)
            mixed = -1 in {*rule.nth, *other.nth} and rule.nth != other.nth
            disjoint = disjoint or bool(rule.nth and other.nth and not ranks and not mixed)
            same = (rule.nth, rule.parity) == (other.nth, other.parity)
            if disjoint or (same and rule.slots == other.slots):
                continue
            apart = all(a[1] <= b[0] or b[1] <= a[0] for a in rule.slots for b in other.slots)
            if not (same and rule.slots and other.slots and apart):
                raise UnreadableError(f"le {DAYS[rule.day]} est déjà décrit autrement")
