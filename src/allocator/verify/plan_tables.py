"""Check a plan's tables: the demand against the history, the staffing against both sides."""

from __future__ import annotations

import datetime as dt

from allocator.demand.deferred_plan import plan_deferred
from allocator.demand.pool_load import planned_contacts
from allocator.demand.staffing import staffing
from allocator.domain.demand import Requirement
from allocator.domain.findings import Finding, local_text
from allocator.domain.grid import UTC
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.verify.comparison import differs
from allocator.verify.objective import Objective
from allocator.verify.service_state import ServiceState

REQUIREMENTS_FILE = "requirements.csv"
STAFFING_FILE = "staffing.csv"

_TOLERANCES = {
    "forecast_contacts": 1.5e-4,
    "forecast_p10": 1.0,
    "forecast_p90": 1.0,
    "aht_s": 0.15,
    "patience_s": 0.15,
}
"""One unit of the last digit that the forecast is rounded to (whole contacts for the range):
another machine's arithmetic may fall on the other side of a half."""

_AFTER_EVENTS = {"forecast_contacts": 0.02, "forecast_p10": 3.0, "forecast_p90": 3.0, "aht_s": 0.3}
"""The same where events have changed the forecast: what comes back after an outage is the sum of
many intervals, each rounded."""

Place = tuple[dt.datetime, str]
"""Start of an interval in UTC, and a queue or a pool."""


def check_requirements(
    scenario: Scenario, plan: Plan, recomputed: tuple[Requirement, ...]
) -> tuple[list[Finding], tuple[Requirement, ...]]:
    """Compare the plan's demand with the forecast from the history, and how it is spread.

    Returns
    -------
    findings, requirements
        The requirements to recompute everything else with: the plan's own, to the digit, where
        nothing is found, and else those of the forecast.
    """
    stated = {_place(row.interval_start, row.queue): row for row in plan.requirements}
    forecast = {_place(row.interval_start, row.queue): row for row in recomputed}
    finding = _other_rows("plan.requirements", REQUIREMENTS_FILE, list(stated), list(forecast))
    if finding is not None:
        return [finding], recomputed
    tolerances = _TOLERANCES | (_AFTER_EVENTS if scenario.disruption is not None else {})
    wrong: list[tuple[dt.datetime, str]] = []
    for place, row in forecast.items():
        mine = stated[place]
        if mine.pool != row.pool:
            wrong.append((row.interval_start, f"{row.queue} has pool {mine.pool}, not {row.pool}"))
        for name, tolerance in tolerances.items():
            told, found = getattr(mine, name), getattr(row, name)
            if differs(told, found, tolerance):
                wrong.append((row.interval_start, f"{row.queue} has {name} {told}, not {found}"))
    if wrong:
        return _told("plan.requirements", REQUIREMENTS_FILE, wrong), recomputed
    mine = tuple(stated[place] for place in forecast)
    wrong = _wrong_planned(scenario, mine)
    if wrong:
        return _told("plan.requirements", REQUIREMENTS_FILE, wrong), plan_deferred(scenario, mine)
    return [], mine


def _wrong_planned(
    scenario: Scenario, stated: tuple[Requirement, ...]
) -> list[tuple[dt.datetime, str]]:
    """Contacts planned for other intervals than the stated demand itself spreads them to."""
    wrong: list[tuple[dt.datetime, str]] = []
    for told, found in zip(stated, plan_deferred(scenario, stated), strict=True):
        mine, theirs = planned_contacts(told), planned_contacts(found)
        if differs(mine, theirs, _TOLERANCES["forecast_contacts"]):
            text = f"{told.queue} has planned_contacts {mine}, not {theirs}"
            wrong.append((told.interval_start, text))
    return wrong


def check_service_levels(plan: Plan, scenario: Scenario, objective: Objective) -> list[Finding]:
    """Compare the service level of each interval and queue with the rota's."""
    stated = {_place(row.interval_start, row.queue): row for row in plan.requirements}
    wrong: list[tuple[dt.datetime, str]] = []
    for queue, service in objective.service_levels.items():
        for interval, found in zip(scenario.open_intervals, service.interval_shares, strict=True):
            start = scenario.grid.moment(interval)
            row = stated.get(_place(start, queue))
            if row is None:  # told by check_requirements
                continue
            told = row.expected_service_level
            if told is None or differs(told, float(found)):
                text = "none" if told is None else f"{told:.6f}"
                wrong.append((start, f"{queue} has {text}, and the rota gives {found:.6f}"))
    return _told("plan.service_levels", REQUIREMENTS_FILE, wrong)


def check_staffing(
    plan: Plan, requirements: tuple[Requirement, ...], state: ServiceState
) -> list[Finding]:
    """Compare the agents needed with the demand, and those planned with the rota."""
    scenario = state.scenario
    stated = {_place(row.interval_start, row.pool): row for row in plan.staffing}
    needed = {_place(row.interval_start, row.pool): row for row in staffing(scenario, requirements)}
    finding = _other_rows("plan.staffing", STAFFING_FILE, list(stated), list(needed))
    if finding is not None:
        return [finding]
    wrong: list[tuple[dt.datetime, str]] = []
    for pool_id, presence in state.presence.items():
        for interval, heads in zip(scenario.open_intervals, presence.heads, strict=True):
            start = scenario.grid.moment(interval)
            row = stated[_place(start, pool_id)]
            required = needed[_place(start, pool_id)].required_agents
            if row.required_agents != required:
                text = f"{pool_id} has required_agents {row.required_agents}, not {required}"
                wrong.append((start, text))
            if row.scheduled_agents != heads:
                text = f"{pool_id} has scheduled_agents {row.scheduled_agents}, not {heads}"
                wrong.append((start, text))
    return _told("plan.staffing", STAFFING_FILE, wrong)


def _place(start: dt.datetime, name: str) -> Place:
    return start.astimezone(UTC), name


def _other_rows(
    rule_id: str, file: str, stated: list[Place], wanted: list[Place]
) -> Finding | None:
    """Tell rows that are missing or not wanted; ``None`` where the rows are the right ones."""
    missing, extra = sorted(set(wanted) - set(stated)), sorted(set(stated) - set(wanted))
    if not missing and not extra:
        return None
    start, name = (missing or extra)[0]
    return Finding(
        rule_id=rule_id,
        message=(
            f"{file} lacks {len(missing)} rows and has {len(extra)} that do not belong; the first "
            f"is {name} at {start:%Y-%m-%d %H:%M} UTC"
        ),
        at=start,
        figures={"missing_rows": len(missing), "extra_rows": len(extra)},
    )


def _told(rule_id: str, file: str, wrong: list[tuple[dt.datetime, str]]) -> list[Finding]:
    """One finding for all wrong figures of a table, with the first of them."""
    if not wrong:
        return []
    start, text = wrong[0]
    return [
        Finding(
            rule_id=rule_id,
            message=(
                f"{file} has {len(wrong)} figures that differ when recomputed; the first: "
                f"{local_text(start)} {text}"
            ),
            at=start,
            figures={"wrong_figures": len(wrong)},
        )
    ]
