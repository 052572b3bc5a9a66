"""The parts that the builder of ``scenarios/bank-august`` is made of, each on a few records."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

SCENARIO = Path(__file__).parents[2] / "scenarios" / "bank-august"
sys.path.insert(0, str(SCENARIO))  # the builder's modules live beside the data that they build

from bank_tables import experience, habits, past, people  # noqa: E402
from bank_tables.on_phone import phone_spans  # noqa: E402
from bank_tables.records import (  # noqa: E402
    Contact,
    PresentDay,
    operating_date,
    presence,
    shifts_seen,
)


def call(at: str, queue: str = "PS", service_s: int | None = 60, agent: str = "A01") -> Contact:
    arrived_at = dt.datetime.fromisoformat(f"1999-08-{at}")
    return Contact(arrived_at, queue, 0, 0, service_s, agent if service_s is not None else "")


def seen(first: str, last: str) -> PresentDay:
    start, end = (dt.datetime.fromisoformat(f"1999-08-{text}") for text in (first, last))
    return PresentDay("A01", operating_date(start), start, end)


def test_presence_runs_over_midnight_and_leaves_out_services_of_no_length() -> None:
    days = presence(
        [
            call("02 16:00:00", service_s=0),
            call("02 16:05:00"),
            call("03 00:02:00", service_s=51),
            call("03 05:00:00", service_s=None),
        ]
    )
    assert days == [seen("02 16:05:00", "03 00:02:51")]


def test_half_an_hour_is_a_shift_and_a_minute_less_is_none() -> None:
    kept = seen("02 16:00:00", "02 16:30:00")
    assert shifts_seen([kept, seen("03 16:00:00", "03 16:29:59")]) == [kept]


def test_waits_under_a_quarter_of_an_hour_are_on_the_phone_and_longer_ones_are_not() -> None:
    spans = phone_spans(
        [
            call("02 10:00:00", service_s=60),
            call("02 10:15:59", service_s=60),
            call("02 10:31:59", service_s=60),
        ]
    )
    assert [(span.end - span.start).total_seconds() for span in spans] == [60, 959, 60]


def test_a_factor_is_shrunk_by_twenty_contacts_at_the_mean() -> None:
    assert experience.shrunk_factor(handled_s=4_000, expected_s=2_000, contacts=20) == 1.5
    assert experience.shrunk_factor(handled_s=4_000, expected_s=2_000, contacts=180) == 1.9


@pytest.mark.parametrize(
    ("count", "level"), [(1, 1), (49, 1), (50, 2), (299, 2), (300, 3), (3_000, 3)]
)
def test_levels_go_by_contacts(count: int, level: int) -> None:
    assert experience.level_of(count) == level


def test_four_calls_make_no_skill_unless_there_is_no_other() -> None:
    calls = [call("02 10:00:00", "PS")] * 5 + [call("02 10:00:00", "NE")] * 4
    calls += [call("02 10:00:00", "IN", agent="A34")] * 3
    assert experience.skill_rows(calls, ["A01", "A34"], ("PS", "NE", "IN")) == [
        ["A01", "PS", 1, "1.00"],
        ["A34", "IN", 1, "1.00"],
    ]


def test_weekly_hours_are_the_mean_of_the_weeks_seen_in_halves() -> None:
    days = [seen("02 08:00:00", "02 16:00:00"), seen("09 08:00:00", "09 15:30:00")]
    assert people.weekly_hours(days, weeks_seen=1) == 15.5
    assert people.weekly_hours(days, weeks_seen=2) == 8.0  # 7.75 is rounded up
    assert people.weekly_hours(days[:1], weeks_seen=3) == people.FEWEST_HOURS


def test_unsocial_hours_are_weighted_and_end_with_the_span() -> None:
    evening = (("mon", "tue"), 20 * 60, 24 * 60, 1.0)
    saturday = (("sat",), 21 * 60 + 30, 24 * 60, 2.0)
    spans = [evening, saturday]
    assert past.unsocial_hours(seen("02 16:00:00", "03 00:10:00"), spans) == 4.0
    assert past.unsocial_hours(seen("02 16:00:00", "02 19:59:00"), spans) == 0.0
    assert past.unsocial_hours(seen("07 21:28:00", "07 23:00:00"), spans) == 3.0


def test_shifts_worked_are_widened_to_whole_minutes() -> None:
    start, end = past.whole_minutes(seen("02 16:00:59", "03 00:02:01"))
    assert start == dt.datetime.fromisoformat("1999-08-02 16:00:00")
    assert end == dt.datetime.fromisoformat("1999-08-03 00:03:00")


@pytest.mark.parametrize(
    ("clock", "part"),
    [("06:56", "early"), ("09:52", "early"), ("09:53", "middle"), ("13:54", "late")],
)
def test_the_part_of_the_day_is_that_of_the_nearest_quarter(clock: str, part: str) -> None:
    assert habits.part_of_day(dt.datetime.fromisoformat(f"1999-08-02 {clock}:00")) == part


def test_a_habit_takes_four_days_in_five_of_six_or_more() -> None:
    early = [seen(f"0{day} 08:00:00", f"0{day} 16:00:00") for day in (1, 2, 3, 4, 5)]
    late = [seen(f"{day} 16:00:00", f"{day} 23:00:00") for day in (10, 11)]
    fridays = [seen("06 08:00:00", "06 14:00:00"), seen("13 08:00:00", "13 14:00:00")]
    assert habits.preferred_part(early) is None  # five days
    assert habits.preferred_part(early + fridays) is None  # Fridays do not count
    assert habits.preferred_part(early + late[:1]) == "early"  # five of six
    assert habits.preferred_part(early + late) is None  # five of seven
