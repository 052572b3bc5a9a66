"""A scenario taken apart into teams or sites that share nobody, and rotas put together again.

Two pools belong together where somebody works in both, and two people where they share a pool, an
activity or practice. Between the parts that are left there is nothing that a hard rule could see:
every rule but one speaks of one person, one pool or one activity. The one is the price of unsocial
hours above the fair share, which is measured against the mean of everybody.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario
from allocator.rota.agent_pools import pools_of_agents
from allocator.rota.conflict.world import changed, only_people
from allocator.rules import registry

FAIRNESS = "unsocial_fairness"

_OF_ONE_PERSON_POOL_OR_ACTIVITY = frozenset(
    {
        "agreed_adjustments",
        "availability",
        "average_weekly_hours",
        "breaks",
        "contracted_hours",
        "daily_rest",
        "days_in_a_row",
        "days_in_seven",
        "development",
        "kind_limits",
        "meetings",
        "night_hours",
        "notice",
        "one_shift_a_day",
        "opening_hours",
        "pins",
        "practice",
        "queue_changes",
        "requests",
        "rest_runs",
        "screen_breaks",
        "seats",
        "shift_patterns",
        "shift_successions",
        "skills",
        "steady_starts",
        "weekends_worked",
        "weekly_rest",
        "work_runs",
        "young_hours",
        "young_nights",
    }
)
"""Rules that tie nobody to people of another part; any that is not known here ties everybody."""


@dataclass(frozen=True)
class Part:
    """People and pools that share nothing with the others.

    Parameters
    ----------
    scenario
        Of these people and pools alone.
    requirements
        The need of these pools.
    """

    scenario: Scenario
    requirements: tuple[Requirement, ...]

    @property
    def agent_ids(self) -> tuple[str, ...]:
        """Its people, in the scenario's order."""
        return tuple(agent.agent_id for agent in self.scenario.agents)

    @property
    def pools(self) -> tuple[str, ...]:
        """Its pools, in the scenario's order."""
        return tuple(pool.id for pool in self.scenario.settings.pools)

    def of_need(self, requirements: tuple[Requirement, ...]) -> Part:
        """Return the same people and pools with another need of theirs."""
        pools = set(self.pools)
        return Part(self.scenario, tuple(row for row in requirements if row.pool in pools))


def ties_one_part(rule_id: str) -> bool:
    """Whether a rule speaks of one person, one pool or one activity at a time."""
    return rule_id in _OF_ONE_PERSON_POOL_OR_ACTIVITY


def parts_of(scenario: Scenario, requirements: tuple[Requirement, ...]) -> tuple[Part, ...]:
    """Take a scenario apart, the part with the most people first; one where all belong together.

    Whoever can work in no pool and takes part in nothing is put to the largest part.
    """
    declared = {rule_id for rule_id, _ in registry.declared(scenario.settings.rules)}
    if not all(ties_one_part(rule_id) or rule_id == FAIRNESS for rule_id in declared):
        return (Part(scenario, requirements),)
    people: defaultdict[str, set[str]] = defaultdict(set)
    pools: defaultdict[str, set[str]] = defaultdict(set)
    roots = _roots(scenario, requirements)
    for (kind, name), root in roots.items():
        (people if kind == "agent" else pools)[root].add(name)
    groups = sorted(pools, key=lambda root: (-len(people[root]), root))
    if len([root for root in groups if people[root]]) < 2:
        return (Part(scenario, requirements),)
    # Pools in which nobody can work go with the largest part, as do people without a pool.
    for root in {*people, *pools}:
        if root != groups[0] and not (people[root] and pools[root]):
            people[groups[0]] |= people.pop(root, set())
            pools[groups[0]] |= pools.pop(root, set())
    return tuple(
        _part(scenario, requirements, people[root], pools[root]) for root in groups if root in pools
    )


def are_tied_by_fairness(scenario: Scenario, parts: tuple[Part, ...]) -> bool:
    """Whether unsocial hours of one part change what is fair in another."""
    if FAIRNESS not in scenario.settings.rules or not scenario.settings.unsocial:
        return False
    if not scenario.settings.prices.unsocial_hour_above_fair_share:
        return False
    # Some of them may have no unsocial time to work: then the tie is none, and does no harm.
    sharing = [any(not agent.unsocial_agreed for agent in part.scenario.agents) for part in parts]
    return sum(sharing) > 1


def _roots(scenario: Scenario, requirements: tuple[Requirement, ...]) -> dict[tuple[str, str], str]:
    """Name of the group that each person and each pool belongs to."""
    service = ServiceModel.of(scenario, requirements)
    above: dict[tuple[str, str], tuple[str, str]] = {}

    def root(node: tuple[str, str]) -> tuple[str, str]:
        above.setdefault(node, node)
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    def join(one: tuple[str, str], other: tuple[str, str]) -> None:
        above[root(one)] = root(other)

    for pool in scenario.settings.pools:
        root(("pool", pool.id))
    for agent_id, pools in pools_of_agents(scenario, service).items():
        root(("agent", agent_id))
        for pool in pools:
            join(("agent", agent_id), ("pool", pool))
    for session in scenario.practice_sessions:
        for agent_id in session.mentors:
            join(("agent", agent_id), ("agent", session.agent_id))
    for activity in scenario.activities:
        for agent_id in activity.participants[1:]:
            join(("agent", agent_id), ("agent", activity.participants[0]))
    return {node: ":".join(root(node)) for node in list(above)}


def _part(
    scenario: Scenario, requirements: tuple[Requirement, ...], people: set[str], pools: set[str]
) -> Part:
    settings = scenario.settings
    kept = tuple(pool for pool in settings.pools if pool.id in pools)
    queues = {queue for pool in kept for queue in pool.queues}
    fields: dict[str, Any] = {
        "pools": kept,
        "queues": tuple(queue for queue in settings.queues if queue.id in queues),
    }
    mine = only_people(scenario, people)
    return Part(
        changed(
            mine,
            settings=settings.model_copy(update=fields),
            skills=tuple(skill for skill in mine.skills if skill.queue in queues),
            goals=tuple(goal for goal in mine.goals if goal.queue in (None, *queues)),
            backlog=tuple(row for row in scenario.backlog if row.queue in queues),
        ),
        tuple(row for row in requirements if row.pool in pools),
    )
