"""A question for leave: whom and when it is about, and the scenario with the leave in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from allocator.domain.findings import day_text
from allocator.domain.people import Leave
from allocator.domain.people_names import called
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.pipeline.find_person import find_person

_DAYS_A_WEEK = 5
"""Days over which the hours of a week are spread, where nothing else is said of a day's leave."""


def question_asked(
    scenario: Scenario, asked: str, days: Sequence[str]
) -> tuple[str, tuple[dt.date, ...]]:
    """Read who is meant, by id or name, and the days asked for, in order.

    Raises
    ------
    InputError
        If the agent or a day is not known, or the agent is on leave already.
    """
    problems: list[InputProblem] = []
    person = find_person(scenario.agents, asked, "--agent")
    agent_id = ""
    if isinstance(person, InputProblem):
        problems.append(person)
    else:
        agent_id = person
    planned = scenario.grid.days
    found: list[dt.date] = []
    for text in days:
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            remedy = f"Write dates like {planned[0].isoformat()}, with commas between."
            problems.append(InputProblem("--days", "is not a date", remedy, value=text))
            continue
        if day not in planned:
            remedy = f"Give days from {planned[0].isoformat()} to {planned[-1].isoformat()}."
            problems.append(
                InputProblem("--days", "is not a day of the planned week", remedy, value=text)
            )
        elif agent_id and scenario.leave_hours_on(agent_id, day) is not None:
            who = called(scenario.agent_by_id[agent_id])
            message = f"{who} is on leave on {day_text(day)} already"
            problems.append(InputProblem("--days", message, "Leave the day out.", value=text))
        else:
            found.append(day)
    if problems:
        raise InputError(problems)
    return agent_id, tuple(dict.fromkeys(sorted(found)))


def paid_hours_of(
    scenario: Scenario,
    rota: Rota,
    agent_id: str,
    days: Sequence[dt.date],
    given: float | None = None,
) -> dict[dt.date, float]:
    """Hours that count as worked on each day of leave.

    Parameters
    ----------
    given
        The same for each day; ``None`` for a fifth of the weekly hours on days with a shift and
        none on others; where the days take in every shift of a week, for what is due in it, spread
        over them.
    """
    if given is not None:
        return dict.fromkeys(days, given)
    worked = {scenario.grid.operating_date(shift.start) for shift in rota.shifts(agent_id)}
    fifth = scenario.agent_by_id[agent_id].weekly_hours / _DAYS_A_WEEK
    hours = {day: fifth if day in worked else 0.0 for day in days}
    for week in scenario.plan_weeks:
        shifts = worked & set(week)
        if shifts and shifts <= set(days):
            hours |= dict.fromkeys(sorted(shifts), scenario.hours_due(agent_id, week) / len(shifts))
    return hours


def with_leave(scenario: Scenario, agent_id: str, paid_hours: Mapping[dt.date, float]) -> Scenario:
    """Scenario with leave of an agent added, a row a day."""
    added = tuple(
        Leave(agent_id=agent_id, first_day=day, last_day=day, paid_hours_a_day=hours)
        for day, hours in paid_hours.items()
    )
    return with_changes(scenario, leave=(*scenario.leave, *added))


def with_changes(scenario: Scenario, **changes: object) -> Scenario:
    """Scenario with some of its tables replaced."""
    # Not model_copy, which would take along what the scenario has worked out for itself.
    fields: dict[str, Any] = {name: getattr(scenario, name) for name in Scenario.model_fields}
    return Scenario.model_validate(fields | changes)
