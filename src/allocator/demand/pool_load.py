"""What the queues of one pool bring in one interval, as one queue with the mix's figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from allocator.demand.chain_weights import VOICE
from allocator.demand.offered_load import load_factors
from allocator.domain.demand import Requirement
from allocator.domain.queue_settings import Channel
from allocator.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class PoolLoad:
    """Demand of one pool in one interval: contacts on the line as one queue, and deferred work.

    Parameters
    ----------
    contacts_by_queue
        Contacts planned for the interval, by which late contacts are priced.
    arrivals_per_s
        Contacts on the line (calls, chats) per second at which late shares are computed: with the
        queues' corrections of load, and times the factor of a load that moves (see
        :mod:`~allocator.demand.offered_load`).
    worked_per_s
        The same without the corrections, which stand for waiting and not for work: by these the
        time is found that contacts on the line leave to others.
    aht_s
        Handling time of these, weighted by contacts.
    patience_s
        Inverse of their abandonment rates' mean, weighted by contacts.
    deferred_work_s
        Handling seconds of the deferred contacts planned for the interval.
    speeds
        Of agents who hold several contacts (see :class:`~allocator.demand.chat.ChatChain`).
    """

    contacts_by_queue: dict[str, float]
    arrivals_per_s: float
    worked_per_s: float
    aht_s: float
    patience_s: float
    deferred_work_s: float = 0.0
    speeds: tuple[float, ...] = VOICE

    @property
    def load_erlangs(self) -> float:
        """Offered load of the contacts on the line."""
        return self.arrivals_per_s * self.aht_s

    @classmethod
    def of(
        cls,
        requirements: Sequence[Requirement],
        interval_s: float,
        deferred: frozenset[str] = frozenset(),
        speeds: tuple[float, ...] = VOICE,
    ) -> PoolLoad:
        """Mix of the queues' requirements in one interval, as if its load had long been so.

        Where no contact is expected the handling time and patience are plain means, which
        nothing depends on.

        Parameters
        ----------
        deferred
            Queues whose contacts wait for time that the others leave.
        """
        live = [row for row in requirements if row.queue not in deferred]
        contacts = [planned_contacts(row) for row in live]
        weights = contacts if sum(contacts) > 0 else [1.0] * len(live)
        over = sum(weights)
        corrected = sum(planned_contacts(row) * row.load_correction for row in live)
        rows = list(zip(weights, live, strict=True))
        return cls(
            contacts_by_queue={row.queue: planned_contacts(row) for row in requirements},
            arrivals_per_s=corrected / interval_s,
            worked_per_s=sum(contacts) / interval_s,
            aht_s=sum(weight * row.aht_s for weight, row in rows) / over if live else 1.0,
            patience_s=over / sum(weight / row.patience_s for weight, row in rows) if live else 1.0,
            deferred_work_s=sum(
                planned_contacts(row) * row.load_correction * row.aht_s
                for row in requirements
                if row.queue in deferred
            ),
            speeds=speeds,
        )


def planned_contacts(row: Requirement) -> float:
    """Contacts to be dealt with in a requirement's interval."""
    return row.forecast_contacts if row.planned_contacts is None else row.planned_contacts


def pool_speeds(scenario: Scenario, pool_id: str) -> tuple[float, ...]:
    """Speeds of a pool's agents by the contacts they hold: of its chats, or one at a time."""
    for queue_id in scenario.pool_by_id[pool_id].queues:
        queue = scenario.queue_by_id[queue_id]
        if queue.channel is Channel.CHAT:
            return queue.chat_speeds[: queue.chats_at_once]
    return VOICE


def pool_loads(
    scenario: Scenario, requirements: tuple[Requirement, ...]
) -> dict[tuple[str, int], PoolLoad]:
    """Load of each pool and open interval, in the order of the requirements.

    The contacts on the line of a pool are taken as a load that moves from interval to interval,
    nobody in hand when the first one opens, unless the centre is open around the clock.
    """
    grid = scenario.grid
    rows: defaultdict[tuple[str, int], list[Requirement]] = defaultdict(list)
    for row in requirements:
        rows[row.pool, grid.index(row.interval_start)].append(row)
    interval_s = grid.interval_minutes * 60.0
    deferred = frozenset(q.id for q in scenario.settings.queues if q.channel.is_deferred)
    speeds = {pool.id: pool_speeds(scenario, pool.id) for pool in scenario.settings.pools}
    loads = {
        key: PoolLoad.of(group, interval_s, deferred, speeds[key[0]]) for key, group in rows.items()
    }
    for pool_id in speeds:
        mine = sorted(interval for pool, interval in loads if pool == pool_id)
        steady = [loads[pool_id, interval] for interval in mine]
        factors = load_factors(
            np.array([load.arrivals_per_s for load in steady]),
            np.array([load.aht_s for load in steady]),
            np.array(mine, float) * interval_s,
            interval_s,
            # Open at both ends of the planned days: open before them too, so people were busy.
            steady[0].load_erlangs if {0, grid.interval_count - 1} <= {*mine} else 0,
        )
        for interval, load, factor in zip(mine, steady, factors, strict=True):
            loads[pool_id, interval] = replace(
                load,
                arrivals_per_s=load.arrivals_per_s * float(factor),
                worked_per_s=load.worked_per_s * float(factor),
            )
    return loads
