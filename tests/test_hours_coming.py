"""The weeks to come: which week is in force, what changes, which stretches are closed, and what makes a half-day."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from maillage import hours
from maillage.hours import Slot
from maillage.model import FermetureDatee

START, END = date(2026, 7, 20), date(2026, 9, 14)


def of(text: str | None, *closures: FermetureDatee) -> hours.Schedule:
    return hours.schedule(text, closures, date(2026, 7, 1), date(2027, 7, 31))


def changes(schedule: hours.Schedule) -> list[tuple[str, str]]:
    rows = hours.changes_in_words(schedule, START, END)
    return [(when.replace("\N{NO-BREAK SPACE}", " "), what.replace("\N{NO-BREAK SPACE}", " ")) for when, what in rows]


def test_an_ordinary_week_changes_nothing_and_closes_nothing() -> None:
    week = of("Mo-Fr 09:00-12:00; PH off")
    assert changes(week) == []
    assert hours.closed_spans(week, START, END) == ()
    assert list(hours.extra_days(week, START, END)) == []


def test_the_season_in_force_is_the_week_and_its_end_is_told() -> None:
    week = of("Sep-Jun We 14:00-17:00; Jul-Aug We 09:00-12:00")
    odd, even = hours.weeks_in_force(week, START)
    assert odd[2] == even[2] == (Slot(9 * 60, 12 * 60),)
    assert changes(week) == [("à partir du 1er septembre 2026", "mercredi : 14 h à 17 h")]


def test_closures_of_the_file_and_of_the_expression_are_both_told_in_order() -> None:
    closure = FermetureDatee(du=date(2026, 9, 7), au=date(2026, 9, 8), motif="Inventaire")
    week = of("Mo-Fr 09:00-12:00; Aug 3-14 off; PH off", closure)
    assert changes(week) == [
        ("du 3 au 14 août 2026", "fermé"),
        ("du 7 au 8 septembre 2026", "fermé (Inventaire)"),
    ]
    assert hours.closed_spans(week, START, END) == (
        (date(2026, 8, 3), date(2026, 8, 14)),
        (date(2026, 9, 7), date(2026, 9, 8)),
    )


def test_one_day_apart_is_told_by_its_date_and_a_holiday_is_not() -> None:
    week = of("Mo-Sa 09:00-12:00; PH off; 2026 Sep 5 10:00-11:00")
    assert [when for when, _ in changes(week)] == ["le 5 septembre 2026"]


def test_a_half_day_of_an_unknown_schedule_is_unknown_every_week() -> None:
    assert hours.by_half_day(of(None), START, END) == ((("", None),),) * 14


def test_alternate_weeks_are_told_apart_only_where_they_differ() -> None:
    found = hours.by_half_day(of("Mo 09:00-12:00; week 02-52/2 We 14:00-17:00; PH off"), START, END)
    assert [when for when, _ in found[0]] == [""]
    assert [when for when, _ in found[5]] == ["semaines paires"]


SLOTS = st.lists(
    st.builds(Slot, start=st.integers(0, 1300), end=st.integers(1301, 1500), sure=st.booleans()), max_size=4
).map(lambda slots: tuple(sorted(slots)))


@given(SLOTS)
def test_no_slot_of_a_day_is_lost_between_its_halves(slots: tuple[Slot, ...]) -> None:
    morning, afternoon = hours.halves(slots)
    assert morning is not None
    assert afternoon is not None
    assert set(morning) | set(afternoon) == set(slots)


@given(SLOTS)
def test_coverage_counts_the_half_days_that_the_grid_shows(slots: tuple[Slot, ...]) -> None:
    day = hours.Schedule(
        du=START, au=END, semaine_impaire=(slots, *((),) * 6), semaine_paire=(slots, *((),) * 6), exceptions={}
    )
    for share, half in zip(hours.half_days(day)[:2], hours.halves(slots), strict=True):
        assert bool(share) == any(slot.sure for slot in half or ())
