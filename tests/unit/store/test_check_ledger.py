"""Rows of the ledger that do not fit, and settings that it is kept by."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiny_scenario import read_tiny_scenario
from tests.unit.store.faults import doubts, faults

HEADER = "agent_id,unsocial_hours,contracted_hours,week,requests_made,requests_declined\n"
WEEK = "A1,2,37.5,2026-02-23,3,1\n"


def test_dated_and_undated_rows_add_up(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(
        tmp_path, files={"ledger.csv": HEADER + WEEK + "A1,1,37.5,2026-02-16,,\nA1,5,75,,,\n"}
    )
    mine = scenario.balances["A1"]
    assert (mine.unsocial_hours, mine.contracted_hours) == (8, 150)
    assert (mine.requests_made, mine.requests_declined) == (3, 1)


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (WEEK, "week", "the agent's week is already in row 2"),
        ("A1,1,100,,,\nA1,1,100,,,\n", "agent_id", "the agent is already in row 3"),
        ("A2,1,0,2026-02-23,,\n", "unsocial_hours", "is given without contracted_hours"),
        ("A2,0,0,2026-02-23,1,2\n", "requests_declined", "is more than requests_made"),
        ("A9,1,10,2026-02-23,,\n", "agent_id", "the agent is not in agents.csv"),
        ("A2,1,10,2026-02-23,-1,\n", "requests_made", "is less than 0"),
    ],
)
def test_rows_that_do_not_fit(tmp_path: Path, row: str, column: str, message: str) -> None:
    (found,) = faults(tmp_path, files={"ledger.csv": HEADER + WEEK + row})
    assert (found.file, found.column, found.message) == ("ledger.csv", column, message)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("{hard_queues: {slaes: 1}}", "fairness.hard_queues.slaes", "the queue is not in queues"),
        ("{hard_queues: {sales: 0}}", "fairness.hard_queues.sales", "is not more than 0"),
        ("{window_weeks: 12}", "fairness.window_weeks", "is less than 13"),
        ("{window_weeks: 27}", "fairness.window_weeks", "is more than 26"),
    ],
)
def test_settings_that_do_not_fit(tmp_path: Path, text: str, column: str, message: str) -> None:
    (found,) = faults(tmp_path, edits={"prices:\n": f"fairness: {text}\nprices:\n"})
    assert (found.column, found.message) == (column, message)


def test_contract_that_may_leave_somebody_without_hours_is_doubtful(tmp_path: Path) -> None:
    """A4 has 20 hours a week."""
    part = "patterns: [part_day]\n    tolerance_minutes: "
    edits = {f"{part}30": f"{part}1200"}
    found = [one for one in doubts(tmp_path, edits=edits) if one.column == "weekly_hours"]
    assert [one.value for one in found] == ["20"]
    assert found[0].message == (
        "the contract's tolerance is as long as the week: a plan may give the agent no hours"
    )
