"""The YAML dialect of the project: every scalar is text, and what people would not expect is refused.

Plain YAML turns a postcode into another number, an hour into minutes, `no` into false, and lets the last of two
equal keys win in silence. Here a file is one map of texts, lists and maps; everything else is a `Problem` with its
line and column.
"""

from maillage.records.reading import MAXIMUM_BYTES, MAXIMUM_DEPTH, read, read_file, read_file_on, read_on
from maillage.records.record import Mark, Reading, Record, Where, spelled
from maillage.records.writing import ordered, write

__all__ = [
    "MAXIMUM_BYTES",
    "MAXIMUM_DEPTH",
    "Mark",
    "Reading",
    "Record",
    "Where",
    "ordered",
    "read",
    "read_file",
    "read_file_on",
    "read_on",
    "spelled",
    "write",
]
