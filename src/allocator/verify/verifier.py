"""Check a plan by its scenario alone: rules, demand, objective and every figure it states."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import cast

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Excused, Finding, Strength
from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.forecast.expected_demand import expected_demand
from allocator.rules import registry
from allocator.verify.comparison import stated_otherwise
from allocator.verify.excused import split_excused
from allocator.verify.locked import check_locked
from allocator.verify.objective import assemble, soft_measures
from allocator.verify.pay import check_pay
from allocator.verify.plan_development import check_development
from allocator.verify.plan_ledger import check_ledger
from allocator.verify.plan_summary import (
    check_counts,
    check_excused,
    check_objective,
    check_origin,
    check_queues,
)
from allocator.verify.plan_tables import (
    check_requirements,
    check_service_levels,
    check_staffing,
)
from allocator.verify.replan_checks import check_replan
from allocator.verify.service_state import ServiceState
from allocator.verify.verdict import Verdict


def broken_rules(view: RotaView) -> list[Finding]:
    """Run every hard rule that the scenario declares, for the agents of the view."""
    return list(breaches(view))


def breaches(view: RotaView, only: Container[str] | None = None) -> Iterator[Finding]:
    """Yield what :func:`broken_rules` finds, rule by rule: the next one is run only when asked.

    Parameters
    ----------
    only
        Rules to run; all by default.
    """
    for rule_id, parameters in registry.declared(view.scenario.settings.rules):
        if registry.card(rule_id).strength is not Strength.HARD:
            continue
        if only is not None and rule_id not in only:
            continue
        yield from cast("list[Finding]", registry.check_module(rule_id).check(view, parameters))


def breaches_to_answer_for(
    scenario: Scenario, rota: Rota
) -> tuple[list[Finding], tuple[Excused, ...]]:
    """Run every declared hard rule on a rota, and tell apart what events have caused.

    Of a rota that is no replan's nothing is excused. Of a replan's, the findings include changes
    of the past and work of people who are away.
    """
    findings = broken_rules(RotaView.whole(scenario, rota))
    if scenario.disruption is None:
        return findings, ()
    standing = broken_rules(RotaView.whole(scenario, scenario.disruption.standing))
    left, excused = split_excused(scenario, findings, standing)
    return [*left, *check_replan(scenario, rota)], excused


def verify(scenario: Scenario, plan: Plan) -> Verdict:
    """Check a plan against its scenario, without the solver.

    The rules are those that the scenario declares, whatever the optimiser had built. The demand
    is forecast again from the history; staffing, service levels, the objective and the counts of
    ``plan.json`` are computed again from the rota. Whatever differs is a finding of its own kind
    (``plan.requirements``, ``plan.staffing``, ``plan.service_levels``, ``plan.objective``,
    ``plan.gap``, ``plan.queues``, ``plan.hours``, ``plan.requests``, ``plan.pay``,
    ``plan.locked``, ``plan.ledger``, ``plan.input_hash``, ``plan.version``,
    ``plan.simulated_data``, ``plan.excused``, ``plan.verdict``).

    A replanned rota (a scenario with a disruption) is held against the demand after the events;
    what the events themselves break is excused, and that the past stands and nobody is at work
    who is away are checks of their own (``replan.frozen``, ``replan.away``).

    Parameters
    ----------
    plan
        With an empty ``summary.verdict`` while it has none yet.

    Raises
    ------
    InputError
        If the scenario's history cannot be forecast from.
    """
    view = RotaView.whole(scenario, plan.rota)
    findings, excused = breaches_to_answer_for(scenario, plan.rota)
    lawful = not findings
    findings += check_excused(plan.summary, excused)
    findings += check_origin(scenario, plan.summary)
    wrong_demand, requirements = check_requirements(scenario, plan, expected_demand(scenario))
    state = ServiceState.of(scenario, ServiceModel.of(scenario, requirements), plan.rota)
    objective = assemble(state, soft_measures(view))
    findings += wrong_demand
    findings += check_service_levels(plan, scenario, objective)
    findings += check_staffing(plan, requirements, state)
    findings += check_objective(plan.summary, objective, lawful=lawful)
    findings += check_queues(scenario, plan.summary, requirements, objective)
    findings += check_counts(view, plan)
    findings += check_pay(view, plan.summary)
    findings += check_locked(view, plan.summary)
    findings += check_development(scenario, plan.summary, plan.rota, state)
    findings += check_ledger(scenario, plan)
    found = "failed" if findings else "passed"
    if plan.summary.verdict not in ("", found):
        findings.append(
            stated_otherwise("plan.verdict", "plan.json", "verdict", plan.summary.verdict, found)
        )
    return Verdict(
        rule_ids=tuple(scenario.settings.rules),
        findings=tuple(findings),
        objective=objective,
        excused=excused,
    )
