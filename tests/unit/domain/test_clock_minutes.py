"""Clock minutes count from the operating date's midnight as the clock on the wall shows them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.tiny_week import AUTUMN, SPRING, tiny_week


@pytest.mark.parametrize(
    ("first_day", "moment_utc", "minutes"),
    [
        (dt.date(2026, 6, 1), "2026-06-03T08:30", 9 * 60 + 30),
        (dt.date(2026, 6, 1), "2026-06-03T00:30", 25 * 60 + 30),
        (dt.date(2026, 6, 1), "2026-06-03T03:00", 4 * 60),
        (SPRING, "2026-03-29T08:00", 9 * 60),
        (AUTUMN, "2026-10-25T00:30", 25 * 60 + 30),
        (AUTUMN, "2026-10-25T01:30", 25 * 60 + 30),
        (AUTUMN, "2026-10-25T09:00", 9 * 60),
    ],
    ids=["day", "past midnight", "day start", "spring", "first 01:30", "second 01:30", "autumn"],
)
def test_clock_minutes(first_day: dt.date, moment_utc: str, minutes: int) -> None:
    grid = tiny_week(first_day=first_day, day_starts_at="04:00").grid
    moment = dt.datetime.fromisoformat(moment_utc).replace(tzinfo=dt.UTC)
    assert grid.clock_minutes(moment) == minutes
    assert grid.clock_minutes(moment.astimezone(grid.zone)) == minutes
