"""What the report says of where the search began, and of what was searched by itself."""

from __future__ import annotations

from allocator.domain.plan import Plan


def start_text(plan: Plan) -> str | None:
    """Say which rota the search began from, and what of it stands; ``None`` for none."""
    start = plan.summary.started_from
    if start is None:
        return None
    moved = f", moved by {start.moved_days} days" if start.moved_days else ""
    locked = f", {len(start.locked)} days locked" if start.locked else ""
    kept = f"{start.kept_shifts} of {start.shifts} shifts stand unchanged"
    return f"{start.file}{moved}{locked}: {kept}"


def parts_text(plan: Plan) -> str | None:
    """Name the pools of each team that was searched by itself; ``None`` where all were one."""
    parts = plan.summary.parts
    return "; ".join(", ".join(pools) for pools in parts) if parts else None
