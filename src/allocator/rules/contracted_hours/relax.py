"""Contracted weekly hours, for the counts: the hours of a group are those of its people."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.contracted_hours.encode import paid_minutes_allowed
from allocator.rules.encoding import CountsFace


def relax(model: CountsFace, parameters: Parameters) -> None:
    """Keep each group's paid minutes within its people's contracts and tolerances."""
    del parameters
    for group in model.groups:
        paid = sum(
            option.paid_minutes * count
            for day in range(model.day_count)
            for option, count in model.shifts(group[0], day).items()
        )
        least, most = paid_minutes_allowed(model.scenario, group[0])
        model.add(paid >= least * len(group))
        model.add(paid <= most * len(group))
