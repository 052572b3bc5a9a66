"""Days in a row, for the counts: summed over the people of a group."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.day_runs import run_before, worked_days
from allocator.rules.days_in_a_row.card import CARD, DaysInARow
from allocator.rules.encoding import CountsFace, Linear


def relax(model: CountsFace, parameters: DaysInARow) -> None:
    """Leave each of a group's people a day off among any ``days_max`` + 1 in a row.

    For one person this is the rule itself and has no fractions to hide in: each constraint is on
    consecutive days, and such matrices are totally unimodular.

    Source
    ------
    D. R. Fulkerson and O. A. Gross, "Incidence matrices and interval graphs", 1965.
    """
    for group in model.groups:
        days_max = CARD.for_agent(model.scenario, group[0], parameters).days_max
        runs = [run_before(worked_days(model.scenario, agent_id)) for agent_id in group]
        if max(runs) + model.day_count <= days_max:
            continue
        worked: list[Linear] = []
        for day in range(model.day_count):
            # A variable of its own: a day's shifts would be repeated in every constraint.
            today = model.new_amount(len(group))
            model.add(today == sum(model.shifts(group[0], day).values()))
            worked.append(today)
        for last in range(model.day_count):
            first = last - days_max
            days = worked[max(0, first) : last + 1]
            # Whose run began on or before the first of these days is off on one of them.
            off = sum(first >= -run for run in runs)
            if off:
                model.add(sum(days) <= len(group) * len(days) - off)


def allows_days(
    scenario: Scenario, agent_id: str, worked: frozenset[int], parameters: DaysInARow
) -> bool:
    """Whether no run of days with work is too long, but for one that past days made so."""
    days_max = CARD.for_agent(scenario, agent_id, parameters).days_max
    before = run_before(worked_days(scenario, agent_id))
    for last in worked:
        first = last - days_max
        if first >= -before and all(day in worked for day in range(max(0, first), last + 1)):
            return False
    return True
