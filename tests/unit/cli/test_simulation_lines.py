"""Simulations in words: each queue by its own definition."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.cli.simulation_lines import print_plan
from allocator.simulate.summary import details
from tests.unit.simulate.test_channels import simulated


def test_each_channel_is_told_by_its_own_definition(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    print_plan(details(simulated()), Path("plan"))
    lines = capsys.readouterr().out.splitlines()
    assert (
        "In time: calls answered in 20 s, 80% wanted; mail done in 2 open hours, 80% wanted; "
        "chat first reply in 30 s, 80% wanted"
    ) in lines
    assert any(line.startswith("mail: 40 waiting at the start, ") for line in lines)
    (voice,) = (line for line in lines if line.startswith("Occupancy of voice"))
    assert ", email and call-backs 2" in voice
    assert "chats in hand" not in voice
    (text,) = (line for line in lines if line.startswith("Occupancy of text"))
    assert text.endswith(" chats in hand")
    (mail,) = (line for line in lines if line.startswith("│ mail"))
    assert mail.count(" - ") == 3  # planned by nobody, not given up, not waited for
    assert "(email and call-backs" in next(line for line in lines if "Most occupied" in line)
