"""Weekly rest, for the optimiser: one of the windows in which it could lie is kept free."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from allocator.domain.scenario import Scenario
from allocator.rules.encoding import Linear, NamesFace, minutes_up_to
from allocator.rules.weekly_rest.card import WeeklyRest

Span = tuple[int, int]
"""Half-open, in elapsed minutes from the grid's start."""


@dataclass(frozen=True)
class _Room:
    """A time without past work of which a rest may take any part.

    Days without leave, with as much before and after as the daily rest may lie outside.

    Parameters
    ----------
    rests_most
        Rests of their full length that these days alone can hold: only the daily rest may lie
        outside them.
    """

    begin: int
    end: int
    rests_most: int


@dataclass(frozen=True)
class _Due:
    """Rests due to one agent in some days, which are planned at least in part.

    Parameters
    ----------
    days
        Numbers of the days.
    """

    days: range
    rests: int
    rest_minutes: int
    daily_minutes: int
    rooms: tuple[_Room, ...]

    def length(self, rests: int) -> int:
        """Minutes that so many rests in one piece take."""
        return rests * self.rest_minutes + self.daily_minutes

    def fits(self, until: float = math.inf) -> bool:
        """Whether past shifts leave room for the rests up to some moment."""
        rests = (
            min(
                room.rests_most,
                max(0, min(room.end, until) - room.begin - self.daily_minutes) // self.rest_minutes,
            )
            for room in self.rooms
        )
        return sum(rests) >= self.rests


@dataclass(frozen=True, eq=False)
class _Shift:
    """A shift of the model, in minutes."""

    day: int
    begin: int
    end: int
    literal: Linear


@dataclass(frozen=True, eq=False)
class _Window:
    """A time for one or two rests, and the shifts that would spoil it."""

    begin: int
    end: int
    rests: int
    spoilers: tuple[_Shift, ...]


def encode(model: NamesFace, parameters: WeeklyRest) -> None:
    """Give each agent who works in a week a window of rest in it.

    A literal for each window says that it is the one. It is enough to look at windows that begin
    where a shift ends, and of these at the last before the window's own end meets the start of a
    further shift. Where no shift of the model can spoil some window, nothing is stated.
    """
    for agent_id in model.free_agents:
        dues = model.once(
            f"weekly_rest {agent_id}",
            lambda agent_id=agent_id: [
                due for due in _dues(model.scenario, agent_id, parameters) if not due.fits(until=0)
            ],
        )
        if dues:
            free, held = _shifts(model, agent_id)
            for number, due in enumerate(dues):
                _state(model, due, free, held, f"rest_{agent_id}_{number}")


def _dues(scenario: Scenario, agent_id: str, parameters: WeeklyRest) -> Iterator[_Due]:
    """Rests due to an agent, week by week or fortnight by fortnight."""
    grid = scenario.grid

    def young_on(day: int) -> bool:
        return scenario.is_young(agent_id, grid.first_day + dt.timedelta(days=day))

    def due(first: int, length: int, rests: int, minutes: int, daily: int) -> _Due:
        days = range(first, first + length)
        rooms = tuple(_rooms(scenario, agent_id, days, minutes, daily, parameters))
        return _Due(days, rests, minutes, daily, rooms)

    for first in _first_days(grid.day_count, 7):
        if young_on(first):
            yield due(first, 7, 1, parameters.young_rest_minutes, 0)
        elif not parameters.per_fortnight:
            yield due(first, 7, 1, parameters.rest_minutes, parameters.daily_rest_minutes)
    if parameters.per_fortnight:
        for first in _first_days(grid.day_count, 14):
            if not young_on(first + 13):
                yield due(first, 14, 2, parameters.rest_minutes, parameters.daily_rest_minutes)


def _first_days(day_count: int, length: int) -> list[int]:
    """Return the first day of each period: whole ones, the last, and the one before the plan's."""
    last = day_count - length
    found = {*range(0, last + 1, length), last}
    return sorted({*found, min(found) - length})


def _rooms(
    scenario: Scenario,
    agent_id: str,
    days: range,
    rest_minutes: int,
    daily_minutes: int,
    parameters: WeeklyRest,
) -> Iterator[_Room]:
    grid = scenario.grid
    clock = grid.day_starts_at.hour * 60 + grid.day_starts_at.minute
    starts = {
        day: grid.minutes_from_start(grid.at(grid.first_day + dt.timedelta(days=day), clock))
        for day in range(days.start, days.stop + 1)
    }
    past = [
        (grid.minutes_from_start(start), minutes_up_to(grid, end))
        for start, end in scenario.worked_by_agent.get(agent_id, ())
    ]
    leave = [
        (starts[day], starts[day + 1])
        for day in days
        if not parameters.leave_is_rest
        and scenario.leave_hours_on(agent_id, grid.first_day + dt.timedelta(days=day)) is not None
    ]
    for begin, end in _left_free((starts[days.start], starts[days.stop]), leave):
        rests_most = (end - begin) // rest_minutes
        for free in _left_free((begin - daily_minutes, end + daily_minutes), past):
            yield _Room(*free, rests_most)


def _left_free(within: Span, taken: list[Span]) -> Iterator[Span]:
    """Pieces of a span that no other span takes any part of."""
    free_from, end = within
    for begin, until in sorted(taken):
        if free_from < min(begin, end):
            yield free_from, min(begin, end)
        free_from = max(free_from, until)
    if free_from < end:
        yield free_from, end


def _state(model: NamesFace, due: _Due, free: list[_Shift], held: list[_Shift], name: str) -> None:
    if not due.fits():  # whatever is planned; who has no shift in these days needs no rest either
        inside = [shift.literal for shift in (*free, *held) if shift.day in due.days]
        if inside:
            model.add(sum(inside) == 0)
        return
    windows = list(_windows(due, [(shift.begin, shift.end) for shift in held], free))
    if any(window.rests == due.rests and not window.spoilers for window in windows):
        return
    chosen = {
        window: model.new_amount(1, f"{name}_{window.begin}_{window.rests}") for window in windows
    }
    for spoilers, spoilt in _exclusions(windows):
        literals = [shift.literal for shift in spoilers]
        model.add(sum(literals) + sum(chosen[window] for window in spoilt) <= 1)
    if due.rests > 1:
        _keep_apart(model, chosen)
    model.add(sum(window.rests * literal for window, literal in chosen.items()) == due.rests)


def _shifts(model: NamesFace, agent_id: str) -> tuple[list[_Shift], list[_Shift]]:
    """Shifts of the agent that may be chosen, and those that are held."""
    step = model.scenario.settings.interval_minutes
    free: list[_Shift] = []
    held: list[_Shift] = []
    for day in range(model.day_count):
        kept = free if model.is_free(agent_id, day) else held
        for option, literal in model.shifts(agent_id, day).items():
            kept.append(_Shift(day, option.start * step, option.end * step, literal))
    return free, held


def _windows(due: _Due, held: list[Span], shifts: list[_Shift]) -> Iterator[_Window]:
    """Windows for one rest, and where two are due those for both, that need be looked at."""
    starts = sorted(shift.begin for shift in shifts)
    ends = sorted({shift.end for shift in shifts})
    for room in due.rooms:
        for first, last in _left_free((room.begin, room.end), held):
            for rests in range(1, min(due.rests, room.rests_most) + 1):
                length = due.length(rests)
                if last - first < length:
                    continue
                begins = [first]
                for end in ends[
                    bisect_left(ends, first + 1) : bisect_left(ends, last - length + 1)
                ]:
                    met = bisect_left(starts, begins[-1] + length)
                    if met == bisect_left(starts, end + length):
                        begins[-1] = end  # spoilt by no more shifts than the one before
                    else:
                        begins.append(end)
                for begin in begins:
                    end = begin + length
                    spoilers = (s for s in shifts if s.begin < end and begin < s.end)
                    yield _Window(begin, end, rests, tuple(spoilers))


def _exclusions(windows: list[_Window]) -> Iterator[tuple[tuple[_Shift, ...], list[_Window]]]:
    """Shifts of a day and windows of which no two go together.

    Each window with those shifts of a day that spoil it, and with all windows that each of these
    spoils: they overlap, so one of them at most is chosen. Far tighter than window by window.
    """
    seen: set[tuple[_Shift, ...]] = set()
    for window in windows:
        by_day: defaultdict[int, list[_Shift]] = defaultdict(list)
        for shift in window.spoilers:
            by_day[shift.day].append(shift)
        for shifts in map(tuple, by_day.values()):
            if shifts not in seen:
                seen.add(shifts)
                latest = max(shift.begin for shift in shifts)
                earliest = min(shift.end for shift in shifts)
                yield shifts, [w for w in windows if w.begin < earliest and latest < w.end]


def _keep_apart(model: NamesFace, chosen: dict[_Window, Linear]) -> None:
    """Let no two of the windows chosen overlap, so that no hour counts twice."""
    for window in chosen:
        meeting = [
            literal for other, literal in chosen.items() if other.begin <= window.begin < other.end
        ]
        if len(meeting) > 1:
            model.add(sum(meeting) <= 1)
