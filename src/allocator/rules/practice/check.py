"""Look at practice and coaching for goals: who is beside whom, and all the while."""

from __future__ import annotations

from allocator.domain.findings import Finding
from allocator.domain.practice import as_learner, goals_of
from allocator.domain.rota import Block
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.practice.card import CARD


def check(view: RotaView, parameters: Parameters) -> list[Finding]:
    """Find practice that no goal asks for, or without the right mentor beside it throughout."""
    del parameters
    findings: list[Finding] = []
    looked_at = set(view.agent_ids)
    # Who learns is looked at with their mentor, whose shift may be all that changes.
    for agent_id in dict.fromkeys((*view.agent_ids, *_learners(view))):
        for block in view.rota.agent_blocks(agent_id):
            if not block.with_agents or looked_at.isdisjoint({agent_id, *block.with_agents}):
                continue
            if block.is_practice:
                findings += _of_practice(view, block)
            elif not block.is_rest:
                findings += _of_coaching(view, block)
    return findings


def _learners(view: RotaView) -> list[str]:
    return list(dict.fromkeys(goal.agent_id for goal in view.scenario.goals))


def _of_practice(view: RotaView, block: Block) -> list[Finding]:
    place = view.place(block)
    queue = ", ".join(block.queues) or "no queue"
    goals = goals_of(view.scenario, block)
    if not goals:
        return [CARD.finding("no_goal", place, what=queue)]
    if len(block.with_agents) != 1:
        return [
            CARD.finding("not_one", place, queue=queue, mentors=" and ".join(block.with_agents))
        ]
    (mentor,) = block.with_agents
    findings: list[Finding] = []
    skill = view.scenario.skills_by_agent.get(mentor, {}).get(queue)
    level = 0 if skill is None else skill.level
    level_min = min(goal.mentor_level for goal in goals)
    if level < level_min or mentor == block.agent_id:
        findings.append(
            CARD.finding(
                "level", place, queue=queue, mentor=mentor, level=level, level_min=level_min
            )
        )
    if not any(not goal.mentors or mentor in goal.mentors for goal in goals):
        findings.append(CARD.finding("not_named", place, queue=queue, mentor=mentor))
    beside = sum(
        _common_minutes(block, other)
        for other in view.rota.agent_blocks(mentor)
        if other.is_on_phone and queue in other.queues
    )
    if beside < block.minutes:
        findings.append(
            CARD.finding("away", place, queue=queue, mentor=mentor, beside_minutes=beside)
        )
    if any(
        other.is_practice
        and mentor in other.with_agents
        and (other.agent_id, other.start) != (block.agent_id, block.start)
        and _common_minutes(block, other) > 0
        for learner in _learners(view)
        for other in view.rota.agent_blocks(learner)
    ):
        findings.append(CARD.finding("two_learners", place, queue=queue, mentor=mentor))
    return findings


def _of_coaching(view: RotaView, block: Block) -> list[Finding]:
    """Of blocks that a goal asks for: those of ``activities.csv`` are for the rule meetings."""
    place = view.place(block)
    sort = str(block.activity).replace("_", " ")
    if goals_of(view.scenario, block):
        return [
            CARD.finding("alone", place, sort=sort, mentor=other)
            for other in block.with_agents
            if not _is_held_with(view, other, block)
        ]
    for other in block.with_agents:
        if goals_of(view.scenario, as_learner(block, other)) and not _is_held_with(
            view, other, block
        ):
            return [CARD.finding("no_learner", place, sort=sort, learner=other)]
    return []


def _is_held_with(view: RotaView, agent_id: str, block: Block) -> bool:
    return any(
        other.activity is block.activity
        and other.span_s == block.span_s
        and block.agent_id in other.with_agents
        for other in view.rota.agent_blocks(agent_id)
    )


def _common_minutes(one: Block, other: Block) -> float:
    """Minutes in which two blocks are both going on."""
    start = max(one.span_s[0], other.span_s[0])
    end = min(one.span_s[1], other.span_s[1])
    return max(0.0, (end - start) / 60)
