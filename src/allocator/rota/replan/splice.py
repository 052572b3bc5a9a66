"""The rota of a replan in blocks: what is frozen and what nobody touches stays word for word."""

from __future__ import annotations

from collections.abc import Iterable

from allocator.domain.cut_blocks import joined, until_moment, without_spans
from allocator.domain.rota import Block, Rota
from allocator.rota.blocks import to_rota
from allocator.rota.duty import Assignment
from allocator.rota.replan.frozen import FrozenInstance
from allocator.rota.replan.near import is_same
from allocator.rota.replan.standing import Key


def spliced(
    instance: FrozenInstance, stands: Assignment, rota: Rota, assignment: Assignment
) -> Rota:
    """Write the changed days of an assignment into the rota that stands.

    Parameters
    ----------
    instance
        With activities at the times of the assignment.
    stands
        Duties of ``rota``.
    """
    changed = changed_keys(stands, assignment)
    if not changed:
        return rota
    people = {agent_id for agent_id, _ in changed}
    mine = {key: assignment[key] for key in changed if key in assignment}
    written = to_rota(instance, mine)
    blocks = [
        part
        for agent_id in sorted(people)
        for part in _blocks(instance, rota, written, agent_id, changed)
    ]
    return rota.replaced(people, blocks)


def changed_keys(stands: Assignment, assignment: Assignment) -> tuple[Key, ...]:
    """Agent-days on which two assignments differ."""
    return tuple(
        key
        for key in dict.fromkeys([*stands, *assignment])
        if not is_same(stands.get(key), assignment.get(key))
    )


def _blocks(
    instance: FrozenInstance, rota: Rota, written: Rota, agent_id: str, changed: Iterable[Key]
) -> list[Block]:
    """Blocks of an agent: the changed days' new ones after the join, and the others."""
    assert instance.standing is not None
    grid = instance.scenario.grid
    days = {day for who, day in changed if who == agent_id}
    join = grid.moment(instance.standing.join)
    kept = [shift for shift in rota.shifts(agent_id) if grid.day_index(shift.start) not in days]
    gone = [
        (grid.moment(gap.start), grid.moment(gap.stop))
        for day in days
        for gap in instance.standing.gaps.get((agent_id, day), ())
    ]
    past = [
        block
        for shift in rota.shifts(agent_id)
        if grid.day_index(shift.start) in days
        for block in until_moment(Rota(blocks=shift.blocks), join).blocks
    ]
    new = [
        part
        for block in written.agent_blocks(agent_id)
        for part in without_spans(block, [(grid.start, join), *gone])
    ]
    mine = [*(block for shift in kept for block in shift.blocks), *past, *new]
    # Only at the join may a block go on: others of a kind stand apart as they were written.
    return _joined_at(sorted(mine, key=lambda block: block.span_s), join.timestamp())


def _joined_at(blocks: list[Block], moment_s: float) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        if found and found[-1].span_s[1] == block.span_s[0] == moment_s:
            found[-1:] = joined([found[-1], block])
        else:
            found.append(block)
    return found
