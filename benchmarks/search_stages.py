"""What each stage of the search is worth, beside one model over everything.

Run ``python -m benchmarks.search_stages [SCENARIO] [--seconds 60]``; the bank's week unless another
scenario is named. Prints the objective (late contacts)
after each stage, and what CP-SAT finds in the same time when shifts, breaks and pools of everybody
are one model.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from ortools.sat.python import cp_model

from allocator.demand.service import ServiceModel
from allocator.forecast.forecast import forecast
from allocator.rota.bound import solve_counts
from allocator.rota.construct import construct
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.model import COST_SCALE
from allocator.rota.place_activities import NoTimes, place_activities
from allocator.rota.polish import Incumbent, polish
from allocator.rota.service_cost import ServiceCost
from allocator.rota.whole_model import RotaModel
from allocator.store.scenario_folder import read_scenario

SCENARIO = Path(__file__).parents[1] / "scenarios" / "bank-august"


def main() -> None:
    """Print a line a stage."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario", type=Path, nargs="?", default=SCENARIO)
    parser.add_argument("--seconds", type=float, default=60.0, help="for the polish")
    arguments = parser.parse_args()
    seconds = arguments.seconds
    scenario = read_scenario(arguments.scenario)
    instance = Instance.of(scenario, ServiceModel.of(scenario, forecast(scenario)))
    limits = SearchLimits(seconds=seconds)
    begun = time.perf_counter()

    def tell(stage: str, cost: float | None) -> None:
        figure = "none" if cost is None else f"{cost:,.1f}"
        print(f"{time.perf_counter() - begun:7.1f} s  {stage:<52}{figure:>10}", flush=True)

    counts = solve_counts(instance, 0.1)
    tell("bound", counts.bound)
    tell(
        "the divided team, the most that any bound of this kind proves", sum(counts.terms.values())
    )
    placed = place_activities(instance, counts, limits)
    assignment = None if isinstance(placed, NoTimes) else construct(placed, counts, limits)
    if assignment is None or isinstance(placed, NoTimes):
        tell("names", None)
        return
    rota = Incumbent(placed, assignment)
    tell("names, from the weeks of the divided team", rota.cost)
    best = polish(rota, limits, time.perf_counter() + seconds, lambda _: None)
    tell(f"polish, one process, {seconds:.0f} s", best.cost)
    tell(f"one CP-SAT model over everything, {seconds:.0f} s", one_model(instance, seconds))


def one_model(instance: Instance, seconds: float) -> float | None:
    """Objective of the model that a good engineer would write first, if it finds a rota."""
    choices = {
        (agent_id, day): options
        for agent_id, week in instance.options.items()
        for day, options in enumerate(week)
        if options
    }
    model = RotaModel(instance, choices, {})
    ServiceCost(model).add()
    model.minimise()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = seconds
    if solver.solve(model.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return solver.objective_value / COST_SCALE


if __name__ == "__main__":
    main()
