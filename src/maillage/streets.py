"""Whether two names of streets may be those of one street.

An address service that does not know a street answers with another one of the same commune, and is rather sure of
itself: postcode, commune and number are right. What tells them apart is the last word of the name, which French
abbreviations leave alone ("Gal de Gaulle", "V. Hugo", "St-Jean").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from maillage.nomenclature import fold

_LIKENESS: Final = 0.8
# Of a name written otherwise ("rue Pasteur prolongée"), the words that are enough when the last one is missing.
_SHARE: Final = 2 / 3
_WORDS_OF_ANY_STREET: Final = frozenset(
    re.findall(
        r"[a-z]+",
        """
    a allee allees au aux av ave avenue bd bis boulevard bvd carrefour che chemin cours d de des dit du en esplanade et
    faubourg fbg fg hameau imp impasse l la le les lieu lotissement mail montee passage pl place promenade quai quater
    route rte rue ruelle sentier square sur ter voie
        """,
    )
)


def may_be_one(written: str, found: str) -> bool:
    """Tell whether a street that was found may be the one of an address as somebody has written it."""
    theirs, ours = fold(found).split(), fold(written).split()
    telling = [word for word in theirs if word not in _WORDS_OF_ANY_STREET and not word.isdecimal()]
    if not telling:
        # "Rue A", "La Place": nothing but the last word is left.
        return bool(theirs) and theirs[-1] in ours
    known = _known(telling, ours)
    return telling[-1] in known or len(known) >= _SHARE * len(telling)


def _known(words: Iterable[str], among: Sequence[str]) -> set[str]:
    return {word for word in words if get_close_matches(word, among, n=1, cutoff=_LIKENESS)}
