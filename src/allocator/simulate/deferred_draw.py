"""Messages and call-backs: when each is due, and those that wait already when the week opens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.domain.demand import Requirement
from allocator.domain.open_time import open_seconds
from allocator.domain.scenario import Scenario
from allocator.simulate.compiled import Array


@dataclass(frozen=True)
class DeferredDemand:
    """What is known of contacts that are kept until done.

    Open time is the week's open intervals set end to end, as in :mod:`allocator.demand.deferred`.

    Parameters
    ----------
    is_deferred, target_s, aht_s
        Of each queue, shape (Q,): the open time in which a contact is to be done, and the mean
        handling time of the week, which the backlog has.
    end_s
        End of the week, closed hours included.
    backlog_queue, backlog_contacts, backlog_due_s
        What waits when the week opens, shape (B,): when it is due in open time, not above 0
        where that is past.
    """

    is_deferred: Booleans
    target_s: Floats
    aht_s: Floats
    end_s: float
    backlog_queue: Array
    backlog_contacts: Floats
    backlog_due_s: Floats

    @classmethod
    def of(cls, scenario: Scenario, requirements: tuple[Requirement, ...]) -> DeferredDemand | None:
        """Demand of a scenario's week; ``None`` where no queue is deferred."""
        queues = scenario.settings.queues
        if not any(queue.channel.is_deferred for queue in queues):
            return None
        column = {queue.id: place for place, queue in enumerate(queues)}
        rows = [row for row in scenario.backlog if row.contacts > 0]
        due_s = np.array([open_seconds(scenario, row.due) for row in rows], np.float64)
        order = np.argsort(due_s, kind="stable")
        grid = scenario.grid
        return cls(
            is_deferred=np.array([queue.channel.is_deferred for queue in queues]),
            target_s=np.array([queue.target_s for queue in queues], np.float64),
            aht_s=np.array([_mean_aht_s(queue.id, requirements) for queue in queues]),
            end_s=grid.interval_count * grid.interval_minutes * 60.0,
            backlog_queue=np.array([column[row.queue] for row in rows], np.int64)[order],
            backlog_contacts=np.array([row.contacts for row in rows], np.float64)[order],
            backlog_due_s=due_s[order],
        )

    def draw_backlog(self, draw: np.random.Generator) -> tuple[Array, Floats]:
        """Queue and due open time of each contact of the backlog, by the moment due.

        Of a number that is not whole the rest is one more contact with that chance.
        """
        whole = np.floor(self.backlog_contacts)
        more = draw.random(len(whole)) < self.backlog_contacts - whole
        number = (whole + more).astype(np.int64)
        return np.repeat(self.backlog_queue, number), np.repeat(self.backlog_due_s, number)

    def moments(self, open_s: Floats, start_s: Floats, interval_s: float) -> Floats:
        """Moments by which so much open time has passed; what is due after the week comes after.

        Parameters
        ----------
        start_s
            Start of each open interval.

        Returns
        -------
        numpy.ndarray
            In seconds from the week's start; before it for what is late already, and after
            ``end_s``, in the order due, for what is due after the week.
        """
        place = np.ceil(open_s / interval_s).astype(np.int64) - 1
        inside = np.clip(place, 0, len(start_s) - 1)
        moment_s = start_s[inside] + (open_s - inside * interval_s)
        after_s = self.end_s + (open_s - len(start_s) * interval_s)
        moment_s = np.where(place >= len(start_s), after_s, moment_s)
        return np.where(open_s <= 0, -1.0, moment_s)


def _mean_aht_s(queue: str, requirements: tuple[Requirement, ...]) -> float:
    rows = [(row.forecast_contacts, row.aht_s) for row in requirements if row.queue == queue]
    contacts, aht_s = np.array(rows, np.float64).reshape(-1, 2).T
    if not len(rows):
        return 1.0
    return float(np.average(aht_s, weights=contacts if contacts.sum() > 0 else None))
