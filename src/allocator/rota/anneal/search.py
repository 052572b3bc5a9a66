"""A rota under search: from names to arrays and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from allocator.rota.anneal.desk import desk_for
from allocator.rota.anneal.leaning import Near, leaning, pinned
from allocator.rota.anneal.moves import anneal, place_week
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
        )
        self._whole = (need, crew, shifts, rules, present, weeks)
        self._desk = desk_for(shifts, crew)
        self._trial = trial_for(weeks, instance.day_count, seed)
        self.take_up(assignment, instance.agent_ids)

    def take_up(self, assignment: Assignment, agent_ids: Iterable[str]) -> None:
        """Give some people the weeks that they have in a rota of the instance."""
        instance, weeks = self.instance, self._weeks
        row_of = {agent_id: row for row, agent_id in enumerate(instance.agent_ids)}
        for agent_id in agent_ids:
            row = row_of[agent_id]
            weeks.choice[row * instance.day_count : (row + 1) * instance.day_count] = -1
            places = {pool: n for n, pool in enumerate(instance.agent_pools[agent_id])}
            for day in range(instance.day_count):
                duty = assignment.get((agent_id, day))
                if duty is None:
                    continue
                number = row * instance.day_count + day
                weeks.choice[number] = self._list.choice_of[number][duty.option]
                weeks.break_start[number, : len(duty.break_starts)] = duty.break_starts
                weeks.pool_at[number, : len(duty.pools)] = [
                    -1 if pool is None else places[pool] for pool in duty.pools
                ]
        rebuild(*self._whole)

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
        instance.kept[_KEPT] = times, found
    return found
