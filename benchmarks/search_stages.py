"""What each stage of the search is worth on the bank's week, beside one model over everything.

Run ``python -m benchmarks.search_stages [--seconds 60]``. Prints the objective (late contacts)
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
from allocator.rota.exchange import exchange_pairs
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.model import COST_SCALE
from allocator.rota.polish import Incumbent, polish, settle
from allocator.rota.recombine import recombine
from allocator.rota.service_cost import ServiceCost
from allocator.rota.whole_model import RotaModel
from allocator.store.scenario_folder import read_scenario

SCENARIO = Path(__file__).parents[1] / "scenarios" / "bank-august"


def main() -> None:
    """Print a line a stage."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="for the polish")
    seconds = parser.parse_args().seconds
    scenario = read_scenario(SCENARIO)
    instance = Instance.of(scenario, ServiceModel.of(scenario, forecast(scenario)))
    limits = SearchLimits(seconds=seconds)
    begun = time.perf_counter()

    def tell(stage: str, cost: float | None) -> None:
        figure = "none" if cost is None else f"{cost:,.1f}"
        print(f"{time.perf_counter() - begun:7.1f} s  {stage:<52}{figure:>10}", flush=True)

    tell("bound by classes of speed half apart", solve_counts(instance, 0.5).bound)
    counts = solve_counts(instance, 0.1)
    tell("bound by classes of speed a tenth apart", counts.bound)
    assignment = construct(instance, counts, limits)
    if assignment is None:
        tell("names", None)
        return
    rota = Incumbent(instance, assignment)
    tell("names, one by one in sight of the fractional team", rota.cost)
    tell("everybody once more, alone", settle(rota, limits).cost)
    found = polish(rota, limits, time.perf_counter() + seconds, lambda _: None)
    tell(f"polish, {len(found) - 1} cycles", found[0].cost)
    best = settle(recombine(found, limits, seconds / 6), limits)
    tell("recombined", best.cost)
    until = time.perf_counter() + seconds / 6
    best = exchange_pairs(best, limits, until, lambda _: None)
    tell("pairs exchanged", best.cost)
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
