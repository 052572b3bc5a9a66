"""Daily rest, for the counts: who is at work or resting before it is at most the group."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from allocator.domain.scenario import Scenario
from allocator.rules.daily_rest.card import DailyRest
from allocator.rules.daily_rest.encode import rest_before
from allocator.rules.encoding import CountsFace, Linear, fullest_moments


def relax(model: CountsFace, parameters: DailyRest) -> None:
    """Bound the shifts that meet, each with the rest before it, by the group's head-count.

    Of shifts that meet a person has one at most. How many of the group are in one is counted
    from each of the fullest moments to the next: each shift enters once and leaves once.
    """
    step = model.scenario.settings.interval_minutes
    for group in model.groups:
        counts = {
            option: count
            for day in range(model.day_count)
            for option, count in model.shifts(group[0], day).items()
        }
        # Of people of different age, who may share a group, the rest that all of them are due.
        due = {
            day: min(rest_before(model.scenario, agent_id, day, parameters) for agent_id in group)
            for day in range(model.day_count)
        }
        begins = {option: option.start - -(-due[option.day] // step) for option in counts}
        moments = fullest_moments((begins[option], option.end) for option in counts)
        change: defaultdict[int, list[Linear]] = defaultdict(list)
        for option, count in counts.items():
            change[bisect_left(moments, begins[option])].append(count)
            change[bisect_left(moments, option.end)].append(-count)
        before: Linear = 0.0
        for number in range(len(moments)):
            engaged = model.new_amount(len(group))
            model.add(engaged == before + sum(change[number]))
            before = engaged


def rest_due(scenario: Scenario, agent_id: str, day: int, parameters: DailyRest) -> int:
    """Minutes of rest before a shift of a day."""
    return rest_before(scenario, agent_id, day, parameters)
