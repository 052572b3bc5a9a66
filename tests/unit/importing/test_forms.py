"""Dates, times, durations and numbers as exports write them."""

from __future__ import annotations

import datetime as dt

import pytest

from allocator.importing.cell import Cell
from allocator.importing.date_forms import DateForm, parse_date_cell
from allocator.importing.duration_forms import DurationForm, parse_duration
from allocator.importing.number_forms import parse_number
from allocator.importing.time_forms import IntervalTime, parse_moment_cell, parse_time_cell

DAY = dt.date(1999, 8, 22)
NOON = dt.datetime.combine(DAY, dt.time(12, 30))


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("1999-08-22", "yyyy-mm-dd"),
        ("1999/8/22", "yyyy-mm-dd"),
        ("22/08/1999", "dd/mm/yyyy"),
        ("22/8/99", "dd/mm/yyyy"),
        ("22.08.1999", "dd.mm.yyyy"),
        ("22-08-1999", "dd/mm/yyyy"),
        ("08/22/1999", "mm/dd/yyyy"),
        ("22-Aug-1999", "dd-mon-yyyy"),
        ("22-Aug-99", "dd-mon-yyyy"),
        ("Sun 22 Aug 1999", "dd-mon-yyyy"),
        ("Sunday, 22nd August 1999", "dd-mon-yyyy"),
        ("Aug 22, 1999", "mon dd yyyy"),
        ("19990822", "yyyymmdd"),
        (19990822, "yyyymmdd"),
        (36394, "excel"),
        ("36394", "excel"),
        (36394.0, "excel"),
        (DAY, "dd/mm/yyyy"),
        (NOON, "excel"),
        ("22/08/1999 00:00:00", "dd/mm/yyyy"),
    ],
)
def test_date_is_read(cell: Cell, form: DateForm) -> None:
    assert parse_date_cell(cell, form) == DAY


@pytest.mark.parametrize(
    ("cell", "form", "said"),
    [
        ("22/08/1999", "mm/dd/yyyy", "is not a day of the calendar when read as mm/dd/yyyy"),
        ("30.02.1999", "dd.mm.yyyy", "is not a day of the calendar"),
        ("yesterday", "dd/mm/yyyy", "is not a date of the form dd/mm/yyyy"),
        ("22 Foo 1999", "dd-mon-yyyy", "is not a day of the calendar"),
        ("22/08/1999 08:30", "dd/mm/yyyy", "holds more than a date"),
        (12, "excel", "is not a date as Excel numbers them"),
        ("", "excel", "is not a date as Excel numbers them"),
    ],
)
def test_what_is_no_date_is_said_with_a_remedy(cell: Cell, form: DateForm, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        parse_date_cell(cell, form)
    assert "; " in str(caught.value)


@pytest.mark.parametrize(
    ("cell", "minutes", "length"),
    [
        ("08:30", 510, None),
        ("8:30", 510, None),
        ("08:30:00", 510, None),
        ("0830", 510, None),
        ("830", 510, None),
        ("8:30 am", 510, None),
        ("8:30 PM", 1230, None),
        ("12:00 AM", 0, None),
        ("12:30 p.m.", 750, None),
        ("8 am", 480, None),
        ("24:00", 1440, None),
        ("08:00 - 08:30", 480, 30),
        ("08:00-08:15", 480, 15),
        ("08:00 to 09:00", 480, 60),
        ("08:00 – 08:29", 480, 30),
        ("23:30 - 00:00", 1410, 30),
        ("11:30-12:00 pm", 690, 30),
        ("1:00-1:30 pm", 780, 30),
        (dt.time(8, 30), 510, None),
        (8.5 / 24, 510, None),
        (dt.timedelta(hours=8, minutes=30), 510, None),
        (830, 510, None),
    ],
)
def test_time_is_read(cell: Cell, minutes: int, length: int | None) -> None:
    assert parse_time_cell(cell) == IntervalTime(minutes, length)


@pytest.mark.parametrize("cell", ["25:00", "8:75", "13:00 pm", "Total", "", None, "08:00 - noon"])
def test_what_is_no_time_is_said(cell: Cell) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        parse_time_cell(cell)


@pytest.mark.parametrize(
    ("cell", "form", "offset"),
    [
        ("1999-08-22T12:30", "yyyy-mm-dd", None),
        ("1999-08-22 12:30:00.000", "yyyy-mm-dd", None),
        ("1999-08-22T12:30:00+03:00", "yyyy-mm-dd", dt.timedelta(hours=3)),
        ("1999-08-22T12:30:00Z", "yyyy-mm-dd", dt.timedelta()),
        ("1999-08-22T12:30-05:00", "yyyy-mm-dd", -dt.timedelta(hours=5)),
        ("22/08/1999 12:30", "dd/mm/yyyy", None),
        ("22/08/1999, 12:30 pm", "dd/mm/yyyy", None),
        ("Sun 22 Aug 1999 12:30", "dd-mon-yyyy", None),
        ("19990822 1230", "yyyymmdd", None),
        (NOON, "dd/mm/yyyy", None),
        (36394 + 12.5 / 24, "excel", None),
        ("36394.520833333", "excel", None),
    ],
)
def test_date_with_time_is_read(cell: Cell, form: DateForm, offset: dt.timedelta | None) -> None:
    date, time, zone = parse_moment_cell(cell, form)
    assert (date, time) == (DAY, IntervalTime(750))
    assert (zone.utcoffset(None) if zone else None) == offset


def test_interval_may_stand_beside_its_date_or_carry_it_twice() -> None:
    for text in ("22/08/1999 12:30 - 13:00", "22/08/1999 12:30-22/08/1999 13:00"):
        assert parse_moment_cell(text, "dd/mm/yyyy")[:2] == (DAY, IntervalTime(750, 30))


def test_tuesday_with_an_interval_is_no_offset_from_utc() -> None:
    date, time, zone = parse_moment_cell("Tue 24/08/1999 08:00-08:30", "dd/mm/yyyy")
    assert (date, time, zone) == (dt.date(1999, 8, 24), IntervalTime(480, 30), None)


@pytest.mark.parametrize(
    ("cell", "form", "seconds"),
    [
        ("185", "seconds", 185),
        ("185 s", "seconds", 185),
        (185, "seconds", 185),
        ("1,185.5", "seconds", 1185.5),
        ("185000", "milliseconds", 185),
        ("3.5", "minutes", 210),
        ("3.5 min", "minutes", 210),
        ("0.25", "hours", 900),
        ("3:05", "mm:ss", 185),
        ("03:05", "mm:ss", 185),
        (":32", "mm:ss", 32),
        ("75:05", "mm:ss", 4505),
        ("1:03:05", "mm:ss", 3785),
        ("0:03:05", "h:mm:ss", 185),
        ("12:00:00", "h:mm:ss", 43200),
        ("PT3M5S", "iso", 185),
        ("PT1H0M2.5S", "iso", 3602.5),
        (dt.time(0, 3, 5), "excel", 185),
        (dt.timedelta(minutes=3, seconds=5), "excel", 185),
        (185 / 86400, "excel", 185),
        (dt.time(3, 5), "excel_mm:ss", 185),
        (dt.time(0, 3, 5), "mm:ss", 185),
    ],
)
def test_duration_is_read(cell: Cell, form: DurationForm, seconds: float) -> None:
    assert parse_duration(cell, form) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("cell", "form", "said"),
    [
        ("3:05", "seconds", "is not a number"),
        ("3:75", "mm:ss", "more than 59"),
        ("3:05", "h:mm:ss", "is not a duration of the form h:mm:ss"),
        ("185", "mm:ss", "is not a duration of the form mm:ss"),
        ("185", "iso", "is not a duration such as PT3M5S"),
        ("P", "iso", "is not a duration such as PT3M5S"),
        (dt.time(0, 3, 5), "seconds", "is a time of Excel's"),
        ("soon", "excel", "is not one of Excel's times"),
    ],
)
def test_what_is_no_duration_is_said(cell: Cell, form: DurationForm, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        parse_duration(cell, form)
    assert "; " in str(caught.value)


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1234", ".", 1234),
        ("1,234", ".", 1234),
        ("1,234.5", ".", 1234.5),
        ("1.234,5", ",", 1234.5),
        ("3,5", ",", 3.5),
        ("1 234", ".", 1234),
        ("-2", ".", -2),
        (".5", ".", 0.5),
    ],
)
def test_number_is_read(text: str, mark: str, number: float) -> None:
    assert parse_number(text, mark) == number


def test_number_with_the_other_decimal_mark_is_told_apart() -> None:
    with pytest.raises(ValueError, match="set decimal_mark to ',' in the map"):
        parse_number("3,5", ".")
    for text in ("twelve", "", "1.2.3", "."):
        with pytest.raises(ValueError, match="is not a number"):
            parse_number(text)
