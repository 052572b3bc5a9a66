"""The forecast of the planned week as a whole."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import numpy as np
import pytest

from allocator.domain.demand import HistoryRow
from allocator.forecast.forecast import forecast, forecast_accuracy, forecast_week
from tests.demand_scenario import FIRST_DAY, demand_scenario, history, weeks_before


def _noisy(seed: int, weekly: float = 1.0):
    rng = np.random.default_rng(seed)
    start = weeks_before(4)

    def volume(day: dt.date, minute: int, queue: str) -> float:
        shape = 1.5 if minute < 600 else 0.8
        rate = {"a": 40.0, "b": 3.0}[queue] * shape * weekly ** ((day - start).days // 7)
        return float(rng.poisson(rate))

    return volume


def _rows(weekly: float = 1.0) -> list[HistoryRow]:
    return history(weeks_before(4), FIRST_DAY, _noisy(1, weekly), abandoned=2, mean_wait_s=20)


def test_one_row_per_open_interval_and_queue_in_time_order() -> None:
    scenario = demand_scenario(_rows())
    requirements = forecast(scenario)
    assert [(row.interval_start, row.queue) for row in requirements] == [
        (scenario.grid.moment(index), queue)
        for index in scenario.open_intervals
        for queue in ("a", "b")
    ]
    assert {row.pool for row in requirements} == {"main"}
    assert all(row.expected_service_level is None for row in requirements)


def test_a_half_hour_is_split_evenly_over_its_quarter_hours() -> None:
    made = forecast_week(demand_scenario(_rows()))
    by_half_hour: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
    for row in made.requirements:
        minute = row.interval_start.hour * 60 + row.interval_start.minute
        if row.interval_start.date() == FIRST_DAY:
            by_half_hour[row.queue, minute // 30 * 30].append(row.forecast_contacts)
    for (queue, slot), parts in by_half_hour.items():
        assert len(parts) == 2
        assert parts[0] == parts[1]
        whole = made.expected[0, made.slots.index(slot), made.queues.index(queue)]
        assert sum(parts) == pytest.approx(whole, abs=1e-4)


def test_half_an_open_half_hour_takes_all_of_its_contacts() -> None:
    # Open from a quarter past eight: the half-hour's contacts all came in its second half.
    hours = [{"days": ["mon", "tue", "wed", "thu", "fri"], "open": "08:15", "close": "12:00"}]
    made = forecast_week(demand_scenario(_rows(), opening_hours=hours))
    assert made.requirements[0].interval_start.minute == 15
    assert made.requirements[0].forecast_contacts == pytest.approx(made.expected[0, 0, 0], abs=1e-4)


def test_rows_of_the_planned_week_change_nothing() -> None:
    later = history(FIRST_DAY, FIRST_DAY + dt.timedelta(days=7), lambda *_: 9999.0, aht_s=999)
    with_later = forecast_week(demand_scenario(_rows() + later))
    without = forecast_week(demand_scenario(_rows()))
    assert with_later.requirements == without.requirements
    assert with_later.ignored_contacts == 0


def test_the_order_of_the_rows_changes_nothing() -> None:
    assert forecast(demand_scenario(_rows()[::-1])) == forecast(demand_scenario(_rows()))


def test_values_are_rounded_as_they_will_be_written() -> None:
    for row in forecast(demand_scenario(_rows())):
        assert row.forecast_contacts == round(row.forecast_contacts, 4)
        assert row.aht_s == round(row.aht_s, 1)
        assert row.patience_s == round(row.patience_s, 1)
        assert row.forecast_p10 == int(row.forecast_p10)
        assert row.forecast_p10 <= row.forecast_p90


def test_range_of_a_sparse_queue_is_no_narrower_than_chance() -> None:
    rows = forecast(demand_scenario(_rows()))
    sparse = [row for row in rows if row.queue == "b"]
    assert all(row.forecast_p90 >= row.forecast_contacts for row in sparse)
    assert all(row.forecast_p10 == 0 for row in sparse if row.forecast_contacts < 2)


def test_planned_week_is_forecast_better_than_by_either_baseline() -> None:
    rows = _rows(weekly=0.85)
    scenario = demand_scenario(rows)
    rng = np.random.default_rng(99)
    level = 0.85**4
    actual = history(
        FIRST_DAY,
        FIRST_DAY + dt.timedelta(days=7),
        lambda _d, minute, queue: float(
            rng.poisson({"a": 40.0, "b": 3.0}[queue] * (1.5 if minute < 600 else 0.8) * level)
        ),
    )
    made = forecast_week(scenario)
    *_, every = forecast_accuracy(scenario, made, actual)
    assert every.wape_share < min(every.last_week_wape_share, every.weekday_mean_wape_share)
    assert every.contacts == sum(row.contacts for row in actual)
    assert every.range_share is not None
    assert every.range_share > 0.7


def test_accuracy_leaves_out_a_day_without_records() -> None:
    scenario = demand_scenario(_rows())
    made = forecast_week(scenario)
    monday = history(FIRST_DAY, FIRST_DAY + dt.timedelta(days=1), lambda *_: 10.0)
    *_, every = forecast_accuracy(scenario, made, monday)
    assert every.contacts == 160
    assert every.bias_share == pytest.approx(made.expected[0].sum() / 160 - 1)


def test_an_open_day_without_history_is_said_so() -> None:
    hours = [
        {"days": ["mon", "tue", "wed", "thu", "fri", "sat"], "open": "08:00", "close": "12:00"}
    ]
    made = forecast_week(demand_scenario(_rows(), opening_hours=hours))
    assert made.days_without_history == (FIRST_DAY + dt.timedelta(days=5),)
    assert any("Sat 7 Mar: no history" in remark for remark in made.remarks)


def _night_forecast(sunday: dt.date) -> dict[tuple[int, dt.timedelta | None], float]:
    """Contacts of queue a by clock hour and offset, of a Sunday open from midnight to four."""
    rows = [
        HistoryRow(
            interval_start=dt.datetime.combine(
                sunday - dt.timedelta(weeks=weeks), dt.time(hour, half)
            ),
            queue="a",
            contacts=10.0 + 10 * hour,
            aht_s=100,
        )
        for weeks in (2, 1)
        for hour in range(4)
        for half in (0, 30)
    ]
    scenario = demand_scenario(
        rows,
        week={"start": sunday, "days": 1},
        opening_hours=[{"days": ["sun"], "open": "00:00", "close": "04:00"}],
    )
    by_hour: defaultdict[tuple[int, dt.timedelta | None], float] = defaultdict(float)
    for row in forecast(scenario):
        if row.queue == "a":
            by_hour[row.interval_start.hour, row.interval_start.utcoffset()] += (
                row.forecast_contacts
            )
    return dict(by_hour)


def test_a_week_with_a_clock_change_keeps_clock_times() -> None:
    # The clocks go forward on Sunday 29 March 2026: that day has no 01:30, and 03:00 comes an
    # hour of elapsed time earlier.
    by_hour = {hour: n for (hour, _), n in _night_forecast(dt.date(2026, 3, 29)).items()}
    assert sorted(by_hour) == [0, 2, 3]
    assert by_hour[3] == pytest.approx(77.5, rel=0.02)  # 80, smoothed with its neighbours


def test_the_hour_that_the_clocks_repeat_brings_its_contacts_each_time() -> None:
    found = _night_forecast(dt.date(2026, 10, 25))
    usual = _night_forecast(dt.date(2026, 10, 18))
    repeated = [n for (hour, _), n in found.items() if hour == 1]
    expected = [n for (hour, _), n in usual.items() if hour == 1]
    assert repeated == pytest.approx(expected * 2, rel=1e-3)
