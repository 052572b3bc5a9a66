"""Count the agents on the phone in each pool against its seats."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from allocator.domain.findings import Finding
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.seats.card import CARD


def check(view: RotaView, parameters: Parameters) -> list[Finding]:
    """Find spans with more agents on the phone in a pool than seats.

    Seats are shared by all, so the whole rota is looked at, whatever agents the view names.
    """
    del parameters
    scenario = view.scenario
    changes: dict[str, defaultdict[float, int]] = {
        pool.id: defaultdict(int) for pool in scenario.settings.pools if pool.seats is not None
    }
    for block in view.rota.blocks:
        if block.is_on_phone and block.queues:
            pool_id = scenario.pool_of_queue.get(block.queues[0])
            if pool_id in changes:
                start_s, end_s = block.span_s
                changes[pool_id][start_s] += 1
                changes[pool_id][end_s] -= 1
    return [
        finding
        for pool_id, pool_changes in changes.items()
        for finding in _crowded(view, pool_id, pool_changes)
    ]


def _crowded(view: RotaView, pool_id: str, changes: dict[float, int]) -> list[Finding]:
    """Find the crowded spans of one pool from the changes by moment (POSIX seconds)."""
    seats = view.scenario.pool_by_id[pool_id].seats
    assert seats is not None
    zone = view.scenario.grid.zone
    findings: list[Finding] = []
    agents = peak = 0
    crowded_since_s: float | None = None
    for moment_s in sorted(changes):
        agents += changes[moment_s]
        if agents > seats:
            crowded_since_s = moment_s if crowded_since_s is None else crowded_since_s
            peak = max(peak, agents)
        elif crowded_since_s is not None:
            start = dt.datetime.fromtimestamp(crowded_since_s, zone)
            finding = CARD.finding(
                "too_many",
                at=start,
                pool=pool_id,
                agents_on_phone=peak,
                start=start,
                end=dt.datetime.fromtimestamp(moment_s, zone),
                seats=seats,
            )
            findings.append(finding)
            crowded_since_s, peak = None, 0
    return findings
