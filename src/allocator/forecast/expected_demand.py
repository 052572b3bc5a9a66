"""The demand that a plan answers: the forecast, and what has happened since."""

from __future__ import annotations

from allocator.demand.disrupted_need import disrupted_requirements
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import forecast


def expected_demand(scenario: Scenario) -> tuple[Requirement, ...]:
    """Forecast a scenario's demand, and change it by the events of its disruption.

    Raises
    ------
    InputError
        If the scenario's history cannot be forecast from.
    """
    return disrupted_requirements(scenario, forecast(scenario))
