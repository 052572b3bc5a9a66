"""Count the people in each kind of shift on each day, and hold them against what is wanted."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable

from allocator.domain.cover import CoverRow
from allocator.domain.findings import Finding, SoftMeasure
from allocator.domain.rota import Shift
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.cover.card import CARD

Heads = Counter[tuple[dt.date, str]]
"""Number of people by operating date and kind of shift."""


def measure(view: RotaView, parameters: Parameters) -> SoftMeasure:
    """Add up the weights of people missing and of people too many.

    One person's shift counts for all, so the whole rota is looked at, whatever agents the view
    names. To try many changes, keep :func:`heads_of` and call :func:`amount_of` with those that
    changed replaced.
    """
    del parameters
    scenario = view.scenario
    heads = heads_of(
        scenario, (shift for who in view.rota.agent_ids for shift in view.rota.shifts(who))
    )
    findings: list[Finding] = []
    for day in scenario.grid.days:
        for kind, row in scenario.cover_on(day).items():
            if _weight(row, heads[day, kind]) > 0:
                finding = CARD.finding(
                    "short" if heads[day, kind] < row.agents else "over",
                    at=scenario.grid.at(day, 0),
                    day=day,
                    shift_kind=kind,
                    agents=heads[day, kind],
                    wanted=row.agents,
                )
                findings.append(finding)
    return SoftMeasure(
        rule_id=CARD.id,
        amount=amount_of(scenario, heads),
        unit="agents missing or too many, weighted",
        findings=tuple(findings),
    )


def heads_of(scenario: Scenario, shifts: Iterable[Shift]) -> Heads:
    """Count shifts by operating date and kind; those of no kind count nowhere."""
    heads: Heads = Counter()
    for shift in shifts:
        kind = scenario.shift_kind(shift.start)
        if kind is not None:
            heads[scenario.grid.operating_date(shift.start), kind] += 1
    return heads


def amount_of(scenario: Scenario, heads: Heads) -> float:
    """Sum of the weights, given how many people there are."""
    return math.fsum(
        _weight(row, heads[day, kind])
        for day in scenario.grid.days
        for kind, row in scenario.cover_on(day).items()
    )


def _weight(row: CoverRow, heads: int) -> float:
    short, over = max(0, row.agents - heads), max(0, heads - row.agents)
    return short * row.short_weight + over * row.over_weight
