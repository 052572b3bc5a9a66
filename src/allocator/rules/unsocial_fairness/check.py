"""Measure who carries more unsocial hours than a fair share."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from allocator.domain.findings import SoftMeasure
from allocator.domain.grid import UTC
from allocator.domain.rota import Shift, minutes_between
from allocator.domain.scenario import Scenario, Span
from allocator.domain.view import RotaView
from allocator.rules.unsocial_fairness.card import CARD, UnsocialFairness

_ROUNDING_HOURS = 1e-9  # a share is a quotient: below this an excess is no finding


def measure(view: RotaView, parameters: UnsocialFairness) -> SoftMeasure:
    """Tiered weighted unsocial hours above the fair share, over all eligible agents.

    One agent's hours move everybody's share, so the whole team is looked at, whatever agents the
    view names. To try many changes, keep :func:`eligible_hours`, and :func:`week_hours` of each
    agent of theirs, and call :func:`measure_hours` with those that changed replaced.
    """
    scenario = view.scenario
    eligible = eligible_hours(scenario)
    hours = {agent_id: week_hours(scenario, view.shifts(agent_id)) for agent_id in eligible}
    return measure_hours(scenario, eligible, hours, parameters)


def eligible_agents(scenario: Scenario) -> tuple[str, ...]:
    """Agents who can work some unsocial time while the site is open, and did not agree to it.

    All others make no debt, either way: hours that a contract is for were settled with it.
    """
    return tuple(eligible_hours(scenario))


def eligible_hours(scenario: Scenario) -> dict[str, float]:
    """Contracted hours, by eligible agent, of the planned weeks that leave some unsocial time.

    A week away is none of them, and one before a starter's first day: several weeks planned at
    once are shared as they would be one after the other.
    """
    return {agent_id: math.fsum(hours) for agent_id, hours in eligible_by_week(scenario).items()}


def eligible_by_week(scenario: Scenario) -> dict[str, tuple[float, ...]]:
    """Hours of :func:`eligible_hours` by week of the plan; 0 for a week that is none of them."""
    days = scenario.grid.days
    weeks = [days[first : first + 7] for first in range(0, len(days), 7)]
    part = [len(week) / 7 if len(weeks) > 1 else 1.0 for week in weeks]
    unsocial_by_day = {day: _open_unsocial(scenario, day) for day in days}
    found: dict[str, tuple[float, ...]] = {}
    for agent in scenario.agents:
        if agent.unsocial_agreed:
            continue
        hours = tuple(
            agent.weekly_hours * share
            if _owed(scenario, agent.agent_id, week, agent.weekly_hours * share)
            and any(_leaves(scenario, agent.agent_id, day, unsocial_by_day[day]) for day in week)
            else 0.0
            for week, share in zip(weeks, part, strict=True)
        )
        if any(hours):
            found[agent.agent_id] = hours
    return found


def _owed(
    scenario: Scenario, agent_id: str, week: tuple[dt.date, ...], contracted_hours: float
) -> bool:
    """Whether paid leave and what events have taken do not take up all hours of a week."""
    on_leave = math.fsum(scenario.leave_hours_on(agent_id, day) or 0.0 for day in week)
    lost = math.fsum(scenario.lost_hours_on(agent_id, day) for day in week)
    return contracted_hours - on_leave - lost > _ROUNDING_HOURS


def _leaves(scenario: Scenario, agent_id: str, day: dt.date, unsocial: list[Span]) -> bool:
    """Whether an agent could work some of a day's unsocial spans."""
    if not unsocial:
        return False
    available = scenario.available_spans(agent_id, day)
    return available is None or any(
        _overlap_minutes(span, free) > 0 for span in unsocial for free in available
    )


def week_hours(scenario: Scenario, shifts: Iterable[Shift]) -> float:
    """Weighted unsocial hours in some shifts, breaks included.

    A shift's unsocial spans are those of its operating date, by the clock; the hours in them are
    elapsed ones.
    """
    return math.fsum(
        _overlap_minutes((shift.start, shift.end), span) * weight / 60
        for shift in shifts
        for span, weight in _spans(scenario, scenario.grid.operating_date(shift.start))
    )


def measure_hours(
    scenario: Scenario,
    eligible: Mapping[str, float],
    week_hours_by_agent: Mapping[str, float],
    parameters: UnsocialFairness,
) -> SoftMeasure:
    """Tiered hours above the fair share, from what every eligible agent has in the plan.

    Parameters
    ----------
    eligible
        Contracted hours of the planned weeks, as :func:`eligible_hours` gives them.
    week_hours_by_agent
        Weighted unsocial hours in the planned days of the same agents.
    """
    shares = _shares(scenario, eligible, week_hours_by_agent, parameters)
    return SoftMeasure(
        rule_id=CARD.id,
        amount=math.fsum(shares.by_agent.values()),
        unit="weighted hours above the fair share, tiered",
        by_agent=shares.by_agent,
        findings=tuple(
            CARD.finding(
                "above_fair_share",
                agent_id=agent_id,
                unsocial_hours=shares.carried[agent_id],
                week_hours=week_hours_by_agent[agent_id],
                contracted_hours=shares.contracted[agent_id],
                fair_hours=shares.ratio * shares.contracted[agent_id],
                excess_hours=hours,
            )
            for agent_id, hours in shares.excess.items()
        ),
    )


def amount_of_hours(
    scenario: Scenario,
    eligible: Mapping[str, float],
    week_hours_by_agent: Mapping[str, float],
    parameters: UnsocialFairness,
) -> float:
    """Amount that :func:`measure_hours` gives, without a finding for everybody above the share."""
    shares = _shares(scenario, eligible, week_hours_by_agent, parameters)
    return math.fsum(shares.by_agent.values())


@dataclass(frozen=True)
class _Shares:
    """Hours with those of the ledger, the team's burden, and hours above the share by agent."""

    carried: dict[str, float]
    contracted: dict[str, float]
    ratio: float
    excess: dict[str, float]
    by_agent: dict[str, float]


def _shares(
    scenario: Scenario,
    eligible: Mapping[str, float],
    week_hours_by_agent: Mapping[str, float],
    parameters: UnsocialFairness,
) -> _Shares:
    ledger = scenario.balances
    carried: dict[str, float] = {}
    contracted: dict[str, float] = {}
    for agent_id, hours in week_hours_by_agent.items():
        entry = ledger.get(agent_id)
        carried[agent_id] = hours + (entry.unsocial_hours if entry else 0)
        contracted[agent_id] = eligible[agent_id] + (entry.contracted_hours if entry else 0)
    total = math.fsum(contracted.values())
    ratio = math.fsum(carried.values()) / total if total else 0.0
    excess = {
        agent_id: carried[agent_id] - ratio * contracted[agent_id]
        for agent_id in carried
        if carried[agent_id] - ratio * contracted[agent_id] > _ROUNDING_HOURS
    }
    by_agent = {a: _tiered(hours, parameters.tier_hours) for a, hours in excess.items()}
    return _Shares(carried, contracted, ratio, excess, by_agent)


def _tiered(excess_hours: float, tier_hours: float) -> float:
    first = min(excess_hours, tier_hours)
    second = min(max(excess_hours - tier_hours, 0.0), tier_hours)
    beyond = max(excess_hours - 2 * tier_hours, 0.0)
    return first + 2 * second + 4 * beyond


def _spans(scenario: Scenario, day: dt.date) -> list[tuple[Span, float]]:
    """Unsocial spans of an operating date with their weights."""
    at = scenario.grid.at
    return [
        ((at(day, unsocial.start), at(day, unsocial.end)), unsocial.weight)
        for unsocial in scenario.settings.unsocial
        if scenario.run_as(day) in unsocial.days
    ]


def _open_unsocial(scenario: Scenario, day: dt.date) -> list[Span]:
    """Parts of a day's unsocial spans in which the site is open."""
    return [
        _common(span, opening)
        for span, _ in _spans(scenario, day)
        for opening in scenario.opening_spans(day)
        if _overlap_minutes(span, opening) > 0
    ]


def _common(one: Span, other: Span) -> Span:
    def utc(moment: dt.datetime) -> dt.datetime:
        return moment.astimezone(UTC)

    return max(one[0], other[0], key=utc), min(one[1], other[1], key=utc)


def _overlap_minutes(one: Span, other: Span) -> float:
    """Elapsed minutes that two spans have in common."""
    return max(0.0, minutes_between(*_common(one, other)))
