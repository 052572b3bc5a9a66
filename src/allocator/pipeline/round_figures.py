"""What is put down of a round: expected and simulated service, corrections, hours required."""

from __future__ import annotations

import math

from allocator.demand.service import ServiceModel
from allocator.demand.staffing import staffing
from allocator.domain.correction import CorrectionRound, PartCorrection, QueueRound
from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.pipeline.correction import corrections_of
from allocator.simulate.estimate import share_of
from allocator.simulate.week import WeekSimulation
from allocator.verify.service_state import ServiceState

_DIGITS = 6


def round_of(
    simulation: WeekSimulation,
    rota: Rota,
    kind: str,
    moved_share: float | None = None,
) -> CorrectionRound:
    """Put down what was expected of a rota and what was simulated.

    Parameters
    ----------
    simulation
        Of the rota, with the requirements as they were corrected for it.
    kind
        ``draft`` or ``final``.
    """
    scenario, requirements = simulation.scenario, simulation.requirements
    state = ServiceState.of(scenario, ServiceModel.of(scenario, requirements), rota)
    levels = state.service_levels()
    return CorrectionRound.model_validate(
        {
            "rota": kind,
            "queues": tuple(
                _queue_round(simulation, number, levels[queue.id].week_share)
                for number, queue in enumerate(scenario.settings.queues)
            ),
            "corrections": _listed(scenario, requirements),
            "movement_share": None if moved_share is None else round(moved_share, _DIGITS),
            "required_hours": required_hours(scenario, requirements),
        }
    )


def required_hours(scenario: Scenario, requirements: tuple[Requirement, ...]) -> float:
    """Hours of people on the phone that the requirements ask for, at their corrections."""
    heads = sum(row.required_agents for row in staffing(scenario, requirements))
    return heads * scenario.grid.interval_minutes / 60


def _queue_round(simulation: WeekSimulation, number: int, expected_share: float) -> QueueRound:
    setting = simulation.scenario.settings.queues[number]
    offered = simulation.counts.offered[:, :, number].sum(axis=1)
    found = share_of(simulation.counts.in_time[:, :, number].sum(axis=1), offered)
    share, half_width = float(found.value), float(found.half_width)
    contacts = math.fsum(
        row.forecast_contacts for row in simulation.requirements if row.queue == setting.id
    )
    came = not math.isnan(share)
    return QueueRound(
        queue=setting.id,
        expected_share=round(expected_share, _DIGITS),
        simulated_share=round(share, _DIGITS) if came else None,
        simulated_half_width=round(half_width, _DIGITS) if came else None,
        target_share=setting.target_share,
        gap_share=round(max(0.0, setting.target_share - share), _DIGITS) if came else None,
        expected_late_contacts=round(contacts * (1 - expected_share), _DIGITS),
        simulated_late_contacts=round(contacts * (1 - share), _DIGITS) if came else None,
    )


def _listed(
    scenario: Scenario, requirements: tuple[Requirement, ...]
) -> tuple[PartCorrection, ...]:
    """Corrections in force, by pool and hour; none where nothing is corrected."""
    corrections = corrections_of(scenario, requirements)
    if all(factor == 1 for factor in corrections.values()):
        return ()
    return tuple(
        PartCorrection(pool=pool, starts=f"{hour:02}:00", load_correction=factor)
        for (pool, hour), factor in sorted(corrections.items())
    )
