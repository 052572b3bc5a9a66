"""The weeks of a longer plan, each as a plan of its own.

What ties a week to the others is left out: rests and runs of days across the join, hours averaged
or shared over the whole, activities that may take place in either. Whatever is left out can only
make a week cheaper, so that the weeks' bounds add up to a bound of the plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from allocator.domain.people import PlannedActivity, WorkedShift
from allocator.domain.scenario import Scenario
from allocator.domain.settings import Contract
from allocator.rota.conflict.world import changed
from allocator.rota.instance import Instance
from allocator.rules import registry
from allocator.rules.encoding import ShiftOption

_HOLD_WITHIN_A_WEEK = frozenset(
    {
        "agreed_adjustments",
        "availability",
        "breaks",
        "contracted_hours",
        "daily_rest",
        "days_in_a_row",
        "days_in_seven",
        "meetings",
        "notice",
        "one_shift_a_day",
        "opening_hours",
        "pins",
        "queue_changes",
        "requests",
        "screen_breaks",
        "seats",
        "shift_patterns",
        "shift_successions",
        "skills",
        "steady_starts",
        "young_hours",
        "young_nights",
    }
)
"""Rules that a legal plan obeys in each week looked at alone, at no greater price."""


@dataclass(frozen=True)
class Before:
    """What is known of the weeks before one, in a search that goes from week to week.

    Parameters
    ----------
    worked
        Shifts worked.
    hours_over
        Paid hours of each agent beyond those due in the plan's weeks so far.
    """

    worked: tuple[WorkedShift, ...]
    hours_over: Mapping[str, float]


def week_alone(instance: Instance, number: int, before: Before | None = None) -> Instance:
    """One week of a plan of several.

    Parameters
    ----------
    number
        Of the week in the plan, from 0.
    before
        By default nothing is assumed of the weeks before.

    Returns
    -------
    Instance
        With the whole plan's prices of late contacts, and intervals and days counted from the
        week's beginning. Activities that have a time keep it; those whose window is not within
        the week are left out.
    """
    scenario = instance.scenario
    days = scenario.plan_weeks[number]
    bounds = scenario.grid.day_bounds
    first = bounds[7 * number]
    last = bounds[7 * number + len(days)]
    left_out = {
        rule_id
        for rule_id, _ in registry.declared(scenario.settings.rules)
        if rule_id not in _HOLD_WITHIN_A_WEEK
    }
    if len(days) < 7:  # a plan of less than a week holds the hours of a whole one
        left_out.add("contracted_hours")
    return Instance.of(
        _alone(instance, number, before),
        instance.service.of_intervals(first, last),
        instance.left_out | left_out,
    )


def in_plan(instance: Instance, number: int, option: ShiftOption) -> ShiftOption:
    """Return a shift of a week alone as the plan counts days and intervals."""
    first = instance.scenario.grid.day_bounds[7 * number]
    return replace(
        option,
        day=option.day + 7 * number,
        start=option.start + first,
        end=option.end + first,
        breaks=tuple(
            replace(slot, earliest=slot.earliest + first, latest=slot.latest + first)
            for slot in option.breaks
        ),
    )


def _alone(instance: Instance, number: int, before: Before | None) -> Scenario:
    scenario = instance.scenario
    grid, settings = scenario.grid, scenario.settings
    days = scenario.plan_weeks[number]
    begin = grid.moment(grid.day_bounds[7 * number])
    end = grid.moment(grid.day_bounds[7 * number + len(days)])
    worked = scenario.worked if number == 0 else ()
    agents = scenario.agents
    if before is not None:
        worked = before.worked
        agents = tuple(
            agent.model_copy(
                update={"weekly_hours": agent.weekly_hours - before.hours_over[agent.agent_id]}
            )
            for agent in agents
        )
    contracts = tuple(
        contract.model_copy(
            update={
                "tolerance_minutes": _tolerance_minutes(contract, before),
                "week_tolerance_minutes": None,
            }
        )
        for contract in settings.contracts
    )
    week = settings.week.model_copy(update={"start": days[0], "days": len(days)})
    fields: dict[str, Any] = {
        "settings": settings.model_copy(update={"week": week, "contracts": contracts}),
        "requests": tuple(row for row in scenario.requests if row.date in days),
        "pins": tuple(row for row in scenario.pins if row.start < end and row.end > begin),
        "published": tuple(row for row in scenario.published if begin <= row.start < end),
        "activities": tuple(
            kept
            for row in scenario.activities
            if (kept := _at_its_time(instance, row)) is not None
            and (kept.start or kept.earliest or begin) >= begin
            and (kept.start or kept.latest or begin) < end
        ),
        "agents": agents,
        "worked": worked,
        "ledger": (),
        "goals": (),
        "cover": (),
    }
    return changed(scenario, **fields)


def _tolerance_minutes(contract: Contract, before: Before | None) -> int:
    """How far a week's paid time may lie from what is due in it.

    Where hours are made up for from week to week, so far that the plan keeps to its own tolerance
    and no week, with what it makes up for, leaves that of a week.
    """
    if before is None:
        return contract.minutes_off_a_week
    return min(contract.tolerance_minutes, contract.minutes_off_a_week // 2)


def _at_its_time(instance: Instance, activity: PlannedActivity) -> PlannedActivity | None:
    """Return the activity at the time chosen for it, if any; ``None`` if it is not planned."""
    starts = list(instance.activity_starts.get(activity.activity_id, ()))
    if not starts:
        return None
    if len(starts) > 1 or activity.start is not None:
        return activity
    at = {"start": instance.scenario.grid.moment(starts[0]), "earliest": None, "latest": None}
    return activity.model_copy(update=at)
