"""Exchanges of shifts among a few people: each may take over any shift that one of them has.

Contracted hours leave hardly anybody free to change a week alone; shifts of equal length can
change hands.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from allocator.rota.best_week import priced_options
from allocator.rota.duty import Duty
from allocator.rota.duty_model import DutyModel
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.polish import Incumbent
from allocator.rota.service_table import ServiceTable
from allocator.rules.encoding import ShiftOption

_DETERMINISTIC_TIME = 1.0
_LEAST_GAIN = 0.02
_TRIES_PER_CYCLE = 25
"""Pairs to try for each polish cycle, in place of the clock, where reproducible."""
_MOST_MINUTES_APART = 60
"""Shifts further apart in length seldom change hands within contracted hours."""


def exchange_pairs(
    rota: Incumbent,
    limits: SearchLimits,
    until: float,
    report: Callable[[float], None],
) -> Incumbent:
    """Let pairs of people exchange shifts until no exchange on one day gains anything.

    Parameters
    ----------
    until
        Moment of :func:`time.perf_counter` at which to stop; ignored where reproducible.
    report
        Called with the cost after each gain.
    """
    instance = rota.instance
    days_without_gain = 0
    day = 0
    tries = 0
    while days_without_gain < instance.day_count:
        gained = False
        for pair in _gaining_pairs(rota, day):
            tries += 1
            if (
                tries > _TRIES_PER_CYCLE * limits.cycles
                if limits.reproducible
                else time.perf_counter() > until
            ):
                return rota
            found = exchange(rota, pair, limits)
            if found.cost < rota.cost - _LEAST_GAIN:
                rota, gained = found, True
                report(rota.cost)
        days_without_gain = 0 if gained else days_without_gain + 1
        day = (day + 1) % instance.day_count
    return rota


def _gaining_pairs(rota: Incumbent, day: int) -> list[tuple[str, str]]:
    """Pairs whose exchange on a day would gain in service, most first, whatever the rules say."""
    instance = rota.instance
    table = ServiceTable(instance, rota.assignment)
    present = table.cost()
    gains: dict[tuple[str, str], float] = {}
    working = [a for a in instance.agent_ids if (a, day) in rota.assignment]
    for one, other in combinations(working, 2):
        mine, theirs = rota.assignment[one, day], rota.assignment[other, day]
        apart = abs(mine.option.paid_minutes - theirs.option.paid_minutes)
        if mine.option == theirs.option or apart > _MOST_MINUTES_APART:
            continue
        changed = table.copy()
        changed.remove(one, mine)
        changed.remove(other, theirs)
        my_new = _taken_over(instance, changed, one, theirs)
        if my_new is None:
            continue
        changed.add(one, my_new)
        their_new = _taken_over(instance, changed, other, mine)
        if their_new is None:
            continue
        changed.add(other, their_new)
        gains[one, other] = present - changed.cost()
    return sorted(
        (pair for pair, gain in gains.items() if gain > _LEAST_GAIN), key=lambda pair: -gains[pair]
    )


def _taken_over(instance: Instance, table: ServiceTable, agent_id: str, duty: Duty) -> Duty | None:
    """Duty of somebody else as an agent would work it; ``None`` where the shift is barred.

    The same breaks and pools where the agent can work in these: chosen afresh one by one, two
    who change places between pools would both stay where they are.
    """
    if duty.option not in instance.options[agent_id][duty.option.day]:
        return None
    same_appointments = duty.appointments == instance.appointments_in(agent_id, duty.option)
    if same_appointments and all(
        pool in instance.agent_pools[agent_id] and interval not in instance.barred[agent_id, pool]
        for pool, interval in duty.on_phone
    ):
        return duty
    return priced_options(instance, table, agent_id, [duty.option])[duty.option].duty


def exchange(rota: Incumbent, agent_ids: Sequence[str], limits: SearchLimits) -> Incumbent:
    """Redistribute the shifts of some agents among them; never worse than the rota given."""
    instance = rota.instance
    table = ServiceTable(instance, rota.assignment)
    duties: dict[tuple[str, int], dict[ShiftOption, Duty]] = {}
    for day in range(instance.day_count):
        worked = [
            duty
            for agent_id in agent_ids
            if (duty := rota.assignment.get((agent_id, day))) is not None
        ]
        for agent_id in agent_ids:
            own = rota.assignment.get((agent_id, day))
            without = table.copy()
            if own is not None:
                without.remove(agent_id, own)
            choices = {} if own is None else {own.option: own}
            for duty in worked:
                taken_over = _taken_over(instance, without, agent_id, duty)
                if taken_over is not None:
                    choices.setdefault(duty.option, taken_over)
            if choices:
                duties[agent_id, day] = choices
    model = DutyModel(instance, duties, rota.assignment)
    model.start_from(rota.assignment)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = limits.seed
    solver.parameters.max_deterministic_time = _DETERMINISTIC_TIME
    solved = model.solve(solver)
    if solved is None:
        return rota
    return min(rota, Incumbent(instance, solved[0]), key=Incumbent.rank)
