"""When a contact is in time, in the unit that people count in."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.report.summary_view import queue_rows
from tests.honest_plan import ROTA_LINES, honest_plan
from tests.tiny_scenario import read_tiny_scenario

APART = {
    "  - id: main\n    queues: [sales, help]\n": (
        "  - id: later\n    queues: [help]\n  - id: main\n    queues: [sales]\n"
    ),
    "    patience_s: 240\n": "",
}


@pytest.mark.parametrize(
    ("target", "time", "data"),
    [
        ("28800\n    channel: email", "done in ☐ open hours", ("28800.0", "3600", "8")),
        ("3600\n    channel: email", "done in ☐ open hour", ("3600.0", "3600", "1")),
        ("5400\n    channel: email", "done in ☐ open minutes", ("5400.0", "60", "90")),
        ("45\n    channel: chat\n    chats_at_once: 2", "first reply in ☐ s", ("45.0", "", "45")),
    ],
)
def test_target_is_told_in_hours_where_it_is_whole_hours(
    tmp_path: Path, target: str, time: str, data: tuple[str, str, str]
) -> None:
    """It read "done in 28 800 s of opening hours", which pushed Sunday off a screen of 1,200."""
    scenario = read_tiny_scenario(tmp_path, edits={"target_s: 60": f"target_s: {target}", **APART})
    lines = [line for line in ROTA_LINES if line[:2] in ("A2", "A4")]
    rows = {row.id: row for row in queue_rows(scenario, honest_plan(scenario, lines))}
    value, per, text = data
    in_larger = f' data-per="{per}"' if per else ""
    mark = (
        f'<span data-figure="queue_target_s" data-key="help" data-value="{value}"{in_larger}>'
        f"{text}</span>"
    )
    assert str(rows["help"].target_time) == time.replace("☐", mark)
    assert str(rows["sales"].target_time).startswith("in <span")
