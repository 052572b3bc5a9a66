"""Check that a replanned rota leaves alone what has been, and that nobody works who is away."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.domain.cut_blocks import joined, overlaps, until_moment
from allocator.domain.disruption import Disruption
from allocator.domain.findings import Finding, local_text
from allocator.domain.rota import Block, Rota
from allocator.domain.scenario import Scenario

FROZEN, AWAY = "replan.frozen", "replan.away"


def check_replan(scenario: Scenario, rota: Rota) -> list[Finding]:
    """Find changes of what lies before the replan, and work of people who are away.

    Nothing is found in a plan that is no replan's.
    """
    disruption = scenario.disruption
    if disruption is None:
        return []
    return [*_changed_past(scenario, disruption, rota), *_though_away(scenario, disruption, rota)]


def _changed_past(scenario: Scenario, disruption: Disruption, rota: Rota) -> list[Finding]:
    past = until_moment(rota, disruption.join)
    findings: list[Finding] = []
    for who in sorted({*past.agent_ids, *disruption.frozen.agent_ids}):
        now = joined(past.agent_blocks(who))
        was = joined(disruption.frozen.agent_blocks(who))
        other = _first_other(now, was)
        if other is None:
            continue
        at = other.start.astimezone(scenario.grid.zone)
        findings.append(
            Finding(
                rule_id=FROZEN,
                message=(
                    f"{who} has other blocks before {local_text(disruption.join)} than the "
                    f"published rota, from {local_text(at)} on: what has been cannot be replanned"
                ),
                agent_id=who,
                at=at,
                figures={"join": disruption.join.isoformat()},
            )
        )
    return findings


def _first_other(now: Sequence[Block], was: Sequence[Block]) -> Block | None:
    """First block that stands in only one of two lists; ``None`` where they say the same."""
    mine, theirs = set(map(_said, now)), set(map(_said, was))
    other = [block for block in now if _said(block) not in theirs]
    other += [block for block in was if _said(block) not in mine]
    return min(other, key=lambda block: block.span_s, default=None)


def _said(block: Block) -> tuple[object, ...]:
    return (*block.span_s, block.activity, block.queues, frozenset(block.with_agents))


def _though_away(scenario: Scenario, disruption: Disruption, rota: Rota) -> list[Finding]:
    findings: list[Finding] = []
    for row in disruption.away:
        span = row.start, row.until
        blocks = [block for block in rota.agent_blocks(row.agent_id) if overlaps(block, span)]
        if blocks:
            at = blocks[0].start.astimezone(scenario.grid.zone)
            findings.append(
                Finding(
                    rule_id=AWAY,
                    message=(
                        f"{row.agent_id} is in the rota at {local_text(at)} and away from "
                        f"{local_text(row.start)} to {local_text(row.until)}"
                    ),
                    agent_id=row.agent_id,
                    at=at,
                )
            )
    return findings
