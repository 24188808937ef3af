"""The folder of venues as an import finds it: nothing that cannot be read passes for absent."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.exchange.conftest import Hub


def test_a_file_renamed_or_moved_by_a_person_is_still_recognised(hub: Hub) -> None:
    hub.bring(*hub.rows)
    old = hub.path("mairie-montauban-de-bretagne")
    text = old.read_text("utf-8").replace("id: mairie-montauban-de-bretagne", "id: mairie-annexe")
    old.unlink()
    (hub.into / "35" / "mairie-annexe.yml").write_text(text, "utf-8")
    assert hub.bring(*hub.rows).counts.inchanges == 2
    assert not old.exists()


def test_a_file_filed_deeper_by_a_person_is_still_recognised(hub: Hub) -> None:
    hub.bring(*hub.rows)
    path = hub.path("mairie-montauban-de-bretagne")
    (path.parent / "mairies").mkdir()
    path.rename(path.parent / "mairies" / path.name)
    assert hub.bring(*hub.rows).counts.inchanges == 2


def test_an_unreadable_venue_file_is_left_alone_and_said(hub: Hub) -> None:
    hub.bring(*hub.rows)
    path = hub.path("mairie-montauban-de-bretagne")
    path.write_text("id: [", "utf-8")
    outcome = hub.bring(*hub.rows)
    assert path.read_text("utf-8") == "id: ["
    assert [problem.code for problem in outcome.problems] == ["fiche-illisible"]
    assert outcome.counts.gardes == 1


def test_a_folder_that_cannot_be_read_stops_the_import(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.bring(*hub.rows)
    before = hub.venues()
    closed = hub.into / "35"
    scandir = os.scandir

    def refusing(folder: Any) -> Any:
        if Path(folder) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(closed))
        return scandir(folder)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refusing)
        outcome = hub.bring(*hub.rows)
    assert [problem.code for problem in outcome.problems] == ["dossier-illisible"]
    assert str(closed) in outcome.problems[0].path
    assert hub.venues() == before


def test_a_damaged_state_stops_the_import_with_what_to_do(hub: Hub) -> None:
    hub.bring(*hub.rows)
    (hub.into / "imports" / "hub.json").write_text("{", "utf-8")
    before = hub.venues()
    outcome = hub.bring(*hub.rows)
    assert [problem.code for problem in outcome.problems] == ["etat-illisible"]
    assert hub.venues() == before


def test_a_lost_state_overwrites_nothing(hub: Hub) -> None:
    hub.bring(*hub.rows)
    (hub.into / "imports" / "hub.json").unlink()
    outcome = hub.bring(hub.rows[0].replace("lundi", "mardi"), hub.rows[1])
    assert hub.data("mediatheque-saint-meen-le-grand")["horaires"] == "Mo 09:00-12:00"
    assert outcome.counts.differences == 1
