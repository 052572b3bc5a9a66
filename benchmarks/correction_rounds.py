"""What correcting the need by simulation is worth: the same search with rounds and without.

Run ``python -m benchmarks.correction_rounds [--scenario scenarios/harbour-centre] [--seeds 1 2 3]
[--seconds 75] [--rounds 0 1] [--steps | --cycles 4]``. For each seed and number of rounds it prints
what the final rota's model expects late, and what comes out late in 400 simulated weeks whose seed
no search has seen; the weeks are the same for all rotas of a seed. ``--seconds`` is everything
that ``plan`` counts as search, the rounds in it. ``--steps`` searches by a fixed number of steps in
place of the clock, so that another machine, or a busy one, gives the same rotas; ``--cycles`` does
no more than a polish from the draft, in one process, with as many changes tried as twelve seconds
each stand for.
"""

from __future__ import annotations

import argparse
import time
from itertools import pairwise
from pathlib import Path

import numpy as np

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.plan import PlanStatus
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.forecast.forecast import forecast
from allocator.pipeline.need_rounds import CorrectedNeed, correct_need
from allocator.rota.blocks import to_rota
from allocator.rota.draft import Draft, make_draft
from allocator.rota.limits import SearchLimits
from allocator.rota.optimise import Optimised, optimise
from allocator.rota.polish import Incumbent, polish
from allocator.simulate.week import WeekSimulation, simulate_week
from allocator.store.scenario_folder import read_scenario
from allocator.verify.objective import measure

SCENARIO = Path(__file__).parents[1] / "scenarios" / "harbour-centre"
REPLICATIONS = 400
UNSEEN = 90_000
"""Added to a search's seed for the weeks that its rotas are compared on."""


def main() -> None:
    """Print a line for each seed and number of rounds, then the mean differences."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", type=Path, default=SCENARIO)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--seconds", type=float, default=75.0)
    parser.add_argument("--rounds", type=int, nargs="+", default=[0, 1])
    parser.add_argument("--steps", action="store_true")
    parser.add_argument("--cycles", type=int, default=0)
    options = parser.parse_args()
    scenario = read_scenario(options.scenario)
    requirements = forecast(scenario)
    for seed in options.seeds:
        limits = SearchLimits(seed, options.seconds, options.steps)
        base: np.ndarray | None = None
        for rounds in options.rounds:
            late = tell(scenario, requirements, limits, rounds, options.cycles)
            base = late if base is None else base
            saved = base - late
            half_width = 1.97 * saved.std(ddof=1) / len(saved) ** 0.5
            print(f"      saved against the first: {saved.mean():+.1f} ± {half_width:.1f}")


def tell(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    limits: SearchLimits,
    rounds: int,
    cycles: int,
) -> np.ndarray:
    """Search once and print what came of it; return the late contacts of each simulated week."""
    begun = time.perf_counter()
    need = correct_need(scenario, requirements, limits, rounds, lambda *_: None)
    assert not isinstance(need, Optimised), need
    in_rounds_s = time.perf_counter() - begun
    if cycles:
        found = polished(scenario, need, SearchLimits(limits.seed, 12.0 * cycles, True))
    else:
        found = optimise(scenario, need.requirements, need.limits, lambda *_: None, need.draft)
    seconds = time.perf_counter() - begun
    assert found.rota is not None, found.reason
    objective = measure(
        RotaView.whole(scenario, found.rota), ServiceModel.of(scenario, need.requirements)
    )
    week = simulate_week(
        scenario,
        requirements,
        found.rota,
        replications=REPLICATIONS,
        seed=limits.seed + UNSEEN,
    )
    offered, in_time = week.counts.offered.sum(axis=1), week.counts.in_time.sum(axis=1)
    others = objective.total - objective.terms["late_contacts"] - objective.terms["below_floor"]
    shares = in_time.sum(axis=0) / offered.sum(axis=0)
    queues = zip(scenario.settings.queues, shares.tolist(), strict=True)
    expected = sum(
        row.forecast_contacts * (1 - objective.service_levels[row.queue].week_share)
        for row in need.requirements
    )
    late = (offered - in_time).sum(axis=1)
    print(
        f"seed {limits.seed}, {len(need.rounds)} rounds, {in_rounds_s:.0f} of {seconds:.0f} s: "
        f"expected late {expected:,.0f}, simulated {late.mean():,.1f}; objective "
        f"{objective.total:,.0f}, as simulated {priced(week) + others:,.0f}, bound "
        f"{found.bound:,.0f}; simulated in time "
        + ", ".join(f"{queue.id} {share:.1%}" for queue, share in queues),
        flush=True,
    )
    return late


def polished(scenario: Scenario, need: CorrectedNeed, limits: SearchLimits) -> Optimised:
    """Rota after a polish of a fixed number of changes, from the last draft or a first one."""
    service = ServiceModel.of(scenario, need.requirements)
    draft = need.draft or make_draft(scenario, service, limits, lambda *_: None, {})
    assert isinstance(draft, Draft), draft
    best = polish(Incumbent(draft.instance, draft.assignment), limits, 0.0, lambda _: None)
    return Optimised(PlanStatus.FEASIBLE, to_rota(best.instance, best.assignment), draft.bound)


def priced(week: WeekSimulation) -> float:
    """Price late contacts and days below floors as simulated, by the scenario's prices."""
    scenario = week.scenario
    prices, total = scenario.settings.prices, 0.0
    for number, queue in enumerate(scenario.settings.queues):
        for first, after in pairwise(scenario.grid.day_bounds):
            offered, in_time = (
                float(counts[:, first:after, number].sum()) / week.replications
                for counts in (week.counts.offered, week.counts.in_time)
            )
            below = max(0.0, queue.floor_share * offered - in_time)
            late = prices.late_contact * (offered - in_time)
            total += queue.weight * (late + prices.below_floor_contact * below)
    return total


if __name__ == "__main__":
    main()
