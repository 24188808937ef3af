"""What a hub puts in `sites/<slug>/`: indicators of need (CSV) and past editions of its figures (JSON).

Bytes in, values and problems out: nothing here opens a file.
"""

from maillage.hub_files.editions import edition_text, read_edition
from maillage.hub_files.need import read_need

__all__ = ["edition_text", "read_edition", "read_need"]
