"""Check that what was locked in a draft stands in the plan."""

from __future__ import annotations

from allocator.domain.findings import Finding, day_text
from allocator.domain.plan import LockedCell, PlanSummary
from allocator.domain.rota import minutes_between
from allocator.domain.view import RotaView

_RULE_ID = "plan.locked"


def check_locked(view: RotaView, summary: PlanSummary) -> list[Finding]:
    """Find locked days that the rota has otherwise, by the shifts that start on them."""
    cells = summary.started_from.locked if summary.started_from else ()
    return [finding for cell in cells if (finding := _of(view, cell)) is not None]


def _of(view: RotaView, cell: LockedCell) -> Finding | None:
    shifts = [
        shift for shift in view.shifts(cell.agent_id) if view.operating_date(shift) == cell.day
    ]
    found = [f"{view.local(shift.start):%H:%M}–{view.local(shift.end):%H:%M}" for shift in shifts]
    has = " and ".join(found) or "no shift"
    if cell.start is None or cell.end is None:
        stands, wanted = not shifts, "a day off"
    else:
        wanted = f"{view.local(cell.start):%H:%M}–{view.local(cell.end):%H:%M}"
        stands = len(shifts) == 1 and (
            minutes_between(shifts[0].start, cell.start),
            minutes_between(shifts[0].end, cell.end),
        ) == (0, 0)
    if stands:
        return None
    return Finding(
        rule_id=_RULE_ID,
        message=(
            f"{cell.agent_id} has {has} on {day_text(cell.day)}, where {wanted} was locked in "
            "the draft that the plan was started from"
        ),
        agent_id=cell.agent_id,
        at=cell.start,
        figures={"locked": wanted, "planned": has},
    )
