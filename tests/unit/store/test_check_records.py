"""Dated tables that do not fit the planned week."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.tiny_scenario import append_row, history_csv, read_tiny_scenario
from tests.unit.store.faults import doubts, faults

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("name", "row", "column", "value", "message"),
    [
        ("history.csv", "2026-02-27T18:00,chat,1,9,,", "queue", "chat", "the queue is not in"),
        (
            "history.csv",
            "2026-02-27T18:15,sales,1,9,,",
            "interval_start",
            "2026-02-27T18:15",
            "is not the start of an interval of 30 minutes",
        ),
        (
            "history.csv",
            "2026-02-27T08:00,sales,1,9,,",
            "interval_start",
            "2026-02-27T08:00",
            "the interval of this queue is already in row 362",
        ),
        (
            "history.csv",
            "2026-02-27T18:00,sales,1,9,2,",
            "abandoned",
            "2",
            "is more than the contacts offered (1)",
        ),
        ("pins.csv", "A9,2026-03-05T09:00,2026-03-05T10:00,work,", "agent_id", "A9", "the agent"),
        ("pins.csv", "A1,2026-03-05T09:00,2026-03-05T10:00,work,chat", "queue", "chat", "the que"),
        ("pins.csv", "A2,2026-03-05T09:00,2026-03-05T10:00,work,help", "queue", "help", "the age"),
        ("pins.csv", "A1,2026-03-05T09:00,2026-03-05T10:00,off,help", "queue", "help", "is given"),
        ("pins.csv", "A1,2026-03-05T10:00,2026-03-05T10:00,off,", "end", "2026-03-05T10:00", "is"),
        (
            "pins.csv",
            "A1,2026-03-05T10:05,2026-03-05T11:00,off,",
            "start",
            "2026-03-05T10:05",
            "is",
        ),
        ("worked.csv", "A9,2026-02-26T09:00,2026-02-26T17:00", "agent_id", "A9", "the agent is n"),
        ("worked.csv", "A1,2026-02-26T09:00,2026-02-26T08:00", "end", "2026-02-26T08:00", "is not"),
        ("worked.csv", "A1,2026-02-27T09:30,2026-02-27T12:00", "start", "2026-02-27T09:30", "a sh"),
        ("ledger.csv", "A9,1,100", "agent_id", "A9", "the agent is not in agents.csv"),
        ("ledger.csv", "A1,1,100", "agent_id", "A1", "the agent is already in row 2"),
    ],
)
def test_rows_that_do_not_fit(
    tmp_path: Path, name: str, row: str, column: str, value: str, message: str
) -> None:
    files = append_row(name, row)
    found = faults(tmp_path, files=files)[0]
    assert (found.file, found.row) == (name, str(files[name]).count("\n"))
    assert (found.column, found.value) == (column, value)
    assert found.message.startswith(message)


def test_history_from_the_planned_week_is_refused_from_its_first_moment(tmp_path: Path) -> None:
    rows = "2026-03-01T23:30,sales,1,9,,\n2026-03-02T00:00,sales,1,9,,\n"
    (found,) = faults(tmp_path, files={"history.csv": history_csv() + rows})
    assert (found.row, found.column, found.value) == (403, "interval_start", "2026-03-02T00:00")
    assert found.message == "is not before the planned week, which starts at 2026-03-02T00:00"
    assert found.remedy == "Remove the row: a plan may use nothing that its own week brought."


def test_history_of_the_night_before_the_first_operating_day_is_history(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(
        tmp_path,
        edits={"day_starts_at: 00:00": "day_starts_at: 04:00"},
        files={"history.csv": history_csv() + "2026-03-02T03:30,sales,1,9,,\n"},
    )
    assert scenario.history[-1].contacts == 1


def test_shift_that_runs_into_the_week_is_history_and_one_that_starts_in_it_is_not(
    tmp_path: Path,
) -> None:
    night = "A3,2026-03-01T22:00,2026-03-02T06:00"
    assert len(read_tiny_scenario(tmp_path, files=append_row("worked.csv", night)).worked) == 3
    first = "A3,2026-03-02T00:00,2026-03-02T06:00"
    (found,) = faults(tmp_path, files=append_row("worked.csv", first))
    assert (found.row, found.column, found.value) == (4, "start", "2026-03-02T00:00")


def test_queue_without_history_is_doubtful(tmp_path: Path) -> None:
    lines = [line for line in history_csv().splitlines() if ",help," not in line]
    (found,) = doubts(tmp_path, files={"history.csv": "\n".join(lines)})
    assert found.column == "queues[help].id"
    assert found.message == "the queue has no row in history.csv: no contacts are expected"


def test_pin_outside_the_week_is_doubtful(tmp_path: Path) -> None:
    rows = "agent_id,start,end,kind\nA1,2026-03-01T23:00,2026-03-02T00:00,off\n"
    (found,) = doubts(tmp_path, files={"pins.csv": rows})
    assert found.message == "the pin lies outside the planned week and has no effect"


def test_repeated_hour_of_the_autumn_change_may_stand_twice_in_history(tmp_path: Path) -> None:
    twice = "2025-10-26T01:30,sales,1,9,,\n" * 2
    scenario = read_tiny_scenario(tmp_path, files={"history.csv": history_csv() + twice})
    assert len(scenario.history) == 402
    thrice = "2025-10-26T01:30,sales,1,9,,\n" * 3
    (found,) = faults(tmp_path, files={"history.csv": history_csv() + thrice})
    assert (found.row, found.value) == (404, "2025-10-26T01:30")


def test_times_with_an_offset_become_local_ones(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(
        tmp_path,
        files={
            "history.csv": history_csv() + "2025-07-01T08:00:00Z,sales,1,9,,\n",
            **append_row("worked.csv", "A3,2025-10-26T01:30+01:00,2025-10-26T01:30+00:00"),
        },
    )
    assert scenario.history[-1].interval_start == dt.datetime(2025, 7, 1, 9)  # noqa: DTZ001  # local
    shift = scenario.worked[-1]
    assert (shift.start.tzinfo, shift.start.fold, shift.end.fold) == (LONDON, 0, 1)
    assert shift.end.astimezone(dt.UTC) - shift.start.astimezone(dt.UTC) == dt.timedelta(hours=1)
