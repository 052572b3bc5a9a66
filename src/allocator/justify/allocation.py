"""What is justified: one agent's shift of one operating day."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from pydantic import AwareDatetime, BaseModel, ConfigDict

from allocator.domain.paid_time import paid_minutes
from allocator.domain.rota import Rota, Shift
from allocator.domain.scenario import Scenario


class Allocation(BaseModel):
    """A shift given to an agent.

    Parameters
    ----------
    id
        Agent and operating date, ``A01/1999-08-22``; a further shift of the same date has its
        number after it.
    day
        Operating date.
    start, end
        On the site's clock.
    pools
        Pools in which the agent is on the phone, in the scenario's order.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    agent_id: str
    day: dt.date
    start: AwareDatetime
    end: AwareDatetime
    paid_minutes: float
    pools: tuple[str, ...]
    shift: Shift

    @classmethod
    def of(cls, scenario: Scenario, shift: Shift, number: int = 1) -> Allocation:
        """Allocation of a shift, the first or a further one of its agent's date."""
        grid = scenario.grid
        day = grid.operating_date(shift.start)
        name = f"{shift.agent_id}/{day}"
        return cls(
            id=name if number == 1 else f"{name}.{number}",
            agent_id=shift.agent_id,
            day=day,
            start=shift.start.astimezone(grid.zone),
            end=shift.end.astimezone(grid.zone),
            paid_minutes=paid_minutes(scenario, shift),
            pools=_pools(scenario, shift),
            shift=shift,
        )


def allocations(scenario: Scenario, rota: Rota) -> tuple[Allocation, ...]:
    """All allocations of a rota, by agent and time."""
    found: list[Allocation] = []
    numbers: Counter[tuple[str, dt.date]] = Counter()
    for agent_id in rota.agent_ids:
        for shift in rota.shifts(agent_id):
            key = agent_id, scenario.grid.operating_date(shift.start)
            numbers[key] += 1
            found.append(Allocation.of(scenario, shift, numbers[key]))
    return tuple(found)


def _pools(scenario: Scenario, shift: Shift) -> tuple[str, ...]:
    worked = {
        scenario.pool_of_queue[block.queues[0]]
        for block in shift.blocks
        if block.is_on_phone and block.queues
    }
    return tuple(pool.id for pool in scenario.settings.pools if pool.id in worked)
