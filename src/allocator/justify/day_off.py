"""Why somebody has no shift on a day, as far as the files say it; no claim of cause."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from allocator.domain.findings import day_text
from allocator.domain.paid_time import paid_minutes
from allocator.domain.rota import Rota, minutes_between
from allocator.domain.scenario import Scenario


class DayOffKind(StrEnum):
    """What the files say first of a day without a shift."""

    CLOSED = "closed"
    LEAVE = "leave"
    NOT_YET = "not_yet"
    AWAY = "away"
    """Since the rota was told: why is nobody else's business."""
    ASKED_FOR = "asked_for"
    PINNED = "pinned"
    UNAVAILABLE = "unavailable"
    NO_PATTERN = "no_pattern"
    HOURS_HELD = "hours_held"
    """The other days of the week hold the hours that are due."""
    NONE = "none"


@dataclass(frozen=True)
class DayOff:
    """A day without a shift.

    Parameters
    ----------
    words
        What is said of the person: ``is off on Thu 3 Sep, as asked for``.
    own_words
        The same as the person themselves read it beside the day.
    """

    kind: DayOffKind
    words: str
    own_words: str


def day_off(scenario: Scenario, rota: Rota, agent_id: str, day: dt.date) -> DayOff:
    """Tell what the files say of a day on which somebody has no shift."""
    when = day_text(day)
    agent = scenario.agent_by_id[agent_id]
    leave_hours = scenario.leave_hours_on(agent_id, day)
    if not scenario.opening_spans(day):
        words = f"is off on {when}: the site is closed"
        return DayOff(DayOffKind.CLOSED, words, "closed")
    if leave_hours is not None:
        paid = f", {leave_hours:g} h of it paid" if leave_hours else ""
        return DayOff(DayOffKind.LEAVE, f"is on leave on {when}{paid}", f"leave{paid}")
    if agent.first_day is not None and day < agent.first_day:
        since = day_text(agent.first_day)
        words = f"has no shift on {when}: the first day is {since}"
        return DayOff(DayOffKind.NOT_YET, words, f"your first day is {since}")
    if scenario.lost_hours_on(agent_id, day):
        return DayOff(DayOffKind.AWAY, f"is away on {when}", "away")
    requests = scenario.requests_by_agent.get(agent_id, ())
    if any(one.date == day and one.kind == "day_off" for one in requests):
        words = f"is off on {when}, as asked for"
        return DayOff(DayOffKind.ASKED_FOR, words, "off, as you asked")
    if _is_pinned_off(scenario, agent_id, day):
        return DayOff(
            DayOffKind.PINNED, f"is off on {when}, as pinned", "off, as was settled before"
        )
    if scenario.available_spans(agent_id, day) == ():
        words = f"is off on {when}: not available on the day"
        return DayOff(DayOffKind.UNAVAILABLE, words, "off: you are not available")
    if not scenario.patterns_of(agent_id, day):
        words = f"is off on {when}: no shift pattern of the contract starts on that weekday"
        return DayOff(DayOffKind.NO_PATTERN, words, "off: no shift of your contract begins then")
    return _by_hours(scenario, rota, agent_id, day)


def _is_pinned_off(scenario: Scenario, agent_id: str, day: dt.date) -> bool:
    """Whether one pin holds somebody off from the day's opening to its closing."""
    spans = scenario.opening_spans(day)
    return any(
        pin.kind == "off"
        and minutes_between(pin.start, spans[0][0]) >= 0
        and minutes_between(spans[-1][1], pin.end) >= 0
        for pin in scenario.pins_by_agent.get(agent_id, ())
    )


def _by_hours(scenario: Scenario, rota: Rota, agent_id: str, day: dt.date) -> DayOff:
    """Compare the hours of the week's other days with those due."""
    when, week = day_text(day), scenario.week_of(day)
    agent = scenario.agent_by_id[agent_id]
    paid_hours = week_paid_hours(scenario, rota, agent_id, week)
    due_hours = scenario.hours_due(agent_id, week)
    contract, several = scenario.contract_by_id[agent.contract], len(scenario.plan_weeks) > 1
    tolerance = (contract.minutes_off_a_week if several else contract.tolerance_minutes) / 60
    hours = f"{paid_hours:g} h of {due_hours:g} h due"
    if paid_hours >= due_hours - tolerance:
        words = f"is off on {when}: the other days have the week's hours ({hours})"
        own = f"off: your other days have the week's hours ({hours})"
        return DayOff(DayOffKind.HOURS_HELD, words, own)
    return DayOff(DayOffKind.NONE, f"has no shift on {when}; the week has {hours}", "off")


def week_paid_hours(
    scenario: Scenario, rota: Rota, agent_id: str, week: tuple[dt.date, ...]
) -> float:
    """Paid hours of an agent's shifts in some days."""
    return sum(
        paid_minutes(scenario, shift) / 60
        for shift in rota.shifts(agent_id)
        if scenario.grid.operating_date(shift.start) in week
    )
