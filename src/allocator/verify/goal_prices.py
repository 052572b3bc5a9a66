"""What sessions for goals cost, from the rota as it is and from another without them."""

from __future__ import annotations

import math

from allocator.demand.service import ServiceModel
from allocator.domain.development import GoalPrice, GoalProgress, goal_progress
from allocator.domain.practice import goals_of
from allocator.domain.rota import Activity, Block, Rota, Shift
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.verify.objective import measure
from allocator.verify.service_state import ServiceState
from allocator.verify.terms import SOFT_TERMS

_OWN_TERM = SOFT_TERMS["development"]


def cost_without_term(scenario: Scenario, service: ServiceModel, rota: Rota) -> float:
    """Objective of a rota, in late contacts, but for what is missing of goals."""
    terms = measure(RotaView.whole(scenario, rota), service).terms
    return math.fsum(cost for term, cost in terms.items() if term != _OWN_TERM)


def local_progress(scenario: Scenario, state: ServiceState, rota: Rota) -> tuple[GoalProgress, ...]:
    """How the goals come on under a rota, with their local prices."""
    found: list[GoalProgress] = []
    for goal in goal_progress(scenario, rota):
        local = local_price(scenario, state, rota, goal)
        kind = GoalPrice(kind="local_comparison", late_contacts=local) if goal.sessions else None
        found.append(goal.model_copy(update={"local_price_contacts": local, "price": kind}))
    return tuple(found)


def local_price(scenario: Scenario, state: ServiceState, rota: Rota, goal: GoalProgress) -> float:
    """Late contacts saved in service if the learner served in place of a goal's sessions.

    Nothing else moves: the learner is in the pool that they are in before the session, or else
    after it. Of a coach the same holds. Seats and soft rules are not looked at.

    Parameters
    ----------
    state
        Of the rota.
    """
    starts = {session.start.timestamp() for session in goal.sessions}
    mine = [
        block
        for block in rota.agent_blocks(goal.agent_id)
        if block.span_s[0] in starts
        and any(one.goal == goal.goal for one in goals_of(scenario, block))
    ]
    if goal.queue is None:
        mine += [
            block
            for session in mine
            for other in session.with_agents
            for block in rota.agent_blocks(other)
            if block.span_s == session.span_s
        ]
    served = [
        block.model_copy(update={"activity": Activity.WORK, "queues": queues, "with_agents": ()})
        for block in mine
        for queues in (_queues_around(rota, block),)
        if queues
    ]
    now = math.fsum(state.service_terms().values())
    return now - math.fsum(state.with_change((), served).service_terms().values())


def _queues_around(rota: Rota, block: Block) -> tuple[str, ...]:
    """Queues of the same shift's last time on the phone before a block, or else the next."""
    shift: Shift | None = next(
        (
            shift
            for shift in rota.shifts(block.agent_id)
            if shift.start <= block.start and block.end <= shift.end
        ),
        None,
    )
    on_phone = [one for one in shift.blocks if one.is_on_phone] if shift else []
    before = [one for one in on_phone if one.start < block.start]
    chosen = before[-1] if before else next(iter(on_phone), None)
    return chosen.queues if chosen else ()
