"""Estimates and their intervals against theory."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from allocator.simulate.estimate import mean, ratio, share_of


def test_mean_has_the_interval_of_student() -> None:
    values = np.random.default_rng(1).normal(3, 2, 12)
    found = mean(values)
    low, high = ttest_1samp(values, 0).confidence_interval(0.95)
    assert found.value == pytest.approx(values.mean())
    assert found.value - found.half_width == pytest.approx(low)
    assert found.value + found.half_width == pytest.approx(high)


def test_a_ratio_is_that_of_the_sums_and_empty_replications_do_no_harm() -> None:
    found = ratio(
        np.array([[8.0, 0.0], [1.0, 0.0], [0.0, 0.0]]), np.array([[10.0, 0], [5, 0], [0, 0]])
    )
    assert found.value[0] == pytest.approx(9 / 15)
    assert np.isnan(found.value[1])
    assert np.isnan(found.half_width[1])


def test_nineteen_of_twenty_intervals_hold_the_truth() -> None:
    draw = np.random.default_rng(8)
    offered = draw.poisson(40, (30, 2000)).astype(float)
    in_time = draw.binomial(offered.astype(int), 0.7).astype(float)
    found = ratio(in_time, offered)
    held = (np.abs(found.value - 0.7) <= found.half_width).mean()
    assert held == pytest.approx(0.95, abs=0.015)


def test_nearly_all_or_none_is_not_known_for_certain() -> None:
    whole = np.full(20, 5.0)
    never = share_of(np.zeros(20), whole)
    # 3.84 / (100 + 3.84): Wilson's interval of none of a hundred goes from 0 to 3.7%.
    assert never.value == 0
    assert never.half_width == pytest.approx(0.03699, abs=1e-5)
    assert share_of(whole, whole).half_width == pytest.approx(0.03699, abs=1e-5)
    assert ratio(np.zeros(20), whole).half_width == 0
    half = np.tile([2.0, 3.0], 10)
    assert share_of(half, whole).half_width == ratio(half, whole).half_width
    empty = share_of(np.zeros((2, 1)), np.zeros((2, 1)))
    assert np.isnan(empty.half_width).all()
    assert np.isnan(share_of(np.array([4.0]), np.array([4.0])).half_width)


def test_an_interval_of_what_is_rare_holds_the_truth() -> None:
    draw = np.random.default_rng(9)
    offered = np.full((20, 4000), 10.0)
    late = draw.binomial(10, 0.01, offered.shape).astype(float)
    found = share_of(late, offered)
    assert (np.abs(found.value - 0.01) <= found.half_width).mean() > 0.94


def test_one_replication_says_nothing_of_its_error() -> None:
    assert np.isnan(mean(np.array([4.0])).half_width)
