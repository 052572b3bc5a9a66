"""What forbids an allocation whatever else moves, and the smallest changes that would allow it.

Skills first, then the single shift that is asked for, then the agent's whole week: what is found
first is easiest to say. Each change was tried again on the agent's whole week before it is shown.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from allocator.demand.service import ServiceModel
from allocator.domain.findings import day_text
from allocator.domain.people import Leave, Pin, Skill
from allocator.domain.people_names import called
from allocator.domain.scenario import Scenario
from allocator.rota.conflict.bench import Bench
from allocator.rota.conflict.cures import cures_of
from allocator.rota.conflict.elements import Element
from allocator.rota.conflict.find import find_conflict
from allocator.rota.conflict.one_shift import find_in_one_shift
from allocator.rota.conflict.oracle import Oracle
from allocator.rota.conflict.world import World, changed, with_row

_A_DAY = dt.timedelta(days=1)
_SECONDS = 8.0
_MOST_CURES = 4
Change = Callable[[Scenario], Scenario]


@dataclass(frozen=True)
class Obstacle:
    """Why an allocation cannot be, whatever else moves.

    Parameters
    ----------
    rule_ids
        Rules that make the facts bind.
    facts
        What holds, with its figures; together they leave no room.
    ways_out
        The smallest changes found, each solved again.
    """

    rule_ids: tuple[str, ...]
    facts: tuple[str, ...]
    ways_out: tuple[str, ...]


def obstacle_of(
    scenario: Scenario,
    service: ServiceModel,
    agent_id: str,
    pins: Sequence[Pin],
    seconds: float = _SECONDS,
) -> Obstacle | None:
    """Find what forbids somebody's pins, whatever anybody else does.

    Parameters
    ----------
    scenario
        With the pins in it.
    pins
        Those that the question added; no change of them is a way out.
    seconds
        Wall-clock limit.

    Returns
    -------
    Obstacle or None
        ``None`` where nothing of the kind was proven.
    """
    oracle = Oracle(service, time.perf_counter() + seconds)
    queue = next((p.queue for p in pins if p.agent_id == agent_id and p.asks_for_shift), None)
    if queue is not None and not _can_take(scenario, agent_id, queue):
        return _without_skill(oracle, service, scenario, agent_id, queue, pins)
    return _of_time(oracle, service, scenario, agent_id, pins)


def _can_take(scenario: Scenario, agent_id: str, queue: str) -> bool:
    return queue in scenario.usable_queues(agent_id, scenario.pool_of_queue[queue])


def _without_skill(
    oracle: Oracle,
    service: ServiceModel,
    scenario: Scenario,
    agent_id: str,
    queue: str,
    pins: Sequence[Pin],
) -> Obstacle:
    who = called(scenario.agent_by_id[agent_id])
    skill = scenario.skills_by_agent.get(agent_id, {}).get(queue)
    only = [
        row
        for row in scenario.adjustments
        if row.agent_id == agent_id and row.kind == "only_queues" and queue not in row.queues
    ]
    if skill is not None and skill.level >= 1 and only:
        named = ", ".join(only[0].queues)
        fact = f"agreed with {who}: only the queues {named}"
        return Obstacle(("agreed_adjustments",), (fact,), ())
    level = (
        f"{who} has no level on {queue}"
        if skill is None
        else f"{who} has level {skill.level} on {queue}, and nobody is put on it alone below 1"
    )
    able = partial(_with_level, agent_id=agent_id, queue=queue)
    step = f"a level of 1 on {queue}"
    trained = able(scenario)
    # The pools' speeds follow from the skills.
    rest = _of_time(oracle, service, trained, agent_id, pins)
    if rest is None:
        works = not only and oracle.ask(World(trained), [agent_id]).admits is True
        return Obstacle(("skills",), (level,), (step,) * works)
    return Obstacle(
        ("skills", *rest.rule_ids),
        (level, *rest.facts),
        tuple(f"{step}, and {way}" for way in rest.ways_out),
    )


def _with_level(scenario: Scenario, agent_id: str, queue: str) -> Scenario:
    others = tuple(row for row in scenario.skills if (row.agent_id, row.queue) != (agent_id, queue))
    return changed(scenario, skills=(*others, Skill(agent_id=agent_id, queue=queue, level=1)))


def _of_time(
    oracle: Oracle,
    service: ServiceModel,
    scenario: Scenario,
    agent_id: str,
    pins: Sequence[Pin],
) -> Obstacle | None:
    world = World(scenario)
    asked = set(pins)
    found = find_in_one_shift(service, world, agent_id)
    if found is not None:
        quick, conflict = found
        elements = tuple(e for e in conflict.elements if e.fact not in asked)
        bench = Bench(quick, world, (agent_id,))
        cures = [(c.words, c.apply) for c in cures_of(bench, elements)]
        cures = [*_ending_leave(scenario, elements, pins), *cures]
    else:
        conflict = find_conflict(oracle, world, [agent_id])
        if conflict is None:
            return None
        elements = tuple(e for e in conflict.elements if e.fact not in asked)
        bench = Bench(oracle, world, (agent_id,))
        cures = [(c.words, c.apply) for c in cures_of(bench, elements)]
    whole = Bench(oracle, world, (agent_id,))
    return Obstacle(
        tuple(dict.fromkeys(element.rule_id for element in elements if element.rule_id)),
        tuple(element.words for element in elements),
        tuple(words for words, change in cures[:_MOST_CURES] if whole.works(change)),
    )


def _ending_leave(
    scenario: Scenario, elements: Sequence[Element], pins: Sequence[Pin]
) -> Iterator[tuple[str, Change]]:
    """Leave without the one day that is asked about."""
    day = scenario.grid.operating_date(pins[0].start)
    for element in elements:
        if element.kind != "leave":
            continue
        row: Leave = element.fact
        who = called(scenario.agent_by_id[row.agent_id])
        parts = [
            row.model_copy(update={"last_day": day - _A_DAY}),
            row.model_copy(update={"first_day": day + _A_DAY}),
        ]
        kept = tuple(part for part in parts if part.first_day <= part.last_day)
        words = f"the leave of {who} without {day_text(day)}, if {who} agrees"
        yield words, partial(_leave_in_parts, row=row, parts=kept)


def _leave_in_parts(scenario: Scenario, row: Leave, parts: tuple[Leave, ...]) -> Scenario:
    without = with_row(scenario, "leave", row, None)
    return changed(without, leave=(*without.leave, *parts))
