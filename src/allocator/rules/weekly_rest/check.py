"""Look for the long rest in each week of the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from allocator.domain.findings import Finding
from allocator.domain.scenario import Span
from allocator.domain.view import RotaView
from allocator.rules.weekly_rest.card import CARD, WeeklyRest

_DAY = dt.timedelta(days=1)
_Stretch = tuple[float, float]
"""A time without work, in POSIX minutes."""


@dataclass(frozen=True)
class _Due:
    """Rests that are due in some days that follow one another."""

    first_day: dt.date
    days: int
    rests: int
    rest_minutes: int
    daily_rest_minutes: int

    @property
    def dates(self) -> list[dt.date]:
        return [self.first_day + n * _DAY for n in range(self.days)]


def check(view: RotaView, parameters: WeeklyRest) -> list[Finding]:
    """Find weeks, or fortnights, in which the rest due is not given.

    Only where something planned is to blame: a shift that begins in those days, or one after them
    without which the rest would have been long enough.
    """
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        shifts = view.shifts(agent_id)
        if not shifts or agent_id not in view.scenario.agent_by_id:
            continue
        before = view.worked_before(agent_id)
        planned = [(shift.start, shift.end) for shift in shifts]
        for due in _dues(view, agent_id, parameters):
            rests, longest = _rests(view, agent_id, [*before, *planned], due, parameters)
            if rests >= due.rests:
                continue
            to_blame = [shift for shift in shifts if view.operating_date(shift) in due.dates]
            if not to_blame and _rests(view, agent_id, before, due, parameters)[0] >= due.rests:
                to_blame = [shifts[0]]
            if to_blame:
                finding = CARD.finding(
                    "no_rest" if due.rests == 1 else "few_rests",
                    agent_id=agent_id,
                    at=view.local(to_blame[0].start),
                    due_minutes=due.rest_minutes + due.daily_rest_minutes,
                    double_minutes=2 * due.rest_minutes + due.daily_rest_minutes,
                    rest_minutes=due.rest_minutes,
                    longest_minutes=longest,
                    first_day=due.dates[0],
                    last_day=due.dates[-1],
                )
                findings.append(finding)
    return findings


def _dues(view: RotaView, agent_id: str, parameters: WeeklyRest) -> Iterator[_Due]:
    """Rests due to one agent, a week or a fortnight at a time."""
    is_young = view.scenario.is_young
    adult = parameters.rest_minutes, parameters.daily_rest_minutes
    for first in _first_days(view, 7):
        if is_young(agent_id, first):
            yield _Due(first, 7, 1, parameters.young_rest_minutes, 0)
        elif not parameters.per_fortnight:
            yield _Due(first, 7, 1, *adult)
    if parameters.per_fortnight:
        for first in _first_days(view, 14):
            if not is_young(agent_id, first + 13 * _DAY):
                yield _Due(first, 14, 2, *adult)


def _first_days(view: RotaView, days: int) -> list[dt.date]:
    """First days of the periods to judge.

    Those counted from the start of the plan, the one that ends with the plan, and the one before
    the first of them, whose last rest the plan may cut short.
    """
    planned = view.scenario.grid.days
    found = {planned[n] for n in range(0, len(planned) - days + 1, days)}
    found.add(planned[-1] - (days - 1) * _DAY)
    return sorted({*found, min(found) - days * _DAY})


def _rests(
    view: RotaView,
    agent_id: str,
    worked: list[Span] | tuple[Span, ...],
    due: _Due,
    parameters: WeeklyRest,
) -> tuple[int, float]:
    """Count the rests that are long enough, and measure the longest in minutes."""
    begins = _day_start(view, due.dates[0])
    ends = _day_start(view, due.dates[-1] + _DAY)
    # No rest counts that begins earlier or ends later, nor needs to be looked at.
    reach = begins - due.daily_rest_minutes, ends + due.daily_rest_minutes
    leave = [] if parameters.leave_is_rest else _leave(view, agent_id, due.dates)
    work = [(start.timestamp() / 60, end.timestamp() / 60) for start, end in worked]
    found, longest = 0, 0.0
    for stretch in _without(reach, work):
        length = stretch[1] - stretch[0]
        inside = max(stretch[0], begins), min(stretch[1], ends)
        parts = [end - start for start, end in _without(inside, leave)]
        found += min(
            int(sum(part // due.rest_minutes for part in parts)),
            max(0, int((length - due.daily_rest_minutes) // due.rest_minutes)),
        )
        longest = max(longest, length)
    return found, longest


def _leave(view: RotaView, agent_id: str, dates: list[dt.date]) -> list[_Stretch]:
    return [
        (_day_start(view, day), _day_start(view, day + _DAY))
        for day in dates
        if view.scenario.leave_hours_on(agent_id, day) is not None
    ]


def _day_start(view: RotaView, day: dt.date) -> float:
    """Start of an operating day in POSIX minutes."""
    grid = view.scenario.grid
    starts_at = grid.day_starts_at
    return grid.at(day, starts_at.hour * 60 + starts_at.minute).timestamp() / 60


def _without(span: _Stretch, taken: list[_Stretch]) -> Iterator[_Stretch]:
    """Pieces of a span that others take no part of."""
    free_from, end = span
    for begin, until in sorted(taken):
        if free_from < min(begin, end):
            yield free_from, min(begin, end)
        free_from = max(free_from, until)
    if free_from < end:
        yield free_from, end
