"""Contracted weekly hours, for the counts: the hours of a group are those of its people."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.contracted_hours.encode import PaidLimit, paid_limits
from allocator.rules.encoding import CountsFace, Linear


def relax(model: CountsFace, parameters: Parameters) -> None:
    """Keep each group's paid minutes within its people's contracts and tolerances."""
    del parameters
    for group in model.groups:
        limits = paid_limits(model.scenario, group[0])
        most_minutes = 1440.0 * len(group)
        # Of several weeks a variable a day: its shifts would be repeated in every constraint.
        paid: list[Linear] = []
        for day in range(model.day_count):
            of_day: Linear = sum(
                option.paid_minutes * count for option, count in model.shifts(group[0], day).items()
            )
            if len(limits) > 1:
                today = model.new_amount(most_minutes)
                model.add(today == of_day)
                of_day = today
            paid.append(of_day)
        for days, least, most in limits:
            total = sum(paid[day] for day in days)
            model.add(total >= least * len(group))
            model.add(total <= most * len(group))


def minutes_allowed(scenario: Scenario, agent_id: str, parameters: Parameters) -> list[PaidLimit]:
    """Days with the least and the most minutes to be paid for on them."""
    del parameters
    return paid_limits(scenario, agent_id)
