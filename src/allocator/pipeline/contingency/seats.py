"""Who finds a seat where there are fewer than people on the phone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from allocator.domain.grid import UTC
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario


def seated(scenario: Scenario, rota: Rota, pool: str, seats: int) -> Rota:
    """Give seats to those whose shifts began first; whoever finds none is off the phone."""
    grid = scenario.grid
    step_s = grid.interval_minutes * 60
    taken: defaultdict[float, int] = defaultdict(int)
    standing: defaultdict[int, set[float]] = defaultdict(set)
    numbered = list(enumerate(rota.blocks))
    begun = {
        id(block): shift.start.astimezone(UTC)
        for agent_id in rota.agent_ids
        for shift in rota.shifts(agent_id)
        for block in shift.blocks
    }
    here = [
        (number, block)
        for number, block in numbered
        if block.is_on_phone and scenario.pool_of_queue.get(block.queues[0]) == pool
    ]
    for number, block in sorted(here, key=lambda each: (begun[id(each[1])], each[1].agent_id)):
        start_s, end_s = block.span_s
        moment = start_s
        while moment < end_s:
            if taken[moment] < seats:
                taken[moment] += 1
            else:
                standing[number].add(moment)
            moment += step_s
    blocks: list[Block] = []
    for number, block in numbered:
        blocks += _parted(block, standing[number], step_s) if number in standing else [block]
    return Rota(blocks=tuple(blocks))


def _parted(block: Block, idle: set[float], step_s: float) -> list[Block]:
    """Cut a block where its agent has no seat."""
    parts: list[Block] = []
    start_s, end_s = block.span_s
    moment = start_s
    while moment < end_s:
        is_idle, first = moment in idle, moment
        while moment < end_s and (moment in idle) == is_idle:
            moment += step_s
        after = dt.timedelta(seconds=first - start_s), dt.timedelta(seconds=moment - start_s)
        start, end = (
            (block.start.astimezone(UTC) + part).astimezone(block.start.tzinfo) for part in after
        )
        parts.append(
            Block(
                agent_id=block.agent_id,
                start=start,
                end=end,
                activity=Activity.OTHER if is_idle else block.activity,
                queues=() if is_idle else block.queues,
                with_agents=block.with_agents,
            )
        )
    return parts
