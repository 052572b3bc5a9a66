"""What a simulation counts of late contacts, for the estimates of justifications."""

from __future__ import annotations

import numpy as np

from allocator.justify.simulated_late import SimulatedLate
from allocator.simulate.week import WeekSimulation


def simulated_late(simulation: WeekSimulation) -> SimulatedLate:
    """Return late or lost contacts by queue, week and interval."""
    late = (simulation.counts.offered - simulation.counts.in_time).astype(np.float64)
    queues = simulation.scenario.settings.queues
    return SimulatedLate(
        seed=simulation.seed, by_queue={queue.id: late[:, :, q] for q, queue in enumerate(queues)}
    )
