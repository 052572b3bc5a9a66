"""A typical week from numbers a day, and opening hours from records."""

from __future__ import annotations

import datetime as dt

import pytest

from allocator.domain.demand import HistoryRow
from allocator.drafting.assumed_volumes import typical_week
from allocator.drafting.day_texts import parse_opening_hours
from allocator.drafting.observed_hours import observed_hours

MONDAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize("opening", ["mon-fri 08:00-18:00", "all 00:00-24:00", "sat 18:00-02:00"])
def test_contacts_of_a_day_add_up_and_lie_in_the_opening_hours(opening: str) -> None:
    spans = parse_opening_hours(opening)
    rows = typical_week({"mon": 200.0, "sat": 80.0}, spans, "calls", 300, MONDAY)
    wanted = {"mon-fri 08:00-18:00": 200, "all 00:00-24:00": 280, "sat 18:00-02:00": 80}[opening]
    assert sum(row.contacts for row in rows) == pytest.approx(wanted, abs=0.5)
    assert len({row.interval_start for row in rows}) == len(rows)
    assert {row.aht_s for row in rows} == {300}


@pytest.mark.parametrize(
    "hours",
    [
        "mon-fri 08:00-18:00, sat 09:00-13:00",
        "mon wed fri 07:30-21:00",
        "all 00:00-24:00",
        "mon-sun 06:00-26:00",
        "thu-sat 18:00-28:00",
    ],
)
def test_opening_hours_are_found_again_in_records(hours: str) -> None:
    rows: list[HistoryRow] = []
    for week in range(3):
        for span in parse_opening_hours(hours):
            rows += [
                HistoryRow(interval_start=start, queue="a", contacts=1)
                for number, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
                if day in span.days
                for minutes in range(span.open, span.close, 30)
                for start in [
                    dt.datetime.combine(MONDAY, dt.time())
                    + dt.timedelta(days=7 * week + number, minutes=minutes)
                ]
            ]
    rows.append(
        HistoryRow(
            interval_start=rows[0].interval_start - dt.timedelta(hours=3), queue="a", contacts=0
        )
    )
    assert observed_hours(rows, 30) == hours


def test_no_contacts_show_no_hours() -> None:
    assert observed_hours([], 30) is None
