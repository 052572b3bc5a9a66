"""A rota of blocks from a roster of whole days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from allocator.domain.grid import UTC
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario
from allocator.rota.roster.problem import Roster
from allocator.rules.roster_face import ShiftForm


def rota_of_roster(
    scenario: Scenario,
    forms: tuple[ShiftForm, ...],
    roster: Roster,
    queues_of: Callable[[str], tuple[str, ...]],
) -> Rota:
    """Write each day's form as one block of work, without breaks.

    Parameters
    ----------
    roster
        Number of the form of each agent of the scenario on each day.
    queues_of
        Queues that an agent is logged into.
    """
    grid = scenario.grid
    starts = [[grid.at(date, form.start_minutes) for form in forms] for date in grid.days]
    blocks: list[Block] = []
    for agent, row in zip(scenario.agents, roster, strict=True):
        queues = queues_of(agent.agent_id)
        for day, kind in enumerate(row):
            if kind < 0:
                continue
            start = starts[day][kind]
            length = dt.timedelta(minutes=forms[kind].minutes)
            end = (start.astimezone(UTC) + length).astimezone(grid.zone)
            block = Block(
                agent_id=agent.agent_id,
                start=start,
                end=end,
                activity=Activity.WORK,
                queues=queues,
            )
            blocks.append(block)
    return Rota.of(blocks)
