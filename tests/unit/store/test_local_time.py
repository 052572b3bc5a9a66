"""Local times on the days on which clocks change."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from allocator.store.local_time import exists, is_repeated, parse_clock_reading, parse_moment

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("clock", "there", "twice"),
    [
        ("2026-03-29T00:59", True, False),
        ("2026-03-29T01:00", False, False),
        ("2026-03-29T01:59", False, False),
        ("2026-03-29T02:00", True, False),
        ("2026-10-25T00:59", True, False),
        ("2026-10-25T01:00", True, True),
        ("2026-10-25T01:59", True, True),
        ("2026-10-25T02:00", True, False),
    ],
)
def test_times_around_the_changes(clock: str, there: bool, twice: bool) -> None:
    local = dt.datetime.fromisoformat(clock)
    assert (exists(local, LONDON), is_repeated(local, LONDON)) == (there, twice)


def test_local_time_gets_the_offset_of_its_day() -> None:
    assert parse_moment("2026-03-28 09:00", LONDON).isoformat() == "2026-03-28T09:00:00+00:00"
    assert parse_moment("2026-03-29 09:00", LONDON).isoformat() == "2026-03-29T09:00:00+01:00"


def test_offset_tells_the_two_readings_of_the_repeated_hour_apart() -> None:
    first = parse_moment("2026-10-25T01:30+01:00", LONDON)
    second = parse_moment("2026-10-25T01:30+00:00", LONDON)
    assert (first.fold, second.fold) == (0, 1)
    assert second.timestamp() - first.timestamp() == 3600


def test_clock_reading_drops_the_offset_after_applying_it() -> None:
    reading = parse_clock_reading("2026-07-01T08:00Z", LONDON)
    assert (reading.isoformat(), reading.tzinfo) == ("2026-07-01T09:00:00", None)


@pytest.mark.parametrize("text", ["2026-07-01", "08:00", "2026-7-1T08:00", "20260701T0800", "now"])
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date and time; write it like"):
        parse_moment(text, LONDON)
