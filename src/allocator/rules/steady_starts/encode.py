"""Steady starts, for the optimiser: the price of starting much earlier than the day before."""

from __future__ import annotations

from collections import defaultdict

from allocator.domain.scenario import Scenario
from allocator.rules.encoding import Linear, NamesFace, clock_minutes
from allocator.rules.steady_starts.card import SteadyStarts

_DAY_MINUTES = 1440


def previous_start_minutes(scenario: Scenario, agent_id: str) -> int | None:
    """Clock start of the shift worked on the day before the week, if there was one."""
    grid = scenario.grid
    starts = [
        start.astimezone(grid.zone)
        for start, _ in scenario.worked_by_agent.get(agent_id, ())
        if (grid.first_day - grid.operating_date(start)).days == 1
    ]
    if not starts:
        return None
    last = max(starts)
    midnight_of = grid.operating_date(last)
    return (last.date() - midnight_of).days * _DAY_MINUTES + last.hour * 60 + last.minute


def encode(model: NamesFace, parameters: SteadyStarts) -> None:
    """Price the hours by which a start lies more than the tolerance before yesterday's.

    With ``P`` larger than any clock time, ``sum((P - start) x)`` over a day is zero on a day
    off, so one linear constraint per pair of days states the backward move exactly.
    """
    scenario = model.scenario
    price_per_minute = scenario.settings.prices.backward_start_hour / 60
    for agent in scenario.agents:
        agent_id = agent.agent_id
        before = previous_start_minutes(scenario, agent_id)
        for day in range(model.day_count):
            today = _by_start(model, agent_id, day)
            if day == 0:
                yesterday: dict[int, Linear] = {} if before is None else {before: 1}
            else:
                yesterday = _by_start(model, agent_id, day - 1)
            latest = max(yesterday, default=0) - parameters.tolerance_minutes
            if not today or latest <= min(today):
                continue
            earlier: Linear = sum(
                (latest - start) * lit for start, lit in today.items() if start < latest
            )
            sooner_yesterday: Linear = sum(
                (latest + parameters.tolerance_minutes - start) * lit
                for start, lit in yesterday.items()
            )
            off_yesterday: Linear = 1 - sum(yesterday.values())
            # (start yesterday - tolerance) - start today where both are worked, else at most 0.
            backward: Linear = earlier - sooner_yesterday - latest * off_yesterday
            if isinstance(backward, int):
                amount: Linear = max(0, backward)
            else:
                amount = model.new_amount(latest, f"backward_{agent_id}_{day}")
                model.add(amount >= backward)
            model.add_cost("steady_starts", amount, price_per_minute)


def _by_start(model: NamesFace, agent_id: str, day: int) -> dict[int, Linear]:
    starts: defaultdict[int, Linear] = defaultdict(int)
    for option, literal in model.shifts(agent_id, day).items():
        starts[clock_minutes(model.scenario, day, option.start)] += literal
    return dict(starts)
