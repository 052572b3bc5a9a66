"""Regression of counts: effects recovered, held near nought, and not thrown by odd days."""

from __future__ import annotations

import numpy as np
import pytest

from allocator.forecast.counts.regression import fit_counts

RNG = np.random.default_rng(8)
DAYS = 400
TERM = (RNG.random((DAYS, 1)) < 0.3).astype(float)
ONES, NOUGHTS = np.ones(DAYS), np.zeros(DAYS)


def test_level_effect_and_spread_are_recovered() -> None:
    rate = np.exp(4.0 + 0.4 * TERM[:, 0]) * RNG.gamma(25.0, 1 / 25.0, DAYS)  # spread of 20%
    found = fit_counts(RNG.poisson(rate).astype(float), ONES, TERM, np.array([1.0]), ONES, NOUGHTS)
    assert found is not None
    assert found.level == pytest.approx(4.0, abs=0.05)
    assert found.effects[0] == pytest.approx(0.4, abs=0.06)
    assert found.variance_share == pytest.approx(0.04, abs=0.015)


def test_exposure_is_taken_account_of_and_days_without_it_do_not_count() -> None:
    exposure = np.where(np.arange(DAYS) % 3 == 0, 0.0, np.where(TERM[:, 0] > 0, 0.5, 1.0))
    counts = RNG.poisson(100.0 * exposure).astype(float)
    counts[exposure == 0] = 1e6
    found = fit_counts(counts, exposure, TERM, np.array([1.0]), ONES, NOUGHTS)
    assert found is not None
    assert np.exp(found.level) == pytest.approx(100, rel=0.03)
    assert found.effects[0] == pytest.approx(0.0, abs=0.04)


def test_few_contacts_leave_an_effect_at_its_prior() -> None:
    counts = np.zeros(DAYS)
    counts[:6] = 1.0
    term = np.zeros((DAYS, 1))
    term[:6] = 1.0  # every contact came under the term
    found = fit_counts(counts, ONES, term, np.array([0.05]), ONES, NOUGHTS)
    assert found is not None
    assert 0 < found.effects[0] < 0.05


def test_odd_days_hardly_count() -> None:
    counts = RNG.poisson(100.0, DAYS).astype(float)
    odd = counts.copy()
    odd[np.flatnonzero(TERM[:, 0])[:6]] = 1000.0
    calm, shaken = (
        fit_counts(c, ONES, TERM, np.array([1.0]), ONES, NOUGHTS) for c in (counts, odd)
    )
    assert calm is not None
    assert shaken is not None
    assert abs(shaken.effects[0] - calm.effects[0]) < 0.06  # a plain mean would move by 0.4


def test_nothing_counted_gives_nothing() -> None:
    assert fit_counts(NOUGHTS, ONES, TERM, np.array([1.0]), ONES, NOUGHTS) is None
