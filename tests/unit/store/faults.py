"""What the store finds wrong with, or doubtful in, the tiny scenario after some changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.errors import InputError, InputProblem
from allocator.store.scenario_folder import read_scenario, read_scenario_with_warnings
from tests.tiny_scenario import SCENARIO_YAML, write_tiny_scenario


def faults(
    parent: Path,
    *,
    edits: dict[str, str] | None = None,
    files: dict[str, str | bytes | None] | None = None,
) -> list[InputProblem]:
    """Problems of a changed tiny scenario, which must have one; see ``write_tiny_scenario``."""
    folder = write_tiny_scenario(parent, edits=edits, files=files)
    with pytest.raises(InputError) as caught:
        read_scenario(folder)
    return list(caught.value.problems)


def doubts(
    parent: Path,
    *,
    edits: dict[str, str] | None = None,
    files: dict[str, str | bytes | None] | None = None,
) -> list[InputProblem]:
    """Warnings of a changed tiny scenario, which must be sound."""
    folder = write_tiny_scenario(parent, edits=edits, files=files)
    return list(read_scenario_with_warnings(folder)[1])


def places(problems: list[InputProblem]) -> list[tuple[str, int | None, str | None, str | None]]:
    """File, row, column and value of each problem."""
    return [(one.file, one.row, one.column, one.value) for one in problems]


def settings_line(text: str) -> int:
    """Line of the tiny scenario's ``scenario.yaml`` that holds this text alone."""
    lines = [line.strip() for line in SCENARIO_YAML.splitlines()]
    assert lines.count(text) == 1
    return lines.index(text) + 1
