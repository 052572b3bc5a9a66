"""Check the prices of goals against the rotas that are filed beside a plan."""

from __future__ import annotations

from pathlib import Path

from allocator.demand.service import ServiceModel
from allocator.domain.development import GoalPrice, GoalProgress
from allocator.domain.findings import Finding
from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.errors import InputError, InputProblem
from allocator.rota.conflict.world import changed
from allocator.store import plan_tables as tables
from allocator.store.plan_folder import COMPARISONS_FOLDER
from allocator.verify.comparison import differs, stated_otherwise
from allocator.verify.goal_prices import cost_without_term
from allocator.verify.verifier import broken_rules

_RULE_ID = "plan.development"


def check_goal_prices(folder: Path, scenario: Scenario, plan: Plan) -> tuple[Finding, ...]:
    """Work out each price that was searched for again from the two rotas; no solver is loaded.

    The rota without the goal is to keep every hard rule too.

    Raises
    ------
    InputError
        If a rota that a price rests on cannot be read.
    """
    searched = [
        (goal, goal.price)
        for goal in plan.summary.development
        if goal.price is not None and goal.price.kind == "reoptimised_comparison"
    ]
    if not searched:
        return ()
    service = ServiceModel.of(scenario, plan.requirements)
    cost = cost_without_term(scenario, service, plan.rota)
    findings: list[Finding] = []
    for goal, price in searched:
        findings += _of_goal(folder, scenario, service, cost, goal, price)
    return tuple(findings)


def _of_goal(
    folder: Path,
    scenario: Scenario,
    service: ServiceModel,
    cost: float,
    goal: GoalProgress,
    price: GoalPrice,
) -> list[Finding]:
    rota = read_comparison_rota(folder, price.comparison, scenario)
    others = tuple(row for row in scenario.goals if (row.agent_id, row.goal) != goal.key)
    freed = changed(scenario, goals=others)
    findings = [
        Finding(
            rule_id=_RULE_ID,
            message=(
                f"the rota without {goal.goal} of {goal.agent_id}, which its price rests on, "
                f"breaks a hard rule: {finding.message}"
            ),
            agent_id=goal.agent_id,
        )
        for finding in broken_rules(RotaView.whole(freed, rota))[:1]
    ]
    found = cost - cost_without_term(freed, service, rota)
    if differs(price.late_contacts, found):
        what = f"price of {goal.goal} of {goal.agent_id}"
        findings.append(stated_otherwise(_RULE_ID, "plan.json", what, price.late_contacts, found))
    return findings


def read_comparison_rota(folder: Path, name: str, scenario: Scenario) -> Rota:
    """Rota of a comparison filed beside a plan.

    Raises
    ------
    InputError
        If it is not there or malformed.
    """
    file = f"{COMPARISONS_FOLDER}/{name}/{tables.ROTA.file}"
    problems: list[InputProblem] = []
    try:
        data = (folder / file).read_bytes()
    except OSError as error:
        raise InputError.of(
            file, f"cannot be read: {error.strerror}", "Give a whole folder as it was written."
        ) from error
    rota = tables.read_rota(data, scenario.grid.zone, problems)
    if problems:
        raise InputError(problems)
    return rota
