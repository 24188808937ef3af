"""What the guide tells hubs to write is read by the importer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from maillage import contract
from maillage.exchange.findings import Nature
from maillage.exchange.mapping import ImportMapping
from maillage.exchange.mapping_reading import read_mapping


def examples(root: Path) -> list[str]:
    text = (root / "docs" / "contribuer" / "importer.md").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    cells = [code for code in re.findall(r"^\|[^|]*\| `(.*)` \|$", text, re.MULTILINE) if ":" in code]
    return [*blocks, *cells]


def test_every_example_of_the_guide_is_a_part_of_a_valid_mapping(root: Path) -> None:
    found = examples(root)
    whole, parts = found[0], found[1:]
    assert len(parts) >= 10
    top = ("assemblages:", "colonnes:", "horaires_par_jour:", "communes:", "fichier:", "ignorees:")
    for part in parts:
        columns = part.removeprefix("colonnes:\n") if part.startswith("colonnes:") else ""
        top_level = part.startswith(top) and not columns
        text = whole + (part if top_level else columns or f"  {part}\n")
        read = read_mapping(text.encode(), "importer.md", contract.load_nomenclature())
        assert isinstance(read, ImportMapping), (part, read)


@pytest.mark.parametrize("word", get_args(Nature))
def test_every_word_of_the_report_is_explained(root: Path, word: str) -> None:
    assert f"| {word} |" in (root / "docs" / "contribuer" / "importer.md").read_text("utf-8")
