"""Exchanges of shifts among a few people: each may take over any shift that one of them has.

Contracted hours leave hardly anybody free to change a week alone; shifts of equal length can
change hands.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from allocator.rota.best_week import priced_options
from allocator.rota.duty_model import DutyModel
from allocator.rota.instance import Duty, Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.polish import Incumbent
from allocator.rota.service_table import ServiceTable
from allocator.rules.encoding import ShiftOption

_DETERMINISTIC_TIME = 1.0
_LEAST_GAIN = 0.02
_MOST_MINUTES_APART = 60
"""Shifts further apart in length seldom change hands within contracted hours."""


def exchange_pairs(
    instance: Instance,
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
    while True:
        before = rota.cost
        for pair in _gaining_pairs(instance, rota):
            if not limits.reproducible and time.perf_counter() > until:
                return rota
            found = exchange(instance, rota, pair, limits)
            if found.cost < rota.cost - _LEAST_GAIN:
                rota = found
                report(rota.cost)
        if rota.cost > before - _LEAST_GAIN:
            return rota


def _gaining_pairs(instance: Instance, rota: Incumbent) -> list[tuple[str, str]]:
    """Pairs whose exchange on one day would gain in service, most first, whatever the rules say."""
    table = ServiceTable(instance, rota.assignment)
    present = table.cost()
    gains: defaultdict[tuple[str, str], float] = defaultdict(float)
    for day in range(instance.day_count):
        working = [a for a in instance.agent_ids if (a, day) in rota.assignment]
        for one, other in combinations(working, 2):
            mine, theirs = rota.assignment[one, day], rota.assignment[other, day]
            apart = abs(mine.option.paid_minutes - theirs.option.paid_minutes)
            if (
                mine.option == theirs.option
                or apart > _MOST_MINUTES_APART
                or theirs.option not in instance.options[one][day]
                or mine.option not in instance.options[other][day]
            ):
                continue
            changed = table.copy()
            changed.remove(one, mine)
            changed.remove(other, theirs)
            for agent_id, option in ((one, theirs.option), (other, mine.option)):
                priced = priced_options(instance, changed, agent_id, [option])
                changed.add(agent_id, priced[option].duty)
            gains[one, other] = max(gains[one, other], present - changed.cost())
    return sorted(
        (pair for pair, gain in gains.items() if gain > _LEAST_GAIN), key=lambda pair: -gains[pair]
    )


def exchange(
    instance: Instance, rota: Incumbent, agent_ids: Sequence[str], limits: SearchLimits
) -> Incumbent:
    """Redistribute the shifts of some agents among them; never worse than the rota given."""
    table = ServiceTable(instance, rota.assignment)
    duties: dict[tuple[str, int], dict[ShiftOption, Duty]] = {}
    for day in range(instance.day_count):
        worked = {
            duty.option
            for agent_id in agent_ids
            if (duty := rota.assignment.get((agent_id, day))) is not None
        }
        for agent_id in agent_ids:
            own = rota.assignment.get((agent_id, day))
            here = [option for option in instance.options[agent_id][day] if option in worked]
            if own is not None:
                table.remove(agent_id, own)
            priced = priced_options(instance, table, agent_id, here)
            choices = {option: best.duty for option, best in priced.items()}
            if own is not None:
                table.add(agent_id, own)
                choices[own.option] = own
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
