"""Open time: the opening hours end to end."""

from __future__ import annotations

import datetime as dt

import pytest

from allocator.domain.open_time import open_seconds
from tests.tiny_week import SPRING, tiny_week

HOURS = [
    {"days": ["mon", "tue", "wed", "thu", "fri"], "open": "08:00", "close": "10:00"},
    {"days": ["sat"], "open": "09:00", "close": "10:00"},
]


@pytest.mark.parametrize(
    ("day", "clock", "hours"),
    [
        (0, (7, 0), 0),
        (0, (8, 0), 0),
        (0, (8, 37), 37 / 60),
        (0, (10, 0), 2),
        (0, (23, 0), 2),
        (1, (9, 0), 3),
        (5, (9, 30), 10.5),
        (6, (12, 0), 11),
        (7, (8, 30), 11.5),  # after the plan's end: Monday's hours
        (12, (9, 59), 21 + 59 / 60),
    ],
)
def test_hours_open_up_to_a_moment(day: int, clock: tuple[int, int], hours: float) -> None:
    scenario = tiny_week(opening_hours=HOURS)
    moment = scenario.grid.at(
        scenario.grid.first_day + dt.timedelta(days=day), clock[0] * 60 + clock[1]
    )
    assert open_seconds(scenario, moment) == pytest.approx(3600 * hours)


def test_before_the_plan_nothing_has_been_open() -> None:
    scenario = tiny_week(opening_hours=HOURS)
    assert open_seconds(scenario, scenario.grid.start - dt.timedelta(days=2)) == 0


def test_the_hour_that_the_clocks_skip_is_not_open() -> None:
    scenario = tiny_week(
        first_day=SPRING, opening_hours=[{"days": ["sun"], "open": "00:00", "close": "04:00"}]
    )
    end = scenario.grid.at(SPRING + dt.timedelta(days=6), 240)
    assert open_seconds(scenario, end) == 3 * 3600
