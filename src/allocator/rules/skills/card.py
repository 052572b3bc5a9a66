"""Agents are logged into queues of one pool that they are able to take."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="skills",
    title="Every queue logged into is one the agent can take",
    strength=Strength.HARD,
    parameters=Parameters(),
    source=(
        "House rule of November 2026: an agent takes contacts without a mentor at level 1 or "
        "above, from one pool at a time; at level 0 in practice beside a mentor alone, where "
        "the rule practice is declared."
    ),
    basis="structure",
    wording={
        "unknown_agent": ("{agent_id} is in the rota and not among the scenario's agents"),
        "no_queue": (
            "{agent_id} is to take contacts from {start} to {end} and logged into no queue"
        ),
        "unknown_queue": (
            "{agent_id} is logged into {queue} from {start} to {end}, and the scenario has no "
            "such queue"
        ),
        "two_pools": (
            "{agent_id} is logged into queues of more than one pool from {start} to {end}: {pools}"
        ),
        "no_skill": (
            "{agent_id} is logged into {queue} from {start} to {end} without the skill for it"
        ),
        "learner": (
            "{agent_id} is logged into {queue} from {start} to {end} as a learner (level 0), who "
            "needs a mentor"
        ),
        "several": ("{agent_id} practises several queues at once from {start} to {end}: {queues}"),
        "no_learner": (
            "{agent_id} practises {queue} beside a mentor from {start} to {end}, and may take it "
            "alone (level {level})"
        ),
    },
)
