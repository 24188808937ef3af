"""Names of communes in sentences: elided before a vowel, contracted with their article."""

from __future__ import annotations

import pytest

from maillage.checks import prepositions


@pytest.mark.parametrize(
    ("name", "of", "at"),
    [
        ("Rennes", "de Rennes", "à Rennes"),
        ("Angers", "d’Angers", "à Angers"),
        ("Évreux", "d’Évreux", "à Évreux"),
        ("Yvetot", "d’Yvetot", "à Yvetot"),
        ("Le Rheu", "du Rheu", "au Rheu"),
        ("Les Ulis", "des Ulis", "aux Ulis"),
        ("La Rochelle", "de La Rochelle", "à La Rochelle"),
        ("L’Haÿ-les-Roses", "de L’Haÿ-les-Roses", "à L’Haÿ-les-Roses"),
        ("Leff", "de Leff", "à Leff"),
        ("Ham", "de Ham", "à Ham"),
    ],
)
def test_a_commune_is_named_as_people_say_it(name: str, of: str, at: str) -> None:
    assert (prepositions.of(name), prepositions.at(name)) == (of, at)
