"""An instance of which a part can no longer be otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from allocator.demand.service import ServiceModel
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.agent_pools import pools_of_agents
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.replan.standing import Key, Standing, settled, standing_of
from allocator.rota.room import Options
from allocator.rules import registry
from allocator.rules.encoding import Appointment, ShiftOption


@dataclass(frozen=True)
class FrozenInstance(Instance):
    """A scenario compiled for what is still free of a rota that stands after events.

    Parameters
    ----------
    standing
        The rota that stands. Its shifts may be kept whatever the rules say: what an event has
        made of them nobody can change.
    """

    standing: Standing | None = field(default=None, compare=False, repr=False)

    @classmethod
    def still(
        cls, scenario: Scenario, service: ServiceModel, published: Rota, rota: Rota, join: int
    ) -> FrozenInstance:
        """Compile a rota with everybody's shifts as they stand.

        Parameters
        ----------
        published, rota
            As people knew it, and what stands of it after the events.
        join
            First interval that may be changed.
        """
        rules = tuple(registry.declared(scenario.settings.rules))
        agent_pools = pools_of_agents(scenario, service)
        days = range(scenario.grid.day_count)
        nothing: Options = {agent.agent_id: tuple(() for _ in days) for agent in scenario.agents}
        bare = cls(scenario, service, rules, agent_pools, nothing)
        standing = standing_of(bare, published, rota, join)
        admitted = {
            agent_id: tuple(
                () if duty is None else (duty.option,)
                for duty in (standing.duties.get((agent_id, day)) for day in days)
            )
            for agent_id in bare.agent_ids
        }
        frozen = replace(bare, admitted=admitted, standing=standing)
        return frozen.resettled()

    def resettled(self) -> FrozenInstance:
        """Return the same with the activities and sessions of the standing rota at their times."""
        assert self.standing is not None
        placed = self.of_rota(self.standing.duties)
        assert isinstance(placed, FrozenInstance)
        duties = settled(placed, self.standing.duties)
        standing = replace(self.standing, duties=duties)
        twin = replace(placed, standing=standing)
        known = {
            name: value for name, value in placed.__dict__.items() if name not in twin.__dict__
        }
        twin.__dict__.update(known)
        return twin

    def freed(self, options: Mapping[Key, tuple[ShiftOption, ...]]) -> FrozenInstance:
        """Return the same with further shifts on some agent-days."""
        admitted = {
            agent_id: tuple(
                tuple(dict.fromkeys([*week[day], *options.get((agent_id, day), ())]))
                for day in range(self.day_count)
            )
            for agent_id, week in self.admitted.items()
        }
        twin = replace(self, admitted=admitted, kept={})
        gone = {"options", "admitted", "kept"}
        known = {n: v for n, v in self.__dict__.items() if n not in gone}
        twin.__dict__.update({**known, "admitted": admitted, "kept": twin.kept})
        return twin

    @property
    def _stands(self) -> Standing:
        assert self.standing is not None
        return self.standing

    @property
    def duties(self) -> Assignment:
        """Duties of the rota that stands."""
        return self._stands.duties

    @cached_property
    def _barred_by_rules(self) -> dict[tuple[str, str], frozenset[int]]:
        """Intervals in which a rule, or the past, keeps an agent out of a pool."""
        barred = super()._barred_by_rules
        if self.standing is None:
            return barred
        past = self.standing.barred
        return {pair: intervals | past.get(pair, frozenset()) for pair, intervals in barred.items()}

    @cached_property
    def possible_starts(self) -> dict[str, tuple[int, ...]]:
        """Intervals in which each activity may begin: the past is over."""
        found = super().possible_starts
        if self.standing is None:
            return found
        join = self.standing.join
        starts = {
            each.activity_id: each.start
            for duty in self.standing.duties.values()
            for each in duty.appointments
        }
        free: dict[str, tuple[int, ...]] = {}
        for activity_id, every in found.items():
            now = starts.get(activity_id)
            if now is not None and now < join:
                free[activity_id] = (now,)
            else:
                free[activity_id] = tuple(start for start in every if start >= join) or every
        return free

    def pauses(self, agent_id: str) -> tuple[Appointment, ...]:
        """Spans besides activities off the phone; at one of no length pools may change."""
        return () if self.standing is None else self.standing.pauses.get(agent_id, ())

    @cached_property
    def options(self) -> Options:
        """Shift options with room for what is in them, and those that stand.

        One that stands and has an activity where further pins want the agent is not among them.
        """
        found = super().options
        if self.standing is None:
            return found
        return {
            agent_id: tuple(
                options
                if (duty := self.standing.duties.get((agent_id, day))) is None
                or duty.option in options
                or (self.base is not None and self._is_taken(agent_id, duty.option))
                else (*options, duty.option)
                for day, options in enumerate(week)
            )
            for agent_id, week in found.items()
        }

    def _is_taken(self, agent_id: str, option: ShiftOption) -> bool:
        """Whether an activity in a shift is where the agent is to be on the phone."""
        held = self.held.get(agent_id, frozenset[int]())
        return any(
            not held.isdisjoint(range(each.start, each.end))
            for each in self.appointments_in(agent_id, option)
        )
