"""A plan with the prices of its goals worked out again, from its rota and those filed beside it."""

from __future__ import annotations

from pathlib import Path

from allocator.demand.service import ServiceModel
from allocator.domain.development import GoalPrice, GoalProgress
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.pipeline.check_goal_prices import read_comparison_rota
from allocator.rota.conflict.world import changed
from allocator.verify.goal_prices import cost_without_term, local_progress
from allocator.verify.service_state import ServiceState


def with_goal_prices_again(folder: Path, scenario: Scenario, plan: Plan) -> Plan:
    """Return the plan with every goal's figures as rotas and scenario give them.

    What nothing but another search could give stays as stated: which rota a price rests on, and
    by how much two searches of one plan differ.

    Raises
    ------
    InputError
        If a rota that a price rests on cannot be read.
    """
    stated = {goal.key: goal.price for goal in plan.summary.development}
    if not stated:
        return plan
    service = ServiceModel.of(scenario, plan.requirements)
    state = ServiceState.of(scenario, service, plan.rota)
    goals: list[GoalProgress] = []
    for goal in local_progress(scenario, state, plan.rota):
        price = stated.get(goal.key)
        if price is not None and price.kind == "reoptimised_comparison":
            found = _searched_price(folder, scenario, service, plan, goal, price)
            goals.append(goal.model_copy(update={"price": found}))
        else:
            goals.append(goal)
    summary = plan.summary.model_copy(update={"development": tuple(goals)})
    return plan.model_copy(update={"summary": summary})


def _searched_price(
    folder: Path,
    scenario: Scenario,
    service: ServiceModel,
    plan: Plan,
    goal: GoalProgress,
    price: GoalPrice,
) -> GoalPrice:
    """Price by the rota that was searched for without the goal."""
    rota = read_comparison_rota(folder, price.comparison, scenario)
    others = tuple(row for row in scenario.goals if (row.agent_id, row.goal) != goal.key)
    without = cost_without_term(changed(scenario, goals=others), service, rota)
    late_contacts = cost_without_term(scenario, service, plan.rota) - without
    return price.model_copy(update={"late_contacts": late_contacts})
