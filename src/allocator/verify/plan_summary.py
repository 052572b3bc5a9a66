"""Check the figures of ``plan.json`` against those recomputed from the rota."""

from __future__ import annotations

import math

from allocator import __version__
from allocator.demand.deferred import backlog_contacts
from allocator.domain.demand import Requirement
from allocator.domain.findings import Excused, Finding
from allocator.domain.paid_time import paid_minutes
from allocator.domain.people import Agent
from allocator.domain.plan import Plan, PlanStatus, PlanSummary
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.requests.check import measure as measure_requests
from allocator.verify.comparison import differs, stated_otherwise
from allocator.verify.objective import Objective

SUMMARY_FILE = "plan.json"


def check_origin(scenario: Scenario, summary: PlanSummary) -> list[Finding]:
    """Check that the plan was made from this scenario by this version, and is marked as it is."""
    pairs = {
        "input_hash": (summary.input_hash, scenario.input_hash),
        "version": (summary.version, __version__),
        "simulated_data": (str(summary.simulated_data), str(scenario.settings.simulated)),
    }
    return [
        stated_otherwise(f"plan.{name}", SUMMARY_FILE, name, stated, found)
        for name, (stated, found) in pairs.items()
        if stated != found
    ]


def check_objective(
    summary: PlanSummary, objective: Objective, *, lawful: bool = True
) -> list[Finding]:
    """Check every term of the objective, their total and the gap to the bound.

    The bound itself cannot be recomputed without the solver; that no rota of the plan lies
    below it can be seen.

    Parameters
    ----------
    lawful
        Whether the rota keeps every hard rule. One from elsewhere that does not may cost less
        than any that does.
    """
    findings: list[Finding] = []
    for term in sorted(objective.terms.keys() | summary.objective.keys()):
        stated, found = summary.objective.get(term, math.nan), objective.terms.get(term, math.nan)
        if differs(stated, found):
            findings.append(_told("plan.objective", f"objective {term}", stated, found))
    if differs(summary.objective_total, objective.total):
        findings.append(
            _told("plan.objective", "objective_total", summary.objective_total, objective.total)
        )
    gap_contacts = objective.total - summary.bound
    gap_share = gap_contacts / objective.total if objective.total else 0.0
    if differs(summary.gap_contacts, gap_contacts):
        findings.append(_told("plan.gap", "gap_contacts", summary.gap_contacts, gap_contacts))
    if differs(summary.gap_share, gap_share):
        findings.append(_told("plan.gap", "gap_share", summary.gap_share, gap_share))
    held_to_bound = lawful or summary.status is not PlanStatus.SCORED
    if held_to_bound and gap_contacts < 0 and differs(objective.total, summary.bound):
        findings.append(
            Finding(
                rule_id="plan.gap",
                message=(
                    f"{SUMMARY_FILE} states {summary.bound:.10g} as a lower bound, and the rota "
                    f"costs {objective.total:.10g}, which is less"
                ),
                figures={"bound": summary.bound, "objective_total": objective.total},
            )
        )
    return findings


def check_queues(
    scenario: Scenario,
    summary: PlanSummary,
    requirements: tuple[Requirement, ...],
    objective: Objective,
) -> list[Finding]:
    """Check the summary of each queue's week."""
    stated = {queue.queue: queue for queue in summary.queues}
    settings = scenario.settings.queues
    if list(stated) != [queue.id for queue in settings]:
        wanted = ", ".join(queue.id for queue in settings)
        return [stated_otherwise("plan.queues", SUMMARY_FILE, "queues", ", ".join(stated), wanted)]
    findings: list[Finding] = []
    for setting in settings:
        row = stated[setting.id]
        level = objective.service_levels[setting.id]
        contacts = math.fsum(r.forecast_contacts for r in requirements if r.queue == setting.id)
        pairs = {
            "forecast_contacts": (row.forecast_contacts, contacts),
            "service_level_share": (row.service_level_share, level.week_share),
            "lowest_day_share": (row.lowest_day_share, level.lowest_day_share),
            "target_share": (row.target_share, setting.target_share),
            "target_s": (row.target_s, setting.target_s),
            "floor_share": (row.floor_share, setting.floor_share),
            "backlog_contacts": (row.backlog_contacts, backlog_contacts(scenario, setting.id)),
            "left_contacts": (row.left_contacts, level.left_contacts),
        }
        findings += [
            _told("plan.queues", f"{name} of {setting.id}", told, found)
            for name, (told, found) in pairs.items()
            if differs(told, found)
        ]
        texts = {
            "pool": (row.pool, scenario.pool_of_queue[setting.id]),
            "channel": (row.channel.value, setting.channel.value),
            "definition": (row.definition, setting.definition),
        }
        findings += [
            stated_otherwise("plan.queues", SUMMARY_FILE, f"{name} of {setting.id}", told, found)
            for name, (told, found) in texts.items()
            if told != found
        ]
    return findings


def check_excused(summary: PlanSummary, excused: tuple[Excused, ...]) -> list[Finding]:
    """Check that a plan states the breaches that events have caused, and no others."""
    stated = [each.finding.message for each in summary.excused]
    found = [each.finding.message for each in excused]
    if stated == found or not summary.verdict:
        return []
    counts = [f"{len(each)} excused breaches" for each in (stated, found)]
    other = sorted(set(stated) ^ set(found))
    message = stated_otherwise("plan.excused", SUMMARY_FILE, "excused", *counts)
    return (
        [message.model_copy(update={"figures": {**message.figures, "first": other[0]}})]
        if other
        else [message]
    )


def check_counts(view: RotaView, plan: Plan) -> list[Finding]:
    """Check paid hours, requests and short intervals."""
    scenario, summary = view.scenario, plan.summary
    paid_hours = math.fsum(
        paid_minutes(scenario, shift) / 60
        for agent_id in view.agent_ids
        for shift in view.shifts(agent_id)
    )
    declined = len(measure_requests(view, Parameters()).findings)
    short = sum(row.required_agents > (row.scheduled_agents or 0) for row in plan.staffing)
    contracted = math.fsum(_hours_due(scenario, agent) for agent in scenario.agents)
    made = sum(request.date in scenario.grid.days for request in scenario.requests)
    counts: dict[str, tuple[str, float, float]] = {
        "paid_hours": ("plan.hours", summary.paid_hours, paid_hours),
        "contracted_hours": ("plan.hours", summary.contracted_hours, contracted),
        "requests_made": ("plan.requests", summary.requests_made, made),
        "requests_met": ("plan.requests", summary.requests_met, made - declined),
        "short_intervals": ("plan.staffing", summary.short_intervals, short),
    }
    return [
        _told(rule_id, name, stated, found)
        for name, (rule_id, stated, found) in counts.items()
        if differs(stated, found)
    ]


def _hours_due(scenario: Scenario, agent: Agent) -> float:
    """Contracted hours of the planned weeks, less those of leave and those that events took."""
    days = scenario.grid.days
    due: list[float] = []
    for first in range(0, len(days), 7):
        week = days[first : first + 7]
        if agent.first_day is not None and all(day < agent.first_day for day in week):
            continue
        share = len(week) / 7 if len(days) > 7 else 1.0
        leave = math.fsum(scenario.leave_hours_on(agent.agent_id, day) or 0.0 for day in week)
        lost = math.fsum(scenario.lost_hours_on(agent.agent_id, day) for day in week)
        due.append(max(0.0, agent.weekly_hours * share - leave - lost))
    return math.fsum(due)


def _told(rule_id: str, name: str, stated: float, found: float) -> Finding:
    """Word a wrong figure of ``plan.json``; a figure that is not there is told as such."""
    return stated_otherwise(
        rule_id,
        SUMMARY_FILE,
        name,
        *("not given" if math.isnan(figure) else figure for figure in (stated, found)),
    )
