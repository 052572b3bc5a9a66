"""Breaches that events have caused: told apart from those that a replanned rota is to blame for.

A breach is excused where the published rota, with nobody doing anything after the events, has one
of the same rule, of the same person on the same day; and the events have changed that person's
blocks, or it lies before the moment from which the rota could be another. Everything else is a
breach of the replanned rota, those included that stood in the published rota and go on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from allocator.domain.disruption import Disruption
from allocator.domain.event_of_day import people_of
from allocator.domain.findings import Excused, Finding, local_text
from allocator.domain.scenario import Scenario

Key = tuple[str, str, dt.date | None, str]
"""Rule, person, operating day, and what of the rule."""


def split_excused(
    scenario: Scenario, findings: Sequence[Finding], standing: Sequence[Finding]
) -> tuple[list[Finding], tuple[Excused, ...]]:
    """Tell breaches that events caused from the others.

    Parameters
    ----------
    findings
        Breaches of hard rules in the replanned rota.
    standing
        Those of the published rota after the events, if nobody does anything.

    Returns
    -------
    findings, excused
        What is left of the findings, and what is excused.
    """
    disruption = scenario.disruption
    assert disruption is not None
    known = {_key(scenario, finding) for finding in standing}
    left: list[Finding] = []
    excused: list[Excused] = []
    for finding in findings:
        touched = finding.agent_id in disruption.touched
        is_past = finding.at is not None and finding.at.timestamp() < disruption.join.timestamp()
        if _key(scenario, finding) not in known or not (
            touched or is_past or finding.agent_id is None
        ):
            left.append(finding)
            continue
        event = _event(scenario, disruption, finding) if touched else None
        excused.append(
            Excused(finding=finding, because=_because(disruption, finding, event), event=event)
        )
    return left, tuple(excused)


def _key(scenario: Scenario, finding: Finding) -> Key:
    day = None if finding.at is None else scenario.grid.operating_date(finding.at)
    if finding.agent_id is None:
        return finding.rule_id, "", day, finding.message
    # The rest that the law asks for is not excused by a pause at another time than planned.
    of_law = "rest due" if "due_minutes" in finding.figures else ""
    return finding.rule_id, finding.agent_id, day, of_law


def _event(scenario: Scenario, disruption: Disruption, finding: Finding) -> int | None:
    """Place of the event that concerns the person on the day, or at all; ``None`` for none."""
    grid = scenario.grid
    day = None if finding.at is None else grid.operating_date(finding.at)
    mine = [row for row in disruption.away if row.agent_id == finding.agent_id]
    of_day = [
        row
        for row in mine
        if day is not None
        and grid.operating_date(row.start) <= day
        and row.until.timestamp() > grid.at(day, scenario.settings.week.day_starts_at).timestamp()
    ]
    if of_day or mine:
        return (of_day or mine)[0].event
    named = (
        number
        for number, known in enumerate(disruption.events)
        if finding.agent_id in people_of(known.event)
    )
    cancelled = (row.event for row in disruption.cancelled)
    return next(named, next(cancelled, None))


def _because(disruption: Disruption, finding: Finding, event: int | None) -> str:
    who = finding.agent_id
    if event is None:
        if finding.agent_id is None or finding.agent_id in disruption.touched:
            return "it follows from what has happened, whatever else is changed"
        return f"it stood in the published rota before {local_text(disruption.join)}"
    away = [row for row in disruption.away if row.event == event and row.agent_id == who]
    if away and disruption.events[event].event.kind == "late":
        return f"{who} is away until {local_text(away[0].until)}"
    if away:
        return f"{who} is away from {local_text(away[0].start)} to {local_text(away[0].until)}"
    kind = disruption.events[event].event.kind.replace("_", " ")
    if who in people_of(disruption.events[event].event):
        return f"{who} is in the {kind} that was asked for"
    return f"others are away whom {who} was to meet"
