"""Whether a rota that answers a question keeps the hard rules, what it forces included."""

from __future__ import annotations

from allocator.domain.findings import Finding
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.verify.excused import split_excused
from allocator.verify.replan_checks import check_replan
from allocator.verify.verifier import breaches, breaches_to_answer_for, broken_rules

_PINS = "pins"


def breaches_with(scenario: Scenario, forced: Scenario, rota: Rota) -> list[Finding]:
    """Breaches of hard rules in a rota that is to hold what a question forces.

    Of a replan's, what an event has broken already does not count; changes of the past do.

    Parameters
    ----------
    scenario, forced
        Without and with the pins of the question.
    """
    left, _ = breaches_to_answer_for(scenario, rota)
    others = [finding for finding in left if finding.rule_id != _PINS]
    return [*others, *breaches(RotaView.whole(forced, rota), only={_PINS})]


def new_breaches(scenario: Scenario, forced: Scenario, plan: Rota, rota: Rota) -> list[Finding]:
    """Breaches that the plan does not have as well, those of pins that are asked about included."""
    broken = breaches_with(scenario, forced, rota)
    if not broken:
        return []
    left, _ = breaches_to_answer_for(scenario, plan)
    known = {(each.rule_id, each.agent_id, each.message) for each in left if each.rule_id != _PINS}
    return [each for each in broken if (each.rule_id, each.agent_id, each.message) not in known]


def new_breaches_of_one(
    scenario: Scenario, forced: Scenario, plan: Rota, rota: Rota, agent_id: str
) -> list[Finding]:
    """Breaches that the plan does not have as well, where one person's week alone is another."""
    found, known = (
        broken_rules(RotaView(scenario=forced, rota=each, agent_ids=(agent_id,)))
        for each in (rota, plan)
    )
    if scenario.disruption is not None:
        pins = [finding for finding in found if finding.rule_id == _PINS]
        others = [finding for finding in found if finding.rule_id != _PINS]
        left, _ = split_excused(scenario, others, known)
        found = [*pins, *left, *check_replan(scenario, rota)]
    messages = {(f.rule_id, f.agent_id, f.message) for f in known if f.rule_id != _PINS}
    return [f for f in found if (f.rule_id, f.agent_id, f.message) not in messages]
