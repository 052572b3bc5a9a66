"""Why there is no rota: agents of whom no week meets the hard rules, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Strength
from allocator.domain.scenario import Scenario
from allocator.rota.instance import Instance
from allocator.rota.model import ShiftModel
from allocator.rules import registry


@dataclass(frozen=True)
class NoWeek:
    """An agent who can have no week.

    Parameters
    ----------
    without
        Hard rules each of which stands in the way by itself: without it there would be a week.
        Empty where it takes more than one.
    """

    agent_id: str
    without: tuple[str, ...]

    def __str__(self) -> str:
        if not self.without:
            return f"{self.agent_id} has no week that meets the hard rules"
        rules = " or ".join(self.without)
        return (
            f"{self.agent_id} has no week that meets the hard rules; without {rules} there would "
            "be one"
        )


def agents_without_week(scenario: Scenario, service: ServiceModel) -> list[NoWeek]:
    """Find the agents of whom, alone in the centre, no week meets the hard rules (proven)."""
    whole = Instance.of(scenario, service)
    stuck = [agent_id for agent_id in whole.agent_ids if _has_no_week(whole, agent_id)]
    if not stuck:
        return []
    hard = [
        rule_id for rule_id, _ in whole.rules if registry.card(rule_id).strength is Strength.HARD
    ]
    relaxed = {rule_id: Instance.of(scenario, service, frozenset([rule_id])) for rule_id in hard}
    return [
        NoWeek(
            agent_id,
            tuple(rule for rule in hard if not _has_no_week(relaxed[rule], agent_id)),
        )
        for agent_id in stuck
    ]


def _has_no_week(instance: Instance, agent_id: str) -> bool:
    choices = {
        (agent_id, day): instance.options[agent_id][day] for day in range(instance.day_count)
    }
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 20.0
    model = ShiftModel(instance, choices, {})
    return solver.solve(model.model) == cp_model.INFEASIBLE
