"""Simulations in words: each queue by its own definition."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.cli.simulation_lines import below_floor_text, print_plan
from allocator.simulate.summary import details
from tests.unit.simulate.test_channels import simulated


def test_each_channel_is_told_by_its_own_definition(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    print_plan(details(simulated()), Path("plan"), {"P3": "Ann Lee"})
    lines = capsys.readouterr().out.splitlines()
    assert (
        "In time: calls answered in 20 s, 80% wanted; mail done in 2 open hours, 80% wanted; "
        "chat first reply in 30 s, 80% wanted"
    ) in lines
    assert any(line.startswith("mail: 40 waiting at the start, ") for line in lines)
    (voice,) = (line for line in lines if line.startswith("Occupancy of voice"))
    # Without email, which fills the time that calls leave.
    live = next(pool for pool in details(simulated())["pools"] if pool["pool"] == "voice")
    assert f"Occupancy of voice: {live['live_occupancy_share']:.1%} ±" in voice
    assert ", and email and call-backs 2" in voice
    assert "chats in hand" not in voice
    (text,) = (line for line in lines if line.startswith("Occupancy of text"))
    assert text.endswith(" chats in hand")
    (mail,) = (line for line in lines if line.startswith("│ mail"))
    assert mail.count(" - ") == 3  # planned by nobody, not given up, not waited for
    occupied = next(line for line in lines if "Most occupied" in line)
    assert "(and email and call-backs" in occupied
    assert "Ann Lee" in occupied
    assert "P3" not in occupied


def test_days_below_the_floor_are_named_the_farthest_below_first() -> None:
    def day(queue: str, date: str, level: float, below: bool = True) -> dict[str, object]:
        row = {"queue": queue, "date": date, "service_level_share": level}
        return row | {"floor_share": 0.6, "below_floor": below}

    rows = [
        day("chat", "2026-03-08", 0.594),
        day("calls", "2026-03-03", 0.41),
        day("calls", "2026-03-04", 0.9, below=False),
    ]
    assert below_floor_text(rows) == "calls Tue 41.0% of 60%, chat Sun 59.4% of 60%"
    assert below_floor_text(rows[2:]) == ""
    assert below_floor_text(rows[:1] * 8).endswith("of 60%, and 2 more")
