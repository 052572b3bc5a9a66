"""The worst losses simulated beside the plan, on the same drawn weeks."""

from __future__ import annotations

import numpy as np

from allocator.demand.arrays import Floats
from allocator.domain.contingency import SimulatedLoss
from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.pipeline.contingency.bench import Bench
from allocator.pipeline.contingency.response import Answered
from allocator.pipeline.paired_late import replications_for
from allocator.pipeline.simulated_late import simulated_late
from allocator.simulate.estimate import mean
from allocator.simulate.week import simulate_week

SIMULATED = 5
"""Losses that are simulated: the worst."""


def simulated_loss(bench: Bench, answered: Answered, seed: int) -> SimulatedLoss:
    """Simulate a loss, nothing done and with the response, beside the plan as it is."""
    replications = replications_for(bench.scenario)

    def late(need: tuple[Requirement, ...], worked: Rota) -> Floats:
        weeks = simulate_week(bench.scenario, need, worked, replications=replications, seed=seed)
        by_queue = simulated_late(weeks).by_queue.values()
        return np.sum([each.sum(axis=1) for each in by_queue], axis=0)

    if seed not in bench.simulated_late:
        bench.simulated_late[seed] = late(bench.requirements, bench.rota)
    plan = bench.simulated_late[seed]
    need = answered.left.requirements
    low, middle, high = _interval(late(need, answered.left.rota) - plan)
    found = SimulatedLoss(
        replications=replications,
        seed=seed,
        extra_contacts=middle,
        low_contacts=low,
        high_contacts=high,
    )
    if not answered.loss.steps:
        return found
    low, middle, high = _interval(late(need, answered.rota) - plan)
    return found.model_copy(
        update={
            "response_extra_contacts": middle,
            "response_low_contacts": low,
            "response_high_contacts": high,
        }
    )


def _interval(weeks: Floats) -> tuple[float, float, float]:
    """Low end of the 95% interval of a mean, the mean, and the high end."""
    found = mean(weeks)
    middle, half = float(found.value), float(found.half_width)
    return middle - half, middle, middle + half
