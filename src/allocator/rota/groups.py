"""Groups of people whom no rule and no price can tell apart, and classes of like speed."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from allocator.rota.held_practice import absent_for_goals
from allocator.rota.instance import Instance

_TELLING_NOBODY_APART = {"agent_id": "", "name": "", "team": None, "hourly_pay": None}


def alike(instance: Instance) -> tuple[tuple[str, ...], ...]:
    """Agents in groups: alike in all that a rule or a price reads.

    Exchanging two members of a group turns one valid rota into another of the same price, so
    the linear model may count them instead of naming them.
    """
    scenario = instance.scenario
    of_agents = [
        scenario.requests,
        tuple(scenario.balances.values()),
        scenario.worked,
        scenario.availability,
        scenario.leave,
        scenario.adjustments,
        scenario.published,
    ]
    # A pin, an activity or a goal concerns one person, who then stands alone.
    alone = {pin.agent_id for pin in scenario.pins} | scenario.activities_by_agent.keys()
    alone |= absent_for_goals(instance)
    groups: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for agent in scenario.agents:
        agent_id = agent.agent_id
        key = (
            agent.model_copy(update=_TELLING_NOBODY_APART),
            instance.options[agent_id],
            tuple(
                (
                    pool,
                    instance.speed_percent[agent_id, pool],
                    instance.usable_queues(agent_id, pool),
                )
                for pool in instance.agent_pools[agent_id]
            ),
            tuple(
                tuple(
                    row.model_dump_json(exclude={"agent_id"})
                    for row in rows
                    if row.agent_id == agent_id
                )
                for rows in of_agents
            ),
            agent_id if agent_id in alone else "",
        )
        groups[key].append(agent_id)
    return tuple(tuple(members) for members in groups.values())


@dataclass(frozen=True, eq=False)
class TeamClass:
    """Groups that work in the same pools at about the same speed.

    The linear model places breaks and divides people between pools class by class. What it
    assumes of a class is what its most able member could do, so that the bound stays valid.

    Parameters
    ----------
    pools
        The pools of all members, each one's fastest first.
    speed
        Speed in the first pool of each group, by its first agent.
    best_ratio
        For each further pool, the largest ratio among members of the speed there to the speed
        in the first pool.
    queues
        Queues of each pool that some member may be logged into.
    """

    pools: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    speed: dict[str, float]
    best_ratio: dict[str, float]
    queues: dict[str, frozenset[str]]

    @property
    def slowest(self) -> float:
        """Least speed of a member in the first pool."""
        return min(self.speed.values())

    @property
    def fastest(self) -> float:
        """Most speed of a member in the first pool."""
        return max(self.speed.values())


def team_classes(
    instance: Instance, groups: tuple[tuple[str, ...], ...], speed_step: float
) -> tuple[TeamClass, ...]:
    """Classes of groups, by pools and by speed to within a step.

    Wider classes make a smaller model and a looser bound.
    """
    order = instance.service.pools
    classes: defaultdict[tuple[object, ...], list[tuple[str, ...]]] = defaultdict(list)
    for group in groups:
        # The scenario's order of pools, so that members with different fastest pools can join.
        pools = tuple(pool for pool in order if pool in instance.agent_pools[group[0]])
        if pools:
            speed = instance.speed_percent[group[0], pools[0]] / 100
            classes[pools, math.floor(speed / speed_step + 1e-9)].append(group)
    return tuple(
        _team_class(instance, pools, tuple(members)) for (pools, _), members in classes.items()
    )


def _team_class(
    instance: Instance, pools: object, members: tuple[tuple[str, ...], ...]
) -> TeamClass:
    assert isinstance(pools, tuple)
    percent = instance.speed_percent
    first = pools[0]
    return TeamClass(
        pools=pools,
        groups=members,
        speed={group[0]: percent[group[0], first] / 100 for group in members},
        best_ratio={
            pool: max(percent[group[0], pool] / percent[group[0], first] for group in members)
            for pool in pools[1:]
        },
        queues={
            pool: frozenset(
                queue for group in members for queue in instance.usable_queues(group[0], pool)
            )
            for pool in pools
        },
    )
