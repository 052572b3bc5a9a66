"""Days as headings name them."""

from __future__ import annotations

import datetime as dt

import pytest

from allocator.rota_files.day_headings import DayHeading, day_heading

WEEK = tuple(dt.date(2026, 8, 31) + dt.timedelta(days=n) for n in range(7))
"""Monday 31 August to Sunday 6 September 2026."""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Mon", 0),
        ("monday", 0),
        ("Tues", 1),
        ("Weds.", 2),
        ("THURSDAY", 3),
        ("Mon 31/08", 0),
        ("Mon31/08", 0),
        ("Mon, 31/08/2026", 0),
        ("Monday 31 August", 0),
        ("31/08", 0),
        ("31.8.", 0),
        ("31-Aug", 0),
        ("Mon 31-08", 0),
        ("31-08-2026", 0),
        ("31st Aug 2026", 0),
        ("Aug 31", 0),
        ("August 31, 2026", 0),
        ("31/08/26", 0),
        ("2026-08-31", 0),
        ("2026/8/31", 0),
        ("Tue 1", 1),
        ("01/09", 1),
        ("09/01", 1),  # month first: the reading that lies in the week
        ("Sun 06.09.2026", 6),
    ],
)
def test_headings_of_planned_days(text: str, number: int) -> None:
    assert day_heading(text, WEEK) == DayHeading(text, WEEK[number])


def test_dates_of_excel() -> None:
    assert day_heading(dt.datetime.fromisoformat("2026-09-02T00:00"), WEEK) == DayHeading(
        "Wed 2 Sep", WEEK[2]
    )
    assert day_heading(dt.date(2026, 9, 9), WEEK) == DayHeading("Wed 9 Sep", None)


@pytest.mark.parametrize("text", ["07/09", "2026-08-30", "Mon 07/09/2026", "31/08/2025"])
def test_days_of_other_weeks_are_known_as_such(text: str) -> None:
    assert day_heading(text, WEEK) == DayHeading(text, None)


def test_weekday_that_the_planned_days_lack() -> None:
    assert day_heading("Sun", WEEK[:5]) == DayHeading("Sun", None)


@pytest.mark.parametrize(
    "text",
    ["", "Name", "Hours", "Monthly", "37.5", "12", "31/31", "32 Aug", "9-17", "8-16.30", "14.5"],
)
def test_other_headings_name_no_day(text: str) -> None:
    assert day_heading(text, WEEK) is None


def test_number_of_excel_is_no_day() -> None:
    assert day_heading("1.9", WEEK) == DayHeading("1.9", WEEK[1])
    assert day_heading(1.9, WEEK) is None


@pytest.mark.parametrize(
    ("text", "days", "message"),
    [
        ("Tue 31/08", WEEK, "is not a Tue .Mon 31 Aug is.; correct"),
        ("Mon", (*WEEK, dt.date(2026, 9, 7)), "on several of the planned days; write the date"),
        # Of six weeks from the end of January, 2 February and 2 March are both a Monday.
        (
            "Mon 2",
            tuple(dt.date(2026, 1, 26) + dt.timedelta(days=n) for n in range(42)),
            "on several of the planned days; write the month as well, such as Mon 02/02",
        ),
    ],
)
def test_contradictions(text: str, days: tuple[dt.date, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        day_heading(text, days)
