"""Check what a plan says of its goals against the rota."""

from __future__ import annotations

from allocator.domain.development import GoalProgress, goal_progress
from allocator.domain.findings import Finding
from allocator.domain.plan import PlanSummary
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.verify.comparison import differs, stated_otherwise
from allocator.verify.goal_prices import local_price
from allocator.verify.service_state import ServiceState

_RULE_ID = "plan.development"
_PRICES = {"price": None, "local_price_contacts": 0.0}


def check_development(
    scenario: Scenario, summary: PlanSummary, rota: Rota, state: ServiceState
) -> list[Finding]:
    """Check each goal's figures and local price; what was searched for again is filed beside."""
    found = {(goal.agent_id, goal.goal): goal for goal in goal_progress(scenario, rota)}
    stated = {(goal.agent_id, goal.goal): goal for goal in summary.development}
    if list(stated) != list(found):
        names = ["; ".join(" ".join(key) for key in each) or "none" for each in (stated, found)]
        return [stated_otherwise(_RULE_ID, "plan.json", "development", *names)]
    findings: list[Finding] = []
    for key, goal in stated.items():
        findings += _of_goal(scenario, goal, found[key], rota, state)
    return findings


def _of_goal(
    scenario: Scenario, stated: GoalProgress, found: GoalProgress, rota: Rota, state: ServiceState
) -> list[Finding]:
    name = f"of {stated.goal} of {stated.agent_id}"
    told, right = stated.model_dump(exclude=set(_PRICES)), found.model_dump(exclude=set(_PRICES))
    findings = [
        stated_otherwise(_RULE_ID, "plan.json", f"{field} {name}", str(value), str(right[field]))
        for field, value in told.items()
        if value != right[field]
    ]
    price = local_price(scenario, state, rota, found)
    if differs(stated.local_price_contacts, price):
        what = f"local_price_contacts {name}"
        findings.append(
            stated_otherwise(_RULE_ID, "plan.json", what, stated.local_price_contacts, price)
        )
    given = stated.price
    is_local = given is not None and given.kind == "local_comparison"
    if given is not None and is_local and differs(given.late_contacts, price):
        what = f"price {name}"
        findings.append(stated_otherwise(_RULE_ID, "plan.json", what, given.late_contacts, price))
    return findings
