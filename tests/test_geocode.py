"""Geocoding against the real engine of the national address service, started on loopback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from maillage import geocode, territory
from maillage.model import Adresse, Lieu, Position
from maillage.positions import Geocode

TODAY = date(2026, 11, 21)


def a_venue(voie: str | None, postcode: str, commune: str, code_insee: str, **facts: object) -> Lieu:
    return Lieu(
        id="lieu",
        nom="Lieu",
        typologies=("EPN",),
        adresse=Adresse(voie=voie, code_postal=postcode, commune=commune, code_insee=code_insee),
        source="essai",
        verifie_le="jamais",
        **facts,  # type: ignore[arg-type]
    )


def outcomes(url: str, lieu: Lieu, lock: dict[str, Geocode] | None = None) -> list[geocode.Outcome]:
    ask = geocode.service(url, per_second=1000, wait=0.01)
    return list(geocode.answer(geocode.questions([lieu], lock or {}), ask, territory.load(), TODAY))


@pytest.mark.engine
def test_an_address_is_placed_at_its_house_number(engine: str) -> None:
    lieu = a_venue("12 rue du lavoir", "35360", "Montauban-de-Bretagne", "35184")
    (outcome,) = outcomes(engine, lieu)
    assert outcome.geocode
    assert outcome.geocode.latitude == pytest.approx(48.1987 + 12e-5)
    assert outcome.geocode.le == "2026-11-21"
    assert outcome.geocode.requete == "12 rue du lavoir 35360 Montauban-de-Bretagne"


@pytest.mark.engine
def test_an_answer_in_another_commune_is_refused(engine: str) -> None:
    (outcome,) = outcomes(engine, a_venue("Place des Tilleuls", "22100", "Dinan", "35297"))
    assert outcome.geocode is None
    assert "hors de la commune 35297" in outcome.refusal


@pytest.mark.engine
def test_a_street_that_nobody_knows_is_refused_with_its_reason(engine: str) -> None:
    (outcome,) = outcomes(engine, a_venue("99 xyzzy", "97400", "Zzz", "97411"))
    assert outcome.geocode is None
    assert outcome.refusal


@pytest.mark.engine
@pytest.mark.parametrize("voie", ["14 rue Inconnue", "8 rue du Lavoir"])
def test_another_street_of_the_commune_is_refused_although_the_service_is_sure(engine: str, voie: str) -> None:
    (outcome,) = outcomes(engine, a_venue(voie, "35290", "Saint-Méen-le-Grand", "35297"))
    assert outcome.geocode is None
    assert "Rue de la Monnaie 35290 Saint-Méen-le-Grand », est dans une autre rue" in outcome.refusal


@pytest.mark.engine
def test_a_commune_is_no_address(engine: str) -> None:
    (outcome,) = outcomes(engine, a_venue("BP 77", "35290", "Saint-Méen-le-Grand", "35297"))
    assert outcome.geocode is None
    assert "ne connaît que la commune, « Saint-Méen-le-Grand »" in outcome.refusal


@pytest.mark.engine
def test_a_service_that_does_not_answer_stops_after_three_questions(free_port: Callable[[], int]) -> None:
    down = f"http://127.0.0.1:{free_port()}"
    ask = geocode.service(down, per_second=1000, wait=0.01)
    questions = [geocode.Question(key=str(n), requete="rue", voie="rue", code_insee="35297") for n in range(9)]
    seen: list[geocode.Outcome] = []
    with pytest.raises(geocode.ServiceDownError):
        seen.extend(geocode.answer(questions, ask, territory.load(), TODAY))


def test_a_position_written_by_hand_is_never_asked() -> None:
    here = Position(latitude=48.19, longitude=-2.19)
    assert not list(geocode.questions([a_venue("1 rue X", "35290", "Saint-Méen-le-Grand", "35297", position=here)], {}))


def test_an_address_without_a_street_is_never_asked() -> None:
    assert not list(geocode.questions([a_venue(None, "35290", "Saint-Méen-le-Grand", "35297")], {}))


def test_an_answered_address_is_asked_again_only_when_it_changes() -> None:
    lieu = a_venue("1 rue X", "35290", "Saint-Méen-le-Grand", "35297")
    (question,) = geocode.questions([lieu], {})
    known = Geocode(requete=question.requete, latitude=48.1, longitude=-2.1, score=0.9, le="2026-01-01")
    assert not list(geocode.questions([lieu], {"lieu": known}))
    moved = a_venue("2 rue X", "35290", "Saint-Méen-le-Grand", "35297")
    assert [q.requete for q in geocode.questions([moved], {"lieu": known})] == ["2 rue X 35290 Saint-Méen-le-Grand"]


def test_the_lock_forgets_venues_that_are_gone() -> None:
    known = Geocode(requete="x", latitude=48.1, longitude=-2.1, score=0.9, le="2026-01-01")
    lieu = a_venue("1 rue X", "35290", "Saint-Méen-le-Grand", "35297")
    assert set(geocode.pruned({"lieu": known, "parti": known}, [lieu])) == {"lieu"}
