"""Hours: the shared examples, the three states, the words, and what is refused."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage import hours
from maillage.hours import expression, timetable
from maillage.model import FermetureDatee

EXAMPLES = sorted((Path(__file__).parent / "exemples" / "horaires").glob("*.json"))
START, END = date(2026, 1, 1), date(2027, 1, 31)
CHRISTMAS = date(2026, 12, 25)


def of(text: str | None, *closures: FermetureDatee, departement: str | None = None) -> hours.Schedule:
    return hours.schedule(text, closures, START, END, departement)


def slots(schedule: hours.Schedule, day: date) -> list[tuple[int, int]] | None:
    found = hours.on(schedule, day).slots
    return None if found is None else [(slot.start, slot.end) for slot in found]


def words(schedule: hours.Schedule) -> dict[str, str]:
    rows = hours.in_words(schedule)
    return {day.replace("\N{NO-BREAK SPACE}", " "): text.replace("\N{NO-BREAK SPACE}", " ") for day, text in rows}


# --- The examples that the pages' scripts are tested with too -------------------------------------------------------


def test_the_shared_examples_are_there() -> None:
    assert len(EXAMPLES) >= 14


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_shared_example_says_what_the_expression_means(path: Path) -> None:
    example: dict[str, Any] = json.loads(path.read_text("utf-8"))
    closures = [
        FermetureDatee(du=date.fromisoformat(c["du"]), au=date.fromisoformat(c["au"]), motif=c.get("motif"))
        for c in example["fermetures"]
    ]
    window = date.fromisoformat(example["du"]), date.fromisoformat(example["au"])
    schedule = hours.schedule(example["texte"], closures, *window, example["departement"])
    assert hours.to_json(schedule) == example["horaire"]
    assert [list(row) for row in hours.in_words(schedule)] == example["mots"]
    for day, expected in example["jours"].items():
        view = hours.on(schedule, date.fromisoformat(day))
        assert slots(schedule, date.fromisoformat(day)) == (
            None if expected["plages"] is None else [tuple(slot[:2]) for slot in expected["plages"]]
        )
        assert view.ferie == expected.get("ferie")
        closure = view.fermeture
        assert (closure and [closure.du.isoformat(), closure.au.isoformat(), closure.motif or ""]) == expected.get(
            "fermeture"
        )


# --- Days -----------------------------------------------------------------------------------------------------------


def test_a_holiday_that_the_expression_ignores_is_unknown_and_never_open() -> None:
    silent = of("Mo-Fr 09:00-12:00")
    assert hours.on(silent, CHRISTMAS) == hours.DayView(None, "Noël")
    assert slots(silent, date(2026, 8, 15)) == [], "a Saturday, closed anyway"


def test_a_holiday_closed_or_open_by_the_expression_is_known() -> None:
    assert slots(of("Mo-Fr 09:00-12:00; PH off"), CHRISTMAS) == []
    assert slots(of("Mo-Fr,PH 09:00-12:00"), CHRISTMAS) == [(540, 720)]
    assert slots(of("24/7"), CHRISTMAS) == [(0, 1440)]


def test_a_dated_closure_on_a_holiday_is_trusted_and_a_monthly_opening_is_not() -> None:
    assert slots(of("Mo-Fr 09:00-12:00; Dec 24-26 off"), CHRISTMAS) == []
    assert date(2026, 7, 14).weekday() == 1, "the second Tuesday of July is the national holiday"
    assert slots(of("Tu[2] 10:00-12:00"), date(2026, 7, 14)) is None


def test_the_word_ph_in_a_comment_says_nothing_of_holidays() -> None:
    assert slots(of('Mo-Fr 09:00-12:00 "fermé PH"'), CHRISTMAS) is None


def test_a_closure_wins_over_a_holiday_and_over_the_hours() -> None:
    closed = FermetureDatee(du=date(2026, 8, 1), au=date(2026, 8, 31), motif="congés")
    view = hours.on(of("24/7", closed), date(2026, 8, 15))
    assert view == hours.DayView((), None, closed)


def test_hours_that_nobody_gave_are_unknown_on_every_day_but_those_of_a_closure() -> None:
    closed = FermetureDatee(du=date(2026, 8, 1), au=date(2026, 8, 31))
    schedule = of(None, closed)
    assert not schedule.connu
    assert slots(schedule, date(2026, 3, 3)) is None
    assert slots(schedule, date(2026, 8, 3)) == []
    assert words(schedule)["lundi"] == "non renseigné"


def test_an_expression_with_a_problem_is_as_if_absent() -> None:
    assert of("Mo 25:00-26:00") == of(None)


def test_a_day_out_of_the_window_is_unknown() -> None:
    schedule = of("24/7")
    assert slots(schedule, END) == [(0, 1440)]
    assert slots(schedule, END + timedelta(days=1)) is None
    assert slots(schedule, START - timedelta(days=1)) is None


def test_alternate_weeks_follow_iso_weeks_over_a_year_of_53_weeks() -> None:
    schedule = of("week 01-53/2 Th 09:00-12:00; PH off")
    assert date(2026, 12, 31).isocalendar().week == 53
    assert slots(schedule, date(2026, 12, 31)) == [(540, 720)]
    assert slots(schedule, date(2027, 1, 7)) == [(540, 720)], "week 1 follows week 53: both are odd"
    assert slots(schedule, date(2027, 1, 14)) == []


def test_a_night_belongs_to_the_day_it_begins() -> None:
    schedule = of("Fr 22:00-26:00; PH off")
    assert slots(schedule, date(2026, 3, 6)) == [(1320, 1560)]
    assert slots(schedule, date(2026, 3, 7)) == []
    assert schedule == of("Fr 22:00-02:00; PH off")


def test_a_night_whose_evening_is_a_holiday_leaves_no_morning_behind() -> None:
    assert slots(of("Fr 22:00-26:00; PH off"), date(2026, 5, 1)) == []
    assert slots(of("Fr 22:00-26:00; PH off"), date(2026, 5, 2)) == []
    assert slots(of("Sa 00:00-02:00; PH off"), date(2026, 5, 2)) == [(0, 120)]


def test_the_night_of_a_clock_change_keeps_its_written_hours() -> None:
    assert slots(of("Sa 22:00-28:00; PH off"), date(2026, 3, 28)) == [(1320, 1680)]
    assert slots(of("Su 01:00-05:00; PH off"), date(2026, 10, 25)) == [(60, 300)]


def test_opening_day_and_night_is_cut_at_midnight() -> None:
    schedule = of("Mo-Fr 00:00-24:00; PH off")
    assert slots(schedule, date(2026, 3, 5)) == [(0, 1440)]
    assert slots(schedule, date(2026, 3, 7)) == []


def test_what_is_unknown_or_commented_in_the_expression_stays_so() -> None:
    schedule = of('Mo 09:00-12:00 unknown "appeler"; PH off')
    assert hours.on(schedule, date(2026, 3, 2)).slots == (hours.Slot(540, 720, "appeler", sure=False),)
    assert hours.weekly_minutes(schedule) == 0


def test_a_day_called_unknown_without_hours_is_given_none() -> None:
    schedule = of('Tu 09:00-12:00; Mo unknown; We unknown "appeler"; PH off')
    rows = dict(hours.in_words(schedule))
    assert (rows["lundi"], rows["mercredi"]) == ("non renseigné", "appeler, à confirmer")
    week: Any = hours.to_json(schedule)["semaine"]
    assert week[:3] == [None, [[540, 720]], [[0, 1440, "appeler", 0]]]
    # It may be open all the same: the figures count it at most.
    assert not hours.is_complete(schedule)


def test_a_summer_becomes_a_season_of_whole_months() -> None:
    schedule = of("Mo-Fr 09:00-18:00; Jul-Aug Mo-Fr 09:00-12:00; PH off")
    assert [(season.du, season.au) for season in schedule.saisons] == [(date(2026, 7, 1), date(2026, 8, 31))]
    assert all(special.ferie for special in schedule.exceptions.values())


@pytest.mark.parametrize("departement", ["35", "2A", None])
def test_most_departements_share_one_calendar(departement: str | None) -> None:
    assert hours.own_calendar(departement) is None


@pytest.mark.parametrize("departement", ["57", "67", "971", "974", "975", "988"])
def test_holidays_or_a_clock_of_its_own_make_a_calendar(departement: str) -> None:
    assert hours.own_calendar(departement) == departement


def test_local_holidays_are_unknown_where_they_exist_and_ordinary_elsewhere() -> None:
    good_friday = date(2026, 4, 3)
    assert hours.on(of("Mo-Fr 09:00-12:00; PH off", departement="67"), good_friday) == hours.DayView(
        None, "Vendredi saint"
    )
    assert slots(of("Mo-Fr 09:00-12:00; PH off", departement="35"), good_friday) == [(540, 720)]


def test_venues_overseas_live_by_their_own_clock() -> None:
    assert of("24/7", departement="974").fuseau == "Indian/Reunion"
    assert of("24/7", departement="2A").fuseau == hours.DEFAULT_ZONE


def test_the_eleven_holidays_of_a_year_have_their_names() -> None:
    named = hours.holidays(date(2026, 1, 1), date(2026, 12, 31))
    assert len(named) == 11
    assert named[date(2026, 4, 6)] == "lundi de Pâques"
    assert named[date(2026, 5, 14)] == "Ascension"
    assert named[date(2026, 5, 25)] == "lundi de Pentecôte"


@pytest.mark.parametrize(
    ("today", "window"),
    [
        (date(2026, 1, 31), (date(2026, 1, 1), date(2027, 1, 31))),
        (date(2026, 11, 21), (date(2026, 11, 1), date(2027, 11, 30))),
        (date(2026, 12, 1), (date(2026, 12, 1), date(2027, 12, 31))),
        (date(2027, 2, 3), (date(2027, 2, 1), date(2028, 2, 29))),
    ],
)
def test_the_horizon_is_thirteen_whole_months(today: date, window: tuple[date, date]) -> None:
    assert hours.horizon(today) == window


HOURS = ("09:00-12:00", "09:00-12:00,14:00-18:00", "off", "19:00-23:30", '10:00-12:00 "x"', "08:00-09:00 unknown")
RULES = st.builds(
    "{}{} {}".format,
    st.sampled_from(("", "", "week 01-53/2 ", "week 02-52/2 ")),
    st.sampled_from(("Mo", "Mo-Fr", "Sa-Su", "We,Fr", "Fr-Mo", "PH", "PH,Sa")),
    st.sampled_from(HOURS),
)


@given(st.lists(RULES, min_size=1, max_size=4).map("; ".join))
@settings(max_examples=60, deadline=None)
def test_the_short_way_of_weekly_texts_gives_every_day_as_the_long_way(text: str) -> None:
    assert expression.is_weekly(text)
    found = expression.evaluate(text, START, END)
    schedule = of(text)
    for number in range((END - START).days + 1):
        day = START + timedelta(days=number)
        view = hours.on(schedule, day)
        if view.slots is None:
            assert "PH" not in text
            assert day in hours.holidays(START, END)
        else:
            assert view.slots == found.get(day, ())


# --- Figures --------------------------------------------------------------------------------------------------------


def test_weekly_minutes_and_days_are_those_of_an_ordinary_week() -> None:
    schedule = of("Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00; PH off")
    assert hours.weekly_minutes(schedule) == 5 * 420 + 180
    assert hours.days_open_per_week(schedule) == 6


def test_a_venue_open_every_second_week_has_half_the_minutes() -> None:
    schedule = of("week 02-52/2 We 14:00-17:00; PH off")
    assert hours.weekly_minutes(schedule) == 90
    assert hours.days_open_per_week(schedule) == 0.5
    assert hours.half_days(schedule)[5] == 0.5


def test_a_monthly_opening_counts_for_about_a_quarter() -> None:
    schedule = of("Th[2] 10:00-12:00; PH off")
    assert hours.weekly_minutes(schedule) == pytest.approx(120 * 12 / 52, rel=0.1)
    assert hours.half_days(schedule)[6] == pytest.approx(12 / 52, rel=0.1)


def test_unknown_hours_have_no_figures() -> None:
    assert hours.weekly_minutes(of(None)) is None
    assert hours.days_open_per_week(of(None)) is None
    assert hours.half_days(of(None)) == (None,) * 14


@pytest.mark.parametrize(
    ("slots", "morning", "afternoon"),
    [
        ("10:00-10:30", 1.0, 0.0),
        ("18:00-20:00", 0.0, 1.0),
        ("12:00-13:00", 1.0, 0.0),
        ("13:00-13:15", 0.0, 1.0),
        ("09:00-13:30", 1.0, 0.0),
        ("09:00-13:59", 1.0, 0.0),
        ("09:00-14:00", 1.0, 1.0),
        ("12:15-14:00", 0.0, 1.0),
        ("12:01-18:00", 0.0, 1.0),
        ("12:00-18:00", 1.0, 1.0),
        # Open over lunch only: where most of it is, the morning when there is as much of each.
        ("12:30-13:30", 1.0, 0.0),
        ("12:29-13:30", 1.0, 0.0),
        ("12:31-13:30", 0.0, 1.0),
        ("12:30-13:31", 0.0, 1.0),
        ("12:05-13:59", 0.0, 1.0),
        # A second slot of the day changes nothing to where the first one is.
        ("09:00-12:00,12:45-13:30", 1.0, 1.0),
        ("12:30-13:30,16:00-18:00", 1.0, 1.0),
    ],
)
def test_a_slot_makes_a_half_day_with_an_hour_of_it_or_with_most_of_the_slot(
    slots: str, morning: float, afternoon: float
) -> None:
    assert hours.half_days(of(f"Mo {slots}; PH off"))[:2] == (morning, afternoon)


def test_a_slot_that_may_not_be_one_counts_at_most_and_leaves_the_week_incomplete() -> None:
    week = of("Mo 09:00-12:00; Tu 14:00-16:00 unknown; PH off")
    assert hours.half_days(week)[:4] == (1.0, 0.0, 0.0, 0.0)
    assert hours.half_days(week, at_most=True)[:4] == (1.0, 0.0, 0.0, 1.0)
    assert not hours.is_complete(week)
    assert hours.is_complete(of("Mo 09:00-12:00; PH off"))
    assert not hours.is_complete(of("Mo 09:00-12:00; Jul-Aug Mo 09:00-10:00 unknown; PH off"))
    assert not hours.is_complete(of(None))


def test_slots_that_overlap_do_not_add_up_to_an_hour_of_a_half_day() -> None:
    assert hours.half_days(of('Mo 09:00-13:30 "a", Mo 10:00-13:30 "b"; PH off'))[:2] == (1.0, 0.0)


@given(st.integers(0, 1439), st.integers(1, 1440))
def test_a_slot_however_short_is_in_a_half_day(start: int, length: int) -> None:
    day = (hours.Slot(start, start + length),)
    assert any(hours.halves(day))


def test_overlapping_slots_are_counted_once() -> None:
    assert hours.weekly_minutes(of('Mo 09:00-12:00 "a", Mo 11:00-13:00 "b"; PH off')) == 240


# --- Merging --------------------------------------------------------------------------------------------------------


def test_merging_opens_when_one_of_them_is_open() -> None:
    both = hours.merge([of("Mo 09:00-12:00; PH off"), of("Mo 11:00-14:00; Tu 09:00-10:00; PH off")])
    assert slots(both, date(2026, 3, 2)) == [(540, 840)]
    assert slots(both, date(2026, 3, 3)) == [(540, 600)]
    assert slots(both, CHRISTMAS) == []


def test_merging_with_unknown_never_says_closed() -> None:
    both = hours.merge([of("Mo 09:00-12:00; PH off"), of(None)])
    assert slots(both, date(2026, 3, 2)) == [(540, 720)]
    assert slots(both, date(2026, 3, 3)) is None


def test_a_closure_of_one_does_not_close_the_other() -> None:
    august = FermetureDatee(du=date(2026, 8, 1), au=date(2026, 8, 31), motif="congés")
    both = hours.merge([of("Mo 09:00-12:00; PH off", august), of("Tu 09:00-12:00; PH off")])
    assert slots(both, date(2026, 8, 3)) == []
    assert slots(both, date(2026, 8, 4)) == [(540, 720)]
    assert slots(both, date(2026, 9, 7)) == [(540, 720)]
    assert hours.merge([of("24/7", august), of("24/7", august)]).fermetures == (august,)


def test_merging_what_cannot_be_compared_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="one window"):
        hours.merge([of("24/7"), hours.schedule("24/7", [], START, CHRISTMAS)])
    with pytest.raises(ValueError, match="one window"):
        hours.merge([])


# --- Words ----------------------------------------------------------------------------------------------------------


def test_the_seven_days_come_first_in_words() -> None:
    rows = hours.in_words(of("Mo-Fr 09:00-12:30,14:00-18:00; PH off"))
    assert tuple(day for day, _ in rows[:7]) == hours.DAYS
    # Nothing parts a figure from its hour, nor the end from the start: a range is read at one glance.
    assert rows[0][1] == "9 h à 12 h 30, 14 h à 18 h".replace(" à ", "\N{NO-BREAK SPACE}à\N{NO-BREAK SPACE}").replace(
        " h", "\N{NO-BREAK SPACE}h"
    ).replace("h 30", "h\N{NO-BREAK SPACE}30")


def test_words_tell_alternate_weeks_nights_and_what_is_particular() -> None:
    assert words(of("week 01-53/2 We 09:00-12:00; PH off"))["mercredi"] == (
        "semaines paires : fermé ; semaines impaires : 9 h à 12 h"
    )
    assert words(of("Fr 22:00-26:00"))["vendredi"] == "22 h à 2 h"
    assert words(of("Sa 20:00-24:00; PH off"))["samedi"] == "20 h à minuit"
    assert words(of("24/7"))["lundi"] == "24 h sur 24"
    assert words(of("Mo-Fr 09:00-12:00"))["jours fériés"] == "horaires à vérifier"
    assert words(of("Mo-Fr 09:00-12:00; PH off"))["jours fériés"] == "fermé"
    assert words(of("Th 09:00-12:00; 2026 Dec 24 off; PH off"))["jeudi"] == "9 h à 12 h ; fermé le 24 décembre 2026"


def test_monthly_openings_are_listed_by_date_with_their_years() -> None:
    text = words(of("Tu[2] 10:00-12:00; PH off"))["mardi"]
    assert text.startswith("10 h à 12 h les 13 janvier, 10 février, 10 mars,")
    assert text.endswith("10 novembre, 8 décembre 2026 et 12 janvier 2027")


def test_days_closed_in_a_row_make_one_line() -> None:
    told = words(of("Mo-Fr 09:00-17:00; Dec 24-31 off; PH off"))
    assert told["du 24 décembre 2026 au 1er janvier 2027"] == "fermé"
    assert told["jeudi"] == "9 h à 17 h"


# --- What is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00; PH off",
        "Mo-Fr 09:00-12:00, Sa 10:00-12:00; PH off",
        "Fr 22:00-02:00",
        "Fr 18:00-26:00",
        "Mo 00:00-24:00",
        "Tu[2],Th[-1] 10:00-12:00",
        "week 02-52/2 We 14:00-17:00",
        "Mo-Fr 09:00-12:00; 2026 Aug 1-31 off",
        'Mo 09:00-12:00 "sur rendez-vous"; Tu 09:00-10:00 unknown',
        "unknown",
        "off",
        "Mo-Fr 9:00 - 12:00",
    ],
)
def test_a_right_expression_has_no_problem(text: str) -> None:
    assert hours.problems(text) == ()


@pytest.mark.parametrize(
    ("text", "part", "reason"),
    [
        ("", "", "aucune heure"),
        ("   ", "", "aucune heure"),
        ("Mo 09:00-12:00; Tu 25:00-26:00", "Tu 25:00-26:00", "« 25:00 » n’est pas une heure"),
        ("Mo 09:60-12:00", "Mo 09:60-12:00", "les minutes vont de 00 à 59"),
        ("Mo 10:00-49:00", "Mo 10:00-49:00", "« 49:00 » n’est pas une heure"),
        ("lundi 09:00-12:00", "lundi 09:00-12:00", "« lundi » s’écrit « Mo »"),
        ("Mo 9h30-12:00; Tu 09:00-12:00", "Mo 9h30-12:00", "« 9h30 » s’écrit « 09:30 »"),
        ("Mo 9-12", "Mo 9-12", "« 9-12 » s’écrit « 09:00-12:00 »"),
        ("Mo 09:00–12:00", "Mo 09:00–12:00", "tiret court"),
        ("Mo - Fr 09:00-12:00", "Mo - Fr 09:00-12:00", "pas d’espace autour du tiret"),
        ("Mo 09:00", "Mo 09:00", "n’a pas d’heure de fin"),
        ("Mo 09:00-12:00;", "Mo 09:00-12:00;", "un point-virgule ne sépare rien"),
        ('Mo 09:00-12:00 "sur', 'Mo 09:00-12:00 "sur', "guillemet"),
        ("Mo 09:00-12:00 foo", "Mo 09:00-12:00 foo", "la lecture s’arrête à « foo »"),
        ("Mo 12:00-09:00", "Mo 12:00-09:00", "la fin vient avant le début"),
        ("Mo 12:00 - 09:00", "Mo 12:00 - 09:00", "la fin vient avant le début"),
        ("Mo 09:00-09:00", "Mo 09:00-09:00", "la même heure"),
        ("Mo 10:00+", "Mo 10:00+", "ne dit pas l’heure de fin"),
        ("Mo-Fr", "Mo-Fr", "jour et nuit"),
        ("Mo-Fr, Sa 10:00-12:00", "Mo-Fr, Sa 10:00-12:00", "jour et nuit"),
        ("Mo-Fr; Sa 10:00-12:00", "Mo-Fr", "jour et nuit"),
        ('"sur rendez-vous"', '"sur rendez-vous"', "horaires_precisions"),
        ("Mo 09:00-12:00; SH off", "SH off", "vacances scolaires"),
        ("sunrise-sunset", "sunrise-sunset", "soleil"),
    ],
)
def test_a_wrong_part_is_named_with_its_reason(text: str, part: str, reason: str) -> None:
    (problem,) = hours.problems(text)
    assert problem.part == part
    assert reason in problem.reason


def test_every_wrong_part_is_named() -> None:
    assert [problem.part for problem in hours.problems("Mo 9h-12h; Tu 09:00-12:00; mer 25:00-26:00")] == [
        "Mo 9h-12h",
        "mer 25:00-26:00",
    ]


def test_an_endless_text_is_refused_without_being_read() -> None:
    (problem,) = hours.problems("Mo 09:00-12:00; " * 10_000)
    assert "plus de" in problem.reason
    assert len(problem.part) < 100


def test_the_example_in_the_hint_is_right() -> None:
    example = hours.HINT.split("« ")[1].split(" »")[0]
    assert hours.problems(example) == ()
    assert hours.doubts(example) == ()


def test_a_rule_that_wipes_out_another_is_doubtful_and_one_that_narrows_it_is_not() -> None:
    (doubt,) = hours.doubts("Mo-Fr 09:00-12:00; Mo 14:00-18:00; PH off")
    assert doubt.part == "Mo 14:00-18:00"
    assert hours.doubts("Mo-Fr 09:00-18:00; We 09:00-12:00; PH off") == ()
    assert hours.doubts("Mo 09:00-12:00, Mo 14:00-18:00; PH off") == ()


def test_silence_on_holidays_is_doubtful() -> None:
    (doubt,) = hours.doubts("Mo-Fr 09:00-12:00")
    assert "jours fériés" in doubt.reason
    assert hours.doubts("24/7") == ()
    assert hours.doubts("not hours") == ()


TOKENS = (
    "Mo", "Tu-Fr", "-", ",", " ", ";", "09:00", "12:00", "24:00", "26:00", "99:99", "PH", "SH", "off", "week",
    "01-53/2", "Jan", "Feb 30", "2026", "easter", "+1 day", "[2]", "[-1]", "||", '"a"', '"', "unknown", "24/7",
    "sunrise", "/", "+", "00:00", "é", "\x00", "\n", "9999", "Mo-Fr 09:00-12:00", "2026-9999/7",
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(TOKENS), max_size=12).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_either_refused_in_words_or_told_for_every_day(text: str) -> None:
    found = hours.problems(text)
    assert all(problem.reason for problem in found)
    schedule = of(text)
    assert schedule.connu or found or all(hours.on(schedule, day).slots is None for day in (START, END))
    for day in (START, date(2026, 8, 15), CHRISTMAS, END):
        for slot in hours.on(schedule, day).slots or ():
            assert 0 <= slot.start < slot.end <= 2160
    assert len(hours.in_words(schedule)) >= 7
    assert json.dumps(hours.to_json(schedule))
    assert len(hours.half_days(schedule)) == 14
    hours.doubts(text)


def test_the_same_text_gives_the_same_schedule_when_nothing_is_remembered() -> None:
    text = "Mo-Fr 09:00-18:00; Jul-Aug Mo-Fr 09:00-12:00; Tu[2] 19:00-21:00; PH off"
    first = json.dumps(hours.to_json(of(text)))
    timetable._base.cache_clear()
    assert json.dumps(hours.to_json(of(text))) == first
