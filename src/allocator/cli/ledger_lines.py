"""What ``allocator plan --ledger`` says of the ledger that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocator.domain.plan import Plan
    from allocator.pipeline.ledger_file import KeptLedger

_INDENT = " " * 14


def ledger_lines(kept: KeptLedger, plan: Plan) -> list[str]:
    """Lines on where the ledger came from and whether it was rolled on; none without one."""
    if kept.file is None:
        return []
    if kept.is_of_plan:
        done = "read; it is a plan's own, and stays as it is"
    elif plan.summary.verdict != "passed":
        done = "left as it was, since the plan did not pass its check"
    elif kept.is_new:
        done = "begun, from the scenario's own ledger.csv where it has one, with this plan's weeks"
    elif replaced := kept.replaced(plan):
        weeks = ", ".join(week.isoformat() for week in replaced)
        which = "week" if len(replaced) == 1 else "weeks"
        done = f"the {which} of {weeks}, planned before, replaced by this plan's"
    else:
        done = "rolled on by this plan's weeks"
    lines = [f"Ledger        {kept.file}: {done}"]
    if kept.others:
        who = ", ".join(kept.others)
        lines.append(f"{_INDENT}kept there and not planned with, as agents.csv has no such: {who}")
    return lines
