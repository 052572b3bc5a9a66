"""What the hard rules say if two people only exchange a day's shifts, and nothing else moves."""

from __future__ import annotations

from allocator.domain.findings import Finding
from allocator.domain.rota import Block, Rota, Shift
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.filed_comparison import ComparedQuestion
from allocator.verify.verifier import broken_rules


def direct_exchange(
    scenario: Scenario, rota: Rota, question: ComparedQuestion
) -> tuple[Finding, ...]:
    """Find what an exchange of the two people's shifts of the day would break by itself.

    Where the agent has no shift that day, the other's is given to the agent and taken from the
    other. Empty where the question names nobody else, and of a replan where one of the shifts has
    begun, which nobody can exchange any more.
    """
    if question.instead_of is None:
        return ()
    pair = question.agent_id, question.instead_of
    shifts = {who: _shift_of_day(scenario, rota, who, question) for who in pair}
    disruption = scenario.disruption
    if disruption is not None and any(
        shift is not None and shift.start.timestamp() < disruption.join.timestamp()
        for shift in shifts.values()
    ):
        return ()
    blocks: list[Block] = []
    for who, other in (pair, pair[::-1]):
        mine, theirs = shifts[who], shifts[other]
        gone = set() if mine is None else {block.span_s for block in mine.blocks}
        blocks += [block for block in rota.agent_blocks(who) if block.span_s not in gone]
        blocks += (
            [] if theirs is None else [_given(scenario, block, who) for block in theirs.blocks]
        )
    changed = rota.replaced(set(pair), blocks)
    views = [RotaView(scenario=scenario, rota=each, agent_ids=pair) for each in (rota, changed)]
    known = {(f.rule_id, f.agent_id, f.message) for f in broken_rules(views[0])}
    return tuple(
        finding
        for finding in broken_rules(views[1])
        if (finding.rule_id, finding.agent_id, finding.message) not in known
    )


def _shift_of_day(
    scenario: Scenario, rota: Rota, agent_id: str, question: ComparedQuestion
) -> Shift | None:
    date_of = scenario.grid.operating_date
    second = question.start.timestamp()
    mine = [shift for shift in rota.shifts(agent_id) if date_of(shift.start) == question.day]
    over = [
        shift
        for shift in rota.shifts(agent_id)
        if shift.blocks[0].span_s[0] <= second < shift.blocks[-1].span_s[1]
    ]
    return next(iter([*over, *mine]), None)


def _given(scenario: Scenario, block: Block, agent_id: str) -> Block:
    """Return a block as somebody else works it: in the same pool, on the queues they may take."""
    queues = block.queues
    if queues:
        pool = scenario.pool_of_queue[queues[0]]
        queues = scenario.usable_queues(agent_id, pool) or queues
    return block.model_copy(update={"agent_id": agent_id, "queues": queues})
