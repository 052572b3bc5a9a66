"""Contacts late or lost from the join of a replan to the end of its days, simulated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.justify.replan_claims import NOTHING, PUBLISHED, Interval, SimulatedToEnd
from allocator.pipeline.simulated_late import simulated_late
from allocator.simulate.estimate import mean
from allocator.simulate.week import simulate_week


@dataclass(frozen=True)
class ToSimulate:
    """A rota with the scenario and the demand that it is to be simulated in."""

    scenario: Scenario
    requirements: tuple[Requirement, ...]
    rota: Rota


def simulated_to_end(
    rotas: Mapping[str, ToSimulate], since: int, *, replications: int, seed: int
) -> dict[str, SimulatedToEnd]:
    """Simulate rotas on the same draws and count what is late from an interval on.

    Parameters
    ----------
    rotas
        The published one and that of doing nothing among them; a rota that comes twice is
        simulated once.
    since
        First interval of the grid that counts.
    """
    late: dict[str, dict[str, Floats]] = {}
    for name, each in rotas.items():
        twin = next((n for n in late if rotas[n] == each), None)
        late[name] = late[twin] if twin else _late(each, since, replications, seed)
    weights = {
        queue.id: queue.weight for each in rotas.values() for queue in each.scenario.settings.queues
    }
    return {name: _to_end(late, name, weights) for name in rotas}


def _late(each: ToSimulate, since: int, replications: int, seed: int) -> dict[str, Floats]:
    """Late contacts of each simulated week by queue."""
    week = simulate_week(
        each.scenario,
        each.requirements,
        each.rota,
        replications=replications,
        seed=seed % 2**32,
    )
    found = simulated_late(week).by_queue
    return {queue: weeks[:, since:].sum(axis=1) for queue, weeks in found.items()}


def _to_end(
    late: Mapping[str, Mapping[str, Floats]], name: str, weights: Mapping[str, float]
) -> SimulatedToEnd:
    mine = late[name]
    if name == PUBLISHED:
        return SimulatedToEnd(_by_queue(mine), _total(mine), {}, None)
    other = late[PUBLISHED if name == NOTHING else NOTHING]
    change = {queue: weeks - other[queue] for queue, weeks in mine.items()}
    weighted = _total({queue: weights[queue] * weeks for queue, weeks in change.items()})
    by_queue = _by_queue(change)
    return SimulatedToEnd(_by_queue(mine), _total(mine), by_queue, _total(change), weighted)


def _by_queue(weeks: Mapping[str, Floats]) -> dict[str, Interval]:
    return {queue: _interval(mine) for queue, mine in weeks.items()}


def _total(weeks: Mapping[str, Floats]) -> Interval:
    return _interval(np.sum(list(weeks.values()), axis=0))


def _interval(weeks: Floats) -> Interval:
    """Mean over the weeks with the ends of its 95% interval."""
    found = mean(weeks)
    middle, half = float(found.value), float(found.half_width)
    return middle, middle - half, middle + half
