"""From duties in intervals to blocks with clock times."""

from __future__ import annotations

from itertools import groupby

from allocator.domain.rota import Activity, Block, Rota
from allocator.rota.duty import Assignment, Duty
from allocator.rota.instance import Instance


def to_rota(instance: Instance, assignment: Assignment) -> Rota:
    """Write an assignment as a rota, each work block with its queues in priority order."""
    blocks: list[Block] = []
    for (agent_id, _), duty in assignment.items():
        blocks.extend(_blocks(instance, agent_id, duty))
    return Rota.of(blocks)


def _blocks(instance: Instance, agent_id: str, duty: Duty) -> list[Block]:
    moment = instance.scenario.grid.moment
    resting: dict[int, tuple[int, str]] = {}
    for slot, begin in zip(duty.option.breaks, duty.break_starts, strict=False):
        for interval in range(begin, begin + slot.length):
            resting[interval] = begin, slot.activity
    attending = {
        interval: each for each in duty.appointments for interval in range(each.start, each.end)
    }
    planned = {row.activity_id: row for row in instance.scenario.activities}
    blocks: list[Block] = []
    spans = range(duty.option.start, duty.option.end)
    for (rest, each, pool), members in groupby(
        spans,
        key=lambda t: (resting.get(t), attending.get(t), duty.pools[t - duty.option.start]),
    ):
        intervals = list(members)
        queues: tuple[str, ...] = ()
        company: tuple[str, ...] = ()
        if rest is not None:
            activity = Activity(rest[1])
        elif each is not None and each.beside:
            goal = instance.sessions[each.activity_id].goal
            activity = Activity.WORK if goal.activity is None else Activity(goal.activity)
            queues = () if goal.queue is None else (goal.queue,)
            company = (each.beside,)
        elif each is not None:
            activity = Activity(planned[each.activity_id].kind)
            company = tuple(
                who for who in planned[each.activity_id].participants if who != agent_id
            )
        elif pool is not None:
            activity, queues = Activity.WORK, instance.usable_queues(agent_id, pool)
        else:
            activity = Activity.OTHER
        blocks.append(
            Block(
                agent_id=agent_id,
                start=moment(intervals[0]),
                end=moment(intervals[-1] + 1),
                activity=activity,
                queues=queues,
                with_agents=company,
            )
        )
    return blocks
