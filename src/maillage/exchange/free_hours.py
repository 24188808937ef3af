"""Hours as people write them in French, read into the `opening_hours` syntax of OpenStreetMap.

"lundi au vendredi 9h-12h / 14h-17h30 ; samedi 9h12h" is read; "9h-12h sous condition" is not, and comes back with
the words that stopped the reading. What is not understood is never guessed: a venue that stands closed behind
invented hours costs more than hours that are missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, NamedTuple, cast

Slot = tuple[int, int]
"""First and last minute of the day, 0 to 1440."""

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_PARITIES = {"paire": "week 02-52/2", "impaire": "week 01-53/2"}
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
    words = _plain(text)
    if not words:
        return DayHours()
    if set(words) <= set("-–—/ ") or words in ("0", "neant", "non"):
        return DayHours(closed=True)
    if words in ("x", "xx", "oui", "ouvert", "ok", "v"):
        return DayHours(unread=(Unread(text.strip(), "ce signe ne donne pas d'heures"),))
    try:
        tokens = _tokens(text)
        if all(token.kind == "closed" for token in tokens):
            return DayHours(closed=True)
        if stray := next((token for token in tokens if token.kind not in _HOURS), None):
            raise _UnreadableError(f"« {stray.text} » n'est pas une heure")
        return DayHours(slots=_slots(tokens))
    except _UnreadableError as reason:
        return DayHours(unread=(Unread(text.strip(), str(reason)),))


def read_week(text: str) -> WeekHours:
    """Return the hours of a week written in words: each part that is not understood is left out and named.

    Parts are cut at semicolons and line ends. Read: days, ranges and lists of days, "tous les jours sauf…",
    "1er et 3e mercredi du mois", "semaines paires", "sauf jours fériés", "24h/24". Hours without a day, periods of
    the year, holidays of schools and conditions are not.
    """
    if len(text) > _MAX_LENGTH:
        return WeekHours(None, (Unread(text[:80] + "…", f"texte de plus de {_MAX_LENGTH} caractères"),))
    rules: list[_Rule] = []
    unread: list[Unread] = []
    parity_leads, closed_on_holidays = False, False
    for part in re.split(r"[;\n|•]+", text):
        if not _plain(part).strip(" .,:-"):
            continue
        try:
            tokens = _tokens(part)
            if {token.kind for token in tokens} == {"closed", "holiday"}:
                closed_on_holidays = True
                continue
            leads = bool(tokens) and tokens[0].kind == "parity"
            if parity_leads and not any(token.kind == "parity" for token in tokens):
                raise _UnreadableError("on ne sait pas si cela vaut pour toutes les semaines")
            parity_leads = parity_leads or leads
            read = _rules(tokens)
            _refuse_clash([*rules, *read])
            rules += read
        except _UnreadableError as reason:
            unread.append(Unread(part.strip(), str(reason)))
    if any(rule.holidays_off for rule in rules) and not all(rule.holidays_off for rule in rules):
        unread.append(Unread(text.strip(), "« sauf jours fériés » n'est lu que s'il vaut pour tous les jours"))
    closed_on_holidays = closed_on_holidays or all(rule.holidays_off for rule in rules)
    return WeekHours(_value(rules, closed_on_holidays), tuple(unread))


def week_value(days: Mapping[int, Sequence[Slot]], unclear: Collection[int] = ()) -> str | None:
    """Return the `opening_hours` value of slots by day (0 is Monday); None where no day has any.

    The days of `unclear` that have no slot are written `unknown`: neither open nor closed.
    """
    value = _value([_Rule(day, tuple(slots)) for day, slots in days.items() if slots])
    silent = sorted(day for day in unclear if not days.get(day))
    return f"{value}; {_day_list(silent, ())} unknown" if value and silent else value


def merged(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Return slots in order, those that touch or overlap made one."""
    result: list[Slot] = []
    for start, end in sorted(slots):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


class _UnreadableError(Exception):
    """Why a part cannot be read; never leaves this module."""


Kind = Literal[
    "time", "range", "and", "period", "allday", "day", "everyday", "weekend", "ordinal", "month", "parity",
    "holiday", "except", "closed", "filler", "unknown",
]  # fmt: skip


class _Token(NamedTuple):
    kind: Kind
    text: str
    value: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rule:
    """Slots of one day; an empty `slots` is a closure. `nth` are the ranks of the day in the month, -1 the last."""

    day: int
    slots: tuple[Slot, ...]
    nth: tuple[int, ...] = ()
    parity: str = ""
    holidays_off: bool = False


_HOURS = frozenset({"time", "range", "and", "period", "allday"})
_ORDINALS = {
    "1er": 1, "premier": 1, "premiers": 1, "deuxieme": 2, "second": 2, "seconds": 2, "troisieme": 3, "quatrieme": 4,
    "cinquieme": 5, "dernier": -1, "derniers": -1,
}  # fmt: skip
_DAY_WORDS = {
    "lundi": 0, "lun": 0, "mardi": 1, "mar": 1, "mercredi": 2, "mer": 2, "jeudi": 3, "jeu": 3, "vendredi": 4,
    "vend": 4, "ven": 4, "samedi": 5, "sam": 5, "dimanche": 6, "dim": 6,
}  # fmt: skip

# The order decides: "après-midi" before "midi", "24h/24" before the hours, hours before bare numbers.
_SCANNER = re.compile(
    r"""
    (?P<allday>24\s*h?\s*(?:/|sur)\s*24\s*h?\b)
  | (?P<everyday>\b7\s*j?\s*(?:/|sur)\s*7\s*j?\b|\btous\ les\ jours(?!\s+ferie)|\bchaque\ jour\b)
  | (?P<ordinal>\b(?:1\s*er|[2-5]\s*(?:eme|nde|nd|e)|premiers?|deuxieme|seconds?|troisieme|quatrieme|cinquieme
        |derniers?)\b)
  | (?P<month>\b(?:du|de\ chaque|de\ la\ fin\ du)\ mois\b)
  | (?P<parity>\b(?:en\ |les\ |des\ )?semaines?\s+(?:im)?paires?\b)
  | (?P<holiday>\b(?:les\ )?(?:jours?\s+)?feries?\b)
  | (?P<period>\b(?:le\ |l')?(?:matin(?:s|ee|ees)?|apres[-\ ]?midis?|soir(?:s|ee|ees)?)\b)
  | (?P<time>\bmidi\b|\bminuit\b
        |\d{1,2}\s*(?:heures?|h|:)(?:\s*\d{2}(?!\d|\s*(?:heures?|h|:)))?
        |\b\d{1,2}(?=\s*(?:-|–|—|\ba\b)\s*\d{1,2}\s*(?:h|heures?)))
  | (?P<weekend>\bweek[-\ ]?ends?\b)
  | (?P<day>\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b|\b(?:lun|mar|mer|jeu|vend|ven|sam|dim)\b\.?)
  | (?P<except>\b(?:sauf|hors|excepte)\b)
  | (?P<closed>\bfermee?s?\b)
  | (?P<range>-|–|—|→|\b(?:jusqu'a|jusqu'au|au|a)\b)
  | (?P<and>,|/|&|\+|\b(?:et|puis|ainsi\ que)\b)
  | (?P<filler>[\s:.()]|\b(?:de|du|des|le|les|d'|tous|toutes|ouvert|ouverte|ouverture|ouvertures|horaires?|en\ continu
        |non[-\ ]stop|journee\ continue)(?:\b|(?<=')))
  | (?P<unknown>\w+|.)
    """,
    re.VERBOSE,
)


def _plain(text: str) -> str:
    """Return a text in small letters without accents nor odd spaces and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("º", "°"))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.casefold().split())


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    for match in _SCANNER.finditer(_plain(text)):
        kind = match.lastgroup
        word = match.group()
        if kind == "filler":
            continue
        if kind == "unknown":
            raise _UnreadableError(_why_unknown(word))
        tokens.append(_Token(cast(Kind, kind), word, _token_value(str(kind), word)))
    return tokens


def _why_unknown(word: str) -> str:
    if word in ("rdv", "rendez", "sur"):
        return "le texte dit comment venir, pas à quelles heures"
    if word in ("vacances", "scolaires", "scolaire"):
        return "les vacances scolaires ne sont pas lues"
    if word.isdigit():
        return f"« {word} » n'est pas une heure"
    return f"« {word} » n'est pas compris"


def _token_value(kind: str, word: str) -> tuple[int, ...]:
    if kind == "time":
        return (_minutes(word),)
    if kind == "day":
        return (_DAY_WORDS[word.rstrip(".").removesuffix("s")],)
    if kind == "ordinal":
        short = word.replace(" ", "")
        return (_ORDINALS[short] if short in _ORDINALS else int(short[0]),)
    return ()


def _minutes(word: str) -> int:
    if word == "midi":
        return 720
    if word == "minuit":
        return 1440
    numbers = [int(number) for number in re.findall(r"\d+", word)]
    hours, minutes = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if hours > 24 or minutes > 59 or hours * 60 + minutes > 1440:
        raise _UnreadableError(f"« {word} » n'est pas une heure")
    return hours * 60 + minutes


def _slots(tokens: Sequence[_Token]) -> tuple[Slot, ...]:
    """Return the slots of a run of hours: the hours go by pairs, and a link between two of a pair is never "et"."""
    if [token.kind for token in tokens if token.kind != "and"] == ["allday"]:
        return ((0, 1440),)
    slots: list[Slot] = []
    start: int | None = None
    link: Kind | None = None
    for token in tokens:
        if token.kind != "time":
            if token.kind == "allday":
                raise _UnreadableError("« 24h/24 » à côté d'autres heures")
            link = token.kind if token.kind != "period" else link
        elif start is None:
            if link == "range" and not slots:
                raise _UnreadableError("l'heure de début manque")
            start, link = token.value[0] % 1440, None
        else:
            if link == "and":
                raise _UnreadableError("on ne sait pas si ces heures sont un début et une fin")
            end = token.value[0] or 1440
            if end <= start:
                raise _UnreadableError("l'heure de fin vient avant l'heure de début")
            slots.append((start, end))
            start, link = None, None
    if start is not None:
        raise _UnreadableError("l'heure de fin manque")
    if not slots:
        raise _UnreadableError("aucune heure")
    if link == "range":
        raise _UnreadableError("l'heure de fin manque")
    if any(after[0] < before[1] for before, after in pairwise(slots)):
        raise _UnreadableError("les plages se chevauchent ou ne sont pas dans l'ordre")
    return merged(slots)


@dataclass(frozen=True, slots=True)
class _Selector:
    days: tuple[tuple[int, tuple[int, ...]], ...]
    parity: str
    holidays_off: bool


def _rules(tokens: Sequence[_Token]) -> list[_Rule]:
    """Return the rules of one part: runs of days and runs of hours that alternate, whichever comes first."""
    runs = [
        (kind, list(run))
        for kind, run in groupby(
            tokens,
            key=lambda token: "hours" if token.kind in _HOURS else "closed" if token.kind == "closed" else "days",
        )
    ]
    runs = _absorb_links(runs)
    if not any(kind == "days" or any(token.kind in ("time", "allday") for token in run) for kind, run in runs):
        raise _UnreadableError("aucun jour ni aucune heure")
    if [kind for kind, _ in runs] == ["hours"]:
        if any(token.kind == "allday" for token in runs[0][1]):
            return [_Rule(day, _slots(runs[0][1])) for day in range(7)]
        raise _UnreadableError("aucun jour n'est donné pour ces heures")
    parities = [position for position, token in enumerate(tokens) if token.kind == "parity"]
    selectors = [(_selector(run) if kind == "days" else None) for kind, run in runs]
    parity, holidays_off = "", False
    # "lundi 9h-12h semaines paires", "… sauf jours fériés": what stands after the only hours speaks of all of them.
    last = selectors[-1]
    if last is not None and not last.days and len(runs) > 1:
        if last.parity and len(runs) > 3:
            raise _UnreadableError("on ne sait pas à quels jours la semaine paire ou impaire se rapporte")
        parity, holidays_off = last.parity, last.holidays_off
        runs, selectors = runs[:-1], selectors[:-1]
    elif len(parities) > 1 or (parities and parities[0] != 0):
        if not all(selector is None or selector.parity for selector in selectors) or parities[0] != 0:
            raise _UnreadableError("on ne sait pas à quels jours la semaine paire ou impaire se rapporte")
    elif parities:
        parity = _parity(tokens[0].text)
    pairs = _pairs(runs)
    rules: list[_Rule] = []
    for days_at, hours_at in pairs:
        selector = selectors[days_at]
        if selector is None or not selector.days:
            raise _UnreadableError("aucun jour n'est donné pour ces heures")
        slots = () if hours_at is None else _slots(runs[hours_at][1])
        rules += [
            _Rule(day, slots, nth, selector.parity or parity, selector.holidays_off or holidays_off)
            for day, nth in selector.days
        ]
    return rules


def _absorb_links(runs: list[tuple[str, list[_Token]]]) -> list[tuple[str, list[_Token]]]:
    """Give each link ("et", "au", a dash) between two runs of days back to the days: "lundi" "au" "vendredi"."""
    result: list[tuple[str, list[_Token]]] = []
    for index, (kind, run) in enumerate(runs):
        link = kind == "hours" and not any(token.kind in ("time", "allday") for token in run)
        if link and any(token.kind == "period" for token in run):
            following = runs[index + 1][0] if index + 1 < len(runs) else ""
            if following != "hours":
                raise _UnreadableError("un matin, un après-midi ou un soir sans heures")
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
                raise _UnreadableError("l'heure de fin manque")
        else:
            result.append((kind, list(run)))
    return result


def _pairs(runs: Sequence[tuple[str, list[_Token]]]) -> list[tuple[int, int | None]]:
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
            raise _UnreadableError("« fermé » sans jour")
        pairs.append((days_at, None))
        left.remove(days_at)
        left.remove(index)
    kinds = [runs[index][0] for index in left]
    if len(left) % 2 or any(kind == following for kind, following in pairwise(kinds)):
        raise _UnreadableError("on ne sait pas quelles heures vont avec quels jours")
    for first, second in zip(left[::2], left[1::2], strict=True):
        pairs.append((first, second) if runs[first][0] == "days" else (second, first))
    return pairs


def _parity(text: str) -> str:
    return "impaire" if "impaire" in text else "paire"


def _selector(run: Sequence[_Token]) -> _Selector:
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
                raise _UnreadableError("les jours fériés ne sont lus qu'après « sauf »")
            holidays_off = True
        elif token.kind == "ordinal":
            nth.append(token.value[0])
        elif token.kind == "day":
            day = token.value[0]
            if excluding:
                excluded.add(day)
            elif ranging:
                if days[-1][1] or nth or ranged:
                    raise _UnreadableError("l'étendue de jours n'est pas claire")
                first = days[-1][0]
                days += [((first + step) % 7, ()) for step in range(1, (day - first) % 7 + 1)]
            else:
                days.append((day, tuple(nth)))
            nth, ranging, ranged = [], False, ranging
        elif token.kind in ("everyday", "weekend"):
            if excluding or ranging or nth:
                raise _UnreadableError(f"« {token.text} » n'est pas compris ici")
            days += [(day, ()) for day in (range(7) if token.kind == "everyday" else (5, 6))]
        elif token.kind == "range":
            ranging = bool(days) and not nth
        # "et", "du mois", "le matin" add nothing once the days are known
    if nth or ranging:
        raise _UnreadableError("un jour manque")
    if excluded and not days:
        raise _UnreadableError("« sauf » sans les jours d'ouverture")
    if any(token.kind == "month" for token in run) and not any(ranks for _, ranks in days):
        raise _UnreadableError("on ne sait pas quel jour du mois")
    kept = tuple(dict.fromkeys((day, ranks) for day, ranks in days if day not in excluded))
    return _Selector(kept, parity, holidays_off)


def _refuse_clash(rules: Sequence[_Rule]) -> None:
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
                raise _UnreadableError(f"le {DAYS[rule.day]} est déjà décrit autrement")


def _value(rules: Sequence[_Rule], closed_on_holidays: bool = False) -> str | None:
    """Return the canonical `opening_hours` value: plain days first, then alternate weeks, then days of the month."""
    plain: dict[tuple[str, tuple[int, ...]], dict[int, list[Slot]]] = {}
    for rule in rules:
        if rule.slots:
            plain.setdefault((rule.parity, rule.nth), {}).setdefault(rule.day, []).extend(rule.slots)
    if not plain:
        return None
    parts: list[str] = []
    for (parity, nth), days in sorted(plain.items()):
        slots_of = {day: merged(slots) for day, slots in sorted(days.items())}
        if not parity and not nth and slots_of == dict.fromkeys(range(7), ((0, 1440),)):
            parts.append("24/7")
            continue
        for slots in dict.fromkeys(slots_of.values()):
            names = _day_list([day for day, own in slots_of.items() if own == slots], nth)
            times = ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in slots)
            parts.append(" ".join(filter(None, (_PARITIES.get(parity, ""), names, times))))
    if closed_on_holidays:
        parts.append("PH off")
    return "; ".join(parts)


def _day_list(days: Sequence[int], nth: tuple[int, ...]) -> str:
    ranks = f"[{','.join(str(rank) for rank in nth)}]" if nth else ""
    names: list[str] = []
    for _, group in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        run = [day for _, day in group]
        if len(run) > 2 and not ranks:
            names.append(f"{_OSM_DAYS[run[0]]}-{_OSM_DAYS[run[-1]]}")
        else:
            names += [f"{_OSM_DAYS[day]}{ranks}" for day in run]
    return ",".join(names)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
