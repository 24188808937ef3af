"""From venues to the catalogue, and from the catalogue to what one site shows."""

from __future__ import annotations

import pytest

from maillage import catalogue, contract, territory
from maillage.catalogue import Catalogue
from maillage.model import Adresse, Etape, Hote, Itinerance, Lieu, Position, Seuils, Site, TerritoireSite
from maillage.model import ContactSite as Contact
from maillage.positions import Geocode, Lock

SAINT_MEEN, MONTAUBAN, DINAN, PARIS = "35297", "35184", "22050", "75056"
ALL_OF_SAINT_MEEN_MONTAUBAN = "200038990"


def adresse(code_insee: str, voie: str | None = None) -> Adresse:
    commune = territory.load().communes[territory.load().anciens_codes.get(code_insee, code_insee)]
    return Adresse(voie=voie, code_postal=commune.codes_postaux[0], commune=commune.nom, code_insee=code_insee)


def venue(name: str, code_insee: str | None = SAINT_MEEN, *, stops: tuple[str, ...] = (), **facts: object) -> Lieu:
    etapes = tuple(Etape(id=f"e{code}", nom=f"Étape {code}", adresse=adresse(code)) for code in stops)
    return Lieu(
        id=name,
        nom=name,
        typologies=("EPN",),
        source="essai",
        verifie_le="jamais",
        adresse=adresse(code_insee, "1 rue X") if code_insee else None,
        itinerance=Itinerance(etapes=etapes) if stops else None,
        **facts,  # type: ignore[arg-type]
    )


def assembled(*lieux: Lieu, lock: Lock | None = None) -> Catalogue:
    pairs = [(f"directory/x/{lieu.id}.yml", lieu) for lieu in lieux]
    return catalogue.assemble(pairs, lock or {}, contract.load_nomenclature(), territory.load())


def site(territoire: TerritoireSite, autour_km: float = 15.0) -> Site:
    return Site(
        slug="essai",
        titre="Essai",
        adresse_publique="https://essai.example/",
        territoire=territoire,
        contact=Contact(nom="Hub", courriel="hub@essai.example"),
        seuils=Seuils(autour_km=autour_km),
    )


def test_the_catalogue_is_in_the_order_of_ids_whatever_that_of_the_files() -> None:
    one, two = venue("abeille"), venue("zebre")
    for lieux in ((one, two), (two, one)):
        found = assembled(*lieux)
        assert list(found.lieux) == list(found.paths) == list(found.positions) == ["abeille", "zebre"]
        assert found.paths["zebre"] == "directory/x/zebre.yml"


def test_every_venue_and_every_stop_is_placed_as_well_as_is_known() -> None:
    here = Position(latitude=48.19, longitude=-2.19)
    known = Geocode(
        requete="1 rue X 35290 Saint-Méen-le-Grand", latitude=48.2, longitude=-2.2, score=0.9, le="2026-01-01"
    )
    found = assembled(
        venue("saisi", position=here),
        venue("demande"),
        venue("mairie", MONTAUBAN),
        venue("bus", None, stops=(SAINT_MEEN, DINAN)),
        lock={"demande": known, "parti": known},
    )
    assert {key: placed.precision for key, placed in found.positions.items()} == {
        "saisi": "saisie",
        "demande": "adresse",
        "mairie": "mairie",
        "bus/e35297": "mairie",
        "bus/e22050": "mairie",
    }
    assert found.positions["saisi"].position == here


def test_a_host_knows_its_guests() -> None:
    found = assembled(
        venue("mairie"),
        venue("zebre", hote=Hote(nom="Mairie", id="mairie")),
        venue("abeille", hote=Hote(nom="Mairie", id="mairie")),
        venue("ailleurs", hote=Hote(nom="Un café")),
    )
    assert found.hosted == {"mairie": ("abeille", "zebre")}


@pytest.mark.parametrize(
    ("territoire", "inside"),
    [
        (TerritoireSite(epci=(ALL_OF_SAINT_MEEN_MONTAUBAN,)), ("meen", "montauban")),
        (TerritoireSite(departements=("22",)), ("bus", "dinan")),
        (TerritoireSite(regions=("53",)), ("bus", "dinan", "meen", "montauban")),
        (TerritoireSite(communes=(MONTAUBAN,)), ("montauban",)),
        (TerritoireSite(communes=(MONTAUBAN,), departements=("75",)), ("bus", "montauban", "paris")),
        (TerritoireSite(communes=("99999",)), ()),
    ],
)
def test_a_site_holds_the_venues_of_its_territory(territoire: TerritoireSite, inside: tuple[str, ...]) -> None:
    found = assembled(
        venue("meen"),
        venue("montauban", MONTAUBAN),
        venue("dinan", DINAN),
        venue("paris", PARIS),
        venue("bus", None, stops=(DINAN, PARIS)),
    )
    assert catalogue.select(found, site(territoire)).lieux == inside


def test_the_communes_intercommunalities_and_departements_of_a_site_are_sorted() -> None:
    chosen = catalogue.select(assembled(), site(TerritoireSite(communes=(SAINT_MEEN, DINAN))))
    assert list(chosen.communes) == [DINAN, SAINT_MEEN]
    assert chosen.departements == ("22", "35")
    assert chosen.epci == tuple(sorted(chosen.epci))
    assert ALL_OF_SAINT_MEEN_MONTAUBAN in chosen.epci


def test_a_venue_beyond_the_border_has_its_page_when_it_is_near_and_is_not_counted() -> None:
    found = assembled(venue("meen"), venue("montauban", MONTAUBAN), venue("paris", PARIS))
    distance = territory.distance_km(found.positions["montauban"].position, found.positions["meen"].position)
    near = catalogue.select(found, site(TerritoireSite(communes=(SAINT_MEEN,)), autour_km=distance + 0.1))
    assert (near.lieux, near.autour) == (("meen",), ("montauban",))
    far = catalogue.select(found, site(TerritoireSite(communes=(SAINT_MEEN,)), autour_km=distance - 0.1))
    assert (far.lieux, far.autour) == (("meen",), ())


def test_an_itinerant_venue_is_near_by_its_nearest_stop() -> None:
    found = assembled(venue("bus", None, stops=(PARIS, MONTAUBAN)))
    assert catalogue.select(found, site(TerritoireSite(communes=(SAINT_MEEN,)))).autour == ("bus",)


def test_a_venue_written_under_the_old_code_of_a_commune_belongs_to_the_new_one() -> None:
    old = next(old for old, new in territory.load().anciens_codes.items() if new == MONTAUBAN)
    found = assembled(venue("ancien", old))
    assert catalogue.communes_of_lieu(found.lieux["ancien"], territory.load()) == (MONTAUBAN,)
    assert catalogue.select(found, site(TerritoireSite(communes=(MONTAUBAN,)))).lieux == ("ancien",)
    assert catalogue.select(found, site(TerritoireSite(communes=(old,)))).lieux == ("ancien",)


def test_a_commune_where_a_venue_stops_twice_is_said_once() -> None:
    bus = venue("bus", MONTAUBAN, stops=(DINAN, MONTAUBAN, DINAN))
    assert catalogue.communes_of_lieu(bus, territory.load()) == (MONTAUBAN, DINAN)
