"""A rota under search: from names to arrays and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from allocator.rota.anneal.compiled import Array
from allocator.rota.anneal.desk import desk_for
from allocator.rota.anneal.leaning import Near, leaning, pinned
from allocator.rota.anneal.moves import anneal, anneal_ways, place_week, take_back
from allocator.rota.anneal.phones import Present, crew_of, need_of
from allocator.rota.anneal.rule_rows import WeekRules
from allocator.rota.anneal.shifts import ShiftList
from allocator.rota.anneal.team_state import Weeks, rebuild, total_cost
from allocator.rota.anneal.trial import trial_for
from allocator.rota.anneal.week_rules import read_week_rules
from allocator.rota.duty import Assignment, Duty
from allocator.rota.instance import Instance
from allocator.rota.model import BREACH_PRICE
from allocator.rota.service_table import ServiceTable
from allocator.rules.encoding import ShiftOption

_NO_MORE = -9
"""First pool of what was kept and cannot be worked any more."""
SEAT_PRICE = 0.5
"""Price of an overdrawn seat, in late contacts an interval, while weeks are first given."""

Snapshot = tuple[Any, ...]
"""Choices, breaks and pools at a moment of the search."""


class Search:
    """Everything that the compiled search works on.

    Parameters
    ----------
    instance
        The compiled scenario, activities at chosen times.
    assignment
        The rota to begin from.
    seed
        Of the random changes.
    near
        A rota that the search had rather stay near.
    """

    def __init__(
        self, instance: Instance, assignment: Assignment, seed: int, near: Near | None = None
    ) -> None:
        self.instance = instance
        need = need_of(instance, ServiceTable(instance, {}))
        crew = crew_of(instance, need)
        self._row_of = {agent_id: row for row, agent_id in enumerate(instance.agent_ids)}
        self._list, unpinned = shifts_and_rules(instance)
        shifts, rules = pinned(instance, self._list, unpinned)
        rules = leaning(instance, self._list, rules, near)
        self._shifts = shifts
        queues, intervals = need.contacts.shape
        self.present = present = Present(
            effective=np.zeros((len(need.seats), intervals)),
            heads=np.zeros((len(need.seats), intervals)),
            logged=np.zeros((queues, intervals)),
            late=np.zeros(need.late.shape[:2]),
            missed=np.zeros((queues, instance.day_count)),
        )
        agents, shared = len(instance.agent_ids), len(rules.shared_constant)
        agent_days = agents * instance.day_count
        longest = int((shifts.end - shifts.start).max(initial=1))
        helpers = len(rules.helper_low)
        self._weeks = weeks = Weeks(
            choice=np.full(agent_days, -1, dtype=np.int64),
            break_start=np.zeros((agent_days, shifts.slot_length.shape[1]), dtype=np.int64),
            pool_at=np.full((agent_days, longest), -1, dtype=np.int64),
            stretch_price=np.zeros(agent_days),
            sums=np.zeros(len(rules.kind), dtype=np.int64),
            shared=np.zeros(shared),
            slope=np.zeros(shared),
            slope_of=np.zeros((agents, shared)),
            low=np.zeros(helpers, dtype=np.int64),
            high=np.zeros(helpers, dtype=np.int64),
            kept_choice=np.full(agent_days, -1, dtype=np.int64),
            kept_break=np.zeros((agent_days, shifts.slot_length.shape[1]), dtype=np.int64),
            kept_pool=np.full((agent_days, longest), -2, dtype=np.int64),
            way_price=np.zeros(agent_days),
            is_open=np.ones(agent_days, dtype=np.bool_),
        )
        self._whole = (need, crew, shifts, rules, present, weeks)
        self._desk = desk_for(shifts, crew)
        self._trial = trial_for(weeks, instance.day_count, seed)
        if near is not None and near.ways:
            self._keep_ways(near)
        self.take_up(assignment, instance.agent_ids)

    def take_up(self, assignment: Assignment, agent_ids: Iterable[str]) -> None:
        """Give some people the weeks that they have in a rota of the instance."""
        days = range(self.instance.day_count)
        self.take_up_days(assignment, [(agent_id, day) for agent_id in agent_ids for day in days])

    def take_up_days(self, assignment: Assignment, keys: Iterable[tuple[str, int]]) -> None:
        """Give some people on some days what they have in a rota of the instance."""
        weeks = self._weeks
        for agent_id, day in keys:
            self._write(
                weeks.choice,
                weeks.break_start,
                weeks.pool_at,
                agent_id,
                day,
                assignment.get((agent_id, day)),
            )
        rebuild(*self._whole)

    def _write(
        self,
        choice: Array,
        break_start: Array,
        pool_at: Array,
        agent_id: str,
        day: int,
        duty: Duty | None,
    ) -> None:
        """Write a duty, or a day off, into arrays by agent-day."""
        number = self.number(agent_id, day)
        choice[number] = -1
        if duty is not None:
            places = {pool: n for n, pool in enumerate(self.instance.agent_pools[agent_id])}
            choice[number] = self._list.choice_of[number][duty.option]
            break_start[number, : len(duty.break_starts)] = duty.break_starts
            pool_at[number, : len(duty.pools)] = [
                -1 if pool is None else places[pool] for pool in duty.pools
            ]

    def _keep_ways(self, near: Near) -> None:
        """Price other ways of working the shifts of a rota to stay near."""
        weeks = self._weeks
        for (agent_id, day), price in near.ways.items():
            duty = near.rota.get((agent_id, day))
            number = self.number(agent_id, day)
            if duty is None or duty.option not in self._list.choice_of[number]:
                continue
            kept = weeks.kept_choice, weeks.kept_break, weeks.kept_pool
            self._write(*kept, agent_id, day, duty)
            weeks.way_price[number] = price
            if (agent_id, day) in near.gone:
                weeks.kept_pool[number, 0] = _NO_MORE

    def number(self, agent_id: str, day: int) -> int:
        """Return the number of an agent-day."""
        return self._row_of[agent_id] * self.instance.day_count + day

    def open_only(self, keys: Iterable[tuple[str, int]]) -> None:
        """Let no other agent-days change than these."""
        self._weeks.is_open[:] = False
        for agent_id, day in keys:
            self._weeks.is_open[self.number(agent_id, day)] = True

    def anneal_ways(self, keys: Iterable[tuple[str, int]], steps: int) -> int:
        """Work the shifts of some agent-days anew where that gains; how many changes were kept."""
        days = self.instance.day_count
        numbers = [self.number(*key) for key in keys]
        if not numbers:
            return 0
        by_day = np.array(sorted(numbers, key=lambda number: (number % days, number)))
        return int(anneal_ways(*self._whole, self._desk, self._trial, by_day, steps, BREACH_PRICE))

    def place(self, agent_id: str, options: Iterable[ShiftOption]) -> bool:
        """Give a week to an agent who has none; ``False`` where it breaks a rule.

        Breaks must be free to go anywhere in their windows, in their order.
        """
        row = self.instance.agent_ids.index(agent_id)
        days = self.instance.day_count
        choices = np.full(days, -1, dtype=np.int64)
        for option in options:
            choice = self._list.choice_of[row * days + option.day].get(option)
            if choice is None or not self._shifts.plain[choice]:
                return False
            choices[option.day] = choice
        return bool(place_week(*self._whole, self._desk, row, choices, SEAT_PRICE))

    def anneal(self, steps: int, warm: float, cool: float, seat_price: float) -> None:
        """Propose so many random changes, see :func:`~allocator.rota.anneal.moves.anneal`."""
        anneal(*self._whole, self._desk, self._trial, steps, warm, cool, seat_price)

    def has_kept_shift(self, agent_id: str, day: int) -> bool:
        """Whether an agent-day has the shift that was to be kept, worked this way or that."""
        number = self.number(agent_id, day)
        return bool(self._weeks.choice[number] == self._weeks.kept_choice[number])

    def take_back(self, keys: Iterable[tuple[str, int]], most_worse: float) -> bool:
        """Give some agent-days the shifts back that were to be kept, if that costs no more."""
        numbers = np.array([self.number(*key) for key in keys], dtype=np.int64)
        return bool(
            take_back(*self._whole, self._desk, self._trial, numbers, most_worse, BREACH_PRICE)
        )

    def measure(self) -> tuple[float, bool]:
        """Price of the rota in late contacts, and whether it keeps to the seats.

        What follows from choices is computed afresh, so that no rounding adds up.
        """
        rebuild(*self._whole)
        heads, seats = self.present.heads, self._whole[0].seats
        return total_cost(*self._whole, BREACH_PRICE), bool((heads <= seats[:, None]).all())

    def snapshot(self) -> Snapshot:
        """Keep the rota as it stands."""
        weeks = self._weeks
        return weeks.choice.copy(), weeks.break_start.copy(), weeks.pool_at.copy()

    def go_back(self, snapshot: Snapshot) -> None:
        """Take up a rota that was kept."""
        weeks = self._weeks
        weeks.choice[:], weeks.break_start[:], weeks.pool_at[:] = snapshot
        rebuild(*self._whole)

    def assignment(self) -> Assignment:
        """Return the rota as it stands, in duties."""
        instance, weeks = self.instance, self._weeks
        found: Assignment = {}
        for row, agent_id in enumerate(instance.agent_ids):
            pools = instance.agent_pools[agent_id]
            for day in range(instance.day_count):
                number = row * instance.day_count + day
                choice = weeks.choice[number]
                if choice < 0:
                    continue
                option = self._list.options[self._shifts.option[choice]]
                places = weeks.pool_at[number, : option.end - option.start].tolist()
                found[agent_id, day] = Duty(
                    option=option,
                    break_starts=tuple(weeks.break_start[number, : len(option.breaks)].tolist()),
                    pools=tuple(pools[place] if place >= 0 else None for place in places),
                    appointments=instance.appointments_in(agent_id, option),
                )
        return found


_KEPT = "anneal.shifts_and_rules"


def shifts_and_rules(instance: Instance) -> tuple[ShiftList, WeekRules]:
    """Shifts and rules of an instance, read once for all searches with the same activity times.

    Reading them takes seconds where there are hundreds of people. Of an instance with further
    pins they are those without.
    """
    if instance.base is not None:
        base = instance.base.with_starts(instance.chosen).with_practice(instance.practice)
        return shifts_and_rules(base)
    chosen, found = instance.kept.get(_KEPT, (None, None))
    times = instance.chosen, instance.practice
    if found is None or chosen != times:
        shifts = ShiftList(instance)
        found = shifts, read_week_rules(instance, shifts)
        keep_rules(instance, found)
    return found


def keep_rules(instance: Instance, found: tuple[ShiftList, WeekRules]) -> None:
    """Have searches of the instance use shifts and rules as given."""
    instance.kept[_KEPT] = (instance.chosen, instance.practice), found
