"""Ranges of mean handling times: wide where few contacts make the mean."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from allocator.domain.demand import HistoryRow
from allocator.forecast.backtest.backtest import backtest
from allocator.forecast.history.arranged import history_table
from tests.demand_scenario import demand_scenario, weeks_before


def rows(weeks: int, contacts: float, day_spread: float = 0.0) -> list[HistoryRow]:
    """Draw means of log-normal handling times (mean 200 s, CV 0.8), the days' own means apart."""
    rng = np.random.default_rng(9)
    sigma = np.sqrt(np.log(1 + 0.8**2))
    found: list[HistoryRow] = []
    for n in range(7 * weeks):
        day = weeks_before(weeks) + dt.timedelta(days=n)
        if day.weekday() > 4:
            continue
        of_day = 200 * np.exp(rng.normal(0, day_spread))
        for minute in range(480, 720, 30):
            count = int(rng.poisson(contacts))
            times = of_day * np.exp(rng.normal(-(sigma**2) / 2, sigma, count))
            found.append(
                HistoryRow(
                    interval_start=dt.datetime.combine(day, dt.time(*divmod(minute, 60))),
                    queue="a",
                    contacts=count,
                    aht_s=float(times.mean()) if count else None,
                )
            )
    return found


@pytest.mark.parametrize(("contacts", "day_spread"), [(4.0, 0.0), (60.0, 0.1)])
def test_eight_in_ten_means_are_held(contacts: float, day_spread: float) -> None:
    tested = backtest(history_table(demand_scenario(rows(14, contacts, day_spread)))).handling
    every = tested.rows[-1]
    assert every.range_share == pytest.approx(0.8, abs=0.06)
    assert abs(every.bias_share) < 0.05
    scatter = np.sqrt(tested.ranges.drift_share[0] ** 2 + tested.ranges.cv[0] ** 2 / contacts)
    assert scatter == pytest.approx(np.sqrt(day_spread**2 + 0.8**2 / contacts), rel=0.2)


def test_a_mean_of_more_contacts_has_a_narrower_range() -> None:
    ranges = backtest(history_table(demand_scenario(rows(8, 10.0)))).handling.ranges
    aht_s = np.full((1, 2), 200.0)
    low_1, high_1 = ranges.around(aht_s, np.full((1, 2), 1.0))
    low_50, high_50 = ranges.around(aht_s, np.full((1, 2), 50.0))
    assert low_1[0, 0] < low_50[0, 0] < 200 < high_50[0, 0] < high_1[0, 0]


def test_times_not_known_when_a_week_was_forecast_teach_its_range_nothing() -> None:
    def held(slower: float) -> float:
        unknown_from = weeks_before(1) - dt.timedelta(days=13)
        history = [
            row.model_copy(update={"aht_s": row.aht_s * slower})
            if row.aht_s and unknown_from <= row.interval_start.date() < weeks_before(1)
            else row
            for row in rows(10, 20.0)
        ]
        table = history_table(demand_scenario(history))
        found = backtest(table, weeks_before(0), lead_days=13, origins=1).handling
        return found.rows[-1].range_share

    assert held(3.0) == held(1.0)


def test_without_past_weeks_a_range_is_assumed() -> None:
    tested = backtest(history_table(demand_scenario(rows(1, 10.0)))).handling
    assert tested.rows == ()
    low, high = tested.ranges.around(np.array([[200.0, 200.0]]), np.array([[16.0, 0.0]]))
    assert low[0, 0] == pytest.approx(200 / 1.41, rel=0.01)  # e^(1.2816 · √(0.1² + 1/16))
    assert high[0, 1] > 2 * 200
