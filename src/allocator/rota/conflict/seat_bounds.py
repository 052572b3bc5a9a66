"""What seats allow at most, stated of shifts alone."""

from __future__ import annotations

from collections import defaultdict

from ortools.sat.python import cp_model

from allocator.rota.held_practice import absent_for_goals
from allocator.rota.model import ShiftModel
from allocator.rules.encoding import Linear, ShiftOption


def bound_seats(model: ShiftModel, *, breaks_relieve: bool) -> bool:
    """Bound the people at work by the seats of the pools that they can be in.

    People who take part in activities or have goals are left out, since these take them off the
    phone.

    Parameters
    ----------
    breaks_relieve
        If so, only what no break can relieve is forbidden: whoever is at work and cannot be on a
        break is on the phone, and over a day or a pin the time on the phone is that of the shifts
        without the breaks that may fall there. Every rota keeps to that. If not, everybody at
        work is counted, which some rotas break; but shifts that keep to it need no break to make
        room.

    Returns
    -------
    bool
        Whether there are more people than seats anywhere.
    """
    instance = model.instance
    scenario = instance.scenario
    if "seats" not in {rule_id for rule_id, _ in instance.stated_rules}:
        return False
    seats = {pool.id: pool.seats for pool in scenario.settings.pools}
    sets_of_pools = {frozenset(pools) for pools in instance.agent_pools.values() if pools}
    absent = absent_for_goals(instance)
    scarce = False
    for pools in sets_of_pools | {frozenset([pool]) for pool in seats}:
        limits = [seats[pool] for pool in pools]
        here = [
            agent_id
            for agent_id in instance.agent_ids
            if instance.agent_pools[agent_id]
            and pools >= set(instance.agent_pools[agent_id])
            and agent_id not in scenario.activities_by_agent
            and agent_id not in absent
        ]
        most = sum(limit or 0 for limit in limits)
        if None in limits or len(here) <= most:
            continue
        scarce = True
        for day in range(instance.day_count):
            _bound_day(model, here, day, most, breaks_relieve)
    return scarce


def _bound_day(
    model: ShiftModel, agent_ids: list[str], day: int, seats: int, breaks_relieve: bool
) -> None:
    at_work: defaultdict[int, list[Linear]] = defaultdict(list)
    options = [
        (option, literal)
        for agent_id in agent_ids
        for option, literal in model.shifts(agent_id, day).items()
    ]
    for option, literal in options:
        working = set(range(option.start, option.end))
        if breaks_relieve:
            for slot in option.breaks:
                working -= set(range(slot.earliest, slot.latest + slot.length))
        for interval in working:
            at_work[interval].append(literal)
    for literals in at_work.values():
        model.add(cp_model.LinearExpr.sum(literals) <= seats)
    if options:
        first = min(option.start for option, _ in options)
        last = max(option.end for option, _ in options)
        for span in {(first, last), *_pinned(model, first, last)}:
            least = [_least_on_phone(option, *span) * literal for option, literal in options]
            model.add(cp_model.LinearExpr.sum(least) <= seats * (span[1] - span[0]))


def _pinned(model: ShiftModel, first: int, last: int) -> set[tuple[int, int]]:
    """Spans in which somebody is pinned to work: there people meet."""
    grid = model.scenario.grid
    spans = {
        (max(first, grid.index(pin.start)), min(last, grid.index(pin.end)))
        for pin in model.scenario.pins
        if pin.is_work
    }
    return {(start, end) for start, end in spans if start < end}


def _least_on_phone(option: ShiftOption, start: int, end: int) -> int:
    """Fewest intervals on the phone that a shift has in a span, wherever its breaks lie."""
    here = min(option.end, end) - max(option.start, start)
    resting = sum(
        min(slot.length, end - start)
        for slot in option.breaks
        if slot.earliest < end and start < slot.latest + slot.length
    )
    return max(0, here - resting)
