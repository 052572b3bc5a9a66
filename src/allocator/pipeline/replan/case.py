"""A published plan and what has happened since: what a replan and its check both begin with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from allocator.demand.disrupted_need import disrupted_need
from allocator.domain.demand import Requirement
from allocator.domain.disrupt import disrupt
from allocator.domain.disrupted import disrupted
from allocator.domain.disruption import Disruption
from allocator.domain.event_of_day import Event
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.justify.replan_claims import NOTHING, PUBLISHED, Weighed
from allocator.pipeline.replan.late import ToSimulate, simulated_to_end
from allocator.rules import registry


@dataclass(frozen=True)
class Disrupted:
    """A published plan and what has happened since.

    Parameters
    ----------
    original
        The scenario as it was planned from, whatever has happened.
    planned
        As the published rota was made for: with the events of earlier replans.
    scenario, requirements
        As it stands now.
    lost
        Contacts that the new events take away by queue.
    """

    original: Scenario
    planned: Scenario
    planned_requirements: tuple[Requirement, ...]
    scenario: Scenario
    requirements: tuple[Requirement, ...]
    published: Rota
    disruption: Disruption
    lost: Mapping[str, float]

    @classmethod
    def of(
        cls,
        original: Scenario,
        published: Rota,
        requirements: tuple[Requirement, ...],
        earlier: Disruption | None,
        events: Sequence[Event],
        now: dt.datetime,
    ) -> Disrupted:
        """Work out what events make of a published plan.

        Parameters
        ----------
        requirements
            Of the published plan: the events of earlier replans are in them.
        """
        disruption = disrupt(original, published, earlier, events, now)
        scenario = disrupted(original, disruption)
        need = disrupted_need(scenario, requirements, disruption.new_events)
        return cls(
            original=original,
            planned=original if earlier is None else disrupted(original, earlier),
            planned_requirements=requirements,
            scenario=scenario,
            requirements=need.requirements,
            published=published,
            disruption=disruption,
            lost=need.lost_to_outage,
        )

    @property
    def notice_days(self) -> int | None:
        """Days of notice that the scenario's own rule asks for; ``None`` without the rule."""
        declared = dict(registry.declared(self.original.settings.rules))
        return declared["notice"].notice_days if "notice" in declared else None

    def weighed(self, options: Mapping[str, Rota], *, seed: int, replications: int) -> Weighed:
        """Simulate doing nothing and options to the end of the planned days."""
        nothing = ToSimulate(self.scenario, self.requirements, self.disruption.standing)
        rotas = {
            PUBLISHED: ToSimulate(self.planned, self.planned_requirements, self.published),
            NOTHING: nothing,
            **{name: replace(nothing, rota=rota) for name, rota in options.items()},
        }
        since = self.scenario.grid.index(self.disruption.join)
        return Weighed(
            planned=self.planned,
            planned_requirements=self.planned_requirements,
            scenario=self.scenario,
            requirements=self.requirements,
            published=self.published,
            disruption=self.disruption,
            options=options,
            simulated=simulated_to_end(rotas, since, replications=replications, seed=seed),
            seed=seed,
            replications=replications,
            lost=self.lost,
            notice_days=self.notice_days,
        )
