"""Shift patterns as an element of a contradiction, and the world in which they do not bind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from allocator.domain.clock import WEEKDAYS, format_clock
from allocator.domain.findings import duration_text
from allocator.domain.rota import minutes_between
from allocator.domain.scenario import Scenario
from allocator.domain.settings import ShiftPattern
from allocator.rota.conflict.words import who
from allocator.rota.conflict.world import changed, with_agent, with_own_contract

_LONGEST_MINUTES = 720
_LATEST_START_MINUTES = 2160
_FREE = "free"


def patterns_in_week(scenario: Scenario, agent_id: str) -> tuple[ShiftPattern, ...]:
    """Patterns that the agent may be given on some day of the week, in the scenario's order."""
    names = {
        pattern.id for day in scenario.grid.days for pattern in scenario.patterns_of(agent_id, day)
    }
    return tuple(pattern for pattern in scenario.settings.shift_patterns if pattern.id in names)


def words(scenario: Scenario, agent_id: str) -> str:
    """Say what the patterns of an agent offer in the planned week."""
    offered = "; or ".join(one(pattern) for pattern in patterns_in_week(scenario, agent_id))
    name = who(scenario, agent_id)
    return f"{name} may be given {offered or 'no shift'}{_by_rotation(scenario, agent_id)}"


def _by_rotation(scenario: Scenario, agent_id: str) -> str:
    """Say what the rotation gives in the planned days, and the contract where that differs."""
    agent = scenario.agent_by_id[agent_id]
    weeks = [scenario.rotation_week(agent_id, day) for day in scenario.grid.days]
    names = dict.fromkeys(name for week in weeks if week for name in week.patterns)
    offered = scenario.contract_by_id[agent.contract].patterns
    if not names:
        return ""
    planned = "this week" if scenario.weeks == 1 else f"in the {len(weeks)} days"
    given = f"the rotation {agent.rotation} gives {agent.name} only {', '.join(names)} {planned}"
    if set(names) & set(offered):
        return f" ({given})"
    return f": {given}, and the contract {agent.contract} has {', '.join(offered)}"


def one(pattern: ShiftPattern) -> str:
    """One pattern: its lengths, starts and days."""
    shortest, longest = pattern.shortest_minutes, pattern.longest_minutes
    lengths = duration_text(shortest)
    if longest > shortest:
        lengths += f" to {duration_text(longest)}"
    starts = format_clock(pattern.start_from)
    if pattern.start_to > pattern.start_from:
        starts += f" to {format_clock(pattern.start_to)}"
    days = "all days" if set(pattern.days) == set(WEEKDAYS) else ", ".join(pattern.days)
    return f"shifts of {lengths} that start {starts} on {days} ({pattern.id})"


def without_patterns(
    scenario: Scenario,
    agent_id: str,
    *,
    coarse: bool = False,
    days: Collection[dt.date] | None = None,
) -> Scenario:
    """Scenario in which one agent may start at any interval, for any length.

    "Any" is up to 12 hours, or what a pattern or a pin of the scenario lasts if that is longer.

    Parameters
    ----------
    coarse
        Every other hour and whole hours only: far fewer shifts, so quick to try first.
    days
        Days on whose weekdays it is so; all where ``None``.
    """
    settings = scenario.settings
    step = max(15, settings.interval_minutes)
    every, length = (120, 60) if coarse else (step, step)
    first = settings.week.day_starts_at
    # A bank holiday may be run like another weekday, or like none.
    run_as = {scenario.run_as(day) for day in (scenario.grid.days if days is None else days)}
    weekdays = tuple(day for day in WEEKDAYS if day in run_as) or WEEKDAYS
    lasting = [pattern.longest_minutes for pattern in settings.shift_patterns]
    lasting += [int(minutes_between(pin.start, pin.end)) for pin in scenario.pins]
    longest = min(1440, max(_LONGEST_MINUTES, *lasting))
    free = ShiftPattern(
        id=_FREE,
        days=weekdays,
        start_from=first,
        start_to=min(first + 1440, _LATEST_START_MINUTES) - step,
        start_every_minutes=every,
        shortest_minutes=length,
        longest_minutes=longest - longest % length,
        length_every_minutes=length,
    )
    kept = tuple(pattern for pattern in settings.shift_patterns if pattern.id != _FREE)
    widened = changed(
        scenario, settings=settings.model_copy(update={"shift_patterns": (*kept, free)})
    )
    contract = widened.contract_by_id[widened.agent_by_id[agent_id].contract]
    offered = tuple(name for name in contract.patterns if name != _FREE)
    owned = with_own_contract(widened, agent_id, patterns=(*offered, _FREE))
    return with_agent(owned, agent_id, rotation=None)
