"""What a number of agents in a pool means to its contacts, for every open interval."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace

from allocator.demand.arrays import Floats
from allocator.demand.deferred import DeferredQueue, deferred_queues
from allocator.demand.late_curve import LateCurve
from allocator.demand.pool_curves import PoolCurves
from allocator.demand.pool_load import PoolLoad, pool_loads
from allocator.domain.demand import Requirement
from allocator.domain.queue_settings import ServiceClass
from allocator.domain.scenario import Scenario


@dataclass(frozen=True)
class Cell:
    """One pool in one open interval.

    Parameters
    ----------
    classes
        Classes of service of the pool's queues, ascending, each once.
    """

    load: PoolLoad
    classes: tuple[ServiceClass, ...]
    _row: int
    _curves: PoolCurves

    @property
    def contacts_by_queue(self) -> dict[str, float]:
        """Contacts of each queue planned for the interval."""
        return self.load.contacts_by_queue

    @property
    def load_erlangs(self) -> float:
        """Offered load of the pool's contacts on the line in the interval."""
        return self.load.load_erlangs

    def curve(self, service_class: ServiceClass) -> LateCurve:
        """Late share over agents for one class of the pool's queues."""
        return self._curves.of(service_class)[self._row]

    @property
    def idle_agents(self) -> Floats:
        """Agents without a contact on the line, of 0, 1, …, ``agents_max``: who do the rest."""
        return self._curves.idle_agents[self._row]


@dataclass(frozen=True)
class ServiceModel:
    """Late contacts of every pool and interval as a function of the agents on the phone.

    The optimiser prices a rota by it and the independent check recomputes the price from it.

    Parameters
    ----------
    speed
        Handling speed of an agent in a pool, 1 being the queues' mean, rounded to two
        decimals: over the queues that the agent may be logged into there, the week's work at
        the mean handling time over the same at the agent's own. No entry where there is none.
    effective_share
        Share of on-phone time that is left after shrinkage.
    agents_max
        Top of every curve: at least the most effective agents that any pool can seat.
    intervals
        Numbers of the open intervals, ascending.
    pools
        Ids in the scenario's order.
    deferred
        Emails and call-backs of each pool that has any.
    """

    speed: dict[tuple[str, str], float]
    effective_share: float
    agents_max: int
    intervals: tuple[int, ...]
    pools: tuple[str, ...]
    deferred: dict[str, tuple[DeferredQueue, ...]]
    _cells: dict[tuple[str, int], Cell]

    @classmethod
    def of(cls, scenario: Scenario, requirements: tuple[Requirement, ...]) -> ServiceModel:
        """Service model of a scenario with the requirements it is planned for.

        Parameters
        ----------
        requirements
            A row for every queue of the scenario in every open interval.
        """
        settings = scenario.settings
        speed = agent_speeds(scenario, requirements)
        effective_share = 1.0 - settings.shrinkage_share
        agents_max = _most_effective_agents(scenario, speed, effective_share)
        interval_s = scenario.grid.interval_minutes * 60.0
        by_pool: defaultdict[str, dict[int, PoolLoad]] = defaultdict(dict)
        for (pool_id, interval), load in pool_loads(scenario, requirements).items():
            by_pool[pool_id][interval] = load
        cells: dict[tuple[str, int], Cell] = {}
        for pool_id, loads in by_pool.items():
            curves = PoolCurves(tuple(loads.values()), agents_max, interval_s)
            queues = (scenario.queue_by_id[queue] for queue in scenario.pool_by_id[pool_id].queues)
            classes = tuple(sorted({queue.service_class for queue in queues}))
            cells |= {
                (pool_id, interval): Cell(load, classes, row, curves)
                for row, (interval, load) in enumerate(loads.items())
            }
        return cls(
            speed=speed,
            effective_share=effective_share,
            agents_max=agents_max,
            intervals=scenario.open_intervals,
            pools=tuple(pool.id for pool in settings.pools),
            deferred=deferred_queues(scenario, requirements),
            _cells=cells,
        )

    def cell(self, pool_id: str, interval: int) -> Cell:
        """One pool in one open interval."""
        return self._cells[pool_id, interval]

    def of_intervals(self, first: int, last: int) -> ServiceModel:
        """Return the same model of the intervals from one up to another, counted from the first.

        Prices stay those of the whole, whatever is waiting where the span begins.
        """
        return replace(
            self,
            intervals=tuple(each - first for each in self.intervals if first <= each < last),
            _cells={
                (pool, interval - first): cell
                for (pool, interval), cell in self._cells.items()
                if first <= interval < last
            },
        )


def agent_speeds(
    scenario: Scenario, requirements: tuple[Requirement, ...]
) -> dict[tuple[str, str], float]:
    """Speed of each agent in each pool that the agent can work in (see :class:`ServiceModel`)."""
    work_s: defaultdict[str, float] = defaultdict(float)
    for row in requirements:
        work_s[row.queue] += row.forecast_contacts * row.aht_s
    speeds: dict[tuple[str, str], float] = {}
    for agent_id, skills in scenario.skills_by_agent.items():
        for pool in scenario.settings.pools:
            queues = scenario.usable_queues(agent_id, pool.id)
            if not queues:
                continue
            mean_s = sum(work_s[queue] for queue in queues)
            own_s = sum(work_s[queue] * skills[queue].aht_factor for queue in queues)
            if own_s == 0:  # nothing is expected on these queues: take them as equal
                mean_s, own_s = len(queues), sum(skills[queue].aht_factor for queue in queues)
            speeds[agent_id, pool.id] = round(mean_s / own_s, 2)
    return speeds


def _most_effective_agents(
    scenario: Scenario, speed: dict[tuple[str, str], float], effective_share: float
) -> int:
    most = 0.0
    for pool in scenario.settings.pools:
        speeds = sorted(
            (s for (_, pool_id), s in speed.items() if pool_id == pool.id), reverse=True
        )
        most = max(most, effective_share * sum(speeds[: pool.seats]))
    return max(1, math.ceil(most))
