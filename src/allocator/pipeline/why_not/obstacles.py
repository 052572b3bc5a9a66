"""What forbids an allocation whatever else moves, and the smallest changes that would allow it.

Skills first, then the single shift that is asked for, then the agent's whole week: what is found
first is easiest to say. Each change was tried again on the agent's whole week before it is shown.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from allocator.demand.service import ServiceModel
from allocator.domain.people import Pin, Skill
from allocator.domain.people_names import called
from allocator.domain.scenario import Scenario
from allocator.pipeline.why_not.obstacle import Obstacle
from allocator.pipeline.why_not.time import not_asked, of_time, rules_of
from allocator.pipeline.why_not.ways_out import ways_out
from allocator.rota.conflict.conflict import Conflict
from allocator.rota.conflict.cures_of_adjustments import asking
from allocator.rota.conflict.oracle import Oracle
from allocator.rota.conflict.short_words import short_words
from allocator.rota.conflict.words import adjustment_text, day_text, spans_by_day
from allocator.rota.conflict.world import World, changed, with_row

_SECONDS = 8.0


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
    closed = _closed(scenario, pins)
    if closed is not None:
        return closed
    oracle = Oracle(service, time.perf_counter() + seconds)
    queue = lacking_skill(scenario, agent_id, pins)
    if queue is not None:
        return _without_skill(oracle, service, scenario, agent_id, queue, pins)
    return of_time(oracle, service, scenario, agent_id, pins)


def lacking_skill(scenario: Scenario, agent_id: str, pins: Sequence[Pin]) -> str | None:
    """Queue that pins ask for and that somebody cannot take, whenever it is; ``None`` for none."""
    queue = next((p.queue for p in pins if p.agent_id == agent_id and p.asks_for_shift), None)
    return None if queue is None or _can_take(scenario, agent_id, queue) else queue


def _closed(scenario: Scenario, pins: Sequence[Pin]) -> Obstacle | None:
    """Say that the site is closed then, where nobody works at such times."""
    grid, pin = scenario.grid, pins[0]
    if "opening_hours" not in scenario.settings.rules:
        return None
    day = grid.operating_date(pin.start)
    spans = scenario.opening_spans(day)
    is_open = (
        bool(spans) if pin.kind == "any_shift" else grid.index(pin.start) in scenario.open_intervals
    )
    if is_open:
        return None
    words = f"the site is closed on {day_text(day)}"
    if spans:
        words = f"the site is open {spans_by_day(scenario, {day: spans})}"
    return Obstacle(("opening_hours",), (words,), (), note="other opening hours of the site")


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
    """Say what keeps somebody off a queue for good, and what else would be in the way."""
    who = called(scenario.agent_by_id[agent_id])
    rule_ids: list[str] = []
    facts: list[str] = []
    steps: list[str] = []
    able = scenario
    skill = scenario.skills_by_agent.get(agent_id, {}).get(queue)
    if skill is None or skill.level < 1:
        rule_ids.append("skills")
        facts.append(
            f"{who} has no level on {queue}"
            if skill is None
            else f"{who} has level {skill.level} on {queue}, and nobody is put on it alone below 1"
        )
        steps.append(f"a level of 1 on {queue}")
        able = _with_level(able, agent_id, queue)
    for row in scenario.adjustments:
        if row.agent_id == agent_id and row.kind == "only_queues" and queue not in row.queues:
            rule_ids.append("agreed_adjustments")
            facts.append(f"agreed with {who}: {adjustment_text(row)}")
            wider = "|".join([*row.queues, queue])
            steps.append(asking(scenario, row, wider))
            able = with_row(able, "adjustments", row, row.model_copy(update={"value": wider}))
    if oracle.seconds_left <= 0:
        return Obstacle(tuple(dict.fromkeys(rule_ids)), tuple(facts), (), is_complete=False)
    step = ", and ".join(steps)
    # The pools' speeds follow from the skills.
    rest = of_time(oracle, service, able, agent_id, pins)
    if rest is None:
        works = oracle.ask(World(able), [agent_id]).admits is True
        return Obstacle(tuple(dict.fromkeys(rule_ids)), tuple(facts), (step,) * works)
    return Obstacle(
        tuple(dict.fromkeys([*rule_ids, *rest.rule_ids])),
        (*facts, *rest.facts),
        tuple(f"{step}, and {way}" for way in rest.ways_out),
        rest.is_complete,
    )


def _with_level(scenario: Scenario, agent_id: str, queue: str) -> Scenario:
    others = tuple(row for row in scenario.skills if (row.agent_id, row.queue) != (agent_id, queue))
    return changed(scenario, skills=(*others, Skill(agent_id=agent_id, queue=queue, level=1)))


def obstacle_of_conflicts(
    scenario: Scenario, conflicts: Sequence[Conflict], pins: Sequence[Pin]
) -> Obstacle:
    """Say what several people cannot hold together, as one obstacle.

    Parameters
    ----------
    conflicts
        With their cures, from a diagnosis.
    pins
        Those that the question added.
    """
    elements = [not_asked(conflict.elements, pins) for conflict in conflicts]
    facts = [
        words
        for conflict, here in zip(conflicts, elements, strict=True)
        for words in (
            short_words(scenario, conflict.agent_ids[0], here)
            if len(conflict.agent_ids) == 1
            else [element.words for element in here]
        )
    ]
    return Obstacle(
        rules_of([element for here in elements for element in here]),
        tuple(facts),
        ways_out(conflicts, lambda cure: cure.kind != "pin"),
    )
