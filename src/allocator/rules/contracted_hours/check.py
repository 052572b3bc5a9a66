"""Compare each agent's paid time with the contract: of the plan, and of each of its weeks."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

from allocator.domain.findings import Finding
from allocator.domain.paid_time import paid_minutes
from allocator.domain.people import Agent
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.contracted_hours.card import CARD

_ROUNDING_MINUTES = 1e-6  # weekly_hours such as 37.1 are no whole minutes in binary


def check(view: RotaView, parameters: Parameters) -> list[Finding]:
    """Find agents paid for less or more time than the contract and its tolerances allow.

    After events the time that they have taken is not due, and overtime offered does not count.
    """
    del parameters
    scenario = view.scenario
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        agent = scenario.agent_by_id.get(agent_id)
        if agent is None:  # told by the rule ``skills``
            continue
        contract = scenario.contract_by_id[agent.contract]
        paid_on: dict[dt.date, float] = {}
        for shift in view.shifts(agent_id):
            day = view.operating_date(shift)
            paid_on[day] = paid_on.get(day, 0.0) + paid_minutes(scenario, shift)
        paid_on = {
            day: paid - _overtime(scenario, agent_id, day, paid) for day, paid in paid_on.items()
        }
        weeks = [(first, days, _due(scenario, agent, first, days)) for first, days in _weeks(view)]
        of_several = len(weeks) > 1
        planned = f"the {scenario.grid.day_count} days" if of_several else "the week"
        due = math.fsum(minutes for _, _, minutes in weeks)
        found = _off(
            agent_id, planned, math.fsum(paid_on.values()), due, contract.tolerance_minutes
        )
        findings += [] if found is None else [found]
        for first, days, minutes in weeks if of_several else ():
            if days < 7:  # what is left of a plan is held by the whole of it
                continue
            dates = [first + dt.timedelta(days=n) for n in range(days)]
            paid = math.fsum(paid_on.get(day, 0.0) for day in dates)
            week = f"the week from {first.isoformat()}"
            found = _off(agent_id, week, paid, minutes, contract.minutes_off_a_week)
            findings += [] if found is None else [found]
    return findings


def _weeks(view: RotaView) -> Iterator[tuple[dt.date, int]]:
    """First day and number of days of each week of the plan, from its first day."""
    days = view.scenario.grid.days
    for first in range(0, len(days), 7):
        yield days[first], min(7, len(days) - first)


def _due(scenario: Scenario, agent: Agent, first: dt.date, days: int) -> float:
    """Minutes due in a week: those contracted, less those of paid leave in it and those lost."""
    dates = [first + dt.timedelta(days=n) for n in range(days)]
    if agent.first_day is not None and dates[-1] < agent.first_day:
        return 0.0
    whole = scenario.grid.day_count <= 7
    contracted = agent.weekly_hours * (1.0 if whole else days / 7)
    leave = math.fsum(scenario.leave_hours_on(agent.agent_id, day) or 0.0 for day in dates)
    lost = math.fsum(scenario.lost_hours_on(agent.agent_id, day) for day in dates)
    return 60 * max(0.0, contracted - leave - lost)


def _overtime(scenario: Scenario, agent_id: str, day: dt.date, paid: float) -> float:
    """Paid minutes of a day that were offered beyond those published."""
    if scenario.disruption is None:
        return 0.0
    return scenario.disruption.overtime_minutes(agent_id, day, paid)


def _off(agent_id: str, planned: str, paid: float, due: float, tolerance: int) -> Finding | None:
    """Word a time that lies too far from the one due."""
    if paid < due - tolerance - _ROUNDING_MINUTES:
        kind, bound = "too_few", due - tolerance
    elif paid > due + tolerance + _ROUNDING_MINUTES:
        kind, bound = "too_many", due + tolerance
    else:
        return None
    return CARD.finding(
        kind,
        agent_id=agent_id,
        paid_minutes=paid,
        planned=planned,
        bound_minutes=bound,
        contracted_minutes=due,
        tolerance_minutes=tolerance,
    )
