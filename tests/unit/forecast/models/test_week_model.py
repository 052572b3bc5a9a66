"""The plain model: level, weekday and profile of the last weeks put together."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from allocator.forecast.history.arranged import history_table
from allocator.forecast.models.level import Smoothing
from allocator.forecast.models.profile import fit_profile
from allocator.forecast.models.week_model import WeekModel
from tests.demand_scenario import FIRST_DAY, demand_scenario, history, weeks_before

PLAIN = Smoothing(1.0, 0.0)


def _expected(rows: list, smoothing: Smoothing = PLAIN) -> np.ndarray:
    table = history_table(demand_scenario(rows))
    days = tuple(FIRST_DAY + dt.timedelta(days=n) for n in range(5))
    return WeekModel.fit(table, smoothing).expected(days, np.ones((5, 8), dtype=bool))


def _weekday_pattern(day: dt.date, _minute: int, _queue: str) -> float:
    return (60.0, 50.0, 40.0, 30.0, 20.0)[day.weekday()]


def test_weekdays_keep_their_shares_of_the_week() -> None:
    found = _expected(history(weeks_before(3), FIRST_DAY, _weekday_pattern))
    np.testing.assert_allclose(found.sum(axis=(1, 2)) / 16, [60, 50, 40, 30, 20], rtol=1e-3)


def test_a_falling_volume_does_not_bend_the_weekdays() -> None:
    # The bank of August 1999: each week well below the one before. Every weekday's share is the
    # same in every week, and last week's level is what goes on.
    start = weeks_before(3)
    rows = history(
        start,
        FIRST_DAY,
        lambda day, minute, queue: (
            _weekday_pattern(day, minute, queue) * 0.8 ** ((day - start).days // 7)
        ),
    )
    found = _expected(rows)
    np.testing.assert_allclose(
        found.sum(axis=(1, 2)) / 16, np.array([60, 50, 40, 30, 20]) * 0.64, rtol=1e-3
    )


def test_a_day_missing_from_the_newest_week_does_not_lower_its_level() -> None:
    rows = [
        row
        for row in history(weeks_before(3), FIRST_DAY, _weekday_pattern)
        if row.interval_start.date() != weeks_before(1)  # its busiest day
    ]
    found = _expected(rows)
    np.testing.assert_allclose(found.sum(axis=(1, 2)) / 16, [60, 50, 40, 30, 20], rtol=1e-2)


def test_a_busy_queue_keeps_its_profile_and_a_sparse_one_borrows() -> None:
    def volume(_day: dt.date, minute: int, queue: str) -> float:
        if queue == "a":
            return 80.0 if minute < 600 else 20.0
        return 0.2 if minute == 690 else 0.0  # three contacts, all late in the morning

    table = history_table(demand_scenario(history(weeks_before(3), FIRST_DAY, volume)))
    share = fit_profile(table, prior_contacts=50).share[0]
    # 80% before ten, less what smoothing carries across ten o'clock: a quarter of 20% − 5%.
    assert share[:4, 0].sum() == pytest.approx(0.8 - 0.15 / 4, abs=1e-3)
    assert share[:4, 1].sum() > 0.7
    np.testing.assert_allclose(share.sum(axis=0), 1.0)


def test_profile_is_smoothed_without_losing_contacts() -> None:
    rows = history(weeks_before(3), FIRST_DAY, lambda _d, minute, _q: 400.0 if minute == 570 else 0)
    share = fit_profile(history_table(demand_scenario(rows)), prior_contacts=50).share[0, :, 0]
    np.testing.assert_allclose(share, [0, 0, 0.25, 0.5, 0.25, 0, 0, 0], atol=1e-9)


def test_a_sparse_queue_moves_with_all_of_them() -> None:
    start = weeks_before(3)

    def volume(day: dt.date, _minute: int, queue: str) -> float:
        if queue == "a":
            return 100.0 * 0.5 ** ((day - start).days // 7)
        return 0.1  # four contacts a week

    found = _expected(history(start, FIRST_DAY, volume))
    assert found[:, :, 0].sum() == pytest.approx(40 * 25, rel=0.02)
    assert found[:, :, 1].sum() < 3  # a steady four by itself


def test_a_closed_day_expects_nothing() -> None:
    table = history_table(demand_scenario(history(weeks_before(2), FIRST_DAY, _weekday_pattern)))
    saturday = (FIRST_DAY + dt.timedelta(days=5),)
    found = WeekModel.fit(table, PLAIN).expected(saturday, np.zeros((1, 8), dtype=bool))
    assert found.sum() == 0


def test_a_short_day_expects_its_usual_share_of_a_whole_one() -> None:
    table = history_table(demand_scenario(history(weeks_before(2), FIRST_DAY, _weekday_pattern)))
    is_open = np.array([[True] * 4 + [False] * 4])
    found = WeekModel.fit(table, PLAIN).expected((FIRST_DAY,), is_open)
    assert found.sum() == pytest.approx(60 * 4 * 2, rel=1e-2)
    assert found[:, 4:].sum() == 0
