"""The rota as one CP-SAT model: what a good engineer would write first.

A literal for each person, day and shift; one for each start of each break; one for each person,
pool and quarter-hour on the phone; one for each start of a meeting that may be moved. Each rule is
a few linear constraints; late contacts of a quarter-hour are the edges of their convex curve over
the sum of speeds on the phone. Rules and prices are stated by the product's own encoders
(``allocator.rota.whole_model``, which the product's search does not use), so nothing is left out.
A seat too many costs 100 late contacts in place of being forbidden, so that a first rota is found
the sooner; the check says whether any is left.
"""

from __future__ import annotations

import time

from ortools.sat.python import cp_model

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.blocks import to_rota
from allocator.rota.instance import Instance
from allocator.rota.model import COST_SCALE
from allocator.rota.service_cost import ServiceCost
from allocator.rota.whole_model import RotaModel


def plain_rota(
    scenario: Scenario, requirements: tuple[Requirement, ...], seconds: float, workers: int
) -> tuple[Rota | None, float]:
    """Build and solve the model, which together may take so many seconds.

    Returns
    -------
    rota
        The best that was found, if any was.
    bound
        The solver's own lower bound, in late contacts.
    """
    begun = time.perf_counter()
    instance = Instance.of(scenario, ServiceModel.of(scenario, requirements))
    choices = {
        (agent_id, day): options
        for agent_id, week in instance.options.items()
        for day, options in enumerate(week)
        if options
    }
    model = RotaModel(instance, choices, {}, strict=False)
    ServiceCost(model).add()
    model.minimise()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = max(1.0, begun + seconds - time.perf_counter())
    status = solver.solve(model.model)
    bound = solver.best_objective_bound / COST_SCALE
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, bound
    return to_rota(instance, model.assignment(solver.value)), bound
