"""Each week of a plan is forecast, and its range learned, from as far away as it lies."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from allocator.domain.scenario import Scenario
from allocator.forecast.backtest.backtest import backtest
from allocator.forecast.forecast import forecast_week
from allocator.forecast.history.arranged import history_table
from allocator.forecast.tables import day_rows, plan_total, week_totals
from allocator.forecast.weeks_ahead import planned_weeks
from tests.demand_scenario import FIRST_DAY, demand_scenario, history, weeks_before

SECOND_WEEK = FIRST_DAY + dt.timedelta(weeks=1)


def of_days(scenario: Scenario, days: int) -> Scenario:
    week = scenario.settings.week.model_copy(update={"days": days})
    settings = scenario.settings.model_copy(update={"week": week})
    fields: dict[str, Any] = {name: getattr(scenario, name) for name in Scenario.model_fields}
    return Scenario.model_validate(fields | {"settings": settings})


def drifting(weeks: int, days: int, step: float = 0.12, seed: int = 4) -> Scenario:
    """History whose weekly level wanders: the farther ahead, the less is known of it."""
    rng = np.random.default_rng(seed)
    level = 60 * np.exp(np.cumsum(step * rng.standard_normal(weeks)))
    start = weeks_before(weeks)

    def volume(day: dt.date, _minute: int, _queue: str) -> float:
        return float(rng.poisson(level[(day - start).days // 7]))

    return of_days(demand_scenario(history(start, FIRST_DAY, volume)), days)


def planned(days: int) -> list[dt.date]:
    return [FIRST_DAY + dt.timedelta(days=n) for n in range(days)]


def test_a_week_ahead_is_tested_with_a_week_more_of_lead() -> None:
    table = history_table(drifting(16, 21))
    weeks = planned_weeks(table, planned(21), 0)
    assert [(week.number, week.lead_days, week.days[0].isoformat()) for week in weeks] == [
        (1, 0, "2026-03-02"),
        (2, 7, "2026-03-09"),
        (3, 14, "2026-03-16"),
    ]
    for week in weeks:
        alone = backtest(table, week.days[0], lead_days=week.lead_days)
        assert week.tested.weeks == alone.weeks
        assert week.tested.chosen == alone.chosen
        for one in week.tested.tested:
            known_until = one.week.known.days[-1]
            assert (one.week.origin - known_until).days == week.lead_days + 1


def test_ranges_widen_where_the_level_wanders_and_never_narrow() -> None:
    made = forecast_week(drifting(26, 28))
    spreads = [float(week.ranges.week.spread_share[0, -1]) for week in made.weeks]
    assert spreads == sorted(spreads)
    assert spreads[-1] > 1.3 * spreads[0]
    interval = [week.ranges.interval.spread_share for week in made.weeks]
    for before, after in pairwise(interval):
        assert (after >= before).all()
    rows = {row["day"]: row for row in day_rows(made) if row["queue"] == "together"}
    widths = [
        (row["forecast_p90"] - row["forecast_p10"]) / row["forecast_contacts"]
        for row in (rows[(FIRST_DAY + dt.timedelta(weeks=n)).isoformat()] for n in range(4))
    ]
    assert widths[-1] > 1.2 * widths[0]


def test_the_first_week_is_forecast_as_if_it_were_alone() -> None:
    alone, both = (forecast_week(drifting(12, days)) for days in (7, 14))
    np.testing.assert_array_equal(both.expected[:7], alone.expected)
    np.testing.assert_array_equal(both.p90[:7], alone.p90)
    count = len(alone.requirements)
    assert both.requirements[:count] == alone.requirements
    assert both.backtest.weeks == alone.backtest.weeks


def test_days_left_of_a_week_are_forecast_as_those_of_the_whole_week() -> None:
    ten, fourteen = (forecast_week(drifting(12, days)) for days in (10, 14))
    np.testing.assert_array_equal(ten.expected, fourteen.expected[:10])
    assert [len(week.days) for week in ten.weeks] == [7, 3]


def test_errors_of_weeks_forecast_together_go_together() -> None:
    made = forecast_week(drifting(20, 28))
    weeks, whole = week_totals(made), plan_total(made)
    assert whole.contacts == pytest.approx(sum(week.contacts for week in weeks))
    assert whole.low is not None
    assert whole.high is not None
    wide = sum(week.high - week.low for week in weeks if week.low and week.high)
    assert whole.high - whole.low == pytest.approx(wide, rel=0.03)


def test_a_history_too_short_for_the_last_weeks_says_so() -> None:
    made = forecast_week(drifting(8, 42))
    tested = [week.is_tested for week in made.weeks]
    assert tested[0]
    assert tested == sorted(tested, reverse=True)
    first = next(week for week in made.weeks if not week.is_tested)
    before = made.weeks[first.number - 2]
    assert first.ranges is before.ranges
    assert any(f"from {first.days[0]:%a} {first.days[0].day}" in line for line in made.remarks)


def test_one_week_of_history_is_no_test_of_any() -> None:
    made = forecast_week(drifting(1, 14))
    assert [total.low for total in week_totals(made)] == [None, None]
    assert made.remarks[-1] == "The history is too short to test the forecast on past weeks."
