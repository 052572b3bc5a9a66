"""Ranges learned from past forecasts hold what they should on counts not yet seen."""

from __future__ import annotations

import numpy as np
import pytest

from allocator.forecast.backtest.ranges import UNTESTED_SPREAD_SHARE, fit_ranges, untested_ranges

SLOTS = tuple(range(480, 960, 30))
PLACES = len(SLOTS)


def drawn(rng: np.random.Generator, mean: float, spread: np.ndarray, days: int) -> np.ndarray:
    """Draw counts of one queue by day and place, shape (days · places, 1)."""
    rate = mean * rng.gamma(spread**-2, spread**2, (days, PLACES))
    return rng.poisson(rate).astype(float).reshape(-1, 1)


@pytest.mark.parametrize(("mean", "spread"), [(200.0, 0.15), (40.0, 0.3), (1000.0, 0.05)])
def test_eight_in_ten_of_new_counts_are_held_in_every_part_of_the_day(
    mean: float, spread: float
) -> None:
    rng = np.random.default_rng(4)
    early = np.array(SLOTS) < 600
    spreads = np.where(early, 2 * spread, spread)
    place = np.tile(np.arange(PLACES), 200)
    past, new = (drawn(rng, mean, spreads, 200) for _ in range(2))
    ranges = fit_ranges(np.full(past.shape, mean), past, place, PLACES, 12, SLOTS)
    forecast = np.full(new.shape, mean)
    held = (new >= ranges.quantile(forecast, place, 0.1)) & (
        new <= ranges.quantile(forecast, place, 0.9)
    )
    for part in (early, ~early):
        assert float(held[part[place]].mean()) == pytest.approx(0.8, abs=0.05)
    assert float(held.mean()) == pytest.approx(0.8, abs=0.04)
    assert ranges.spread_share[0, 0] == pytest.approx(2 * spread, rel=0.2)
    assert ranges.spread_share[-1, 0] == pytest.approx(spread, rel=0.2)


def test_a_forecast_that_is_off_gets_a_wider_range() -> None:
    rng = np.random.default_rng(5)
    place = np.tile(np.arange(PLACES), 40)
    came = drawn(rng, 100.0, np.full(PLACES, 0.05), 40)
    right, off = (
        fit_ranges(np.full(came.shape, mean), came, place, PLACES, 8, SLOTS)
        for mean in (100.0, 125.0)
    )
    assert (off.spread_share > 2 * right.spread_share).all()


def test_counts_that_are_poisson_need_next_to_no_spread() -> None:
    rng = np.random.default_rng(6)
    came = rng.poisson(30.0, (4000, 1)).astype(float)
    ranges = fit_ranges(np.full(came.shape, 30.0), came, np.zeros(4000, int), 1, 10)
    assert ranges.spread_share[0, 0] < 0.06


def test_one_wild_count_changes_little() -> None:
    rng = np.random.default_rng(7)
    came = rng.poisson(50.0, (400, 1)).astype(float)
    wild = came.copy()
    wild[0] = 5000.0
    mean, place = np.full(came.shape, 50.0), np.zeros(400, int)
    calm, shaken = (fit_ranges(mean, c, place, 1, 10).spread_share[0, 0] for c in (came, wild))
    assert shaken - calm < 0.05


def test_what_is_not_recorded_says_nothing() -> None:
    came = np.array([[10.0, np.nan], [12.0, np.nan], [9.0, np.nan]])
    ranges = fit_ranges(np.full((3, 2), 10.0), came, np.zeros(3, int), 1, 1)
    assert ranges.spread_share[0, 1] == UNTESTED_SPREAD_SHARE
    assert ranges.spread_share[0, 0] < UNTESTED_SPREAD_SHARE


def test_untested_ranges_are_wide_and_in_order() -> None:
    ranges = untested_ranges(3, 2)
    mean = np.array([[100.0, 3.0]])
    place = np.array([1])
    low, middle, high = (ranges.quantile(mean, place, p) for p in (0.1, 0.5, 0.9))
    assert (low <= middle).all()
    assert (middle <= high).all()
    assert low[0, 0] < 75
    assert high[0, 0] > 125
