"""Odd days and intervals: found, shown and treated as chosen; lasting changes are none."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from allocator.domain.forecast_settings import OutlierTreatment
from allocator.forecast.forecast import Forecast, forecast_week
from allocator.forecast.history.arranged import history_table
from tests.demand_scenario import FIRST_DAY, demand_scenario, weeks_before
from tests.simulated_demand import Truth, simulated_rows

FIRST = weeks_before(6)
ODD_DAY = dt.date(2026, 2, 24)
ODD_TIME = dt.datetime.fromisoformat("2026-02-17T09:30")


def day_tripled(start: dt.datetime, queue: str) -> float:
    return 3.0 if start.date() == ODD_DAY and queue == "a" else 1.0


def made_from(truth: Truth, outliers: str = "damp", seed: int = 1) -> Forecast:
    rows = simulated_rows(FIRST, FIRST_DAY, truth, seed=seed)
    return forecast_week(demand_scenario(rows, forecast={"outliers": outliers}))


@pytest.mark.parametrize("seed", range(5))
def test_an_odd_day_is_found_and_no_other(seed: int) -> None:
    (found,) = made_from(day_tripled, seed=seed).outliers
    assert (found.day, found.queue, found.slot) == (ODD_DAY, "a", None)
    usual = 8 * 60
    assert found.expected_contacts == pytest.approx(usual, rel=0.15)
    assert found.seen_contacts == pytest.approx(3 * usual, rel=0.25)
    assert found.expected_contacts < found.used_contacts < found.seen_contacts


@pytest.mark.parametrize("seed", range(20))
def test_in_a_history_without_any_next_to_none_is_found(seed: int) -> None:
    table = history_table(demand_scenario(simulated_rows(FIRST, FIRST_DAY, seed=200 + seed)))
    assert len(table.learned().found.outliers) <= 1


def test_an_odd_interval_is_found_and_the_rest_of_its_day_left_alone() -> None:
    rows = simulated_rows(
        FIRST, FIRST_DAY, lambda s, q: 4.0 if (s, q) == (ODD_TIME, "a") else 1.0, seed=3
    )
    table = history_table(demand_scenario(rows))
    learned = table.learned()
    (found,) = learned.found.outliers
    assert (found.day, found.slot, found.queue) == (ODD_TIME.date(), 570, "a")
    changed = learned.contacts != table.contacts
    assert np.argwhere(changed & ~np.isnan(table.contacts)).tolist() == [
        [table.days.index(ODD_TIME.date()), table.slots.index(570), 0]
    ]
    assert found.expected_contacts == pytest.approx(72, rel=0.2)
    assert 72 < found.used_contacts < 130


def test_drop_puts_the_expected_in_and_keep_leaves_all_as_it_came() -> None:
    (dropped,) = made_from(day_tripled, "drop").outliers
    assert dropped.used_contacts == dropped.expected_contacts
    (kept,) = made_from(day_tripled, "keep").outliers
    assert kept.used_contacts == kept.seen_contacts
    rows = simulated_rows(FIRST, FIRST_DAY, day_tripled)
    table = history_table(demand_scenario(rows, forecast={"outliers": "keep"}))
    assert np.array_equal(table.learned().contacts, table.contacts, equal_nan=True)


def test_the_less_of_it_is_kept_the_less_the_odd_day_moves_the_forecast() -> None:
    calm = made_from(lambda _s, _q: 1.0).expected[:, :, 0].sum()
    moved = {
        treatment: made_from(day_tripled, treatment).expected[:, :, 0].sum() / calm - 1
        for treatment in OutlierTreatment
    }
    assert abs(moved[OutlierTreatment.DROP]) < 0.03
    assert moved[OutlierTreatment.DROP] < moved[OutlierTreatment.DAMP] < 0.1
    assert moved[OutlierTreatment.DAMP] < moved[OutlierTreatment.KEEP]


def test_a_day_on_which_nobody_could_call_is_drawn_up() -> None:
    rows = simulated_rows(
        FIRST, FIRST_DAY, lambda s, q: 0.0 if s.date() == ODD_DAY and q == "b" else 1.0
    )
    table = history_table(demand_scenario(rows))
    (found,) = table.learned().found.outliers
    assert (found.day, found.queue, found.seen_contacts) == (ODD_DAY, "b", 0)
    d = table.days.index(ODD_DAY)
    assert table.learned().contacts[d, :, 1].sum() == pytest.approx(found.used_contacts)
    assert 0 < found.used_contacts < found.expected_contacts


@pytest.mark.parametrize("days_ago", [3, 5, 8, 12])
def test_a_new_level_is_no_outlier(days_ago: int) -> None:
    workdays = [FIRST_DAY - dt.timedelta(days=n) for n in range(1, 30)]
    since = [day for day in workdays if day.weekday() < 5][days_ago - 1]
    rows = simulated_rows(FIRST, FIRST_DAY, lambda s, _q: 1.9 if s.date() >= since else 1.0)
    table = history_table(demand_scenario(rows))
    learned = table.learned()
    assert learned.found.outliers == ()
    assert np.array_equal(learned.contacts, table.contacts, equal_nan=True)


def test_a_new_peak_on_every_monday_is_no_outlier() -> None:
    rows = simulated_rows(
        FIRST, FIRST_DAY, lambda s, _q: 4.0 if s.weekday() == 0 and s.hour == 10 else 1.0, seed=2
    )
    found = history_table(demand_scenario(rows)).learned().found.outliers
    assert [one for one in found if one.slot in {600, 630}] == []


def test_an_origin_knows_only_the_outliers_before_it() -> None:
    rows = simulated_rows(FIRST, FIRST_DAY, day_tripled)
    table = history_table(demand_scenario(rows))
    assert table.until(ODD_DAY).found.outliers == ()
    came = table.between(ODD_DAY, ODD_DAY + dt.timedelta(days=1)).contacts
    assert came[0, :, 0].sum() > 1000  # what is forecast is held against what came, untreated


def test_gaps_are_listed_with_what_was_to_be_expected() -> None:
    gone = {dt.date(2026, 2, 10), dt.date(2026, 2, 11)}
    rows = [
        row
        for row in simulated_rows(FIRST, FIRST_DAY)
        if row.interval_start.date() not in gone
        and not (row.interval_start.date() == ODD_DAY and row.interval_start.hour == 9)
    ]
    made = forecast_week(demand_scenario(rows))
    days, hours = made.gaps
    assert (days.first_day, days.last_day, days.from_minutes) == (min(gone), max(gone), None)
    assert (hours.first_day, hours.from_minutes, hours.to_minutes) == (ODD_DAY, 540, 600)
    assert hours.seen_contacts == 0
    assert hours.expected_contacts == pytest.approx(2 * 72 * 1.2, rel=0.2)
    told = made.known["Missing in the history"]
    assert told[0] == "Tue 10 Feb 2026 to Wed 11 Feb 2026: no records; not counted."
    assert told[1].startswith("Tue 24 Feb 2026, 09:00 to 10:00: 0 contacts where about ")
