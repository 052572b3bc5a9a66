"""What a number of agents in a pool means to its contacts, for every open interval."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from allocator.demand.late_curve import LateCurve
from allocator.demand.late_shares import late_shares
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class PoolLoad:
    """Demand of one pool in one interval as a single queue with the mix's figures.

    Parameters
    ----------
    contacts_by_queue
        Expected contacts in the interval.
    aht_s
        Handling time, weighted by contacts.
    patience_s
        Inverse of the abandonment rates' mean, weighted by contacts.
    """

    contacts_by_queue: dict[str, float]
    arrivals_per_s: float
    aht_s: float
    patience_s: float

    @property
    def load_erlangs(self) -> float:
        """Offered load of the pool."""
        return self.arrivals_per_s * self.aht_s

    @classmethod
    def of(cls, requirements: list[Requirement], interval_s: float) -> PoolLoad:
        """Mix of the queues' requirements in one interval.

        Where no contact is expected the handling time and patience are plain means, which
        nothing depends on.
        """
        contacts = [row.forecast_contacts for row in requirements]
        total = sum(contacts)
        weights = contacts if total > 0 else [1.0] * len(requirements)
        over = sum(weights)
        rows = list(zip(weights, requirements, strict=True))
        return cls(
            contacts_by_queue={row.queue: row.forecast_contacts for row in requirements},
            arrivals_per_s=total / interval_s,
            aht_s=sum(weight * row.aht_s for weight, row in rows) / over,
            patience_s=over / sum(weight / row.patience_s for weight, row in rows),
        )


def pool_loads(
    scenario: Scenario, requirements: tuple[Requirement, ...]
) -> dict[tuple[str, int], PoolLoad]:
    """Load of each pool and open interval, in the order of the requirements."""
    grid = scenario.grid
    rows: defaultdict[tuple[str, int], list[Requirement]] = defaultdict(list)
    for row in requirements:
        rows[row.pool, grid.index(row.interval_start)].append(row)
    interval_s = grid.interval_minutes * 60.0
    return {key: PoolLoad.of(group, interval_s) for key, group in rows.items()}


@dataclass(frozen=True)
class Cell:
    """One pool in one open interval.

    Parameters
    ----------
    targets
        Target times of the pool's queues in seconds, ascending, each once.
    """

    load: PoolLoad
    targets: tuple[float, ...]
    _row: int
    _curves: _Curves

    @property
    def contacts_by_queue(self) -> dict[str, float]:
        """Expected contacts of each queue in the interval."""
        return self.load.contacts_by_queue

    @property
    def load_erlangs(self) -> float:
        """Offered load of the pool in the interval."""
        return self.load.load_erlangs

    def curve(self, target_s: float) -> LateCurve:
        """Late share over agents for one target time."""
        return self._curves.of(target_s)[self._row]


@dataclass
class _Curves:
    """Curves of all cells, computed together the first time that a target is asked for."""

    loads: list[PoolLoad]
    agents_max: int
    by_target: dict[float, list[LateCurve]] = field(default_factory=dict[float, list[LateCurve]])

    def of(self, target_s: float) -> list[LateCurve]:
        if target_s not in self.by_target:
            shares = late_shares(
                np.array([load.arrivals_per_s for load in self.loads]),
                np.array([load.aht_s for load in self.loads]),
                np.array([load.patience_s for load in self.loads]),
                self.agents_max,
                target_s,
            )
            self.by_target[target_s] = [LateCurve(row) for row in shares]
        return self.by_target[target_s]


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
    """

    speed: dict[tuple[str, str], float]
    effective_share: float
    agents_max: int
    intervals: tuple[int, ...]
    pools: tuple[str, ...]
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
        loads = pool_loads(scenario, requirements)
        curves = _Curves(list(loads.values()), agents_max)
        targets = {
            pool.id: tuple(sorted({scenario.queue_by_id[queue].target_s for queue in pool.queues}))
            for pool in settings.pools
        }
        cells = {
            key: Cell(load, targets[key[0]], row, curves)
            for row, (key, load) in enumerate(loads.items())
        }
        return cls(
            speed=speed,
            effective_share=effective_share,
            agents_max=agents_max,
            intervals=scenario.open_intervals,
            pools=tuple(pool.id for pool in settings.pools),
            _cells=cells,
        )

    def cell(self, pool_id: str, interval: int) -> Cell:
        """One pool in one open interval."""
        return self._cells[pool_id, interval]


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
