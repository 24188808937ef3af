"""Asking the national address service where a venue stands; the only module that speaks to a network.

The answers are kept only when they can be trusted: a score, a point that lies in the commune of the file, and the
street that was asked for. A false address is worse than the town hall, which says that it is approximate.
A refusal or a breakdown never touches a position that is already known.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geopy.exc import (
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderRateLimited,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import BANFrance

from maillage import positions, streets
from maillage.model import Lieu, Position, Territory
from maillage.positions import Geocode, Lock
from maillage.territory import is_in_commune

# The former host of the service (the default of the library) was closed in January 2026.
SERVICE = "https://data.geopf.fr/geocodage"
# The service allows 50 requests a second; we ask for less, since a directory is geocoded once.
REQUESTS_PER_SECOND = 20.0
MINIMUM_SCORE = 0.5
# The contour of a commune is simplified: an address on its edge may fall just outside the drawing.
MARGIN_KM = 0.5
_CONSECUTIVE_BREAKDOWNS = 3
_LONGEST_QUERY = 200

_BREAKDOWNS: Mapping[type[Exception], str] = {
    GeocoderTimedOut: "pas de réponse en dix secondes",
    GeocoderRateLimited: "trop de demandes pour aujourd’hui ou pour l’instant",
    GeocoderUnavailable: "injoignable",
    GeocoderParseError: "sa réponse ne se comprend pas",
}

# Without a handler, Python would print each retry of the library to the terminal, in English and with its traceback.
logging.getLogger("geopy").addHandler(logging.NullHandler())

# What the service calls a whole commune: it knows nothing of the street.
_COMMUNE = "municipality"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One place that the service proposes; `street` is its name without number, `kind` one of the service's words."""

    position: Position
    score: float
    label: str
    kind: str
    street: str


Ask = Callable[[str], Iterable[Answer]]


class ServiceDownError(Exception):
    """The address service does not answer, even after several tries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One address to place, under its place key."""

    key: str
    requete: str
    voie: str
    code_insee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one question: a position to keep, or the reason in French why there is none."""

    question: Question
    geocode: Geocode | None = None
    refusal: str = ""


def service(url: str = SERVICE, *, per_second: float = REQUESTS_PER_SECOND, wait: float = 5.0) -> Ask:
    """Return the function that asks the address service at `url`, with its rate limit and three retries.

    It returns what the service proposes, best first. Raises ServiceDownError; `service` itself
    raises ValueError for what is not the address of a web service.
    """
    address = re.fullmatch(r"(https?)://([^\s/?#]+[^\s?#]*)", url)
    if not address:
        raise ValueError(f"« {url} » n’est pas l’adresse d’un service : écrivez par exemple {SERVICE}")
    geocoder = BANFrance(domain=address[2].rstrip("/"), scheme=address[1], timeout=10, user_agent="maillage")

    def once(text: str) -> list[Answer]:
        try:
            locations = geocoder.geocode(text, exactly_one=False, limit=5)
            return [_understood(location.raw) for location in locations or ()]
        except GeocoderQueryError:
            return []  # the service answers, and does not understand this address: asking again is of no use
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            raise GeocoderParseError(str(error)) from error

    limited = RateLimiter(
        once, min_delay_seconds=1 / per_second, max_retries=3, error_wait_seconds=wait, swallow_exceptions=False
    )

    def ask(text: str) -> list[Answer]:
        try:
            answers: list[Answer] = limited(text[:_LONGEST_QUERY])
        except GeopyError as error:
            reason = next((said for kind, said in _BREAKDOWNS.items() if isinstance(error, kind)), str(error))
            raise ServiceDownError(f"{url} : {reason}") from error
        return answers

    return ask


def questions(lieux: Iterable[Lieu], lock: Lock) -> Iterator[Question]:
    """Yield the addresses that the lock does not answer: new, or changed since they were asked."""
    for lieu in lieux:
        for key, adresse, written in positions.places(lieu):
            requete = positions.query(adresse)
            known = lock.get(key)
            if written is None and adresse.voie and requete and not (known and known.requete == requete):
                yield Question(key=key, requete=requete, voie=adresse.voie, code_insee=adresse.code_insee)


def answer(questions: Iterable[Question], ask: Ask, territory: Territory, today: date) -> Iterator[Outcome]:
    """Yield one outcome per question, as it comes: the caller saves on the way and can stop at any moment.

    Raises ServiceDownError when three questions in a row find the service down.
    """
    breakdowns = 0
    for question in questions:
        try:
            answers = ask(question.requete)
        except ServiceDownError as error:
            breakdowns += 1
            if breakdowns == _CONSECUTIVE_BREAKDOWNS:
                raise
            yield Outcome(question=question, refusal=f"le service n’a pas répondu ({error})")
            continue
        breakdowns = 0
        yield _best(question, answers, territory, today)


def pruned(lock: Lock, lieux: Iterable[Lieu]) -> dict[str, Geocode]:
    """Return the lock without the entries of places that no venue has any more."""
    keys = {key for lieu in lieux for key, _, _ in positions.places(lieu)}
    return {key: geocode for key, geocode in lock.items() if key in keys}


def _understood(feature: Mapping[str, Any]) -> Answer:
    """Return what one GeoJSON feature of the service says; raises one of the errors of a document of another form."""
    longitude, latitude = feature["geometry"]["coordinates"]
    properties = feature["properties"]
    return Answer(
        position=Position(latitude=float(latitude), longitude=float(longitude)),
        score=float(properties["score"]),
        label=str(properties["label"]),
        kind=str(properties["type"]),
        street=str(properties.get("street") or properties["name"]),
    )


def _best(question: Question, answers: Iterable[Answer], territory: Territory, today: date) -> Outcome:
    """Return the first answer that can be trusted, or what is wrong with the best one."""
    code = territory.anciens_codes.get(question.code_insee, question.code_insee)
    refusal = ""
    for answer in answers:
        wrong = _doubt(question, answer, code)
        if not wrong:
            geocode = Geocode(
                requete=question.requete,
                latitude=answer.position.latitude,
                longitude=answer.position.longitude,
                score=answer.score,
                le=today.isoformat(),
            )
            return Outcome(question=question, geocode=geocode)
        refusal = refusal or wrong
    return Outcome(question=question, refusal=refusal or "le service ne trouve pas cette adresse")


def _doubt(question: Question, answer: Answer, code_insee: str) -> str:
    """Return why an answer is not the address that was asked for, empty when it may well be."""
    if answer.score < MINIMUM_SCORE:
        score = f"{answer.score:.2f} < {MINIMUM_SCORE}"
        return f"la meilleure réponse, « {answer.label} », est trop incertaine (score {score})"
    if is_in_commune(code_insee, answer.position, margin_km=MARGIN_KM) is False:
        return f"la réponse, « {answer.label} », est hors de la commune {code_insee}"
    if answer.kind == _COMMUNE:
        return f"le service ne connaît que la commune, « {answer.label} », et pas cette adresse"
    if not streets.may_be_one(question.voie, answer.street):
        return f"la réponse, « {answer.label} », est dans une autre rue"
    return ""
