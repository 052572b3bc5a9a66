"""Bank holidays of the nations, and the weekday that each is run like."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from allocator.domain.holiday import bank_holidays
from allocator.domain.scenario import Scenario
from tests.tiny_week import pattern, tiny_week

SUMMER_HOLIDAY = dt.date(2026, 8, 31)
"""Monday: the Summer bank holiday of England, Wales and Northern Ireland, not of Scotland."""
TUESDAY = dt.date(2026, 9, 1)

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]
HOURS = [
    {"days": WEEKDAYS, "open": "08:00", "close": "20:00"},
    {"days": ["sun"], "open": "10:00", "close": "16:00"},
]
PATTERNS = [pattern(id="weekday", days=WEEKDAYS), pattern(id="sunday", days=["sun"])]


def week(nation: str, runs_like: str = "sun", **settings: Any) -> Scenario:
    return tiny_week(
        first_day=SUMMER_HOLIDAY,
        bank_holidays={"nation": nation, "runs_like": runs_like},
        shift_patterns=PATTERNS,
        contracts=[{"id": "any", "patterns": ["weekday", "sunday"]}],
        **{"opening_hours": HOURS} | settings,
    )


def opened(scenario: Scenario, day: dt.date) -> list[str]:
    return [f"{start:%H:%M}-{end:%H:%M}" for start, end in scenario.opening_spans(day)]


def patterns(scenario: Scenario, day: dt.date) -> list[str]:
    return [one.id for one in scenario.patterns_of("A", day)]


@pytest.mark.parametrize(
    ("nation", "only_here"),
    [
        ("England", {dt.date(2026, 4, 6), SUMMER_HOLIDAY}),
        ("Wales", {dt.date(2026, 4, 6), SUMMER_HOLIDAY}),
        ("Scotland", {dt.date(2026, 1, 2), dt.date(2026, 8, 3), dt.date(2026, 11, 30)}),
        (
            "Northern Ireland",
            {dt.date(2026, 3, 17), dt.date(2026, 4, 6), dt.date(2026, 7, 13), SUMMER_HOLIDAY},
        ),
    ],
)
def test_days_that_one_nation_has_and_another_has_not(nation: str, only_here: set[dt.date]) -> None:
    # Easter Monday, 2 January, St Patrick's and St Andrew's Days, the two Augusts; gov.uk's list.
    nations = ("England", "Wales", "Scotland", "Northern Ireland")
    days = {name: set(bank_holidays(name, [2026])) for name in nations}
    everywhere = set.intersection(*days.values())
    assert {dt.date(2026, 1, 1), dt.date(2026, 4, 3), dt.date(2026, 5, 4)} <= everywhere
    assert {dt.date(2026, 5, 25), dt.date(2026, 12, 25)} <= everywhere
    assert only_here <= days[nation] - everywhere


def test_a_holiday_on_a_weekend_and_the_day_in_its_place_are_both_there() -> None:
    # 26 December 2026 is a Saturday; Monday 28 December is given in its place.
    days = bank_holidays("England", [2026])
    assert {dt.date(2026, 12, 26), dt.date(2026, 12, 28)} <= set(days)


def test_years_are_taken_together_in_order_and_once() -> None:
    days = list(bank_holidays("England", [2027, 2026, 2027]))
    assert days == sorted(set(days))
    assert {day.year for day in days} == {2026, 2027}


def test_a_bank_holiday_has_the_hours_and_patterns_of_the_day_it_is_run_like() -> None:
    england = week("England")
    assert england.run_as(SUMMER_HOLIDAY) == "sun"
    assert opened(england, SUMMER_HOLIDAY) == ["10:00-16:00"]
    assert patterns(england, SUMMER_HOLIDAY) == ["sunday"]
    assert england.run_as(TUESDAY) == "tue"
    assert opened(england, TUESDAY) == ["08:00-20:00"]
    assert patterns(england, TUESDAY) == ["weekday"]


def test_the_same_monday_is_an_ordinary_one_in_scotland() -> None:
    scotland = week("Scotland")
    assert scotland.run_as(SUMMER_HOLIDAY) == "mon"
    assert opened(scotland, SUMMER_HOLIDAY) == ["08:00-20:00"]
    assert patterns(scotland, SUMMER_HOLIDAY) == ["weekday"]


def test_a_closed_bank_holiday_has_no_hours_and_no_patterns() -> None:
    closed = week("England", "closed")
    assert closed.run_as(SUMMER_HOLIDAY) == "closed"
    assert opened(closed, SUMMER_HOLIDAY) == []
    assert patterns(closed, SUMMER_HOLIDAY) == []
    assert min(closed.open_intervals) == closed.grid.day_bounds[1] + 8 * 4


def test_hours_given_for_the_date_go_before_those_of_a_bank_holiday() -> None:
    dated = {"date": "2026-08-31", "open": "12:00", "close": "14:00"}
    scenario = week("England", opening_hours=[*HOURS, dated])
    assert opened(scenario, SUMMER_HOLIDAY) == ["12:00-14:00"]
    assert patterns(scenario, SUMMER_HOLIDAY) == ["sunday"]


def test_without_a_nation_every_day_is_its_own_weekday() -> None:
    plain = tiny_week(first_day=SUMMER_HOLIDAY)
    assert plain.bank_holidays == {}
    assert plain.run_as(SUMMER_HOLIDAY) == "mon"


def test_a_week_over_new_year_knows_the_holidays_of_both_years() -> None:
    scenario = tiny_week(
        first_day=dt.date(2026, 12, 28),
        bank_holidays={"nation": "Scotland", "runs_like": "closed"},
    )
    assert [day for day in scenario.grid.days if scenario.run_as(day) == "closed"] == [
        dt.date(2026, 12, 28),
        dt.date(2027, 1, 1),
        dt.date(2027, 1, 2),
    ]
