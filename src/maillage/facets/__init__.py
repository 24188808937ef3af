"""What the search page receives: the facts of every venue, small enough to be searched where they are read.

The files are public data, described by `schema/recherche.schema.json` and by the schemas of its parts; nothing else
is needed to answer a search. Three states are kept everywhere: a fact is said, denied, or absent.
"""

from maillage.facets.communes import communes_around
from maillage.facets.files import FOLDER, VERSION, SearchFile, search_files

__all__ = ["FOLDER", "VERSION", "SearchFile", "communes_around", "search_files"]
