"""The text of a file is found whatever the encoding that a French spreadsheet gave it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.exchange.encodings import decode

LINES = "nom;ville;téléphone\nMédiathèque d'Évron;Évron;02 61 91 00 01\nŒuvre « Les Prés »;Fougères;02 61 91 00 02\n"


def text(content: bytes, encoding: str | None = None) -> str | None:
    read = decode(content, encoding)
    return read and read[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac-roman", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_of_french_spreadsheets_is_read(encoding: str) -> None:
    assert text(LINES.encode(encoding)) == LINES


def test_latin_9_is_told_from_windows_by_its_ligature() -> None:
    assert text("Cœur de ville;Évron\n".encode("iso8859-15")) == "Cœur de ville;Évron\n"


def test_old_dos_files_are_read() -> None:
    assert text("Médiathèque;Évron\n".encode("cp850")) == "Médiathèque;Évron\n"


def test_an_encoding_that_the_mapping_gives_is_obeyed_or_refused() -> None:
    assert text(LINES.encode("cp1252"), "cp1252") == LINES
    assert text("é;è".encode("cp1252"), "utf-8") is None
    assert text(b"a;b", "klingon") is None


@given(st.text(alphabet="aeéèàçùôœ ’«»€ABC;\n0123", min_size=1, max_size=80))
def test_french_text_survives_windows_and_utf_8(letters: str) -> None:
    text = f"Évron{letters}"  # an accent before a plain letter: no accident of bytes can make it UTF-8
    for encoding in ("utf-8", "cp1252"):
        decoded = decode(text.encode(encoding))
        assert decoded is not None
        assert decoded[0] == text
