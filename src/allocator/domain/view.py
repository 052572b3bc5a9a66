"""A rota beside the scenario it answers: what every check and measure looks at."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict

from allocator.domain.findings import Place
from allocator.domain.rota import Block, Rota, Shift
from allocator.domain.scenario import Scenario


class RotaView(BaseModel):
    """A rota with its scenario, for all agents or for some.

    Parameters
    ----------
    agent_ids
        Agents under consideration: a check of agents says nothing of others. A view of a few
        agents lets a change be checked without checking everybody again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: Scenario
    rota: Rota
    agent_ids: tuple[str, ...]

    @classmethod
    def whole(cls, scenario: Scenario, rota: Rota) -> RotaView:
        """View of all agents of the scenario and any other named in the rota."""
        known = {agent.agent_id for agent in scenario.agents}
        strangers = tuple(agent_id for agent_id in rota.agent_ids if agent_id not in known)
        return cls(
            scenario=scenario,
            rota=rota,
            agent_ids=tuple(agent.agent_id for agent in scenario.agents) + strangers,
        )

    def worked_before(self, agent_id: str) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
        """Start and end of the shifts worked before the week, in time order."""
        return self.scenario.worked_by_agent.get(agent_id, ())

    def shifts(self, agent_id: str) -> tuple[Shift, ...]:
        """Shifts of one agent in the rota, in time order."""
        return self.rota.shifts(agent_id)

    def operating_date(self, shift: Shift) -> dt.date:
        """Operating day that a shift belongs to: the one it starts in."""
        return self.scenario.grid.operating_date(shift.start)

    def local(self, moment: dt.datetime) -> dt.datetime:
        """Moment on the site's clock, whatever offset it was written in."""
        return moment.astimezone(self.scenario.grid.zone)

    def place(self, part: Block | Shift) -> Place:
        """Agent, start and end of a block or a shift, on the site's clock."""
        return Place(part.agent_id, self.local(part.start), self.local(part.end))
