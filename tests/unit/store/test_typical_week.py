"""A typical week of volumes in the place of history."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from allocator.domain.clock import WEEKDAYS
from tests.tiny_scenario import history_csv, read_tiny_scenario
from tests.unit.store.faults import faults


def volumes(first_day: dt.date, weeks: int = 1) -> dict[str, str | bytes | None]:
    return {"history.csv": None, "volumes.csv": history_csv(first_day, weeks)}


def test_week_is_moved_to_the_seven_days_before_the_planned_ones(tmp_path: Path) -> None:
    typical = history_csv(dt.date(2019, 6, 3), 1).splitlines()
    scenario = read_tiny_scenario(tmp_path, files=volumes(dt.date(2019, 6, 3)))
    starts = [row.interval_start for row in scenario.history]
    assert (min(starts), max(starts)) == (
        dt.datetime(2026, 2, 23, 8),  # noqa: DTZ001  # records are in local time
        dt.datetime(2026, 2, 27, 17, 30),  # noqa: DTZ001
    )
    assert len(starts) == len(typical) - 1
    monday_at_ten = next(
        row.contacts
        for row in scenario.history
        if row.interval_start.isoformat()[11:] == "10:30:00"
    )
    assert f"2019-06-03T10:30,sales,{monday_at_ten:g}," in "\n".join(typical)


def test_weekdays_stay_where_the_planned_week_starts_on_another_day(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(
        tmp_path,
        edits={"start: 2026-03-02": "start: 2026-03-04"},
        files={
            "history.csv": None,
            "volumes.csv": "interval_start,queue,contacts,aht_s\n"
            + "".join(f"2019-06-{day:02d}T09:00,sales,{day},60\n" for day in range(3, 10)),
        },
    )
    found = {WEEKDAYS[row.interval_start.weekday()]: row for row in scenario.history}
    assert {day: row.contacts for day, row in found.items()} == dict(
        zip(WEEKDAYS, range(3, 10), strict=True)
    )
    assert found["wed"].interval_start.date() == dt.date(2026, 2, 25)
    assert found["tue"].interval_start.date() == dt.date(2026, 3, 3)


def test_hour_after_midnight_stays_with_its_operating_day(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(
        tmp_path,
        edits={"day_starts_at: 00:00": "day_starts_at: 04:00"},
        files={
            "history.csv": None,
            # The night that belongs to Sunday, the day before a planned Monday.
            "volumes.csv": "interval_start,queue,contacts,aht_s\n2019-06-10T01:00,sales,5,60\n",
        },
    )
    (row,) = scenario.history
    assert row.interval_start == dt.datetime(2026, 3, 2, 1)  # noqa: DTZ001  # still before 04:00


def test_more_than_one_week_is_refused(tmp_path: Path) -> None:
    found = faults(tmp_path, files=volumes(dt.date(2019, 6, 3), weeks=2))
    assert {(one.file, one.column, one.message) for one in found} == {
        (
            "volumes.csv",
            "interval_start",
            "is not in the one week that the file may hold, 2019-06-03 to 2019-06-09",
        )
    }
    assert len(found) == 200


def test_volumes_beside_history_are_refused(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, files={"volumes.csv": history_csv(dt.date(2019, 6, 3), 1)})
    assert (found.file, found.message) == ("volumes.csv", "is there beside history.csv")


def test_a_calendar_week_is_one_week_also_where_a_day_begins_at_four(tmp_path: Path) -> None:
    # It was refused: its first hours belong to the operating day before, so that its last day
    # seemed to lie in an eighth.
    monday = dt.datetime(2019, 6, 3)  # noqa: DTZ001  # records are in local time
    hours = [monday + dt.timedelta(hours=number) for number in range(7 * 24)]
    scenario = read_tiny_scenario(
        tmp_path,
        edits={"day_starts_at: 00:00": "day_starts_at: 04:00"},
        files={
            "history.csv": None,
            "volumes.csv": "interval_start,queue,contacts,aht_s\n"
            + "".join(f"{hour:%Y-%m-%dT%H:%M},sales,{n},60\n" for n, hour in enumerate(hours)),
        },
    )
    starts = [row.interval_start for row in scenario.history]
    assert len(set(starts)) == 7 * 24
    assert min(starts) == dt.datetime(2026, 2, 23, 4)  # noqa: DTZ001
    assert max(starts) == dt.datetime(2026, 3, 2, 3)  # noqa: DTZ001
    early = next(row for row in scenario.history if row.interval_start == max(starts))
    assert early.contacts == 3  # three on the Monday morning of the file: the night of a Sunday


def test_a_week_and_an_hour_is_refused(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        edits={"day_starts_at: 00:00": "day_starts_at: 04:00"},
        files={
            "history.csv": None,
            "volumes.csv": "interval_start,queue,contacts,aht_s\n"
            + "".join(f"2019-06-{day:02d}T00:00,sales,5,60\n" for day in range(3, 11)),
        },
    )
    assert [(one.row, one.value) for one in found] == [(9, "2019-06-10T00:00")]


def test_a_typical_week_is_never_put_on_a_bank_holiday(tmp_path: Path) -> None:
    # It was put on the seven days before the planned ones: after a bank holiday its Monday was
    # left out as the holiday's, and Mondays were forecast from the other days.
    nation = "bank_holidays: {nation: England, runs_like: closed}\nrules:\n"
    scenario = read_tiny_scenario(
        tmp_path,
        edits={"start: 2026-03-02": "start: 2027-01-04", "rules:\n": nation},
        files=volumes(dt.date(2019, 6, 3))
        | dict.fromkeys(("pins.csv", "requests.csv", "availability.csv")),
    )
    # Before it lie 1 January 2027, and Christmas on 25, 26 and 28 December.
    days = {row.interval_start.date() for row in scenario.history}
    assert (min(days), max(days)) == (dt.date(2026, 12, 14), dt.date(2026, 12, 18))
