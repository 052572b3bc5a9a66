"""Fewest days off in a row, for the optimiser."""

from __future__ import annotations

import datetime as dt

from allocator.rules.day_runs import days_before, worked_on
from allocator.rules.encoding import Linear, NamesFace
from allocator.rules.rest_runs.card import CARD, RestRuns


def encode(model: NamesFace, parameters: RestRuns) -> None:
    """Forbid each pair of days with work that has too few days between them, all of them off.

    Of the pair and what lies between, a day of the pair is off or one between is worked.
    """
    for agent_id in model.free_agents:
        days_min = CARD.for_agent(model.scenario, agent_id, parameters).days_min
        if days_min == 1:
            continue
        before = days_before(model, agent_id)
        worked = worked_on(model, agent_id)
        for day in range(model.day_count):
            for off in range(1, days_min):
                last = day - off - 1  # the day with work before them
                if last < 0 and last not in before:
                    continue
                between = range(last + 1, day)
                if not before.isdisjoint(between) or _has_leave(model, agent_id, between):
                    continue
                pair: Linear = worked[day] + (worked[last] if last >= 0 else 1)
                if any(model.is_free(agent_id, one) for one in range(max(0, last), day + 1)):
                    model.add(pair - sum(worked[one] for one in between if one >= 0) <= 1)


def _has_leave(model: NamesFace, agent_id: str, days: range) -> bool:
    scenario = model.scenario
    if agent_id not in scenario.leave_by_agent:
        return False
    first = scenario.grid.first_day
    return any(
        scenario.leave_hours_on(agent_id, first + dt.timedelta(days=day)) is not None
        for day in days
    )
