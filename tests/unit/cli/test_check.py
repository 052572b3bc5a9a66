"""``allocator check``: what a sound scenario holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner

from allocator.cli.check import command
from tests.tiny_scenario import AGENTS_CSV, append_row, history_csv, write_tiny_scenario

CONTACTS = sum(int(line.split(",")[2]) for line in history_csv().splitlines()[1:])


def test_summary_of_a_sound_scenario(tmp_path: Path) -> None:
    shown = CliRunner().invoke(command, [str(write_tiny_scenario(tmp_path))]).output
    assert shown.splitlines() == [
        "Tiny: sound",
        "  Site      Corner office (Europe/London)",
        "  Week      2026-03-02 to 2026-03-08, 50 open hours",
        "  Agents    4 with 120 contracted hours",
        f"  Pool      main: sales, help; 4 agents, 3 seats, {CONTACTS:,} contacts in the history",
        "  History   400 rows on 10 days, 2026-02-16 to 2026-02-27",
        "  Wishes    2 requests; 2 pins",
        "  Available 2 rows for 2 people",
        (
            "  Hard      one_shift_a_day, contracted_hours, shift_patterns, availability, skills, "
            "days_in_seven, daily_rest, breaks, weekly_rest, average_weekly_hours, night_hours, "
            "young_hours, young_nights, seats, opening_hours, pins"
        ),
        "  Soft      requests, steady_starts, unsocial_fairness",
    ]


def test_warnings_follow_the_summary(tmp_path: Path) -> None:
    folder = write_tiny_scenario(tmp_path, files=append_row("agents.csv", "A5,Eve,part,20"))
    shown = CliRunner().invoke(command, [str(folder)])
    assert shown.exit_code == 0
    assert shown.output.splitlines()[-2:] == [
        "Warnings:",
        (
            "  agents.csv, row 6, column agent_id: the agent has no queue with a level of 1 or "
            "more, and can take no contacts (value: 'A5'). Add a row to skills.csv, unless that "
            "is so."
        ),
    ]


def test_what_is_agreed_with_people_is_told(tmp_path: Path) -> None:
    files = {
        "pins.csv": "agent_id,start,end,kind\nA1,2026-03-05T12:00,2026-03-05T13:00,work\n",
        "leave.csv": (
            "agent_id,first_day,last_day,paid_hours_a_day\n"
            "A1,2026-01-05,2026-01-06,7.5\n"  # long past
            "A1,2026-02-27,2026-03-03,7.5\nA3,2026-03-05,2026-03-06,5\nA4,2026-03-08,2026-03-08,0\n"
        ),
        "adjustments.csv": (
            "agent_id,kind,value\nA2,end_not_after,18:00\nA2,days_in_week_max,4\n"
            "A3,start_not_before,09:00\nA3,end_not_after,17:00\nA4,end_not_after,17:00\n"
        ),
        "activities.csv": (
            "activity_id,kind,participants,minutes,start\n"
            "monday,coaching,A1|A4,30,2026-03-04T10:00\n"
            "alone,training,A2,60,2026-03-05T10:00\n"
        ),
        "goals.csv": "agent_id,goal,queue,hours,due\nA4,calls,sales,6,2026-04-30\n",
        "published.csv": (
            "agent_id,start,end\nA2,2026-03-02T08:00,2026-03-02T16:00\n"
            "A2,2026-03-03T08:00,2026-03-03T16:00\n"
        ),
    }
    edits = {"  start: 2026-03-02\n": "  start: 2026-03-02\n  published_on: 2026-02-20\n"}
    folder = write_tiny_scenario(tmp_path, files=files, edits=edits)
    lines = CliRunner().invoke(command, [str(folder)]).output.splitlines()
    after = lines.index("  Wishes    2 requests; 1 pin")
    assert lines[after + 1 : after + 7] == [
        "  Available 2 rows for 2 people",
        (
            "  Leave     Ada (A1) 27 Feb–3 Mar (7.5 h a day); Cleo (A3) 5–6 Mar (5 h a day); "
            "Dev (A4) 8 Mar (0 h a day)"
        ),
        (
            "  Adjusted  Ben (A2) end_not_after 18:00; Ben (A2) days_in_week_max 4; "
            "Cleo (A3) start_not_before 09:00; Cleo (A3) end_not_after 17:00; 5 in all"
        ),
        "  Off phone monday (2 people); alone (1 person)",
        "  Goals     1 of 1 person: 6 h left of them, 0 h due by the plan",
        "  Published 2 shifts of 1 person",
    ]


def test_rotations_name_who_is_in_them(tmp_path: Path) -> None:
    agents = AGENTS_CSV.replace("weekly_hours\n", "weekly_hours,rotation\n")
    agents = re.sub(r"^(A\d.*)", r"\1,", agents, flags=re.MULTILINE)
    agents = agents.replace("A1,Ada,full,37.5,", "A1,Ada,full,37.5,turns")
    rotations = (
        "rotations:\n"
        "  - {id: turns, first_week: 2026-03-02, weeks: [{patterns: [full_day]}]}\n"
        "  - {id: unused, first_week: 2026-03-02, weeks: [{patterns: [full_day]}]}\n"
        "contracts:\n"
    )
    folder = write_tiny_scenario(
        tmp_path, files={"agents.csv": agents}, edits={"contracts:\n": rotations}
    )
    lines = CliRunner().invoke(command, [str(folder)]).output.splitlines()
    assert "  Rotation  turns: Ada (A1)" in lines
    assert "  Rotation  unused: nobody" in lines


def test_json(tmp_path: Path) -> None:
    folder = write_tiny_scenario(
        tmp_path, files={"requests.csv": "agent_id,date,kind\nA1,2026-03-20,day_off\n"}
    )
    figures = json.loads(CliRunner().invoke(command, [str(folder), "--json"]).output)
    assert figures["agents"] == 4
    assert figures["contracted_hours"] == 120
    assert len(figures["input_hash"]) == 64
    assert figures["agreed"]["available_rows"] == 2
    assert figures["pools"] == [
        {
            "pool": "main",
            "queues": ["sales", "help"],
            "seats": 3,
            "agents": 4,
            "history_contacts": CONTACTS,
        }
    ]
    assert [(one["file"], one["row"], one["column"]) for one in figures["warnings"]] == [
        ("requests.csv", 2, "date")
    ]
