"""Agreed adjustments, for the optimiser.

Queues that an agreement bars are none of the agent's in the first place
(:meth:`~allocator.domain.scenario.Scenario.usable_queues`).
"""

from __future__ import annotations

from allocator.domain.people import AdjustmentKind
from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.day_runs import limit_days_in_a_row, worked_on
from allocator.rules.encoding import NamesFace, ShiftOption, clock_minutes


def admits(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: Parameters) -> bool:
    """Whether the shift starts, ends and lasts as agreed."""
    del parameters
    for agreed in scenario.adjustments_by_agent.get(agent_id, ()):
        if agreed.kind == "start_not_before":
            kept = clock_minutes(scenario, option.day, option.start) >= agreed.number
        elif agreed.kind == "end_not_after":
            kept = clock_minutes(scenario, option.day, option.end) <= agreed.number
        elif agreed.kind == "longest_shift_minutes":
            kept = (option.end - option.start) * scenario.grid.interval_minutes <= agreed.number
        else:
            continue
        if not kept:
            return False
    return True


def admits_pool(scenario: Scenario, agent_id: str, pool_id: str, parameters: Parameters) -> bool:
    """Whether the pool has a queue that the agreement leaves to the agent."""
    del parameters
    queues = scenario.pool_by_id[pool_id].queues
    return all(
        any(queue in agreed.queues for queue in queues)
        for agreed in scenario.adjustments_by_agent.get(agent_id, ())
        if agreed.kind == "only_queues"
    )


def unbroken_limit(scenario: Scenario, agent_id: str, parameters: Parameters) -> int | None:
    """Most elapsed minutes of work without a rest that were agreed; ``None`` where nothing was."""
    del parameters
    return _least(scenario, agent_id, "unbroken_work_minutes_max")


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Keep the days of each agent, in a row and in a week, to the number agreed."""
    del parameters
    for agent_id in model.free_agents:
        if agent_id not in model.scenario.adjustments_by_agent:
            continue
        in_a_row = _least(model.scenario, agent_id, "days_in_a_row_max")
        if in_a_row is not None:
            limit_days_in_a_row(model, agent_id, in_a_row)
        in_week = _least(model.scenario, agent_id, "days_in_week_max")
        if in_week is not None:
            _limit_days_in_week(model, agent_id, in_week)


def _limit_days_in_week(model: NamesFace, agent_id: str, days_max: int) -> None:
    worked = worked_on(model, agent_id)
    for first in range(0, model.day_count, 7):
        days = range(first, min(first + 7, model.day_count))
        if len(days) > days_max and any(model.is_free(agent_id, day) for day in days):
            model.add(sum(worked[day] for day in days) <= days_max)


def _least(scenario: Scenario, agent_id: str, kind: AdjustmentKind) -> int | None:
    agreed = [
        one.number for one in scenario.adjustments_by_agent.get(agent_id, ()) if one.kind == kind
    ]
    return min(agreed, default=None)
