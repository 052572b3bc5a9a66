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
    matter would drown among them. The first is told in full, and the number of the others.

    Parameters
    ----------
    said
        Turns a message into what is printed, such as one with people's names.
    """
    figures = [finding for finding in findings if _is_figure(finding)]
    lines = [_line(finding, said) for finding in findings if not _is_figure(finding)]
    if figures:
        more = len(figures) - 1
        others = f" (and {more} more of its figures; all with --json)" if more else ""
        lines.append(_line(figures[0], said) + others)
    return lines


def _line(finding: Finding, said: Callable[[str], str]) -> str:
    return f"{finding.rule_id}: {said(finding.message)}"


def _is_figure(finding: Finding) -> bool:
    return finding.message.startswith("plan.json states ") and finding.rule_id not in _ORIGIN
