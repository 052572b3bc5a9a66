"""Hours of night workers, for the optimiser."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from allocator.domain.grid import UTC
from allocator.domain.scenario import Scenario
from allocator.rules.encoding import Linear, NamesFace, past_paid_minutes
from allocator.rules.night_hours.card import NightHours

_ROUNDING_MINUTES = 1e-6
_MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class _Period:
    """Weeks of an average, as far as they are past.

    Parameters
    ----------
    days
        The planned ones among its days.
    left_minutes
        Whole minutes that a night worker may still work on them.
    worked, nights
        Days worked, and nights among them, before the plan.
    """

    days: range
    left_minutes: int
    worked: int
    nights: int


def encode(model: NamesFace, parameters: NightHours) -> None:
    """Keep the planned working time of night workers within what is left of the average.

    A literal says that somebody is a night worker; it must be 1 where nights are too large a part
    of the days worked. Nothing is stated where the hours cannot be too many, or nobody can
    become a night worker.
    """
    scenario = model.scenario
    nights = model.once("night_hours", lambda: _Nights(scenario, parameters))
    for agent_id in model.free_agents:
        periods = model.once(
            f"night_hours {agent_id}", lambda agent_id=agent_id: nights.periods(agent_id)
        )
        for number, period in enumerate(periods):
            _state(model, agent_id, period, nights, f"night_worker_{agent_id}_{number}")


def _state(model: NamesFace, agent_id: str, period: _Period, nights: _Nights, name: str) -> None:
    if not any(model.is_free(agent_id, day) for day in period.days):
        return
    by_day = [model.shifts(agent_id, day) for day in period.days]
    longest = sum(max((o.paid_minutes for o in shifts), default=0) for shifts in by_day)
    if longest <= period.left_minutes:
        return
    percent = nights.parameters.nights_over_percent
    # Above 0 for a night worker: nights count 100 and every day worked takes the share off.
    beyond: Linear = 100 * period.nights - percent * period.worked
    most = least = beyond
    paid: Linear = 0
    for shifts in by_day:
        weight = {o: 100 * nights.is_night(o.start, o.end) - percent for o in shifts}
        most += max([0, *weight.values()])
        least += min([0, *weight.values()])
        beyond += sum(weight[option] * literal for option, literal in shifts.items())
        paid += sum(option.paid_minutes * literal for option, literal in shifts.items())
    if most <= 0:
        return
    if least > 0:
        model.add(paid <= period.left_minutes)
        return
    is_night_worker = model.new_amount(1, name)
    model.add(beyond <= most * is_night_worker)
    model.add(paid + (longest - period.left_minutes) * is_night_worker <= longest)


class _Nights:
    """What is night, and what the past has of it."""

    def __init__(self, scenario: Scenario, parameters: NightHours) -> None:
        self.scenario = scenario
        self.parameters = parameters
        self._is_night: dict[tuple[int, int], bool] = {}

    def is_night(self, start: int, end: int) -> bool:
        """Whether a shift over some intervals has enough of its time at night."""
        if (start, end) not in self._is_night:
            step = self.scenario.settings.interval_minutes
            minutes = self._night_minutes(start * step, end * step)
            self._is_night[start, end] = minutes >= self.parameters.night_work_minutes
        return self._is_night[start, end]

    def _night_minutes(self, begin: float, end: float) -> float:
        """Minutes of night time between two moments, in minutes from the grid's start."""
        grid = self.scenario.grid
        found = 0.0
        for day in range(int(begin // 1440) - 2, int(end // 1440) + 2):
            date = grid.first_day + dt.timedelta(days=day)
            night_from = grid.minutes_from_start(grid.at(date, self.parameters.night_from_minutes))
            night_to = grid.minutes_from_start(
                grid.at(date, 1440 + self.parameters.night_to_minutes)
            )
            found += max(0.0, min(end, night_to) - max(begin, night_from))
        return found

    def periods(self, agent_id: str) -> list[_Period]:
        """Weeks up to each planned week, and up to the end of the plan."""
        scenario, parameters = self.scenario, self.parameters
        grid = scenario.grid
        grid_start = grid.start.astimezone(UTC)  # two moments of one zone differ by the clock
        past = past_paid_minutes(scenario, agent_id)
        at_night = dict.fromkeys(past, 0.0)
        for start, end in scenario.worked_by_agent.get(agent_id, ()):
            day = (grid.operating_date(start) - grid.first_day).days
            at_night[day] += self._night_minutes(
                *((at.astimezone(UTC) - grid_start) / _MINUTE for at in (start, end))
            )
        first_day = scenario.agent_by_id[agent_id].first_day
        employed = [] if first_day is None else [(first_day - grid.first_day).days]
        began = min([*past, *employed], default=0)
        found: list[_Period] = []
        for stop in sorted({*range(7, grid.day_count + 1, 7), grid.day_count}):
            weeks = max(1, min(parameters.reference_weeks, -(-(stop - began) // 7)))
            start = stop - 7 * weeks
            counted_days = weeks * (7 - parameters.rest_days_a_week)
            worked = math.fsum(minutes for day, minutes in past.items() if day >= start)
            left = parameters.average_minutes * counted_days - worked
            nights = [m >= parameters.night_work_minutes for d, m in at_night.items() if d >= start]
            found.append(
                _Period(
                    days=range(max(0, start), stop),
                    left_minutes=max(0, math.floor(left + _ROUNDING_MINUTES)),
                    worked=len(nights),
                    nights=sum(nights),
                )
            )
        return found
