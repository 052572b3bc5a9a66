"""What the independent check says of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.domain.findings import Excused, Finding
from allocator.verify.objective import Objective


@dataclass(frozen=True)
class Verdict:
    """Result of checking a plan against its scenario.

    Parameters
    ----------
    rule_ids
        Rules that were run: all that the scenario declares.
    findings
        Breaches of hard rules, and figures of the plan that are not what the rota gives.
    objective
        The objective as recomputed.
    excused
        Breaches that events caused, and that stand however the rest is replanned; no findings.
    """

    rule_ids: tuple[str, ...]
    findings: tuple[Finding, ...]
    objective: Objective
    excused: tuple[Excused, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def __str__(self) -> str:
        return "passed" if self.passed else "failed"
