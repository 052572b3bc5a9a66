"""Nobody is left with nothing: who is given no hours, or only queues that nobody wants."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from allocator.domain.paid_time import paid_minutes
from allocator.domain.rota import Block, Rota
from allocator.domain.scenario import Scenario

_NO_MINUTES = 1e-6
_LIKE_ALL_SHARE = 0.95
"""Share of the hours on the phone that counts as all of them."""


@dataclass(frozen=True)
class LeftWith:
    """Somebody who is left with nothing, and how.

    Parameters
    ----------
    kind
        ``no_hours``: no paid hours, though some are due. ``hard_queues_only``: on hard queues
        nearly all the time on the phone, though the person can take others and somebody else
        who can take the hard ones has less of them.
    """

    agent_id: str
    kind: Literal["no_hours", "hard_queues_only"]
    words: str


def left_with_nothing(scenario: Scenario, rota: Rota) -> tuple[LeftWith, ...]:
    """Find people to whom a rota gives none of their hours, or only what nobody wants."""
    return (*_without_hours(scenario, rota), *_on_hard_queues_alone(scenario, rota))


def _without_hours(scenario: Scenario, rota: Rota) -> list[LeftWith]:
    found: list[LeftWith] = []
    for agent in scenario.agents:
        due = scenario.hours_due(agent.agent_id)
        paid = math.fsum(paid_minutes(scenario, shift) for shift in rota.shifts(agent.agent_id))
        if due * 60 > _NO_MINUTES and paid <= _NO_MINUTES:
            words = f"no hours at all, and {due:g} h are due"
            found.append(LeftWith(agent.agent_id, "no_hours", words))
    return found


def _on_hard_queues_alone(scenario: Scenario, rota: Rota) -> list[LeftWith]:
    hard = scenario.settings.fairness.hard_queues
    shares: dict[str, float] = {}
    takes_others: set[str] = set()
    for agent in scenario.agents:
        usable = {
            queue
            for pool in scenario.settings.pools
            for queue in scenario.usable_queues(agent.agent_id, pool.id)
        }
        work = [block for block in rota.agent_blocks(agent.agent_id) if block.queues]
        minutes = math.fsum(block.minutes for block in work)
        if minutes and not usable.isdisjoint(hard):
            on_hard = math.fsum(block.minutes for block in work if _is_hard(block, scenario))
            shares[agent.agent_id] = on_hard / minutes
            if usable - set(hard):
                takes_others.add(agent.agent_id)
    least = min(shares.values(), default=0.0)
    return [
        LeftWith(
            agent_id,
            "hard_queues_only",
            f"{share:.0%} of the time on the phone on hard queues alone, where the least of "
            f"those who can take them is {least:.0%}",
        )
        for agent_id, share in shares.items()
        if share >= _LIKE_ALL_SHARE and agent_id in takes_others and least < _LIKE_ALL_SHARE
    ]


def _is_hard(block: Block, scenario: Scenario) -> bool:
    """Whether all queues logged into are hard ones."""
    return set(block.queues) <= scenario.settings.fairness.hard_queues.keys()
