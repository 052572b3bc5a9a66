"""Numbers and dates as a reader sees them."""

from __future__ import annotations

import datetime as dt

import pytest

from allocator.report.formats import compact, date_range, number, percent, signed


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (number(7501.4), "7\u202f501"),
        (number(-3.44, 1), "−3.4"),
        (number(-0.04, 1), "0.0"),
        (signed(3.4), "+3.4"),
        (signed(-0.2), "−0.2"),
        (signed(0.04), "0.0"),
        (percent(0.5433), "54%"),
        (percent(0.0123, 2), "1.23%"),
        (compact(41.5), "41.5"),
        (compact(0.25), "0.25"),
        (compact(8.0), "8"),
        (compact(1200), "1\u202f200"),
    ],
)
def test_numbers(shown: str, expected: str) -> None:
    assert shown == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("1999-08-22", "1999-08-28", "Sunday 22 to Saturday 28 August 1999"),
        ("2026-06-29", "2026-07-05", "Monday 29 June to Sunday 5 July 2026"),
        ("2026-12-28", "2027-01-03", "Monday 28 December 2026 to Sunday 3 January 2027"),
    ],
)
def test_weeks(first: str, last: str, expected: str) -> None:
    assert date_range(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == expected
