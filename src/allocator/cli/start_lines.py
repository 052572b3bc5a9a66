"""What is said of the rota that a plan was started from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.cli.finding_lines import finding_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from allocator.domain.findings import Finding
    from allocator.domain.plan import PlanSummary

_PEOPLE_NAMED = 6


def start_lines(summary: PlanSummary, said: Callable[[str], str]) -> list[str]:
    """Where the search began, who left and joined, what stands, and what was wrong with it.

    Parameters
    ----------
    said
        Puts people's names into a message.
    """
    start = summary.started_from
    if start is None:
        return []
    moved = f", moved by {start.moved_days} days" if start.moved_days else ""
    kept = f"{start.kept_shifts} of its {start.shifts} shifts stand unchanged"
    lines = [f"Started from  {start.file}{moved}: {kept}"]
    if start.locked:
        lines.append(f"Locked        {len(start.locked)} days, all as they were")
    if start.left:
        lines.append(f"  not in the scenario, left out: {_named(start.left)}")
    if start.joined:
        lines.append(f"  not in {start.file}, planned anew: {_named(start.joined)}")
    if start.findings:
        done = "it was repaired" if start.is_repaired else "the search began anew"
        lines.append(f"  it broke hard rules, so {done}:")
        lines += [f"    {line}" for line in finding_lines(start.findings, said)]
    elif start.objective_total is not None:
        lines.append(f"  it would cost {start.objective_total:,.1f} as it was")
    return lines


def locked_lines(findings: tuple[Finding, ...], said: Callable[[str], str]) -> list[str]:
    """Say what hard rules find in cells that are to stand, and what to do about it."""
    if not findings:
        return []
    return [
        "What is locked breaks hard rules, whatever else is planned:",
        *(f"  {line}" for line in finding_lines(findings, said)),
        "Change these cells of the draft, or unlock them: they are then planned anew.",
        "",
    ]


def _named(names: tuple[str, ...]) -> str:
    more = len(names) - _PEOPLE_NAMED
    return ", ".join(names[:_PEOPLE_NAMED]) + (f" and {more} more" if more > 0 else "")
