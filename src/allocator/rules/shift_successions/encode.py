"""Forbidden successions of kinds of shift, for the optimiser."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from allocator.domain.scenario import Scenario
from allocator.rules.encoding import Linear, NamesFace, ShiftOption, shift_kind
from allocator.rules.shift_successions.card import ShiftSuccessions


def admits(
    scenario: Scenario, agent_id: str, option: ShiftOption, parameters: ShiftSuccessions
) -> bool:
    """Whether a shift of the first day may follow what was worked on the day before."""
    if option.day > 0 or not parameters.forbidden:
        return True
    grid = scenario.grid
    eve = grid.first_day - dt.timedelta(days=1)
    kind = shift_kind(scenario, option)
    return not any(
        grid.operating_date(start) == eve and (scenario.shift_kind(start), kind) in parameters.pairs
        for start, _ in scenario.worked_by_agent.get(agent_id, ())
    )


def encode(model: NamesFace, parameters: ShiftSuccessions) -> None:
    """Allow, of a kind of shift and of all that it must not follow the day before, one shift."""
    if not parameters.forbidden:
        return
    before_kind: defaultdict[str, list[str]] = defaultdict(list)
    for before, after in dict.fromkeys(parameters.pairs):
        before_kind[after].append(before)
    for agent_id in model.free_agents:
        yesterday: dict[str | None, list[Linear]] = {}
        for day in range(model.day_count):
            today = _by_kind(model, agent_id, day)
            if day and (model.is_free(agent_id, day) or model.is_free(agent_id, day - 1)):
                for kind, befores in before_kind.items():
                    earlier = [lit for before in befores for lit in yesterday.get(before, ())]
                    if earlier and kind in today:
                        model.add(sum(earlier) + sum(today[kind]) <= 1)
            yesterday = today


def _by_kind(model: NamesFace, agent_id: str, day: int) -> dict[str | None, list[Linear]]:
    """Literals of an agent-day by the kind of the shift."""
    kinds: dict[int, str | None] = model.once("shift_successions.kinds", dict)
    literals: defaultdict[str | None, list[Linear]] = defaultdict(list)
    for option, literal in model.shifts(agent_id, day).items():
        if option.start not in kinds:
            kinds[option.start] = shift_kind(model.scenario, option)
        literals[kinds[option.start]].append(literal)
    return dict(literals)
