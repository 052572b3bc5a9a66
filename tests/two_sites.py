"""A scenario of two sites that share nobody: the tiny one twice, with pools and people apart."""

from __future__ import annotations

import re
from pathlib import Path

from tests.tiny_scenario import SCENARIO_YAML, default_files, write_tiny_scenario

_SECOND_QUEUES = """\
  - id: sales2
    name: Sales
    target_share: 0.8
    target_s: 20
    floor_share: 0.5
  - id: help2
    name: Help desk
    target_share: 0.7
    target_s: 60
    floor_share: 0.4
    weight: 1.5
    patience_s: 240
pools:
"""
_SECOND_POOL = """\
  - id: second
    queues: [sales2, help2]
    seats: 3
    max_occupancy_share: 0.9
shrinkage_share: 0.05
"""


def write_two_sites(parent: Path, *, fairness: bool) -> Path:
    """Write both sites as one scenario; each has the tables of the tiny one.

    Parameters
    ----------
    fairness
        Whether unsocial hours have a price, which ties the sites by what is fair.
    """
    edits = {"pools:\n": _SECOND_QUEUES, "shrinkage_share: 0.05\n": _SECOND_POOL}
    if not fairness:
        edits["  unsocial_fairness: {}\n"] = ""
    assert all(SCENARIO_YAML.count(old) == 1 for old in edits)
    files = {
        name: _twice(name, text)
        for name, text in default_files().items()
        if isinstance(text, str) and name.endswith(".csv")
    }
    return write_tiny_scenario(parent, edits=edits, files=dict(files))


def second(text: str) -> str:
    """Return rows of the first site as those of the second."""
    moved = re.sub(r"\bA(\d)\b", r"B\1", text)
    for name in ("Ada", "Ben", "Cleo", "Dev"):
        moved = moved.replace(name, f"{name}2")
    return re.sub(r",(sales|help)\b", r",\g<1>2", moved)


def _twice(name: str, text: str) -> str:
    heading, _, rows = text.partition("\n")
    del name
    return f"{heading}\n{rows}{second(rows)}"
