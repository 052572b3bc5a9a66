"""Past weeks forecast from what was known before them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from allocator.forecast.accuracy import accuracy, baselines, expected_chance_error
from allocator.forecast.backtest import CANDIDATES, backtest
from allocator.forecast.history_table import HistoryTable, history_table
from allocator.forecast.volume_model import VolumeModel
from tests.demand_scenario import (
    FIRST_DAY,
    Volume,
    demand_scenario,
    history,
    weeks_before,
)


def _table(weeks: int, volume: Volume) -> HistoryTable:
    return history_table(demand_scenario(history(weeks_before(weeks), FIRST_DAY, volume)))


def _noisy(level_of_week: list[float], spread: float = 0.0, seed: int = 5) -> Volume:
    rng = np.random.default_rng(seed)
    start = weeks_before(len(level_of_week))

    def volume(day: dt.date, _minute: int, _queue: str) -> float:
        rate = level_of_week[(day - start).days // 7]
        if spread:
            rate *= rng.gamma(spread**-2, spread**2)
        return float(rng.poisson(rate))

    return volume


def test_a_level_that_stays_needs_no_trend() -> None:
    tested = backtest(_table(8, _noisy([30.0] * 8)))
    assert tested.chosen.trend_kept == 0


def test_a_steady_fall_is_followed() -> None:
    tested = backtest(_table(8, _noisy([200 * 0.8**n for n in range(8)])))
    assert tested.chosen.newest_weight == 1.0
    assert tested.chosen.trend_kept > 0
    assert tested.rows[-1].bias_share < 0.18  # repeating last week is 25% too high


def test_each_week_is_forecast_from_the_days_before_it_alone() -> None:
    whole = _table(5, _noisy([30.0] * 5))
    before = whole.until(whole.days[-7])
    first, second = backtest(before), backtest(whole)
    assert second.weeks == (*first.weeks, whole.days[-7])
    newest = whole.between(whole.days[-7], whole.days[-1] + dt.timedelta(days=1))
    for way in CANDIDATES:
        expected = VolumeModel.fit(before, way).expected(newest.days, newest.is_open)
        came = newest.contacts[newest.recorded]
        error = float(np.abs(expected[newest.recorded] - came).sum() / came.sum())
        n = len(first.weeks)
        mean = (n * first.wape_by_candidate[way] + error) / (n + 1)
        assert second.wape_by_candidate[way] == pytest.approx(mean, rel=1e-12)


def test_one_week_is_too_short_to_test_on() -> None:
    tested = backtest(_table(1, _noisy([30.0])))
    assert tested.weeks == ()
    assert tested.rows == ()
    assert tested.chosen == CANDIDATES[0]
    assert (tested.spread_share > 0).all()


def test_range_holds_eight_in_ten_also_where_the_rate_itself_varies() -> None:
    tested = backtest(_table(8, _noisy([60.0] * 8, spread=0.3)))
    assert all(0.8 <= (row.range_share or 0) < 0.9 for row in tested.rows)
    assert tested.spread_share == pytest.approx([0.3, 0.3], abs=0.08)


def test_counts_that_are_poisson_need_next_to_no_spread() -> None:
    tested = backtest(_table(8, _noisy([40.0] * 8)))
    assert (tested.spread_share <= 0.1).all()


def test_baselines_are_last_week_and_the_mean_of_earlier_ones() -> None:
    start = weeks_before(3)
    table = _table(3, lambda day, _m, _q: (90.0, 60.0, 30.0)[(day - start).days // 7])
    last_week, weekday_mean = baselines(table, [FIRST_DAY])
    assert (last_week == 30).all()
    assert (weekday_mean == 60).all()


def test_baselines_pass_over_what_was_not_recorded() -> None:
    rows = [
        row
        for row in history(weeks_before(2), FIRST_DAY, lambda *_: 50.0)
        if row.interval_start.date() != weeks_before(1)
    ]
    last_week, weekday_mean = baselines(history_table(demand_scenario(rows)), [FIRST_DAY])
    assert (last_week == 50).all()
    assert (weekday_mean == 50).all()


def test_accuracy_figures_by_hand() -> None:
    came = np.array([[10.0, 0.0], [30.0, 10.0]])
    expected = np.array([[12.0, 1.0], [26.0, 10.0]])
    a, _, every = accuracy(
        ("a", "b"), came, expected, came + 4, came - 1, np.array([[True, False], [True, True]])
    )
    assert (a.contacts, a.wape_share, a.bias_share) == (40, 6 / 40, -2 / 40)
    assert (a.last_week_wape_share, a.weekday_mean_wape_share) == (8 / 40, 2 / 40)
    assert a.range_share == 1.0
    assert (every.queue, every.contacts, every.wape_share) == ("all", 50, 7 / 50)
    assert every.range_share == 0.75


@pytest.mark.parametrize("mean", [0.3, 1.0, 4.7, 60.0])
def test_chance_error_is_the_mean_absolute_deviation_of_a_poisson_count(mean: float) -> None:
    rng = np.random.default_rng(2)
    simulated = float(np.abs(rng.poisson(mean, 400_000) - mean).mean())
    assert float(expected_chance_error(np.array(mean))) == pytest.approx(simulated, rel=0.01)
