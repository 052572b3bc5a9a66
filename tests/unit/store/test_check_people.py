"""Tables of people that do not fit together or with the settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiny_scenario import AGENTS_CSV, append_row, read_tiny_scenario
from tests.unit.store.faults import doubts, faults


@pytest.mark.parametrize(
    ("name", "row", "column", "value", "message"),
    [
        ("skills.csv", "A9,sales,1,1", "agent_id", "A9", "the agent is not in agents.csv"),
        ("skills.csv", "A3,sales,2,1", "queue", "sales", "the agent's skill on this queue is"),
        ("availability.csv", "A9,all,,", "agent_id", "A9", "the agent is not in agents.csv"),
        ("availability.csv", "A1,fri,09:00,", "available_to", None, "is empty while the other"),
        ("availability.csv", "A1,fri,,09:00", "available_from", None, "is empty while the other"),
        ("availability.csv", "A1,fri,09:00,09:00", "available_to", "09:00", "is not later than"),
        ("requests.csv", "A9,2026-03-04,day_off,,,", "agent_id", "A9", "the agent is not in"),
        ("requests.csv", "A3,2026-03-03,day_off,,,1", "kind", "day_off", "such a request of the"),
        ("requests.csv", "A1,2026-03-04,day_off,08:00,,", "start_from", "08:00", "is given with"),
        ("requests.csv", "A1,2026-03-04,start_between,08:00,,", "start_to", None, "is empty in a"),
        (
            "requests.csv",
            "A1,2026-03-04,start_between,09:00,08:00,",
            "start_to",
            "08:00",
            "is not later than start_from",
        ),
    ],
)
def test_rows_that_do_not_fit(
    tmp_path: Path, name: str, row: str, column: str, value: str | None, message: str
) -> None:
    files = append_row(name, row)
    (found,) = faults(tmp_path, files=files)
    assert (found.file, found.row) == (name, str(files[name]).count("\n"))
    assert (found.column, found.value) == (column, value)
    assert found.message.startswith(message)


def test_request_for_a_start_without_times_is_told_of_both(tmp_path: Path) -> None:
    found = faults(tmp_path, files=append_row("requests.csv", "A1,2026-03-04,start_between,,,"))
    assert [one.column for one in found] == ["start_from", "start_to"]


def test_request_outside_the_week_is_doubtful(tmp_path: Path) -> None:
    (found,) = doubts(tmp_path, files=append_row("requests.csv", "A1,2026-03-09,day_off,,,"))
    assert (found.column, found.value) == ("date", "2026-03-09")
    assert found.remedy == "Give a date from 2026-03-02 to 2026-03-08, or remove the row."


def test_agent_without_any_usable_queue_is_doubtful(tmp_path: Path) -> None:
    found = doubts(
        tmp_path,
        files={
            "agents.csv": AGENTS_CSV + "A5,Eve,part,20\n",
            **append_row("skills.csv", "A5,sales,0,1"),
        },
    )
    assert [(one.file, one.row, one.value) for one in found] == [("agents.csv", 6, "A5")]


def test_queue_that_nobody_can_take_is_doubtful(tmp_path: Path) -> None:
    skills = "agent_id,queue,level\nA1,sales,1\nA2,sales,1\nA3,sales,1\nA4,sales,1\nA1,help,0\n"
    found = doubts(tmp_path, files={"skills.csv": skills, "pins.csv": None})
    assert [(one.file, one.column) for one in found] == [("scenario.yaml", "queues[help].id")]


def test_days_of_availability_are_read_in_any_spelling(tmp_path: Path) -> None:
    rows = "agent_id,days,available_from,available_to\nA1,Friday | SAT|2026-03-04,08:00,26:00\n"
    scenario = read_tiny_scenario(tmp_path, files={"availability.csv": rows})
    assert scenario.availability[0].days == "fri|sat|2026-03-04"
