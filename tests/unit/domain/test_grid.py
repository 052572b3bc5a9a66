"""The time grid: ordinary weeks, both changes of the clocks, midnight and operating days."""

from __future__ import annotations

import datetime as dt

import pytest

from allocator.domain.grid import UTC, TimeGrid

SPRING = dt.date(2026, 3, 29)
AUTUMN = dt.date(2026, 10, 25)


def grid_of(
    first_day: dt.date,
    *,
    day_count: int = 7,
    day_starts_at: dt.time = dt.time(0),
    interval_minutes: int = 15,
    time_zone: str = "Europe/London",
) -> TimeGrid:
    return TimeGrid(
        time_zone=time_zone,
        first_day=first_day,
        day_count=day_count,
        day_starts_at=day_starts_at,
        interval_minutes=interval_minutes,
    )


@pytest.mark.parametrize(
    ("day", "intervals"), [(dt.date(2026, 3, 2), 96), (SPRING, 92), (AUTUMN, 100)]
)
def test_quarter_hours_of_a_day(day: dt.date, intervals: int) -> None:
    grid = grid_of(day, day_count=1)
    assert grid.interval_count == intervals
    assert grid.day_bounds == (0, intervals)


@pytest.mark.parametrize(("change", "intervals"), [(SPRING, 668), (AUTUMN, 676)])
def test_week_that_holds_a_change(change: dt.date, intervals: int) -> None:
    grid = grid_of(change - dt.timedelta(days=3))
    assert grid.interval_count == intervals
    lengths = [
        end - start for start, end in zip(grid.day_bounds, grid.day_bounds[1:], strict=False)
    ]
    assert lengths == [96, 96, 96, intervals - 6 * 96, 96, 96, 96]


@pytest.mark.parametrize("day", [dt.date(2026, 3, 2), SPRING, AUTUMN])
@pytest.mark.parametrize("time_zone", ["Europe/London", "Asia/Jerusalem", "Asia/Kolkata", "UTC"])
def test_intervals_follow_one_another_and_find_themselves(day: dt.date, time_zone: str) -> None:
    grid = grid_of(day, day_count=2, time_zone=time_zone)
    moments = [grid.moment(index) for index in range(grid.interval_count + 1)]
    assert moments[0] == grid.start
    assert moments[-1] == grid.end
    for index, moment in enumerate(moments):
        assert grid.on_grid(moment)
        assert grid.index(moment) == index
        last_second = moment.astimezone(UTC) + dt.timedelta(minutes=14, seconds=59)
        assert grid.index(last_second) == index
        assert not grid.on_grid(last_second)


def test_both_readings_of_the_repeated_hour_are_intervals_of_their_own() -> None:
    grid = grid_of(AUTUMN, day_count=1)
    assert [grid.moment(index).isoformat() for index in (4, 7, 8, 11, 12)] == [
        "2026-10-25T01:00:00+01:00",
        "2026-10-25T01:45:00+01:00",
        "2026-10-25T01:00:00+00:00",
        "2026-10-25T01:45:00+00:00",
        "2026-10-25T02:00:00+00:00",
    ]


def test_skipped_hour_has_no_interval() -> None:
    grid = grid_of(SPRING, day_count=1)
    assert [grid.moment(index).isoformat() for index in (3, 4)] == [
        "2026-03-29T00:45:00+00:00",
        "2026-03-29T02:00:00+01:00",
    ]
    assert grid.at(SPRING, 90).isoformat() == "2026-03-29T02:30:00+01:00"


@pytest.mark.parametrize(
    ("minutes", "local"),
    [
        (0, "2026-03-02T00:00:00+00:00"),
        (450, "2026-03-02T07:30:00+00:00"),
        (1440, "2026-03-03T00:00:00+00:00"),
        (1560, "2026-03-03T02:00:00+00:00"),
    ],
)
def test_clock_times_past_midnight_fall_on_the_next_date(minutes: int, local: str) -> None:
    assert grid_of(dt.date(2026, 3, 2)).at(dt.date(2026, 3, 2), minutes).isoformat() == local


def test_clock_time_past_midnight_is_wall_clock_on_the_day_of_the_change() -> None:
    grid = grid_of(AUTUMN - dt.timedelta(days=1))
    eve = AUTUMN - dt.timedelta(days=1)
    start, end = grid.at(eve, 22 * 60), grid.at(eve, 30 * 60)
    assert end.isoformat() == "2026-10-25T06:00:00+00:00"
    assert grid.index(end) - grid.index(start) == 9 * 4, "nine hours by a watch"


def test_week_that_starts_on_a_sunday() -> None:
    grid = grid_of(dt.date(1999, 8, 22), time_zone="Asia/Jerusalem")
    assert [f"{day:%a}" for day in grid.days] == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    assert grid.start.isoformat() == "1999-08-22T00:00:00+03:00"
    assert grid.interval_count == 7 * 96


def test_operating_day_that_starts_at_four() -> None:
    grid = grid_of(dt.date(2026, 3, 2), day_starts_at=dt.time(4))
    before, after = grid.at(dt.date(2026, 3, 3), 239), grid.at(dt.date(2026, 3, 3), 240)
    assert grid.operating_date(before) == dt.date(2026, 3, 2)
    assert grid.operating_date(after) == dt.date(2026, 3, 3)
    assert (grid.day_index(before), grid.day_index(after)) == (0, 1)
    assert grid.start.isoformat() == "2026-03-02T04:00:00+00:00"
    assert grid.end.isoformat() == "2026-03-09T04:00:00+00:00"


def test_operating_date_of_a_moment_in_another_zone() -> None:
    grid = grid_of(dt.date(2026, 7, 6))
    assert grid.operating_date(dt.datetime(2026, 7, 5, 23, tzinfo=UTC)) == dt.date(2026, 7, 6)


def test_moments_outside_the_grid() -> None:
    grid = grid_of(dt.date(2026, 3, 2))
    just_before = grid.start - dt.timedelta(seconds=1)
    assert grid.day_index(just_before) is None
    assert grid.day_index(grid.end) is None
    assert grid.index(just_before) == -1
    assert grid.operating_date(just_before) == dt.date(2026, 3, 1)
    assert grid.moment(-4) == grid.start - dt.timedelta(hours=1)
    assert grid.minutes_from_start(grid.start - dt.timedelta(hours=1)) == -60
