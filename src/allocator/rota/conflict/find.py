"""Finds a conflict: first the people, then what binds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from allocator.domain.people import Pin
from allocator.domain.scenario import Scenario
from allocator.rota.conflict.conflict import Conflict
from allocator.rota.conflict.elements import Element, elements_of
from allocator.rota.conflict.oracle import PATIENT, Oracle
from allocator.rota.conflict.patterns import without_patterns
from allocator.rota.conflict.shrink import shrink
from allocator.rota.conflict.words import who, who_all
from allocator.rota.conflict.world import World

_A_DAY = dt.timedelta(days=1)
_FORBIDS = frozenset(
    {
        "pin",  # of time off
        "availability",
        "leave",
        "first_day",
        "adjustment",
        "worked",
        "opening_hours",
        "skills",
        "breaks",
        "daily_rest",
        "weekly_rest",
        "days_in_seven",
        "days_in_a_row",
        "average_weekly_hours",
        "night_hours",
        "young_hours",
        "young_nights",
        "weekends_worked",
    }
)
"""Kinds of elements, and rules, that never ask for a shift."""
_MOST_ELEMENTS = 12
"""Of a conflict that could not be made small in time more would say nothing."""
_MOST_PEOPLE = 100
"""Of more, the models take longer to build than anybody waits."""
_FEW = (16, 8, 4, 2)


def without(world: World, elements: Sequence[Element]) -> World:
    """Return the world in which some elements do not hold."""
    for element in elements:
        world = element.removed_from(world)
    return world


def find_conflict(oracle: Oracle, world: World, agent_ids: Sequence[str]) -> Conflict | None:
    """Find the fewest things that these people cannot hold together.

    Returns
    -------
    Conflict, or None
        Without cures; ``None`` where it was not proven in time that they clash, or over what.
    """
    alone = world.only(agent_ids)
    if oracle.ask(alone).admits is not False:
        return None
    everything = elements_of(alone, agent_ids)
    # Without patterns there are very many shifts: that is tried once, when little else is left.
    patterns = tuple(element for element in everything if element.kind == "patterns")
    others = [element for element in everything if element.kind != "patterns"]

    def admits(some: tuple[Element, ...]) -> bool | None:
        kept = set(some)
        return oracle.ask(without(alone, [e for e in others if e not in kept])).admits

    small = shrink(others, admits)
    elements = small.parts
    is_minimal = small.is_minimal
    if patterns:
        gone = [element for element in others if element not in elements]
        free = _without_patterns(oracle, alone, elements, gone)
        if free is not False:
            elements = (*patterns, *elements)
            is_minimal = is_minimal and free is True
    if not is_minimal and len(elements) > _MOST_ELEMENTS:
        return None
    return Conflict(
        agent_ids=tuple(agent_ids),
        headline=_headline(world, agent_ids),
        elements=elements,
        is_minimal=is_minimal,
    )


def _without_patterns(
    oracle: Oracle, alone: World, kept: Sequence[Element], gone: Sequence[Element]
) -> bool | None:
    """Whether there is a rota of one person with some elements only, if shifts may be any."""
    world = without(alone, gone)
    (agent_id,) = alone.scenario.agent_by_id
    days = _days_that_ask_for_work(alone.scenario, kept)
    for coarse in (True, False):
        scenario = without_patterns(world.scenario, agent_id, coarse=coarse, days=days)
        answer = oracle.ask(world.of(scenario)).admits
        if answer is True:
            return True
    return answer


def _days_that_ask_for_work(scenario: Scenario, kept: Sequence[Element]) -> set[dt.date] | None:
    """Days on which elements ask for a shift, and those before; ``None`` where it may be any day.

    Where elements only forbid beside, whoever can hold them can do so without any other shift:
    only on these days does it matter which shifts there are.
    """
    grid = scenario.grid
    days: set[dt.date] = set()
    for element in kept:
        if element.kind == "pin" and element.fact.asks_for_shift:
            first, last = element.fact.start, element.fact.end
        elif element.kind == "activity":
            first = element.fact.start or element.fact.earliest
            last = element.fact.latest or first
        elif element.kind in _FORBIDS or element.rule_id in _FORBIDS:
            continue
        else:
            return None
        since, until = grid.operating_date(first), grid.operating_date(last)
        days |= {day for day in grid.days if since - _A_DAY <= day <= until}
    return days or None


def _headline(world: World, agent_ids: Sequence[str]) -> str:
    if len(agent_ids) == 1:
        return f"No week of {who(world.scenario, agent_ids[0])} can hold all of these"
    given = (
        ", with the shifts that their contracts offer"
        if "shift_patterns" in world.scenario.settings.rules
        else ""
    )
    return f"No rota of {who_all(world.scenario, agent_ids)} together can hold all of these{given}"


def clashing_people(
    oracle: Oracle, world: World, agent_ids: Sequence[str]
) -> list[str] | Literal[True] | None:
    """Find the fewest people who can have no rota together.

    Returns
    -------
    list of agent ids, True or None
        ``True`` where all of them together have a rota; ``None`` where neither was proven.
    """
    if len(agent_ids) > _MOST_PEOPLE:
        return None
    ordered = by_pressure(world, agent_ids)
    answer = oracle.ask(world, ordered, PATIENT).admits
    if answer is True:
        return True
    clash = ordered if answer is False else None
    if clash is None:
        # Fewer people are decided sooner; those under most pressure come last.
        for few in _FEW:
            if few < len(ordered) and oracle.ask(world, ordered[-few:]).admits is False:
                clash = ordered[-few:]
                break
    if clash is None:
        return None
    small = shrink(clash, lambda some: oracle.ask(world, some).admits)
    place = {agent.agent_id: number for number, agent in enumerate(world.scenario.agents)}
    return sorted(small.parts, key=lambda agent_id: place[agent_id])


def by_pressure(world: World, agent_ids: Sequence[str]) -> list[str]:
    """People in order of how much they seem to stand in each other's way, most last.

    Those who are pinned to work when most others are; then those with the most hours due.
    """
    scenario = world.scenario
    pins = [pin for pin in scenario.pins if pin.is_work and pin.agent_id in set(agent_ids)]

    def together(agent_id: str) -> int:
        mine = [pin for pin in pins if pin.agent_id == agent_id]
        return max((sum(_meet(pin, other) for other in pins) for pin in mine), default=0)

    return sorted(agent_ids, key=lambda name: (together(name), scenario.hours_due(name)))


def _meet(one: Pin, other: Pin) -> bool:
    return one.start < other.end and other.start < one.end
