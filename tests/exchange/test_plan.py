"""What an import does of each row, once people have worked on the files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.exchange.conftest import Hub


def test_a_name_that_changes_does_not_change_the_address(hub: Hub) -> None:
    hub.bring(*hub.rows)
    outcome = hub.bring(hub.rows[0].replace("Médiathèque", "Médiathèque des Prés"), hub.rows[1])
    assert (outcome.counts.modifies, outcome.counts.inchanges) == (1, 1)
    assert hub.data("mediatheque-saint-meen-le-grand")["nom"] == "Médiathèque des Prés"


def test_what_a_person_changed_is_kept_and_the_difference_reported(hub: Hub) -> None:
    hub.bring(*hub.rows)
    hub.edit("mediatheque-saint-meen-le-grand", "02 61 91 00 01", "02 61 91 00 09")
    outcome = hub.bring(hub.rows[0].replace("00 01", "00 05").replace("lundi", "mardi"), hub.rows[1])
    data = hub.data("mediatheque-saint-meen-le-grand")
    assert (data["telephone"], data["horaires"]) == ("02 61 91 00 09", "Tu 09:00-12:00")
    difference = next(finding for finding in outcome.findings if finding.nature == "différence")
    assert (difference.champ, difference.fiche, difference.valeur) == (
        "telephone",
        "02 61 91 00 09",
        "02 61 91 00 05",
    )


def test_a_venue_verified_since_is_left_as_it_is(hub: Hub) -> None:
    hub.bring(*hub.rows)
    hub.edit("mediatheque-saint-meen-le-grand", "verifie_le: jamais", 'verifie_le: "2026-02-01"')
    before = hub.path("mediatheque-saint-meen-le-grand").read_bytes()
    outcome = hub.bring(hub.rows[0].replace("lundi", "mardi"), hub.rows[1])
    assert hub.path("mediatheque-saint-meen-le-grand").read_bytes() == before
    assert outcome.counts.differences == 1


def test_a_venue_that_vanished_from_the_source_is_reported_and_kept(hub: Hub) -> None:
    hub.bring(*hub.rows)
    for _ in range(2):
        outcome = hub.bring(hub.rows[0])
        assert [finding.lieu for finding in outcome.findings if finding.nature == "disparu"] == [
            "mairie-montauban-de-bretagne"
        ]
    assert hub.path("mairie-montauban-de-bretagne").exists()


def test_a_venue_deleted_by_a_person_does_not_come_back(hub: Hub) -> None:
    hub.bring(*hub.rows)
    hub.path("mairie-montauban-de-bretagne").unlink()
    outcome = hub.bring(*hub.rows)
    assert (outcome.counts.gardes, outcome.counts.crees) == (1, 0)
    assert not list(hub.into.glob("*/mairie*.yml"))


def test_a_venue_whose_source_a_person_has_changed_is_not_said_to_be_deleted(hub: Hub) -> None:
    hub.bring(*hub.rows)
    hub.edit("mairie-montauban-de-bretagne", "source: Hub", "source: Enquête de 2026")
    before = hub.venues()
    outcome = hub.bring(*hub.rows)
    assert hub.venues() == before
    (told,) = [finding for finding in outcome.findings if finding.nature == "à faire"]
    assert told.lieu == "mairie-montauban-de-bretagne"
    assert told.pourquoi.startswith("sa fiche ne dit plus cette source")


def test_comments_of_people_survive(hub: Hub) -> None:
    hub.bring(*hub.rows)
    hub.edit("mediatheque-saint-meen-le-grand", "# yaml", "# Fiche de Léa\n# yaml")
    hub.bring(hub.rows[0].replace("lundi", "mardi"), hub.rows[1])
    text = hub.path("mediatheque-saint-meen-le-grand").read_text("utf-8")
    assert text.startswith("# Fiche de Léa\n# yaml")
    assert "Tu 09:00-12:00" in text
    hub.edit("mediatheque-saint-meen-le-grand", "telephone:", "# le soir seulement\ntelephone:")
    before = hub.venues()
    outcome = hub.bring(hub.rows[0].replace("lundi", "jeudi"), hub.rows[1])
    assert hub.venues() == before
    assert [finding.champ for finding in outcome.findings if finding.nature == "différence"] == ["horaires"]


def test_the_state_is_the_same_bytes_for_the_same_source(hub: Hub) -> None:
    hub.bring(*hub.rows)
    state = (hub.into / "imports" / "hub.json").read_text("utf-8")
    assert list(json.loads(state)["lieux"]) == ["1", "2"]
    assert "2026" not in state


def test_a_venue_closed_without_a_date_waits_for_a_person(hub: Hub) -> None:
    closing = hub.mapping.read_text("utf-8") + "  état: { valeurs: { F: { statut: ferme } } }\n  fin: fermeture.date\n"
    hub.mapping.write_text(closing, "utf-8")
    header = "numéro;structure;rue;cp;ville;tel;horaires;accueil;note;maj;état;fin"
    rows = (
        "1;Mairie;;35360;Montauban-de-Bretagne;;;;;;F;",
        "2;Poste;;35360;Montauban-de-Bretagne;;;;;;F;31/12/2025",
        "3;Gare;;35360;Montauban-de-Bretagne;;;;;;;31/12/2025",
    )
    outcome = hub.bring(*rows, header=header)
    assert [(found.nature, found.lieu, found.champ) for found in outcome.findings] == [
        ("non lu", "gare-montauban-de-bretagne", "fermeture.date"),
        ("à faire", "mairie-montauban-de-bretagne", "fermeture.date"),
    ]
    assert hub.data("mairie-montauban-de-bretagne")["fermeture"] == {"motif": "fermé selon la source"}
    closed = hub.data("poste-montauban-de-bretagne")
    assert closed["fermeture"] == {"date": "2025-12-31", "motif": "fermé selon la source"}
    assert "fermeture" not in hub.data("gare-montauban-de-bretagne")
