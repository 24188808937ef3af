"""What can be asked, and how it is said."""

from __future__ import annotations

import pytest

from maillage import contract
from maillage.coverage import Question, in_words


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question(genre="service", code="parcoursup"), "Parcoursup"),
        (Question(genre="dimension", code="demarches", acces="sans-rdv"), "aide aux démarches, sans rendez-vous"),
        (Question(genre="label", code="france-services"), "label : France services"),
    ],
)
def test_a_question_is_the_end_of_a_sentence_where_names_keep_their_capital(question: Question, said: str) -> None:
    assert in_words(question, contract.load_nomenclature(), contract.proper_names()).startswith(said)


def test_no_service_that_begins_with_a_name_loses_its_capital() -> None:
    nomenclature, names = contract.load_nomenclature(), contract.proper_names()
    named = [code for code, entry in nomenclature.services.items() if entry.libelle.startswith(names)]
    assert named
    for code in named:
        assert in_words(Question(genre="service", code=code), nomenclature, names) == nomenclature.label(
            "services", code
        )
