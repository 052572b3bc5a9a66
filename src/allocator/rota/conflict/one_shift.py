"""Whether somebody may have a single shift that meets their pins, whatever else the week holds.

Far quicker than asking for a whole week, and what it finds is easier to say: who is on leave, or
leaves at five, needs no other rule to be told why not.
"""

from __future__ import annotations

from collections.abc import Sequence

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Strength
from allocator.domain.scenario import Scenario
from allocator.rota.conflict.conflict import Conflict
from allocator.rota.conflict.elements import Element, elements_of
from allocator.rota.conflict.find import without
from allocator.rota.conflict.oracle import Answer, Oracle
from allocator.rota.conflict.patterns import without_patterns
from allocator.rota.conflict.shrink import shrink
from allocator.rota.conflict.words import who
from allocator.rota.conflict.world import World
from allocator.rota.instance import Instance
from allocator.rules import registry


class OneShift(Oracle):
    """Looks for one shift for each pin that asks for any, and no further."""

    def compile(self, world: World) -> Instance:
        """Compile a world of one person, as far as single shifts go."""
        soft = {
            rule_id
            for rule_id in world.scenario.settings.rules
            if registry.card(rule_id).strength is Strength.SOFT
        }
        return Instance.of(world.scenario, self._service, world.left_out | soft)

    def ask(
        self, world: World, agent_ids: Sequence[str] | None = None, patience: float = 0.0
    ) -> Answer:
        """Decide whether each of the people may have such shifts at all."""
        del patience
        world = world if agent_ids is None else world.only(agent_ids)
        instance = self.compile(world)
        return Answer(all(_has_shifts(instance, name) for name in instance.agent_ids))


def _has_shifts(instance: Instance, agent_id: str) -> bool:
    every = [option for day in instance.options[agent_id] for option in day]
    pools = instance.agent_pools[agent_id]
    return all(any(map(meets, every)) for meets in instance.must_have(agent_id)) and all(
        any(interval not in instance.barred[agent_id, pool] for pool in pools)
        for interval in instance.held.get(agent_id, ())
    )


def has_no_shift(service: ServiceModel, scenario: Scenario, agent_id: str) -> bool:
    """Whether no single shift of somebody meets their pins."""
    alone = World(scenario).only([agent_id])
    return OneShift(service, float("inf")).ask(alone).admits is False


def find_in_one_shift(
    service: ServiceModel, world: World, agent_id: str
) -> tuple[OneShift, Conflict] | None:
    """Find the fewest things that leave somebody no shift that meets a pin.

    Returns
    -------
    OneShift and Conflict, or None
        The conflict without cures; ``None`` where there is such a shift.
    """
    oracle = OneShift(service, float("inf"))
    alone = world.only([agent_id])
    if oracle.ask(alone).admits:
        return None
    everything = [e for e in elements_of(alone, [agent_id]) if e.kind not in ("hours", "worked")]
    patterns = [element for element in everything if element.kind == "patterns"]
    # A shift without its breaks is no easier to have where work has to be broken: they stay too.
    breaks = [element for element in everything if element.rule_id == "breaks"]
    others = [e for e in everything if e not in patterns and e not in breaks]

    def admits(some: tuple[Element, ...]) -> bool | None:
        kept = set(some)
        return oracle.ask(without(alone, [e for e in others if e not in kept])).admits

    # Shift patterns stay while the others are taken away, and are then tried for themselves.
    small = shrink(others, admits)
    elements = small.parts
    grid = world.scenario.grid
    asked = [e.fact for e in elements if e.kind == "pin" and e.fact.asks_for_shift]
    days = {
        day
        for day in grid.days
        for pin in asked
        if -1 <= (day - grid.operating_date(pin.start)).days <= 0
    }
    gone = [element for element in others if element not in elements]
    if breaks and oracle.ask(without(alone, [*gone, *breaks])).admits:
        elements = (*elements, *breaks)
    free = without_patterns(without(alone, gone).scenario, agent_id, days=days)
    if patterns and oracle.ask(without(alone, gone).of(free)).admits:
        elements = (*patterns, *elements)
    name = who(world.scenario, agent_id)
    headline = f"No shift of {name} can hold all of these"
    return oracle, Conflict((agent_id,), headline, elements, small.is_minimal)
