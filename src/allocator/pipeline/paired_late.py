"""Late contacts of two rotas, simulated on the same drawn weeks."""

from __future__ import annotations

import numpy as np

from allocator.demand.arrays import Floats
from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.justify.reoptimised import PairedLate
from allocator.pipeline.simulated_late import simulated_late
from allocator.simulate.estimate import mean
from allocator.simulate.week import simulate_week

_REPLICATIONS, _FEW_REPLICATIONS = 40, 20
"""Weeks drawn where a comparison asks, and in a large team, where each takes longer."""
_MANY_PEOPLE = 100


def replications_for(scenario: Scenario) -> int:
    """How many weeks to draw for a comparison of two rotas."""
    return _FEW_REPLICATIONS if len(scenario.agents) > _MANY_PEOPLE else _REPLICATIONS


def paired_late(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    before: Rota,
    after: Rota,
    *,
    replications: int,
    seed: int,
) -> PairedLate:
    """Simulate two rotas on the same weeks and take the difference week by week.

    Parameters
    ----------
    seed
        Of the draw, which may be below 0.
    """
    late = [
        {
            queue: weeks.sum(axis=1)
            for queue, weeks in simulated_late(
                simulate_week(
                    scenario, requirements, rota, replications=replications, seed=seed % 2**32
                )
            ).by_queue.items()
        }
        for rota in (before, after)
    ]
    change = {queue: late[1][queue] - late[0][queue] for queue in late[0]}
    price = scenario.settings.prices.late_contact
    weights = {queue.id: queue.weight for queue in scenario.settings.queues}
    return PairedLate(
        seed=seed,
        replications=replications,
        by_queue={queue: _interval(weeks) for queue, weeks in change.items()},
        total=_interval(np.sum(list(change.values()), axis=0)),
        priced=_interval(
            np.sum([price * weights[queue] * weeks for queue, weeks in change.items()], axis=0)
        ),
    )


def _interval(weeks: Floats) -> tuple[float, float, float]:
    """Mean over the weeks with the ends of its 95% interval."""
    found = mean(weeks)
    middle, half = float(found.value), float(found.half_width)
    return middle, middle - half, middle + half
