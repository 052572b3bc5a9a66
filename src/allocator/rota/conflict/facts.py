"""Facts that bind people, row by row: pins, availability, leave, what was agreed and what was.

Each fact comes with the scenario in which it is not. These are made so that without a fact there
are never fewer rotas than with it: a day that a row of availability limits becomes free, whatever
other rows would say of it, and leave that is not taken lowers the hours due as it did before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from allocator.domain.people import Leave
from allocator.domain.scenario import Scenario
from allocator.rota.conflict.availability import limits_of, with_availability
from allocator.rota.conflict.words import (
    activity_when,
    adjustment_text,
    day_text,
    duration_text,
    hours_text,
    span_text,
    who,
    who_all,
)
from allocator.rota.conflict.world import World, changed, with_agent, with_row


class _OfAgent(Protocol):
    @property
    def agent_id(self) -> str: ...


_PINNED = {
    "work": "at work",
    "shift": "to the shift",
    "off": "off",
    "on_phone": "to take contacts",
    "off_phone": "to take no contacts",
    "any_shift": "to some shift",
}

RowT = TypeVar("RowT", bound=_OfAgent)


@dataclass(frozen=True)
class Fact:
    """A fact; see :class:`~allocator.rota.conflict.elements.Element`."""

    key: str
    rule_id: str
    agent_ids: tuple[str, ...]
    words: str
    remove: Callable[[World], World]
    row: Any = None


def facts_of(
    scenario: Scenario, as_given: Scenario, agent_ids: Sequence[str], declared: Sequence[str]
) -> Iterator[Fact]:
    """Facts of some people that the declared rules make bind, pins last.

    Parameters
    ----------
    as_given
        The scenario before any row was taken out: rows keep the numbers that they have there.
    """
    for agent_id in agent_ids:
        yield from _worked(scenario, as_given, agent_id)
    sources = {
        "availability": _away,
        "agreed_adjustments": _adjustments,
        "pins": _pins,
    }
    if "meetings" in declared:
        yield from _activities(scenario, as_given)
    for rule_id, source in sources.items():
        if rule_id in declared:
            for agent_id in agent_ids:
                yield from source(scenario, as_given, agent_id)


def _without_row(table: str, row: Any) -> Callable[[World], World]:
    return lambda world: world.of(with_row(world.scenario, table, row, None))


def _numbered(
    rows: Iterable[RowT], as_given: Iterable[RowT], agent_id: str
) -> list[tuple[int, RowT]]:
    """Rows of an agent with their numbers among those given; changed ones have those left over."""
    given = [row for row in as_given if row.agent_id == agent_id]
    mine = [row for row in rows if row.agent_id == agent_id]
    number_of: dict[int, int] = {}
    free = list(range(1, len(given) + 1))
    for place, row in enumerate(mine):
        same = [number for number in free if given[number - 1] == row]
        if same:
            number_of[place] = same[0]
            free.remove(same[0])
    for place in range(len(mine)):
        if place not in number_of:
            number_of[place] = free.pop(0) if free else place + 1
    return [(number_of[place], row) for place, row in enumerate(mine)]


def _worked(scenario: Scenario, as_given: Scenario, agent_id: str) -> Iterator[Fact]:
    for number, row in _numbered(scenario.worked, as_given.worked, agent_id):
        yield Fact(
            key=f"worked:{agent_id}:{number}",
            rule_id="",
            agent_ids=(agent_id,),
            words=f"{who(scenario, agent_id)} worked {span_text(scenario, row.start, row.end)}",
            remove=_without_row("worked", row),
            row=row,
        )


def _pins(scenario: Scenario, as_given: Scenario, agent_id: str) -> Iterator[Fact]:
    grid = scenario.grid
    for number, pin in _numbered(scenario.pins, as_given.pins, agent_id):
        if pin.end <= grid.start or pin.start >= grid.end:
            continue
        what = _PINNED[pin.kind]
        queue = f" on {pin.queue}" if pin.queue else ""
        yield Fact(
            key=f"pin:{agent_id}:{number}",
            rule_id="pins",
            agent_ids=(agent_id,),
            words=(
                f"{who(scenario, agent_id)} is pinned {what}{queue} "
                f"{span_text(scenario, pin.start, pin.end)} (pin {number})"
            ),
            remove=_without_row("pins", pin),
            row=pin,
        )


def _adjustments(scenario: Scenario, as_given: Scenario, agent_id: str) -> Iterator[Fact]:
    for number, row in _numbered(scenario.adjustments, as_given.adjustments, agent_id):
        yield Fact(
            key=f"adjustment:{agent_id}:{number}",
            rule_id="agreed_adjustments",
            agent_ids=(agent_id,),
            words=f"agreed with {who(scenario, agent_id)}: {adjustment_text(row)}",
            remove=_without_row("adjustments", row),
            row=row,
        )


def _activities(scenario: Scenario, as_given: Scenario) -> Iterator[Fact]:
    here = {row.activity_id for row in scenario.activities}
    for row in as_given.activities:
        if row.activity_id not in here:
            continue
        kind = row.kind.replace("_", " ")
        yield Fact(
            key=f"activity:{row.activity_id}",
            rule_id="meetings",
            agent_ids=row.participants,
            words=(
                f"{who_all(as_given, row.participants)}: {kind} {row.activity_id} of "
                f"{duration_text(row.minutes)} {activity_when(scenario, row)}"
            ),
            remove=lambda world, name=row.activity_id: world.of(
                changed(
                    world.scenario,
                    activities=tuple(
                        row for row in world.scenario.activities if row.activity_id != name
                    ),
                )
            ),
            row=row,
        )


def _away(scenario: Scenario, as_given: Scenario, agent_id: str) -> Iterator[Fact]:
    agent = scenario.agent_by_id[agent_id]
    for number, row in _numbered(scenario.leave, as_given.leave, agent_id):
        if row.first_day <= scenario.grid.days[-1] and row.last_day >= scenario.grid.days[0]:
            yield _leave(scenario, agent_id, number, row)
    if agent.first_day is not None and agent.first_day > scenario.grid.days[0]:
        yield Fact(
            key=f"first_day:{agent_id}",
            rule_id="availability",
            agent_ids=(agent_id,),
            words=f"{who(scenario, agent_id)} starts with the firm on {day_text(agent.first_day)}",
            remove=lambda world: world.of(with_agent(world.scenario, agent_id, first_day=None)),
            row=agent,
        )
    for number, days, words in limits_of(scenario, as_given, agent_id):
        yield Fact(
            key=f"availability:{agent_id}:{number}",
            rule_id="availability",
            agent_ids=(agent_id,),
            words=words,
            remove=lambda world, days=days: world.of(
                with_availability(world.scenario, agent_id, dict.fromkeys(days))
            ),
            row=days,
        )


def _leave(scenario: Scenario, agent_id: str, number: int, row: Leave) -> Fact:
    last = f" to {day_text(row.last_day)}" if row.last_day != row.first_day else ""

    def remove(world: World) -> World:
        before = world.scenario.hours_due(agent_id)
        without = with_row(world.scenario, "leave", row, None)
        agent = without.agent_by_id[agent_id]
        # The hours due stay what they were with the leave.
        hours = agent.weekly_hours - (without.hours_due(agent_id) - before) / without.weeks
        return world.of(with_agent(without, agent_id, weekly_hours=hours))

    return Fact(
        key=f"leave:{agent_id}:{number}",
        rule_id="availability",
        agent_ids=(agent_id,),
        words=(
            f"{who(scenario, agent_id)} has leave {day_text(row.first_day)}{last}, counted as "
            f"{hours_text(row.paid_hours_a_day)} a day"
        ),
        remove=remove,
        row=row,
    )
