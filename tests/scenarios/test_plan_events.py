"""A week with an event, a bank holiday and a new queue, from the files to a checked plan."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command_line import run
from tests.tiny_scenario import history_csv, write_tiny_scenario

EVENTS = (
    "event,queues,start,end,volume_share\n"
    "Letter,sales,2026-02-24T08:00,2026-02-25T18:00,\n"
    "Letter,sales,2026-03-04T08:00,2026-03-04T18:00,\n"
    "Outage,,2026-03-05T13:00,2026-03-05T14:00,-0.5\n"
)


def folder_with_all_of_it(parent: Path) -> Path:
    return write_tiny_scenario(
        parent,
        edits={"  - id: help\n": "  - id: help\n    like_queue: sales\n    like_share: 0.4\n"},
        files={
            "events.csv": EVENTS,
            "history.csv": re.sub(r".*,help,.*\n", "", history_csv()),
        },
    )


def test_check_and_forecast_say_what_is_known(tmp_path: Path) -> None:
    folder = folder_with_all_of_it(tmp_path)
    for command in ("check", "forecast"):
        made = run(command, folder)
        assert made.returncode == 0, made.stderr
        assert "Thu 5 Mar: Outage, -50% contacts, as given in events.csv." in made.stdout
        # The history has nothing of the letter in it.
        assert "Wed 4 Mar: Letter on sales, no clear effect (between -" in made.stdout
        assert "help: no records of its own; expected are 0.4 times" in made.stdout
    data = json.loads(run("forecast", folder, "--json").stdout)
    assert [(one["day"], one["name"], one["given"]) for one in data["effects"]] == [
        ("2026-03-04", "Letter", False),
        ("2026-03-05", "Outage", True),
    ]
    assert data["borrowings"][0]["sibling"] == "sales"


@pytest.mark.slow
def test_a_plan_with_all_of_it_passes_its_check_and_no_other_events_do(tmp_path: Path) -> None:
    folder, plan = folder_with_all_of_it(tmp_path), tmp_path / "plan"
    made = run("plan", folder, "--out", plan, "--seconds", "2")
    assert made.returncode == 0, made.stderr
    assert run("verify", plan).returncode == 0
    notes = json.loads((plan / "plan.json").read_text(encoding="utf-8"))["forecast"]
    assert len(notes["effects"]) == 2
    assert notes["known"]["New queues"]
    # Without the outage the forecast that verify makes again is another one.
    events = plan / "scenario" / "events.csv"
    events.write_text("".join(EVENTS.splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert run("verify", plan).returncode == 3
