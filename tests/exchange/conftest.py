"""A hub with a mapping, two rows and a folder of venues, as the tests of an import use it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maillage import contract, records
from maillage import territory as geography
from maillage.exchange.importer import ImportOutcome, import_file

MAPPING = """
nom: hub
titre: Annuaire du hub
constantes: { source: Hub }
colonnes:
  numéro: source_id
  structure: nom
  rue: adresse.voie
  cp: adresse.code_postal
  ville: adresse.commune
  tel: telephone
  horaires: horaires
  accueil: { separateurs: ["-"], valeurs: { RDV: { acces: sur-rdv }, R: { services: reparation } } }
  note: presentation_detail
  maj: date_maj
"""
HEADER = "numéro;structure;rue;cp;ville;tel;horaires;accueil;note;maj"
ROWS = (
    "1;Médiathèque;1 rue A;35290;SAINT MEEN LE GRAND;02 61 91 00 01;lundi 9h-12h;RDV;;02/03/2021",
    "2;Mairie;;35360;Montauban-de-Bretagne;;sur rdv;R-ZZ;Un mot;",
)


class Hub:
    """A folder with a mapping, a spreadsheet and a directory."""

    rows = ROWS

    def __init__(self, folder: Path) -> None:
        self.file = folder / "annuaire.csv"
        self.mapping = folder / "hub.yml"
        self.into = folder / "directory"
        self.mapping.write_text(MAPPING, "utf-8")

    def bring(self, *rows: str, header: str = HEADER, mapping: str | Path | None = None) -> ImportOutcome:
        self.file.write_text("\n".join((header, *rows)) + "\n", "utf-8")
        return import_file(
            self.file,
            mapping or self.mapping,
            self.into,
            geography.load(),
            contract.load_nomenclature(),
            date(2026, 3, 1),
        )

    def path(self, name: str) -> Path:
        return next(self.into.glob(f"*/{name}.yml"))

    def data(self, name: str) -> dict[str, Any]:
        record = records.read_file(self.path(name), name)
        assert isinstance(record, records.Record), record
        return record.data

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.path(name).read_text("utf-8")
        assert old in text
        self.path(name).write_text(text.replace(old, new), "utf-8")

    def venues(self) -> dict[str, bytes]:
        """Return the bytes of the venue files and of the state."""
        paths = [*self.into.glob("*/*.yml"), *self.into.glob("imports/*.json")]
        return {path.relative_to(self.into).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """A hub that has not imported anything yet."""
    return Hub(tmp_path)


@pytest.fixture
def hub_in() -> Callable[[Path], Hub]:
    """The function that gives the hub of another folder."""
    return Hub
