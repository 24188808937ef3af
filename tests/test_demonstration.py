"""The demonstration directory answers the 35 scenarios: each has its right answer and a tempting wrong one.

The search of this module is the definition written at the head of `scenarios.yml`, as plain and slow as it can be
on the parsed files: the page's own, faster search is held to the same file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest

from maillage import hours, parse, positions
from maillage.cli import main
from maillage.contract import load_nomenclature
from maillage.model import Lieu, Position, Service, Site
from maillage.nomenclature import fold
from maillage.records import Record, read
from maillage.territory import distance_km, is_in_commune, load

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 21)
SITE = "sites/demonstration.yml"

State = Literal["oui", "non", "non-renseigne"]
ABOUT_THE_SEARCH = {"q", "service", "lieu", "pres", "rayon", "territoire"}

Filters = Mapping[str, list[str]]


def _data(path: Path) -> Mapping[str, Any]:
    record = read(path.read_bytes(), path.relative_to(ROOT).as_posix())
    assert isinstance(record, Record), record
    return record.data


@cache
def _lieux() -> Mapping[str, Lieu]:
    files = sorted(path for path in (ROOT / "directory").glob("*/[a-z]*.yml") if path.parent.name != "imports")
    return {path.stem: parse.lieu(_data(path)) for path in files}


@cache
def _site() -> Site:
    return parse.site(_data(ROOT / SITE))


@cache
def _scenarios() -> Sequence[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = _data(ROOT / "tests" / "scenarios.yml")["scenarios"]
    return found


def _each_scenario() -> list[Any]:
    return [pytest.param(scenario, id=scenario["id"]) for scenario in _scenarios()]


# What is on the spot, and how far.


@cache
def _places(ident: str) -> tuple[tuple[str, Position], ...]:
    """Return the commune and the position of the venue and of its stops."""
    found: list[tuple[str, Position]] = []
    for _, adresse, written in positions.places(_lieux()[ident]):
        placed = positions.place(adresse, written, None, load())
        assert placed is not None, ident
        found.append((adresse.code_insee, placed.position))
    return tuple(found)


def _distance(ident: str, commune: str) -> float:
    mairie = load().communes[commune].mairie
    assert mairie is not None
    return min(distance_km(mairie, position) for _, position in _places(ident))


# Hours of a service: its own, never those of the building unless it says so.


def _schedules(lieu: Lieu, service: Service, start: date, end: date) -> list[hours.Schedule]:
    if service.horaires is None:
        return []
    closures = (*lieu.fermetures, *service.fermetures)
    if service.horaires != "lieu":
        texts = [service.horaires]
    elif lieu.itinerance:
        texts = [etape.horaires for etape in lieu.itinerance.etapes if etape.horaires]
    else:
        texts = [lieu.horaires] if lieu.horaires else []
    return [hours.schedule(text, closures, start, end) for text in texts]


def _slots(lieu: Lieu, service: Service, days: Sequence[date]) -> list[tuple[date, int, int]] | None:
    """Return the slots of a service on some days, None where its hours are unknown."""
    schedules = _schedules(lieu, service, days[0], days[-1])
    if not schedules:
        return None
    return [
        (day, slot.start, slot.end)
        for one in schedules
        for day in days
        for slot in hours.on(one, day).slots or ()
        if slot.sure
    ]


# Two ordinary weeks, an even one and an odd one, without any holiday.
FORTNIGHT = [date(2026, 11, 23) + timedelta(days=number) for number in range(14)]


def _fits(when: str, day: date, start: int, end: int) -> bool:
    if when == "soir":
        return day.weekday() < 5 and end >= 18 * 60 + 30
    if when == "samedi":
        return day.weekday() == 5
    assert when == "mercredi-apres-midi"
    return day.weekday() == 2 and end - max(start, 13 * 60) >= 60


def _open(lieu: Lieu, service: Service, when: str) -> State:
    slots = _slots(lieu, service, FORTNIGHT)
    if slots is None:
        return "non-renseigne"
    return "oui" if any(_fits(when, *slot) for slot in slots) else "non"


def _open_on(lieu: Lieu, service: Service, day: date) -> State:
    slots = _slots(lieu, service, [day])
    if slots is None:
        return "non-renseigne"
    return "oui" if slots else "non"


# Three states for each fact.


def _among(wanted: Sequence[str], declared: Sequence[str]) -> State:
    if not declared:
        return "non-renseigne"
    return "oui" if set(wanted) & set(declared) else "non"


def _equal(wanted: Sequence[str], declared: str | None) -> State:
    return _among(wanted, [declared] if declared else [])


def _speaks(lieu: Lieu, service: Service, wanted: Sequence[str]) -> State:
    langues = service.langues or lieu.langues
    special = service.prise_en_charge_specifique or lieu.prise_en_charge_specifique
    if any(one.langue in wanted for one in langues):
        return "oui"
    ask = "langues-etrangeres-autres" in special or any(one.modalite == "interprete" for one in langues)
    return "non" if langues and not ask else "non-renseigne"


def _holds(lieu: Lieu, wanted: Sequence[str], day: date) -> State:
    if not lieu.labels:
        return "non-renseigne"
    held = [one for one in lieu.labels if one.label in wanted and (one.fin is None or one.fin >= day)]
    return "oui" if held else "non"


def _equipped(lieu: Lieu, wanted: Sequence[str]) -> State:
    found = [one for one in lieu.equipements if one.equipement in wanted]
    if not found:
        return "non-renseigne"
    usable = [one for one in found if one.libre_acces == "oui" and one.en_service != "non" and not one.restriction]
    return "oui" if usable else "non"


def _state(lieu: Lieu, service: Service, facet: str, wanted: Sequence[str]) -> State:
    """Return what one entry of a venue answers to one filter."""
    if facet == "le":
        return _open_on(lieu, service, date.fromisoformat(wanted[0]))
    if facet == "ouvert":
        return _open(lieu, service, wanted[0])
    if facet == "langues":
        return _speaks(lieu, service, wanted)
    if facet == "labels":
        return _holds(lieu, wanted, TODAY)
    if facet == "equipements":
        return _equipped(lieu, wanted)
    if facet == "contact_professionnels":
        return "oui" if lieu.contact_professionnels else "non-renseigne"
    if facet == "prerequis":
        return "non" if set(wanted) & set(service.prerequis) else "oui"
    if facet == "reserve_a":
        reserved = service.reserve_a or lieu.reserve_a
        return "non" if reserved and not set(wanted) & set(reserved) else "oui"
    if facet in {"plain_pied", "sieges_attente", "poste_fauteuil"}:
        own = getattr(service, facet, None)
        return _equal(wanted, own or (getattr(lieu.accessibilite, facet) if lieu.accessibilite else None))
    declared = getattr(service, facet) or getattr(lieu, facet, None)
    return _among(wanted, declared) if isinstance(declared, tuple) else _equal(wanted, declared)


def _is_running(lieu: Lieu, service: Service) -> bool:
    started = service.valide_du is None or service.valide_du <= TODAY
    ended = service.valide_au is not None and service.valide_au < TODAY
    return lieu.statut == "ouvert" and started and not ended


def _excluded(lieu: Lieu) -> set[str]:
    return {code for one in lieu.services_exclus for code in one.service}


@dataclass(frozen=True)
class Answer:
    """The two lists of a search, in their order."""

    oui: list[str]
    non_renseigne: list[str]


def _wanted(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _filters(recherche: Mapping[str, Any]) -> dict[str, list[str]]:
    return {name: _wanted(value) for name, value in recherche.items() if name not in ABOUT_THE_SEARCH}


def _comes_to(service: Service, commune: str) -> bool:
    """Return whether an entry is given at a distance to the people of a commune."""
    there = load().communes[commune]
    zone = {there.code_insee, there.departement, there.epci}
    return "a-distance" in service.modalites_accompagnement and bool(zone & set(service.zone_intervention))


def _best(services: Sequence[Service], lieu: Lieu, codes: set[str], filters: Filters) -> tuple[State, int]:
    """Return the best state of the entries that answer, and how many of the codes have that state."""
    by_state: dict[State, set[str]] = {}
    for service in services:
        matched = set(service.service) & codes
        if not matched or not _is_running(lieu, service):
            continue
        states = {_state(lieu, service, facet, wanted) for facet, wanted in filters.items()}
        state: State = "non" if "non" in states else "non-renseigne" if "non-renseigne" in states else "oui"
        by_state.setdefault(state, set()).update(matched)
    for state in ("oui", "non-renseigne"):
        if state in by_state:
            return state, len(by_state[state])
    return "non", 0


def _search(recherche: Mapping[str, Any]) -> Answer:
    if "territoire" in recherche:
        members = set(load().epci[recherche["territoire"]].communes)
        here = [
            ident
            for ident, lieu in _lieux().items()
            if lieu.statut == "ouvert" and any(commune in members for commune, _ in _places(ident))
        ]
        return Answer(sorted(here), [])
    filters, codes = _filters(recherche), set(recherche["service"])
    lists: dict[State, list[tuple[int, float, str]]] = {"oui": [], "non-renseigne": [], "non": []}
    for ident, lieu in _lieux().items():
        distance = _distance(ident, recherche["pres"])
        services = lieu.services
        if distance > float(recherche["rayon"]):
            services = tuple(one for one in services if _comes_to(one, recherche["pres"]))
        state, count = _best(services, lieu, codes - _excluded(lieu), filters)
        lists[state].append((-count, distance, ident))
    return Answer(
        [ident for *_, ident in sorted(lists["oui"])], [ident for *_, ident in sorted(lists["non-renseigne"])]
    )


# The scenarios are sound.


def test_every_need_has_its_scenario_and_its_own_name() -> None:
    names = [scenario["id"] for scenario in _scenarios()]
    assert len(names) == len(set(names))
    assert {re.sub(r"-.*", "", name) for name in names} == {f"S{number}" for number in range(1, 36)}
    assert {f"S{number}" for number in range(1, 36)} <= set(names)


@pytest.mark.parametrize("scenario", _each_scenario())
def test_a_scenario_names_venues_codes_and_places_that_exist(scenario: Mapping[str, Any]) -> None:
    named = {ident for key in ("premiers", "jamais", "non_renseigne", "fermes") for ident in scenario.get(key, [])}
    named |= {ident for old, new in scenario.get("remplaces", {}).items() for ident in (old, *new)}
    assert named <= set(_lieux())
    recherche = scenario["recherche"]
    assert set(recherche.get("service", [])) <= set(load_nomenclature().services)
    assert {"pres", "territoire"} & set(recherche)
    assert recherche.get("pres", "35297") in load().communes
    assert recherche.get("territoire", "200038990") in load().epci
    assert scenario["personne"]
    assert scenario["pourquoi"].endswith(".")


@pytest.mark.parametrize("scenario", _each_scenario())
def test_a_scenario_has_a_right_answer_or_says_there_is_none_and_a_tempting_wrong_one(
    scenario: Mapping[str, Any],
) -> None:
    assert scenario["premiers"] or scenario.get("aucun") == "oui"
    assert scenario["jamais"]
    assert not set(scenario["premiers"]) & {*scenario["jamais"], *scenario.get("non_renseigne", [])}


@pytest.mark.parametrize("scenario", [one for one in _each_scenario() if "q" in one.values[0]["recherche"]])
def test_the_words_typed_lead_to_a_service_of_the_scenario(scenario: Mapping[str, Any]) -> None:
    typed, nomenclature = fold(scenario["recherche"]["q"]), load_nomenclature()
    words = {
        fold(word)
        for code in scenario["recherche"]["service"]
        for word in (nomenclature.services[code].libelle, *nomenclature.services[code].synonymes)
    }
    words |= {
        fold(shared.libelle)
        for shared in nomenclature.synonymes_partages.values()
        if set(shared.services) & set(scenario["recherche"]["service"])
    }
    assert any(typed in word or word in typed for word in words), sorted(words)


# The facts of the files make the answers true.


@pytest.mark.parametrize("scenario", _each_scenario())
def test_the_right_answers_come_first_and_the_wrong_ones_never(scenario: Mapping[str, Any]) -> None:
    answer = _search(scenario["recherche"])
    first = answer.oui[: len(scenario["premiers"])]
    if "territoire" in scenario["recherche"]:
        assert set(scenario["premiers"]) <= set(answer.oui)
    elif scenario.get("en_ordre") == "oui":
        assert first == scenario["premiers"]
    else:
        assert set(first) == set(scenario["premiers"])
    assert not set(scenario["jamais"]) & {*answer.oui, *answer.non_renseigne}
    assert set(scenario.get("non_renseigne", [])) <= set(answer.non_renseigne)
    if scenario.get("aucun") == "oui":
        assert answer.oui == []


def _reasons(lieu: Lieu, recherche: Mapping[str, Any]) -> Iterator[str]:
    """Yield what in the file of a venue keeps it out of a search."""
    if lieu.statut != "ouvert":
        yield lieu.statut
    if "territoire" in recherche:
        return
    codes = set(recherche["service"])
    if codes & _excluded(lieu):
        yield "exclu"
    entries = [one for one in lieu.services if set(one.service) & codes]
    if any(not _is_running(lieu, one) for one in entries if lieu.statut == "ouvert"):
        yield "expiré"
    for facet, wanted in _filters(recherche).items():
        if any(_state(lieu, one, facet, wanted) == "non" for one in entries):
            yield facet


@pytest.mark.parametrize("scenario", _each_scenario())
def test_a_wrong_answer_is_tempting_near_and_kept_out_by_a_fact_of_its_file(scenario: Mapping[str, Any]) -> None:
    recherche = scenario["recherche"]
    told = 0
    for ident in scenario["jamais"]:
        told += bool(list(_reasons(_lieux()[ident], recherche)))
        if "pres" in recherche:
            assert _distance(ident, recherche["pres"]) <= float(recherche["rayon"]), (
                f"{ident} est trop loin pour tenter"
            )
    # Silence is a good reason too (a PC room that does not declare the service), but one at least says no in words.
    assert told >= 1 or scenario.get("aucun") == "oui"


@pytest.mark.parametrize("scenario", [one for one in _each_scenario() if "fermes" in one.values[0]])
def test_a_venue_shown_closed_is_closed_by_dates_of_its_file(scenario: Mapping[str, Any]) -> None:
    day = date.fromisoformat(scenario["recherche"]["le"])
    start, end = hours.horizon(TODAY)
    assert start <= day <= end
    for ident in scenario["fermes"]:
        lieu = _lieux()[ident]
        assert any(closure.du <= day <= closure.au for closure in lieu.fermetures)
        before = day - timedelta(days=7 * 8)
        assert hours.on(hours.schedule(lieu.horaires, lieu.fermetures, start, end), before).slots


@pytest.mark.parametrize("scenario", [one for one in _each_scenario() if "remplaces" in one.values[0]])
def test_a_closed_venue_names_open_ones_that_replace_it(scenario: Mapping[str, Any]) -> None:
    for old, new in scenario["remplaces"].items():
        closed = _lieux()[old]
        assert closed.statut == "ferme"
        assert closed.fermeture is not None
        assert list(closed.fermeture.remplace_par) == new
        assert all(_lieux()[ident].statut == "ouvert" for ident in new)


def test_a_referral_only_venue_says_who_may_refer() -> None:
    entries = [one for lieu in _lieux().values() for one in lieu.services if one.acces == ("sur-orientation",)]
    assert len(entries) >= 4
    assert all(one.oriente_par for one in entries)


def test_no_venue_declares_russian() -> None:
    spoken = {
        one.langue
        for lieu in _lieux().values()
        for one in (*lieu.langues, *(langue for service in lieu.services for langue in service.langues))
    }
    assert "ru" not in spoken
    assert {"en", "ar", "br"} <= spoken


def test_a_housing_right_claim_shows_its_prerequisite_wherever_it_is_declared() -> None:
    entries = [one for lieu in _lieux().values() for one in lieu.services if "dalo" in one.service]
    assert len(entries) >= 3
    assert all("demande-logement-deposee" in one.prerequis for one in entries)


# What `maillage check` says of it: nothing to mend, and the doubts that it is there to show.

INTENDED_DOUBTS = {
    "besoin-valeur-absente": {"indice-invente"},
    "contact-inconnu": {"bibliotheque-evran"},
    "france-services-horaires": {"france-services-montfort-sur-meu"},
    "jamais-verifie": {
        "bibliotheque-evran",
        "bibliotheque-talensac",
        "finances-publiques-dinan",
        "mairie-corlay",
        "mairie-la-trinite-porhoet",
        "mission-locale-ploermel",
    },
    "label-expire": {
        "centre-numerique-tinteniac",
        "cybercentre-loudeac",
        "espace-numerique-ploermel",
        "espace-numerique-saint-meen-le-grand",
        "espace-public-numerique-breal-sous-montfort",
        "mairie-guilliers",
        "tiers-lieu-breteil",
    },
    "mobile-public": {"souris-grise-la-richardais", "tiers-lieu-val-d-oust"},
    "service-expire": {"mediatheque-gael"},
    "services-d-un-lieu-ferme": {"centre-numerique-boisgervilly", "maison-services-merdrignac"},
    "verification-ancienne": {
        "fablab-saint-domineuc",
        "france-services-matignon",
        "mairie-paimpont",
        "tiers-lieu-breteil",
    },
}


def test_the_check_finds_no_error_and_only_the_doubts_that_are_meant(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["check", "--format", "json", "--today", TODAY.isoformat()]) == 0
    found: dict[str, set[str]] = {}
    for problem in json.loads(capsys.readouterr().out)["problems"]:
        found.setdefault(problem["code"], set()).add(Path(problem["path"]).stem)
    assert found == INTENDED_DOUBTS


# The directory is large and varied enough to show everything, and belongs to nobody.


def test_the_demonstration_has_sixty_venues_over_six_intercommunalities_and_two_departements() -> None:
    communes = [load().communes[code] for ident in _lieux() for code, _ in _places(ident)]
    epci = {commune.epci for commune in communes}
    assert len(_lieux()) >= 60
    assert len(epci & set(_site().territoire.epci)) >= 6
    assert len({commune.departement for commune in communes}) >= 2


def test_about_half_of_the_positions_are_written_by_hand_and_lie_in_their_commune() -> None:
    written = [
        (adresse.code_insee, position)
        for lieu in _lieux().values()
        for _, adresse, position in positions.places(lieu)
        if position
    ]
    total = sum(len(_places(ident)) for ident in _lieux())
    assert 0.35 <= len(written) / total <= 0.65
    assert all(is_in_commune(code, position, 0.2) is not False for code, position in written)


def test_every_level_of_verification_is_there() -> None:
    ages = {
        "jamais" if lieu.verifie_le == "jamais" else min((TODAY - lieu.verifie_le).days // 183, 3)
        for lieu in _lieux().values()
        if lieu.verifie_le
    }
    assert ages == {0, 1, 2, 3, "jamais"}
    assert all(lieu.verifie_le == "jamais" or lieu.verifie_le <= TODAY for lieu in _lieux().values())


def test_many_facts_are_unknown_as_in_life() -> None:
    entries = [one for lieu in _lieux().values() for one in lieu.services]
    for facet in ("confidentialite", "niveaux", "langues", "poste_fauteuil", "anonymat", "appareil_personnel"):
        known = sum(1 for one in entries if getattr(one, facet))
        assert 0 < known < len(entries) * 0.5, facet


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _published() -> list[Path]:
    return sorted([*(ROOT / "directory").glob("*/[a-z]*.yml"), *(ROOT / "sites").glob("*.yml")])


@pytest.mark.parametrize("path", _published(), ids=lambda path: path.stem)
def test_no_number_nor_address_can_reach_a_real_person(path: Path) -> None:
    for text in _texts(_data(path)):
        for number in re.findall(r"(?<!\d)0\d(?:[ .]?\d\d){4}(?!\d)", text):
            assert re.fullmatch(r"02 61 91 \d\d \d\d|06 39 98 \d\d \d\d", number), number
        for domain in re.findall(r"@([\w.-]+)|https?://([^/\s]+)", text):
            host = domain[0] or domain[1]
            assert host.endswith(".example") or host == "data.geopf.fr", host


def test_the_contact_of_professionals_is_a_function_and_never_a_name() -> None:
    contacts = [lieu.contact_professionnels for lieu in _lieux().values() if lieu.contact_professionnels]
    assert len(contacts) >= 8
    assert all(not re.search(r"\b(?:M\.|Mme|Monsieur|Madame)\b", one.fonction) for one in contacts)
    assert all(one.telephone or one.courriel for one in contacts)


def test_the_demonstration_says_that_it_is_one() -> None:
    for path in sorted((ROOT / "sites").glob("*.yml")):
        assert parse.site(_data(path)).demonstration == "oui"
