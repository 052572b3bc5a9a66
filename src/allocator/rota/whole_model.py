"""The CP-SAT model of shifts and all that is in them together: what the problem is, exactly.

Every rule's encoder is stated against it in full, so the tests hold it against the checks, and a
benchmark shows what it costs to solve. The search itself works with the smaller models, which
place breaks and pools by arithmetic (``best_duty.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from ortools.sat.python import cp_model

from allocator.rota.duty import Assignment, Duty
from allocator.rota.model import PhoneModel
from allocator.rules.encoding import Linear, ShiftOption


class RotaModel(PhoneModel):
    """Shifts, breaks and pools of free agent-days among held ones; see :class:`ShiftModel`."""

    def _declare(self) -> None:
        super()._declare()
        self._breaks: dict[tuple[str, int], dict[str, dict[int, Linear]]] = {}
        self._phones: dict[tuple[str, int], dict[str, dict[int, Linear]]] = {}
        self._in_pool: dict[tuple[str, str, int], Linear] = {
            (agent_id, pool, interval): 1
            for (agent_id, _), duty in self.held.items()
            for pool, interval in duty.on_phone
        }
        stated = {rule_id for rule_id, _ in self.instance.stated_rules}
        for (agent_id, day), options in self.choices.items():
            if "breaks" in stated:
                self._breaks[agent_id, day] = self._declare_breaks(f"{agent_id}_{day}", options)
            self._declare_agent_day(agent_id, day)

    @property
    def places_breaks(self) -> bool:
        """Whether breaks are variables."""
        return True

    def breaks(self, agent_id: str, day: int) -> Mapping[str, Mapping[int, Linear]]:
        """Literals "the break begins here" by slot key and interval, for a free day."""
        return self._breaks.get((agent_id, day), {})

    def phones(self, agent_id: str, day: int) -> Mapping[str, Mapping[int, Linear]]:
        """Literals "on the phone in the day's shift" by pool and interval, for a free day."""
        return self._phones.get((agent_id, day), {})

    def in_pool(self, agent_id: str, pool: str, interval: int) -> Linear:
        """1 where the agent is on the phone in the pool, else 0."""
        return self._in_pool.get((agent_id, pool, interval), 0)

    def _declare_breaks(
        self, name: str, options: Sequence[ShiftOption]
    ) -> dict[str, dict[int, Linear]]:
        windows: dict[str, set[int]] = {}
        for option in options:
            for slot in option.breaks:
                windows.setdefault(slot.key, set()).update(range(slot.earliest, slot.latest + 1))
        return {
            key: {
                interval: self.model.new_bool_var(f"break_{name}_{key}_{interval}")
                for interval in sorted(intervals)
            }
            for key, intervals in windows.items()
        }

    def _declare_agent_day(self, agent_id: str, day: int) -> None:
        shifts = self._shifts[agent_id, day]
        if not shifts:
            return
        lengths = {slot.key: slot.length for option in shifts for slot in option.breaks}
        resting: defaultdict[int, list[Linear]] = defaultdict(list)
        for key, starts in self._breaks.get((agent_id, day), {}).items():
            for begin, literal in starts.items():
                for interval in range(begin, begin + lengths[key]):
                    resting[interval].append(literal)
        if agent_id in self.instance.unbroken_limits:
            self._limit_stretches(shifts, resting, self.instance.unbroken_limits[agent_id])
        if self.instance.agent_pools[agent_id]:
            self._declare_phones(agent_id, day, resting)

    def _limit_stretches(
        self, shifts: Mapping[ShiftOption, Linear], resting: Mapping[int, list[Linear]], most: int
    ) -> None:
        """Let there be a rest in any run of intervals that is longer than the agent may work."""
        first = min(option.start for option in shifts)
        last = max(option.end for option in shifts)
        for begin in range(first, last - most):
            run = range(begin, begin + most + 1)
            through = [
                literal
                for option, literal in shifts.items()
                if option.start <= run.start and run.stop <= option.end
            ]
            if through:
                rests = [literal for interval in run for literal in resting.get(interval, ())]
                self.model.add(sum(through) <= sum(rests))

    def _declare_phones(self, agent_id: str, day: int, resting: Mapping[int, list[Linear]]) -> None:
        pools = self.instance.agent_pools[agent_id]
        shifts = self._shifts[agent_id, day]
        present: defaultdict[int, list[Linear]] = defaultdict(list)
        for option, literal in shifts.items():
            for interval in range(option.start, option.end):
                present[interval].append(literal)
        away: defaultdict[int, list[Linear]] = defaultdict(list)
        for interval, literals_here in resting.items():
            away[interval] += literals_here
        for appointment, literal in self.appointments(agent_id, day).items():
            for interval in range(appointment.start, appointment.end):
                away[interval].append(literal)
        first, last = min(present), max(present)
        literals: dict[str, dict[int, Linear]] = {pool: {} for pool in pools}
        for interval in range(first, last + 1):
            expression = cp_model.LinearExpr.sum(present[interval]) - cp_model.LinearExpr.sum(
                away[interval]
            )
            # A literal of its own keeps the sums over the team short.
            for pool in pools:
                literal = self.model.new_bool_var(f"on_{agent_id}_{pool}_{day}_{interval}")
                literals[pool][interval] = literal
                # After midnight the shifts of two days may both come into question.
                key = agent_id, pool, interval
                also = key in self._in_pool
                self._in_pool[key] = self._in_pool[key] + literal if also else literal
                self._free_heads[pool, interval].append((agent_id, literal))
            self.model.add(sum(literals[pool][interval] for pool in pools) == expression)
        self._phones[agent_id, day] = literals
        if len(pools) > 1:
            self._keep_pool_between_breaks(shifts, literals, away, range(first + 1, last + 1))

    def _keep_pool_between_breaks(
        self,
        shifts: Mapping[ShiftOption, Linear],
        literals: Mapping[str, Mapping[int, Linear]],
        away: Mapping[int, list[Linear]],
        intervals: range,
    ) -> None:
        begins: defaultdict[int, list[Linear]] = defaultdict(list)
        for option, literal in shifts.items():
            begins[option.start].append(literal)
        for interval in intervals:
            may_change = sum(away.get(interval - 1, ())) + sum(begins.get(interval, ()))
            for by_interval in literals.values():
                self.model.add(by_interval[interval] <= by_interval[interval - 1] + may_change)

    def assignment(self, value: Any) -> Assignment:
        """Duties of all agent-days in a solution.

        Parameters
        ----------
        value
            Function from a variable to its value, such as ``CpSolver.value``.
        """
        found: Assignment = dict(self.held)
        for agent_id, day in self.choices:
            for option, literal in self._shifts[agent_id, day].items():
                if value(literal):
                    found[agent_id, day] = self._duty(agent_id, day, option, value)
        return found

    def _duty(self, agent_id: str, day: int, option: ShiftOption, value: Any) -> Duty:
        begins = {
            key: next(interval for interval, literal in starts.items() if value(literal))
            for key, starts in self._breaks.get((agent_id, day), {}).items()
            if any(slot.key == key for slot in option.breaks)
        }
        phones = self.phones(agent_id, day)
        pools = tuple(
            next((pool for pool, literals in phones.items() if value(literals[interval])), None)
            for interval in range(option.start, option.end)
        )
        attended = (
            appointment
            for appointment, literal in self.appointments(agent_id, day).items()
            if value(literal)
        )
        return Duty(
            option=option,
            break_starts=tuple(begins[slot.key] for slot in option.breaks if slot.key in begins),
            pools=pools,
            appointments=tuple(sorted(attended)),
        )
