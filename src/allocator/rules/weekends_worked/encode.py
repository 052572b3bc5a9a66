"""Weekends with work, for the optimiser."""

from __future__ import annotations

from collections import defaultdict

from allocator.domain.clock import WEEKDAYS
from allocator.rules.day_runs import days_before, worked_on
from allocator.rules.encoding import Linear, NamesFace
from allocator.rules.weekends_worked.card import CARD, WeekendsWorked


def encode(model: NamesFace, parameters: WeekendsWorked) -> None:
    """Allow work on at most ``weekends_max`` weekends of any ``weeks`` in a row.

    A weekend is known by the number of its first day, whether that lies in the week or not.
    """
    for agent_id in model.free_agents:
        mine = CARD.for_agent(model.scenario, agent_id, parameters)
        _limit(model, agent_id, mine)


def _weekend_of(model: NamesFace, parameters: WeekendsWorked, day: int) -> int | None:
    """Weekend that a day lies in, or ``None``."""
    monday = -model.scenario.grid.first_day.weekday()
    after = (day - monday - WEEKDAYS.index(parameters.days[0])) % 7
    return day - after if after < len(parameters.days) else None


def _limit(model: NamesFace, agent_id: str, parameters: WeekendsWorked) -> None:
    days_of: defaultdict[int, list[int]] = defaultdict(list)
    for day in range(model.day_count):
        weekend = _weekend_of(model, parameters, day)
        if weekend is not None:
            days_of[weekend].append(day)
    past = model.once(
        f"weekends_worked.past.{agent_id}",
        lambda: (
            {_weekend_of(model, parameters, day) for day in days_before(model, agent_id)} - {None}
        ),
    )
    if len(past) + len(days_of) <= parameters.weekends_max:
        return
    worked = worked_on(model, agent_id)
    literals: dict[int, Linear] = {}
    for last in days_of:
        window = [last - 7 * back for back in range(parameters.weeks)]
        mine = [weekend for weekend in window if weekend in days_of]
        if not any(model.is_free(agent_id, day) for one in mine for day in days_of[one]):
            continue
        left = parameters.weekends_max - sum(weekend in past for weekend in window)
        if left < 0:
            # Past mending already: then none of these days is worked.
            model.add(sum(worked[day] for one in mine for day in days_of[one]) <= 0)
            continue
        new = [weekend for weekend in mine if weekend not in past]
        if len(new) <= left:
            continue
        if left == 0:
            model.add(sum(worked[day] for one in new for day in days_of[one]) <= 0)
            continue
        for weekend in new:
            if weekend not in literals:
                literals[weekend] = _any_worked(model, agent_id, worked, days_of[weekend])
        model.add(sum(literals[weekend] for weekend in new) <= left)


def _any_worked(model: NamesFace, agent_id: str, worked: list[Linear], days: list[int]) -> Linear:
    """1 where one of the days is worked; it may be 1 where none is, which helps nobody."""
    if len(days) == 1:
        return worked[days[0]]
    literal = model.new_amount(1, f"weekend_{agent_id}_{days[0]}")
    for day in days:
        model.add(literal >= worked[day])
    return literal
