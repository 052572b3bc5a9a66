"""Days in seven, for the counts: summed over the people of a group."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.day_runs import worked_days
from allocator.rules.days_in_seven.card import DaysInSeven
from allocator.rules.days_in_seven.encode import days_left
from allocator.rules.encoding import CountsFace, Linear


def relax(model: CountsFace, parameters: DaysInSeven) -> None:
    """Bound the days worked of each group in every seven days by what its people have left."""
    for group in model.groups:
        before = [worked_days(model.scenario, agent_id) for agent_id in group]
        worked: list[Linear] = []
        for day in range(model.day_count):
            # A variable of its own: a day's shifts would be repeated in seven constraints.
            today = model.new_amount(len(group))
            model.add(today == sum(model.shifts(group[0], day).values()))
            worked.append(today)
        for last in range(model.day_count):
            left = sum(days_left(last, mine, parameters.days_max) for mine in before)
            model.add(sum(worked[max(0, last - 6) : last + 1]) <= left)


def allows_days(
    scenario: Scenario, agent_id: str, worked: frozenset[int], parameters: DaysInSeven
) -> bool:
    """Whether days of the week with work, and none in the days between them, are not too many."""
    before = worked_days(scenario, agent_id)
    return all(
        sum(last - 6 <= day <= last for day in worked)
        <= days_left(last, before, parameters.days_max)
        for last in worked
    )
