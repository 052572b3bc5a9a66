"""What each declared rule finds in a rota, for a reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allocator.domain.findings import Finding, Strength
from allocator.domain.scenario import Scenario
from allocator.rota_files.fill_in import LeftOutBreak
from allocator.rules import registry
from allocator.rules.card import Basis
from allocator.verify.verdict import Verdict

_ORDER: tuple[Basis, ...] = ("law", "agreement", "house", "structure")


@dataclass(frozen=True)
class RuleFindings:
    """A rule with its findings, by person and time.

    Parameters
    ----------
    strength
        Findings of a hard rule are breaches; those of a soft rule are what it prices.
    basis
        What the rule rests on.
    findings
        All of them.
    from_fill_in
        Those among them that are no breaches of the rota handed in: breaks that found no place
        when they were put into its shifts here.
    """

    rule_id: str
    title: str
    strength: Strength
    basis: Basis
    findings: tuple[Finding, ...]
    from_fill_in: tuple[Finding, ...] = ()

    @property
    def handed_in(self) -> tuple[Finding, ...]:
        """Findings about the rota as it was handed in."""
        return tuple(finding for finding in self.findings if finding not in self.from_fill_in)


def rule_findings(
    scenario: Scenario, verdict: Verdict, left_out: Iterable[LeftOutBreak] = ()
) -> tuple[RuleFindings, ...]:
    """Gather the findings of each declared rule: the law first, soft rules last; some have none.

    Parameters
    ----------
    left_out
        Breaks that found no place when the rota was filled in.
    """
    without_a_break = {(each.shift.agent_id, each.shift.start.timestamp()) for each in left_out}
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
        ours = [
            finding
            for finding in found
            if rule_id == "breaks"
            and finding.at is not None
            and (finding.agent_id, finding.at.timestamp()) in without_a_break
        ]
        grouped.append(
            RuleFindings(rule_id, card.title, card.strength, card.basis, tuple(found), tuple(ours))
        )
    grouped.sort(key=lambda rule: (rule.strength is Strength.SOFT, _ORDER.index(rule.basis)))
    return tuple(grouped)
