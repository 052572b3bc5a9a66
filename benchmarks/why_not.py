"""How long ``allocator why-not`` takes, stage by stage, on drawn centres.

``python -m benchmarks.why_not --people 30`` draws a centre (:mod:`benchmarks.rota_instances`),
plans it briefly, without reasons or report, and asks a few questions about people who could be on
the phone and are not: each in a process of its own, as a person at a terminal does, wall-clock and
processor seconds with it. ``--plan FOLDER`` asks about a plan that is there already.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import forecast_week
from allocator.pipeline.assemble import assemble_plan
from allocator.pipeline.search_week import search_week
from allocator.pipeline.why_not.question import block_at
from allocator.rota.limits import SearchLimits
from allocator.store.plan_folder import read_plan, write_plan
from allocator.store.scenario_folder import read_scenario
from benchmarks.rota_instances import write_instance

_REFUSED = 3
"""Exit code of a question whose answer is no."""


def brief_plan(folder: Path, out: Path, seconds: float, rounds: int = 0) -> None:
    """Plan a scenario for a while and write the plan without reasons and report.

    Parameters
    ----------
    rounds
        Drafts that the need is corrected by.
    """
    scenario = read_scenario(folder)
    forecast = forecast_week(scenario)
    limits = SearchLimits(seed=1, seconds=seconds)
    searched = search_week(
        scenario, forecast.requirements, limits, rounds, lambda _stage, _detail: None
    )
    if searched.found.rota is None:
        raise click.ClickException("no rota was found in the time")
    plan = assemble_plan(
        scenario,
        searched.requirements,
        searched.found.rota,
        run_id="benchmark",
        created_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        seed=1,
        reproducible=False,
        status=searched.found.status,
        bound=searched.found.bound,
        stage_seconds={},
        forecast={},
    )
    write_plan(out, plan, folder, [], "")


def questions(scenario: Scenario, plan: Plan, count: int, seed: int) -> list[tuple[str, str, str]]:
    """Draw agent, other and moment: the other on the phone, the agent able to be and not there."""
    rng = random.Random(seed)
    blocks = [block for block in plan.rota.blocks if block.is_on_phone]
    agents = [agent.agent_id for agent in scenario.agents]
    away = {agent_id for agent_id in agents if scenario.leave_days(agent_id)}
    found: list[tuple[str, str, str]] = []
    while len(found) < count:
        block, agent_id = rng.choice(blocks), rng.choice(agents)
        queue = block.queues[0]
        able = queue in scenario.usable_queues(agent_id, scenario.pool_of_queue[queue])
        there = block_at(plan.rota, agent_id, block.start)
        if able and agent_id not in away and (there is None or not there.is_on_phone):
            found.append((agent_id, block.agent_id, block.start.isoformat()))
    return found


def ask(folder: Path, agent_id: str, other: str, at: str) -> tuple[dict[str, object], float, float]:
    """Ask in a process of its own; the answer with wall-clock and processor seconds."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "allocator.cli.main", "why-not", str(folder)]
    command += ["--agent", agent_id, "--instead-of", other, "--at", at, "--again", "--json"]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    if shown.returncode not in (0, _REFUSED):
        raise click.ClickException(shown.stderr)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(shown.stdout), wall, spent


@click.command()
@click.option("--people", default=30, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--seconds", default=20.0, show_default=True, help="For the plan.")
@click.option("--questions", "count", default=3, show_default=True)
@click.option("--plan", "given", type=click.Path(path_type=Path), help="A plan that is there.")
def main(people: int, seed: int, seconds: float, count: int, given: Path | None) -> None:
    """Print the seconds of each question by stage."""
    with tempfile.TemporaryDirectory() as here:
        folder = given
        if folder is None:
            write_instance(Path(here) / "scenario", people, seed)
            folder = Path(here) / "plan"
            brief_plan(Path(here) / "scenario", folder, seconds)
        scenario, plan = read_scenario(folder / "scenario"), read_plan(folder)
        for agent_id, other, at in questions(scenario, plan, count, seed):
            answer, wall, spent = ask(folder, agent_id, other, at)
            click.echo(f"{agent_id} instead of {other} at {at}: {answer['status']}")
            click.echo(f"  {wall:.1f} s by the clock, {spent:.1f} s of processor time")
            stages = answer["stage_seconds"]
            assert isinstance(stages, dict)
            told = ", ".join(f"{name} {float(value):.1f}" for name, value in stages.items())
            click.echo(f"  {told}")
            words = answer["words"]
            assert isinstance(words, list)
            click.echo(f"  {words[0]}")


if __name__ == "__main__":
    main()
