"""Errors by days ahead."""

from __future__ import annotations

import numpy as np
import pytest

from allocator.forecast.backtest.backtest import backtest
from allocator.forecast.backtest.horizon import horizon_accuracy
from allocator.forecast.history.arranged import history_table
from tests.demand_scenario import FIRST_DAY, demand_scenario, history, weeks_before


def test_every_day_of_the_tested_weeks_is_forecast_from_every_distance() -> None:
    rng = np.random.default_rng(2)
    start = weeks_before(10)
    # A level that wanders from day to day: what is nearer is known better.
    level = 60 * np.exp(np.cumsum(rng.normal(0, 0.12, 80)))
    rows = history(
        start, FIRST_DAY, lambda day, _m, _q: float(rng.poisson(level[(day - start).days]))
    )
    table = history_table(demand_scenario(rows))
    tested = backtest(table)
    found = horizon_accuracy(table, tested)
    assert [one.days_ahead for one in found] == [1, 2, 3, 4, 5, 6, 7]
    # The weeks' last day is forecast a day ahead by the day before it; their first day only a day
    # ahead too, since forecasts begin with the first tested week.
    assert found[0].days == 5 * len(tested.weeks)
    assert found[6].days == 5 * len(tested.weeks) - 4
    assert found[0].rows[-1].wape_share < found[6].rows[-1].wape_share
    assert found[0].rows[-1].contacts == pytest.approx(tested.rows[-1].contacts)


def test_without_tested_weeks_there_is_nothing_to_show() -> None:
    table = history_table(demand_scenario(history(weeks_before(1), FIRST_DAY, lambda *_: 9.0)))
    assert horizon_accuracy(table, backtest(table)) == ()
