"""What each goal costs: the plan searched for again without it, by the same effort."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.development import GoalPrice, GoalProgress, goal_progress
from allocator.domain.people import Goal
from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.resolve import resolved
from allocator.verify.goal_prices import cost_without_term

SHARE_OF_TIME = 0.15
"""Of the search's time, for all goals together."""
_LEAST_S, _LEAST_S_A_PERSON = 0.4, 0.01
"""Below so much for each search, nothing is searched for again: too little can be found."""
_SEEDS_APART = 77


@dataclass(frozen=True)
class PricedGoals:
    """The plan's rota after the search that its goals are priced beside, and what was found.

    Parameters
    ----------
    without
        Rotas without a goal, by agent and goal.
    noise_contacts
        By how much two searches with the goals differ that differ in their seed alone.
    """

    rota: Rota
    without: Mapping[tuple[str, str], Rota] = field(default_factory=dict[tuple[str, str], Rota])
    noise_contacts: float | None = None

    def filed(self, goals: Iterable[Goal]) -> dict[str, Rota]:
        """Return the rotas without a goal by the names of their folders."""
        return {
            _folder(place): self.without[goal.agent_id, goal.goal]
            for place, goal in enumerate(goals)
            if (goal.agent_id, goal.goal) in self.without
        }


def time_for_goals(scenario: Scenario, limits: SearchLimits) -> float:
    """Seconds of each search for goals; 0 where there is too little time for all of them."""
    if not scenario.goals:
        return 0.0
    seconds = SHARE_OF_TIME * limits.seconds / (len(scenario.goals) + 2)
    least = max(_LEAST_S, _LEAST_S_A_PERSON * len(scenario.agents))
    return seconds if seconds >= least else 0.0


def search_without_goals(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    rota: Rota,
    limits: SearchLimits,
    seconds: float,
) -> PricedGoals:
    """Search on from a rota with all goals, and then without each that has sessions in it.

    All searches begin from the same rota and have the same time, and all but one the same seed.
    What the first finds with all goals is the plan; the second shows how much chance there is.

    Parameters
    ----------
    seconds
        Of each search, see :func:`time_for_goals`.
    """
    service = ServiceModel.of(scenario, requirements)
    mine = replace(limits, seconds=seconds)
    again = replace(mine, seed=limits.seed + _SEEDS_APART)
    instance = Instance.of(scenario, service)
    with_all = [resolved(instance, rota, each) for each in (mine, again)]
    found = [each for each in with_all if each is not None]
    costs = [cost_without_term(scenario, service, each) for each in found]
    without: dict[tuple[str, str], Rota] = {}
    for goal in goal_progress(scenario, rota):
        if goal.delivered_minutes and not limits.is_stopped:
            freed = resolved(instance.without_goal(*goal.key), rota, mine)
            if freed is not None:
                without[goal.key] = freed
    noise = abs(costs[0] - costs[1]) if len(costs) > 1 else None
    return PricedGoals(found[0] if found else rota, without, noise)


def with_prices(scenario: Scenario, plan: Plan, priced: PricedGoals) -> Plan:
    """Return a plan whose goals have the prices that were searched for."""
    service = ServiceModel.of(scenario, plan.requirements)
    cost = cost_without_term(scenario, service, plan.rota)
    goals: list[GoalProgress] = []
    for place, goal in enumerate(plan.summary.development):
        if goal.key in priced.without and goal.sessions:
            price = GoalPrice(
                kind="reoptimised_comparison",
                late_contacts=cost - cost_without_term(scenario, service, priced.without[goal.key]),
                noise_contacts=priced.noise_contacts,
                comparison=_folder(place),
            )
            goals.append(goal.model_copy(update={"price": price}))
        else:
            goals.append(goal)
    summary = plan.summary.model_copy(update={"development": tuple(goals)})
    return plan.model_copy(update={"summary": summary})


def _folder(place: int) -> str:
    """Name by the place in ``goals.csv``: a goal's own may hold what no folder's may."""
    return f"goal-{place + 1}"
