"""What the replans measured on the bank rest on: the shift taken out, its moment, paired means."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.store.plan_folder import read_plan
from allocator.store.scenario_folder import read_scenario
from benchmarks.replan_mornings import opening, paired, without


def test_a_shift_is_gone_whole_and_nothing_else(small_plan: Path) -> None:
    scenario, rota = read_scenario(small_plan / "scenario"), read_plan(small_plan).rota
    shift = rota.shifts("A2")[1]
    left = without(rota, shift)
    assert left.shifts("A2") == tuple(one for one in rota.shifts("A2") if one != shift)
    assert len(left.blocks) == len(rota.blocks) - len(shift.blocks)
    day = scenario.grid.operating_date(shift.start)
    assert f"{opening(scenario, day):%Y-%m-%d %H:%M}" == f"{day} 08:00"


def test_paired_differences_have_student_s_interval() -> None:
    """Of 1, 2, 3: mean 2, deviation 1, so 4.3027 / sqrt(3) either way."""
    mean, half = paired([1.0, 2.0, 3.0])
    assert mean == 2.0
    assert half == pytest.approx(4.302653 / 3**0.5, rel=1e-5)
