"""Does the corrected need tell better rotas from worse ones? Measured on rotas near a draft.

Run ``python -m benchmarks.correction_ranks [--scenario scenarios/bank-august] [--rotas 24]
[--seed 1]``. In each of the rotas, eight people's weeks of a settled draft are chosen again under
prices blurred by chance. All are simulated in the same 150 weeks. Printed is, for the late contacts
that the staffing model expects without corrections, with one factor a pool and with one for each
part of the day (all fitted to the draft): how far the expected total lies from the simulated one,
how it is correlated with it over the rotas, and what of the simulated differences it leaves.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import numpy as np

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import forecast
from allocator.pipeline.correction import corrected, fitted, part_of
from allocator.pipeline.simulate_plan import simulate_rota
from allocator.rota.best_week import best_week
from allocator.rota.blocks import to_rota
from allocator.rota.draft import Draft, make_draft
from allocator.rota.limits import SearchLimits
from allocator.rota.service_table import ServiceTable
from allocator.simulate.week import simulate_week
from allocator.store.scenario_folder import read_scenario
from allocator.verify.service_state import ServiceState

SCENARIO = Path(__file__).parents[1] / "scenarios" / "bank-august"
PEOPLE_CHANGED = 8
BLUR = 0.5
REPLICATIONS = 150


def main() -> None:
    """Print a line for each kind of correction."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", type=Path, default=SCENARIO)
    parser.add_argument("--rotas", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    scenario = read_scenario(options.scenario)
    plain, limits = forecast(scenario), SearchLimits(options.seed, reproducible=True)
    made = make_draft(scenario, ServiceModel.of(scenario, plain), limits, lambda *_: None, {})
    assert isinstance(made, Draft), made
    draft = made.settled(limits)
    rotas = neighbours(draft, options.rotas, limits)
    simulated = np.array([late_simulated(scenario, plain, rota) for rota in rotas])
    by_part = fitted(simulate_rota(scenario, plain, draft.rota, options.seed), draft.rota)
    by_pool = {
        part: pool_mean(plain, {p: f for p, f in by_part.items() if p[0] == part[0]})
        for part in by_part
    }
    print(f"{len(rotas)} rotas, simulated late contacts {simulated.mean():,.1f}", end="")
    print(f" ± {simulated.std():.1f} between them")
    for name, factors in {"none": {}, "by pool": by_pool, "by part of day": by_part}.items():
        rows = corrected(scenario, plain, factors)
        model = ServiceModel.of(scenario, rows)
        expected = np.array([late_expected(scenario, rows, model, rota) for rota in rotas])
        slope, start = np.polyfit(expected, simulated, 1)
        left = (simulated - slope * expected - start).std()
        correlation = np.corrcoef(expected, simulated)[0, 1]
        off = (expected - simulated).mean()
        print(f"{name:<15} off by {off:+7.1f}   correlation {correlation:.3f}   left {left:.1f}")


def neighbours(
    draft: Draft,
    count: int,
    limits: SearchLimits,
    people: int = PEOPLE_CHANGED,
    blur: float = BLUR,
) -> list[Rota]:
    """Rotas in which some people's weeks were chosen again, by prices that chance has blurred."""
    instance, random = draft.instance, np.random.default_rng(limits.seed)
    found: list[Rota] = []
    for _ in range(count):
        current = dict(draft.assignment)
        table = ServiceTable(instance, current)
        for agent_id in random.permutation(instance.agent_ids)[:people].tolist():
            days = [key for key in current if key[0] == agent_id]
            before = {key: current.pop(key) for key in days}
            for duty in before.values():
                table.remove(agent_id, duty)
            noise = random.normal(1.0, blur, table.effective.shape)
            week = best_week(instance, current, table, agent_id, limits, noise)
            for key, duty in (before if week is None else week).items():
                current[key] = duty
                table.add(agent_id, duty)
        found.append(to_rota(instance, current))
    return found


def late_simulated(scenario: Scenario, requirements: tuple[Requirement, ...], rota: Rota) -> float:
    """Late contacts of a week, in weeks that are the same for all rotas."""
    week = simulate_week(scenario, requirements, rota, replications=REPLICATIONS, seed=90_000)
    return float((week.counts.offered - week.counts.in_time).sum()) / REPLICATIONS


def late_expected(
    scenario: Scenario, requirements: tuple[Requirement, ...], model: ServiceModel, rota: Rota
) -> float:
    """Late contacts of a week by the staffing model."""
    levels = ServiceState.of(scenario, model, rota).service_levels()
    return math.fsum(
        row.forecast_contacts * (1 - levels[row.queue].week_share) for row in requirements
    )


def pool_mean(
    requirements: tuple[Requirement, ...], factors: dict[tuple[str, int], float]
) -> float:
    """One factor for a pool: the mean of its parts' by contacts."""
    rows = [row for row in requirements if part_of(row) in factors]
    contacts = math.fsum(row.forecast_contacts for row in rows)
    return math.fsum(row.forecast_contacts * factors[part_of(row)] for row in rows) / contacts


if __name__ == "__main__":
    main()
