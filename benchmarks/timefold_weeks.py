"""Every set of seven shift lengths that a person may be given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from allocator.rota.instance import Instance
from allocator.rules.contracted_hours.encode import paid_minutes_allowed
from allocator.rules.pins.encode import pinned_intervals, work_pins

_DAYS_IN_SEVEN = 6

Choice = tuple[int, int]
"""Length of a shift in intervals, and its paid minutes; two zeros for a day off."""


@dataclass(frozen=True)
class WeekLengths:
    """What decides which weeks a person may have.

    Parameters
    ----------
    by_day
        Choices of each day.
    paid
        Least and most paid minutes of the week.
    worked
        Whether each of the last seven days was worked.
    in_a_row
        Most days with work one after another.
    """

    by_day: tuple[tuple[Choice, ...], ...]
    paid: tuple[int, int]
    worked: tuple[bool, ...]
    in_a_row: int

    @property
    def key(self) -> object:
        """The same for people who may have the same weeks."""
        return self

    def all(self) -> Iterator[tuple[int, ...]]:
        """Every week, as lengths in intervals."""
        least, most = self.paid
        ahead = [
            sum(max(paid for _, paid in day) for day in self.by_day[number:]) for number in range(8)
        ]

        def further(chosen: tuple[int, ...], paid: int) -> Iterator[tuple[int, ...]]:
            if paid > most or paid + ahead[len(chosen)] < least or not self._restful(chosen):
                return
            if len(chosen) == len(self.by_day):
                yield chosen
                return
            for length, minutes in self.by_day[len(chosen)]:
                yield from further((*chosen, length), paid + minutes)

        return further((), 0)

    def _restful(self, chosen: tuple[int, ...]) -> bool:
        if not chosen or not chosen[-1]:
            return True
        days = (*self.worked, *(length > 0 for length in chosen))
        row = next((n for n, worked in enumerate(reversed(days)) if not worked), len(days))
        return sum(days[-7:]) <= _DAYS_IN_SEVEN and row <= self.in_a_row


def week_lengths(instance: Instance, agent_id: str) -> WeekLengths:
    """Return what decides about a person's weeks; pinned work and fixed meetings want a shift."""
    scenario = instance.scenario
    pinned = [pinned_intervals(scenario, pin) for pin in work_pins(scenario, agent_id)]
    pinned += [range(each.start, each.end) for each in instance.appointments.get(agent_id, ())]
    by_day: list[tuple[Choice, ...]] = []
    for day, options in enumerate(instance.options[agent_id]):
        due = any(span.start in instance.day_intervals(day) for span in pinned)
        lengths = {(option.end - option.start, option.paid_minutes) for option in options}
        by_day.append(tuple(sorted(lengths | (set() if due else {(0, 0)}))))
    first_day = scenario.grid.first_day
    ago = {
        (first_day - scenario.grid.operating_date(start)).days
        for start, _ in scenario.worked_by_agent.get(agent_id, ())
    }
    rows = [
        int(each.number)
        for each in scenario.adjustments_by_agent.get(agent_id, ())
        if each.kind == "days_in_a_row_max"
    ]
    return WeekLengths(
        tuple(by_day),
        paid_minutes_allowed(scenario, agent_id),
        tuple(7 - n in ago for n in range(7)),
        min(rows, default=14),
    )
