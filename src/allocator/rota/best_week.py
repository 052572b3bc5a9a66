"""The best week of one agent while all others stay as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ortools.sat.python import cp_model

from allocator.rota.best_duty import DayPrices, PricedDuty
from allocator.rota.instance import Assignment, Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.model import COST_SCALE, ShiftModel
from allocator.rota.service_table import ServiceTable
from allocator.rules.encoding import ShiftOption

SERVICE = "service"
_KEPT_PER_LENGTH = 4


def priced_options(
    instance: Instance,
    table: ServiceTable,
    agent_id: str,
    days: range,
    options: Mapping[tuple[str, int], tuple[ShiftOption, ...]] | None = None,
) -> dict[ShiftOption, PricedDuty]:
    """Best duty of each shift option of an agent who is not on the phones of ``table``."""
    pools = instance.agent_pools[agent_id]
    if not pools:
        return {}
    marginal = {pool: table.marginal(agent_id, pool) for pool in pools}
    priced: dict[ShiftOption, PricedDuty] = {}
    for day in days:
        here = instance.options[agent_id][day] if options is None else options[agent_id, day]
        if here:
            span = instance.day_intervals(day)
            # A shift may run past the end of its operating day.
            stop = max(span.stop, *(option.end for option in here))
            prices = DayPrices(
                span.start, {pool: row[span.start : stop] for pool, row in marginal.items()}
            )
            priced.update((option, prices.best(option)) for option in here)
    return priced


def best_week(
    instance: Instance,
    others: Assignment,
    table: ServiceTable,
    agent_id: str,
    limits: SearchLimits,
) -> Assignment | None:
    """Choose an agent's shifts for the week, rules and soft terms included.

    Exact but for floors, which enter with their present slope.

    Parameters
    ----------
    others
        Duties of everybody else.
    table
        The phones with everybody else on them.

    Returns
    -------
    Assignment, or None
        The agent's duties; ``None`` where no week of this agent meets the rules.
    """
    days = range(instance.day_count)
    priced = priced_options(instance, table, agent_id, days)
    choices = {(agent_id, day): _promising(priced, day) for day in days}
    model = ShiftModel(instance, choices, others, strict=False)
    for day in days:
        for option, literal in model.shifts(agent_id, day).items():
            model.add_cost(SERVICE, literal, priced[option].cost)
    model.minimise()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = limits.seed
    # A week within a fiftieth of a contact of the best is as good: proving more takes longer
    # than trying somebody else.
    solver.parameters.max_deterministic_time = 0.3
    solver.parameters.absolute_gap_limit = 0.02 * COST_SCALE
    status = solver.solve(model.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return {
        (agent_id, day): priced[option].duty
        for day in days
        for option, literal in model.shifts(agent_id, day).items()
        if solver.value(literal)
    }


def _promising(priced: dict[ShiftOption, PricedDuty], day: int) -> list[ShiftOption]:
    """Cheapest few shifts of each length on a day: the rules need lengths to choose from."""
    by_length: defaultdict[int, list[ShiftOption]] = defaultdict(list)
    for option in priced:
        if option.day == day:
            by_length[option.end - option.start].append(option)
    return [
        option
        for options in by_length.values()
        for option in sorted(options, key=lambda o: priced[o].cost)[:_KEPT_PER_LENGTH]
    ]


def soft_cost(instance: Instance, assignment: Assignment) -> float:
    """Cost of the soft rules of a whole assignment, in late contacts."""
    model = ShiftModel(instance, {}, assignment)
    return sum(int(term) for term in model.terms.values()) / COST_SCALE
