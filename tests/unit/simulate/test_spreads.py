"""Scatter found again in what the files hold."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from allocator.domain.demand import HistoryRow, Requirement
from allocator.domain.scenario import Scenario
from allocator.forecast.counts.quantiles import count_quantile
from allocator.simulate.spreads import DEFAULT_HANDLING_CV, day_cv, handling_cv
from tests.tiny_week import tiny_week


def with_history(cv: float, rows: int, each: int | None = None) -> Scenario:
    """Half-hours whose mean handling time is that of single ones with a CV."""
    draw = np.random.default_rng(6)
    sigma = np.sqrt(np.log1p(cv**2))
    start = dt.datetime.fromisoformat("2026-04-01T08:00")
    history = []
    for n in range(rows):
        answered = each or int(draw.integers(1, 25))
        lost = int(draw.integers(0, 5))
        mean_s = 200 * np.exp(sigma * draw.standard_normal(answered) - sigma**2 / 2).mean()
        history.append(
            HistoryRow(
                interval_start=start + dt.timedelta(minutes=30 * n),
                queue="calls",
                contacts=answered + lost,
                aht_s=max(1.0, mean_s) if cv else 200,
                abandoned=lost,
            )
        )
    return tiny_week().model_copy(update={"history": tuple(history)})


@pytest.mark.parametrize("cv", [0.5, 0.8, 1.3])
def test_scatter_of_single_handling_times_comes_back_from_means(cv: float) -> None:
    assert handling_cv(with_history(cv, 2000))["calls"] == pytest.approx(cv, rel=0.1)


def test_few_rows_or_a_typical_week_get_the_default() -> None:
    assert handling_cv(with_history(0.5, 49))["calls"] == DEFAULT_HANDLING_CV
    assert handling_cv(with_history(0.0, 500))["calls"] == DEFAULT_HANDLING_CV


def demand(queue: str, spread: float, least: float, most: float) -> tuple[Requirement, ...]:
    """Make a week of quarter-hours with the ranges of a spread."""
    scenario = tiny_week()
    count = len(scenario.open_intervals)
    mean = np.random.default_rng(2).uniform(least, most, count).round(4)
    low, high = (count_quantile(mean, spread, p) for p in (0.1, 0.9))
    return tuple(
        Requirement(
            interval_start=scenario.grid.moment(index),
            pool="main",
            queue=queue,
            forecast_contacts=float(mean[n]),
            forecast_p10=float(low[n]),
            forecast_p90=float(high[n]),
            aht_s=100,
            patience_s=100,
        )
        for n, index in enumerate(scenario.open_intervals)
    )


@pytest.mark.parametrize("spread", [0.0, 0.1, 0.22, 0.5])
def test_spread_of_days_comes_back_from_the_ranges(spread: float) -> None:
    assert day_cv(demand("calls", spread, 2, 60)) == pytest.approx(spread, abs=0.011)


def test_a_queue_too_small_to_show_a_spread_hardly_counts() -> None:
    large, small = demand("calls", 0.3, 2, 60), demand("rare", 0.0, 0.001, 0.02)
    assert day_cv(large + small) == pytest.approx(0.3, abs=0.011)
    assert day_cv(small) == 0


def test_queues_count_by_their_contacts() -> None:
    one, other = demand("calls", 0.1, 10, 60), demand("more", 0.4, 30, 180)
    assert day_cv(one + other) == pytest.approx((0.1 + 3 * 0.4) / 4, abs=0.015)


def test_nothing_to_come_has_no_spread() -> None:
    assert day_cv(demand("calls", 0.0, 0, 0)) == 0
