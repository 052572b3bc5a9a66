"""What a check found, one a line, without a flood where a rota was changed by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocator.domain.findings import Finding

_ORIGIN = {"plan.input_hash", "plan.version", "plan.simulated_data", "plan.verdict"}
"""What ``plan.json`` says of the plan's origin: each is told in full."""


def finding_lines(
    findings: Sequence[Finding], said: Callable[[str], str] = lambda message: message
) -> list[str]:
    """Return a line a finding, the differing figures of ``plan.json`` in one.

    Whoever changes ``rota.csv`` by hand makes all of them differ at once, and the breaches that
    matter would drown among them. A single one is told in full.

    Parameters
    ----------
    said
        Turns a message into what is printed, such as one with people's names.
    """
    figures = [finding for finding in findings if _is_figure(finding)]
    lines = [
        f"{finding.rule_id}: {said(finding.message)}"
        for finding in findings
        if len(figures) < 2 or not _is_figure(finding)
    ]
    if len(figures) > 1:
        lines.append(
            f"plan.json belongs to the rota as planned: {len(figures)} of its figures differ "
            "(all with --json)"
        )
    return lines


def _is_figure(finding: Finding) -> bool:
    return finding.message.startswith("plan.json states ") and finding.rule_id not in _ORIGIN
