"""Notice of shifts, for the optimiser."""

from __future__ import annotations

from collections import defaultdict

from allocator.domain.people import PublishedShift
from allocator.domain.scenario import Scenario
from allocator.rules.encoding import NamesFace, ShiftOption
from allocator.rules.notice.card import Notice


def admits(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: Notice) -> bool:
    """Whether the shift begins late enough to be new, or is one that the agent was told of."""
    return not is_soon(scenario, option.day, parameters) or any(
        is_shift(scenario, option, row) for row in scenario.published_by_agent.get(agent_id, ())
    )


def is_soon(scenario: Scenario, day: int, parameters: Notice) -> bool:
    """Whether an operating day lies less than the notice due after the publication."""
    published_on = scenario.settings.week.published_on
    if published_on is None:
        return False
    return (scenario.grid.days[day] - published_on).days < parameters.notice_days


def is_shift(scenario: Scenario, option: ShiftOption, row: PublishedShift) -> bool:
    """Whether an option is a published shift, to the minute."""
    grid = scenario.grid
    return (
        (grid.index(row.start), grid.index(row.end)) == (option.start, option.end)
        and grid.on_grid(row.start)
        and grid.on_grid(row.end)
    )


def due(scenario: Scenario, parameters: Notice) -> dict[str, list[tuple[int, PublishedShift]]]:
    """Find the published shifts that must stand, each with its operating day, by agent."""
    standing: defaultdict[str, list[tuple[int, PublishedShift]]] = defaultdict(list)
    for row in scenario.published:
        day = scenario.grid.day_index(row.start)
        if day is not None and is_soon(scenario, day, parameters):
            standing[row.agent_id].append((day, row))
    return dict(standing)


def encode(model: NamesFace, parameters: Notice) -> None:
    """Give each agent the shifts that were published and begin soon."""
    standing = model.once("notice.due", lambda: due(model.scenario, parameters))
    if not standing:
        return
    for agent_id in model.free_agents:
        for day, row in standing.get(agent_id, ()):
            if model.is_free(agent_id, day):
                options = model.shifts(agent_id, day).items()
                same = [lit for option, lit in options if is_shift(model.scenario, option, row)]
                model.add(sum(same) >= 1)
