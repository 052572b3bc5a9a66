"""What a change of a published rota costs: by notice, and by the hour for overtime."""

from __future__ import annotations

import datetime as dt

import pytest

from allocator.domain.change_price import (
    change_price,
    changed_day_price,
    moved_shift_price,
    overtime_hours,
)
from allocator.domain.day_change import day_changes
from allocator.domain.disrupt import disrupt
from allocator.domain.event_of_day import Overtime
from allocator.domain.settings import Prices
from tests.tiny_week import MONDAY, rota_of, tiny_week

PRICES = Prices()
NOW = dt.datetime(2026, 6, 1, 8, 10, tzinfo=dt.UTC)


def shift(hours_ahead: float, length: float = 8) -> tuple[dt.datetime, dt.datetime]:
    start = NOW + dt.timedelta(hours=hours_ahead)
    return start, start + dt.timedelta(hours=length)


@pytest.mark.parametrize(
    ("before", "after", "price"),
    [
        (2.0, None, 4.0),  # taken away today
        (None, 23.9, 4.0),  # new within 24 hours
        (30.0, 26.0, 2.0),
        (26.0, 23.0, 4.0),  # the earlier of the two decides
        (72.0, 75.0, 1.0),
        (167.9, None, 1.0),
        (168.0, 170.0, 0.0),
        (30.0, 30.0, 0.0),  # the same
    ],
)
def test_a_shift_costs_by_the_notice_of_the_earlier_one(
    before: float | None, after: float | None, price: float
) -> None:
    spans = [None if hours is None else shift(hours) for hours in (before, after)]
    assert moved_shift_price(PRICES, NOW, *spans) == price


def test_the_price_list_is_the_scenario_s() -> None:
    prices = Prices(changed_shift_within_24_hours=7)
    assert moved_shift_price(prices, NOW, shift(3), None) == 7


def test_overtime_that_was_offered_costs_by_the_hour_and_anything_else_as_a_change() -> None:
    scenario = tiny_week(interval_minutes=60)
    rota = rota_of(scenario, ["A mon 10:00 work 18:00"])
    offer = Overtime(agent_id="A", day=MONDAY, hours=2)
    now = scenario.grid.at(MONDAY, 8 * 60 + 10)
    disruption = disrupt(scenario, rota, None, (offer,), now)
    offered = disruption.overtime_on("A", MONDAY)

    def priced(line: str) -> float:
        after = rota_of(scenario, [line])
        (change,) = day_changes(scenario.grid, ["A"], disruption.standing, after)
        return change_price(scenario, disruption, change)

    assert priced("A mon 10:00 work 19:00") == 1.0
    assert priced("A mon 09:00 work 19:00") == 2.0
    assert priced("A mon 09:00 work 20:00") == 4.0  # three hours: more than offered
    assert priced("A mon 11:00 work 19:00") == 4.0  # moved, not made longer
    assert priced("A mon 10:00 work 12:00 break 13:00 work 18:00") == 0.3
    at = scenario.grid.at
    stands = at(MONDAY, 600), at(MONDAY, 1080)
    longer = at(MONDAY, 600), at(MONDAY, 1140)
    assert overtime_hours(offered, stands, longer, 9 * 60) == 1.0
    assert overtime_hours(None, stands, longer, 9 * 60) is None
    assert changed_day_price(PRICES, now, None, stands, longer, 9 * 60) == 4.0
