"""Contacts that are drawn: their means, their scatter, and the same for a seed."""

from __future__ import annotations

import numpy as np
import pytest

from allocator.demand.arrays import Floats
from allocator.simulate.contacts import Contacts
from allocator.simulate.demand_draw import DemandModel

INTERVALS = 40


def model(day_cv: float = 0.0) -> DemandModel:
    """Two days of 20 quarter-hours: 30 and 6 contacts each."""
    ones = np.ones((INTERVALS, 2))
    return DemandModel(
        start_s=900.0 * np.arange(INTERVALS),
        interval_s=900.0,
        day=np.repeat([0, 1], INTERVALS // 2),
        contacts=ones * [30, 6],
        aht_s=ones * [180, 300],
        patience_s=ones * [90, 400],
        handling_cv=np.array([0.8, 1.5]),
        day_cv=day_cv,
    )


def drawn(demand: DemandModel, runs: int) -> list[Contacts]:
    return [demand.draw(seed) for seed in np.random.SeedSequence(5).spawn(runs)]


def test_means_and_scatter_are_those_asked_for() -> None:
    weeks = drawn(model(), 100)
    queue = np.concatenate([week.queue for week in weeks])
    for q, (count, aht_s, cv, patience_s) in enumerate([(30, 180, 0.8, 90), (6, 300, 1.5, 400)]):
        mine = queue == q
        work_s = np.concatenate([week.work_s for week in weeks])[mine]
        patience = np.concatenate([week.patience_s for week in weeks])[mine]
        assert mine.sum() == pytest.approx(100 * INTERVALS * count, rel=0.02)
        assert work_s.mean() == pytest.approx(aht_s, rel=0.03)
        assert work_s.std() / work_s.mean() == pytest.approx(cv, rel=0.08)
        assert patience.mean() == pytest.approx(patience_s, rel=0.03)
        assert np.log(work_s).std() == pytest.approx(np.sqrt(np.log1p(cv**2)), rel=0.02)


def test_counts_of_an_interval_are_poisson_without_busy_days() -> None:
    counts = np.array([np.bincount((w.arrival_s // 900).astype(int)) for w in drawn(model(), 200)])
    assert counts.var() / counts.mean() == pytest.approx(1.0, abs=0.05)


def test_a_busy_day_is_busy_throughout_and_on_both_queues() -> None:
    weeks = drawn(model(0.3), 1000)
    totals = np.array(
        [
            [
                [np.sum((w.queue == q) & (w.arrival_s // 18_000 == d)) for q in (0, 1)]
                for d in (0, 1)
            ]
            for w in weeks
        ]
    )
    first = totals[:, 0, 0] / 600
    assert first.mean() == pytest.approx(1.0, abs=0.05)
    assert np.sqrt(first.var() - 1 / 600) == pytest.approx(0.3, abs=0.03)
    assert np.corrcoef(totals[:, 0, 0], totals[:, 0, 1])[0, 1] > 0.85
    # The days of a week have four fifths of it in common: a week of two scatters by 0.3·√0.9.
    week = totals[:, :, 0].sum(axis=1) / 1200
    assert np.corrcoef(totals[:, 0, 0], totals[:, 1, 0])[0, 1] == pytest.approx(0.8, abs=0.05)
    assert np.sqrt(week.var() - 1 / 1200) == pytest.approx(0.3 * np.sqrt(0.9), abs=0.03)
    assert week.mean() == pytest.approx(1.0, abs=0.03)


def test_contacts_come_in_order_and_are_the_same_for_a_seed() -> None:
    one, other = (model(0.2).draw(np.random.SeedSequence(3)) for _ in range(2))
    assert (np.diff(one.arrival_s) >= 0).all()
    for name, values in vars(one).items():
        assert np.array_equal(values, getattr(other, name)), name


def test_a_week_farther_ahead_scatters_more_and_with_the_weeks_before_it() -> None:
    ones = np.ones((60, 1))
    demand = DemandModel(
        start_s=900.0 * np.arange(60),
        interval_s=900.0,
        day=np.repeat([0, 3, 7, 10, 14, 17], 10),
        contacts=ones * 200,
        aht_s=ones,
        patience_s=ones,
        handling_cv=np.array([0.5]),
        day_cv=(0.1, 0.2, 0.2),
    )
    totals = np.array(
        [np.bincount((w.arrival_s // 9_000).astype(int), minlength=6) for w in drawn(demand, 1000)]
    )
    spread = totals.std(axis=0) / 2000
    assert spread == pytest.approx([0.1, 0.1, 0.2, 0.2, 0.2, 0.2], abs=0.025)
    together: Floats = np.array(np.corrcoef(totals.T))
    assert together[0, 1] == pytest.approx(0.8, abs=0.06)
    # Of the second week's variance 0.8 · 0.04 is of the week; 0.8 · 0.01 the first's as well.
    assert together[0, 2] == pytest.approx(0.8 * 0.01 / (0.1 * 0.2), abs=0.06)
    # The third week is no less sure than the second: what they miss they miss together.
    assert together[2, 4] == pytest.approx(0.8, abs=0.06)
