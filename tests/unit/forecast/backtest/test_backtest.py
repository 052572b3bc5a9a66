"""Past weeks forecast from what was known before them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from allocator.forecast.backtest.accuracy import accuracy, baselines, expected_chance_error
from allocator.forecast.backtest.backtest import TOGETHER, backtest
from allocator.forecast.history.arranged import history_table
from allocator.forecast.history.table import HistoryTable
from allocator.forecast.models.candidates import CANDIDATES
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


def test_a_steady_fall_is_followed() -> None:
    tested = backtest(_table(8, _noisy([200 * 0.8**n for n in range(8)])))
    assert tested.chosen.best.level.newest_weight == 1.0
    assert all(way.level.trend_kept > 0 for way in tested.chosen.members)
    assert tested.rows[-1].bias_share < 0.18  # repeating last week is 25% too high


def test_a_level_that_stays_is_not_chased() -> None:
    tested = backtest(_table(10, _noisy([30.0] * 10, spread=0.2)))
    assert tested.chosen.best.level.newest_weight < 1
    assert abs(tested.rows[-1].bias_share) < 0.05


def test_what_came_in_a_week_changes_no_forecast_of_it_or_of_weeks_before_it() -> None:
    # Leakage would show here: the same history with another last week.
    level = [30.0, 35.0, 28.0, 33.0, 30.0, 36.0, 31.0, 30.0]
    one = backtest(_table(8, _noisy(level)), FIRST_DAY)
    newest = FIRST_DAY - dt.timedelta(days=7)
    noisy = _noisy(level)

    def other(day: dt.date, minute: int, queue: str) -> float:
        usual = noisy(day, minute, queue)
        return 200.0 if day >= newest else usual

    two = backtest(_table(8, other), FIRST_DAY)
    assert one.weeks == two.weeks
    assert one.weeks[-1] == newest
    for week, same in zip(one.tested, two.tested, strict=True):
        np.testing.assert_array_equal(week.expected, same.expected)
        assert week.chosen == same.chosen
        for place, queue in ((0, 0), (5, 1)):
            assert (
                week.ranges.interval.spread_share[place, queue]
                == same.ranges.interval.spread_share[place, queue]
            )
    assert two.rows[-1].wape_share > one.rows[-1].wape_share


def test_a_later_week_leaves_the_figures_of_earlier_ones_as_they_were() -> None:
    whole = _table(9, _noisy([30.0] * 9))
    before = whole.between(whole.days[0], whole.days[-7])
    first, second = backtest(before), backtest(whole)
    earlier = {one.week.origin: one for one in first.tested}
    shared = [one for one in second.tested if one.week.origin in earlier]
    assert len(shared) >= 3
    for one in shared:
        np.testing.assert_array_equal(one.expected, earlier[one.week.origin].expected)


def test_a_lead_keeps_the_last_days_from_the_forecast() -> None:
    table = _table(8, _noisy([30.0 * 1.1**n for n in range(8)]))
    at_once, ahead = backtest(table), backtest(table, lead_days=4)
    assert ahead.weeks[-1] == at_once.weeks[-1]
    week = ahead.tested[-1].week
    assert week.known.days[-1] == week.origin - dt.timedelta(days=5)
    assert ahead.rows[-1].wape_share >= at_once.rows[-1].wape_share


@pytest.mark.parametrize(("lead_days", "horizon_days"), [(4, 7), (13, 7), (0, 14), (4, 14)])
def test_days_not_known_at_an_origin_teach_it_nothing(lead_days: int, horizon_days: int) -> None:
    noisy = _noisy([30.0] * 12)
    options = {"lead_days": lead_days, "horizon_days": horizon_days}
    one = backtest(_table(12, noisy), FIRST_DAY, **options)
    week = one.tested[-1].week
    unknown_from = week.origin - dt.timedelta(days=lead_days)

    def other(day: dt.date, minute: int, queue: str) -> float:
        return noisy(day, minute, queue) * (9.0 if day >= unknown_from else 1.0)

    # The noise is drawn afresh in the same order, so that only the days not known differ.
    noisy = _noisy([30.0] * 12)
    same = backtest(_table(12, other), FIRST_DAY, **options).tested[-1]
    assert same.week.origin == week.origin
    assert same.chosen == one.tested[-1].chosen
    np.testing.assert_array_equal(same.expected, one.tested[-1].expected)
    for span in ("interval", "day", "week"):
        np.testing.assert_array_equal(
            getattr(same.ranges, span).spread_share,
            getattr(one.tested[-1].ranges, span).spread_share,
        )


def test_past_weeks_begin_on_the_weekday_of_the_planned_one() -> None:
    tested = backtest(_table(6, _noisy([30.0] * 6)), FIRST_DAY + dt.timedelta(days=2))
    assert {week.weekday() for week in tested.weeks} == {FIRST_DAY.weekday() + 2}


def test_as_many_weeks_are_reported_as_asked_for_and_can_be() -> None:
    table = _table(12, _noisy([30.0] * 12))
    assert len(backtest(table, origins=3).weeks) == 3
    # Ten weeks can be forecast by weeks before; the first four only teach.
    assert len(backtest(table, origins=50).weeks) == 7
    assert len(backtest(table, origins=50).weeks_learned_from) == 11


def test_days_ahead_may_be_more_than_a_week() -> None:
    tested = backtest(_table(12, _noisy([30.0] * 12)), FIRST_DAY, horizon_days=14)
    assert len(tested.tested[-1].week.actual.days) == 12  # the history ends on a Friday
    assert tested.weeks[-1] == FIRST_DAY - dt.timedelta(days=14)


def test_one_week_is_too_short_to_test_on() -> None:
    tested = backtest(_table(1, _noisy([30.0])))
    assert tested.weeks == ()
    assert tested.rows == ()
    assert tested.chosen.members == (CANDIDATES[0],)
    assert (tested.spread_share > 0).all()


def test_range_holds_eight_in_ten_also_where_the_rate_itself_varies() -> None:
    tested = backtest(_table(16, _noisy([60.0] * 16, spread=0.3)))
    assert all(0.75 <= (row.range_share or 0) <= 0.85 for row in tested.rows)
    assert tested.spread_share == pytest.approx(np.full((8, 2), 0.3), abs=0.1)


def test_counts_that_are_poisson_need_next_to_no_spread() -> None:
    tested = backtest(_table(8, _noisy([40.0] * 8)))
    assert (tested.spread_share <= 0.12).all()
    assert tested.rows[-1].wape_share < 1.15 * tested.rows[-1].chance_wape_share


def test_totals_are_of_days_and_weeks_by_queue_and_together() -> None:
    tested = backtest(_table(10, _noisy([40.0] * 10)))
    for rows in (tested.day_rows, tested.week_rows):
        assert [row.queue for row in rows] == ["a", "b", "all", TOGETHER]
        assert rows[-1].contacts == rows[-2].contacts == tested.rows[-1].contacts
        assert rows[-1].wape_share <= rows[-2].wape_share
    assert tested.week_rows[-1].wape_share < tested.day_rows[-1].wape_share
    assert tested.day_rows[-1].wape_share < tested.rows[-1].wape_share


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
    low, middle, high = (
        np.array(off) for off in ([[1, -1], [2, 0]], [[0, 2], [0, 0]], [[3, 4], [0, 5]])
    )
    quantiles = (came - low, came + middle, came + high)
    a, _, every = accuracy(("a", "b"), came, expected, came + 4, came - 1, quantiles)
    assert (a.contacts, a.wape_share, a.bias_share) == (40, 6 / 40, -2 / 40)
    assert (a.last_week_wape_share, a.weekday_mean_wape_share) == (8 / 40, 2 / 40)
    assert a.range_share == 1.0
    # Losses of a: p10 is 1 and 2 below, p50 is right, p90 is 3 above and right.
    assert a.pinball_share == pytest.approx((0.1 * 3 + 0.0 + 0.1 * 3) / 3 / 40)
    assert (every.queue, every.contacts, every.wape_share) == ("all", 50, 7 / 50)
    assert every.range_share == 0.75
    # b: p10 1 above, p50 2 above, p90 4 and 5 above.
    assert every.pinball_share == pytest.approx(
        (0.1 * 3 + 0.1 * 3 + 0.9 * 1 + 0.5 * 2 + 0.1 * 9) / 3 / 50
    )


def test_what_is_not_recorded_of_a_queue_does_not_count() -> None:
    came = np.array([[10.0, np.nan], [30.0, 10.0]])
    five = np.full((2, 2), 5.0)
    _, b, every = accuracy(("a", "b"), came, five, five, five, (five, five, five))
    assert (b.contacts, b.wape_share, b.range_share) == (10, 0.5, 0.0)
    assert every.contacts == 50


@pytest.mark.parametrize("mean", [0.3, 1.0, 4.7, 60.0])
def test_chance_error_is_the_mean_absolute_deviation_of_a_poisson_count(mean: float) -> None:
    rng = np.random.default_rng(2)
    simulated = float(np.abs(rng.poisson(mean, 400_000) - mean).mean())
    assert float(expected_chance_error(np.array(mean))) == pytest.approx(simulated, rel=0.01)
