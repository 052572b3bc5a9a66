"""Check what a plan states about its simulation and about the rounds before it, without a solver.

The plan's own rota is simulated again from its seed. The drafts of the rounds before are not in
the plan, so what stands about their service is a log, held against itself and not against a rota;
their corrections give the hours that they required, and how far they moved.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from allocator.domain.correction import CorrectionRound
from allocator.domain.findings import Finding
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.pipeline.check_corrections import RULE_ID, check_corrections
from allocator.pipeline.correction import LEAST, MOST
from allocator.pipeline.round_figures import round_of
from allocator.pipeline.simulate_plan import simulate_rota
from allocator.pipeline.stated_figures import leaves, same_figure
from allocator.simulate.summary import summary
from allocator.simulate.week import WeekSimulation

_TOLERANCE = 1e-5
"""Figures are rounded to six places; another machine's arithmetic may differ in the last."""


def simulate_again(scenario: Scenario, plan: Plan) -> WeekSimulation | None:
    """Simulate a plan's rota from its seed; ``None`` where the plan tells of no simulation."""
    if plan.summary.simulation is None and not plan.summary.correction_rounds:
        return None
    return simulate_rota(scenario, plan.requirements, plan.rota, plan.summary.seed)


def check_simulation(
    scenario: Scenario, plan: Plan, simulation: WeekSimulation | None = None
) -> tuple[Finding, ...]:
    """Hold the simulation that a plan states, and the last of its rounds, against its seed's.

    Parameters
    ----------
    simulation
        As :func:`simulate_again` makes it; made here if not given.

    Returns
    -------
    tuple of Finding
        Of rule ``plan.simulation`` and ``plan.correction_rounds``, one for each figure that is
        not what the seed gives. A plan has both, or neither where its rota was scored; then
        only its corrections are held against 1.
    """
    stated, rounds = plan.summary.simulation, plan.summary.correction_rounds
    simulation = simulation or simulate_again(scenario, plan)
    if simulation is None:
        return check_corrections(scenario, plan)
    findings = [*check_corrections(scenario, plan)]
    if stated is None:
        findings.append(_lacking("plan.simulation", "simulation", "correction_rounds"))
    else:
        findings += _differences("plan.simulation", "", stated, summary(simulation))
    if not rounds:
        findings.append(_lacking(RULE_ID, "correction_rounds", "simulation"))
    else:
        name = f"correction_rounds.{len(rounds) - 1}"
        found = round_of(simulation, plan.rota, "final")
        # Of the corrections every row has been held against plan.json.
        told, again = (one.model_dump(exclude={"corrections"}) for one in (rounds[-1], found))
        findings += _differences(RULE_ID, name, told, again)
        findings += [
            Finding(
                rule_id=RULE_ID,
                message=f"plan.json contradicts itself in correction_rounds.{number}: {what}",
            )
            for number, entry in enumerate(rounds[:-1])
            for what in _contradictions(scenario, plan, entry, first=number == 0)
        ]
        findings += [
            Finding(rule_id=RULE_ID, message=f"plan.json has {what}: no round gives that")
            for what in _out_of_bounds(rounds[-1])
        ]
    return tuple(findings)


def _lacking(rule_id: str, lacking: str, there: str) -> Finding:
    return Finding(
        rule_id=rule_id,
        message=f"plan.json has no {lacking}, and {there} all the same: a plan has both",
    )


def _contradictions(
    scenario: Scenario, plan: Plan, entry: CorrectionRound, *, first: bool
) -> Iterator[str]:
    """Yield what contradicts itself, or the plan, in the log of a round before the last."""
    targets = {queue.id: queue.target_share for queue in scenario.settings.queues}
    if list(targets) != [queue.queue for queue in entry.queues]:
        yield "queues"
        return
    for queue in entry.queues:
        share, expected = queue.simulated_share, queue.expected_share
        contacts = math.fsum(
            row.forecast_contacts for row in plan.requirements if row.queue == queue.queue
        )
        implied = {
            "target_share": targets[queue.queue],
            "gap_share": None if share is None else max(0.0, targets[queue.queue] - share),
            "expected_late_contacts": contacts * (1 - expected),
            "simulated_late_contacts": None if share is None else contacts * (1 - share),
        }
        for field, value in implied.items():
            stated = getattr(queue, field)
            if stated is None or value is None:
                is_wrong = stated is not value
            else:  # shares are rounded to six places
                is_wrong = abs(stated - value) > 1e-6 * (1 + contacts)
            if is_wrong:
                yield f"{field} of {queue.queue}"
    if first and entry.corrections:
        yield "corrections, of which the first round has none"
    yield from _out_of_bounds(entry)
    if entry.rota != "draft":
        yield "rota, as only the last round is that of the final one"


def _out_of_bounds(entry: CorrectionRound) -> Iterator[str]:
    for part in entry.corrections:
        if not LEAST <= part.load_correction <= MOST:
            yield f"load_correction {part.load_correction:g} of {part.pool} from {part.starts}"


def _differences(rule_id: str, name: str, stated: Any, found: Any) -> list[Finding]:
    """One finding for each single figure of nested JSON that is another when recomputed."""
    before, after = dict(leaves(name, stated)), dict(leaves(name, found))
    return [
        Finding(
            rule_id=rule_id,
            message=(
                f"plan.json states {leaf} as {before.get(leaf, 'nothing')}; simulated again from "
                f"its seed it is {after.get(leaf, 'nothing')}"
            ),
        )
        for leaf in sorted(before.keys() | after.keys())
        if not same_figure(before.get(leaf), after.get(leaf), _TOLERANCE)
    ]
