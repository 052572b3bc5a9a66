"""Tiny weeks after events, written as the events are typed and shown as a rota is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from allocator.domain.disrupt import disrupt
from allocator.domain.disruption import Disruption
from allocator.domain.rota import Block, Rota
from allocator.domain.scenario import Scenario
from allocator.pipeline.replan.read_events import read_events, read_now


def after(
    scenario: Scenario,
    published: Rota,
    now: str,
    *events: str,
    earlier: Disruption | None = None,
) -> Disruption:
    """Disrupt a rota by events that are written as options."""
    moment = read_now(scenario, now, earlier)
    read = read_events(scenario, published, moment, events, None, earlier)
    return disrupt(scenario, published, earlier, read, moment)


def lines_of(rota: Rota, agent_ids: Iterable[str] | None = None) -> list[str]:
    """Shifts of a rota as :mod:`tests.tiny_week` writes them, by agent and start."""
    names = rota.agent_ids if agent_ids is None else tuple(agent_ids)
    return [_line(shift.blocks) for name in names for shift in rota.shifts(name)]


def spans(pairs: Iterable[tuple[dt.datetime, dt.datetime]]) -> list[str]:
    """Spans as ``Mon 09:00–12:00``."""
    return [f"{start:%a %H:%M}–{end:%a %H:%M}" for start, end in pairs]


def _line(blocks: Sequence[Block]) -> str:
    first = blocks[0]
    words = [first.agent_id, f"{first.start:%a}".lower()]
    for block in blocks:
        words += [f"{block.start:%H:%M}", _what(block)]
    return " ".join([*words, f"{blocks[-1].end:%H:%M}"])


def _what(block: Block) -> str:
    company = "|".join(block.with_agents)
    if block.is_practice:
        return f"practice:{'|'.join(block.queues)}:{company}"
    if block.is_on_phone:
        names = "|".join(block.queues)
        return "work" if names == "calls" else f"work:{names}"
    return f"{block.activity.value}:{company}" if company else block.activity.value
