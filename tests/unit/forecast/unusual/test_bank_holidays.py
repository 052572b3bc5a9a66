"""What bank holidays do to a forecast: those of the past, and one in the planned week."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

import numpy as np
import pytest

from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.errors import InputError
from allocator.forecast.backtest.backtest import backtest
from allocator.forecast.forecast import forecast, forecast_accuracy, forecast_week
from allocator.forecast.history.arranged import history_table
from tests.demand_scenario import demand_scenario

SUMMER_HOLIDAY = dt.date(2026, 8, 31)
"""Monday, a bank holiday in England and not in Scotland."""

HOURS = [
    {"days": ["mon", "tue", "wed", "thu", "fri", "sat"], "open": "08:00", "close": "12:00"},
    {"days": ["sun"], "open": "10:00", "close": "12:00"},
]


def contacts(day: dt.date) -> float:
    """Contacts of a half-hour: 60 on a Monday, 12 on a Sunday or bank holiday, 30 otherwise."""
    if day.weekday() == 6 or day == SUMMER_HOLIDAY:
        return 12.0
    return 60.0 if day.weekday() == 0 else 30.0


def recorded(first: dt.date, end: dt.date) -> list[HistoryRow]:
    rows: list[HistoryRow] = []
    for n in range((end - first).days):
        day = first + dt.timedelta(days=n)
        for minute in range(600 if contacts(day) == 12 else 480, 720, 30):
            start = dt.datetime.combine(day, dt.time(*divmod(minute, 60)))
            rows += [
                HistoryRow(interval_start=start, queue=queue, contacts=contacts(day), aht_s=200)
                for queue in ("a", "b")
            ]
    return rows


def scenario(
    start: dt.date, nation: str | None = "England", runs_like: str = "sun", **changes: Any
) -> Scenario:
    setting = {"bank_holidays": {"nation": nation, "runs_like": runs_like}} if nation else {}
    return demand_scenario(
        changes.pop("rows", None) or recorded(start - dt.timedelta(weeks=5), start),
        week={"start": start, "days": 7},
        opening_hours=HOURS,
        **setting,
        **changes,
    )


def by_day(week: Scenario) -> dict[int, tuple[int, float]]:
    """Open intervals and contacts of queue a by day of the month."""
    found = defaultdict[int, list[float]](list)
    for row in forecast(week):
        if row.queue == "a":
            found[row.interval_start.day].append(row.forecast_contacts)
    return {day: (len(volumes), sum(volumes)) for day, volumes in found.items()}


def test_a_bank_holiday_of_the_past_is_not_recorded_and_keeps_its_handling_times() -> None:
    after = scenario(dt.date(2026, 9, 7))
    table = history_table(after)
    holiday = table.days.index(SUMMER_HOLIDAY)
    assert np.isnan(table.contacts[holiday]).all()
    assert not table.recorded_days[holiday]
    assert table.recorded_days.sum() == len(table.days) - 1
    assert table.work_s[holiday].sum() == 4 * 2 * 12 * 200


def test_elsewhere_the_same_day_counts_and_another_does_not() -> None:
    table = history_table(scenario(dt.date(2026, 9, 7), "Scotland"))
    assert table.recorded_days[table.days.index(SUMMER_HOLIDAY)]
    assert not table.recorded_days[table.days.index(dt.date(2026, 8, 3))]
    assert table.recorded_days.sum() == len(table.days) - 1


def test_mondays_after_a_bank_holiday_are_as_busy_as_mondays_are() -> None:
    # One quiet Monday in five must not pull the next one down, as it does where it counts.
    kept_out = by_day(scenario(dt.date(2026, 9, 7)))
    counted = by_day(scenario(dt.date(2026, 9, 7), None))
    assert kept_out[7][1] == pytest.approx(8 * 60, rel=0.03)
    assert counted[7][1] < kept_out[7][1] * 0.98
    assert kept_out[8][1] == pytest.approx(8 * 30, rel=0.03)


def test_a_planned_bank_holiday_has_the_hours_and_contacts_of_the_day_it_is_run_like() -> None:
    days = by_day(scenario(SUMMER_HOLIDAY))
    assert days[31][0] == days[6][0] == 2 * 4  # quarter-hours: two hours, as on the Sunday
    assert days[31][1] == pytest.approx(days[6][1], rel=0.02)
    assert days[31][1] == pytest.approx(4 * 12, rel=0.05)


def test_where_it_is_none_the_monday_is_a_monday() -> None:
    days = by_day(scenario(SUMMER_HOLIDAY, "Scotland"))
    assert days[31][0] == 4 * 4
    assert days[31][1] == pytest.approx(8 * 60, rel=0.03)


def test_a_bank_holiday_may_be_run_like_a_saturday() -> None:
    days = by_day(scenario(SUMMER_HOLIDAY, runs_like="sat"))
    assert days[31] == pytest.approx(days[5], rel=0.02)


def test_a_closed_bank_holiday_has_no_requirement() -> None:
    days = by_day(scenario(SUMMER_HOLIDAY, runs_like="closed"))
    assert sorted(days) == [1, 2, 3, 4, 5, 6]


def test_contacts_on_a_day_that_was_closed_for_the_holiday_are_ignored_and_counted() -> None:
    table = history_table(scenario(dt.date(2026, 9, 7), runs_like="closed"))
    assert table.ignored_contacts == 4 * 2 * 12


def test_expected_contacts_follow_the_weekday_that_each_day_is_run_like() -> None:
    table = history_table(scenario(SUMMER_HOLIDAY, None))
    model = backtest(table).chosen.fit(table)
    monday = (SUMMER_HOLIDAY,)
    is_open = np.array([[slot >= 600 for slot in table.slots]])
    usual = model.expected(monday, is_open).sum()
    assert model.expected(monday, is_open, [0]).sum() == usual
    quiet = model.expected(monday, is_open, [6]).sum()
    sunday = model.expected((dt.date(2026, 9, 6),), is_open).sum()
    assert quiet == pytest.approx(sunday, rel=1e-9)
    assert quiet < usual / 2


def test_a_history_of_nothing_but_a_bank_holiday_is_told_as_empty() -> None:
    only = recorded(SUMMER_HOLIDAY, dt.date(2026, 9, 1))
    with pytest.raises(InputError, match="no contacts in the opening hours"):
        history_table(scenario(dt.date(2026, 9, 7), rows=only))


def test_accuracy_counts_a_bank_holiday_of_the_planned_week() -> None:
    # It was left out of what came, as if it had not been recorded.
    week = scenario(SUMMER_HOLIDAY)
    came = recorded(SUMMER_HOLIDAY, dt.date(2026, 9, 7))
    *_, of_all = forecast_accuracy(week, forecast_week(week), came)
    assert of_all.contacts == sum(row.contacts for row in came)


def test_bank_holidays_of_the_year_before_are_known_in_january() -> None:
    # 26 December 2026 is a Saturday, so that Monday the 28th is a bank holiday as well.
    table = history_table(scenario(dt.date(2027, 1, 4)))
    missing = [day for day, there in zip(table.days, table.recorded_days, strict=True) if not there]
    christmas = [dt.date(2026, 12, day) for day in (25, 26, 28)]
    assert missing == [*christmas, dt.date(2027, 1, 1)]
