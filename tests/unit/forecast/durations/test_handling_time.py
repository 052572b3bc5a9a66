"""Handling time per queue and part of the day."""

from __future__ import annotations

import math

import numpy as np
import pytest

from allocator.forecast.durations.handling_time import fit_handling_time
from allocator.forecast.history.arranged import history_table
from tests.demand_scenario import FIRST_DAY, demand_scenario, history, weeks_before

LONG_DAY = [{"days": ["mon", "tue", "wed", "thu", "fri"], "open": "04:00", "close": "12:00"}]
"""Two parts of four hours: 04:00 and 08:00."""


def _rows(aht_of_half_hour: dict[bool, float], noise: float) -> list:
    rng = np.random.default_rng(3)
    rows = history(weeks_before(3), FIRST_DAY, lambda *_: 40.0)
    out = []
    for n, row in enumerate(rows):
        early = n % 2 == 0
        moved = row.interval_start.replace(hour=row.interval_start.hour - 4 * early)
        aht_s = aht_of_half_hour[early] + float(rng.normal(0, noise))
        out.append(row.model_copy(update={"interval_start": moved, "queue": "a", "aht_s": aht_s}))
    return out


def test_parts_that_differ_beyond_chance_keep_their_own() -> None:
    scenario = demand_scenario(_rows({True: 150, False: 250}, 10), opening_hours=LONG_DAY)
    found = fit_handling_time(history_table(scenario))
    assert found.at(5 * 60, 0) == pytest.approx(150, rel=0.02)
    assert found.at(9 * 60, 0) == pytest.approx(250, rel=0.02)


def test_parts_that_differ_by_chance_share_the_mean() -> None:
    scenario = demand_scenario(_rows({True: 200, False: 200}, 60), opening_hours=LONG_DAY)
    found = fit_handling_time(history_table(scenario))
    assert found.at(5 * 60, 0) == pytest.approx(found.at(9 * 60, 0), abs=4)
    assert found.at(5 * 60, 0) == pytest.approx(200, rel=0.03)


def test_mean_is_weighted_by_handled_contacts() -> None:
    rows = history(weeks_before(1), FIRST_DAY, lambda *_: 10.0, queues=("a",), aht_s=100)
    rows += history(weeks_before(2), weeks_before(1), lambda *_: 30.0, queues=("a",), aht_s=300)
    table = history_table(demand_scenario(rows))
    alike = fit_handling_time(table, half_life_weeks=math.inf)
    assert alike.at(480, 0) == pytest.approx((10 * 100 + 30 * 300) / 40, rel=1e-6)
    # The week before last counts half.
    found = fit_handling_time(table, half_life_weeks=1.0)
    assert found.at(480, 0) == pytest.approx((10 * 100 + 15 * 300) / 25, rel=1e-6)


def test_a_queue_without_records_takes_the_mean_of_all() -> None:
    rows = history(weeks_before(1), FIRST_DAY, lambda *_: 10.0, queues=("a",), aht_s=100)
    found = fit_handling_time(history_table(demand_scenario(rows)))
    assert found.at(480, 1) == pytest.approx(100)


def test_without_any_handling_time_the_fallback_stands() -> None:
    rows = history(weeks_before(1), FIRST_DAY, lambda *_: 10.0)
    rows = [row.model_copy(update={"aht_s": None}) for row in rows]
    assert fit_handling_time(history_table(demand_scenario(rows)), 240).at(480, 0) == 240
