"""What holds for every forecast, whatever the history's interval, hours or length."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import forecast_week
from tests.demand_scenario import demand_scenario

HOURS = [
    {"days": ["mon", "tue", "wed", "thu", "fri"], "open": "08:00", "close": "12:00"},
    {"days": ["sun"], "open": "10:00", "close": "12:00"},
]


def rows(
    start: dt.date, weeks: int, seed: int, step_minutes: int = 30, scale: float = 1.0
) -> list[HistoryRow]:
    rng = np.random.default_rng(seed)
    found: list[HistoryRow] = []
    for n in range(7 * weeks):
        day = start - dt.timedelta(days=7 * weeks - n)
        if day.weekday() == 5:
            continue
        for minute in range(600 if day.weekday() == 6 else 480, 720, step_minutes):
            for queue, size in (("a", 1.0), ("b", 0.1)):
                mean = size * step_minutes * (1.5 if day.weekday() == 0 else 1.0)
                found.append(
                    HistoryRow(
                        interval_start=dt.datetime.combine(day, dt.time(*divmod(minute, 60))),
                        queue=queue,
                        contacts=float(scale * rng.poisson(mean)),
                        aht_s=200.0,
                    )
                )
    return found


def centre(history: list[HistoryRow], start: dt.date, **changes: Any) -> Scenario:
    week = {"start": start, "days": 7}
    return demand_scenario(history, opening_hours=HOURS, week=week, **changes)


@settings(max_examples=12, deadline=None)
@given(
    start=st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31)),
    weeks=st.integers(1, 11),
    step_minutes=st.sampled_from([15, 30, 60]),
    seed=st.integers(0, 1000),
)
def test_any_week_has_a_forecast_in_order_and_none_where_closed(
    start: dt.date, weeks: int, step_minutes: int, seed: int
) -> None:
    history = rows(start, weeks, seed, step_minutes)
    scenario = centre(history, start, history_interval_minutes=step_minutes)
    made = forecast_week(scenario)
    assert made.expected.shape == (7, len(made.slots), 2)
    assert np.isfinite(made.expected).all()
    assert (made.expected >= 0).all()
    assert (made.expected[~made.is_open] == 0).all()
    assert (made.expected[made.is_open][:, 0] > 0).all()
    assert (made.p10 <= made.p50).all()
    assert (made.p50 <= made.p90).all()
    assert len(made.requirements) == 2 * len(scenario.open_intervals)
    came = sum(row.contacts for row in history) / weeks
    assert made.expected.sum() == pytest.approx(came, rel=0.35)
    too_short = any("too short to test" in line for line in made.remarks)
    assert too_short == (not made.backtest.weeks)


def test_five_minute_intervals_are_smoothed_as_wide_as_half_hours() -> None:
    start = dt.date(2026, 3, 2)
    made = forecast_week(
        centre(rows(start, 6, 1, step_minutes=5), start, history_interval_minutes=5,
               interval_minutes=5)
    )  # fmt: skip
    monday = made.expected[0][:, 0][made.is_open[0]]
    assert len(monday) == 48
    # 7.5 a slot; the mean of six Mondays alone would scatter by 15%.
    assert float(np.std(monday) / np.mean(monday)) < 0.1
    assert float(monday.mean()) == pytest.approx(7.5, rel=0.15)


def test_ten_times_the_contacts_are_forecast_of_ten_times_the_history() -> None:
    # Large counts, so that what is borrowed (a fixed number of contacts) plays no part.
    start = dt.date(2026, 3, 2)
    one, ten = (
        forecast_week(centre(rows(start, 8, 2, scale=scale), start)).expected
        for scale in (100.0, 1000.0)
    )
    np.testing.assert_allclose(ten, 10 * one, rtol=0.03)


def test_rows_after_the_week_begins_change_no_figure_of_the_backtest() -> None:
    start = dt.date(2026, 3, 2)
    before = rows(start, 8, 3)
    after = rows(start + dt.timedelta(days=14), 2, 4, scale=9.0)
    with_after, without = (
        forecast_week(centre(history, start)) for history in (before + after, before)
    )
    assert with_after.backtest.rows == without.backtest.rows
    assert with_after.backtest.chosen == without.backtest.chosen
    assert with_after.requirements == without.requirements


def test_the_same_history_gives_the_same_forecast() -> None:
    start = dt.date(2026, 3, 2)
    one, two = (forecast_week(centre(rows(start, 8, 5), start)) for _ in range(2))
    assert one.requirements == two.requirements
    assert one.backtest.wape_by_candidate == two.backtest.wape_by_candidate


@pytest.mark.parametrize("start", [dt.date(2026, 3, 29), dt.date(2026, 10, 25)])
def test_weeks_of_a_clock_change_are_forecast_by_clock_time(start: dt.date) -> None:
    made = forecast_week(centre(rows(start, 9, 6), start))
    by_weekday = {day.weekday(): made.expected[d].sum() for d, day in enumerate(made.days)}
    assert by_weekday[0] / by_weekday[1] == pytest.approx(1.5, rel=0.15)
    assert made.backtest.rows[-1].wape_share < 1.2 * made.backtest.rows[-1].chance_wape_share
