"""Opening hours and contacts a day as people type them."""

from __future__ import annotations

import pytest

from allocator.domain.clock import WEEKDAYS, format_clock
from allocator.drafting.day_texts import (
    day_starts_at,
    names_no_day,
    opening_hours_text,
    parse_contacts,
    parse_opening_hours,
)

WORKDAYS = WEEKDAYS[:5]


def spans(text: str) -> list[tuple[str, str]]:
    """Days joined, and the hours."""
    return [
        (" ".join(span.days), f"{format_clock(span.open)}-{format_clock(span.close)}")
        for span in parse_opening_hours(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "mon-fri 08:00-18:00, sat 09:00-13:00",
            [("mon tue wed thu fri", "08:00-18:00"), ("sat", "09:00-13:00")],
        ),
        ("Monday to Friday 8-18", None),
        (
            "weekdays 8am-6pm; weekend 9am - 1pm",
            [("mon tue wed thu fri", "08:00-18:00"), ("sat sun", "09:00-13:00")],
        ),
        ("mon, wed, fri 09:00-12:30", [("mon wed fri", "09:00-12:30")]),
        ("mon/wed 09:00-12:30, sun closed", [("mon wed", "09:00-12:30")]),
        ("09:00-17:00", [(" ".join(WEEKDAYS), "09:00-17:00")]),
        (
            "mon 08:00-12:00 and 13:00-17:00",
            [("mon", "08:00-12:00"), ("mon", "13:00-17:00")],
        ),
        ("mon 08:00-12:00, 13:00-17:00", [("mon", "08:00-12:00"), ("mon", "13:00-17:00")]),
        ("fri sat 22:00-02:00", [("fri sat", "22:00-26:00")]),
        ("fri-mon 10:00-26:00", [("fri sat sun mon", "10:00-26:00")]),
        ("sat: 09:00–13:00", [("sat", "09:00-13:00")]),
        ("all 00:00-24:00", [(" ".join(WEEKDAYS), "06:00-30:00")]),
        ("daily 24h", [(" ".join(WEEKDAYS), "06:00-30:00")]),
        ("00:00-00:00", [(" ".join(WEEKDAYS), "06:00-30:00")]),
        ("mon 9am-5.30pm, tue 9 to 17:30", [("mon", "09:00-17:30"), ("tue", "09:00-17:30")]),
        ("mon-tue 22:00-06:00", [("mon tue", "22:00-30:00")]),
        ("mon 22-6, tue 6pm-2am", [("mon", "22:00-30:00"), ("tue", "18:00-26:00")]),
        ("mon 9pm-5, tue 18:00-0:00", [("mon", "21:00-29:00"), ("tue", "18:00-24:00")]),
        ("mon 9-12, tue 8-12.30", [("mon", "09:00-12:00"), ("tue", "08:00-12:30")]),
        ("mon 02:00-06:00, tue 12-5pm", [("mon", "02:00-06:00"), ("tue", "12:00-17:00")]),
        ("mon-fri 00:00-24:00", [("mon tue wed thu fri", "00:00-24:00")]),
    ],
)
def test_opening_hours(text: str, expected: list[tuple[str, str]] | None) -> None:
    if expected is None:
        with pytest.raises(ValueError, match="is not a weekday"):
            parse_opening_hours(text)
    else:
        assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "ends without a value"),
        ("mon-fri", "ends without a value"),
        ("mon-fri closed", "leaves the centre closed all week"),
        ("xyz 08:00-18:00", "'xyz' is not a weekday"),
        ("mon 08:00", "is not a span of hours"),
        ("mon 08:00-25:99", "is not a time of day"),
        ("mon 08:10-18:00", "does not lie on quarter-hours"),
        ("mon-fri 08:00-18:00, fri 17:00-20:00", "gives fri hours that overlap"),
        ("fri 20:00-04:00, sat 02:00-10:00", "closes at 04:00 the next morning"),
        ("??? 08:00-18:00", "has no day that is known"),
    ],
)
def test_faults_have_a_remedy(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        parse_opening_hours(text)
    assert "; " in str(caught.value)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("mon-fri 9-5", "9am-5pm, or 09:00-29:00 if it closes at 05:00 the next morning"),
        (
            "mon-fri 9 to 5.30",
            "9am-5:30pm, or 09:00-29:30 if it closes at 05:30 the next morning",
        ),
        ("Sat 10-2", "10am-2pm, or 10:00-26:00 if it closes at 02:00 the next morning"),
        ("9:00-5:00", "9am-5pm, or 09:00-29:00 if it closes at 05:00 the next morning"),
        ("9am-5", "9am-5pm, or 09:00-29:00 if it closes at 05:00 the next morning"),
        ("9-5am", "9pm-5am, or 09:00-29:00 if it closes at 05:00 the next morning"),
        ("12-5", "12pm-5pm, or 12:00-29:00 if it closes at 05:00 the next morning"),
        ("mon 1-5", "1pm-5pm, or 01:00-05:00"),
        ("mon 1-5pm", "1pm-5pm, or 01:00-17:00"),
        ("9-9", "9am-9pm, or 09:00-33:00 if it is open round the clock"),
        ("06:00-06:00", "6am-6pm, or 06:00-30:00 if it is open round the clock"),
    ],
)
def test_hours_that_can_be_meant_in_two_ways_are_given_back_with_both(
    text: str, readings: str
) -> None:
    with pytest.raises(ValueError, match=r"in two ways|where it starts") as caught:
        parse_opening_hours(text)
    assert str(caught.value).partition("; write ")[2] == readings
    for reading in readings.split(", or "):  # either, typed as it stands, is understood
        assert parse_opening_hours(reading.partition(" if ")[0])


def test_opening_hours_are_shown_as_they_would_be_typed() -> None:
    text = "mon-fri 08:00-18:00, sat 09:00-13:00"
    assert opening_hours_text(parse_opening_hours(text)) == text
    shown = opening_hours_text(parse_opening_hours("mon wed 8am-12, fri-sun 6pm-2am"))
    assert shown == "mon wed 08:00-12:00, fri-sun 18:00-26:00"


@pytest.mark.parametrize(
    ("text", "is_so"),
    [("8am to 8pm", True), (" 24h", True), ("mon 08:00-20:00", False), ("all 24h", False)],
)
def test_hours_without_a_day_are_known(text: str, *, is_so: bool) -> None:
    assert names_no_day(text) is is_so


def test_operating_day_begins_when_the_latest_has_ended() -> None:
    assert day_starts_at(parse_opening_hours("mon-fri 08:00-18:00")) == 0
    assert day_starts_at(parse_opening_hours("fri 18:00-02:00, sat 10:00-18:00")) == 120
    assert day_starts_at(parse_opening_hours("all 00:00-24:00")) == 360


def test_contacts_a_day() -> None:
    assert parse_contacts("mon-fri 200, sat 80.5") == {
        **dict.fromkeys(WORKDAYS, 200.0),
        "sat": 80.5,
    }
    assert parse_contacts("300 calls a day") == dict.fromkeys(WEEKDAYS, 300.0)
    with pytest.raises(ValueError, match="gives mon two numbers"):
        parse_contacts("mon-fri 200, mon 250")
    with pytest.raises(ValueError, match="is not a number of contacts"):
        parse_contacts("mon 20x")
