"""A street found is that of the address, however it is abbreviated, and never merely one of the same commune."""

from __future__ import annotations

import pytest

from maillage import streets


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("12 rue du lavoir", "Rue du Lavoir"),
        ("4 rue des tilleuls", "Place des Tilleuls"),
        ("3 av. Gal de Gaulle", "Avenue du Général de Gaulle"),
        ("5 bd V. Hugo", "Boulevard Victor Hugo"),
        ("1 r St-Jean", "Rue Saint-Jean"),
        ("7 rue Gambeta", "Rue Gambetta"),
        ("2 rue du 8 mai 45", "Rue du 8 Mai 1945"),
        ("Mairie de Longvic - Allée de la Mairie - BP 77", "Allée de la Mairie"),
        ("9 Grande Rue", "Grande Rue"),
        ("La Place", "La Place"),
        ("6 rue A", "Rue A"),
        ("4 rue Docteur Louis Pasteur", "Rue du Docteur Louis Pasteur Prolongée"),
    ],
)
def test_a_street_is_recognised_however_it_is_written(written: str, found: str) -> None:
    assert streets.may_be_one(written, found)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("14 rue Inconnue", "Rue de la Monnaie"),
        ("8 rue du Lavoir", "Rue de la Monnaie"),
        ("8 rue Jean Moulin", "Rue Jean Jaurès"),
        ("8 rue Victor Hugo", "Rue Victor Schœlcher"),
        ("BP 77", "Le Bourg"),
        ("6 rue B", "Rue A"),
        ("1 rue du 11 novembre", "Rue du 8 Mai 1945"),
        ("2 rue X", ""),
    ],
)
def test_another_street_of_the_same_commune_is_not(written: str, found: str) -> None:
    assert not streets.may_be_one(written, found)
