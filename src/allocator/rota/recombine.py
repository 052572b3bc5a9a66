"""The best of several rotas: each agent-day may take its duty from any of them."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from allocator.rota.duty import Duty
from allocator.rota.duty_model import DutyModel
from allocator.rota.limits import SearchLimits
from allocator.rota.polish import Incumbent
from allocator.rules.encoding import ShiftOption

_MOST_ROTAS = 8


def recombine(rotas: Sequence[Incumbent], limits: SearchLimits, seconds: float) -> Incumbent:
    """Choose duties out of several rotas by CP-SAT on the full objective.

    Parameters
    ----------
    rotas
        At least one; where two give an agent the same shift, the better rota's breaks stand.
    seconds
        Wall-clock limit, or deterministic time where reproducible.

    Returns
    -------
    Incumbent
        No worse than the best rota given.
    """
    ranked = sorted(rotas, key=Incumbent.rank)[:_MOST_ROTAS]
    # Activities stay at the best rota's times: duties that have them at others do not fit.
    instance = ranked[0].instance
    duties: dict[tuple[str, int], dict[ShiftOption, Duty]] = {}
    for rota in ranked:
        for key, duty in rota.assignment.items():
            if instance.allows(*key, duty):
                duties.setdefault(key, {}).setdefault(duty.option, duty)
    model = DutyModel(instance, duties, {})
    model.start_from(ranked[0].assignment)
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = limits.seed
    if limits.reproducible:
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = seconds
    else:
        solver.parameters.num_workers = 2
        solver.parameters.max_time_in_seconds = seconds
    solved = model.solve(solver)
    if solved is None:
        return ranked[0]
    return min(ranked[0], Incumbent(instance, solved[0]), key=Incumbent.rank)
