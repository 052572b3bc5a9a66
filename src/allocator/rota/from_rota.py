"""From blocks with clock times back to duties in intervals, to search on from a finished rota."""

from __future__ import annotations

from allocator.domain.practice import is_session_of
from allocator.domain.rota import Activity, Block, Rota, Shift
from allocator.rota.duty import Assignment, Duty
from allocator.rota.held_practice import session_length
from allocator.rota.instance import Instance
from allocator.rota.shift_universe import shift_option
from allocator.rules.encoding import Appointment, ShiftOption

Sessions = dict[tuple[str, int], str]
"""Sessions for goals by the one who learns and the interval in which they begin."""


def from_rota(instance: Instance, rota: Rota) -> Assignment:
    """Duties of the shifts of a rota, as :func:`~allocator.rota.blocks.to_rota` writes them.

    A shift that the models have no duty for is left out: one off the grid or outside the week, a
    second one of a day, or one whose breaks are not those of its plan. Queues are those that the
    agent is always logged into in a pool.
    """
    assignment: Assignment = {}
    sessions = sessions_in(instance, rota)
    for agent_id in instance.agent_ids:
        for shift in rota.shifts(agent_id):
            duty = _duty(instance, agent_id, shift, sessions)
            if duty is not None:
                assignment.setdefault((agent_id, duty.option.day), duty)
    return assignment


def _duty(instance: Instance, agent_id: str, shift: Shift, sessions: Sessions) -> Duty | None:
    grid = instance.scenario.grid
    day = grid.day_index(shift.start)
    moments = [shift.start, *(block.end for block in shift.blocks)]
    if day is None or not all(grid.on_grid(moment) for moment in moments):
        return None
    start, end = grid.index(shift.start), grid.index(shift.end)
    option = shift_option(instance.scenario, day, start, end)
    break_starts = break_starts_of(instance, option, shift)
    if break_starts is None:
        return None
    pools: list[str | None] = []
    appointments: list[Appointment] = []
    for block in shift.blocks:
        first, after = grid.index(block.start), grid.index(block.end)
        pools += [pool_of(instance, agent_id, block)] * (after - first)
        if not block.is_rest and not block.is_on_phone:
            held = session_of(instance, agent_id, block, sessions) or appointments_of(
                instance, agent_id, block
            )
            appointments += held
            if block.is_practice and not held:  # that no goal asks for any more: served instead
                pools[first - start :] = [nearest_pool(instance, agent_id, pools)] * (after - first)
    return Duty(
        option=option,
        break_starts=break_starts,
        pools=tuple(pools),
        appointments=tuple(appointments),
    )


def break_starts_of(
    instance: Instance, option: ShiftOption, shift: Shift
) -> tuple[int, ...] | None:
    """Start of each of the option's breaks; ``None`` where the shift has others."""
    index, step = instance.scenario.grid.index, instance.scenario.settings.interval_minutes
    left = [(str(b.activity), index(b.start), round(b.minutes) // step) for b in shift.breaks]
    starts: list[int] = []
    for slot in option.breaks:
        fitting = [
            rest
            for rest in left
            if rest[0] == slot.activity
            and rest[2] == slot.length
            and slot.earliest <= rest[1] <= slot.latest
        ]
        if not fitting:
            return None
        left.remove(fitting[0])
        starts.append(fitting[0][1])
    return None if left else tuple(starts)


def pool_of(instance: Instance, agent_id: str, block: Block) -> str | None:
    """Pool that an agent is on the phone in during a block; ``None`` for none."""
    if not block.is_on_phone or not block.queues:
        return None
    pool = instance.scenario.pool_of_queue.get(block.queues[0])
    return pool if pool in instance.agent_pools[agent_id] else None


def appointments_of(instance: Instance, agent_id: str, block: Block) -> list[Appointment]:
    """Planned activities that a block may be, of its kind and length; the first will do.

    Those with the people who are with the agent come first: whoever coaches several has as many
    activities that are alike but for them.
    """
    grid = instance.scenario.grid
    span = grid.index(block.start), grid.index(block.end)
    fitting = [
        row
        for row in instance.scenario.activities_by_agent.get(agent_id, ())
        if row.kind == str(block.activity)
        and instance.activity_lengths[row.activity_id] == span[1] - span[0]
        and span[0] in instance.activity_starts.get(row.activity_id, ())
    ]
    people = {agent_id, *block.with_agents}
    fitting.sort(key=lambda row: set(row.participants) != people)
    return [Appointment(*span, row.activity_id) for row in fitting[:1]]


def sessions_in(instance: Instance, rota: Rota) -> Sessions:
    """Sessions for goals in a rota, by the one who learns and the interval in which they begin."""
    grid = instance.scenario.grid
    found: Sessions = {}
    left = dict(instance.sessions)
    for agent_id in dict.fromkeys(session.agent_id for session in left.values()):
        for block in rota.agent_blocks(agent_id):
            if len(block.with_agents) != 1:
                continue
            start, day = grid.index(block.start), grid.operating_date(block.start)
            length = grid.index(block.end) - start
            for session_id, session in left.items():
                if (
                    is_session_of(session.goal, block)
                    and session_length(instance, session) == length
                    and block.with_agents[0] in session.mentors
                    and session.first_day <= day <= session.last_day
                ):
                    found[agent_id, start] = session_id
                    del left[session_id]
                    break
    return found


def session_of(
    instance: Instance, agent_id: str, block: Block, sessions: Sessions
) -> list[Appointment]:
    """Session that a block is, of the one who learns or of the coach."""
    if len(block.with_agents) != 1:
        return []
    (beside,) = block.with_agents
    grid = instance.scenario.grid
    start, end = grid.index(block.start), grid.index(block.end)
    found = sessions.get((agent_id, start))
    if found is None and block.activity is not Activity.WORK:
        found = sessions.get((beside, start))
    return [] if found is None else [Appointment(start, end, found, beside)]


def nearest_pool(instance: Instance, agent_id: str, pools: list[str | None]) -> str | None:
    """Pool that an agent was in last, or else the one they are fastest in."""
    before = [pool for pool in pools if pool is not None]
    return before[-1] if before else next(iter(instance.agent_pools[agent_id]), None)
