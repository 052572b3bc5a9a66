"""Hold each shift against the patterns of its agent's contract, and the grid."""

from __future__ import annotations

import datetime as dt

from allocator.domain.clock import WEEKDAYS, format_clock
from allocator.domain.findings import Finding, duration_text
from allocator.domain.rota import Shift, minutes_between
from allocator.domain.scenario import Scenario
from allocator.domain.settings import RotationWeek, ShiftPattern
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.shift_patterns.card import CARD


def check(view: RotaView, parameters: Parameters) -> list[Finding]:
    """Find shifts that no pattern allows, that leave the week, or that lie off the grid.

    A shift with overtime that its agent has offered needs no pattern.
    """
    del parameters
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        for shift in view.shifts(agent_id):
            findings += _off_grid(view, shift)
            findings += _outside_week(view, shift)
            findings += _no_pattern(view, shift)
    return findings


def _off_grid(view: RotaView, shift: Shift) -> list[Finding]:
    grid = view.scenario.grid
    return [
        CARD.finding(
            "off_grid",
            view.place(block),
            activity=str(block.activity),
            interval_minutes=grid.interval_minutes,
        )
        for block in shift.blocks
        if not (grid.on_grid(block.start) and grid.on_grid(block.end))
    ]


def _outside_week(view: RotaView, shift: Shift) -> list[Finding]:
    grid = view.scenario.grid
    if shift.lies_within(grid.start, grid.end):
        return []
    return [
        CARD.finding(
            "outside_week",
            view.place(shift),
            first_day=grid.days[0],
            last_day=grid.days[-1],
        )
    ]


def _no_pattern(view: RotaView, shift: Shift) -> list[Finding]:
    scenario = view.scenario
    agent = scenario.agent_by_id.get(shift.agent_id)
    if agent is None:  # told by the rule ``skills``
        return []
    day = view.operating_date(shift)
    weekday = scenario.run_as(day)
    clock = scenario.grid.clock_minutes(shift.start)
    week = scenario.rotation_week(agent.agent_id, day)
    reasons: list[str] = []
    for pattern_id in scenario.contract_by_id[agent.contract].patterns:
        reason = _not_in_turn(week, pattern_id, day) or _misfit(
            scenario.pattern_by_id[pattern_id], weekday, clock, shift.minutes
        )
        if reason is None:
            return []
        reasons.append(f"{pattern_id} {reason}")
    if _is_overtime(scenario, shift, day):
        return []
    return [
        CARD.finding(
            "no_pattern",
            view.place(shift),
            length_minutes=shift.minutes,
            contract=agent.contract,
            reasons="; ".join(reasons),
        )
    ]


def _is_overtime(scenario: Scenario, shift: Shift, day: dt.date) -> bool:
    """Whether a shift is the one published for a day, made longer by no more than was offered.

    On a day off, whether it is no longer than was offered.
    """
    offer = scenario.disruption and scenario.disruption.overtime_on(shift.agent_id, day)
    if not offer:
        return False
    if offer.start is None or offer.end is None:
        return shift.minutes <= offer.minutes
    if minutes_between(shift.start, offer.start) < 0 or minutes_between(offer.end, shift.end) < 0:
        return False
    return shift.minutes - minutes_between(offer.start, offer.end) <= offer.minutes


def _not_in_turn(week: RotationWeek | None, pattern_id: str, day: dt.date) -> str | None:
    """Why the agent's rotation keeps a pattern from a day, or ``None`` where it does not."""
    if week is None:
        return None
    if pattern_id not in week.patterns:
        return f"is not in turn in this week of the rotation, which has {', '.join(week.patterns)}"
    if week.days and WEEKDAYS[day.weekday()] not in week.days:
        return f"is given in this week of the rotation on {', '.join(week.days)} only"
    return None


def _misfit(
    pattern: ShiftPattern, weekday: str, clock_minutes: int, length_minutes: float
) -> str | None:
    """Why a shift is not of a pattern, or ``None`` where it is."""
    if weekday not in pattern.days:
        return f"is for {', '.join(pattern.days)}"
    starts = f"from {format_clock(pattern.start_from)} to {format_clock(pattern.start_to)}"
    after_first = clock_minutes - pattern.start_from
    if not 0 <= after_first <= pattern.start_to - pattern.start_from:
        return f"starts {starts}"
    if after_first % pattern.start_every_minutes:
        return f"starts {starts} every {duration_text(pattern.start_every_minutes)}"
    shortest, longest = pattern.shortest_minutes, pattern.longest_minutes
    lengths = f"lasts {duration_text(shortest)} to {duration_text(longest)}"
    if not shortest <= length_minutes <= longest:
        return lengths
    if (length_minutes - shortest) % pattern.length_every_minutes:
        return f"{lengths} in steps of {duration_text(pattern.length_every_minutes)}"
    return None
