"""What people wrote is never overwritten, and what only the source changed is taken."""

from __future__ import annotations

from typing import Any

from maillage.exchange.merging import merge

BASE: dict[str, Any] = {
    "nom": "Médiathèque",
    "typologies": ["NON_RENSEIGNE"],
    "telephone": "02 61 91 00 01",
    "horaires": "Mo 09:00-12:00",
    "verifie_le": "jamais",
}


def test_nothing_new_changes_nothing() -> None:
    merged = merge(BASE, {"id": "m", **BASE}, BASE)
    assert (merged.data, merged.differences) == ({"id": "m", **BASE}, ())


def test_what_only_the_source_changed_is_taken() -> None:
    merged = merge(BASE, {"id": "m", **BASE}, {**BASE, "horaires": "Tu 09:00-12:00"})
    assert merged.data["horaires"] == "Tu 09:00-12:00"
    assert merged.differences == ()


def test_what_the_source_no_longer_says_goes() -> None:
    theirs = {key: value for key, value in BASE.items() if key != "telephone"}
    merged = merge(BASE, {"id": "m", **BASE}, theirs)
    assert "telephone" not in merged.data
    assert merged.data["contact_inconnu"] == "oui"


def test_what_a_person_changed_is_kept_and_the_difference_reported() -> None:
    yours = {"id": "m", **BASE, "telephone": "02 61 91 00 09"}
    merged = merge(BASE, yours, {**BASE, "telephone": "02 61 91 00 05"})
    assert merged.data == yours
    assert [(d.key, d.yours, d.theirs, d.why) for d in merged.differences] == [
        ("telephone", "02 61 91 00 09", "02 61 91 00 05", "modifié dans la fiche et dans la source")
    ]


def test_the_difference_is_reported_again_while_it_lasts() -> None:
    merged = merge(BASE, {"id": "m", **BASE, "nom": "Médiathèque des Prés"}, BASE)
    assert [d.why for d in merged.differences] == ["modifié dans la fiche ; la source n'a pas changé"]


def test_what_a_person_added_is_no_difference() -> None:
    yours = {
        "id": "m",
        **BASE,
        "typologies": ["BIB"],
        "services": [{"service": ["imprimer"]}],
        "verifie_le": "2026-02-01",
    }
    assert merge(BASE, yours, BASE).differences == ()


def test_a_venue_verified_since_is_not_touched() -> None:
    yours = {"id": "m", **BASE, "verifie_le": "2026-02-01"}
    merged = merge(BASE, yours, {**BASE, "horaires": "Tu 09:00-12:00"})
    assert merged.data == yours
    assert [(d.key, d.why) for d in merged.differences] == [
        ("horaires", "vérifié dans la fiche depuis, la source a changé")
    ]


def test_without_a_memory_of_the_last_import_nothing_is_taken() -> None:
    yours = {"id": "m", "nom": "Autre nom", "telephone": "02 61 91 00 01"}
    merged = merge(None, yours, BASE)
    assert merged.data == yours
    assert {d.key for d in merged.differences} == {"nom", "typologies", "horaires", "verifie_le"}


def test_a_closed_venue_without_contact_is_left_alone() -> None:
    base = {"nom": "A", "contact_inconnu": "oui"}
    yours = {"id": "a", "nom": "A", "statut": "ferme", "fermeture": {"motif": "travaux"}}
    assert merge(base, yours, {"nom": "A", "contact_inconnu": "oui"}).data == yours


def test_a_contact_that_the_source_gives_at_last_replaces_the_admission() -> None:
    base = {"nom": "A", "contact_inconnu": "oui"}
    merged = merge(base, {"id": "a", **base}, {"nom": "A", "telephone": "02 61 91 00 01"})
    assert merged.data == {"id": "a", "nom": "A", "telephone": "02 61 91 00 01"}
