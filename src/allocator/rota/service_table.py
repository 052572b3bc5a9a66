"""The price of service in arrays: what one more agent is worth, interval by interval.

The search asks this thousands of times a second, so it is arithmetic on arrays, not a model.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from allocator.rota.duty import Assignment, Duty
from allocator.rota.instance import Instance
from allocator.rota.model import BREACH_PRICE

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PoolTable:
    """Prices of one pool over the grid; closed intervals cost nothing.

    Parameters
    ----------
    late
        Late contacts of each class's queues, weighted and priced, by whole effective agents:
        shape (classes, intervals, agents + 1).
    queues
        The pool's queues.
    contacts
        Expected contacts: shape (queues, intervals).
    share_of_late
        For each queue, the row of ``late`` it belongs to.
    to_contacts
        Contacts of a queue in one unit of that row's price: shape (queues, intervals).
    weights, floors
        Weight and floor share of each queue.
    """

    pool: str
    seats: int
    late: Floats
    queues: tuple[str, ...]
    contacts: Floats
    share_of_late: tuple[int, ...]
    to_contacts: Floats
    weights: Floats
    floors: Floats


class ServiceTable:
    """Agents on the phone under an assignment, and what they cost.

    Parameters
    ----------
    instance
        The compiled scenario.
    assignment
        Duties counted at first; :meth:`add` and :meth:`remove` change them. A team may also
        stand in as fractions of people (:meth:`add_fraction`).
    """

    def __init__(
        self, instance: Instance, assignment: Assignment, seat_price: float = BREACH_PRICE
    ) -> None:
        self.instance = instance
        count = instance.scenario.grid.interval_count
        self.pools = tuple(_pool_table(instance, pool, count) for pool in instance.service.pools)
        self._number = {table.pool: number for number, table in enumerate(self.pools)}
        self.effective: Floats = np.zeros((len(self.pools), count))
        self.heads: Floats = np.zeros((len(self.pools), count))
        self.logged: tuple[Floats, ...] = tuple(
            np.zeros((len(table.queues), count)) for table in self.pools
        )
        bounds = instance.scenario.grid.day_bounds
        self._days = tuple(slice(a, b) for a, b in pairwise(bounds))
        self._prices = instance.scenario.settings.prices
        self.seat_price = seat_price
        for (agent_id, _), duty in assignment.items():
            self.add(agent_id, duty)

    def add(self, agent_id: str, duty: Duty) -> None:
        """Put a duty on the phones."""
        self._count(agent_id, duty, 1)

    def remove(self, agent_id: str, duty: Duty) -> None:
        """Take a duty off the phones."""
        self._count(agent_id, duty, -1)

    def add_fraction(self, agent_id: str, pool: str, presence: Floats) -> None:
        """Put a share of an agent on the phones of a pool, per interval of the grid."""
        number = self._number[pool]
        self.effective[number] += presence * self._speed(agent_id, pool)
        self.heads[number] += presence
        for row in self._queue_rows(agent_id, number):
            self.logged[number][row] += presence

    def copy(self) -> ServiceTable:
        """Return a table that can be changed without changing this one."""
        twin = object.__new__(ServiceTable)
        twin.__dict__.update(self.__dict__)
        twin.effective = self.effective.copy()
        twin.heads = self.heads.copy()
        twin.logged = tuple(array.copy() for array in self.logged)
        return twin

    def _count(self, agent_id: str, duty: Duty, sign: int) -> None:
        for pool, intervals in _runs(duty):
            number = self._number[pool]
            speed = self._speed(agent_id, pool)
            self.effective[number, intervals] += sign * speed
            self.heads[number, intervals] += sign
            for row in self._queue_rows(agent_id, number):
                self.logged[number][row, intervals] += sign

    def _speed(self, agent_id: str, pool: str) -> float:
        percent = self.instance.speed_percent[agent_id, pool]
        return self.instance.service.effective_share * percent / 100

    def _queue_rows(self, agent_id: str, number: int) -> list[int]:
        table = self.pools[number]
        usable = self.instance.usable_queues(agent_id, table.pool)
        return [row for row, queue in enumerate(table.queues) if queue in usable]

    def cost(self) -> float:
        """Price of all service terms and of overdrawn seats, in late contacts."""
        total = 0.0
        for number, table in enumerate(self.pools):
            late = _at(table.late, self.effective[number])
            uncovered = table.contacts * np.clip(1 - self.logged[number], 0, 1)
            total += self._prices.late_contact * float(late.sum())
            total += self._prices.uncovered_contact * float(
                (table.weights[:, None] * uncovered).sum()
            )
            below = np.maximum(0.0, self._below_floor(table, late, uncovered))
            total += self._prices.below_floor_contact * float((table.weights * below).sum())
            overdrawn = np.maximum(0, self.heads[number] - table.seats)
            total += self.seat_price * float(overdrawn.sum())
        return total

    def overdrawn_seats(self) -> int:
        """Agents on the phone above the seats, summed over intervals."""
        return sum(
            round(float(np.maximum(0, self.heads[number] - table.seats).sum()))
            for number, table in enumerate(self.pools)
        )

    def _below_floor(self, table: PoolTable, late: Floats, uncovered: Floats) -> Floats:
        """Contacts short of the floor by day and queue, negative where there is room."""
        missed = table.to_contacts * late[list(table.share_of_late)] + uncovered
        allowed = (1 - table.floors)[:, None] * table.contacts
        return np.array(
            [
                np.where(table.floors > 0, (missed - allowed)[:, day].sum(axis=1), -1.0)
                for day in self._days
            ]
        )

    def marginal(self, agent_id: str, pool: str) -> Floats:
        """Change of the cost if the agent were on the phone in a pool, per interval.

        Exact but for floors, whose slope is that of the present state.
        """
        number = self._number[pool]
        table = self.pools[number]
        before = _at(table.late, self.effective[number])
        after = _at(table.late, self.effective[number] + self._speed(agent_id, pool))
        alone = np.zeros_like(table.contacts)
        rows = self._queue_rows(agent_id, number)
        alone[rows] = table.contacts[rows] * np.clip(1 - self.logged[number][rows], 0, 1)
        change = self._prices.late_contact * (after - before).sum(axis=0)
        change -= self._prices.uncovered_contact * (table.weights[:, None] * alone).sum(axis=0)
        uncovered = table.contacts * np.clip(1 - self.logged[number], 0, 1)
        below = self._below_floor(table, before, uncovered)
        if (below > 0).any():
            gained = table.to_contacts * (after - before)[list(table.share_of_late)] - alone
            for day, short in zip(self._days, below, strict=True):
                price = self._prices.below_floor_contact * table.weights * (short > 0)
                change[day] += (price[:, None] * gained[:, day]).sum(axis=0)
        change += self.seat_price * np.clip(self.heads[number] + 1 - table.seats, 0, 1)
        return change


def _runs(duty: Duty) -> Iterable[tuple[str, slice]]:
    """Return the pools of a duty with the spans of intervals spent in them."""
    begin = 0
    for offset in range(1, len(duty.pools) + 1):
        if offset == len(duty.pools) or duty.pools[offset] != duty.pools[begin]:
            pool = duty.pools[begin]
            if pool is not None:
                yield pool, slice(duty.option.start + begin, duty.option.start + offset)
            begin = offset


def _at(table: Floats, agents: Floats) -> Floats:
    """Read a table of whole agents between its columns: shape (classes, intervals)."""
    top = table.shape[2] - 1
    clipped = np.clip(agents, 0.0, top)
    low = np.minimum(clipped.astype(np.int64), top - 1)
    columns = np.arange(table.shape[1])
    left, right = table[:, columns, low], table[:, columns, low + 1]
    return left + (right - left) * (clipped - low)


def _pool_table(instance: Instance, pool_id: str, count: int) -> PoolTable:
    scenario, service = instance.scenario, instance.service
    queues = scenario.pool_by_id[pool_id].queues
    settings = [scenario.queue_by_id[queue] for queue in queues]
    classes = sorted({setting.service_class for setting in settings})
    top = service.agents_max
    late = np.zeros((len(classes), count, top + 1))
    contacts = np.zeros((len(queues), count))
    weighted = np.zeros((len(classes), count))
    share_of_late = tuple(classes.index(setting.service_class) for setting in settings)
    for interval in service.intervals:
        cell = service.cell(pool_id, interval)
        for row, setting in enumerate(settings):
            contacts[row, interval] = cell.contacts_by_queue.get(setting.id, 0.0)
            weighted[share_of_late[row], interval] += setting.weight * contacts[row, interval]
        for number, service_class in enumerate(classes):
            curve = cell.curve(service_class)
            # The envelope bends at whole agents only, so its values there say all of it.
            priced = np.interp(
                np.arange(top + 1), curve.vertices, curve.shares[list(curve.vertices)]
            )
            late[number, interval] = weighted[number, interval] * priced
    per_price = weighted[list(share_of_late)]
    seats = scenario.pool_by_id[pool_id].seats
    stated = any(rule_id == "seats" for rule_id, _ in instance.stated_rules)
    return PoolTable(
        pool=pool_id,
        seats=seats if seats is not None and stated else len(instance.agent_ids),
        late=late,
        queues=queues,
        contacts=contacts,
        share_of_late=share_of_late,
        to_contacts=np.divide(
            contacts, per_price, out=np.zeros_like(contacts), where=per_price > 0
        ),
        weights=np.array([setting.weight for setting in settings]),
        floors=np.array([setting.floor_share for setting in settings]),
    )
