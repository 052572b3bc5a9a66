"""The good plan of :mod:`tests.honest_plan` with some shifts replaced, and what must be said of it.

Every figure is recomputed for the rota as changed, so that nothing but the rule can be at fault.
The changes stand in ``CHANGES`` of the modules named ``test_broken_rotas…``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from allocator.domain.paid_time import paid_minutes
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.verify.verifier import verify
from tests.honest_plan import ROTA_LINES, honest_plan


@dataclass(frozen=True)
class Change:
    """Shifts put in place of others, and whose rule that breaks.

    Parameters
    ----------
    lines
        Shifts as lines of a rota; each takes the place of those of its agent and day.
    broken
        Rules that the check must name, none where the rota is still good.
    edits, files
        What differs in the scenario, see :mod:`tests.tiny_scenario`.
    """

    title: str
    lines: Sequence[str]
    broken: frozenset[str] = frozenset()
    edits: Mapping[str, str] = field(default_factory=dict[str, str])
    files: Mapping[str, str] = field(default_factory=dict[str, str])


def breaks(*rule_ids: str) -> frozenset[str]:
    return frozenset(rule_ids)


def changed(lines: Sequence[str]) -> list[str]:
    """Lines of the honest rota with others in the place of those of the same agent and day."""
    replaced = {tuple(line.split()[:2]) for line in lines}
    kept = [line for line in ROTA_LINES if tuple(line.split()[:2]) not in replaced]
    return kept + [line for line in lines if len(line.split()) > 2]


def plan_with(scenario: Scenario, lines: Sequence[str]) -> Plan:
    """Plan with the rota of some lines and every figure recomputed."""
    plan = honest_plan(scenario, lines)
    shifts = [shift for agent_id in plan.rota.agent_ids for shift in plan.rota.shifts(agent_id)]
    paid_hours = sum(paid_minutes(scenario, shift) for shift in shifts) / 60
    summary = plan.summary.model_copy(update={"paid_hours": paid_hours})
    return plan.model_copy(update={"summary": summary})


def assert_broken(rule_id: str, change: Change, scenario: Scenario) -> None:
    """Assert that the check of the plan names the rules that the change breaks, and no others."""
    found = verify(scenario, plan_with(scenario, changed(change.lines))).findings
    # The plan says that it passed, which is wrong too where it does not.
    beside = {"plan.verdict"} if change.broken else set[str]()
    assert {finding.rule_id for finding in found} == change.broken | beside, found
    assert not change.broken or rule_id in change.broken
