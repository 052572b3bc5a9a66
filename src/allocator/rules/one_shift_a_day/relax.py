"""One shift a day, for the counts: no more shifts of a group than it has people."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.encoding import CountsFace


def relax(model: CountsFace, parameters: Parameters) -> None:
    """Bound the shifts of each group on each day by its head-count."""
    del parameters
    for group in model.groups:
        for day in range(model.day_count):
            shifts = model.shifts(group[0], day)
            if shifts:
                model.add(sum(shifts.values()) <= len(group))
