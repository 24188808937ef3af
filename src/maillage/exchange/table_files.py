"""The table of a file: French directories arrive as CSV in five encodings and four delimiters, as workbooks, as JSON.

Everything after this sees one shape, and everything odd about the file is said here.
"""

from __future__ import annotations

from maillage.exchange.csv_tables import read_csv
from maillage.exchange.encodings import decode
from maillage.exchange.json_tables import read_json
from maillage.exchange.tables import Layout, Table, refused
from maillage.exchange.workbooks import read_workbook
from maillage.model import Problem

MAX_BYTES = 100_000_000
"""The whole country is about 20 MB: beyond, the file is not a directory."""

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def read_table(content: bytes, name: str, layout: Layout | None = None) -> Table | tuple[Problem, ...]:
    """Return the table that a CSV, XLSX, XLS, ODS, JSON or GeoJSON file holds, or why it cannot be read.

    `name` is the file's name, used in messages; the content decides on the format, not the extension.
    """
    layout = layout or Layout()
    if len(content) > MAX_BYTES:
        return refused(
            name,
            "fichier-trop-gros",
            f"le fichier pèse {len(content) // 1_000_000} Mo, plus que les {MAX_BYTES // 1_000_000} Mo admis",
            "vérifiez que c'est bien un annuaire, ou importez-le en plusieurs fois",
        )
    if not content.strip():
        return refused(name, "fichier-vide", "le fichier est vide", "exportez-le à nouveau depuis votre tableur")
    if content.startswith(_WORKBOOKS):
        return read_workbook(content, name, layout)
    decoded = decode(content, layout.encoding)
    if decoded is None:
        return refused(
            name,
            "encodage-inconnu",
            f"le texte ne se lit pas en {layout.encoding}"
            if layout.encoding
            else "l'encodage du texte n'est pas reconnu",
            "enregistrez le fichier au format « CSV UTF-8 » depuis votre tableur",
        )
    text, encoding = decoded
    if text.lstrip()[:1] in ("[", "{"):
        return read_json(text, name)
    return read_csv(text, encoding, name, layout)
