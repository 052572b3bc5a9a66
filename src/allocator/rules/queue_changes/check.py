"""Count the changes of queue in each shift."""

from __future__ import annotations

from itertools import pairwise

from allocator.domain.findings import Finding
from allocator.domain.rota import Shift
from allocator.domain.view import RotaView
from allocator.rules.queue_changes.card import CARD, QueueChanges


def check(view: RotaView, parameters: QueueChanges) -> list[Finding]:
    """Find shifts with more changes of queue than are allowed."""
    return [
        CARD.finding(
            "too_many",
            view.place(shift),
            changes=changes,
            changes_max=parameters.changes_max,
        )
        for agent_id in view.agent_ids
        for shift in view.shifts(agent_id)
        for changes in (_changes(shift),)
        if changes > parameters.changes_max
    ]


def _changes(shift: Shift) -> int:
    """Count the times that work goes on with other queues than before, whatever lies between."""
    worked = [set(block.queues) for block in shift.blocks if block.is_on_phone]
    return sum(before != after for before, after in pairwise(worked))
