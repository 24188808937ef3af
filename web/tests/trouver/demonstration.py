"""Writes to standard output, as JSON, the files of the search for the demonstration, and its scenarios."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from maillage import contract, directory, facets, records, territory
from maillage.catalogue import assemble, select
from maillage.model import Site

ROOT = Path(__file__).resolve().parents[3]


def main(today: date) -> None:
    """Write the files of the search built on a day, by name, and `tests/scenarios.yml`."""
    project = directory.Project.at(ROOT / "directory")
    site = directory.read_site(project, ROOT / "sites" / "demonstration.yml")
    assert isinstance(site, Site)
    read = directory.read_directory(project, today)
    catalogue = assemble(read.lieux.items(), read.lock, contract.load_nomenclature(), territory.load())
    selection = select(catalogue, site)
    files = facets.search_files(
        (catalogue.lieux[one] for one in sorted({*selection.lieux, *selection.autour})),
        catalogue.positions,
        facets.communes_around(catalogue.territory, selection.communes, site.seuils.autour_km),
        nomenclature=catalogue.nomenclature,
        territory=catalogue.territory,
        site=site,
        today=today,
    )
    scenarios = records.read_file(ROOT / "tests" / "scenarios.yml", "scenarios.yml")
    assert isinstance(scenarios, records.Record), scenarios
    found = {"fichiers": {name: json.loads(file.make()) for name, file in files.items()}, **scenarios.data}
    sys.stdout.write(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]))
