"""Fewest days with work in a row, for the optimiser."""

from __future__ import annotations

from allocator.rules.day_runs import can_work, days_before, run_before, worked_on
from allocator.rules.encoding import Linear, NamesFace
from allocator.rules.work_runs.card import CARD, WorkRuns


def encode(model: NamesFace, parameters: WorkRuns) -> None:
    """Forbid each run of days with work that is too short, unless it could be no longer.

    A run of given days is worked on each of them and not on the day before nor the day after:
    one of these must be otherwise.
    """
    for agent_id in model.free_agents:
        mine = CARD.for_agent(model.scenario, agent_id, parameters)
        if mine.days_min == 1:
            continue
        before = run_before(days_before(model, agent_id))
        worked = worked_on(model, agent_id)
        idle = model.once(f"work_runs.idle.{agent_id}", lambda who=agent_id: _idle_days(model, who))
        for first in range(model.day_count):
            # A run that begins on the first day has the days worked before it in it.
            earlier = 0 if first else before
            begins = first == 0 or idle[first - 1]
            # With days before, the run may be over before the week begins.
            least = 0 if first == 0 and before else 1
            for days in range(least, mine.days_min - earlier):
                end = first + days
                if first == 0 and not before and not mine.past_known:
                    break
                if end >= model.day_count or (begins and idle[end]):
                    continue
                around = range(max(0, first - 1), end + 1)
                if any(model.is_free(agent_id, day) for day in around):
                    run: Linear = sum(worked[first:end])
                    outside: Linear = worked[end] + (worked[first - 1] if first else 0)
                    model.add(run - outside <= days - 1)


def _idle_days(model: NamesFace, agent_id: str) -> tuple[bool, ...]:
    """Whether the agent cannot work, for each day of the week."""
    scenario = model.scenario
    return tuple(not can_work(scenario, agent_id, day) for day in scenario.grid.days)
