"""Rules on free texts: shown as they are written, never as code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from maillage.checks.subject import Finding, Venue, rule
from maillage.records import Where

_MARKUP = re.compile(r"</?[a-zA-Z!][^>\n]{0,40}>?|&(?:#\d+|#x[0-9a-fA-F]+|[a-z]{2,8});")


@rule("balise-dans-un-texte", "attention")
def texts_are_plain(venue: Venue) -> Iterator[Finding]:
    """Un texte n’est que du texte : une balise HTML s’affichera telle quelle, avec ses chevrons."""
    for where, text in _texts(venue.data, ()):
        found = _MARKUP.search(text) if "<" in text or "&" in text else None
        if found:
            yield Finding(
                where,
                f"ce texte contient « {found[0]} », qui sera affiché tel quel",
                "retirez les balises et les codes, gardez les mots",
            )


def _texts(value: Any, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*where, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*where, index))
