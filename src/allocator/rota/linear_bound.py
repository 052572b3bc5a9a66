"""The linear model of groups of people, solved: a bound where best weeks are not all there is."""

from __future__ import annotations

import time

from ortools.linear_solver.python import model_builder

from allocator.rota.counts import CountsModel
from allocator.rota.counts_service import add_service
from allocator.rota.divided_team import Counts
from allocator.rota.instance import Instance


def solve_linear(instance: Instance, speed_step: float) -> Counts:
    """Build and solve the linear model by HiGHS's interior-point method.

    Parameters
    ----------
    speed_step
        Width of the classes of speed (:func:`~allocator.rota.groups.team_classes`).
    """
    begun = time.perf_counter()
    counts = CountsModel(instance, speed_step)
    add_service(counts)
    counts.model.minimize(sum(counts.terms.values()))
    solver = model_builder.Solver("highs")
    # Quiet, as standard output belongs to the command's result.
    solver.set_solver_specific_parameters("solver=ipm\nrandom_seed=0\noutput_flag=false")
    status = solver.solve(counts.model)
    seconds = time.perf_counter() - begun
    if status != model_builder.SolveStatus.OPTIMAL:
        return Counts(False, float("inf"), {}, counts.groups, {}, {}, seconds)
    shifts = {
        group[0]: {
            option: float(solver.value(count))
            for day in range(instance.day_count)
            for option, count in counts.shifts(group[0], day).items()
        }
        for group in counts.groups
    }
    terms = {
        name: float(solver.value(term))
        for name, term in counts.terms.items()
        if not isinstance(term, int | float)
    }
    return Counts(
        True,
        float(solver.objective_value),
        terms,
        counts.groups,
        shifts,
        _pool_shares(counts, solver),
        seconds,
    )


def _pool_shares(
    counts: CountsModel, solver: model_builder.Solver
) -> dict[tuple[str, str, int], float]:
    shares: dict[tuple[str, str, int], float] = {}
    for (members, interval), by_pool in counts.splits.items():
        values = {pool: max(0.0, float(solver.value(flow))) for pool, flow in by_pool.items()}
        total = sum(values.values())
        for group in members.groups:
            for pool, value in values.items():
                shares[group[0], pool, interval] = value / total if total > 1e-9 else 0.0
    return shares
