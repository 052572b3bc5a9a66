"""Mean patience from records that end when the contact is answered."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from allocator.domain.demand import HistoryRow
from allocator.forecast.durations.patience import PatienceSource, patience_by_queue
from tests.demand_scenario import FIRST_DAY, demand_scenario, history, weeks_before


def _forty(*_: object) -> float:
    return 40.0


def test_waiting_time_over_abandonments() -> None:
    rows = history(weeks_before(1), FIRST_DAY, _forty, abandoned=4, mean_wait_s=30)
    found = patience_by_queue(demand_scenario(rows))["a"]
    assert found.patience_s == 300  # 40 contacts of 30 s each for 4 that left
    assert found.source is PatienceSource.RECORDS
    assert found.abandoned == 5 * 8 * 4


def test_censored_exponential_patience_is_recovered_from_simulated_waits() -> None:
    rng = np.random.default_rng(11)
    patience, offered_wait = rng.exponential(240, 40_000), rng.exponential(60, 40_000)
    left, waited = patience < offered_wait, np.minimum(patience, offered_wait)
    row = HistoryRow(
        interval_start=dt.datetime.fromisoformat("2026-02-25T09:00"),
        queue="a",
        contacts=40_000,
        abandoned=float(left.sum()),
        mean_wait_s=float(waited.mean()),
    )
    found = patience_by_queue(demand_scenario([row]))["a"].patience_s
    assert found == pytest.approx(240, rel=0.03)
    assert float(waited[left].mean()) < 60  # the mean of those who left is no patience


def test_too_few_abandonments_fall_back_to_the_queue_and_then_to_the_default() -> None:
    # 19 abandonments in all: one fewer than enough.
    rows = history(weeks_before(1), FIRST_DAY, _forty, abandoned=19 / 40, mean_wait_s=30)
    queues = [{"id": "a", "patience_s": 150}, {"id": "b"}]
    found = patience_by_queue(demand_scenario(rows, queues=queues, default_patience_s=90))
    assert (found["a"].patience_s, found["a"].source) == (150, PatienceSource.QUEUE_SETTING)
    assert (found["b"].patience_s, found["b"].source) == (90, PatienceSource.DEFAULT)


def test_abandonments_without_a_wait_are_counted_and_it_is_said_why_they_say_nothing() -> None:
    """A newcomer's 792 recorded abandonments were shown as none."""
    rows = history(weeks_before(1), FIRST_DAY, _forty, abandoned=4)
    found = patience_by_queue(demand_scenario(rows))["a"]
    assert (found.abandoned, found.abandoned_with_wait) == (5 * 8 * 4, 0)
    assert found.source is PatienceSource.DEFAULT
    assert found.why_unused.startswith("no mean wait is recorded beside them")
    rows[0] = rows[0].model_copy(update={"mean_wait_s": 30.0})
    found = patience_by_queue(demand_scenario(rows))["a"]
    assert (found.abandoned, found.abandoned_with_wait) == (5 * 8 * 4, 4)
    assert found.why_unused == "a mean wait is recorded beside 4 of them, and 20 are needed"


def test_nothing_is_said_of_abandonments_that_are_used_or_not_there() -> None:
    rows = history(weeks_before(1), FIRST_DAY, _forty, abandoned=4, mean_wait_s=30)
    assert patience_by_queue(demand_scenario(rows))["a"].why_unused == ""
    rows = history(weeks_before(1), FIRST_DAY, _forty)
    assert patience_by_queue(demand_scenario(rows))["a"].why_unused == ""


def test_records_go_before_the_setting() -> None:
    rows = history(weeks_before(1), FIRST_DAY, _forty, abandoned=4, mean_wait_s=30)
    queues = [{"id": "a", "patience_s": 150}, {"id": "b"}]
    assert patience_by_queue(demand_scenario(rows, queues=queues))["a"].patience_s == 300


def test_neither_the_planned_week_nor_last_year_counts() -> None:
    rows = history(weeks_before(1), FIRST_DAY, _forty, abandoned=4, mean_wait_s=30)
    other = {"abandoned": 40, "mean_wait_s": 1}
    rows += history(FIRST_DAY, FIRST_DAY + dt.timedelta(days=7), _forty, **other)
    rows += history(weeks_before(50), weeks_before(49), _forty, **other)
    assert patience_by_queue(demand_scenario(rows))["a"].patience_s == 300


def test_interval_of_a_mean_taken_from_records() -> None:
    """160 abandonments, as many a day: no more scatter than Poisson, so 1/√160 in logarithms."""
    rows = history(weeks_before(1), FIRST_DAY, _forty, abandoned=4, mean_wait_s=30)
    found = patience_by_queue(demand_scenario(rows))["a"]
    factor = np.exp(1.96 / np.sqrt(160))
    assert found.patience_low_s == pytest.approx(300 / factor, abs=0.1)
    assert found.patience_high_s == pytest.approx(300 * factor, abs=0.1)


def test_days_that_differ_make_the_interval_wider() -> None:
    rows = history(weeks_before(1), FIRST_DAY, _forty, abandoned=4, mean_wait_s=30)
    even = patience_by_queue(demand_scenario(rows))["a"]
    rows = [
        row.model_copy(update={"abandoned": 8.0 if row.interval_start.weekday() % 2 else 1.0})
        for row in rows
    ]
    uneven = patience_by_queue(demand_scenario(rows))["a"]
    assert uneven.patience_low_s is not None
    assert even.patience_low_s is not None
    assert uneven.patience_s / uneven.patience_low_s > 1.5 * even.patience_s / even.patience_low_s


def test_the_interval_holds_the_mean_19_times_in_20() -> None:
    rng, held = np.random.default_rng(2), 0
    for _ in range(100):
        rows = [
            HistoryRow(
                interval_start=dt.datetime.fromisoformat(f"2026-02-{16 + day}T09:00"),
                queue="a",
                contacts=100,
                abandoned=float(rng.poisson(100 * 60 / 300)),
                mean_wait_s=60,
            )
            for day in range(12)
        ]
        found = patience_by_queue(demand_scenario(rows))["a"]
        assert found.patience_low_s is not None
        assert found.patience_high_s is not None
        held += found.patience_low_s <= 300 <= found.patience_high_s
    assert 89 <= held <= 100


def test_no_interval_where_the_mean_is_set_by_hand() -> None:
    found = patience_by_queue(demand_scenario(history(weeks_before(1), FIRST_DAY, _forty)))["a"]
    assert found.patience_low_s is None
    assert found.patience_high_s is None
