"""Hold every correction of a plan's requirements, and every step of them, against its rounds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from allocator.domain.correction import CorrectionRound
from allocator.domain.findings import Finding
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.pipeline.correction import (
    LEAST,
    MOST,
    Corrections,
    Part,
    corrected,
    movement_share,
    part_of,
)
from allocator.pipeline.round_figures import required_hours

RULE_ID = "plan.correction_rounds"

_TOLERANCE = 1e-6
"""Corrections are rounded to three places, movements to six."""


def check_corrections(scenario: Scenario, plan: Plan) -> tuple[Finding, ...]:
    """Compare ``load_correction`` with the rounds, and each round's corrections with the next's.

    Returns
    -------
    tuple of Finding
        Of rule ``plan.correction_rounds``. A plan without rounds, or whose last has no
        corrections, is to have 1 in every row; emails and call-backs have 1 in any.
    """
    rounds = plan.summary.correction_rounds
    stated = _by_part(rounds[-1]) if rounds else {}
    messages = [*_wrong_row(scenario, plan, stated), *_parts_of_no_row(scenario, plan, stated)]
    for number, (entry, after) in enumerate(pairwise(rounds)):
        name = f"correction_rounds.{number}"
        messages += [
            f"plan.json states {name}.{field} as {told}; {why} give {found}"
            for field, told, found, why in _wrong_steps(scenario, plan, entry, after)
        ]
    return tuple(Finding(rule_id=RULE_ID, message=message) for message in messages)


def _by_part(entry: CorrectionRound) -> dict[str, dict[str, float]]:
    """Corrections of a round by pool and clock time."""
    found: dict[str, dict[str, float]] = {}
    for part in entry.corrections:
        found.setdefault(part.pool, {})[part.starts] = part.load_correction
    return found


def _wrong_row(
    scenario: Scenario, plan: Plan, stated: dict[str, dict[str, float]]
) -> Iterator[str]:
    """Yield the first row whose correction no round gives, with the number of the others."""
    deferred = {queue.id for queue in scenario.settings.queues if queue.channel.is_deferred}
    wrong: list[str] = []
    for line, row in enumerate(plan.requirements, start=2):  # the first line has the headings
        starts = _starts(part_of(row))
        if row.queue in deferred:
            wanted, why = 1.0, f"{row.queue} waits for whoever is free and has 1"
        elif not stated:
            wanted, why = 1.0, "plan.json has no corrections, so it is 1"
        else:
            wanted = stated.get(row.pool, {}).get(starts, 1.0)
            why = f"plan.json says {wanted:g} for {row.pool} from {starts}"
        off = abs(row.load_correction - wanted) > _TOLERANCE
        if not off and not LEAST <= row.load_correction <= MOST:
            off, why = True, f"no round goes beyond {LEAST:g} to {MOST:g}"
        if off:
            wrong.append(f"row {line}: load_correction {row.load_correction}; {why}")
    if wrong:
        more = len(wrong) - 1
        others = f" (and {more} more {'row' if more == 1 else 'rows'})" if more else ""
        yield f"requirements.csv {wrong[0]}{others}"


def _parts_of_no_row(
    scenario: Scenario, plan: Plan, stated: dict[str, dict[str, float]]
) -> Iterator[str]:
    """Yield parts that are corrected in the last round, though they have no calls or chats."""
    live = {queue.id for queue in scenario.settings.queues if not queue.channel.is_deferred}
    there = {part_of(row) for row in plan.requirements if row.queue in live}
    known = {(pool, _starts((pool, hour))) for pool, hour in there}
    for pool, factors in stated.items():
        for starts in factors:
            if (pool, starts) not in known:
                yield f"plan.json corrects {pool} from {starts}, which has no calls or chats"


def _wrong_steps(
    scenario: Scenario, plan: Plan, entry: CorrectionRound, after: CorrectionRound
) -> Iterator[tuple[str, float | None, float, str]]:
    """Yield what a round states and its corrections and the next one's do not give."""
    before, then = _as_corrections(entry), _as_corrections(after)
    moved = movement_share(plan.requirements, before, then)
    told = entry.movement_share
    if told is None or abs(told - moved) > _TOLERANCE:
        yield "movement_share", told, round(moved, 6), "the corrections before and after it"
    hours = required_hours(scenario, corrected(scenario, plan.requirements, before))
    if abs(entry.required_hours - hours) > _TOLERANCE:
        yield "required_hours", entry.required_hours, hours, "its corrections"


def _as_corrections(entry: CorrectionRound) -> Corrections:
    return {
        (part.pool, int(part.starts.partition(":")[0])): part.load_correction
        for part in entry.corrections
    }


def _starts(part: Part) -> str:
    return f"{part[1]:02}:00"
