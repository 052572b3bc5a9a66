"""How far ahead of the last known day a week is planned."""

from __future__ import annotations

import datetime as dt

import pytest

from allocator.forecast.forecast import forecast_week
from allocator.forecast.history.arranged import history_table
from allocator.forecast.history.lead import LEAD_DAYS_MAX, lead_days
from tests.demand_scenario import FIRST_DAY, demand_scenario, history, weeks_before


@pytest.mark.parametrize(
    ("last_known", "lead"),
    [
        (dt.date(2026, 2, 27), 0),  # Friday: the weekend before the planned Monday is closed
        (dt.date(2026, 2, 26), 3),  # Thursday: Friday is not known
        (dt.date(2026, 2, 20), 7),  # a week earlier
        (dt.date(2026, 1, 2), LEAD_DAYS_MAX),
    ],
)
def test_lead_begins_with_the_first_open_day_that_is_not_known(
    last_known: dt.date, lead: int
) -> None:
    rows = history(weeks_before(12), last_known + dt.timedelta(days=1), lambda *_: 20.0)
    scenario = demand_scenario(rows)
    assert lead_days(scenario, history_table(scenario)) == lead


def test_the_backtest_has_the_planned_weeks_lead() -> None:
    rows = history(weeks_before(12), FIRST_DAY - dt.timedelta(days=4), lambda *_: 20.0)
    tested = forecast_week(demand_scenario(rows)).backtest
    for one in tested.tested:
        assert one.week.origin.weekday() == FIRST_DAY.weekday()
        assert one.week.origin - one.week.known.days[-1] == dt.timedelta(days=5)  # Wednesday
