"""Clock times, weekdays and lists of days as they may be written."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from allocator.domain.clock import (
    AS_WRITTEN,
    ClockMinutes,
    DayList,
    Weekday,
    format_clock,
    parse_clock,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("00:00", 0), ("7:05", 425), ("07:05", 425), ("24:00", 1440), (" 26:30 ", 1590), (450, 450)],
)
def test_clock_times(text: object, minutes: int) -> None:
    assert parse_clock(text) == minutes


@pytest.mark.parametrize(
    "text", ["", "7", "07.30", "07:60", "36:01", "-1:00", "7:5", None, -1, 2161, True, 7.5]
)
def test_what_is_no_clock_time(text: object) -> None:
    with pytest.raises(ValueError, match="is not a clock time"):
        parse_clock(text)


@pytest.mark.parametrize("minutes", [0, 59, 60, 1439, 1440, 2160])
def test_format_is_the_inverse_of_parse(minutes: int) -> None:
    assert parse_clock(format_clock(minutes)) == minutes


def test_bare_number_in_a_file_is_no_clock_time() -> None:
    field = TypeAdapter(ClockMinutes)
    assert field.validate_python(9) == 9
    with pytest.raises(ValidationError, match="is not a clock time"):
        field.validate_python(9, context=AS_WRITTEN)


@pytest.mark.parametrize(
    ("text", "day"), [("mon", "mon"), ("Tues", "tue"), (" SUNDAY ", "sun"), ("thurs", "thu")]
)
def test_weekdays(text: str, day: str) -> None:
    assert TypeAdapter(Weekday).validate_python(text) == day


@pytest.mark.parametrize("text", ["mo", "monkey", "sunny", "", "1"])
def test_what_is_no_weekday(text: str) -> None:
    with pytest.raises(ValidationError, match="is not a weekday; use one of mon, tue"):
        TypeAdapter(Weekday).validate_python(text)


def test_lists_of_days_have_one_spelling() -> None:
    days = TypeAdapter(DayList)
    assert days.validate_python(" Fri|1999-08-27 | all") == "fri|1999-08-27|all"
    for wrong in ("", "fri|", "fri,sat", "27/08/1999", "1999-02-30"):
        with pytest.raises(ValidationError, match="is not a day; use all, mon"):
            days.validate_python(wrong)
