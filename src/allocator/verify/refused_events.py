"""Events that make no sense of a rota, or would break a rule: why they are refused.

An event is held against the rota that it is to change: nobody can be away from a shift that they
do not have. A swap is held against every hard rule that the scenario declares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from allocator.domain.cut_blocks import overlaps, shift_at, shifts_of_day
from allocator.domain.disrupt import disrupt
from allocator.domain.disrupted import disrupted
from allocator.domain.disruption import Disruption
from allocator.domain.event_of_day import (
    Absence,
    EarlyLeave,
    Event,
    Late,
    Overtime,
    Swap,
    TimeOff,
)
from allocator.domain.findings import Finding, day_text, local_text
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.verify.verifier import broken_rules

RULE_ID = "replan.event"


def refused_events(
    scenario: Scenario,
    published: Rota,
    earlier: Disruption | None,
    events: Sequence[Event],
    now: dt.datetime,
) -> tuple[Finding, ...]:
    """Find what is wrong with events in the light of the published rota; none where all is well.

    Parameters
    ----------
    scenario
        As it was planned from, without any disruption.
    published, earlier, events, now
        As of :func:`allocator.domain.disrupt.disrupt`.

    Returns
    -------
    tuple of Finding
        ``replan.event`` for an event that has nothing to change, and for a swap the rules that it
        would break.
    """
    findings: list[Finding] = []
    for event in events:  # as they are applied: swaps before all else, one after another
        if isinstance(event, Swap):
            made = disrupt(scenario, published, earlier, [event], now)
            found = _swap(scenario, published, event, made)
            published = published if found else made.standing
            findings += found
    for event in events:
        # Each by itself: what is refused of one event is not to hide in what another brings.
        if isinstance(event, Absence | TimeOff):
            made = disrupt(scenario, published, earlier, [event], now)
            findings += _away(published, made, event)
        elif isinstance(event, Late):
            findings += _late(scenario, published, event)
        elif isinstance(event, EarlyLeave):
            findings += _early(scenario, published, event)
        elif isinstance(event, Overtime):
            made = disrupt(scenario, published, earlier, [event], now)
            findings += _overtime(scenario, published, earlier, event, made)
    return tuple(findings)


def _away(published: Rota, made: Disruption, event: Absence | TimeOff) -> list[Finding]:
    mine = [row for row in made.away if row.event == len(made.events) - 1]
    blocks = published.agent_blocks(event.agent_id)
    if any(overlaps(block, (row.start, row.until)) for row in mine for block in blocks):
        return []
    since, until = local_text(event.start), local_text(event.until)
    message = f"{event.agent_id} has no shift from {since} to {until}, and is off throughout"
    return [_told(event.agent_id, event.start, message)]


def _late(scenario: Scenario, published: Rota, event: Late) -> list[Finding]:
    shifts = shifts_of_day(scenario.grid, published, event.agent_id, event.day)
    day = day_text(event.day)
    if not shifts:
        return [_told(event.agent_id, event.at, f"{event.agent_id} has no shift on {day}")]
    start, end = shifts[0].start, shifts[-1].end
    if start.timestamp() < event.at.timestamp() < end.timestamp():
        return []
    message = (
        f"{event.agent_id} works from {local_text(start)} to {local_text(end)}, and who comes at "
        f"{local_text(event.at)} is not late for it: away for all of it is an absence"
    )
    return [_told(event.agent_id, event.at, message)]


def _early(scenario: Scenario, published: Rota, event: EarlyLeave) -> list[Finding]:
    shift = shift_at(published, event.agent_id, event.at)
    if shift is not None and shift.start.timestamp() < event.at.timestamp():
        return []
    day = scenario.grid.operating_date(event.at)
    message = f"{event.agent_id} is at no shift at {local_text(event.at)} that could be left"
    shifts = shifts_of_day(scenario.grid, published, event.agent_id, day)
    if shifts:
        start, end = local_text(shifts[0].start), local_text(shifts[-1].end)
        message += f"; the one of {day_text(day)} is from {start} to {end}"
    return [_told(event.agent_id, event.at, message)]


def _overtime(
    scenario: Scenario,
    published: Rota,
    earlier: Disruption | None,
    event: Overtime,
    made: Disruption,
) -> list[Finding]:
    shifts = shifts_of_day(scenario.grid, published, event.agent_id, event.day)
    at = scenario.grid.at(event.day, scenario.settings.week.day_starts_at)
    if shifts and shifts[-1].end.timestamp() < made.join.timestamp():
        message = (
            f"the shift of {event.agent_id} on {day_text(event.day)} is over: it ended at "
            f"{local_text(shifts[-1].end)}"
        )
        return [_told(event.agent_id, at, message)]
    away = () if earlier is None else earlier.away_spans(event.agent_id)
    until = scenario.grid.at(event.day + dt.timedelta(days=1), 0)
    if any(start <= at and end >= until for start, end in away):
        message = f"{event.agent_id} is away on {day_text(event.day)}"
        return [_told(event.agent_id, at, message)]
    return []


def _swap(scenario: Scenario, published: Rota, swap: Swap, made: Disruption) -> list[Finding]:
    grid = scenario.grid
    given = shifts_of_day(grid, published, swap.agent_id, swap.day)
    taken = shifts_of_day(grid, published, swap.other_agent_id, swap.other_day)
    at = grid.at(swap.day, scenario.settings.week.day_starts_at)
    if not given and not taken:
        message = (
            f"{swap.agent_id} has no shift on {day_text(swap.day)} and {swap.other_agent_id} none "
            f"on {day_text(swap.other_day)}: there is nothing to swap"
        )
        return [_told(swap.agent_id, at, message)]
    for shift in (*given, *taken):
        if shift.start.timestamp() < made.join.timestamp():
            message = (
                f"the shift of {shift.agent_id} that begins at {local_text(shift.start)} has begun "
                "or is over, and cannot be swapped"
            )
            return [_told(shift.agent_id, shift.start, message)]
    if swap.day != swap.other_day:
        wanted = ((swap.other_agent_id, swap.day), (swap.agent_id, swap.other_day))
        for who, day in wanted:
            if shifts_of_day(grid, published, who, day):
                message = (
                    f"{who} has a shift on {day_text(day)} already, and cannot take another; two "
                    "who both work that day swap their shifts of the same day"
                )
                return [_told(who, at, message)]
    for shifts, who in ((given, swap.other_agent_id), (taken, swap.agent_id)):
        if any(block.is_on_phone for shift in shifts for block in shift.blocks) and not any(
            scenario.usable_queues(who, pool.id) for pool in scenario.settings.pools
        ):
            message = f"{who} can be logged into no queue, and cannot take over work on the phone"
            return [_told(who, at, message)]
    after = disrupted(scenario, made)
    # Those who were to meet one of the two may be alone now: looked at with them.
    people = tuple(
        agent.agent_id
        for agent in scenario.agents
        if agent.agent_id in {*made.touched, swap.agent_id, swap.other_agent_id}
    )
    before = RotaView(scenario=after, rota=published, agent_ids=people)
    changed = RotaView(scenario=after, rota=made.standing, agent_ids=people)
    known = {_said(finding) for finding in broken_rules(before)}
    return [finding for finding in broken_rules(changed) if _said(finding) not in known]


def _said(finding: Finding) -> tuple[str, str | None, str]:
    return finding.rule_id, finding.agent_id, finding.message


def _told(agent_id: str, at: dt.datetime, message: str) -> Finding:
    return Finding(rule_id=RULE_ID, message=message, agent_id=agent_id, at=at)
