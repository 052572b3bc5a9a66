"""Meetings, for the optimiser: when planned activities may take place, and that they do."""

from __future__ import annotations

from collections import defaultdict

from allocator.domain.people import PlannedActivity
from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.encoding import Linear, NamesFace, minutes_up_to


def possible_starts(scenario: Scenario, parameters: Parameters) -> dict[str, tuple[int, ...]]:
    """Intervals in which each activity of the week may begin; none where the grid has none."""
    del parameters
    grid = scenario.grid
    found: dict[str, tuple[int, ...]] = {}
    for activity in scenario.activities:
        first = activity.start or activity.earliest
        if first is not None and minutes_up_to(grid, first) >= 0 and first < grid.end:
            found[activity.activity_id] = tuple(_starts(scenario, activity))
    return found


def _starts(scenario: Scenario, activity: PlannedActivity) -> range:
    grid = scenario.grid
    step = grid.interval_minutes
    if activity.minutes % step:
        return range(0)
    if activity.start is not None:
        at = grid.index(activity.start)
        return range(at, at + grid.on_grid(activity.start))
    assert activity.earliest is not None
    assert activity.latest is not None
    first = -(-minutes_up_to(grid, activity.earliest) // step)
    last = (grid.minutes_from_start(activity.latest) - activity.minutes) // step
    return range(first, last + 1)


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Let each activity of free agents begin once, in a shift of everybody who takes part.

    A person does one thing at a time: activities and breaks do not meet. That nobody is on the
    phone meanwhile belongs to the model.
    """
    del parameters
    for starts in model.activity_starts().values():
        if len(starts) != 1:
            model.add(sum(starts.values()) == 1)
    taking_part = model.scenario.activities_by_agent
    for agent_id in model.free_agents:
        if agent_id in taking_part:
            _attend(model, agent_id)


def _attend(model: NamesFace, agent_id: str) -> None:
    attended: defaultdict[tuple[str, int], list[Linear]] = defaultdict(list)
    away: defaultdict[int, list[Linear]] = defaultdict(list)
    for day in range(model.day_count):
        for appointment, literal in model.appointments(agent_id, day).items():
            attended[appointment.activity_id, appointment.start].append(literal)
            for interval in range(appointment.start, appointment.end):
                away[interval].append(literal)
        if model.places_breaks:
            lengths = {s.key: s.length for o in model.shifts(agent_id, day) for s in o.breaks}
            for key, begins in model.breaks(agent_id, day).items():
                for begin, literal in begins.items():
                    for interval in range(begin, begin + lengths[key]):
                        away[interval].append(literal)
    for activity in model.scenario.activities_by_agent[agent_id]:
        starts = model.activity_starts().get(activity.activity_id, {})
        for start, literal in starts.items():
            model.add(sum(attended.get((activity.activity_id, start), ())) == literal)
    if attended:
        for literals in away.values():
            if len(literals) > 1:
                model.add(sum(literals) <= 1)
