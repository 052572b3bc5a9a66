"""Every shift that a day could see, before any rule has been asked."""

from __future__ import annotations

import datetime as dt

from allocator.domain.scenario import Scenario
from allocator.domain.settings import BreakSetting, ShiftPattern
from allocator.rules.encoding import BreakSlot, ShiftOption


def shift_universe(scenario: Scenario, day: int) -> tuple[ShiftOption, ...]:
    """Every shift that some pattern of the scenario allows on some weekday, moved to this day.

    Wider than any one contract allows, so that the rule ``shift_patterns`` has work to do and
    its absence shows.
    """
    grid = scenario.grid
    date = grid.days[day]
    today = range(grid.day_bounds[day], grid.day_bounds[day + 1])
    seen: dict[tuple[int, int], ShiftOption] = {}
    for pattern in scenario.settings.shift_patterns:
        if not _pattern_may_matter(scenario, pattern, date):
            continue
        for start_minutes in range(
            pattern.start_from, pattern.start_to + 1, pattern.start_every_minutes
        ):
            start = grid.index(grid.at(date, start_minutes))
            for minutes in range(
                pattern.shortest_minutes, pattern.longest_minutes + 1, pattern.length_every_minutes
            ):
                end = start + minutes // grid.interval_minutes
                # A start that the clocks or a pattern put on another operating day is that day's.
                if start in today and (start, end) not in seen:
                    seen[start, end] = shift_option(scenario, day, start, end)
    return tuple(seen[key] for key in sorted(seen))


def _pattern_may_matter(scenario: Scenario, pattern: ShiftPattern, date: dt.date) -> bool:
    """Whether a pattern starts inside the day's opening hours at all, whatever its weekdays."""
    spans = scenario.opening_spans(date)
    at = scenario.grid.at
    return scenario.run_as(date) in pattern.days or any(
        start <= at(date, pattern.start_from) < end for start, end in spans
    )


def shift_option(scenario: Scenario, day: int, start: int, end: int) -> ShiftOption:
    """Shift over a span of intervals, with the breaks that its length calls for."""
    step = scenario.settings.interval_minutes
    minutes = (end - start) * step
    plan = scenario.break_plan(minutes)
    breaks = plan.breaks if plan is not None else ()
    unpaid = sum(rest.minutes for rest in breaks if not rest.paid)
    return ShiftOption(
        day=day,
        start=start,
        end=end,
        paid_minutes=minutes - unpaid,
        breaks=tuple(_slot(plan.id, rest, start, step) for rest in breaks) if plan else (),
    )


def _slot(plan_id: str, rest: BreakSetting, start: int, step: int) -> BreakSlot:
    earliest, latest = rest.start_after_minutes
    return BreakSlot(
        key=f"{plan_id}/{rest.id}",
        activity=rest.activity,
        length=rest.minutes // step,
        earliest=start - (-earliest // step),
        latest=start + latest // step,
    )
