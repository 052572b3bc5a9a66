"""What an allocation gives to learning: practice with a mentor, coaching, training, meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from allocator.domain.development import GoalPrice
from allocator.domain.practice import is_session_of
from allocator.domain.rota import Activity, Block
from allocator.justify.allocation import Allocation
from allocator.justify.claim import Claim, Claimant
from allocator.justify.grounds import Grounds
from allocator.justify.held_activities import held_activities
from allocator.justify.term_names import LATE_CONTACTS

_LEARNING = (Activity.COACHING, Activity.TRAINING, Activity.ONE_TO_ONE, Activity.BRIEFING)
_WORDS = {
    Activity.COACHING: "coaching",
    Activity.TRAINING: "training",
    Activity.ONE_TO_ONE: "one-to-ones",
    Activity.BRIEFING: "briefings",
}
_SESSIONS = "rota.csv: blocks on what the goal asks for, with_agents the mentor or coach"


def development(grounds: Grounds, allocation: Allocation) -> tuple[Claim, ...]:
    """Claims of what the shift holds of it, and of each goal that the agent has.

    A shift of an agent with a goal says so where it serves it not at all.
    """
    return (
        *_meetings(grounds, allocation),
        *_goals(grounds, allocation),
        *_mentoring(grounds, allocation),
    )


def _meetings(grounds: Grounds, allocation: Allocation) -> list[Claim]:
    say = Claimant(allocation.id)
    held = [
        one
        for one in held_activities(grounds.scenario, grounds.plan.rota)
        if allocation.agent_id in one.participants and one.meets(allocation.start, allocation.end)
    ]
    claims: list[Claim] = []
    for kind in _LEARNING:
        blocks = [block for block in allocation.shift.blocks if block.activity is kind]
        if not blocks:
            continue
        starts = {block.start for block in blocks}
        named = ", ".join(one.activity_id for one in held if one.start in starts)
        source = f"rota.csv; activities.csv: {named}" if named else "rota.csv"
        minutes = _minutes(blocks)
        claims.append(
            say.fact(f"activity.{kind}", f"{_WORDS[kind]} in the shift", minutes, "min", source)
        )
    return claims


def _goals(grounds: Grounds, allocation: Allocation) -> list[Claim]:
    say = Claimant(allocation.id)
    prices = {goal.key: goal.price for goal in grounds.plan.summary.development}
    claims: list[Claim] = []
    for goal in grounds.goals:
        if goal.agent_id != allocation.agent_id:
            continue
        asked = next(g for g in grounds.scenario.goals if (g.agent_id, g.goal) == goal.key)
        source = f"goals.csv: {goal.agent_id}, {goal.goal}"
        name = f"goal.{goal.goal}"
        what = f"practice on {goal.queue}" if goal.queue else str(goal.activity).replace("_", " ")
        here = [block for block in allocation.shift.blocks if is_session_of(asked, block)]
        claims += [
            say.fact(
                f"{name}.shift",
                f"{what} in the shift, for the goal {goal.goal}",
                _minutes(here),
                "min",
                _SESSIONS,
            ),
            say.fact(
                f"{name}.planned",
                f"{what} in all planned days",
                goal.delivered_minutes / 60,
                "h",
                _SESSIONS,
            ),
            say.fact(f"{name}.done", f"{what} had before", asked.done_hours, "h", source),
            say.fact(f"{name}.hours", f"{what} agreed in all", asked.hours, "h", source),
            say.fact(
                f"{name}.left",
                f"{what} left after the planned days",
                goal.remaining_minutes / 60,
                "h",
                f"{source}; rota.csv",
            ),
            say.fact(f"{name}.due", "by when", asked.due.isoformat(), "", source),
        ]
        price = prices.get(goal.key)
        if price is not None:
            claims.append(_price(say, f"{name}.price", goal.goal, price))
    return claims


def _price(say: Claimant, name: str, goal: str, price: GoalPrice) -> Claim:
    """Claim of what a goal's sessions cost, by the strength of the comparison behind it."""
    subject = f"price of the sessions for the goal {goal}"
    if price.kind == "local_comparison":
        source = "recomputed: the learner serves instead, and nothing else moves"
        return say.comparison(name, subject, price.late_contacts, LATE_CONTACTS, source)
    noise = price.noise_contacts or 0.0  # of 0 an interval would say that the price is certain
    return say.reoptimised(
        name,
        subject,
        price.late_contacts,
        LATE_CONTACTS,
        f"recomputed: rota.csv less the rota of comparisons/{price.comparison}, searched for "
        "without the goal; low and high: by how much two searches of one plan differ",
        interval=(price.late_contacts - noise, price.late_contacts + noise) if noise else None,
    )


def _mentoring(grounds: Grounds, allocation: Allocation) -> list[Claim]:
    """Minutes in which somebody practises beside the agent, by queue."""
    say = Claimant(allocation.id)
    minutes = defaultdict[str, float](float)
    for block in grounds.mentored(allocation):
        minutes[block.queues[0]] += block.minutes
    return [
        say.fact(
            f"mentoring.{queue}",
            f"practice of others on {queue} with the agent as mentor",
            minutes[queue],
            "min",
            _SESSIONS,
        )
        for queue in sorted(minutes)
    ]


def _minutes(blocks: Iterable[Block]) -> float:
    return sum(block.minutes for block in blocks)
