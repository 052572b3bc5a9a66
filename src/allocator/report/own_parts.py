"""The parts of a shift as its own agent reads them, with whom they sit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allocator.domain.people_names import called
from allocator.domain.rota import Activity, Block
from allocator.domain.scenario import Scenario
from allocator.justify.wording import activity_word, clock_span


@dataclass(frozen=True)
class PartLine:
    """A part of a shift: when, and what is done."""

    times: str
    what: str


def part_lines(
    scenario: Scenario, blocks: Sequence[Block], mentored: Sequence[Block]
) -> tuple[PartLine, ...]:
    """Blocks of a shift, and within them the times as somebody's mentor."""
    zone = scenario.grid.zone
    lines = [(block.span_s[0], 0, block, _what(scenario, block)) for block in blocks]
    lines += [(block.span_s[0], 1, block, _mentor_of(scenario, block)) for block in mentored]
    lines.sort(key=lambda line: line[:2])
    return tuple(
        PartLine(clock_span(block.start.astimezone(zone), block.end.astimezone(zone)), what)
        for _, _, block, what in lines
    )


def _what(scenario: Scenario, block: Block) -> str:
    beside = f" with {_named(scenario, block.with_agents)}" if block.with_agents else ""
    if block.activity is not Activity.WORK or not block.queues:
        return f"{activity_word(block.activity)}{beside}"
    names = _queue_names(scenario, block)
    return f"practice on {names}{beside} as mentor" if block.is_practice else names


def _mentor_of(scenario: Scenario, block: Block) -> str:
    learner = _named(scenario, (block.agent_id,))
    return f"mentor of {learner}, who practises on {_queue_names(scenario, block)}"


def _queue_names(scenario: Scenario, block: Block) -> str:
    return ", ".join(scenario.queue_by_id[queue].name or queue for queue in block.queues)


def _named(scenario: Scenario, agent_ids: Sequence[str]) -> str:
    known = scenario.agent_by_id
    return ", ".join(called(known[one]) if one in known else one for one in agent_ids)
