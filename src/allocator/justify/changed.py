"""A rota beside the one that people were told of: what must be told, and at what price."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from allocator.demand.service import ServiceModel
from allocator.domain.change_price import change_price
from allocator.domain.day_change import DayChange, day_changes
from allocator.domain.disruption import Disruption
from allocator.domain.paid_time import paid_minutes
from allocator.domain.rota import Block, Rota, Shift
from allocator.domain.scenario import Scenario
from allocator.domain.telling import Telling, telling

_A_MOMENT = dt.timedelta(seconds=1)


@dataclass(frozen=True)
class Changed:
    """A rota beside the one that people were told of.

    Parameters
    ----------
    scenario
        As it stands after the events.
    service
        Of what is expected after them.
    published
        The rota as people were told of it.
    disruption
        What has happened since.
    notice_days
        Days of notice that the rule ``notice`` asks for; ``None`` where it is not declared.
    """

    scenario: Scenario
    service: ServiceModel
    published: Rota
    disruption: Disruption
    rota: Rota
    notice_days: int | None = None

    @cached_property
    def changes(self) -> tuple[DayChange, ...]:
        """Every person's day that is otherwise than told; of those befallen, than it stands."""
        people = [agent.agent_id for agent in self.scenario.agents]
        return day_changes(self.scenario.grid, people, self._told, self.rota)

    @cached_property
    def moved(self) -> dict[str, DayChange]:
        """By id, the days that are otherwise than they would be if nobody did anything."""
        people = [agent.agent_id for agent in self.scenario.agents]
        standing = self.disruption.standing
        found = day_changes(self.scenario.grid, people, standing, self.rota)
        return {change.id: change for change in found}

    @cached_property
    def _told(self) -> Rota:
        """The published rota without what events take from those whom they befall."""
        grid, standing = self.scenario.grid, self.disruption.standing
        befallen = {row.agent_id for row in self.disruption.away}
        blocks: list[Block] = []
        for agent_id in befallen:
            days = {
                day
                for start, until in self.disruption.away_spans(agent_id)
                for day in grid.days
                if grid.operating_date(start) <= day <= grid.operating_date(until - _A_MOMENT)
            }
            for rota, is_befallen in ((standing, True), (self.published, False)):
                blocks += [
                    block
                    for shift in rota.shifts(agent_id)
                    if (grid.operating_date(shift.start) in days) is is_befallen
                    for block in shift.blocks
                ]
        return self.published.replaced(befallen, blocks)

    def tellings(self) -> tuple[Telling, ...]:
        """Who must be told by when, the most urgent first."""
        now, standing = self.disruption.now, self.disruption.standing
        made = [telling(self.scenario, standing, each, now) for each in self.changes]
        return tuple(sorted(made, key=lambda one: one.tell_by))

    def price(self, change: DayChange) -> float:
        """Price of one changed day, hours of overtime included; none of what events bring."""
        moved = self.moved.get(change.id)
        if moved is None:
            return 0.0
        return change_price(self.scenario, self.disruption, moved)

    def overtime_hours(self, change: DayChange) -> float:
        """Paid hours of overtime that was offered."""
        minutes = 60 * paid_hours(self.scenario, change.after)
        return self.disruption.overtime_minutes(change.agent_id, change.day, minutes) / 60

    def needs_agreement(self, change: DayChange) -> bool:
        """Whether the person has to agree to a shift that is another, with too little notice."""
        return (
            change.kind.moves_shift
            and change.id in self.moved
            and self.notice_days is not None
            and (change.day - self._today).days < self.notice_days
        )

    @property
    def _today(self) -> dt.date:
        return self.disruption.now.astimezone(self.scenario.grid.zone).date()


def paid_hours(scenario: Scenario, blocks: Sequence[Block]) -> float:
    """Paid hours of a day's shifts."""
    return sum(paid_minutes(scenario, shift) for shift in day_shifts(blocks)) / 60


def day_shifts(blocks: Sequence[Block]) -> tuple[Shift, ...]:
    """Return the shifts of a person's blocks, each a run of blocks that touch."""
    return Rota(blocks=tuple(blocks)).shifts(blocks[0].agent_id) if blocks else ()
