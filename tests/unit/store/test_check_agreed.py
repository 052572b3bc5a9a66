"""Leave, adjustments, activities, goals and published shifts that do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.errors import InputProblem
from allocator.store.scenario_folder import read_scenario_with_warnings
from tests.tiny_scenario import read_tiny_scenario, write_tiny_scenario
from tests.unit.store.faults import doubts, faults

LEAVE = "agent_id,first_day,last_day,paid_hours_a_day\n"
ADJUSTMENTS = "agent_id,kind,value\n"
ACTIVITIES = "activity_id,kind,participants,minutes,start,earliest,latest\n"
GOALS = "agent_id,goal,queue,hours,due,mentor_level\n"
PUBLISHED = "agent_id,start,end\n"
PUBLISHED_ON = {"start: 2026-03-02\n": "start: 2026-03-02\n  published_on: 2026-02-19\n"}


def told(problem: InputProblem) -> tuple[int | None, str | None, str | None, str]:
    return problem.row, problem.column, problem.value, problem.message


def test_a_scenario_with_all_of_it_is_read(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "leave.csv": LEAVE + "A1,2026-03-02,2026-03-03,7.5\nA1,2026-03-05,2026-03-05,\n",
        "adjustments.csv": ADJUSTMENTS + "A3,end_not_after,17:30\nA3,only_queues,sales|help\n",
        "activities.csv": ACTIVITIES
        + "brief,briefing,A1|A2,30,2026-03-04T10:00,,\n"
        + "coach,coaching,A1|A3,45,,2026-03-03T08:00,2026-03-06T18:00\n",
        "goals.csv": GOALS + "A4,learn,sales,6,2026-04-30,\n",
        "published.csv": PUBLISHED + "A1,2026-03-04T08:00,2026-03-04T16:00\n",
    }
    folder = write_tiny_scenario(tmp_path, edits=PUBLISHED_ON, files=files)
    scenario, warnings = read_scenario_with_warnings(folder)
    assert [one for one in warnings if one.file != "scenario.yaml"] == []
    assert [row.paid_hours_a_day for row in scenario.leave] == [7.5, 0]
    assert scenario.adjustments[1].queues == ("sales", "help")
    assert scenario.activities[0].participants == ("A1", "A2")
    assert f"{scenario.activities[1].latest:%a %H:%M %z}" == "Fri 18:00 +0000"
    assert scenario.goals[0].mentor_level == 2
    assert f"{scenario.published[0].end:%H:%M}" == "16:00"


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        (
            "leave.csv",
            LEAVE + "A9,2026-03-02,2026-03-03,7.5\n",
            (2, "agent_id", "A9", "the agent is not in agents.csv"),
        ),
        (
            "leave.csv",
            LEAVE + "A1,2026-03-03,2026-03-02,7.5\n",
            (2, "last_day", "2026-03-02", "is earlier than first_day"),
        ),
        (
            "leave.csv",
            LEAVE + "A1,2026-03-03,2026-03-03,25\n",
            (2, "paid_hours_a_day", "25", "is more than 24"),
        ),
        (
            "leave.csv",
            LEAVE + "A1,second of March,2026-03-03,\n",
            (2, "first_day", "second of March", "is not a date"),
        ),
        (
            "adjustments.csv",
            ADJUSTMENTS + "A9,days_in_week_max,4\n",
            (2, "agent_id", "A9", "the agent is not in agents.csv"),
        ),
        (
            "adjustments.csv",
            ADJUSTMENTS + "A1,only_queues,sales|hlep\n",
            (2, "value", "sales|hlep", "the queue hlep is not in scenario.yaml"),
        ),
        (
            "adjustments.csv",
            ADJUSTMENTS + "A1,longest_shift_minutes,six hours\n",
            (2, "value", "six hours", "is not a whole number from 1"),
        ),
        (
            "activities.csv",
            ACTIVITIES + "brief,briefing,A1|A9,30,2026-03-04T10:00,,\n",
            (2, "participants", "A1|A9", "the agent A9 is not in agents.csv"),
        ),
        (
            "activities.csv",
            ACTIVITIES + "brief,briefing,A1|A2|A1,30,2026-03-04T10:00,,\n",
            (2, "participants", "A1|A2|A1", "the agent A1 is named twice"),
        ),
        (
            "activities.csv",
            ACTIVITIES + "brief,briefing,A1,20,2026-03-04T10:00,,\n",
            (2, "minutes", "20", "is not a multiple of interval_minutes (15)"),
        ),
        (
            "activities.csv",
            ACTIVITIES + "brief,briefing,A1,30,2026-03-04T10:10,,\n",
            (2, "start", "2026-03-04T10:10", "is not on the grid of 15 minutes"),
        ),
        (
            "activities.csv",
            ACTIVITIES + "brief,briefing,A1,30,,2026-03-04T10:05,2026-03-04T12:00\n",
            (2, "earliest", "2026-03-04T10:05", "is not on the grid of 15 minutes"),
        ),
        (
            "activities.csv",
            ACTIVITIES + "brief,briefing,A1,60,,2026-03-04T10:00,2026-03-04T10:45\n",
            (2, "latest", "2026-03-04T10:45", "leaves no room for 60 minutes after earliest"),
        ),
        (
            "goals.csv",
            GOALS + "A9,learn,sales,6,2026-04-30,2\n",
            (2, "agent_id", "A9", "the agent is not in agents.csv"),
        ),
        (
            "goals.csv",
            GOALS + "A4,learn,saels,6,2026-04-30,2\n",
            (2, "queue", "saels", "the queue is not in scenario.yaml"),
        ),
        (
            "goals.csv",
            GOALS + "A4,learn,sales,6,2026-04-30,4\n",
            (2, "mentor_level", "4", "is more than 3"),
        ),
    ],
)
def test_a_fault_is_named_with_its_row_column_and_value(
    tmp_path: Path, file: str, content: str, expected: tuple[int, str, str, str]
) -> None:
    (found,) = faults(tmp_path, files={file: content})
    assert found.file == file
    assert told(found) == expected
    assert found.remedy


@pytest.mark.parametrize(
    ("file", "content", "row"),
    [
        ("leave.csv", LEAVE + "A1,2026-03-02,2026-03-03,\nA1,2026-03-02,2026-03-05,\n", 3),
        ("adjustments.csv", ADJUSTMENTS + "A1,end_not_after,17:00\nA1,end_not_after,18:00\n", 3),
        (
            "activities.csv",
            ACTIVITIES
            + "brief,briefing,A1,30,2026-03-04T10:00,,\n"
            + "brief,briefing,A2,30,2026-03-05T10:00,,\n",
            3,
        ),
        (
            "goals.csv",
            GOALS + "A4,learn,sales,6,2026-04-30,\nA4,learn,help,6,2026-04-30,\n",
            3,
        ),
    ],
)
def test_what_is_given_twice(tmp_path: Path, file: str, content: str, row: int) -> None:
    (found,) = faults(tmp_path, files={file: content})
    assert (found.file, found.row) == (file, row)
    assert "row 2" in found.message


@pytest.mark.parametrize(
    "times",
    [
        ",,",
        "2026-03-04T10:00,2026-03-04T09:00,2026-03-04T12:00",
        "2026-03-04T10:00,2026-03-04T09:00,",
        "2026-03-04T10:00,,2026-03-04T12:00",
        ",2026-03-04T09:00,",
        ",,2026-03-04T12:00",
    ],
)
def test_an_activity_has_a_start_or_a_window_and_not_both(tmp_path: Path, times: str) -> None:
    (found,) = faults(
        tmp_path, files={"activities.csv": f"{ACTIVITIES}brief,briefing,A1,30,{times}\n"}
    )
    assert (found.row, found.column) == (2, "start")
    assert found.remedy == "Give start, or give earliest and latest and leave start empty."


@pytest.mark.parametrize(
    ("times", "column"),
    [
        ("2026-03-01T10:00,,", "start"),
        ("2026-03-09T10:00,,", "start"),
        (",2026-03-09T09:00,2026-03-09T12:00", "earliest"),
    ],
)
def test_an_activity_of_another_week_is_doubtful(tmp_path: Path, times: str, column: str) -> None:
    files: dict[str, str | bytes | None] = {
        "activities.csv": f"{ACTIVITIES}brief,briefing,A1,30,{times}\n"
    }
    (found,) = (one for one in doubts(tmp_path, files=files) if one.file == "activities.csv")
    assert (found.row, found.column) == (2, column)
    assert found.message == "lies outside the planned week, so the activity is not planned"


def test_a_window_over_the_autumn_change_is_as_long_as_it_is(tmp_path: Path) -> None:
    # From 00:30 to 02:30 that night three hours pass, which the clock shows as two.
    meeting = "night,training,A1,180,,2026-10-25T00:30,2026-10-25T02:30\n"
    scenario = read_tiny_scenario(
        tmp_path,
        edits={"start: 2026-03-02": "start: 2026-10-19"},
        files={
            "activities.csv": ACTIVITIES + meeting,
            "pins.csv": None,
            "requests.csv": None,
        },
    )
    assert scenario.activities[0].minutes == 180


def test_a_published_shift_that_ends_before_it_starts(tmp_path: Path) -> None:
    shifts = PUBLISHED + "A1,2026-03-04T08:00,2026-03-04T08:00\n"
    (found,) = faults(tmp_path, edits=PUBLISHED_ON, files={"published.csv": shifts})
    assert told(found) == (2, "end", "2026-03-04T08:00", "is not later than the start")


@pytest.mark.parametrize(
    ("shift", "column", "message"),
    [
        (
            "2026-02-27T08:00,2026-02-27T16:00",
            "start",
            "lies outside the planned week, so the shift is not looked at",
        ),
        (
            "2026-03-04T08:05,2026-03-04T16:00",
            "start",
            "is not on the grid of 15 minutes, so no plan has the shift",
        ),
        (
            "2026-03-04T08:00,2026-03-04T16:10",
            "end",
            "is not on the grid of 15 minutes, so no plan has the shift",
        ),
    ],
)
def test_a_published_shift_that_no_plan_looks_at_or_has(
    tmp_path: Path, shift: str, column: str, message: str
) -> None:
    files: dict[str, str | bytes | None] = {"published.csv": f"{PUBLISHED}A1,{shift}\n"}
    found = doubts(tmp_path, edits=PUBLISHED_ON, files=files)
    (one,) = (problem for problem in found if problem.file == "published.csv")
    assert (one.row, one.column, one.message) == (2, column, message)


def test_shifts_published_twice_and_of_somebody_unknown(tmp_path: Path) -> None:
    shifts = (
        PUBLISHED
        + "A1,2026-03-04T08:00,2026-03-04T16:00\n"
        + "A1,2026-03-04T08:00,2026-03-04T15:00\n"
        + "A9,2026-03-04T08:00,2026-03-04T15:00\n"
    )
    found = faults(tmp_path, edits=PUBLISHED_ON, files={"published.csv": shifts})
    assert {(one.row, one.column) for one in found} == {(3, "start"), (4, "agent_id")}


def test_what_was_published_needs_the_day_on_which_the_new_rota_is(tmp_path: Path) -> None:
    shifts = PUBLISHED + "A1,2026-03-04T08:00,2026-03-04T16:00\n"
    (found,) = faults(tmp_path, files={"published.csv": shifts})
    assert (found.file, found.column) == ("scenario.yaml", "week")
    assert found.message.startswith("published_on is missing")


def test_all_faults_of_all_these_files_come_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        files={
            "leave.csv": LEAVE + "A9,2026-03-03,2026-03-02,\n",
            "adjustments.csv": ADJUSTMENTS + "A9,only_queues,chat|post\n",
            "activities.csv": ACTIVITIES + "brief,briefing,A8|A9,20,2026-03-04T10:10,,\n",
            "goals.csv": GOALS + "A9,learn,chat,6,2026-04-30,2\n",
        },
    )
    files = [one.file for one in found]
    counts = {name: files.count(name) for name in dict.fromkeys(files)}
    assert counts == {"leave.csv": 2, "adjustments.csv": 3, "activities.csv": 4, "goals.csv": 2}
