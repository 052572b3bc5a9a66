"""How long the options of a replan take, in a process that has compiled its inner loops.

Run ``python -m benchmarks.replan_speed --plan DIR [--away N] [--seconds S] [--times T]``. On the
plan's first day, at the clock time ``--at``, so many of those who have work before them are away
for the rest of it; the options are searched for and each is held against every hard rule. The first
time warms up; printed are seconds from the events to each checked option, by the clock and of the
processor, for every time after it, and the bound that is proven at the end, where one is.
"""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import click

from allocator.demand.service import ServiceModel
from allocator.domain.event_of_day import Absence
from allocator.pipeline.replan.case import Disrupted
from allocator.rota.limits import SearchLimits
from allocator.rota.replan.replanner import Replanner
from allocator.store.plan_folder import SCENARIO_FOLDER, read_plan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.verifier import breaches_to_answer_for


@click.command(help=__doc__)
@click.option("--plan", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--away", type=click.IntRange(min=1), default=2, show_default=True)
@click.option("--at", default="08:10", show_default=True, help="Clock time of the replan.")
@click.option("--seconds", type=click.FloatRange(min=1), default=12.0, show_default=True)
@click.option("--times", type=click.IntRange(min=2), default=3, show_default=True)
def main(folder: Path, away: int, at: str, seconds: float, times: int) -> None:
    """Print a line for each time."""
    plan = read_plan(folder)
    scenario = read_scenario(folder / SCENARIO_FOLDER)
    grid = scenario.grid
    now = dt.datetime.combine(grid.first_day, dt.time.fromisoformat(at), tzinfo=grid.zone)
    until = grid.moment(grid.day_bounds[1])
    at_work = dict.fromkeys(
        block.agent_id for block in plan.rota.blocks if now < block.end and block.start < until
    )
    events = [
        Absence(kind="absence", agent_id=agent_id, start=now, until=until)
        for agent_id in list(at_work)[:away]
    ]
    click.echo(f"{len(scenario.agents)} people, {len(events)} away on {grid.first_day}")
    for number in range(times):
        clock, processor = time.perf_counter(), time.process_time()
        case = Disrupted.of(scenario, plan.rota, plan.requirements, None, events, now)
        service = ServiceModel.of(case.scenario, case.requirements)
        replanner = Replanner(case.scenario, service, case.published)
        told = [f"doing nothing {replanner.nothing.total:,.1f}"]
        for option in replanner.options(SearchLimits(seed=1, seconds=seconds)):
            breaches_to_answer_for(case.scenario, option.rota)
            told.append(
                f"{option.name} {option.total:,.1f} after {time.perf_counter() - clock:.1f} s"
                f" ({time.process_time() - processor:.1f} CPU s)"
            )
        if number:
            bound = replanner.bound()
            told.append("no bound" if bound is None else f"bound {bound:,.1f}")
            click.echo("; ".join(told))


if __name__ == "__main__":
    main()
