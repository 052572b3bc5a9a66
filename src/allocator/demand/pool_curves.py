"""The late shares of all intervals of a pool, computed together."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.chain_weights import idle_agents, late_shares_of
from allocator.demand.late_curve import LateCurve
from allocator.demand.pool_load import PoolLoad
from allocator.domain.queue_settings import ServiceClass


class PoolCurves:
    """Late share over agents for each interval of a pool and each class of its contacts.

    Contacts on the line follow Erlang A, or the chain of chats. Deferred contacts get the time of
    the agents who have none on the line: those planned for an interval that they do not get done
    count as late, whatever happens to them afterwards.

    Parameters
    ----------
    loads
        One an interval.
    agents_max
        Top of every curve.
    interval_s
        Length of an interval.
    """

    def __init__(self, loads: tuple[PoolLoad, ...], agents_max: int, interval_s: float) -> None:
        self.loads = loads
        self.agents_max = agents_max
        self.interval_s = interval_s
        self._by_class: dict[ServiceClass, list[LateCurve]] = {}

    def of(self, service_class: ServiceClass) -> list[LateCurve]:
        """Curves of one class, by interval."""
        if service_class not in self._by_class:
            deferred, target_s = service_class
            shares = self._deferred_shares() if deferred else self._live_shares(target_s)
            self._by_class[service_class] = [LateCurve(row) for row in shares]
        return self._by_class[service_class]

    @cached_property
    def idle_agents(self) -> Floats:
        """Mean agents without a contact on the line, interval × (0, 1, …, ``agents_max``)."""
        worked_per_s = np.array([load.worked_per_s for load in self.loads])
        _, aht_s, patience_s = self._mixes
        speeds = self.loads[0].speeds
        return idle_agents(worked_per_s, aht_s, patience_s, self.agents_max, speeds)

    def _live_shares(self, target_s: float) -> Floats:
        return late_shares_of(*self._mixes, self.agents_max, target_s, self.loads[0].speeds)

    def _deferred_shares(self) -> Floats:
        work_s = np.array([[load.deferred_work_s] for load in self.loads])
        done_s = self.idle_agents * self.interval_s
        missing_s = np.maximum(0.0, work_s - done_s)
        shares = np.divide(missing_s, work_s, out=np.zeros_like(done_s), where=work_s > 0)
        shares[:, 0] = 1.0
        return shares

    @cached_property
    def _mixes(self) -> tuple[Floats, Floats, Floats]:
        return (
            np.array([load.arrivals_per_s for load in self.loads]),
            np.array([load.aht_s for load in self.loads]),
            np.array([load.patience_s for load in self.loads]),
        )
