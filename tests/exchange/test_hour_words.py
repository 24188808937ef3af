"""Each word of hours is known for what it is, however it is written."""

from __future__ import annotations

import pytest

from maillage.exchange.hour_words import UnreadableError, tokens_of


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("du Lundi au vendredi", ["day", "range", "day"]),
        ("lun. & mar.", ["day", "and", "day"]),
        ("1er et 3e mercredi du mois", ["ordinal", "and", "ordinal", "day", "month"]),
        ("l’après-midi de 14 h à 18H30", ["period", "time", "range", "time"]),
        ("24h/24, 7j/7", ["allday", "and", "everyday"]),
        ("semaines impaires, sauf jours fériés", ["parity", "and", "except", "holiday"]),
        ("FERMÉ", ["closed"]),
    ],
)
def test_words_are_known(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in tokens_of(text)] == kinds


@pytest.mark.parametrize(
    ("text", "minute"), [("9h", 540), ("9h05", 545), ("09:30", 570), ("9 heures", 540), ("midi", 720), ("minuit", 1440)]
)
def test_times_are_minutes(text: str, minute: int) -> None:
    assert tokens_of(text)[0].value == (minute,)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("sur rdv", "comment venir"),
        ("vacances scolaires", "vacances scolaires"),
        ("25h", "« 25h » n'est pas une heure"),
        ("9h75", "n'est pas une heure"),
        ("sous condition", "« sous » n'est pas compris"),
    ],
)
def test_an_unknown_word_says_why(text: str, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        tokens_of(text)
