"""History rows arranged by day, interval and queue, and what is left out."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from allocator.domain.demand import HistoryRow
from allocator.errors import InputError
from allocator.forecast.history.arranged import history_table
from tests.demand_scenario import FIRST_DAY, demand_scenario, history, weeks_before


def _forty(_day: dt.date, _minute: int, _queue: str) -> float:
    return 40.0


def _row(text: str, contacts: float, queue: str = "a") -> HistoryRow:
    return HistoryRow(
        interval_start=dt.datetime.fromisoformat(text), queue=queue, contacts=contacts, aht_s=100
    )


def test_rows_fall_into_their_places() -> None:
    rows = history(weeks_before(1), FIRST_DAY, _forty)
    table = history_table(demand_scenario(rows))
    assert table.days == tuple(weeks_before(1) + dt.timedelta(days=n) for n in range(5))
    assert table.slots == tuple(range(480, 720, 30))
    assert table.contacts.shape == (5, 8, 2)
    assert (table.contacts == 40).all()
    assert table.work_s.sum() == 5 * 8 * 2 * 40 * 180


def test_handled_contacts_are_those_not_abandoned() -> None:
    rows = history(weeks_before(1), FIRST_DAY, _forty, abandoned=10)
    table = history_table(demand_scenario(rows))
    assert table.answered[0, 0, 0] == 30


def test_contacts_outside_opening_hours_are_counted_and_left_out() -> None:
    rows = history(weeks_before(1), FIRST_DAY, _forty)
    rows += [_row("2026-02-23T07:30", 3), _row("2026-02-23T12:00", 4), _row("2026-02-28T09:00", 5)]
    table = history_table(demand_scenario(rows))
    assert table.ignored_contacts == 12
    assert np.nansum(table.contacts) == 5 * 8 * 2 * 40


def test_rows_of_the_planned_week_are_not_read() -> None:
    rows = history(weeks_before(2), FIRST_DAY + dt.timedelta(days=7), _forty)
    table = history_table(demand_scenario(rows))
    assert max(table.days) < FIRST_DAY


def test_after_midnight_belongs_to_the_day_before() -> None:
    rows = [_row("2026-02-23T23:30", 7), _row("2026-02-24T00:30", 9)]
    week = {"start": FIRST_DAY, "days": 7, "day_starts_at": "04:00"}
    hours = [{"days": ["mon"], "open": "23:00", "close": "25:00"}]
    table = history_table(demand_scenario(rows, week=week, opening_hours=hours))
    assert table.days == (dt.date(2026, 2, 23),)
    assert dict(zip(table.slots, table.contacts[0, :, 0], strict=True)) == {
        1380: 0,
        1410: 7,
        1440: 0,
        1470: 9,
    }


def test_a_day_without_rows_is_missing_and_not_empty() -> None:
    gone = weeks_before(1) + dt.timedelta(days=2)
    rows = history(weeks_before(2), FIRST_DAY, _forty)
    rows = [row for row in rows if row.interval_start.date() != gone]
    table = history_table(demand_scenario(rows))
    assert not table.recorded_days[table.days.index(gone)]
    assert np.isnan(table.contacts[table.days.index(gone)]).all()


def test_an_hour_with_next_to_nothing_on_a_busy_day_was_not_recorded() -> None:
    faulty = dt.datetime.fromisoformat("2026-02-18T09:00")
    rows = [
        row.model_copy(update={"contacts": 1.0}) if row.interval_start == faulty else row
        for row in history(weeks_before(3), FIRST_DAY, _forty)
        if row.interval_start.isoformat() != "2026-02-19T09:30:00"  # one left out altogether
    ]
    table = history_table(demand_scenario(rows))
    assert table.unrecorded == 2
    missing = table.is_open & ~table.recorded & table.recorded_days[:, None]
    found = {
        (str(table.days[d]), table.slots[b]) for d, b in zip(*np.nonzero(missing), strict=True)
    }
    assert found == {("2026-02-18", 540), ("2026-02-19", 570)}


def test_a_quiet_interval_stays_a_count_of_zero() -> None:
    rows = history(weeks_before(3), FIRST_DAY, lambda day, minute, queue: float(day.day % 2))
    table = history_table(demand_scenario(rows))
    assert table.unrecorded == 0


def test_latest_stretch_ends_at_a_long_gap_and_passes_over_a_short_one() -> None:
    # As in the bank's records: months between, and two days missing inside.
    rows = history(weeks_before(20), weeks_before(16), _forty)
    rows += [
        row
        for row in history(weeks_before(3), FIRST_DAY, _forty)
        if row.interval_start.date().isoformat() not in {"2026-02-16", "2026-02-17"}
    ]
    stretch = history_table(demand_scenario(rows)).latest_stretch()
    assert stretch.days[0] == weeks_before(3)
    assert stretch.recorded_days.sum() == 13


def test_latest_stretch_holds_six_weeks_at_most() -> None:
    rows = history(weeks_before(12), FIRST_DAY, _forty)
    stretch = history_table(demand_scenario(rows)).latest_stretch()
    assert weeks_before(6) <= stretch.days[0] <= weeks_before(6) + dt.timedelta(days=3)


@pytest.mark.parametrize("volume", [None, 0.0])
def test_a_history_without_contacts_is_refused(volume: float | None) -> None:
    rows = [] if volume is None else history(weeks_before(1), FIRST_DAY, lambda *_: volume)
    with pytest.raises(InputError, match=r"history\.csv: holds no contacts"):
        history_table(demand_scenario(rows))
