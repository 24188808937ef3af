"""A page that is made of the same things is the same page, whatever somebody has changed in the directory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from maillage import contract, directory, pages
from maillage.catalogue import Catalogue, select
from maillage.model import (
    Asset,
    Draft,
    Etape,
    Fermeture,
    Hote,
    Itinerance,
    Label,
    LateAsset,
    Lieu,
    Page,
    Placed,
    Position,
    Service,
)
from small_world import GAEL, LOIN, MEEN, MERDRIGNAC, SITE, TODAY, adresse, catalogue, lieu

DEMONSTRATION = Path(__file__).parent.parent.parent / "directory"
# What no venue of the demonstration needs to say.
ELSEWHERE: Mapping[str, Any] = {
    "pivot": "12345678900011",
    "date_maj": date(2026, 1, 2),
    "source_id": "12",
    "source_categories": ("EPN",),
}


def world() -> tuple[Lieu, ...]:
    """Venues of every status that lead to one another, on both sides of a border."""
    rsa = Service(service=("caf-rsa",), acces=("sur-orientation",), oriente_par=("ccas",), postures=("avec",))
    stops = (Etape(id="gael", nom="Place", adresse=adresse(GAEL), horaires="We 14:00-17:00"),)
    away = {"zone_intervention": ("35",), "modalites_accompagnement": ("a-distance",)}
    return (
        lieu("complet", services=(rsa,), telephone="02 61 91 00 12", horaires="Mo-Fr 09:00-12:00"),
        lieu("invite", nom="L’invité", hote=Hote(id="complet", nom="Lieu d’essai")),
        lieu("bus", nom="Bus", adresse=None, itinerance=Itinerance(etapes=stops)),
        lieu("voisin", nom="Chez le voisin", adresse=adresse(MERDRIGNAC), services=(rsa,)),
        lieu("ferme", statut="ferme", fermeture=Fermeture(date=date(2025, 1, 1), remplace_par=("complet",))),
        lieu("suspendu", nom="En travaux", statut="suspendu", services=(rsa,)),
        lieu("distance", nom="Par téléphone", adresse=adresse(LOIN), **away),
    )


Files = dict[str, Draft | LateAsset]


def site(known: Catalogue) -> Files:
    """The drafts of a site and the files that are made like them, by address."""
    drafts, assets = pages.render(known, SITE, TODAY, selection=select(known, SITE))
    found: Files = {draft.url: draft for draft in drafts}
    return found | {asset.url: asset for asset in assets if not isinstance(asset, Asset)}


def of(*lieux: Lieu) -> Files:
    return site(catalogue(lieux, contract.load_nomenclature()))


@cache
def before() -> tuple[Mapping[str, str], Mapping[str, Page | bytes]]:
    """What each page of the world is made of, and the page."""
    files = of(*world())
    return {url: made_of(file) for url, file in files.items()}, {url: file.make() for url, file in files.items()}


def made_of(file: Draft | LateAsset) -> str:
    return repr(file.made_of()) if file.made_of else ""


def wrongly_the_same(after: Files) -> list[str]:
    """The pages that would be taken from the last build although they have changed."""
    names, contents = before()
    same = (url for url, file in after.items() if made_of(file) and made_of(file) == names.get(url))
    return [url for url in same if after[url].make() != contents[url]]


@cache
def donors() -> tuple[Lieu, ...]:
    found = directory.read_directory(directory.Project.at(DEMONSTRATION), TODAY)
    return tuple(found.lieux.values())


KEYS = [field.name for field in fields(Lieu) if field.name not in ("id", "adresse", "itinerance", "position", "hote")]


@pytest.mark.parametrize("key", KEYS)
def test_whatever_a_venue_says_otherwise_changes_what_its_pages_are_made_of(key: str) -> None:
    lieux = world()
    rank = KEYS.index(key) % len(lieux)
    said = (*(getattr(donor, key) for donor in donors()), ELSEWHERE.get(key))
    other = next((value for value in said if value and value != getattr(lieux[rank], key)), None)
    assert other, f"no venue of the demonstration says {key}"
    changed = replace(lieux[rank], **{key: other})
    assert wrongly_the_same(of(*lieux[:rank], changed, *lieux[rank + 1 :])) == []


@pytest.mark.parametrize(
    ("identifier", "facts"),
    [
        ("complet", {"adresse": adresse(GAEL)}),
        ("complet", {"adresse": adresse(MEEN, voie="2 rue de l’Essai")}),
        ("complet", {"adresse": adresse(LOIN)}),
        ("voisin", {"adresse": adresse(GAEL)}),
        ("invite", {"hote": None}),
        ("invite", {"hote": Hote(id="voisin", nom="Le voisin")}),
        ("invite", {"hote": Hote(id="inconnu", nom="Ailleurs")}),
        ("ferme", {"statut": "ouvert", "fermeture": None}),
        ("complet", {"statut": "ferme", "fermeture": Fermeture(date=date(2026, 1, 1), remplace_par=("voisin",))}),
        ("bus", {"itinerance": Itinerance(etapes=(Etape(id="gael", nom="Gare", adresse=adresse(MERDRIGNAC)),))}),
        ("distance", {"zone_intervention": (GAEL,)}),
        ("complet", {"position": Position(latitude=48.19, longitude=-2.2)}),
    ],
)
def test_a_venue_that_moves_closes_or_leads_elsewhere_changes_what_pages_are_made_of(
    identifier: str, facts: dict[str, Any]
) -> None:
    lieux = [replace(each, **facts) if each.id == identifier else each for each in world()]
    assert wrongly_the_same(of(*lieux)) == []


@pytest.mark.parametrize("end", [date(2027, 1, 31), date(2027, 2, 28)])
def test_another_day_on_which_a_label_or_funding_ends_changes_what_reports_are_made_of(end: date) -> None:
    lieux = world()

    def site_until(day: date) -> Files:
        labelled = replace(lieux[0], labels=(Label(label="aptic", fin=day),), fin_financement=day)
        return of(labelled, *lieux[1:])

    # Nothing is counted otherwise: only a name and a day are told otherwise.
    before_it, after = site_until(date(2027, 3, 1)), site_until(end)
    same = [url for url, file in after.items() if made_of(file) and made_of(file) == made_of(before_it[url])]
    assert [url for url in same if after[url].make() != before_it[url].make()] == []


def test_a_venue_that_comes_or_goes_changes_what_pages_are_made_of() -> None:
    lieux = world()
    for rank in range(len(lieux)):
        assert wrongly_the_same(of(*lieux[:rank], *lieux[rank + 1 :])) == []
    for code in (GAEL, LOIN):
        assert wrongly_the_same(of(*lieux, lieu("nouveau", adresse=adresse(code), services=lieux[0].services))) == []


def test_a_position_found_since_and_a_file_that_moves_change_what_pages_are_made_of() -> None:
    known = catalogue(world(), contract.load_nomenclature())
    placed = Placed(position=Position(latitude=48.14, longitude=-2.22), precision="adresse", score=0.9)
    for changed in (
        replace(known, positions={**known.positions, "complet": placed}),
        replace(known, positions={**known.positions, "bus/gael": placed}),
        replace(known, positions={key: value for key, value in known.positions.items() if key != "voisin"}),
        replace(known, paths={**known.paths, "complet": "directory/35/ailleurs/complet.yml"}),
    ):
        assert wrongly_the_same(site(changed)) == []


def test_a_page_is_made_of_the_same_things_as_long_as_nothing_changes() -> None:
    again = {url: made_of(file) for url, file in of(*world()).items()}
    assert again == before()[0]


def test_every_page_says_what_it_is_made_of() -> None:
    assert [url for url, name in before()[0].items() if not name] == []


def test_a_text_that_changes_leaves_most_pages_as_they_were() -> None:
    lieux = world()
    after = of(replace(lieux[0], presentation_resume="Au calme"), *lieux[1:])
    same = {url for url, file in after.items() if made_of(file) and made_of(file) == before()[0][url]}
    assert {"lieux/voisin/", "epci/999999999/semaine/", "besoins/scanner/", "reference/services/"} <= same
    assert {"lieux/complet/", "lieux/invite/", f"communes/{MEEN}/", "besoins/caf-rsa/"} & same == set()


def test_a_name_or_a_contact_that_changes_leaves_the_answers_of_the_explorer_as_they_were() -> None:
    lieux = world()
    after = of(replace(lieux[0], nom="Autrement", telephone="02 61 91 00 99", verifie_le=date(2026, 3, 1)), *lieux[1:])
    answers = [url for url in after if url.startswith("donnees/couverture/explorer/") and "mairies" not in url]
    assert len(answers) > 100
    assert [url for url in answers if made_of(after[url]) != before()[0][url]] == []
