"""What each declared rule finds in a rota, for a reader."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.domain.findings import Finding, Strength
from allocator.domain.scenario import Scenario
from allocator.rules import registry
from allocator.verify.verdict import Verdict


@dataclass(frozen=True)
class RuleFindings:
    """A rule with its findings, by person and time.

    Parameters
    ----------
    strength
        Findings of a hard rule are breaches; those of a soft rule are what it prices.
    """

    rule_id: str
    title: str
    strength: Strength
    findings: tuple[Finding, ...]


def rule_findings(scenario: Scenario, verdict: Verdict) -> tuple[RuleFindings, ...]:
    """Gather the findings of each declared rule, hard rules first; some have none."""
    order = {agent.agent_id: number for number, agent in enumerate(scenario.agents)}

    def place(finding: Finding) -> tuple[int, float]:
        at_s = 0.0 if finding.at is None else finding.at.timestamp()
        return order.get(finding.agent_id or "", len(order)), at_s

    grouped: list[RuleFindings] = []
    for rule_id, _ in registry.declared(scenario.settings.rules):
        card = registry.card(rule_id)
        soft = verdict.objective.soft_measures.get(rule_id)
        found = (
            [finding for finding in verdict.findings if finding.rule_id == rule_id]
            if soft is None
            else list(soft.findings)
        )
        found.sort(key=place)
        grouped.append(RuleFindings(rule_id, card.title, card.strength, tuple(found)))
    grouped.sort(key=lambda rule: rule.strength is Strength.SOFT)
    return tuple(grouped)
