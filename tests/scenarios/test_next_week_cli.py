"""A week planned, the next one made from it and planned as well, by the commands as typed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from allocator.domain.rota import minutes_between
from allocator.store.plan_folder import read_plan
from allocator.store.scenario_folder import read_scenario
from tests.command_line import run
from tests.tiny_scenario import write_tiny_scenario

JOINED = {
    "start: 2026-03-02": "start: 2026-03-03",  # Tuesday to Monday: work joins work
    "rest_minutes: 660": "rest_minutes: 900",  # from 18:00 to 09:00
}


@pytest.mark.slow
def test_a_week_and_the_week_after_it(tmp_path: Path) -> None:
    folder = write_tiny_scenario(tmp_path, edits=JOINED)
    planned = run("plan", folder, "--out", "plan", "--seconds", "2", cwd=tmp_path)
    assert planned.returncode == 0, planned.stderr
    made = run("init", "week-11", "--next-week-of", "plan", cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    said = made.stdout.splitlines()
    assert said[0] == "Tiny: the week from Tuesday 10 March 2026, after that of plan"
    assert said[1] == "  Worked    worked.csv: 20 planned shifts added to 2"
    assert "requests.csv (2 rows, 0 left), pins.csv (2 rows, 0 left)" in made.stdout
    assert said[-2:] == ["  allocator check week-11", "  allocator plan week-11 --out week-11-plan"]
    assert run("check", "week-11", cwd=tmp_path).returncode == 0
    after = run("plan", "week-11", "--out", "week-11-plan", "--seconds", "2", cwd=tmp_path)
    assert after.returncode == 0, after.stderr
    scenario = read_scenario(tmp_path / "week-11")
    rota = read_plan(tmp_path / "week-11-plan").rota
    for agent in scenario.agents:
        spans = [(w.start, w.end) for w in scenario.worked if w.agent_id == agent.agent_id]
        spans += [(shift.start, shift.end) for shift in rota.shifts(agent.agent_id)]
        assert all(minutes_between(a[1], b[0]) >= 900 for a, b in pairwise(sorted(spans)))


def test_other_answers_and_a_plan_that_is_none_are_refused(tmp_path: Path) -> None:
    refused = run(
        "init", "next", "--next-week-of", "plan", "--queue", "Sales", "--seats", "3", cwd=tmp_path
    )
    assert refused.returncode == 2
    assert "--queue: does not go with --next-week-of" in refused.stderr
    assert "--seats: does not go with --next-week-of" in refused.stderr
    assert run("init", "next", "--next-week-of", "plan", cwd=tmp_path).returncode == 2
    assert list(tmp_path.iterdir()) == []
