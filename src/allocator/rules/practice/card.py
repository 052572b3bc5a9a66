"""Whoever practises a queue has a mentor beside them, logged in throughout."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="practice",
    title="Practice has a mentor beside it throughout, and coaching its coach",
    strength=Strength.HARD,
    parameters=Parameters(),
    source=(
        "House rule of November 2026: a learner (level 0) is on a queue only for a goal of "
        "goals.csv, up to its date, beside one mentor of the goal's level who is on the phone "
        "and logged into the queue all the while, with no other learner. The learner takes no "
        "contacts alone, no seat and no share of the load; the mentor serves as at other times. "
        "Coaching for a goal has both at it at the same time."
    ),
    basis="structure",
    wording={
        "no_goal": (
            "{agent_id} practises {what} from {start} to {end}, and no goal of goals.csv asks for "
            "it on that day"
        ),
        "not_one": (
            "{agent_id} practises {queue} from {start} to {end} beside {mentors}: it is to be one "
            "mentor"
        ),
        "level": (
            "{agent_id} practises {queue} from {start} to {end} beside {mentor}, who is of level "
            "{level} there; the goal asks for level {level_min}"
        ),
        "not_named": (
            "{agent_id} practises {queue} from {start} to {end} beside {mentor}, whom the goal "
            "does not name as a mentor"
        ),
        "away": (
            "{agent_id} practises {queue} from {start} to {end} beside {mentor}, who is logged "
            "into it for only {beside_minutes} of that time"
        ),
        "two_learners": (
            "{agent_id} practises {queue} from {start} to {end} beside {mentor}, who has another "
            "learner beside them at that time"
        ),
        "alone": (
            "{agent_id} has a block of {sort} for a goal from {start} to {end}, and {mentor} is "
            "not at it at the same time"
        ),
        "no_learner": (
            "{agent_id} has a block of {sort} with {learner} from {start} to {end}, and {learner} "
            "is not at it at the same time"
        ),
    },
)
