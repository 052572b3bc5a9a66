"""Look for queues that the agent on them cannot take."""

from __future__ import annotations

from allocator.domain.findings import Finding
from allocator.domain.rota import Activity, Block
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.skills.card import CARD


def check(view: RotaView, parameters: Parameters) -> list[Finding]:
    """Find unknown agents and queues, queues of two pools at once, and skills not held."""
    del parameters
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        blocks = view.rota.agent_blocks(agent_id)
        if blocks and agent_id not in view.scenario.agent_by_id:
            at = view.local(blocks[0].start)
            findings.append(CARD.finding("unknown_agent", agent_id=agent_id, at=at))
            continue
        for block in blocks:
            if block.activity is Activity.WORK:
                findings += _of_block(view, block)
    return findings


def _of_block(view: RotaView, block: Block) -> list[Finding]:
    scenario = view.scenario
    place = view.place(block)
    if not block.queues:
        return [CARD.finding("no_queue", place)]
    if block.is_practice and "practice" in scenario.settings.rules:
        return _of_practice(view, block)
    findings: list[Finding] = []
    skills = scenario.skills_by_agent[block.agent_id]
    for queue in block.queues:
        if queue not in scenario.queue_by_id:
            findings.append(CARD.finding("unknown_queue", place, queue=queue))
        elif queue not in skills:
            findings.append(CARD.finding("no_skill", place, queue=queue))
        elif skills[queue].level < 1:
            findings.append(CARD.finding("learner", place, queue=queue))
    known = (queue for queue in block.queues if queue in scenario.pool_of_queue)
    pools = sorted({scenario.pool_of_queue[queue] for queue in known})
    if len(pools) > 1:
        findings.append(CARD.finding("two_pools", place, pools=", ".join(pools)))
    return findings


def _of_practice(view: RotaView, block: Block) -> list[Finding]:
    """Practice is on one queue held at level 0; who is beside it is for the rule practice."""
    place = view.place(block)
    queue, *others = block.queues
    if others:
        return [CARD.finding("several", place, queues=", ".join(block.queues))]
    if queue not in view.scenario.queue_by_id:
        return [CARD.finding("unknown_queue", place, queue=queue)]
    skill = view.scenario.skills_by_agent[block.agent_id].get(queue)
    if skill is None:
        return [CARD.finding("no_skill", place, queue=queue)]
    if skill.level > 0:
        return [CARD.finding("no_learner", place, queue=queue, level=skill.level)]
    return []
