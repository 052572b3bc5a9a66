"""What is in the way of one person, in the one clause that the question needs.

Where it is a single shift that cannot be, only what holds on its day is said: of availability,
patterns and opening hours the other days say nothing then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from allocator.domain.clock import format_clock
from allocator.domain.people import Leave, PlannedActivity
from allocator.domain.scenario import Scenario
from allocator.domain.settings import ShiftPattern
from allocator.rota.conflict.availability import words_of_days
from allocator.rota.conflict.elements import Element
from allocator.rota.conflict.patterns import patterns_in_week
from allocator.rota.conflict.words import (
    activity_when,
    day_text,
    duration_text,
    hours_text,
    joined,
    span_text,
    spans_by_day,
    who,
)
from allocator.rules.breaks.card import CARD as BREAKS

_A_DAY = dt.timedelta(days=1)


def short_words(
    scenario: Scenario, agent_id: str, elements: Sequence[Element], day: dt.date | None = None
) -> tuple[str, ...]:
    """Say what cannot hold together, each thing by what of it bears on the question.

    Parameters
    ----------
    agent_id
        Whom the question is about.
    elements
        Of a conflict of this person.
    day
        Operating day of the one shift that cannot be; ``None`` where it is the whole week.
    """
    leaves = [element for element in elements if element.kind == "leave"]
    told: list[str] = []
    for element in elements:
        if element.kind != "leave":
            told.append(_words(scenario, agent_id, element, day))
        elif element is leaves[0]:
            told += _leaves(scenario, agent_id, [each.fact for each in leaves])
    if day is not None and any(element.rule_id == "breaks" for element in elements):
        told += _rests(scenario, agent_id, day)
    return tuple(told)


def _words(scenario: Scenario, agent_id: str, element: Element, day: dt.date | None) -> str:
    if element.kind == "patterns":
        return _patterns(scenario, agent_id, day)
    if element.kind == "activity":
        return _activity(scenario, agent_id, element.fact)
    if element.rule_id == "breaks":
        return _breaks(scenario, agent_id, day)
    if element.key == "rule:notice":
        return _published(scenario, agent_id, day) or element.words
    if day is not None and element.kind == "availability" and day in element.fact:
        return f"{who(scenario, agent_id)} {words_of_days(scenario, agent_id, [day])}"
    if day is not None and element.kind == "opening_hours":
        spans = scenario.opening_spans(day)
        if not spans:
            return f"the site is closed on {day_text(day)}"
        return f"the site is open {spans_by_day(scenario, {day: spans})}"
    return element.words


def _patterns(scenario: Scenario, agent_id: str, day: dt.date | None) -> str:
    name = who(scenario, agent_id)
    if day is None:
        patterns = patterns_in_week(scenario, agent_id)
        when, starts = "", ""
    else:
        patterns = scenario.patterns_of(agent_id, day)
        when = f" on {day_text(day)}"
        starts = _starts(patterns)
    if not patterns:
        return f"{name} may be given no shift{when}{_rotation(scenario, agent_id, day)}"
    names = ", ".join(pattern.id for pattern in patterns)
    return (
        f"{name} may be given only shifts of {_lengths(patterns)}{starts}{when} "
        f"({names}{_rotation(scenario, agent_id, day)})"
    )


def _lengths(patterns: Sequence[ShiftPattern]) -> str:
    shortest = min(pattern.shortest_minutes for pattern in patterns)
    longest = max(pattern.longest_minutes for pattern in patterns)
    if shortest == longest:
        return duration_text(shortest)
    return f"{duration_text(shortest)} to {duration_text(longest)}"


def _starts(patterns: Sequence[ShiftPattern]) -> str:
    if not patterns:
        return ""
    spans = sorted({(pattern.start_from, pattern.start_to) for pattern in patterns})
    texts = [
        format_clock(first) if first == last else f"{format_clock(first)} to {format_clock(last)}"
        for first, last in spans
    ]
    return f" that start {joined(texts)}"


def _rotation(scenario: Scenario, agent_id: str, day: dt.date | None) -> str:
    """Say that the rotation has a part in it, where it gives less than the contract."""
    agent = scenario.agent_by_id[agent_id]
    if agent.rotation is None:
        return ""
    days = scenario.grid.days if day is None else (day,)
    offered = set(scenario.contract_by_id[agent.contract].patterns)
    given = {p.id for each in days for p in scenario.patterns_of(agent_id, each)}
    return f", by the rotation {agent.rotation}" if given < offered else ""


def _activity(scenario: Scenario, agent_id: str, row: PlannedActivity) -> str:
    others = sum(name != agent_id for name in row.participants)
    beside = f", with {others} other{'s' * (others > 1)}" if others else ""
    kind = row.kind.replace("_", " ")
    return (
        f"{kind} {row.activity_id} of {duration_text(row.minutes)} "
        f"{activity_when(scenario, row)}{beside}"
    )


def _breaks(scenario: Scenario, agent_id: str, day: dt.date | None) -> str:
    set_here = BREAKS.with_overrides(scenario.settings.rules[BREAKS.id])
    young = scenario.is_young(agent_id, scenario.grid.days[0] if day is None else day)
    over = set_here.young_over_minutes if young else set_here.over_minutes
    rest = set_here.young_rest_minutes if young else set_here.rest_minutes
    whose = "under 18, " if young else ""
    return (
        f"{whose}over {duration_text(over)} of work {duration_text(rest)} of rest are due in one "
        "piece, by law"
    )


def _rests(scenario: Scenario, agent_id: str, day: dt.date) -> Iterator[str]:
    """Say which rests a shift has, where all that may be given on a day have the same length."""
    patterns = scenario.patterns_of(agent_id, day)
    lengths = {m for p in patterns for m in (p.shortest_minutes, p.longest_minutes)}
    if len(lengths) != 1:
        return
    (length,) = lengths
    plan = scenario.break_plan(length)
    rests = [duration_text(each.minutes) for each in (plan.breaks if plan else ())]
    has = f"breaks of {joined(rests)}" if rests else "no break"
    yield f"a shift of {duration_text(length)} has {has}"


def _published(scenario: Scenario, agent_id: str, day: dt.date | None) -> str:
    near = [
        span_text(scenario, row.start, row.end)
        for row in scenario.published
        if row.agent_id == agent_id
        and (day is None or abs(scenario.grid.operating_date(row.start) - day) <= _A_DAY)
    ]
    return f"published, and inside the notice: {', '.join(near)}" if near else ""


def _leaves(scenario: Scenario, agent_id: str, rows: Sequence[Leave]) -> Iterator[str]:
    """Leave with days that follow each other, counted alike, as one."""
    days = sorted(
        (day, row.paid_hours_a_day)
        for row in rows
        for day in scenario.grid.days
        if row.first_day <= day <= row.last_day
    )
    numbered = list(enumerate(days))
    for (_, hours), run in groupby(
        numbered, key=lambda one: (one[1][0] - one[0] * _A_DAY, one[1][1])
    ):
        mine = [day for _, (day, _) in run]
        told = (
            f"{day_text(mine[0])} to {day_text(mine[-1])}" if len(mine) > 1 else day_text(mine[0])
        )
        yield (f"{who(scenario, agent_id)} has leave {told}, counted as {hours_text(hours)} a day")
