"""The table that SIILAB published for Hauts-de-France comes out of 1,197 venues exactly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from maillage import contract
from maillage.coverage import Mesh, hosts_table
from maillage.model import Lieu

# Kind of host, number, help (no, yes, %), training (no, yes, %).
PUBLISHED = [
    ("Bibliothèque - Médiathèque", 549, 134, 415, 76, 519, 30, 5),
    ("Administration - Collectivité territoriale", 149, 53, 96, 64, 54, 95, 64),
    ("Centre social", 109, 37, 72, 66, 35, 74, 68),
    ("Association", 92, 50, 42, 46, 19, 73, 79),
    ("Pôle Emploi", 88, 1, 87, 99, 85, 3, 3),
    ("MSAP", 83, 14, 69, 83, 22, 61, 73),
    ("Organisme de protection sociale", 46, 0, 46, 100, 42, 4, 9),
    ("Intercommunalité (EPN, bus numérique, cyberbase)", 25, 0, 25, 100, 1, 24, 96),
    ("Commune (Ville, CCAS, Centre Culturel...)", 18, 3, 15, 83, 9, 9, 50),
    ("Maison de quartier", 12, 6, 6, 50, 5, 7, 58),
    ("Organisme de formations", 9, 3, 6, 67, 0, 9, 100),
    ("Département (UTPAS, MDS, MDSI, UTAS...)", 8, 0, 8, 100, 8, 0, 0),
    ("Autre", 7, 0, 7, 100, 1, 6, 86),
    ("Tiers-lieu & coworking", 2, 1, 1, 50, 0, 2, 100),
]


def venues(make_lieu: Any) -> Iterator[Lieu]:
    """The published venues: each that does neither is open for its computers, and says so."""
    nomenclature = contract.load_nomenclature()
    hosts = {entry.synonymes[0]: code for code, entry in nomenclature.hotes_siilab.items() if entry.synonymes}
    kinds = {entry.hote_siilab: code for code, entry in reversed(list(nomenclature.typologies.items()))}
    for name, number, _, helped, _, _, trained, _ in PUBLISHED:
        for rank in range(number):
            # The first ones help, the last ones train: some do both, some neither.
            services = ["wifi"]
            services += ["caf-demarches"] if rank < helped else []
            services += ["debuter-ordinateur"] if rank >= number - trained else []
            yield make_lieu(f"{hosts[name]}-{rank}", typologies=(kinds[hosts[name]],), services=services)


def test_the_published_table_is_found_again_to_the_last_venue(make_world: Any, make_lieu: Any) -> None:
    table = hosts_table(Mesh(make_world(*venues(make_lieu))), "hub", "essai")
    names = {code: entry.synonymes for code, entry in contract.load_nomenclature().hotes_siilab.items()}
    found = [
        (
            names[row.code][0],
            row.nombre,
            row.demarches.non,
            row.demarches.oui,
            row.demarches.pour_cent,
            row.apprentissage.non,
            row.apprentissage.oui,
            row.apprentissage.pour_cent,
        )
        for row in table[:-1]
    ]
    assert found == PUBLISHED
    total = table[-1]
    assert (total.nombre, total.demarches.non, total.demarches.oui, total.demarches.pour_cent) == (1197, 302, 895, 75)
    assert (total.apprentissage.non, total.apprentissage.oui, total.apprentissage.pour_cent) == (800, 397, 33)
    assert all(row.demarches.non_renseigne == row.apprentissage.non_renseigne == 0 for row in table)


def test_a_venue_that_lists_nothing_is_neither_a_yes_nor_a_no(make_world: Any, make_lieu: Any) -> None:
    table = hosts_table(
        Mesh(make_world(make_lieu("a", services=["caf-demarches"]), make_lieu("b"), make_lieu("c", services=["wifi"]))),
        "hub",
        "essai",
    )
    row = table[0]
    assert (row.demarches.non, row.demarches.oui, row.demarches.non_renseigne) == (1, 1, 1)
    assert row.demarches.pour_cent == 33


def test_a_venue_of_several_kinds_counts_once_and_an_unknown_kind_apart(make_world: Any, make_lieu: Any) -> None:
    mesh = Mesh(make_world(make_lieu("a", typologies=("BIB", "ASSO")), make_lieu("b", typologies=("NON_RENSEIGNE",))))
    table = hosts_table(mesh, "hub", "essai")
    assert [(row.code, row.nombre) for row in table] == [("bibliotheque", 1), ("non-renseigne", 1), ("", 2)]


def test_the_table_of_an_epci_holds_its_own_venues(make_world: Any, make_lieu: Any, make_bus: Any) -> None:
    bus = make_bus("bus", [("35001", 0, None), ("35002", 2.49, None)], typologies=("ENM",))
    mesh = Mesh(make_world(make_lieu("a"), make_lieu("b", 2.49, "35002"), bus))
    assert hosts_table(mesh, "epci", "deux")[-1].nombre == 2
    assert hosts_table(mesh, "hub", "essai")[-1].nombre == 3
    assert hosts_table(mesh, "epci", "trois") == (hosts_table(mesh, "epci", "trois")[-1],)
    assert hosts_table(mesh, "epci", "trois")[-1].demarches.pour_cent is None
