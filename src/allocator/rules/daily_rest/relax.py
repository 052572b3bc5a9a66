"""Daily rest, for the counts: who is at work or resting after it is at most the group."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from allocator.rules.daily_rest.card import DailyRest
from allocator.rules.encoding import CountsFace, Linear, fullest_moments


def relax(model: CountsFace, parameters: DailyRest) -> None:
    """Bound the shifts that meet, each with the rest after it, by the group's head-count.

    Of shifts that meet a person has one at most. How many of the group are in one is counted
    from each of the fullest moments to the next: each shift enters once and leaves once.
    """
    rest = -(-parameters.rest_minutes // model.scenario.settings.interval_minutes)
    for group in model.groups:
        counts = {
            option: count
            for day in range(model.day_count)
            for option, count in model.shifts(group[0], day).items()
        }
        moments = fullest_moments((option.start, option.end + rest) for option in counts)
        change: defaultdict[int, list[Linear]] = defaultdict(list)
        for option, count in counts.items():
            change[bisect_left(moments, option.start)].append(count)
            change[bisect_left(moments, option.end + rest)].append(-count)
        before: Linear = 0.0
        for number in range(len(moments)):
            engaged = model.new_amount(len(group))
            model.add(engaged == before + sum(change[number]))
            before = engaged
