"""The sentences of a justification: the same words for the same facts, and no claim of cause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from allocator.domain.findings import Finding, day_text, duration_text
from allocator.domain.people_names import called
from allocator.domain.rota import Activity, Block
from allocator.domain.scenario import Scenario
from allocator.domain.work_words import at_work_on
from allocator.justify.allocation import Allocation
from allocator.justify.claim import Claim
from allocator.justify.justification import Comparison
from allocator.justify.made_of import made_of
from allocator.justify.term_names import TERM_NAMES
from allocator.rules import registry


def three_lines(
    scenario: Scenario,
    allocation: Allocation,
    mentored: Sequence[Block],
    eligibility: Sequence[Claim],
    service: Sequence[Claim],
    comparison: Comparison,
) -> tuple[str, str, str]:
    """Who has what and with which skills; what it serves; the best other person found.

    Parameters
    ----------
    mentored
        Practice of others in the shift, with the agent as mentor.
    """
    return (
        _given(scenario, allocation, mentored, eligibility),
        _served(allocation, service),
        _compared(comparison),
    )


def alternative_words(
    scenario: Scenario, allocation: Allocation, received: Allocation, total: Claim
) -> str:
    """Say who would take which shift, and what it does to the whole objective."""
    return (
        f"{_exchange_text(scenario, allocation, received)}: {change_text(_number(total))} in all."
    )


def forbidden_words(
    scenario: Scenario, allocation: Allocation, received: Allocation, broken: Sequence[Finding]
) -> str:
    """Say who would take which shift, and which rule forbids it with its figures."""
    first = broken[0]
    rule = registry.card(first.rule_id).title
    others = len({finding.rule_id for finding in broken}) - 1
    more = f" (and {others} more {'rule' if others == 1 else 'rules'})" if others else ""
    text = _exchange_text(scenario, allocation, received)
    return f"{text}: forbidden by “{rule}”{more}, as then {first.message}."


def change_text(late_contacts: float) -> str:
    """Change of the objective as a sentence says it: ``3.4 late contacts worse``."""
    size = f"{abs(late_contacts):.1f}"
    if size == "0.0":
        return "no change to speak of (under 0.05 late contacts)"
    return f"{size} late contacts {'worse' if late_contacts > 0 else 'better'}"


def clock_span(start: dt.datetime, end: dt.datetime) -> str:
    """Clock times of a span: ``07:30–16:00``; an end at midnight is ``24:00``."""
    until = f"{end:%H:%M}"
    return f"{start:%H:%M}–{'24:00' if until == '00:00' else until}"


def mentored_words(scenario: Scenario, mentored: Sequence[Block]) -> str:
    """Whom somebody is the mentor of, and when: ``Ben Okri (A2) on chat 14:30–15:15``."""
    return "; ".join(
        f"{_named(scenario, block.agent_id)} on {', '.join(block.queues)} "
        f"{clock_span(block.start, block.end)}"
        for block in mentored
    )


def _given(
    scenario: Scenario,
    allocation: Allocation,
    mentored: Sequence[Block],
    eligibility: Sequence[Claim],
) -> str:
    value = {claim.id.removeprefix(f"{allocation.id}/"): claim for claim in eligibility}
    pools = [
        f"{scenario.pool_by_id[pool_id].name or pool_id} "
        f"({_queues_taken(scenario, allocation, pool_id)}, {_speed(value[f'speed.{pool_id}'])})"
        for pool_id in allocation.pools
    ]
    queues = [
        queue for block in allocation.shift.blocks if block.is_on_phone for queue in block.queues
    ]
    doing = at_work_on(scenario, queues, " and ".join(pools)) if pools else "off the phone"
    times = clock_span(allocation.start, allocation.end)
    off_phone = _activities(scenario, allocation)
    mentor = f" Mentor of {mentored_words(scenario, mentored)}." if mentored else ""
    return (
        f"{_named(scenario, allocation.agent_id)} works {day_text(allocation.day)} {times}, "
        f"{duration_text(allocation.paid_minutes)} paid, {doing}.{off_phone}{mentor}"
    )


def _named(scenario: Scenario, agent_id: str) -> str:
    agent = scenario.agent_by_id.get(agent_id)  # a rota from elsewhere may name a stranger
    return called(agent) if agent else agent_id


def _activities(scenario: Scenario, allocation: Allocation) -> str:
    """Sentences on the activities off the phone and on practice, where there are any.

    Whoever can take no queue yet does other things for want of contacts: said already.
    """
    told = [
        f"{activity_word(block.activity)} {clock_span(block.start, block.end)}"
        + (f" with {_all_named(scenario, block.with_agents)}" if block.with_agents else "")
        for block in allocation.shift.blocks
        if is_off_phone(block) and (allocation.pools or block.activity is not Activity.OTHER)
    ]
    practised = [
        f"{', '.join(block.queues)} {clock_span(block.start, block.end)} with "
        f"{_all_named(scenario, block.with_agents)} as mentor"
        for block in allocation.shift.blocks
        if block.is_practice
    ]
    practice = f" Practice: {'; '.join(practised)}." if practised else ""
    return (f" Off the phone: {'; '.join(told)}." if told else "") + practice


def _all_named(scenario: Scenario, agent_ids: Sequence[str]) -> str:
    return ", ".join(_named(scenario, agent_id) for agent_id in agent_ids)


def is_off_phone(block: Block) -> bool:
    """Whether the agent is at work and neither on the phone nor resting."""
    return block.activity is not Activity.WORK and not block.is_rest


def activity_word(activity: Activity) -> str:
    """Activity as sentences name it."""
    return activity.value.replace("_", " ")


def _speed(claim: Claim) -> str:
    if claim.value is None:
        return "without the skill for any of them"
    return f"at {_number(claim):.2f} times the mean speed"


def _queues_taken(scenario: Scenario, allocation: Allocation, pool_id: str) -> str:
    all_queues = scenario.pool_by_id[pool_id].queues
    logged_in = {queue for block in allocation.shift.blocks for queue in block.queues}
    taken = sum(queue in logged_in for queue in all_queues)
    if len(all_queues) == 1:
        return "its one queue"
    return f"{taken} of its {len(all_queues)} queues"


def _served(allocation: Allocation, service: Sequence[Claim]) -> str:
    """Say the change without the shift, term by term in one unit: it adds up as printed."""
    value = {claim.id.removeprefix(f"{allocation.id}/"): _number(claim) for claim in service}
    parts = {term: value[f"without.{term}"] for term in TERM_NAMES}
    return f"Without this shift, nothing else moved: {made_of(value['without.total'], parts)}."


def _compared(comparison: Comparison) -> str:
    if comparison.alternatives:
        return f"Best exchange found with one other person: {comparison.alternatives[0].words}"
    if comparison.forbidden is not None:
        return (
            "No exchange with one other person keeps the hard rules. The least costly: "
            f"{comparison.forbidden.words}"
        )
    return "Nobody else has a shift that could be exchanged for this one."


def _exchange_text(scenario: Scenario, allocation: Allocation, received: Allocation) -> str:
    when = "" if received.day == allocation.day else f" on {day_text(received.day)}"
    return (
        f"{_named(scenario, received.agent_id)} works this shift and "
        f"{_named(scenario, allocation.agent_id)} works "
        f"{clock_span(received.start, received.end)}{when} instead"
    )


def _number(claim: Claim) -> float:
    assert isinstance(claim.value, int | float), f"{claim.id} is no number"
    return claim.value
