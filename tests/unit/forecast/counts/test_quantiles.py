"""Quantiles of counts against sums of probabilities."""

from __future__ import annotations

import math

import numpy as np
import pytest

from allocator.forecast.counts.quantiles import count_quantile


def _brute(mean: float, spread: float, probability: float) -> int:
    """Smallest count by adding up the probabilities one by one."""
    total, count = 0.0, -1
    while total < probability - 1e-12:
        count += 1
        if spread == 0:
            log = count * math.log(mean) - mean - math.lgamma(count + 1)
        else:
            size = 1 / spread**2
            log = math.lgamma(size + count) - math.lgamma(size) - math.lgamma(count + 1)
            log += size * math.log(size / (size + mean)) + count * math.log(mean / (size + mean))
        total += math.exp(log)
    return count


@pytest.mark.parametrize("mean", [0.04, 0.5, 2.3, 17.0, 240.0])
@pytest.mark.parametrize("spread", [0.0, 0.1, 0.5])
@pytest.mark.parametrize("probability", [0.1, 0.5, 0.9])
def test_quantile_is_the_first_count_with_enough_probability(
    mean: float, spread: float, probability: float
) -> None:
    found = count_quantile(np.array([mean]), np.array([spread]), probability)
    assert found.tolist() == [_brute(mean, spread, probability)]


def test_nothing_expected_gives_nothing() -> None:
    found = count_quantile(np.zeros(2), np.array([0.0, 0.3]), 0.9)
    assert found.tolist() == [0, 0]


def test_spread_widens_the_range_of_busy_intervals() -> None:
    means = np.array([100.0])
    plain = [float(count_quantile(means, 0.0, p)[0]) for p in (0.1, 0.9)]
    wide = [float(count_quantile(means, 0.2, p)[0]) for p in (0.1, 0.9)]
    assert wide[0] < plain[0] < 100 < plain[1] < wide[1]
