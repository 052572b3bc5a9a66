"""``allocator check``: what a sound scenario holds."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from allocator.cli.check import command
from tests.tiny_scenario import append_row, history_csv, write_tiny_scenario

CONTACTS = sum(int(line.split(",")[2]) for line in history_csv().splitlines()[1:])


def test_summary_of_a_sound_scenario(tmp_path: Path) -> None:
    shown = CliRunner().invoke(command, [str(write_tiny_scenario(tmp_path))]).output
    assert shown.splitlines()[:-1] == [
        "Tiny: sound",
        "  Site      Corner office (Europe/London)",
        "  Week      2026-03-02 to 2026-03-08, 50 open hours",
        "  Agents    4 with 120 contracted hours",
        f"  Pool      main: sales, help; 4 agents, 3 seats, {CONTACTS:,} contacts in the history",
        "  History   400 rows on 10 days, 2026-02-16 to 2026-02-27",
        "  Wishes    2 requests; 2 pins",
        (
            "  Hard      one_shift_a_day, contracted_hours, shift_patterns, availability, skills, "
            "days_in_seven, daily_rest, breaks, weekly_rest, average_weekly_hours, night_hours, "
            "young_hours, young_nights, seats, opening_hours, pins"
        ),
        "  Soft      requests, steady_starts, unsocial_fairness",
    ]
    assert shown.splitlines()[-1].startswith("  Hash      ")


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


def test_json(tmp_path: Path) -> None:
    folder = write_tiny_scenario(
        tmp_path, files={"requests.csv": "agent_id,date,kind\nA1,2026-03-20,day_off\n"}
    )
    figures = json.loads(CliRunner().invoke(command, [str(folder), "--json"]).output)
    assert figures["agents"] == 4
    assert figures["contracted_hours"] == 120
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
