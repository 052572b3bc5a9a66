"""The best week of one agent while all others stay as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from ortools.sat.python import cp_model

from allocator.rota.anneal.leaning import Near
from allocator.rota.best_duty import DayPrices, PricedDuty
from allocator.rota.duty import Assignment, Duty
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.model import COST_SCALE, Choices, ShiftModel
from allocator.rota.service_table import Floats, ServiceTable
from allocator.rota.stretches import Stretches
from allocator.rules.encoding import ShiftOption

SERVICE = "service"
_BARRED_PRICE = 1e6
"""Late contacts for an interval in a pool that a pin forbids: more than any week can gain."""
_KEPT_PER_LENGTH = 4
_QUICK, _PATIENT = 0.3, 10.0
"""Deterministic time of CP-SAT for one week: among few shifts, and among all."""


def priced_options(
    instance: Instance,
    table: ServiceTable,
    agent_id: str,
    options: Iterable[ShiftOption],
    blur: Floats | None = None,
) -> dict[ShiftOption, PricedDuty]:
    """Best duty of each of some shifts of an agent who is not on the phones of ``table``.

    Parameters
    ----------
    blur
        Factors on the prices, shape (pools, intervals), to look beyond the nearest optimum.
    """
    marginal: dict[str | None, Floats] = {}
    for pool in instance.agent_pools[agent_id]:
        row = table.marginal(agent_id, pool)
        row[list(instance.barred[agent_id, pool])] += _BARRED_PRICE
        if blur is not None:
            row = row * blur[instance.service.pools.index(pool)]
        marginal[pool] = row
    if not marginal:
        # Somebody who can take no queue yet has a week all the same, away from the phones.
        marginal[None] = np.zeros(instance.scenario.grid.interval_count)
    by_day: defaultdict[int, list[ShiftOption]] = defaultdict(list)
    for option in options:
        by_day[option.day].append(option)
    priced: dict[ShiftOption, PricedDuty] = {}
    for day, here in by_day.items():
        span = instance.day_intervals(day)
        # A shift may run past the end of its operating day.
        stop = max(span.stop, *(option.end for option in here))
        appointments, pauses = (
            tuple(each for each in mine if span.start <= each.start and each.end <= stop)
            for mine in (instance.appointments.get(agent_id, ()), instance.pauses(agent_id))
        )
        stretches = Stretches(
            span.start,
            {pool: row[span.start : stop] for pool, row in marginal.items()},
            sorted([*appointments, *pauses]),
            instance.unbroken_limits.get(agent_id),
            instance.stretch_costs if instance.agent_pools[agent_id] else None,
            instance.held.get(agent_id, ()),
        )
        prices = DayPrices(stretches, appointments, instance.changes_max)
        for option in here:
            priced[option] = prices.best(option, instance.rest_due(agent_id, option))
    return priced


def best_week(
    instance: Instance,
    others: Assignment,
    table: ServiceTable,
    agent_id: str,
    limits: SearchLimits,
    blur: Floats | None = None,
    near: Near | None = None,
    days: Sequence[int] | None = None,
) -> Assignment | None:
    """Choose an agent's shifts for the week, rules and soft terms included.

    Exact but for floors, which enter with their present slope.

    Parameters
    ----------
    others
        Duties of everybody else, and the agent's own of days that are not to be chosen.
    table
        The phones with all of them on.
    blur
        See :func:`priced_options`.
    near
        A rota to stay near, at a price.
    days
        Numbers of the days to choose; all by default.

    Returns
    -------
    Assignment, or None
        The agent's duties of these days; ``None`` where no week of this agent that meets the rules
        was found.
    """
    days = range(instance.day_count) if days is None else days
    every = (option for day in days for option in instance.options[agent_id][day])
    priced = priced_options(instance, table, agent_id, every, blur)
    off: dict[int, float] = {}
    if near is not None:
        off = {
            day: near.price_of(agent_id, day, None) for day in days if (agent_id, day) in near.rota
        }
        priced = _leaning(instance, table, agent_id, priced, near)
    promising = {(agent_id, day): _promising(priced, day) for day in days}
    if near is not None:
        for key, mine in promising.items():
            stands = near.rota.get(key)
            if stands is not None and stands.option in priced and stands.option not in mine:
                mine.append(stands.option)
    week = _solve(instance, others, agent_id, promising, priced, limits, _QUICK, off)
    if week is None:
        # The few that look best may not add up to a week: now with every shift there is.
        week = _solve(
            instance,
            others,
            agent_id,
            {(agent_id, day): instance.options[agent_id][day] for day in days},
            priced,
            limits,
            _PATIENT,
            off,
        )
    return week


def _leaning(
    instance: Instance,
    table: ServiceTable,
    agent_id: str,
    priced: dict[ShiftOption, PricedDuty],
    near: Near,
) -> dict[ShiftOption, PricedDuty]:
    """Add the prices of other shifts and other ways; a way that stays is the one that stands."""
    found: dict[ShiftOption, PricedDuty] = {}
    for option, best in priced.items():
        stands = near.rota.get((agent_id, option.day))
        if stands is None or stands.option != option:
            extra = near.price_of(agent_id, option.day, option)
            found[option] = PricedDuty(best.cost + extra, best.write)
            continue
        key = agent_id, option.day
        way = PricedDuty(best.cost + near.ways.get(key, 0.0), best.write)
        if key not in near.gone:
            kept = PricedDuty(_cost_of(instance, table, agent_id, stands), lambda d=stands: d)
            way = min(kept, way, key=lambda each: each.cost)
        found[option] = way
    return found


def _cost_of(instance: Instance, table: ServiceTable, agent_id: str, duty: Duty) -> float:
    """Price of a duty as it is, of an agent who is not on the phones of ``table``."""
    marginal = {pool: table.marginal(agent_id, pool) for pool in instance.agent_pools[agent_id]}
    cost = sum(float(marginal[pool][interval]) for pool, interval in duty.on_phone)
    lengths = instance.stretch_costs
    return cost + (0.0 if lengths is None else sum(float(lengths[n]) for n in duty.stretches))


def _solve(
    instance: Instance,
    others: Assignment,
    agent_id: str,
    choices: Choices,
    priced: dict[ShiftOption, PricedDuty],
    limits: SearchLimits,
    deterministic_time: float,
    off: Mapping[int, float],
) -> Assignment | None:
    """Solve for shifts among some; ``off`` has the price of a day off by day, where it has one."""
    model = ShiftModel(instance, choices, others, strict=False)
    for _, day in choices:
        for option, literal in model.shifts(agent_id, day).items():
            model.add_cost(SERVICE, literal, priced[option].cost - off.get(day, 0.0))
    model.minimise()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = limits.seed
    solver.parameters.max_deterministic_time = deterministic_time
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    solver.parameters.max_presolve_iterations = 1
    # A week within a fiftieth of a contact of the best is as good: proving more takes longer
    # than trying somebody else.
    solver.parameters.absolute_gap_limit = 0.02 * COST_SCALE
    if solver.solve(model.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return {
        (agent_id, day): priced[option].duty
        for _, day in choices
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
