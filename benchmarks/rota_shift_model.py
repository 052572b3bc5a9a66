"""The rota as a CP-SAT model of people and shifts alone, with all else in set places.

What a good engineer would write next, when one model over everything finds no rota in time: a
literal for each person, day, shift and pool. Each shift has its breaks where they are least dear to
the person who works it, staggered from one person to the next; meetings that may be moved stand in
the early afternoon, when most are there, one after the other. Rules and the prices of wishes,
steady starts and fairness are stated by the product's own encoders; floors are left out,
and a seat too many costs 100 late contacts in place of being forbidden.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from functools import cache

from ortools.sat.python import cp_model

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.blocks import to_rota
from allocator.rota.duty import Assignment, Duty
from allocator.rota.instance import Instance
from allocator.rota.model import COST_SCALE, PhoneModel
from allocator.rules.encoding import Linear, ShiftOption

_AFTERNOON = range(12 * 4, 15 * 4)
_DAY = 96


def shift_rota(
    scenario: Scenario, requirements: tuple[Requirement, ...], seconds: float, workers: int
) -> Rota | None:
    """Build and solve the model, which together may take so many seconds."""
    begun = time.perf_counter()
    instance = _with_meetings(Instance.of(scenario, ServiceModel.of(scenario, requirements)))
    choices = {
        (agent_id, day): options
        for agent_id, week in instance.options.items()
        for day, options in enumerate(week)
        if options
    }
    model = _Shifts(instance, choices, {}, strict=False)
    model.add_late_contacts()
    model.minimise()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = max(1.0, begun + seconds - time.perf_counter())
    if solver.solve(model.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return to_rota(instance, model.assignment(solver))


def _with_meetings(instance: Instance) -> Instance:
    """Settle each meeting in the early afternoon, as far as its window has one."""
    chosen: dict[str, tuple[int, ...]] = {}
    for number, name in enumerate(instance.movable):
        starts = instance.possible_starts[name]
        liked = [start for start in starts if start % _DAY in _AFTERNOON] or list(starts)
        chosen[name] = (liked[(7 * number) % len(liked)],)
    return instance.with_starts(chosen)


class _Shifts(PhoneModel):
    """People's shifts, each with its breaks where they were put beforehand."""

    def _declare(self) -> None:
        super()._declare()
        self._duties: dict[tuple[str, int], dict[ShiftOption, Duty]] = {}
        self._in_pools: dict[tuple[str, int, ShiftOption, str], Linear] = {}
        for number, agent_id in enumerate(self.instance.agent_ids):
            for day in range(self.day_count):
                shifts = self.shifts(agent_id, day)
                duties = {
                    option: _duty(self.instance, agent_id, option, number) for option in shifts
                }
                self._duties[agent_id, day] = duties
                for option, literal in shifts.items():
                    self._put(agent_id, day, duties[option], literal)

    def _put(self, agent_id: str, day: int, duty: Duty, literal: Linear) -> None:
        pools = self.instance.agent_pools[agent_id]
        parts = [literal] if len(pools) == 1 else [self.model.new_bool_var("") for _ in pools]
        if len(pools) > 1:
            self.model.add(sum(parts) == literal)
        for pool, part in zip(pools, parts, strict=True):
            self._in_pools[agent_id, day, duty.option, pool] = part
            for _, interval in duty.on_phone:
                self._free_heads[pool, interval].append((agent_id, part))

    def stretches(self, agent_id: str, day: int) -> Mapping[ShiftOption, tuple[int, ...]]:
        """Lengths of the stretches on the phone of each shift, whose breaks are known."""
        duties = self._duties.get((agent_id, day), {})
        return {option: duty.stretches for option, duty in duties.items()}

    def add_late_contacts(self) -> None:
        """Price late and uncovered contacts, by the sum of speeds on the phone."""
        service, queues = self.instance.service, self.scenario.queue_by_id
        prices = self.scenario.settings.prices
        for pool, interval in itertools.product(service.pools, service.intervals):
            cell = service.cell(pool, interval)
            free, _ = self.on_phone(pool, interval)
            literals = [literal for _, literal in free]
            speeds = [self.instance.speed_percent[agent_id, pool] for agent_id, _ in free]
            speed = self.new_amount(sum(speeds), f"speed_{pool}_{interval}")
            self.add(speed == cp_model.LinearExpr.weighted_sum(literals, speeds))
            for one in cell.classes:
                weight = prices.late_contact * sum(
                    queues[queue].weight * count
                    for queue, count in cell.contacts_by_queue.items()
                    if queues[queue].service_class == one
                )
                late = self.new_amount(round(weight * COST_SCALE), f"late_{pool}_{interval}")
                for slope, intercept in cell.curve(one).cuts:
                    per_percent = round(slope * weight * service.effective_share / 100 * COST_SCALE)
                    self.add(late >= per_percent * speed + round(intercept * weight * COST_SCALE))
                self.add_cost("late_contacts", late, 1 / COST_SCALE)
            for queue, count in cell.contacts_by_queue.items():
                able = [
                    literal
                    for agent_id, literal in free
                    if queue in self.instance.usable_queues(agent_id, pool)
                ]
                uncovered = self.new_amount(1, f"uncovered_{queue}_{interval}")
                self.add(uncovered + sum(able) >= 1)
                price = prices.uncovered_contact * queues[queue].weight * count
                self.add_cost("uncovered_contacts", uncovered, price)

    def assignment(self, solver: cp_model.CpSolver) -> Assignment:
        """Duties of a solution."""
        found: Assignment = {}
        for (agent_id, day, option, pool), literal in self._in_pools.items():
            if solver.value(literal):
                duty = self._duties[agent_id, day][option]
                pools = tuple(here and pool for here in duty.pools)
                found[agent_id, day] = Duty(option, duty.break_starts, pools, duty.appointments)
        return found


def _duty(instance: Instance, agent_id: str, option: ShiftOption, number: int) -> Duty:
    """Return a shift with its breaks in one place: the cheapest, then by the person's number."""
    appointments = instance.appointments_in(agent_id, option)
    meeting = {t for each in appointments for t in range(each.start, each.end)}
    slots = tuple(
        (slot.length, slot.earliest - option.start, slot.latest - option.start)
        for slot in option.breaks
    )
    costs = () if instance.stretch_costs is None else tuple(instance.stretch_costs.tolist())
    offsets = _break_offsets(
        option.end - option.start,
        slots,
        frozenset(t - option.start for t in meeting),
        instance.unbroken_limits.get(agent_id, _DAY),
        costs,
        number % 6,
    )
    starts = tuple(option.start + offset for offset in offsets)
    away = meeting | {
        t
        for (length, _, _), begin in zip(slots, starts, strict=True)
        for t in range(begin, begin + length)
    }
    pool = instance.agent_pools[agent_id][0]
    pools = tuple(None if t in away else pool for t in range(option.start, option.end))
    return Duty(option, starts, pools, appointments)


@cache
def _break_offsets(
    length: int,
    slots: tuple[tuple[int, int, int], ...],
    meeting: frozenset[int],
    unbroken_most: int,
    costs: tuple[float, ...],
    number: int,
) -> tuple[int, ...]:
    """Where the breaks begin, from the shift's start."""
    liked = [low + number % (high - low + 1) for _, low, high in slots]
    best: tuple[tuple[bool, float, int], tuple[int, ...]] | None = None
    for starts in itertools.product(*(range(low, high + 1) for _, low, high in slots)):
        resting = {
            t
            for slot, begin in zip(slots, starts, strict=True)
            for t in range(begin, begin + slot[0])
        }
        if resting & meeting:
            continue
        bounds = [-1, *sorted(resting), length]
        unbroken = max(b - a - 1 for a, b in itertools.pairwise(bounds))
        phone = [-1, *sorted(resting | meeting), length]
        stretches = [b - a - 1 for a, b in itertools.pairwise(phone)]
        cost = sum(costs[stretch] for stretch in stretches) if costs else 0.0
        far = sum(abs(start - place) for start, place in zip(starts, liked, strict=True))
        rank = unbroken > unbroken_most, cost, far
        if best is None or rank < best[0]:
            best = rank, starts
    assert best is not None, "an instance's options have room for their breaks"
    return best[1]
