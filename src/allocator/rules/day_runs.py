"""Days worked before the week and runs of days with work, for the encoders that speak of them."""

from __future__ import annotations

import datetime as dt

from allocator.domain.scenario import Scenario
from allocator.rules.encoding import Linear, NamesFace


def worked_days(scenario: Scenario, agent_id: str) -> frozenset[int]:
    """Days worked before the week as day numbers below zero, the day before the first being -1."""
    grid = scenario.grid
    return frozenset(
        (grid.operating_date(start) - grid.first_day) // dt.timedelta(days=1)
        for start, _ in scenario.worked_by_agent.get(agent_id, ())
    )


def days_before(model: NamesFace, agent_id: str) -> frozenset[int]:
    """Find the days worked before the week, computed once; see :func:`worked_days`."""
    return model.once(
        f"day_runs.days_before.{agent_id}", lambda: worked_days(model.scenario, agent_id)
    )


def run_before(days: frozenset[int]) -> int:
    """Count the days worked in a row up to the day before the week."""
    length = 0
    while -1 - length in days:
        length += 1
    return length


def worked_on(model: NamesFace, agent_id: str) -> list[Linear]:
    """1 for each day of the week with a shift that begins on it, else 0."""
    return [sum(model.shifts(agent_id, day).values()) for day in range(model.day_count)]


def limit_days_in_a_row(model: NamesFace, agent_id: str, days_max: int) -> None:
    """Leave a day off among any ``days_max`` + 1 that follow one another.

    A run of days worked before the week may be too long already, which nothing can mend: then
    the first day is off.
    """
    before = run_before(days_before(model, agent_id))
    if before + model.day_count <= days_max:
        return
    worked = worked_on(model, agent_id)
    for last in range(model.day_count):
        first = last - days_max
        if first < -before:  # a day before the week was off, or the run cannot be so long yet
            continue
        days = range(max(0, first), last + 1)
        if any(model.is_free(agent_id, day) for day in days):
            model.add(sum(worked[day] for day in days) <= len(days) - 1)


def can_work(scenario: Scenario, agent_id: str, day: dt.date) -> bool:
    """Whether leave, hours, contract and opening leave it open to work on an operating day."""
    return (
        scenario.available_spans(agent_id, day) != ()
        and scenario.opening_spans(day) != ()
        and scenario.patterns_of(agent_id, day) != ()
    )
