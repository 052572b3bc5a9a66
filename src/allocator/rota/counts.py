"""The counts stage: a linear model of groups of people, and the bound it proves.

Shifts of a group are counted, not named; breaks are implicit (how many have begun by each
interval, between the shifts whose window has opened and those whose window has closed, after
Bechtold & Jacobs 1990 and Aykin 1996); time at activities off the phone is spread freely over
where they may lie; agents with several pools flow between them freely; stretches and changes of
pool inside a shift are left out. Every rota that obeys the hard rules gives a feasible point of
this model at no more than the rota's price, so the model's optimum is a lower bound on the price
of every rota.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ortools.linear_solver.python import model_builder

from allocator.domain.scenario import Scenario
from allocator.rota.counts_activities import ClassActivities
from allocator.rota.groups import TeamClass, alike, team_classes
from allocator.rota.instance import Instance, ShiftOption
from allocator.rota.relaxations import relaxations
from allocator.rules.encoding import Linear


class CountsModel:
    """The linear model; the face that relaxations encode against."""

    def __init__(self, instance: Instance, speed_step: float) -> None:
        self.instance = instance
        self.groups = alike(instance)
        self.model = model_builder.Model()
        self._infinity = float("inf")
        self._shifts: dict[tuple[str, int], dict[ShiftOption, Linear]] = {}
        self._heads: defaultdict[tuple[str, int], list[Linear]] = defaultdict(list)
        self._effective: defaultdict[tuple[str, int], list[Linear]] = defaultdict(list)
        self._able: defaultdict[tuple[str, str, int], list[Linear]] = defaultdict(list)
        self.splits: dict[tuple[TeamClass, int], dict[str, Linear]] = {}
        self._terms: defaultdict[str, list[tuple[Linear, float]]] = defaultdict(list)
        for group in self.groups:
            for day in range(instance.day_count):
                self._shifts[group[0], day] = {
                    option: self.model.new_num_var(0, len(group), "")
                    for option in instance.options[group[0]][day]
                }
        for members in team_classes(instance, self.groups, speed_step):
            activities = ClassActivities(instance, self.model, members)
            for day in range(instance.day_count):
                self._add_presence(members, day, activities)
            activities.add_totals()
        for relax, parameters in relaxations(instance, "relax"):
            relax(self, parameters)

    # The face that relaxations see.

    @property
    def scenario(self) -> Scenario:
        """The scenario being planned."""
        return self.instance.scenario

    @property
    def day_count(self) -> int:
        """Number of operating days."""
        return self.instance.day_count

    def shifts(self, agent_id: str, day: int) -> Mapping[ShiftOption, Linear]:
        """Return how many of a group, named by its first agent, work each shift of a day."""
        return self._shifts.get((agent_id, day), {})

    def heads(self, pool: str) -> Mapping[int, Linear]:
        """Agents on the phone in a pool per interval."""
        return {
            interval: sum(parts) for (name, interval), parts in self._heads.items() if name == pool
        }

    def effective(self, pool: str, interval: int) -> list[Linear]:
        """Parts of the sum of speeds of the agents on the phone in a pool."""
        return self._effective.get((pool, interval), [])

    def able(self, pool: str, queue: str, interval: int) -> list[Linear]:
        """Parts of the number on the phone in a pool who may be logged into a queue."""
        return self._able.get((pool, queue, interval), [])

    def add(self, constraint: Any) -> None:
        """State a linear constraint."""
        self.model.add(constraint)

    def new_amount(self, upper: float) -> Linear:
        """Return a new number from 0 to ``upper``."""
        return self.model.new_num_var(0, upper, "")

    def add_cost(self, rule_id: str, amount: Linear, price_per_unit: float) -> None:
        """Add the price of an amount to the term of a rule."""
        self._terms[rule_id].append((amount, price_per_unit))

    @cached_property
    def terms(self) -> dict[str, Linear]:
        """Cost of each term in late contacts."""
        return {
            name: sum(amount * price for amount, price in parts)
            for name, parts in self._terms.items()
        }

    def _add_presence(self, members: TeamClass, day: int, activities: ClassActivities) -> None:
        """Put a class's people on the phone of its pools, less those on a break or an activity.

        Presence is exact in heads and in speed. Time away is counted in speed: the constraints
        of each person, weighted by speed and added up, hold for the sum.
        """
        counted = [
            (option, count, members.speed[group[0]])
            for group in members.groups
            for option, count in self.shifts(group[0], day).items()
        ]
        if not counted:
            return
        heads = self._running_sum(
            [(o.start, n, 1.0) for o, n, _ in counted], [(o.end, n, 1.0) for o, n, _ in counted]
        )
        speeds = self._running_sum(
            [(o.start, n, v) for o, n, v in counted], [(o.end, n, v) for o, n, v in counted]
        )
        resting = self._resting(counted)
        for interval in sorted(heads):
            parts = resting[interval] + activities.away(interval)
            rest = self.model.new_num_var(0, 1e6, "") if parts else 0.0
            if parts:
                self.model.add(rest == sum(parts))
            self._share_out(members, interval, heads[interval], speeds[interval], rest)

    def _share_out(
        self, members: TeamClass, interval: int, heads: Linear, speeds: Linear, rest: Linear
    ) -> None:
        """Divide a class's people on the phone between its pools, as suits the plan best."""
        on_phone = heads - rest * (1 / members.slowest)
        first, *others = members.pools
        in_others: dict[str, Linear] = {}
        self.splits[members, interval] = in_others
        for pool in others:
            here = self.model.new_num_var(0, 1e6, "")
            here_heads = self.model.new_num_var(0, 1e6, "")
            self.model.add(here <= members.fastest * here_heads)
            in_others[pool] = here
            speeds = speeds - here
            heads = heads - here_heads
            on_phone = on_phone - here_heads
            self._effective[pool, interval].append(members.best_ratio[pool] * here)
            self._heads[pool, interval].append(here_heads)
            for queue in members.queues[pool]:
                self._able[pool, queue, interval].append(here_heads)
        if others:
            remaining = self.model.new_num_var(0, 1e6, "")
            self.model.add(remaining == speeds - rest)
            # Who rests counts here by speed: on_phone may be less than the people really there.
            self.model.add(remaining + rest <= members.fastest * heads)
            in_others[first] = remaining
            speeds, rest = remaining, 0.0
        self._effective[first, interval].append(speeds - rest)
        self._heads[first, interval].append(on_phone)
        for queue in members.queues[first]:
            self._able[first, queue, interval].append(heads)

    def _running_sum(
        self, rises: list[tuple[int, Linear, float]], falls: list[tuple[int, Linear, float]]
    ) -> dict[int, Linear]:
        """Return the weighted count present in each interval, one variable for each change."""
        change: defaultdict[int, list[Linear]] = defaultdict(list)
        for interval, count, weight in rises:
            change[interval].append(weight * count)
        for interval, count, weight in falls:
            change[interval].append(-weight * count)
        present: dict[int, Linear] = {}
        now: Linear = 0.0
        for interval in range(min(change), max(change)):
            if interval in change:
                after = self.model.new_num_var(0, 1e6, "")
                self.model.add(after == now + sum(change[interval]))
                now = after
            present[interval] = now
        return present

    def _resting(
        self, counted: list[tuple[ShiftOption, Linear, float]]
    ) -> defaultdict[int, list[Linear]]:
        """Return the speeds on a break per interval, as differences of a cumulative sum.

        By any interval, the break time taken is at most that of all breaks whose window has
        opened, begun at once, and at least that of all breaks, begun at the window's close.
        All breaks of all members are added up: a single chain keeps the model small.
        """
        resting: defaultdict[int, list[Linear]] = defaultdict(list)
        if not any(rule_id == "breaks" for rule_id, _ in self.instance.stated_rules):
            return resting
        most: list[tuple[int, Linear, float]] = []
        least: list[tuple[int, Linear, float]] = []
        for option, count, speed in counted:
            for slot in option.breaks:
                for elapsed in range(slot.length):
                    most.append((slot.earliest + elapsed, count, speed))
                    least.append((slot.latest + elapsed, count, speed))
        if not most:
            return resting
        begin = min(interval for interval, _, _ in most)
        end = max(interval for interval, _, _ in least)
        upper = self._running_sum(most, [(end + 1, 0.0, 1.0)])
        lower = self._running_sum(least, [(end + 1, 0.0, 1.0)])
        before: Linear = 0.0
        for interval in range(begin, end + 1):
            taken = self.model.new_num_var(0, 1e6, "")
            self.model.add(taken <= upper[interval])
            self.model.add(taken >= lower.get(interval, 0.0))
            self.model.add(taken >= before)
            resting[interval].append(taken - before)
            before = taken
        return resting
