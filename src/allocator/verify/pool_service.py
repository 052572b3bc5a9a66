"""One pool's contacts as the check counts them: late, uncovered and below the floor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocator.demand.arrays import Floats
from allocator.demand.service import ServiceModel
from allocator.domain.scenario import Scenario

Ints = NDArray[np.integer[Any]]
"""An array of whole numbers; its shape stands in the docstring."""


@dataclass(frozen=True)
class PoolService:
    """What a pool's presence means to its queues, over the open intervals.

    Parameters
    ----------
    queues
        Ids in the scenario's order.
    contacts
        Contacts planned for each interval, queue × interval.
    weights, floor_shares
        Of each queue.
    class_rows
        For each queue the row of its class of service in the tables.
    priced_shares, exact_shares
        Late share at 0, 1, …, whole effective agents: class × interval × agents. Both are
        linear between whole agents and flat beyond the last.
    idle_agents
        Agents without a contact on the line, of 0, 1, …, whole effective agents: interval ×
        agents. Not worked out for a pool without deferred queues.
    day_of_interval
        1 where an interval belongs to an operating day: interval × day.
    """

    queues: tuple[str, ...]
    contacts: Floats
    weights: Floats
    floor_shares: Floats
    class_rows: tuple[int, ...]
    priced_shares: Floats
    exact_shares: Floats
    idle_agents: Floats
    day_of_interval: Floats

    @classmethod
    def of(cls, scenario: Scenario, service: ServiceModel, pool_id: str) -> PoolService:
        """Tables of one pool."""
        settings = [scenario.queue_by_id[queue] for queue in scenario.pool_by_id[pool_id].queues]
        cells = [service.cell(pool_id, interval) for interval in service.intervals]
        classes = sorted({setting.service_class for setting in settings})
        curves = [[cell.curve(one) for cell in cells] for one in classes]
        whole_agents = np.arange(service.agents_max + 1)
        priced = [
            [
                np.interp(whole_agents, curve.vertices, curve.shares[list(curve.vertices)])
                for curve in row
            ]
            for row in curves
        ]
        day_of = np.searchsorted(scenario.grid.day_bounds, service.intervals, side="right") - 1
        return cls(
            queues=tuple(setting.id for setting in settings),
            contacts=np.array(
                [[cell.contacts_by_queue[setting.id] for cell in cells] for setting in settings]
            ),
            weights=np.array([setting.weight for setting in settings]),
            floor_shares=np.array([setting.floor_share for setting in settings]),
            class_rows=tuple(classes.index(setting.service_class) for setting in settings),
            priced_shares=np.array(priced),
            exact_shares=np.array([[curve.shares for curve in row] for row in curves]),
            idle_agents=np.array([cell.idle_agents for cell in cells])
            if pool_id in service.deferred
            else np.zeros((len(cells), 1)),
            day_of_interval=np.eye(scenario.grid.day_count)[day_of],
        )

    def late_contacts(self, effective_agents: Floats) -> Floats:
        """Late contacts by the priced curve, queue × interval, from agents by interval."""
        return self.contacts * self._shares(self.priced_shares, effective_agents)

    def on_time_shares(self, effective_agents: Floats, logged_in: Ints) -> Floats:
        """Share answered in time by the exact curve, queue × interval; 0 where uncovered."""
        return (1.0 - self._shares(self.exact_shares, effective_agents)) * (logged_in > 0)

    def uncovered_contacts(self, logged_in: Ints) -> Floats:
        """Contacts of queues that nobody is logged into, queue × interval."""
        return self.contacts * (logged_in == 0)

    def below_floor_contacts(self, late: Floats, uncovered: Floats) -> Floats:
        """Contacts by which each queue's day falls short of its floor, queue × day.

        An uncovered contact is late as well, so that on time may come out below zero; a queue
        without a floor is above it all the same.
        """
        offered = self.contacts @ self.day_of_interval
        on_time = (self.contacts - late - uncovered) @ self.day_of_interval
        floors = self.floor_shares[:, np.newaxis]
        return np.where(floors > 0, np.maximum(0.0, floors * offered - on_time), 0.0)

    def _shares(self, table: Floats, effective_agents: Floats) -> Floats:
        """Late share of each queue, queue × interval, by linear interpolation in a table."""
        top = table.shape[2] - 1
        agents = np.clip(effective_agents, 0.0, top)
        below = agents.astype(np.int64)
        above = np.minimum(below + 1, top)
        part = agents - below
        column = np.arange(agents.size)
        by_class = table[:, column, below] * (1.0 - part) + table[:, column, above] * part
        return by_class[list(self.class_rows)]

    def idle(self, effective_agents: Floats) -> Floats:
        """Agents without a contact on the line, by interval, linear between whole agents."""
        top = self.idle_agents.shape[1] - 1
        agents = np.clip(effective_agents, 0.0, top)
        below = agents.astype(np.int64)
        above, part = np.minimum(below + 1, top), agents - below
        row = np.arange(agents.size)
        table = self.idle_agents
        return table[row, below] * (1.0 - part) + table[row, above] * part
